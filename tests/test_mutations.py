"""The checks against the real content: change one thing in every statement, and the checks must find each change.

The written pages are copied, one figure (or date, word of a quotation, key, evidence id) of every statement is changed
in its file, and the whole check runs over the copy. A changed place without a finding on its lines is a survivor. The
survivors are printed, and there may be one in a hundred; of dates four, since a note that holds a series of years or
months holds the changed one too, and the point of a paragraph is compared with all that the paragraph cites.
"""

import re
import shutil
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from explainer import checks
from explainer.library import load
from explainer.text.statements import statements

ROOT = Path(__file__).parent.parent

pytestmark = pytest.mark.usefixtures("real_day")
MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]  # fmt: skip


@dataclass(frozen=True)
class Edit:
    """What is written in the place of ``start`` to ``end`` of a file, and the lines on which a finding must lie."""

    path: str
    start: int
    end: int
    text: str
    lines: range


@cache
def library():
    return load(ROOT)


def cited():
    """Yield every stretch of the written pages' statements, its page, and whether it is the first of its statement."""
    for page, statement in library().citations.statements:
        if statement.citations and not page.made:
            for stretch in statement.stretches:
                yield page, stretch


def edit(stretch, start, end, text):
    """Return the change of ``stretch.text[start:end]``; nothing where the source spells it in another way."""
    first, last = (stretch.passage.in_file(at) for at in stretch.offsets(start, end))
    place = stretch.place(start, end)
    if last - first != end - start:
        return None
    return Edit(place.path, first, last, text, range(place.line, place.end_line + 1))


def changed(edits, folder):
    """Apply the edits to a copy of the project's content, check it, and return the edits without a finding."""
    shutil.copytree(ROOT / "docs", folder / "docs")
    shutil.copy(ROOT / "mkdocs.yml", folder)
    by_file = {}
    for one in edits:
        by_file.setdefault(one.path, []).append(one)
    for path, ones in by_file.items():
        text = (folder / path).read_text("utf-8")
        for one in sorted(ones, key=lambda one: -one.start):
            text = text[: one.start] + one.text + text[one.end :]
        (folder / path).write_text(text, "utf-8")
    found = {}
    for finding in checks.run(load(folder)):
        found.setdefault(finding.place.path, set()).update(
            range(finding.place.line, max(finding.place.line, finding.place.end_line) + 1)
        )
    return [one for one in edits if not found.get(one.path, set()) & set(one.lines)]


def report(capsys, what, edits, survivors, most=0.01):
    with capsys.disabled():
        print(f"\n{what}: {len(edits) - len(survivors)} of {len(edits)} changes found")
        for one in survivors:
            print(f"  survived: {one.path}:{one.lines[0]}: {one.text}")
    assert len(edits) > 20, "the real content holds too few to say anything"
    assert len(survivors) <= len(edits) * most


@pytest.mark.parametrize("which", [0, -1], ids=["first", "last"])
def test_one_digit_of_a_figure(which, tmp_path, capsys):
    edits = []
    for page, stretch in cited():
        if figures := library().term_index.figures(page, stretch).quantities:
            figure = figures[which]
            at = next((i for i in range(figure.start, figure.end) if stretch.text[i].isdigit()), None)
            if at is None:
                continue  # a number in words
            edits.append(edit(stretch, at, at + 1, str((int(stretch.text[at]) + 4) % 9 + 1)))
    edits = list(filter(None, edits))
    report(capsys, f"figures, the {['first', 'last'][which]} of each statement", edits, changed(edits, tmp_path))


@pytest.mark.parametrize("part", ["month", "year"])
def test_one_part_of_a_date(part, tmp_path, capsys):
    edits = []
    for page, stretch in cited():
        for day in library().term_index.figures(page, stretch).dates:
            if day.refers_back:
                continue  # a month alone, which a list of months in a note supports
            text = stretch.text[day.start : day.end]
            if part == "month":
                months = [(text.find(name), name) for name in MONTHS if name in text]
                if not months:
                    continue
                at, name = min(months)
                edits.append(edit(stretch, day.start + at, day.start + at + len(name), MONTHS[MONTHS.index(name) - 6]))
            else:
                at = text.find(str(day.year)) if day.year else -1
                if at < 0:
                    continue
                edits.append(edit(stretch, day.start + at, day.start + at + 4, str(day.year - 11)))
            break
    edits = list(filter(None, edits))
    report(capsys, f"dates, the {part}", edits, changed(edits, tmp_path), most=0.04)


@pytest.mark.parametrize("change", ["altered", "dropped"])
def test_one_word_of_a_quotation(change, tmp_path, capsys):
    edits = []
    for _, stretch in cited():
        for quotation in stretch.quotations():
            words = [match.span() for match in re.finditer(r"[^\W\d_]{3,}", quotation.text)]
            if change == "altered" and words:
                start, end = words[len(words) // 2]
                edits.append(
                    edit(
                        stretch,
                        quotation.start + end,
                        quotation.start + end + 1,
                        "x" + stretch.text[quotation.start + end],
                    )
                )
            elif len(words) > 2:
                start, end = words[1][0], words[2][0]
                edits.append(edit(stretch, quotation.start + start, quotation.start + end, ""))
            break
    edits = list(filter(None, edits))
    report(capsys, f"quotations, a word {change}", edits, changed(edits, tmp_path))


@pytest.mark.parametrize("name", ["key", "evidence"])
def test_one_character_of_a_citation(name, tmp_path, capsys):
    edits = []
    for use in library().citations.uses:
        item = use.citation.items[0]
        value = getattr(item, name)
        if use.page.made or not value:
            continue
        at = use.part.block.text.index(value, item.start) + len(value) // 2
        first = use.passage.origin(use.part, at)
        place = use.passage.place(use.part, at, at + 1)
        edits.append(Edit(place.path, first, first + 1, "", range(place.line, place.line + 1)))
    report(capsys, {"key": "keys", "evidence": "evidence ids"}[name], edits, changed(edits, tmp_path))


@pytest.mark.parametrize("page", [page.src for page in load(ROOT).written()])
def test_the_statements_of_a_page_cover_its_text(page):
    """Nothing between the first and the last word of a block is left out of all statements."""
    for passage in library().page("en", page).passages:
        spans = {}
        for statement in statements(passage):
            for stretch in statement.stretches:
                spans.setdefault(id(stretch.part), []).append((stretch.start, stretch.end))
        for part in passage.parts:
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
