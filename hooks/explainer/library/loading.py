"""Reading a project: every record and every page in ``docs``, with the findings on them."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from ..diagnostics import Diagnostic
from ..files import unreadable_folders
from ..records.charts import Chart
from ..records.claims import Claim
from ..records.events import Event
from ..records.fields import LANGUAGES, parse_date
from ..records.geography import read_geography
from ..records.kits import Kit
from ..records.loader import read_records
from ..records.names import NameList
from ..records.opposites import Opposites
from ..records.plans import Plan
from ..records.questions import Question
from ..records.releases import Release
from ..records.routes import Route
from ..records.scores import MutationScores, Scores, read_scores
from ..records.series import read_series
from ..records.sources import Source
from ..records.style import StylePhrase
from ..records.terms import Term
from ..tree import survey
from .folders import (
    CHARTS,
    CLAIMS,
    DATA,
    GLOSSARY,
    KITS,
    MAP,
    MUTANTS,
    NAMES,
    OPPOSITES,
    PLANS,
    QUESTIONS,
    RELEASES,
    ROUTES,
    SCORES,
    SOURCES,
    STYLE,
    TIMELINE,
)
from .library import Library
from .pages import (
    Page,
    chart_page,
    claims_page,
    kit_page,
    map_page,
    questions_page,
    read_page,
    term_page,
    timeline_page,
)

Read = TypeVar("Read")


def load(root: Path) -> Library:
    """Read the project in ``root``; faulty content never raises an exception, but is among the library's faults."""
    faults = unreadable_folders(root, "docs")

    def noting(read: tuple[Read, list[Diagnostic]]) -> Read:
        """Return the records, and keep the findings."""
        found, more = read
        faults.extend(more)
        return found

    sources = noting(read_records(root, SOURCES, Source))
    terms = noting(read_records(root, GLOSSARY, Term))
    claims = noting(read_records(root, CLAIMS, Claim))
    events = noting(read_records(root, TIMELINE, Event))
    plans = noting(read_records(root, PLANS, Plan))
    plans = dict(sorted(plans.items(), key=lambda entry: int(entry[1].data.rank)))
    kits = noting(read_records(root, KITS, Kit))
    questions = noting(read_records(root, QUESTIONS, Question))
    charts = noting(read_records(root, CHARTS, Chart))
    series = noting(read_series(root, DATA))
    routes = noting(read_records(root, ROUTES, Route))
    geography = noting(read_geography(root, MAP))
    scores = noting(read_scores(root, SCORES, Scores))
    mutants = noting(read_scores(root, MUTANTS, MutationScores))
    releases = noting(read_records(root, RELEASES, Release))
    style = noting(read_records(root, STYLE, StylePhrase))
    opposites = noting(read_records(root, OPPOSITES, Opposites))
    events = dict(sorted(events.items(), key=lambda entry: (parse_date(entry[1].data.date), entry[0])))
    questions = dict(sorted(questions.items(), key=lambda entry: entry[1].data.place()))
    routes = dict(sorted(routes.items(), key=lambda entry: parse_date(entry[1].data.stops[0].date)))
    releases = dict(sorted(releases.items(), key=lambda entry: parse_date(entry[1].data.date), reverse=True))
    names = noting(read_records(root, NAMES, NameList))
    files = noting(survey(root))
    pages: list[Page] = []
    for language in LANGUAGES:
        folder = root / "docs" / language
        for path in (path for path in files if path.is_relative_to(folder)):
            if page := noting(read_page(root, path, language)):
                pages.append(page)
        if folder.is_dir():
            pages += [term_page(record, language) for record in terms.values()]
            if claims:
                pages.append(claims_page(claims.values(), language))
            if events:
                pages.append(timeline_page(events.values(), language))
            if questions:
                pages.append(questions_page(questions.values(), language))
            if routes:
                pages.append(map_page(routes.values(), language))
            pages += [kit_page(record, language) for record in kits.values()]
            pages += [chart_page(record, language) for record in charts.values()]
    return Library(
        root=root,
        sources=sources,
        terms=terms,
        claims=claims,
        events=events,
        kits=kits,
        plans=plans,
        questions=questions,
        charts=charts,
        series=series,
        routes=routes,
        geography=geography,
        releases=releases,
        style=style,
        opposites=opposites,
        name_lists=names,
        pages=pages,
        faults=faults,
        scores=scores,
        mutants=mutants,
    )
