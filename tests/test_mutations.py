"""The checks against the real content: change one thing in each statement, and the change must be found.

For every statement of every written page and term: one digit of each figure, one part of each date, one
word of each quotation, one character of each key. A mutant that the rules do not find is a survivor; the
survivors are printed, and there may be one in a hundred. Of dates there may be two: a note that holds a series
of years or months holds the changed one too.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from explainer.library import Library
from explainer.text.figures import read_figures
from explainer.text.quotations import quotations, stands_in
from explainer.text.statements import statements

ROOT = Path(__file__).parent.parent


@cache
def library():
    return Library.load(ROOT)


def cited():
    """Yield every cited statement whose evidence is known."""
    for page, statement in library().statements:
        items = [item for citation in statement.citations for item in citation.items]
        if items and all(library().evidence(item) for item in items):
            yield page, statement, items


def supported(page, statement, items, text):
    """Whether all figures and dates of a statement's changed text stand in its evidence."""
    names = tuple(
        (match.start - statement.start, match.end - statement.start)
        for match in library().numbered_forms[page.language].matches(statement.part)
        if statement.start <= match.start < statement.end
    )
    reading = read_figures(text, spanish=page.language == "es", names=names)
    stocks = [library().stock(item) for item in items]

    def holds(found):
        if any(stock.holds(found) for stock in stocks):
            return True
        # A date's day may stand in one note and its year in another, as in the rule.
        from explainer.checks.evidence import joint_stock

        return joint_stock(library(), items).holds(found)

    return all(holds(found) for found in reading.both())


def report(survivors, mutants, what, most=0.01):
    print(f"\n{what}: {mutants - len(survivors)} of {mutants} mutants found")
    for survivor in survivors:
        print("  survived:", survivor)
    assert mutants > 20, "the real content holds too few to say anything"
    assert len(survivors) <= mutants * most


def changed_digit(text, start, end):
    """Yield the text with each digit of ``text[start:end]`` changed to another in turn."""
    for i in range(start, end):
        if text[i].isdigit():
            yield text[:i] + str((int(text[i]) + 4) % 9 + 1) + text[i + 1 :]


def test_one_digit_of_a_figure(capsys):
    survivors, mutants = [], 0
    for page, statement, items in cited():
        for figure in library().reading(page, statement).figures:
            text = next(changed_digit(statement.text, figure.start, figure.end))
            mutants += 1
            if supported(page, statement, items, text):
                survivors.append((page.src, figure.text, text[figure.start : figure.end]))
    with capsys.disabled():
        report(survivors, mutants, "figures")


MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
          "November", "December"]  # fmt: skip


def test_one_part_of_a_date(capsys):
    survivors, mutants = [], 0
    for page, statement, items in cited():
        seen = set()
        for day in library().reading(page, statement).dates:
            if (day.start, day.end) in seen:
                continue
            seen.add((day.start, day.end))
            text, span = statement.text, slice(day.start, day.end)
            candidates = []
            for i, month in enumerate(MONTHS):
                if month in text[span]:
                    other = MONTHS[(i + 5) % 12]
                    candidates.append(text[: day.start] + text[span].replace(month, other) + text[day.end :])
            if day.year:
                year = str(day.year)
                candidates.append(text[: day.start] + text[span].replace(year, str(day.year - 11)) + text[day.end :])
            for mutant in candidates:
                mutants += 1
                if supported(page, statement, items, mutant):
                    survivors.append((page.src, text[span], mutant[day.start : day.end + 5]))
    with capsys.disabled():
        report(survivors, mutants, "dates", most=0.02)


def test_one_word_of_a_quotation(capsys):
    survivors, mutants = [], 0
    for page, statement, items in cited():
        texts = [text for item in items for text in library().words(item)]
        for quotation in quotations(statement.text):
            words = quotation.text.split()
            for i in (0, len(words) // 2):
                mutant = " ".join([*words[:i], words[i] + "x", *words[i + 1 :]])
                mutants += 1
                if stands_in(mutant, texts):
                    survivors.append((page.src, mutant))
            if len(words) > 2:
                mutants += 1
                dropped = " ".join([*words[:1], *words[2:]])
                if stands_in(dropped, texts):
                    survivors.append((page.src, dropped))
    with capsys.disabled():
        report(survivors, mutants, "quotations")


def test_one_character_of_a_key(capsys):
    survivors, mutants = [], 0
    known = library().sources
    for use in library().uses:
        for item in use.citation.items:
            mutants += 1
            middle = len(item.key) // 2
            key = item.key[:middle] + item.key[middle + 1 :]
            if key in known:
                survivors.append((use.page.src, item.key, key))
    with capsys.disabled():
        report(survivors, mutants, "keys")


def test_one_character_of_an_evidence_id(capsys):
    survivors, mutants = [], 0
    for use in library().uses:
        for item in use.citation.items:
            if item.evidence:
                mutants += 1
                changed = item.evidence[:-1]
                if library().sources[item.key].data.note(changed):
                    survivors.append((use.page.src, item.key, item.evidence, changed))
    with capsys.disabled():
        report(survivors, mutants, "evidence ids")


@pytest.mark.parametrize("page", [page.src for page in Library.load(ROOT).written()])
def test_the_statements_of_a_page_cover_its_text(page):
    """Nothing between the first and the last word of a block is left out of all statements."""
    ours = library().page("en", page)
    for passage in ours.passages:
        spans = {}
        for statement in statements(passage):
            spans.setdefault(id(statement.part), []).append((statement.start, statement.end))
        for part in passage.parts:
            if part.block.kind != "paragraph":
                continue
            covered = sorted(spans.get(id(part), []))
            gaps = [
                part.block.text[a[1] : b[0]]
                for a, b in zip([(0, 0), *covered], [*covered, (len(part.block.text), 0)], strict=True)
            ]
            cites = [part.block.text[c.start : c.end] for c in part.inline.citations]
            rest = re.sub(r"!\[[^]]*\]\(chart:[a-z0-9-]+\)", "", "".join(gaps))  # a chart stands there
            rest = re.sub(
                r"\[[^]]*\]\([^)\s]+\.md(?:#[^)]*)?\)", "", rest
            )  # the words of such a link are a page's name
            for cite in cites:
                rest = rest.replace(cite, "")
            assert not any(character.isalnum() for character in rest), (page, rest)
