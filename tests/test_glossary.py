"""The glossary's pages, and the glossary as data for other programs."""

import csv
import json
import logging
import re

import pytest
import skosify
from rdflib import RDF, Graph, Literal, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import SKOS

from support.pages import article, plain, read
from support.sites import build_site

SITE = "http://127.0.0.1:8000/"

FILES = {
    "docs/en/index.md": """\
---
title: Home
description: A page without a fault.
---

# Home

The caravan was halted [@lopez2019#halted]. A migrant held a humanitarian card.

One [humanitarian card](term:) stays plain, and [the paper](term:humanitarian-card) leads to the card.

## Later

A [humanitarian card](term:) comes first here. The humanitarian cards are linked.
""",
    "docs/glossary/migrant.yaml": """\
term: {en: migrant, es: persona migrante}
forms: {en: [migrants], es: [personas migrantes, migrante]}
category: people
short: {en: Somebody who moves., es: Quien se mueve.}
definition: Somebody who moves [@lopez2019#halted].
debate: The caravan was halted at the river [@lopez2019#halted].
definitions:
  - {by: One agency, text: "Everybody who moves [@lopez2019#halted]."}
  - {by: Another, text: "Not those who flee [@lopez2019#cards]."}
difference: Who flees counts for one and not for the other [@lopez2019#halted].
see_also: [humanitarian-card]
avoid:
  - {word: illegal, why: It is not a crime., source: lopez2019}
  - {word: migrants, why: It is a form., source: lopez2019}
same_as: https://example.org/concepts/1
""",
}


@pytest.fixture(scope="module")
def glossary(tmp_path_factory):
    """A site of two terms, one of them contested."""
    site, log = build_site(tmp_path_factory.mktemp("glossary"), FILES)
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))]
    return site


@pytest.fixture
def graph(glossary):
    """The thesaurus, as it is published."""
    return Graph().parse(glossary / "glossary/glossary.ttl")


def test_a_contested_term_s_page_tells_who_means_what_and_what_follows(glossary):
    page = article(read(glossary, "glossary/migrant"))
    assert re.findall(r"<h[23] id=\"([^\"]+)", page) == [
        "definition",
        "in-this-debate",
        "who-means-what-by-it",
        "one-agency",
        "another",
        "what-follows-from-the-difference",
        "say-avoid",
        "related-terms",
        "on-this-site",
        "references",
    ]
    assert "Who flees counts for one and not for the other" in plain(page)
    assert "Say migrant , persona migrante" in plain(page)
    assert "Avoid illegal : It is not a crime. ( López 2019 )" in plain(page)


def test_a_name_with_a_full_stop_keeps_its_sentence(tmp_path):
    page = FILES["docs/en/index.md"].replace(
        "# Home\n", "# Home\n\nThe court decided, in Tineo Family v. Bolivia, for them.\n"
    )
    term = FILES["docs/glossary/migrant.yaml"].replace("{en: migrant,", "{en: Tineo Family v. Bolivia,")
    site, log = build_site(tmp_path, FILES | {"docs/en/index.md": page, "docs/glossary/migrant.yaml": term})
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))]
    uses = plain(article(read(site, "glossary/migrant")).partition('id="on-this-site"')[2])
    assert "The court decided, in Tineo Family v. Bolivia , for them." in uses


def test_a_writer_can_turn_a_link_off_and_force_one(glossary):
    page = article(read(glossary, ""))
    linked = re.findall(r'<span class="term"><a href="glossary/([^/]+)/"[^>]*>([^<]+)</a>', page)
    assert linked == [
        ("migrant", "migrant"),
        ("humanitarian-card", "humanitarian card"),
        ("humanitarian-card", "the paper"),
        ("humanitarian-card", "humanitarian cards"),
    ]
    assert "One humanitarian card stays plain" in plain(page) and "term:" not in page


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        ("glossary", ["humanitarian card tarjeta humanitaria", "migrant persona migrante"]),
        ("glossary/by-subject", ["migrant persona migrante", "humanitarian card tarjeta humanitaria"]),
        ("glossary/by-other-name", ["persona migrante migrant", "tarjeta humanitaria humanitarian card"]),
    ],
)
def test_a_term_is_found_by_either_name_and_by_subject(glossary, page, expected):
    text = article(read(glossary, page))
    assert [plain(entry) for entry in re.findall(r"<dt>(.*?)</dt>", text)] == expected
    for link in re.findall(r'<dt><a href="([^"]+)"', text):
        assert (glossary / page / link / "index.html").is_file()


def test_pages_carry_linked_data(glossary):
    def data(page):
        return json.loads(
            re.search(r'<script type="application/ld\+json">(.*?)</script>', read(glossary, page)).group(1)
        )

    term = data("glossary/migrant")
    assert term["@type"] == "DefinedTerm" and term["@id"] == f"{SITE}glossary/migrant/"
    assert term["alternateName"] == ["migrants", "persona migrante", "personas migrantes", "migrante"]
    assert term["sameAs"] == ["https://example.org/concepts/1"]
    whole = data("glossary")
    assert whole["@type"] == "DefinedTermSet" and term["inDefinedTermSet"] == whole["@id"]
    assert [entry["name"] for entry in whole["hasDefinedTerm"]] == ["humanitarian card", "migrant"]


def test_the_thesaurus_says_what_the_records_say(graph):
    migrant = URIRef(f"{SITE}glossary/migrant/")
    assert set(graph.objects(migrant, SKOS.prefLabel)) == {Literal("migrant", "en"), Literal("persona migrante", "es")}
    assert set(graph.objects(migrant, SKOS.hiddenLabel)) == {Literal("illegal", "en")}, "a form is no hidden label"
    assert set(graph.objects(migrant, SKOS.related)) == {URIRef(f"{SITE}glossary/humanitarian-card/")}
    notes = {str(note) for note in graph.objects(migrant, SKOS.scopeNote)}
    assert "One agency: Everybody who moves." in notes and len(notes) == 4
    assert set(graph.subjects(SKOS.member, migrant)) == {URIRef(f"{SITE}glossary/by-subject/#people")}


def check_consistency(graph, caplog):
    """Run the consistency checks of SKOS; they log what they find."""
    with caplog.at_level(logging.WARNING):
        skosify.check.preflabel_uniqueness(graph, policy=["shortest"])
        skosify.check.label_overlap(graph)
        skosify.check.disjoint_relations(graph)
        skosify.check.hierarchy_cycles(graph)
    return [record.getMessage() for record in caplog.records]


def test_the_thesaurus_is_consistent(graph, caplog):
    assert check_consistency(graph, caplog) == []


def test_the_consistency_checks_find_a_fault(graph, caplog):
    migrant = URIRef(f"{SITE}glossary/migrant/")
    graph.add((migrant, SKOS.altLabel, Literal("migrant", "en")))
    assert check_consistency(graph, caplog)


def test_both_forms_of_the_thesaurus_say_the_same(glossary, graph):
    other = Graph().parse(glossary / "glossary/glossary.jsonld", format="json-ld")
    assert isomorphic(graph, other) and (None, RDF.type, SKOS.Concept) in graph


def test_flash_cards_have_both_languages(glossary):
    with open(glossary / "glossary/flash-cards.csv", encoding="utf-8", newline="") as file:
        cards = list(csv.DictReader(file))
    assert [(card["name"], card["nombre"], card["definición"]) for card in cards] == [
        ("humanitarian card", "tarjeta humanitaria", "Una tarjeta para un año."),
        ("migrant", "persona migrante", "Quien se mueve."),
    ]
