"""Planted changes: the checks find them, in a small project exactly and on the real pages for the most part.

The floors on the real pages lie well below what the checks find, since a writer who changes a page must never break a test
of code; `make mutants` shows the exact shares.
"""

import json
from collections import Counter
from random import Random

import pytest

from explainer.cli import main
from explainer.library import load
from explainer.mutants.directions import fits, is_what_we_miss, without_contrary
from explainer.mutants.kinds import KINDS, Planter
from explainer.mutants.planting import Outcome, apply, changes, survivors
from explainer.text.statements import statements
from support.cases import lay_out
from support.paths import ROOT
from support.sites import build_site

FLOORS = {
    "figure": 0.95,
    "year": 0.93,
    "number in words": 0.85,
    "quotation": 0.96,
    "actor": 0.85,
    "direction": 0.5,
    "negation": 0.41,
    "unit": 0.73,
    "citation": 0.77,
}
"""The least share of changes of a kind that is found on the real pages."""
LIBRARY = load(ROOT)

FILES = {
    "docs/opposites/rise-fall.yaml": "one: {en: [rose]}\nother: {en: [fell]}\n",
    "docs/sources/ruiz2020.yaml": """type: report
title: Notes from the road
author: [{family: Ruiz, given: Eva}]
issued: 2020-05-04
language: en
voice: press
rank: 3
read: {date: 2026-11}
evidence:
  - {id: a, at: p. 1, says: "Arrests at the bridge rose to 4,210."}
  - {id: b, at: p. 2, says: The hall was closed to lorries at dawn., quote: closed to all lorries}
  - {id: c, at: p. 3, says: "In 2017 the camp had 94 tents."}
""",
    "docs/en/road.md": """---
title: Road
description: On the road.
---

# Road

Arrests at the bridge rose to 4,210 [@ruiz2020#a].

The hall was closed to lorries at dawn, “closed to all lorries” [@ruiz2020#b].

In 2017 the camp had 94 tents [@ruiz2020#c].
""",
}


@pytest.fixture
def project(tmp_path):
    lay_out(tmp_path, FILES)
    return tmp_path


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("figure", "4,210"),
        ("year", "2017"),
        ("quotation", "closed"),
        ("direction", "rose"),
        ("negation", "was"),
        ("citation", "[@ruiz2020#a]"),
    ],
)
def test_a_change_of_each_kind_is_planted_and_found(kind, text, project):
    planted = changes(load(project), 7, [kind])
    assert planted and {change.kind for change in planted} == {kind}
    [change] = [one for one in planted if one.path == "docs/en/road.md"][:1]
    before = (project / change.path).read_text("utf-8")
    assert before[change.start : change.end] == change.before != change.after
    assert not [one for one in survivors(project, [change])]
    assert (project / change.path).read_text("utf-8") == before, "only a copy is changed"


def test_one_change_a_paragraph_and_no_other_text(project):
    planted = changes(load(project), 3)
    assert max(Counter((change.path, change.lines) for change in planted).values()) == 1
    path = project / "docs/en/road.md"
    here = [change for change in planted if change.path == "docs/en/road.md"]
    before = path.read_text("utf-8").splitlines()
    apply(path, here)
    after = path.read_text("utf-8").splitlines()
    changed = [number for number, (one, other) in enumerate(zip(before, after, strict=True), 1) if one != other]
    assert changed == [change.line for change in here]


def test_a_seed_draws_the_same_changes_again(project):
    library = load(project)
    assert changes(library, 5) == changes(load(project), 5)
    assert len({tuple(changes(library, seed)) for seed in range(8)}) > 1


def test_a_change_that_no_rule_reads_survives(project):
    page = project / "docs/en/road.md"
    page.write_text(page.read_text("utf-8") + "\nThe mayor had fed a dog, and four cats [@ruiz2020#c].\n", "utf-8")
    [change] = [
        one for one in changes(load(project), 1, ["negation"]) if one.before == "had" and "dog" in _line(page, one)
    ]
    assert survivors(project, [change]) == [change]
    assert Outcome([change], [change]).by_kind() == {"negation": (0, 1)}


