"""Each page as a PDF: conforming to PDF/UA-1, with its references, offered where it exists."""

import datetime

import page as validator  # the package page-validation
import pikepdf
import pytest
from lxml import html

from explainer import takeaway
from explainer.takeaway import pages, tagged
from explainer.takeaway.printing import printer
from support.showcase import FILES, LONG
from support.sites import build_prepared, build_site

ADDRESS = "https://example.org/"
DAY = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("printed")
    site, log = build_site(folder, FILES)
    assert (site / LONG).is_dir(), log
    return folder


@pytest.fixture(scope="module")
def made(project):
    """The PDFs by the addresses of their pages, made where the next build of the project finds them."""
    before = project / "build/takeaway/pages/gone.pdf"
    before.parent.mkdir(parents=True)
    before.write_bytes(b"%PDF-1.7\n%%EOF\n")
    return {
        path.name: path for path in takeaway.make(project / "site", project / "build/takeaway", "2026-11", ["pages"])
    }


@pytest.fixture(scope="module")
def printed(made):
    return made[pages.name(LONG)]


def test_pages_are_printed_and_lists_are_not(made, project):
    assert {"story-crossing.pdf"} <= set(made)
    assert not {"timeline.pdf", "glossary.pdf", "map.pdf", "sources.pdf"} & set(made)
    assert {path.name for path in (project / "build/takeaway/pages").iterdir()} == set(made)  # the old one is gone
    assert all(takeaway.is_whole(path) for path in made.values())


def test_each_conforms_to_the_standard_of_accessible_pdf(made):
    for path in made.values():
        report = validator.validate_pdf(str(path), profile="ua1")
        assert report.is_compliant, (path.name, [(one.rule_id, one.message) for one in report.failures])


def test_it_has_the_title_of_the_page_its_headings_and_the_address_of_each_link(printed):
    with pikepdf.open(printed) as pdf:
        with pdf.open_metadata() as metadata:
            assert (metadata["dc:title"], metadata["pdfuaid:part"]) == ("The crossing: who counted whom?", "1")
        assert str(pdf.Root.Lang) == "en"
        with pdf.open_outline() as outline:
            assert outline.root[0].title == "The crossing: who counted whom?"
        links = [link for page in pdf.pages for link in page.get("/Annots", [])]
        places = {str(link.Dest).removeprefix("/") for link in links if "/Dest" in link}
        assert {"ref-count1", "ref-count4"} <= places  # the numbers in the text
        assert any(str(link.Contents).startswith("Evidence ") for link in links)


def test_words_are_in_the_tags_and_numbers_of_sheets_are_not(printed):
    tree = pikepdf.open(printed)
    assert b"/Artifact BMC" in tree.pages[0].Contents.read_bytes()
    depth, outside = 0, 0
    for instruction in pikepdf.parse_content_stream(tree.pages[0]):
        depth += {"BMC": 1, "BDC": 1, "EMC": -1}.get(str(instruction.operator), 0)
        outside += depth == 0 and str(instruction.operator) in ("Tj", "TJ")
    assert (depth, outside) == (0, 0)


def test_without_an_address_links_are_plain_words(project):
    sheets = {one.url: one for one in pages.pages(project / "site", "")}
    body = html.document_fromstring(sheets[LONG].text)
    links = body.xpath("//a/@href")
    assert links and all(link.startswith(("#", "http")) for link in links)
    assert not body.xpath("//script | //button | //input | //link")


LISTS = """<!doctype html><html lang="en"><meta charset="utf-8"><title>T</title><h1>One</h1><ul><li>A</li><li><p>B</p><p>C</p></li></ul>
<ul style="list-style: none"><li style="background: #eee">D <em>d</em></li><li>E<ul><li>F</li></ul></li></ul><aside>G</aside>
<svg role="img" aria-label="S" width="9" height="9"><path d="M0 0h9v9z"/></svg><svg aria-hidden="true" width="9" height="9"><path d="M0 0h9v9z"/></svg>
<p><a href="https://example.org/x">Example</a> <a href="#two">Below</a></p><h2 id="two">Two</h2>"""


def test_what_a_browser_leaves_out_is_put_right(tmp_path):
    path = tmp_path / "a.pdf"
    with printer() as print_page:
        print_page(ADDRESS, LISTS, path, {"print_background": True})
    before = {one.rule_id for one in validator.validate_pdf(str(path), profile="ua1").failures}
    assert {"PDFUA1-LI-KIDS-001", "PDFUA1-LINK-CONTENTS-001", "PDFUA1-STRUCT-TREE-ROLE-MAP-001"} <= before
    sheets = tagged.finish(path, title="T", language="en", made=DAY, links={"two": "To the second"})
    assert sheets == 1
    assert [one.message for one in validator.validate_pdf(str(path), profile="ua1").failures] == []
    with pikepdf.open(path) as pdf:
        assert [str(link.Contents) for link in pdf.pages[0].Annots] == ["https://example.org/x", "To the second"]


def test_a_page_offers_its_pdf_only_where_there_is_one(made, project):
    broken = next(path for name, path in made.items() if name != pages.name(LONG))
    broken.write_bytes(b"%PDF-1.7\n")
    site, log = build_prepared(project)
    (link,) = html.parse(site / LONG / "index.html").xpath('//*[@class="printing"]//a/@href')
    assert (site / LONG / link).resolve() == site / "take-away/pages" / pages.name(LONG)
    assert {path.name for path in (site / "take-away/pages").iterdir()} == set(made) - {broken.name}
    assert any(f"{broken.name} is incomplete" in line for line in log)
    assert not html.parse(site / "timeline/index.html").xpath('//*[@class="printing"]//a')


def test_the_browser_s_count_of_tags_changes_no_byte(printed, tmp_path):
    """Others refer to some tags by names that the browser counts from another number each time."""
    with pikepdf.open(printed) as pdf:
        pdf.save(tmp_path / "one.pdf", object_stream_mode=pikepdf.ObjectStreamMode.disable)
    plain = (tmp_path / "one.pdf").read_bytes()
    assert b"(node00000" in plain
    (tmp_path / "other.pdf").write_bytes(plain.replace(b"(node00000", b"(node00001"))
    for name in ("one", "other"):
        tagged.finish(tmp_path / f"{name}.pdf", title="A title", language="en", made=DAY)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "other.pdf").read_bytes()
