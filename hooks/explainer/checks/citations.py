"""Rules on citations: they must be readable, and lead to a source and an evidence note."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Iterator

from ..diagnostics import Diagnostic, Fix, Location, RelatedLocation, Severity
from ..library import SOURCES, Library, Use
from ..text.citation import Item
from ..text.inline import LONGEST_KEY
from .rules import rule


def _at(use: Use, item: Item) -> Location:
    """Return the place of an item's key."""
    return use.document.location(use.part, item.start, item.end)


def nearest(key: str, keys: list[str]) -> str | None:
    """Return the key that a misspelt one most likely means, or ``None`` if none is close."""
    near = difflib.get_close_matches(key, keys, 1, 0.75)
    return near[0] if near else None


MOST_SUGGESTIONS = 200
"""How many misspelt names a rule looks up: each search goes through all names, and a page can hold thousands of errors."""


class Suggestions:
    """Close matches for misspelt names, for the first `MOST_SUGGESTIONS` names that a rule asks about."""

    def __init__(self) -> None:
        self._found: dict[tuple[str, str], list[str]] = {}

    def near(self, given: str, names: Iterable[str], among: str = "") -> list[str]:
        """Return up to two of ``names`` that are close to ``given``, the closest first; ``among`` identifies the set of names."""
        if (among, given) not in self._found:
            if len(self._found) >= MOST_SUGGESTIONS:
                return []
            self._found[among, given] = difflib.get_close_matches(given, list(names), 2, 0.75)
        return self._found[among, given]


def _only_fix(use: Use, item: Item, given: str, near: list[str]) -> Fix | None:
    """Return the fix for a misspelt name, if exactly one name is close to it."""
    if len(near) != 1 or difflib.SequenceMatcher(None, given, near[0]).ratio() < 0.8:
        return None
    start = use.part.block.text.index(given, item.start, item.end)
    return Fix(use.document.location(use.part, start, start + len(given)), near[0])


@rule("malformed-citation")
def malformed_citation(library: Library) -> Iterator[Diagnostic]:
    """Something that looks like a citation cannot be read as one.

    ## What it finds

    A bracket that is never closed or never opened, an `@` without a key, a part between semicolons that names no
    source, two keys in one part, a `#` without an evidence note, a key in brackets without its `@`, a citation that
    Markdown reads as a link, a citation in the words of a link or in raw HTML.

    ## Why it matters

    It would appear on the page as stray characters, and the statement before it would have no evidence.

    ## Example

    `the caravan was halted [@reuters2018halted#headline, p. 2`

    ## How to fix it

    Write `[@key#evidence]`, with a semicolon between works: `[see @a#x, p. 3; also @b#y]`. Put a backslash before an
    `@` that is not a citation: `\\@name`.
    """
    for page in library.pages:
        for document in page.documents:
            for part in document.parts:
                for fault in part.inline.faults:
                    location = document.location(part, fault.start, fault.end)
                    yield Diagnostic("malformed-citation", location, fault.message, fault.help)
                for start, end, key in part.inline.linked:
                    if key in library.sources:  # any other @ is a person's handle
                        yield Diagnostic(
                            "malformed-citation",
                            document.location(part, start, end),
                            "this citation is read as a link",
                            "put a space after its bracket",
                        )
                for (_, end, _), (first, _) in zip(part.inline.links, part.inline.labels, strict=True):
                    for match in _IN_LINK.finditer(part.block.text, first, end):
                        if match.group(1).partition("#")[0] in library.sources:
                            yield Diagnostic(
                                "malformed-citation",
                                document.location(part, *match.span()),
                                "a citation within a link is shown as it is written",
                                "put it after the link",
                            )
                for start, end in part.inline.brackets:
                    if end - start > LONGEST_KEY + 2:
                        continue
                    content = part.block.text[start + 1 : end - 1].strip()
                    if content.partition("#")[0] in library.sources:
                        yield Diagnostic(
                            "malformed-citation",
                            document.location(part, start, end),
                            f"'{content}' is the key of a source, but has no @ before it",
                            f"write [@{content}]",
                        )
            for part in document.html:
                for citation in part.inline.citations:
                    if any(item.key in library.sources for item in citation.items):
                        yield Diagnostic(
                            "malformed-citation",
                            document.location(part, citation.start, citation.end),
                            "a citation in raw HTML is shown as it is written",
                            "write the text and its citation in Markdown",
                        )


