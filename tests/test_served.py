"""Nothing crashes what shows a finding: every case of the rules is rendered as the served site would render it.

A build stops at an error, so only the served site renders pages that have findings. Each case is built here with the project's own
hooks, as `mkdocs serve` begins; the theme is one line in place of Material, and pandoc answers equal questions once, for time's sake.
`test_live.py` starts real servers.
"""

import re
from functools import lru_cache

import pytest

from explainer.render import about, pandoc
from support.cases import CASES, read_case
from support.records import (
    CHART,
    CLAIM,
    DATA,
    EVENT,
    HOME,
    OUTLINES,
    PLACES,
    QUESTION,
    RECORDS,
    RELEASE,
    ROUTE,
    SOURCE,
    TERM,
)
from support.served import serve
from support.sites import prepare

RUN = lru_cache(pandoc.run)
ABOUT = about.pages


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Pandoc's answer depends on nothing but the question, and the page of one rule is like those of the others."""
    monkeypatch.setattr(pandoc, "run", RUN)
    monkeypatch.setattr(about, "pages", lambda site, outcome, rules: ABOUT(site, outcome, rules[:1]))


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_is_served_with_its_findings(case, tmp_path):
    title, files, expected = read_case(case)
    pages = serve(tmp_path, files)
    assert len(pages) >= 4, "the home page, and those of the checks"
    errors = [line for line in expected if re.search(r": (?:error|warning)\[", line)]
    for address, page in pages.items():
        assert ('<details class="findings"' in page) == bool(errors), (title, address)
        assert not re.search("[\ufdd0-\ufdef]", page), (title, address)
        assert 'src="chart:' not in page, (title, address)


NO_CHART = "This chart cannot be shown"
NO_PLACE = "not on the map"
NO_MAP = "The map cannot be shown"
NO_NOTE = "There is no such source or note"

