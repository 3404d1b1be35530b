"""The pages on changes: one of all releases, one for each, and the feed."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import groupby

from ..library import CLAIMS_PAGE, RELEASES
from ..records.fields import in_language, parse_date
from ..records.releases import KINDS, Counted, Release
from .site import GeneratedPage, Site, relative
from .words import Words

FOLDER = "about/changes"
FEED = "feed.xml"
VERBS = ("added", "changed", "withdrawn")

# XML 1.0, section 2.2, lists the allowed characters; it advises against the noncharacters of each plane.
_NOT_XML = re.compile(
    "[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]"
    f"|[{''.join(chr(plane * 0x10000 + end) for plane in range(1, 17) for end in (0xFFFE, 0xFFFF))}]"
)


@dataclass(frozen=True, slots=True)
class Thing:
    """The subject of a change."""

    name: str
    url: str
    """Its address from the page of a release; None if it no longer exists."""


def pages(site: Site, history: str = "") -> Iterator[GeneratedPage]:
    """Yield the page of all releases and a page for each; ``history`` is the address of the repository's log."""
    records = list(site.library.releases.values())
    fill = partial(
        site.page,
        "changes.md",
        releases=records,
        first=records[-1].key if records else None,
        lines=lambda release: lines(site, release),
        totals=lambda release: [
            _counted(site.words, kind, number) for kind, number in release.totals.items() if number
        ],
        history=history,
        feed=bool(records),
    )
    yield GeneratedPage(f"{FOLDER}/index.md", fill, RELEASES)
    for record in records:
        release = record.data
        kinds = [
            (kind, [(verb, [_thing(site, kind, key) for key in keys]) for verb, keys in _verbs(release, kind)])
            for kind in KINDS
        ]
        corrections = [
            (_where(site, where), list(group)) for where, group in groupby(release.corrections, lambda one: one.where)
        ]
        fill = partial(
            site.page,
            "release.md",
            release=release,
            kinds=[(kind, groups) for kind, groups in kinds if groups],
            corrections=corrections,
            claims=site.library.claims,
        )
        yield GeneratedPage(f"{FOLDER}/{record.key}.md", fill, record.path)


def feed(site: Site, title: str) -> str:
    """Return the releases as an Atom feed (RFC 4287); empty if there are none.

    Characters that XML does not allow are left out: with one of them, readers would reject the whole feed.
    """
    records = list(site.library.releases.values())
    if not records:
        return ""
    filled = site.fill(
        "feed.xml",
        title=title,
        name=site.name,
        address=site.address,
        releases=records,
        day=lambda release: parse_date(release.date)[0].isoformat(),
        lines=lambda release: lines(site, release),
    )
    return _NOT_XML.sub("", filled)


def lines(site: Site, release: Release) -> list[str]:
    """Return a release in a few lines: ``Sources: 12 added, 3 changed``; unchanged kinds are left out."""
    counts = {kind: [(verb, len(keys)) for verb, keys in _verbs(release, kind)] for kind in KINDS}
    stated = release.statements
    counts["statements"] = [
        (verb, number)
        for verb, number in (("added", stated.added), ("reworded", stated.reworded), ("withdrawn", stated.withdrawn))
        if number
    ]
    names, words = site.codes["changed"], site.words
    found = [
        f"{names[kind]}: " + ", ".join(_done(words, verb, number) for verb, number in counts[kind])
        for kind in ("pages", "statements", *KINDS[1:])
        if counts[kind]
    ]
    if release.corrections:
        number = len(release.corrections)
        found.append(words.gettext("Figures and dates changed or withdrawn: %(count)s", count=number))
    return found


def _done(words: Words, verb: str, number: int) -> str:
    """Return how many things were changed in one way; the kind of thing is written before it."""
    ngettext = words.ngettext
    match verb:
        case "added":
            return ngettext("%(num)s added", "%(num)s added", number)
        case "changed":
            return ngettext("%(num)s changed", "%(num)s changed", number)
        case "reworded":
            return ngettext("%(num)s reworded", "%(num)s reworded", number)
        case _:
            return ngettext("%(num)s withdrawn", "%(num)s withdrawn", number)


def _counted(words: Words, kind: Counted, number: int) -> str:
    """Return a number of things of one kind."""
    ngettext = words.ngettext
    match kind:
        case "pages":
            return ngettext("%(num)s page", "%(num)s pages", number)
        case "statements":
            return ngettext("%(num)s cited statement", "%(num)s cited statements", number)
        case "sources":
            return ngettext("%(num)s source", "%(num)s sources", number)
        case "terms":
            return ngettext("%(num)s term", "%(num)s terms", number)
        case "claims":
            return ngettext("%(num)s claim", "%(num)s claims", number)
        case "events":
            return ngettext("%(num)s event", "%(num)s events", number)
        case "charts":
            return ngettext("%(num)s chart", "%(num)s charts", number)
        case "series":
            return ngettext("%(num)s series of figures", "%(num)s series of figures", number)


def _verbs(release: Release, kind: str) -> Iterator[tuple[str, list[str]]]:
    for verb in VERBS:
        if keys := getattr(getattr(release, kind), verb):
            yield verb, keys


def _thing(site: Site, kind: str, key: str) -> Thing:
    """Return a thing with its current name, or with its key if it is gone."""
    library = site.library
    here = f"{FOLDER}/release/"  # as deep as every release's page
    name, url = key, None  # the home page's address is empty
    if kind == "pages" and (page := library.page(site.language, key)):
        name, url = page.title, page.url
    elif kind == "sources" and key in library.sources:
        name, url = library.sources[key].data.title, f"sources/{key}/"
    elif kind == "terms" and key in library.terms:
        name, url = in_language(library.terms[key].data.term, site.language), f"glossary/{key}/"
    elif kind == "claims" and key in library.claims:
        page = library.page(site.language, CLAIMS_PAGE)
        name, url = in_language(library.claims[key].data.claim, site.language), f"{page.url if page else ''}#{key}"
    elif kind == "events" and key in library.events:
        name, url = in_language(library.events[key].data.title, site.language), f"timeline/#{key}"
    elif kind == "charts" and key in library.charts:
        name, url = in_language(library.charts[key].data.title, site.language), f"charts/{key}/"
    return Thing(name, "" if url is None else relative(url, here))


def _where(site: Site, where: str) -> Thing:
    """Return the place of a figure: a page, linked as Markdown, or a series."""
    page = site.library.page(site.language, where)
    if page is None:
        return Thing(where, "")
    return Thing(page.title, posixpath.relpath(where, FOLDER))