@rule("unknown-source")
def unknown_source(library: Library) -> Iterator[Diagnostic]:
    """A citation names a source that has no record.

    ## What it finds

    A key after `@` that has no file in `docs/sources/`.

    ## Why it matters

    The statement looks sourced but is not.

    ## Example

    `[@reuters2018haltd#headline]` where the record is `reuters2018halted.yaml`

    ## How to fix it

    Correct the key (the finding names the closest one), or add the record. Put a backslash before an `@` that is not a
    citation: `\\@name`.
    """
    suggestions = Suggestions()
    for use in library.citations.uses:
        for item in use.citation.items:
            if item.key not in library.sources and not library.is_unread(SOURCES, item.key):
                near = suggestions.near(item.key, library.sources)
                related: tuple[RelatedLocation, ...] = ()
                help = "add docs/sources/KEY.yaml, or write \\@ if this is not a citation"
                if near:
                    help = f"there is a source with a similar key: '{near[0]}'"
                    related = (RelatedLocation(Location(library.sources[near[0]].path), "the nearest record"),)
                yield Diagnostic(
                    "unknown-source",
                    _at(use, item),
                    f"there is no source '{item.key[:80]}'",
                    help,
                    related,
                    fix=_only_fix(use, item, item.key, near),
                )
    named = [
        (avoid.source, record.location("avoid", i, "source"))
        for record in library.terms.values()
        for i, avoid in enumerate(record.data.avoid)
    ]
    named += [
        (link.source, claim.location("links", i, "source"))
        for claim in library.claims.values()
        for i, link in enumerate(claim.data.links)
    ]
    for key, location in named:
        if key not in library.sources:
            near = suggestions.near(key, library.sources)
            yield Diagnostic(
                "unknown-source",
                location,
                f"there is no source '{key}'",
                f"there is a source with a similar key: '{near[0]}'" if near else "add its record",
                (RelatedLocation(Location(library.sources[near[0]].path), "the nearest record"),) if near else (),
            )


@rule("unknown-evidence")
def unknown_evidence(library: Library) -> Iterator[Diagnostic]:
    """A citation names an evidence note that its source does not have.

    ## What it finds

    An id after `#` that none of the source's evidence notes has.

    ## Why it matters

    The reader opens the card and finds no evidence for the statement.

    ## Example

    `[@reuters2018halted#headlin]` where the notes are `headline` and `bridge`

    ## How to fix it

    Correct the id, or add an evidence note with the passage that you read in the source.
    """
    suggestions = Suggestions()
    for use in library.citations.uses:
        for item in use.citation.items:
            record = library.sources.get(item.key)
            if not record or not item.evidence or record.data.note(item.evidence):
                continue
            ids = [note.id for note in record.data.evidence]
            near = suggestions.near(item.evidence, ids, item.key)
            where = record.location("evidence", ids.index(near[0]), "id") if near else record.location("evidence")
            yield Diagnostic(
                "unknown-evidence",
                _at(use, item),
                f"the source '{item.key}' has no evidence note '{item.evidence[:80]}'",
                f"there is a note with a similar id: '{near[0]}'" if near else f"its notes are {_listed(ids)}",
                (RelatedLocation(where, "the nearest note" if near else "its notes"),),
                fix=_only_fix(use, item, item.evidence, near),
            )


@rule("ambiguous-evidence")
def ambiguous_evidence(library: Library) -> Iterator[Diagnostic]:
    """A citation does not say which of several evidence notes it means.

    ## What it finds

    Citations that name no evidence note although their source has two or more.

    ## Why it matters

    The reader would have to search the whole source for the evidence.

    ## Example

    `[@reuters2018halted]` where the source has five notes

    ## How to fix it

    Name the note: `[@reuters2018halted#headline]`.
    """
    for use in library.citations.uses:
        for item in use.citation.items:
            record = library.sources.get(item.key)
            unfinished = use.part.block.text.startswith("#", item.end)  # reported as malformed-citation
            if record and not item.evidence and not unfinished and len(record.data.evidence) > 1:
                ids = [note.id for note in record.data.evidence]
                yield Diagnostic(
                    "ambiguous-evidence",
                    _at(use, item),
                    f"the source '{item.key}' has {len(ids)} evidence notes, but this citation names none",
                    f"write [@{item.key}#{ids[0]}] or another of {_listed(ids)}",
                    (RelatedLocation(record.location("evidence"), "the notes"),),
                )


def _listed(ids: list[str]) -> str:
    """Return ids as a list for a message, the first six by name."""
    return ", ".join(f"'{id}'" for id in ids[:6]) + (f" and {len(ids) - 6} more" if len(ids) > 6 else "")


@rule("hyphen-in-range", Severity.NOTE)
def hyphen_in_range(library: Library) -> Iterator[Diagnostic]:
    """A range of pages is written with a hyphen.

    ## What it finds

    Locators such as `pp. 3-5`.

    ## Why it matters

    References are set with an en dash; a hyphen can be part of a page number.

    ## Example

    `[@lopez2019#cards, pp. 3-5]`

    ## How to fix it

    Write `pp. 3–5`; `explainer check --fix` does this.
    """
    for use in library.citations.uses:
        for item in use.citation.items:
            match = _RANGE.search(item.locator or "")
            if not match:
                continue
            start = use.part.block.text.find(match.group(), item.end, use.citation.end)
            if start >= 0:
                location = use.document.location(use.part, start, start + len(match.group()))
                dashed = match.group().replace("-", "–")
                yield Diagnostic(
                    "hyphen-in-range",
                    location,
                    f"the range '{match.group()}' is written with a hyphen",
                    f"write '{dashed}'",
                    fix=Fix(location, dashed),
                )


_IN_LINK = re.compile(r"\[[^\[\]@]{0,200}@\{?([^\s\[\]{},;]+)[^\[\]]{0,500}\]")
_RANGE = re.compile(r"(?<![\w-])\d+-\d+(?![\w-])")