# A fault: the file in which it stands, what becomes what in it (or the whole text), the rule that finds it, and what stands in its
# place on a page.
FAULTS = {
    "a series without its head": (DATA, "series,date", "name,date", "invalid-data", "charts/cards", NO_CHART),
    "a series of its head alone": (DATA, "cards,2019,12574,lopez2019,registered,\n", "", "undrawable-chart", ".", NO_CHART),
    "a value of a billion digits": (DATA, "12574", "1E+999999999", "invalid-data", ".", NO_CHART),
    "a value of no source": (DATA, "lopez2019", "lopes2019", "unsupported-value", "charts/cards", NO_NOTE),
    "a series that is missing": (DATA, None, "(removed)", "unknown-chart", ".", NO_CHART),
    "a series in Latin-1": (DATA, None, "(bytes) e9e9", "invalid-data", "charts/cards", NO_CHART),
    "a chart of a series that is missing": (CHART, "data: cards", "data: card", "unknown-chart", "charts/cards", NO_CHART),
    "a chart of a line that is missing": (CHART, "unit", "lines: [{series: x}]\nunit", "unknown-chart", ".", NO_CHART),
    "a chart of another kind": (CHART, "kind: line", "kind: pie", "invalid-record", ".", NO_CHART),
    "a chart that is missing": (HOME, "chart:cards", "chart:card", "unknown-chart", ".", NO_CHART),
    "a chart in a list": (HOME, "![", "- ![", "undrawable-chart", ".", NO_CHART),
    "a chart with attributes": (HOME, "chart:cards)", "chart:cards){ .wide }", "undrawable-chart", ".", "<figure"),
    "a chart with a title": (HOME, "chart:cards)", 'chart:cards "Cards")', "undrawable-chart", ".", "<figure"),
    "a source that a chart needs": (SOURCE, "rank: 3", "rank: 9", "invalid-record", "charts/cards", NO_NOTE),
    "a source that is no YAML": (SOURCE, "title: ", "title: [", "invalid-record", ".", NO_NOTE),
    "a source of a strange year": (SOURCE, "date: 2026-11", "date: FY2026", None, "sources/lopez2019", "FY2026"),
    "a place that is unknown": (ROUTE, "Suchiate", "Suchiatte", "unsupported-stop", "map", NO_PLACE),
    "a stop without a date": (ROUTE, "date: 2019-01-19, ", "", "invalid-record", ".", "Home"),
    "a place beyond the pole": (PLACES, "14.68", "146.8", "invalid-data", "map", NO_MAP),
    "a place with a long name": (PLACES, "Suchiate", "S" * 131_073, "invalid-data", "map", NO_MAP),
    "outlines that are deep": (OUTLINES, None, "[" * 100_000, "invalid-data", "map", NO_MAP),
    "outlines that are empty rings": (OUTLINES, "[[-100, 20], [-99, 20], [-99, 21], [-100, 20]]", "[]", "invalid-data", "map", NO_MAP),
    "outlines that are no numbers": (OUTLINES, "[-100, 20], [-99", "[NaN, 20], [-99", "invalid-data", "map", NO_MAP),
    "outlines beyond all numbers": (OUTLINES, "-119", "1" + "0" * 400, "invalid-data", "map", NO_MAP),
    "an event on no day": (EVENT, "2019-01-19", "2019-02-30", "impossible-date", ".", "Home"),
    "an event of nobody": (EVENT, "[mexico]", "[]", "invalid-record", ".", "Home"),
    "an event on a page that is missing": (EVENT, "index.md", "nothing.md", "unknown-page", "timeline", "The caravan is halted"),
    "a question on a page that is missing": (QUESTION, "index.md", "nothing.md", "unknown-page", "questions", "Who halted the caravan?"),
    "a question on a heading that is missing": (QUESTION, "page:", "section: there\npage:", "unknown-page", "questions", "Who halted the caravan?"),
    "a question without an answer": (QUESTION, "answer", "reply", "invalid-record", ".", "Home"),
    "a mark of ours in a question": (QUESTION, "question: Who", "question: \ufdd6\ufde5\ufdd3", None, "questions", "halted"),
    "a claim without an answer": (CLAIM, "answer", "reply", "invalid-record", ".", "Home"),
    "a release that counts photographs": (RELEASE, "pages", "photographs", "invalid-record", ".", "Home"),
    "a term with one short text": (TERM, ", es: Una tarjeta para un año.", "", "missing-translation", "glossary/humanitarian-card", "tarjeta"),
    "a term without a definition": (TERM, "definition", "meaning", "invalid-record", ".", "Home"),
    "a page in Latin-1": (HOME, None, "(bytes) 2320436166e90a", "unreadable-page", ".", "This page cannot be shown"),
    "an empty page": (HOME, None, "", "missing-description", ".", "</body>"),
    "a page that begins like metadata": (HOME, None, "Note: it was so.\n", "swallowed-front-matter", ".", "Note: it was so."),
    "front matter that is no YAML": (HOME, "title: Home", "title: [", "broken-front-matter", ".", "halted"),
    "front matter that never ends": (HOME, "\n---\n\n#", "\n\n#", "broken-front-matter", ".", "halted"),
    "front matter below an empty line": (HOME, "---\ntitle", "\n---\ntitle", "broken-front-matter", ".", "halted"),
    "a day that no calendar has": (HOME, "title", "known: 2026-02-30\ntitle", "broken-front-matter", ".", "halted"),
    "a tag that YAML does not know": (HOME, "title: Home", "title: !name Home", "broken-front-matter", ".", "halted"),
    "a title of many digits": (HOME, "title: Home", "title: " + "9" * 5000, "broken-front-matter", ".", "halted"),
    "a title that is a list": (HOME, "title: Home", "title: [Home]", "broken-front-matter", ".", "halted"),
    "a title that is a number": (HOME, "title: Home", "title: 5", "broken-front-matter", ".", "halted"),
    "parts to hide that are a number": (HOME, "title", "hide: 5\ntitle", "broken-front-matter", ".", "halted"),
    "a search that is a number": (HOME, "title", "search: 5\ntitle", "broken-front-matter", ".", "halted"),
    "a citation of no source": (HOME, "lopez2019#halted", "lopes2019#halted", "unknown-source", ".", NO_NOTE),
    "marks of ours in a page": (HOME, "halted [", "\ufdd0\ufde9\ufdd3 \ufdd6\ufde1\ufdd3 \ufdd5 [", None, ".", "halted"),
    "a mark of ours in a title": (HOME, "title: Home", "title: \ufdd1\ufde9\ufdd3", None, ".", "halted"),
    "a mark of ours in a source": (SOURCE, "title: Una", "title: \ufdd0\ufde9\ufde9\ufdd3 \ufdd7\ufde1\ufdd3", None, ".", "halted"),
    "a mark of ours in a term": (TERM, "A card for", "\ufdd2\ufde9\ufdd3 for", None, "glossary/humanitarian-card", "tarjeta"),
    "a mark of ours in an event": (EVENT, "title: The", "title: \ufdd6\ufde5\ufdd3", None, "timeline", "halted"),
    "brackets without end": (HOME, "halted [", "[" * 3000, "beyond-limits", ".", "halted"),
    "a million digits": (HOME, "halted [", "9" * 1_000_000 + " [", "unsupported-figure", ".", "Home"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("name", "old", "new", "rule", "address", "shown"), FAULTS.values(), ids=[name.replace(" ", "-") for name in FAULTS]
)
def test_a_fault_is_served_with_what_is_wrong_in_its_place(name, old, new, rule, address, shown, tmp_path):
    prepare(tmp_path, RECORDS)
    text = (tmp_path / name).read_text("utf-8")
    assert old is None or old in text
    pages = serve(tmp_path, {**RECORDS, name: new if old is None else text.replace(old, new, 1)}, theme="")
    assert shown in pages[address]
    if rule:
        assert f"[{rule}]" in pages[address].partition('<details class="findings"')[2].partition("</details>")[0]
    assert not [page for page in pages.values() if 'src="chart:' in page]
