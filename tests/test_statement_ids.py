"""Ids of statements: each is the only one on its page, and stays when other statements come or go."""

import re

import pytest

from explainer.library import load
from explainer.library.statement_ids import statement_ids
from explainer.render.site import Site
from support.cases import lay_out

WORDS = "Some 12,574 people registered"


def anchors(folder, text):
    lay_out(folder, {"docs/en/counts.md": f"---\ntitle: Counts\n---\n\n# Counts\n\n{text}\n"})
    citations = load(folder).citations
    return {one.words: [citations.anchor(use) for use in one.uses] for one in citations.cited}


@pytest.mark.parametrize(
    "changed",
    ["some 12,574 people  registered", "“Some 12,574 people” registered.", "Some 12,574 people, registered"],
)
def test_capitals_spaces_and_punctuation_do_not_count(changed):
    assert list(statement_ids([changed])) == list(statement_ids([WORDS]))


@pytest.mark.parametrize("changed", ["Some 12,575 people registered", "Some 12,574 persons registered", ""])
def test_other_words_or_figures_are_another_statement(changed):
    assert list(statement_ids([changed])) != list(statement_ids([WORDS]))


def test_a_repeated_statement_has_an_id_of_its_own_each_time():
    found = list(statement_ids([WORDS] * 500 + ["", "", "\udcff"]))
    assert len(set(found)) == 503
    assert all(re.fullmatch("s-[a-z2-7]{6}", one) for one in found)


def test_equal_digests_are_told_apart(monkeypatch):
    monkeypatch.setattr("explainer.library.statement_ids._digest", lambda text: f"s-{len(text) % 5}")
    assert len(set(statement_ids(["one", "two", "six"]))) == 3


def test_a_statement_keeps_its_anchor_when_others_and_evidence_come(tmp_path):
    halted = "The caravan was halted [@lopez2019#halted]"
    before = anchors(tmp_path / "before", f"{halted}.")
    new = f"{WORDS} [@lopez2019#cards]. {halted}[@lopez2019#cards]. The caravan was halted [@lopez2019#halted]."
    after = anchors(tmp_path / "after", new)
    (name,) = before["The caravan was halted"]
    assert after[WORDS] != [name]
    citations = load(tmp_path / "after").citations
    found = [[citations.anchor(use) for use in one.uses] for one in citations.cited if not one.statement.point]
    assert found[1] == [name, f"{name}-2"]
    assert found[2][0] not in (name, f"{name}-2"), "the same words a second time"


def test_each_number_has_its_anchor_on_the_page_and_one_without_a_statement_has_none(tmp_path):
    text = "[@lopez2019#halted]\n\nThe caravan was halted [@lopez2019#halted] [@lopez2019#cards]."
    lay_out(tmp_path, {"docs/en/counts.md": f"---\ntitle: Counts\n---\n\n# Counts\n\n{text}\n"})
    site = Site(load(tmp_path))
    bare, *numbers = site.render(site.library.page("en", "counts.md")).pieces["cite"]
    assert "<button type" in bare and 'id="cite-1"' in bare
    first, second = (re.search(r'id="cite-\d"[^>]*><button id="([^"]+)"', one)[1] for one in numbers)
    assert second == f"{first}-2"