@pytest.mark.parametrize(
    ("other", "planted"),
    [
        ("By another count 94 tents stood in the camp in 2017.", False),
        ("By another count 95 tents stood in the camp in 2017.", True),
        ("The camp had tents.", True),
        ("The bridge was closed.", True),
    ],
)
def test_a_note_that_says_as_much_is_no_wrong_citation(tmp_path, other, planted):
    source, page = FILES["docs/sources/ruiz2020.yaml"].partition("  - {id: a")[0], FILES["docs/en/road.md"]
    notes = (
        f'  - {{id: c, at: p. 3, says: "In 2017 the camp had 94 tents."}}\n  - {{id: d, at: p. 4, says: "{other}"}}\n'
    )
    text = page.partition("Arrests at")[0] + "In 2017 the camp had 94 tents [@ruiz2020#c].\n"
    lay_out(tmp_path, FILES | {"docs/sources/ruiz2020.yaml": source + notes, "docs/en/road.md": text})
    here = [one for one in changes(load(tmp_path), 1, ["citation"]) if one.path == "docs/en/road.md"]
    assert [one.after for one in here] == (["[@ruiz2020#d]"] if planted else [])


@pytest.mark.parametrize(("text", "planted"), [("We read of 94 tents", False), ("She read of 94 tents", True)])
def test_no_citation_of_our_own_reading_is_changed(tmp_path, text, planted):
    page = FILES["docs/en/road.md"].replace("In 2017 the camp had 94 tents", text)
    lay_out(tmp_path, FILES | {"docs/en/road.md": page})
    assert ("[@ruiz2020#c]" in {one.before for one in changes(load(tmp_path), 1, ["citation"])}) is planted


def _line(page, change):
    return page.read_text("utf-8").splitlines()[change.line - 1]


def test_the_command_lists_records_and_refuses(project, capsys):
    root = ["--root", str(project)]
    assert main(["mutants", *root, "--seed", "4", "--all", "--record"]) == 0
    printed = capsys.readouterr().out
    assert "docs/en/road.md:" in printed and "found " in printed and "recorded in docs/data/mutants.json" in printed
    record = json.loads((project / "docs/data/mutants.json").read_text("utf-8"))
    assert record["seeds"] == [4]
    assert {one["kind"] for one in record["kinds"]} <= set(KINDS)
    assert load(project).mutants.seeds == [4]
    assert main(["mutants", *root, "--kind", "colour"]) == 2
    assert "there is no kind 'colour'" in capsys.readouterr().err
    assert main(["mutants", *root, "--kind", "year", "--record"]) == 2
    (project / "docs/en/road.md").unlink()
    (project / "docs/en/index.md").write_text("---\ntitle: T\ndescription: D.\n---\n\n# T\n\nWords.\n", "utf-8")
    assert main(["mutants", *root]) == 2
    assert "no page has a cited statement" in capsys.readouterr().err


def test_the_page_of_figures_shows_the_table(tmp_path):
    scores = {"date": "2026-03-09", "seeds": [8, 9], "kinds": [{"kind": "unit", "found": 1234, "planted": 1851}]}
    site, _ = build_site(tmp_path, {"docs/data/mutants.json": json.dumps(scores)})
    html = (site / "about/health/index.html").read_text("utf-8")
    assert "9 March 2026" in html and "8, 9" in html
    assert all(f">{cell}</td>" in html for cell in ("1,851", "1,234", "67%"))


@pytest.mark.usefixtures("real_day")
def test_most_changes_of_the_real_pages_are_found():
    planted = changes(load(ROOT), 1, list(FLOORS))
    outcome = Outcome(planted, survivors(ROOT, planted))
    for kind, (found, whole) in outcome.by_kind().items():
        assert whole > 20, "the real pages have too few to say anything"
        assert found >= FLOORS[kind] * whole, "\n".join(map(str, outcome.survived))


@pytest.mark.parametrize("page", [page.src for page in LIBRARY.written()])
def test_the_statements_of_a_page_cover_its_text(page):
    """Nothing between the first and the last word of a block is left out of all statements."""
    for document in LIBRARY.page("en", page).documents:
        spans = {}
        for statement in statements(document):
            for stretch in statement.stretches:
                spans.setdefault(id(stretch.part), []).append((stretch.start, stretch.end))
        for part in document.parts:
            if part.block.kind != "paragraph":
                continue
            text = part.block.text
            covered = [*spans.get(id(part), []), *((c.start, c.end) for c in part.inline.citations)]
            rest = "".join(
                character
                for at, character in enumerate(text)
                if character.isalnum() and not any(start <= at < end for start, end in covered)
            )
            assert not rest, (page, rest)


