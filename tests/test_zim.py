"""The site as a ZIM file: what it holds, that its links lead somewhere, and that a search finds."""

import io
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from libzim.reader import Archive
from libzim.search import Query, Searcher
from libzim.suggestion import SuggestionSearcher
from lxml import html
from PIL import Image

from explainer import takeaway
from explainer.takeaway import zim
from support.showcase import FILES, LONG
from support.sites import build_site

OUTSIDE = "http://outside.invalid/x"
LOADS = f'<script src="{OUTSIDE}"></script><img alt="a" src="{OUTSIDE}"><p style="background: url({OUTSIDE})" onclick="x()">x</p><iframe src="{OUTSIDE}"></iframe>'


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    site, log = build_site(tmp_path_factory.mktemp("zim"), FILES)
    assert (site / LONG).is_dir(), log
    page = site / LONG / "index.html"
    page.write_text(page.read_text("utf-8").replace("</article>", LOADS + "</article>"), "utf-8")
    [path] = takeaway.make(site, tmp_path_factory.mktemp("made"), "2026-11", ["zim"])
    return path


@pytest.fixture(scope="module")
def archive(made):
    return Archive(made)


def pages(archive):
    for number in range(archive.all_entry_count):
        entry = archive._get_entry_by_id(number)
        if entry.path.endswith(".html"):
            yield entry.path, html.document_fromstring(bytes(entry.get_item().content))


def test_it_says_what_it_is(archive):
    said = {
        name: archive.get_metadata(name).decode()
        for name in archive.metadata_keys
        if not name.startswith("Illustration")
    }
    assert (said["Title"], said["Language"], said["Date"]) == ("The Caravan Debate", "eng", "2026-11-01")
    assert said["Creator"] and said["Publisher"] and said["Name"]
    assert 0 < len(said["Description"]) <= 80 and len(said["Title"]) <= 30
    assert f"text/html={len(list(pages(archive)))}" in said["Counter"].split(";")
    picture = Image.open(io.BytesIO(bytes(archive.get_illustration_item(48).content)))
    assert (picture.format, picture.size) == ("PNG", (48, 48))
    assert archive.check() and archive.has_fulltext_index and archive.has_title_index


def test_it_opens_at_the_home_page_and_every_link_leads_somewhere(archive):
    assert archive.main_entry.get_item().path == "index.html"
    linked = set()
    for path, page in pages(archive):
        for link in page.xpath("//a/@href | //link/@href"):
            target = urldefrag(urljoin("http://zim.invalid/" + path, link))[0]
            if target.startswith("http://zim.invalid/"):
                linked.add(unquote(target.removeprefix("http://zim.invalid/")))
    assert f"{LONG}index.html" in linked and "sources/count1/index.html" in linked
    assert [path for path in linked if not archive.has_entry_by_path(path)] == []


def test_a_page_has_its_evidence_and_nothing_that_runs_or_loads(archive):
    text = bytes(archive.get_entry_by_path(f"{LONG}index.html").get_item().content).decode()
    page = html.document_fromstring(text)
    assert page.xpath('//div[@class="note" and @id="note-1"]') and page.xpath('//button[@popovertarget="note-1"]')
    assert page.xpath('//*[@class="references"]//li') and not page.xpath('//*[@class="md-header"]')
    assert OUTSIDE not in text
    assert not page.xpath("//script | //iframe | //@onclick | //@style | //img")


def test_a_search_finds_words_and_titles(archive):
    found = list(Searcher(archive).search(Query().set_query("observatory counted Mapastepec")).getResults(0, 5))
    assert f"{LONG}index.html" in found
    assert next(iter(SuggestionSearcher(archive).suggest("crossing").getResults(0, 5))) == f"{LONG}index.html"


@pytest.mark.parametrize(
    "broken",
    [lambda data: b"", lambda data: data[:-1], lambda data: data[:50], lambda data: data[:200] + b"x" + data[201:]],
)
def test_what_is_cut_or_changed_is_not_whole(broken, made, tmp_path):
    assert takeaway.is_whole(made)
    path = tmp_path / made.name
    path.write_bytes(broken(made.read_bytes()))
    assert not takeaway.is_whole(path)


def test_long_words_are_cut_at_a_word():
    assert zim._cut("One two three", 9) == "One two…"
    assert zim._cut("One two", 7) == "One two"
