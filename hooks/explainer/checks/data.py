"""Rules on series of figures and their charts."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..diagnostics import Diagnostic, Location, RelatedLocation, Severity
from ..library import CHART_LINK, CHARTS, SOURCES, Library
from ..records.charts import MOST_LINES
from ..records.fields import in_language
from ..records.series import Row, Series
from ..text.citation import Item
from ..text.quantities import extract_quantities, read_record_date
from .citations import Suggestions, nearest
from .evidence import known_items
from .rules import rule, while_reading
from .values import misplaced, spoken


@rule("invalid-data")
def invalid_data(library: Library) -> Iterator[Diagnostic]:
    """A series of figures cannot be read.

    ## What it finds

    CSV files of `docs/data/` with a missing or unknown column, a row with too few or too many fields, text instead of a
    number, a value without a source or evidence note, or a duplicate row.

    ## Why it matters

    A chart of such a file would show a line that is wrong, or that nobody can check.

    ## Example

    `UNHCR,2019,"70,366",unhcr2026,by-year,`

    ## How to fix it

    Correct the row at the line and column that the finding gives. Write numbers in digits, with a full stop before
    decimals: `70366`.
    """
    return while_reading(library, "invalid-data")


@rule("unsupported-value")
def unsupported_value(library: Library) -> Iterator[Diagnostic]:
    """A value of a series is not in the evidence that its row names.

    ## What it finds

    Rows of the series in `docs/data/` whose source or evidence note does not exist, whose value or year is not in
    that note, or whose value the note clearly gives for another date or another series.

    ## Why it matters

    Readers believe a chart at a glance. Its values need evidence as much as the figures of a sentence do.

    ## Example

    `UNHCR,2019,70636,unhcr2026,by-year,`, and the note gives 70,366.

    ## How to fix it

    Correct the value, or name the note that has it.
    """
    suggestions = Suggestions()
    for series in library.series.values():
        for row in series.rows:
            yield from _value(library, series, row, suggestions)


def _value(library: Library, series: Series, row: Row, suggestions: Suggestions) -> Iterator[Diagnostic]:
    record = library.sources.get(row.source)
    if record is None:
        if not library.is_unread(SOURCES, row.source):
            near = next(iter(suggestions.near(row.source, library.sources)), None)
            help = f"there is a source with a similar key: '{near}'" if near else "add the record, or correct the key"
            yield Diagnostic(
                "unsupported-value", series.location(row, "source"), f"there is no source '{row.source[:80]}'", help
            )
        return
    note = record.data.note(row.evidence)
    if note is None:
        near = next(iter(suggestions.near(row.evidence, [one.id for one in record.data.evidence], row.source)), None)
        yield Diagnostic(
            "unsupported-value",
            series.location(row, "evidence"),
            f"'{row.source}' has no evidence note '{row.evidence[:80]}'",
            f"there is a note with a similar id: '{near}'" if near else "name one of its notes",
            (RelatedLocation(record.location("evidence"), "its notes"),),
        )
        return
    facts = library.evidence.facts(Item(row.source, row.evidence))
    says = RelatedLocation(record.location("evidence", record.data.evidence.index(note), "says"), "the source says")
    if not (facts.has_value(row.value) or facts.has_value(abs(row.value))):
        yield Diagnostic(
            "unsupported-value",
            series.location(row, "value"),
            f"the value '{spoken(row.value)}' is not in '{row.source}#{row.evidence}'",
            "correct it, or name the note that has it",
            (says,),
        )
    else:
        for column, other in misplaced(series, row, note, record.data.language):
            ours = row.date if column == "date" else row.series
            yield Diagnostic(
                "unsupported-value",
                series.location(row, "value"),
                f"'{row.source}#{row.evidence}' gives {spoken(row.value)} for '{other}', not for '{ours}'",
                f"correct the value or the {column}",
                (says,),
            )
    years = {day.year for day in read_record_date(row.date)}
    for year in sorted(years - facts.years):
        yield Diagnostic(
            "unsupported-value",
            series.location(row, "date"),
            f"the year '{year}' is not in '{row.source}#{row.evidence}'",
            "correct it, or name the note that has it",
            (says,),
        )


@rule("unknown-chart")
def unknown_chart(library: Library) -> Iterator[Diagnostic]:
    """A page places a chart, or a chart names data, that does not exist.

    ## What it finds

    Images of the form `![What it shows](chart:key)` that have no file in `docs/charts/`, and charts whose file or
    series is not in `docs/data/`.

    ## Why it matters

    The reader would see an empty frame.

    ## Example

    `![Cards by day](chart:card-by-day)`

    ## How to fix it

    Correct the name; the finding gives the closest one.
    """
    for _, document, part, start, end, key in library.chart_places:
        if key not in library.charts and not library.is_unread(CHARTS, key):
            near = nearest(key, list(library.charts))
            help = f"there is a chart with a similar key: '{near}'" if near else f"add {CHARTS}/KEY.yaml"
            yield Diagnostic(
                "unknown-chart", document.location(part, start, end), f"there is no chart '{key[:80]}'", help
            )
    for record in library.charts.values():
        chart = record.data
        series = library.series.get(chart.data)
        if series is None:
            if f"docs/data/{chart.data}" not in library.unread:
                near = nearest(chart.data, list(library.series))
                help = f"there is a file with a similar name: '{near}'" if near else "add it to docs/data"
                yield Diagnostic("unknown-chart", record.location("data"), f"there is no file '{chart.data}'", help)
            continue
        have = {row.series for row in series.rows}
        for i, line in enumerate(chart.lines):
            if line.series not in have:
                near = nearest(line.series, sorted(have))
                yield Diagnostic(
                    "unknown-chart",
                    record.location("lines", i, "series"),
                    f"'{chart.data}' has no series '{line.series[:80]}'",
                    f"there is a series with a similar name: '{near}'" if near else "name one of its series",
                )


_ALONE = re.compile(rf"!\[.*\]\({CHART_LINK}[^\s()]*\)", re.DOTALL)


@rule("undrawable-chart")
def undrawable_chart(library: Library) -> Iterator[Diagnostic]:
    """A chart cannot be drawn from its data, or where it is placed.

    ## What it finds

    Charts without a value, charts of more than six lines, and images of the form `![What it shows](chart:key)` that are
    not a paragraph of their own: in a sentence, in a list or a table, or with attributes.

    ## Why it matters

    The reader would see an empty frame, lines that look alike, or a broken image.

    ## Example

    `As ![the cards](chart:cards-by-day) shows, most came in January.`

    ## How to fix it

    Add the values, or name at most six series under `lines`. Put the image on a line of its own, with an empty line
    before and after it.
    """
    for record in library.charts.values():
        chart, series = record.data, library.series.get(record.data.data)
        why = chart.undrawable(series) if series else ""
        if series and why and (chart.rows(series) or not chart.lines):  # a line without values is `unknown-chart`
            yield Diagnostic(
                "undrawable-chart",
                record.location("lines" if chart.lines else "data"),
                why,
                f"name at most {MOST_LINES} series under 'lines', each with a value",
            )
    for _, document, part, start, end, key in library.chart_places:
        block = part.block
        before = document.text[document.text.rfind("\n", 0, block.offset(0)) + 1 : block.offset(0)]
        alone = block.kind == "paragraph" and block.text.strip() == block.text[start:end] and not before.strip()
        if not alone or not _ALONE.fullmatch(block.text[start:end]):
            yield Diagnostic(
                "undrawable-chart",
                document.location(part, start, end),
                f"the chart '{key[:80]}' is not a paragraph of its own",
                f"write ![What it shows]({CHART_LINK}{key[:80]}) on a line of its own, between empty lines",
            )


@rule("unsupported-chart")
def unsupported_chart(library: Library) -> Iterator[Diagnostic]:
    """A chart's title or mark gives a figure or date that is not in its evidence.

    ## What it finds

    Numbers and dates in a chart's `title` and `marks` that are neither in the notes of the values that it shows nor in
    those that its `text` cites.

    ## Why it matters

    Most readers read the title and remember the picture.

    ## Example

    `title: Applications rose to 80,000`, and no value of the series says so.

    ## How to fix it

    Correct the title, or cite evidence for it in `text`.
    """
    for record in library.charts.values():
        page = library.page("en", f"charts/{record.key}.md")
        if page is None:
            continue
        cited = [citation for document in page.documents for _, citation in document.citations()]
        items = known_items(library, cited) + [
            item for item in library.evidence.of_chart(record) if library.evidence.note(item) is not None
        ]
        facts = library.evidence.joint_facts(items)
        texts: list[tuple[str, Location]] = [(in_language(record.data.title, "en"), record.location("title"))]
        texts += [
            (in_language(mark.label, "en"), record.location("marks", i, "label"))
            for i, mark in enumerate(record.data.marks)
        ]
        found = [(one, location) for text, location in texts for one in extract_quantities(text).stated()]
        found += [
            (day, record.location("marks", i, "date"))
            for i, mark in enumerate(record.data.marks)
            for day in read_record_date(mark.date)
        ]
        for one, location in found:
            if not facts.supports(one):
                yield Diagnostic(
                    "unsupported-chart",
                    location,
                    f"'{one.text.strip()}' is not in the evidence of this chart",
                    "correct it, or cite evidence for it in 'text'",
                )


@rule("unused-chart", Severity.WARNING)
def unused_chart(library: Library) -> Iterator[Diagnostic]:
    """No page places a chart.

    ## What it finds

    Records in `docs/charts/` that no written page shows.

    ## Why it matters

    Readers would find such a chart only by chance, without the text that explains it.

    ## Example

    `docs/charts/cards-by-day.yaml`, and no page has `![...](chart:cards-by-day)`.

    ## How to fix it

    Place it beside the text that refers to it.
    """
    placed = {key for *_, key in library.chart_places}
    for key, record in library.charts.items():
        if key not in placed:
            yield Diagnostic(
                "unused-chart",
                Location(record.path),
                f"no page shows the chart '{key}'",
                f"write ![What it shows]({CHART_LINK}{key}) on a line of its own",
            )
