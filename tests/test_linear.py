"""Time and memory do not grow faster than the text, whatever it is made of.

No test looks at a clock. A text of many equal pieces is read in a process of its own whose processor time is limited to many
times what is needed; `make linear` asks for many more of them. Where work can be counted, it is counted.
"""

import difflib
import gc
import json
import os
import random
import re
import resource
import traceback
import weakref
from itertools import pairwise

import markdown
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config

from explainer import checks, compare
from explainer.diagnostics import LineIndex
from explainer.library import load
from explainer.project import Project
from explainer.render import about, claims, source_pages
from explainer.text import wording
from explainer.text.blocks import Block
from explainer.text.documents import read_document
from explainer.text.limits import excesses
from explainer.text.plain import plain
from explainer.text.quantities import DateMention, collect_facts, extract_quantities
from explainer.text.spans import Spans
from support.cases import CASES, lay_out, read_case
from support.hostile import NESTED, UNITS, repeat
from support.paths import ROOT

COUNT = int(os.environ.get("HOSTILE", "3000"))
"""How often a unit is repeated: `make linear` asks for 100,000."""

SECONDS = max(6, COUNT // 1_000)
"""Of processor time, for what takes at most 1.7 with three thousand and mostly a fifth."""
CONVERTING = 10
"""Seconds of processor time for converting a text at the limits, which does not depend on the number."""

HEAD = "---\ntitle: T\ndescription: D.\n---\n\n"
ALL = [*UNITS, *NESTED]


def within(seconds, work):
    """Do ``work`` in a process of its own that may use so many seconds of the processor; return what went wrong, if anything."""
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        try:
            resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
            work()
            os.write(writing, b"done")
        except BaseException:
            os.write(writing, traceback.format_exc()[-2000:].encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as pipe:
        said = pipe.read()
    os.waitpid(child, 0)
    return "" if said == "done" else said or f"not done within {seconds} seconds of processor time"


def hostile_project(folder, name):
    """Make a project of one unit: on a page, in front matter, in an evidence note and the quotation of it, in records."""
    lay_out(folder, {})
    much, some, few = (repeat(name, COUNT, most=most) for most in (0, 19_900, 4_900))
    bare = json.dumps(few or "x")
    files = {
        "en/line.md": f"{HEAD}A word {much} [@lopez2019#halted].\n",
        "en/lines.md": HEAD + repeat(name, COUNT, "\n") + "\n",
        "en/front.md": f"---\ntitle: {bare}\ndescription: {bare}\nkey_points:\n  - {bare}\n  - x\n---\n\n# A\n\nA [@lopez2019#halted].\n",
        "en/quoted.md": f"{HEAD}She said “{few} la … la … la … la … zz” [@hostile2020#a; @lopez2019#halted].\n",
        "glossary/hostile.yaml": "term: {en: hostile, es: hostil}\ncategory: policy\nshort: {en: "
        + f"{bare}, es: Una.}}\ndefinition: {json.dumps(some + ' [@lopez2019#cards]')}\n",
        "opposites/rise-fall.yaml": "one: {en: [rose, 'over #']}\nother: {en: [fell, 'went # down']}\n",
        "timeline/hostile.yaml": f"date: 2019-01-19\nactors: [mexico]\ntitle: {bare}\npages: [index.md]\n"
        + f"text: {json.dumps(some + ' [@lopez2019#halted].')}\n",
        "questions/hostile.yaml": f"question: {bare}\nalso_asked: [{bare}]\nsubject: law\npage: index.md\nsection: {bare}\n"
        + f"answer: {json.dumps(some + ' [@lopez2019#halted].')}\n",
        "claims/s01.yaml": f"claim: {bare}\nkind: [fact]\nstatus: supported\nanswer: {json.dumps(some + ' [@lopez2019#cards].')}\n",
        "sources/hostile2020.yaml": f"type: article-newspaper\ntitle: {bare}\nissued: 2020-01-20\nURL: https://example.org/h\n"
        + "language: en\nvoice: press\nrank: 3\nread: {date: 2026-11}\nevidence:\n"
        + f"  - {{id: a, at: headline, says: {bare}, quote: {bare}}}\n",
    }
    for path, text in files.items():
        file = folder / "docs" / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")


@pytest.mark.parametrize("name", ALL)
def test_a_project_made_of_one_thing_is_checked(name, tmp_path):
    hostile_project(tmp_path, name)
    assert within(SECONDS, lambda: checks.run(load(tmp_path))) == ""


def test_pages_of_plain_prose_at_the_limit_of_size(tmp_path):
    lay_out(tmp_path, {})
    words = random.Random(1).choices(
        ["the", "caravan", "reached", "a", "river", "bank", "“it”", "in", "humanitarian card."], k=800_000
    )
    (tmp_path / "docs/en/long.md").write_text(HEAD + " ".join(words)[:5_900_000] + "\n", "utf-8")
    assert within(90, lambda: checks.run(load(tmp_path))) == ""


# What passes the check is converted


CONFIGURATION = load_config(str(ROOT / "mkdocs.yml"))


def within_limits(text):
    return not list(excesses(read_document("page.md", text, LineIndex(text))))


def largest(make, most):
    """Return the largest number up to ``most`` of which ``make`` makes a text within the limits."""
    least = 0
    while least < most:
        middle = (least + most + 1) // 2
        least, most = (middle, most) if within_limits(make(middle)) else (least, middle - 1)
    return least


@pytest.mark.parametrize("name", ALL)
def test_the_largest_text_within_the_limits_is_converted(name):
    """As much as a paragraph may hold, and as many paragraphs as a page may hold: no traceback, and in good time."""
    size = max(1, len(repeat(name, 50)) // 50)
    paragraph = repeat(name, largest(lambda count: repeat(name, count), 16_000 // size))
    most = min(100, 250_000 // max(1, len(paragraph)))
    text = "\n\n".join([paragraph] * largest(lambda count: "\n\n".join([paragraph] * count), most))

    def convert():
        markdown.Markdown(
            extensions=CONFIGURATION.markdown_extensions, extension_configs=CONFIGURATION.mdx_configs
        ).convert(text)

    assert within(CONVERTING, convert) == ""


@pytest.mark.parametrize("name", ["backticks", "opening brackets", "tags without an end", "different footnotes", "nested quotations",
                                  "different abbreviations", "lists that go deeper", "one long word", "link definitions", "stars with words"])  # fmt: skip
def test_what_would_not_be_converted_is_found(name, tmp_path):
    lay_out(tmp_path, {})
    (tmp_path / "docs/en/page.md").write_text(HEAD + repeat(name, 20_000, most=5_000_000) + "\n", "utf-8")
    found = [one for one in checks.run(load(tmp_path)) if one.rule == "beyond-limits"]
    assert found and {one.location.path for one in found} == {"docs/en/page.md"}
    assert all(
        one.location.line >= 1 and re.search(r"holds [\d,]+ .*; the limit is [\d,]+", one.message) for one in found
    )


# The same answers as before


def may_be_omitted(text):
    """Whether an ellipsis may replace a stretch: a "not" only in whole sentences."""
    first, *others = re.split(r"(?<=[.!?]) ", text)
    return not any(re.search(r"\bnot\b", sentence) for sentence in (first, *others[-1:]))


def as_is_said(pieces, text, gap):
    """Whether the pieces are in a text one after another, trying every place: plain, and without end for a hostile text."""
    found = {match.end() for match in re.finditer(rf"(?<!\w)(?={re.escape(pieces[0])}(?!\w))", text)}
    for before, piece in pairwise(pieces):
        found = {
            location
            for start in found
            for location in range(start + len(before), min(start + len(before) + gap, len(text)) + 1)
            if re.match(rf"{re.escape(piece)}(?!\w)", text[location:])
            and not re.match(r"\w", text[location - 1 : location])
            and may_be_omitted(text[start + len(before) : location])
        }
    return bool(found)


PIECES = st.lists(st.sampled_from(["a", "b", "ab", "é", "_", "not", ". ", " ", " ", "la "]), max_size=24).map("".join)


@settings(max_examples=1500, deadline=None)
@given(st.lists(PIECES, min_size=1, max_size=4), PIECES, st.sampled_from([0, 1, 3, 400]))
def test_a_quotation_stands_in_a_text_as_trying_every_place_finds_it(pieces, text, gap):
    before, wording.LONGEST_GAP = wording.LONGEST_GAP, gap
    pieces = [piece.replace("_", "") for piece in pieces]
    compared = [wording.comparable(piece).strip(wording.EDGES) for piece in pieces]
    compared = [piece for piece in compared if piece]
    try:
        found = wording.stands_in(" […] ".join(pieces), [text])
        assert found == (bool(compared) and as_is_said(compared, wording.comparable(text), gap))
    finally:
        wording.LONGEST_GAP = before


@settings(max_examples=500, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 5)), max_size=8), st.integers(0, 35), st.integers(1, 5))
def test_spans_that_overlap(spans, start, length):
    spans = [(first, first + count) for first, count in spans]
    end = start + length
    assert Spans(spans).overlap(start, end) == any(first < end and start < last for first, last in spans)


@settings(max_examples=500, deadline=None)
@given(
    st.lists(
        st.sampled_from(["19 May 2018", "20 May 2018", "19 May", "May 2019", "2020", "May", "3 June 2019"]), max_size=4
    ),
    st.sampled_from([2018, 2019, 2020, 0]),
    st.sampled_from([5, 6, 0]),
    st.sampled_from([19, 20, 3, 0]),
)
def test_evidence_holds_a_date_whose_parts_stand_in_one_date(texts, year, month, day):
    """Or its day and month without a year, and its year elsewhere, unless the same day or month has another year too."""
    if not month and (day or not year):
        return
    facts = collect_facts(texts)
    held = set()
    for text in texts:
        held |= {(one.year, one.month, one.day) for one in extract_quantities(text).dates} | (
            {(0, 5, 0)} if text == "May" else set()
        )
    years = {one for one, _, _ in held}
    dated = {one for one, other_month, other_day in held if one and other_month == month and day in (0, other_day)}
    expected = any(
        other_month == month and day in (0, other_day) and (year in (0, other_year) or (not other_year and year in years and (not dated or year in dated)))
        for other_year, other_month, other_day in held
    ) if month else year in years  # fmt: skip
    assert facts.supports(DateMention(0, 1, "x", year, month, day)) == expected


@pytest.mark.parametrize(
    ("text", "seen"),
    [
        ("``a ` b`` c", "a ` b c"),
        ("``a`", "`a"),
        ("`a``b`", "a``b"),
        ("`a", "`a"),
        ("a <!-- b --> c <!-- d", "a c <!-- d"),
        ("a <!-- `b` --> c", "a c"),
    ],
)
def test_code_and_comments_in_plain_text(text, seen):
    assert plain(text) == seen


# Work that is counted


@pytest.fixture
def counted(monkeypatch):
    """Count the comparisons that difflib is asked for."""
    count = {"matchers": 0, "near": 0}
    matcher, near = difflib.SequenceMatcher.__init__, difflib.get_close_matches

    def made(*arguments, **named):
        count["matchers"] += 1
        matcher(*arguments, **named)

    def asked(*arguments, **named):
        count["near"] += 1
        return near(*arguments, **named)

    monkeypatch.setattr(difflib.SequenceMatcher, "__init__", made)
    monkeypatch.setattr(difflib, "get_close_matches", asked)
    return count


def test_suggestions_are_looked_for_a_limited_number_of_times(tmp_path, counted):
    lay_out(tmp_path, {})
    kinds = ("“detenida en la orilla {}” [@lopez2019#halted]", "A [@lopez{}]", "A [@lopez2019#n{}]", "[x](term:card{})")
    blocks = [kind.format(i) for kind in kinds for i in range(1000)]
    (tmp_path / "docs/en/page.md").write_text(HEAD + "\n\n".join(blocks) + "\n", "utf-8")
    found = [one.rule for one in checks.run(load(tmp_path))]
    assert all(
        found.count(rule) == 1000
        for rule in ("altered-quotation", "unknown-source", "unknown-evidence", "unknown-term")
    )
    assert counted["near"] <= 3 * 200
    assert counted["matchers"] <= 2 * 200 + 3 * 200 * 2


@pytest.mark.parametrize("count", [100, 400])
def test_each_statement_is_compared_with_a_few_others(count, monkeypatch):
    """All are alike, and none is the same: to compare each with each would take the square."""
    ratios = []
    ratio = difflib.SequenceMatcher.real_quick_ratio
    monkeypatch.setattr(difflib.SequenceMatcher, "real_quick_ratio", lambda self: ratios.append(0) or ratio(self))
    before, after = (
        [compare.Stated(f"the caravan reached the river on the day {name}{i}", frozenset()) for i in range(count)]
        for name in "xy"
    )
    pairs = compare.pair(before, after)
    assert all(one and other for one, other in pairs) and len(pairs) == count
    assert len(ratios) <= compare.CANDIDATES * count


def test_a_statement_that_was_reworded_is_found_among_many_that_are_like_it():
    before = [
        compare.Stated(f"the caravan of group {i} reached the river w{i} on a day", frozenset()) for i in range(300)
    ]
    after = [compare.Stated(one.text.replace("a day", "that day"), frozenset()) for one in reversed(before)]
    assert all(one.text.split()[4] == other.text.split()[4] for one, other in compare.pair(before, after))


# Memory and threads


def test_of_many_readings_only_the_last_stays_in_memory(tmp_path):
    """As a server reads after each save: nothing but the garbage collector's own habits may be needed, and not even those."""
    lay_out(tmp_path, {})
    page = tmp_path / "docs/en/index.md"
    text = page.read_text("utf-8")
    pages, libraries, sites = [], [], []
    gc.collect()
    gc.disable()
    try:
        for number in range(30):
            page.write_text(f"{text}\nSaved once more {'x' * number}.\n", "utf-8")
            project = Project.read(tmp_path, language="en", name="Site", address="http://site/")
            assert project.site.references
            libraries.append(weakref.ref(project.site.library))
            sites.append(weakref.ref(project.site))
            pages.append(weakref.ref(project.site.library.page("en", "index.md")))
        assert [sum(one() is not None for one in kind) for kind in (libraries, sites, pages)] == [1, 1, 1]
    finally:
        gc.enable()
    assert gc.get_freeze_count() == 0 or os.environ.get("PYTEST_XDIST_WORKER"), "nothing is hidden from the collector"


def one_case_of_each_rule():
    """Return the first case in which each rule finds something."""
    cases = {}
    for case in CASES:
        for line in read_case(case)[2]:
            cases.setdefault(line.partition("[")[2].partition("]")[0], case)
    return sorted({*cases.values(), next(case for case in CASES if not read_case(case)[2])})


@pytest.mark.parametrize("case", one_case_of_each_rule(), ids=lambda path: path.stem)
def test_a_project_that_nobody_uses_is_gone_at_once(case, tmp_path):
    """Whatever its rules found and its pages show: nothing in it leads back to it, so no collector has to look for it."""
    lay_out(tmp_path, read_case(case)[1])
    gc.disable()
    try:
        project = Project.read(tmp_path, language="en", name="Site", address="http://site/")
        site = project.site
        for page in site.library.pages:
            if page.language == "en":
                site.marked(page)
                site.render(page)
        for generated in (
            *source_pages.pages(site),
            *claims.pages(site),
            *about.pages(site, project.outcome, list(checks.RULES.values())),
        ):
            assert generated.text
        left = [weakref.ref(site), weakref.ref(site.library)]
        del project, site, page, generated
        assert [one() for one in left] == [None, None]
    finally:
        gc.enable()


def test_a_file_s_latest_text_is_remembered_and_read_once():
    from explainer.latest import Latest

    read = []
    latest = Latest(lambda name, text, language: read.append((name, text, language)) or object())
    first = latest("a", "1", "en")
    assert latest("a", "1", "en") is first and latest("b", "1", "en") is not first
    other = latest("a", "2", "en")
    assert latest("a", "2", "en") is other and latest("a", "1", "en") is not first
    assert read == [("a", "1", "en"), ("b", "1", "en"), ("a", "2", "en"), ("a", "1", "en")]


def test_an_offset_that_is_asked_for_while_another_is_being_found():
    """As by a second thread, at the moment at which the first divides the text into lines."""
    answers = []

    class Watched(str):
        def split(self, *arguments):
            if not answers:
                answers.append(None)
                answers[0] = block.offset(len(self) - 1)
            return super().split(*arguments)

    lines = [f"line {i}" for i in range(10)]
    block = Block("paragraph", Watched("\n".join(lines)), [1000 * i for i in range(10)])
    answers.append(block.offset(len(block.text) - 1))
    assert answers == [9000 + len(lines[-1]) - 1] * 2
