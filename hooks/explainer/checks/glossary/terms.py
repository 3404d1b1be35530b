"""Rules on terms: their links, names and forms, and the abbreviations that pages use."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Diagnostic, Location, RelatedLocation, Severity
from ...library import GLOSSARY, TERM_LINK, FoundTerms, Library
from ...records.fields import LANGUAGES, in_language
from ...text.documents import Part, sentence
from ...text.terms import Forms, Match
from ..citations import Suggestions
from ..rules import rule


@rule("unknown-term")
def unknown_term(library: Library) -> Iterator[Diagnostic]:
    """A link or a record names a term that the glossary does not have.

    ## What it finds

    Links of the form `[text](term:key)` and entries under `see_also` that have no file in `docs/glossary/`.

    ## Why it matters

    The link promises an explanation that does not exist.

    ## Example

    `[the card](term:humanitarian-visitor-cart)`

    ## How to fix it

    Correct the key (the finding names the closest one), or add the term.
    """
    suggestions = Suggestions()

    def missing(key: str) -> bool:
        return key != "" and key not in library.terms and not library.is_unread(GLOSSARY, key)

    def finding(location: Location, key: str) -> Diagnostic:
        near = next(iter(suggestions.near(key, library.terms)), None)
        return Diagnostic(
            "unknown-term",
            location,
            f"there is no term '{key[:80]}'",
            f"there is a term with a similar key: '{near}'" if near else "add docs/glossary/KEY.yaml",
            (RelatedLocation(Location(library.terms[near].path), "the nearest record"),) if near else (),
        )

    for page in library.pages:
        for document in page.documents:
            for part in document.parts:
                for start, end, destination in part.inline.links:
                    key = destination.removeprefix(TERM_LINK)
                    if key != destination and missing(key):
                        yield finding(document.location(part, start, end), key)
    for record in library.terms.values():
        for i, key in enumerate(record.data.see_also):
            if missing(key):
                yield finding(record.location("see_also", i), key)


@rule("unused-term", Severity.WARNING)
def unused_term(library: Library) -> Iterator[Diagnostic]:
    """No page uses a term.

    ## What it finds

    Records in `docs/glossary/` of which no form occurs in the text of a page.

    ## Why it matters

    Readers use the glossary with the text. A word that the text never uses makes them search in vain.

    ## Example

    `docs/glossary/metering.yaml`, and no page writes "metering".

    ## How to fix it

    Use the term where it helps, add the form that the pages use, or remove the record.
    """
    for key, record in library.terms.items():
        if not library.term_index.of(key):
            yield Diagnostic(
                "unused-term",
                Location(record.path),
                f"no page uses the term '{key}'",
                "use it, add a form, or remove it",
            )


@rule("duplicate-form")
def duplicate_form(library: Library) -> Iterator[Diagnostic]:
    """Two terms claim the same form.

    ## What it finds

    Names and forms that two terms share, in the same language or in two. Case is ignored.

    ## Why it matters

    The word would be linked to one of the two meanings by chance, and a reader who looks it up in the index finds two
    entries without knowing which is meant.

    ## Example

    `INM` among the forms of both `inm` and `migration-station`.

    ## How to fix it

    Keep the form under the term that it usually means, and remove it from the other.
    """
    seen: dict[str, tuple[str, Location]] = {}
    for key, record in library.terms.items():
        for form, path in record.data.placed_spellings():
            where = record.location(*path)
            owner, other = seen.setdefault(" ".join(form.casefold().split()), (key, where))
            if owner != key:
                yield Diagnostic(
                    "duplicate-form",
                    where,
                    f"the form '{form}' belongs to the term '{owner}' too",
                    "remove it from one of the two",
                    (RelatedLocation(other, "the other term"),),
                )


@rule("unexplained-abbreviation", Severity.WARNING)
def unexplained_abbreviation(library: Library) -> Iterator[Diagnostic]:
    """A page uses an abbreviation before it gives the full name.

    ## What it finds

    On written pages, a term's abbreviation when no full form of the term occurs before it or in the same sentence.
    Headings and quotations are ignored. Abbreviations in everyday use need no full name: a term lists them under
    `familiar`.

    ## Why it matters

    A reader who opens one page has not read the others. An unexplained abbreviation shuts out newcomers.

    ## Example

    `The INM stopped the buses.`, on a page that has not named the National Migration Institute.

    ## How to fix it

    Give the full name at first use, with the abbreviation in brackets: `the National Migration Institute (INM)`.
    """
    full: dict[str, str] = {}
    for key, record in library.terms.items():
        names = [form for form in record.data.spellings("en") if not _abbreviation(form)]
        if names and any(map(_abbreviation, record.data.spellings("en"))):
            full[key] = names[0]
    for page, matched in library.term_index.matches:
        if page.is_generated:
            continue
        named: set[str] = set()
        for document, parts in zip(page.documents, matched, strict=True):
            for part, match in ((part, match) for part, found in parts for match in found if match.term in full):
                if match.term in named:
                    continue
                named.add(match.term)
                form = _text(part, match)
                if not _abbreviation(form) or form in library.terms[match.term].data.familiar:
                    continue
                if all(_abbreviation(_text(*other)) for other in _beside(part, match, parts)):
                    yield Diagnostic(
                        "unexplained-abbreviation",
                        document.location(part, match.start, match.end),
                        f"'{form}' is used before its full name",
                        f"write '{full[match.term]} ({form})' at first use",
                        (RelatedLocation(library.terms[match.term].location("term"), "the term"),),
                    )


def _beside(part: Part, match: Match, parts: list[FoundTerms]) -> Iterator[tuple[Part, Match]]:
    """Yield the same term's forms in the same sentence; a table row counts as one sentence."""
    start, end = sentence(part, match.start)
    row = part.block.row
    for other, found in parts:
        for one in found:
            same = other.block.row == row if row else other is part and start <= one.start < end
            if one.term == match.term and same:
                yield other, one