@pytest.mark.parametrize(
    ("text", "word", "has_contrary"),
    [
        ("A tent may last ten winters", "last", False),
        ("The last tent went in May", "last", True),
        ("They stayed, since the ferry was broken", "since", False),
        ("They have stayed, since 2014, in tents", "since", True),
        ("A few tents stood", "few", False),
        ("Few tents stood", "few", True),
        ("It was the most visible tent", "most", False),
        ("After the storm most tents stood", "most", True),
        ("The tents are in the list below.", "below", False),
        ("It sank below the level of May", "below", True),
        ("Two tents were left", "left", False),
        ("Two families left the camp", "left", True),
        ("They spoke before the court", "before", False),
        ("They spoke before noon", "before", True),
        ("It closed after two days", "after", False),
        ("It closed after 2014", "after", True),
        ("It rained more and more", "more", False),
        ("It rained more than in May", "more", True),
        ("Two more tents stood", "more", False),
        ("It flooded more than once", "more", False),
        ("It flooded for more than one day", "more", True),
        ("Tents were larger than before.", "before", False),
        ("Tents were larger the day before.", "before", True),
        ("It rained before and after noon", "before", False),
        ("The first tent was blue and the second red", "first", False),
        ("The first tent was blue", "first", True),
        ("From the first night it rained", "first", False),
        ("The first night was dry", "first", True),
        ("The last row counts tents", "last", False),
        ("The camp in the map above was full", "above", False),
        ("Most of the camp was dry", "most", False),
        ("Most of the tents were dry", "most", True),
        ("Blankets matter most", "most", False),
        ("Dry tents were few", "few", False),
        ("They wait until their tents are dry", "until", False),
        ("They waited until May", "until", True),
        ("The camps fall into two kinds", "fall", False),
        ("Rents fall in May", "fall", True),
        ("The hall grew into a camp", "grew", False),
        ("The camp grew by nine tents", "grew", True),
        ("The nurse raised concerns", "raised", False),
        ("The nurse raised the rent", "raised", True),
        ("The flood left people without tents", "left", False),
    ],
)
def test_a_word_without_a_contrary_is_left_alone(text, word, has_contrary):
    at = text.lower().index(word)
    assert has_contrary != any(start <= at < end for start, end in without_contrary(text))


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("We found no list of tents that came later", True),
        ("We found no list. Two tents came later", False),
        ("The guards found no tents later", False),
    ],
)
def test_no_source_contradicts_what_we_did_not_find(text, missed):
    assert is_what_we_miss(text, text.index("later")) is missed


@pytest.mark.parametrize(
    ("text", "other", "expected"),
    [
        ("A lower rent", "raise", False),
        ("A lower rent", "higher", True),
        ("They would lower it", "raise", True),
        ("They would lower it", "higher", False),
        ("They left", "entered", True),
        ("It left more openly", "fewer", False),
        ("More boats left", "fewer", True),
    ],
)
def test_a_word_is_exchanged_for_one_of_its_kind(text, other, expected):
    word = next(one for one in ("lower", "more", "More", "left") if one in text)
    assert fits(text, text.index(word), word, other) is expected


@pytest.mark.parametrize(
    ("text", "word", "planted"),
    [
        ("The camp had flooded in May", "had", True),
        ("The camp had its critics in May", "had", False),
        ("The guards were no help then", "were", False),
        ("The list that we found was short", "was", True),
        ("Nobody knows, and we have found none", "have", False),
        ("The fullest list that we found was short", "was", False),
        ("The guards could in no case enter", "could", False),
        ("The guards had to leave", "had", False),
        ("The camp was no hotel", "no", False),
        ("The camp had no light", "no", True),
        ("The camp had neither light nor water", "neither", False),
        ("The camp was closed, and neither gate opened", "neither", True),
    ],
)
def test_a_denial_is_planted_where_somebody_would_write_it(tmp_path, text, word, planted):
    page = FILES["docs/en/road.md"].replace("Arrests at the bridge rose to 4,210", text)
    lay_out(tmp_path, FILES | {"docs/en/road.md": page})
    library = load(tmp_path)
    planter = Planter(library)
    found = {
        one.stretch.text[one.start : one.end].split()[0]
        for _, statement in library.citations.statements
        for seed in range(3)
        for one in planter.places("negation", statement, Random(seed))
        if text in statement.words
    }
    assert (word in found) is planted
