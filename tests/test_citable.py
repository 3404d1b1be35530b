"""What reference managers, search engines and social networks are given, read back by other people's parsers."""

import csv
import datetime
import html
import io
import json
import os
import re
import warnings
from typing import get_args

import bibtexparser
import pypandoc
import pytest
import rispy
from citeproc.source.json import CiteProcJSON
from lxml import etree
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from explainer.library import load
from explainer.records.sources import CSLType
from explainer.render import charts
from explainer.render.exports import metadata, reference_formats
from explainer.render.site import Site
from explainer.render.tables import csv_text
from support.cases import lay_out
from support.git import commit, git
from support.pages import read
from support.paths import ROOT
from support.sites import build_site

SITE = "http://127.0.0.1:8000/"
SCHEMA = Namespace("https://schema.org/")

FILES = {
    "docs/en/cards.md": """\
---
title: "Cards & camps: who counted?"
description: Who counted the cards.
known: 2026-10
checked: 2026-11-20
---

# Cards & camps: who counted?

Some 12,574 people registered [@lopez2019#cards]. The caravan was halted [@lopez2019#halted; @who2020#tent].
""",
    "docs/sources/who2020.yaml": """\
type: report
title: 'Tents & "camps"; a count'
author:
  - {family: Vega, given: Juan, suffix: Jr., non-dropping-particle: de la}
  - literal: World Office, Central Branch
publisher: World Office
issued: 2020-03
DOI: 10.1000/182
URL: https://example.org/tents?a=1&b=2
page: 12-19
language: en
voice: igo
rank: 2
read: {date: 2026-11-02}
evidence:
  - id: tent
    at: page 12
    says: The caravan was halted at the river and camped in tents.
""",
}


@pytest.fixture(scope="module")
def library():
    return Site(load(ROOT), "en", name="The Caravan Debate", address="https://example.org/")