def _text(part: Part, match: Match) -> str:
    return part.block.text[match.start : match.end]


def _abbreviation(form: str) -> bool:
    """Whether a form is an abbreviation: one word with two capitals or more."""
    return len(form.split()) == 1 and sum(map(str.isupper, form)) > 1


@rule("missing-translation", Severity.WARNING)
def missing_translation(library: Library) -> Iterator[Diagnostic]:
    """A term lacks its name or its short definition in one of the site's languages.

    ## What it finds

    Terms without `en` or `es` under `term` or `short`.

    ## Why it matters

    Half of this debate is in Spanish. A reader who knows the word in only one of the languages should find it.

    ## Example

    ```yaml
    term: {en: metering}
    ```

    ## How to fix it

    Add the name that Mexican sources use, and the short definition in that language.
    """
    for record in library.terms.values():
        for name, texts in (("term", record.data.term), ("short", record.data.short)):
            for language in LANGUAGES:
                if language not in texts:
                    yield Diagnostic(
                        "missing-translation",
                        record.location(name),
                        f"'{name}' has no '{language}'",
                        f"add '{language}: ...'",
                    )


@rule("loaded-term", Severity.WARNING)
def loaded_term(library: Library) -> Iterator[Diagnostic]:
    """The site uses a loaded word in its own voice.

    ## What it finds

    Words that a term lists under `avoid`, with the style guide that advises against them, in the text of a page outside
    quotation marks, links and citations.

    ## Why it matters

    Such a word takes a side before the argument begins.

    ## Example

    `Thousands of illegals crossed.`

    ## How to fix it

    Use the word that the glossary recommends, or quote the person who used this one.
    """
    words: dict[str, Forms] = {
        language: Forms(
            {
                f"{key}/{i}": [avoid.word]
                for key, record in library.terms.items()
                for i, avoid in enumerate(record.data.avoid)
                if avoid.language == language
            }
        )
        for language in LANGUAGES
    }
    for page in library.pages:
        for document in page.documents:
            for part in document.parts:
                for match in words[document.language].in_prose(part, headings=True):
                    key, _, index = match.term.partition("/")
                    record = library.terms[key]
                    avoid = record.data.avoid[int(index)]
                    yield Diagnostic(
                        "loaded-term",
                        document.location(part, match.start, match.end),
                        f"'{avoid.word}' is a loaded word: {in_language(avoid.why, 'en')}",
                        f"write '{in_language(record.data.term, document.language)}' or another plain word, or quote who said it",
                        (
                            RelatedLocation(
                                record.location("avoid", int(index), "word"), f"listed here, after {avoid.source}"
                            ),
                        ),
                    )