@pytest.fixture(scope="module")
def bibliography(library):
    return reference_formats.bibliography(library)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A site of two pages in a repository of two commits."""
    folder = tmp_path_factory.mktemp("citable")
    (folder / "docs/en").mkdir(parents=True)
    (folder / "docs/en/cards.md").write_text("Begun.\n", "utf-8")
    commit(folder, "2026-11-18T23:30:00-06:00")
    for name, text in FILES.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, "utf-8")
    commit(folder, "2026-11-19T23:30:00-06:00")
    site, log = build_site(folder, FILES)
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))], log
    return site


def test_a_parser_of_bibtex_finds_every_source(library, bibliography):
    parsed = bibtexparser.parse_string(bibliography["bibliography.bib"])
    assert not parsed.failed_blocks
    assert {entry.key for entry in parsed.entries} == set(library.library.sources)
    for entry in parsed.entries:
        source = library.library.sources[entry.key].data
        assert ("url" in entry) == (source.URL is not None), entry.key


def test_pandoc_reads_every_source_from_ris(library, bibliography):
    read_back = json.loads(pypandoc.convert_text(bibliography["bibliography.ris"], "csljson", format="ris"))
    assert {item["id"] for item in read_back} == set(library.library.sources)
    for item in read_back:
        source = library.library.sources[item["id"]].data
        assert plain(item["title"]) == plain(source.title), item["id"]
        assert item.get("URL") == source.URL, item["id"]
        assert len(item.get("author", [])) == len(source.author or []), item["id"]


def plain(title):
    """A title without what pandoc takes for markup or spacing in it."""
    return re.sub(r"[\W_]+", "", re.sub(r"<[^>]*>", "", html.unescape(title)))


def test_citeproc_py_reads_every_source_from_csl_json(library, bibliography):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of fields of CSL 1.0.2 that it does not know
        parsed = CiteProcJSON(json.loads(bibliography["bibliography.json"]))
    assert {str(key) for key in parsed} == {key.lower() for key in library.library.sources}


@pytest.mark.parametrize("pause", ["\n", "\r", "\x0b", "\x1e", "\x85", "\u2028", "\r\n"])
def test_a_new_line_in_a_text_begins_no_field_in_ris(pause):
    forged = f"One{pause}ER  - {pause}{pause}TY  - BOOK{pause}TI  - Forged"
    item = {
        "id": "a",
        "type": "report",
        "title": forged,
        "publisher": forged,
        "author": [{"literal": forged}],
        "page": f"1{pause}TI  - F",
    }
    text = reference_formats.ris([item])
    assert [line[:6] for line in text.splitlines()].count("TY  - ") == 1
    assert len(rispy.loads(text)) == 1
    (back,) = json.loads(pypandoc.convert_text(text, "csljson", format="ris"))
    assert back["type"] == "report" and back["title"].startswith("One ER - TY - BOOK")


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        ("=HYPERLINK(1)", "'=HYPERLINK(1)"), ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"), ("+1+1", "'+1+1"), ("-2+3", "'-2+3"),
        ("@SUM(1)", "'@SUM(1)"), ("\t=1", "'\t=1"), ("\r=1", "'\r=1"), ("\n=1", "'\n=1"), (" =1", "' =1"), ("\uff1d1", "'\uff1d1"),
        ("-", "'-"), ("-5 people", "'-5 people"), ("--5", "'--5"), ("-1e", "'-1e"),
        ("-5", "-5"), ("+5", "+5"), ("-5.25", "-5.25"), ("-1,234", "-1,234"), ("-1E+5", "-1E+5"), ("-5%", "-5%"),
        ("2019-01", "2019-01"), ("a=b", "a=b"), ("'=1", "'=1"), ("a@b", "a@b"),
    ],
)  # fmt: skip
def test_a_cell_of_a_table_is_no_formula_and_a_number_stays_one(cell, shown):
    assert next(csv.reader(io.StringIO(csv_text([[cell]]), newline=""))) == [shown]


def test_the_tables_of_a_site_are_no_formulas(tmp_path):
    files = {
        "docs/data/cards.csv": "series,date,value,source,evidence,note\nCards,2019,-5,lopez2019,cards,=1+1\n",
        "docs/charts/cards.yaml": "title: T\ndata: cards.csv\nkind: bar\nunit: U\ntext: T\n",
    }
    lay_out(tmp_path, files)
    site = Site(load(tmp_path), "en", address=SITE)
    assert dict(charts.files(site))["charts/cards.csv"].splitlines()[1] == "Cards,2019,-5,lopez2019,cards,'=1+1"


@pytest.mark.parametrize(
    "doi",
    [
        "10.1000/182",
        "https://doi.org/10.1000/182",
        "http://dx.doi.org/10.1000/182",
        "doi:10.1000/182",
        "DOI.org/10.1000/182",
    ],
)
def test_a_doi_is_published_once(doi, tmp_path):
    lay_out(tmp_path, {"docs/sources/who2020.yaml": FILES["docs/sources/who2020.yaml"].replace("10.1000/182", doi)})
    site = Site(load(tmp_path), "en", address=SITE)
    assert "DO  - 10.1000/182\n" in reference_formats.bibliography(site)["bibliography.ris"]
    assert metadata.work(site, site.library.sources["who2020"])["sameAs"] == "https://doi.org/10.1000/182"
    assert site.references["who2020"].html.count("doi.org") == 2  # the address and its words


def test_a_source_of_any_type_has_a_reference(tmp_path):
    text = FILES["docs/sources/who2020.yaml"]
    lay_out(
        tmp_path,
        {
            f"docs/sources/kind{number}.yaml": text.replace("type: report", f"type: {kind}")
            for number, kind in enumerate(get_args(CSLType))
        },
    )
    site = Site(load(tmp_path), "en", address=SITE)
    for key, record in site.library.sources.items():
        shown = re.sub("<[^>]*>", "", site.references[key].html)
        assert record.data.title[:5].casefold() in shown.casefold(), record.data.type
        assert site.references[key].short, record.data.type


@pytest.mark.parametrize("name", ['a"b', "a<b", "a&b", "a,b", "a'b", "a}b", "a b", "a\\b", "ñ"])
def test_a_page_of_any_name_has_a_key_that_reference_managers_take(name, tmp_path):
    site, log = build_site(
        tmp_path, {f"docs/en/{name}.md": FILES["docs/en/cards.md"], **{k: FILES[k] for k in FILES if "who" in k}}
    )
    if errors := [line for line in log if line.startswith("ERROR")]:  # a rule that refuses the name does as well
        assert all(name in line for line in errors)
        return
    (path,) = [path for path in site.rglob("*.bib") if path.parent.name == name]
    (entry,) = bibtexparser.parse_string(path.read_text("utf-8")).entries
    assert re.fullmatch(r"[A-Za-z0-9._-]+", entry.key) and path.name == f"{entry.key}.bib"


def test_the_sitemap_gives_the_day_on_which_a_page_last_changed(small):
    tree = etree.fromstring((small / "sitemap.xml").read_bytes())
    space = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    days = {
        url.findtext("s:loc", None, space).removeprefix(SITE): url.findtext("s:lastmod", None, space) for url in tree
    }
    assert days["cards/"] == "2026-11-19" and days["sources/who2020/"] == "2026-11-19"
    told = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.UTC)
    assert days["about/rules/"] == f"{told:%Y-%m-%d}", "git knows nothing of it"


@pytest.mark.parametrize("suffix", ["bib", "ris"])
def test_a_page_s_own_citation_is_read_back(small, suffix):
    file = small / f"cards/caravan-debate-cards.{suffix}"
    formats = {"bib": "biblatex", "ris": "ris"}
    (item,) = json.loads(pypandoc.convert_file(str(file), "csljson", format=formats[suffix]))
    assert item["id"] == "caravan-debate-cards"
    assert item["title"].lower() == "cards & camps: who counted?"
    assert item["URL"] == f"{SITE}cards/"
    if suffix == "bib":
        assert item["issued"]["date-parts"] == [[2026, 10]]
    else:  # pandoc reads no more than the year of RIS
        assert item["issued"]["date-parts"] == [[2026]] and "\nDA  - 2026/10//\n" in file.read_text("utf-8")


def test_a_page_says_how_to_cite_it_in_each_style(small):
    page = read(small, "cards")
    styles = dict(re.findall(r"<dt>(\w+)</dt><dd>(.*?)</dd>", page.partition('class="colophon"')[2]))
    version = git(small.parent, "log", "-1", "--format=%h").strip()
    text = {name: html.unescape(re.sub(r"<[^>]*>", "", value)) for name, value in styles.items()}
    assert text == {
        "APA": f"The Caravan Debate. (2026, October). Cards & camps: who counted? {SITE}cards/",
        "Chicago": f"The Caravan Debate. 2026. “Cards & Camps: Who Counted?” Version {version}. "
        f"The Caravan Debate, October. {SITE}cards/.",
        "MLA": f"“Cards & Camps: Who Counted?” The Caravan Debate, Version {version}, Oct. 2026, {SITE}cards/.",
    }


def test_a_page_says_when_it_was_known_checked_and_changed(small):
    colophon = read(small, "cards").partition('class="colophon"')[2].partition("</section>")[0]
    assert re.findall(r'datetime="([^"]+)"', colophon) == ["2026-10", "2026-11-20", "2026-11-19"]


def test_without_a_whole_history_no_change_is_dated(small, tmp_path):
    git(tmp_path, "clone", "--quiet", "--depth=1", small.parent.as_uri(), "clone")
    site, log = build_site(tmp_path / "clone", FILES)
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))], log
    colophon = read(site, "cards").partition('class="colophon"')[2].partition("</section>")[0]
    assert re.findall(r'datetime="([^"]+)"', colophon) == ["2026-10", "2026-11-20"]
    assert "ersion" not in colophon


def test_every_reference_of_a_page_has_its_meta(small):
    page = read(small, "cards")
    metas = [
        (name, html.unescape(content))
        for name, content in re.findall(r'<meta name="(citation_\w+)" content="([^"]*)"', page)
    ]
    assert dict(metas)["citation_title"] == "Cards & camps: who counted?"
    assert [content for name, content in metas if name == "citation_reference"] == [
        "citation_title=Una caravana en el río; citation_author=Ana López; citation_journal_title=Diario del Sur; "
        "citation_publication_date=2019/01/20",
        'citation_title=Tents & "camps"; a count; citation_author=Juan de la Vega; '
        "citation_author=World Office, Central Branch; citation_publication_date=2020/03",
    ]


def linked(page):
    """A page's linked data as RDF; schema.org's vocabulary stands in for its context, which lives on the web."""
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', page).group(1))
    assert data.pop("@context") == "https://schema.org"
    return Graph().parse(data=json.dumps({"@context": {"@vocab": str(SCHEMA)}, **data}), format="json-ld")


def test_a_page_s_linked_data_leads_to_the_data_of_what_it_cites(small):
    page = URIRef(f"{SITE}cards/")
    graph = linked(read(small, "cards"))
    assert graph.value(page, RDF.type) == SCHEMA.Article
    assert graph.value(page, SCHEMA.headline) == Literal("Cards & camps: who counted?")
    cited = set(graph.objects(page, SCHEMA.citation))
    assert cited == {URIRef(f"{SITE}sources/{key}/") for key in ("lopez2019", "who2020")}
    for work in cited:
        described = linked(read(small, work.removeprefix(SITE).rstrip("/")))
        assert described.value(work, SCHEMA.name) and described.value(work, SCHEMA.url)
        assert len(list(described.objects(work, SCHEMA.author))) == (2 if "who2020" in work else 1)


def test_a_page_says_what_a_social_network_shows(small):
    page = read(small, "cards")
    shown = {
        name: html.unescape(content)
        for name, content in re.findall(r'<meta property="og:(\w+)" content="([^"]*)"', page)
    }
    assert shown["type"] == "article" and shown["title"] == "Cards & camps: who counted?"
    assert shown["description"] == "Who counted the cards." and shown["url"] == f"{SITE}cards/"
    assert shown["image"].startswith(SITE)


def test_every_statement_is_published_with_its_evidence(small):
    whole = json.loads((small / "claims.json").read_text("utf-8"))
    statements = [entry for entry in whole["statements"] if entry["page"] == "cards/"]
    assert [entry["statement"] for entry in statements] == ["Some 12,574 people registered", "The caravan was halted"]
    assert [entry["evidence"] for entry in statements] == [["lopez2019#cards"], ["lopez2019#halted", "who2020#tent"]]
    quoted = whole["evidence"]["lopez2019#halted"]
    assert quoted["quote"] == "detenida en el río" and quoted["language"] == "es"
    ids = set(re.findall(r'\sid="([^"]+)"', read(small, "cards")))
    for entry in statements:
        assert entry["anchor"] in ids
        for note in entry["evidence"]:
            source, _, fragment = note.partition("#")
            assert f'id="{fragment}"' in read(small, f"sources/{source}")
    assert len({entry["anchor"] for entry in statements}) == len(statements)
    assert {note for entry in whole["statements"] for note in entry["evidence"]} == whole["evidence"].keys()
