"""Rules on the definitions of terms."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Diagnostic, RelatedLocation, Severity
from ...library import CLAIMS_PAGE, MAP_PAGE, QUESTIONS_PAGE, TIMELINE_PAGE, Library
from ...text.documents import read_document
from ...text.terms import Forms
from ..rules import rule

_WHAT = {
    CLAIMS_PAGE: "the answer to this claim",
    TIMELINE_PAGE: "the text of this event",
    MAP_PAGE: "the text of this stop",
    QUESTIONS_PAGE: "the answer to this question",
}

SHORT = 40
"""The most Most words that a short definition may have."""


@rule("uncited-definition")
def uncited_definition(library: Library) -> Iterator[Diagnostic]:
    """A definition, the answer to a claim or the text of an event cites no source.

    ## What it finds

    A term's `definition` or one of its competing `definitions`, the `answer` to a claim or a question, or an event's
    `text` without a citation. Answers to questions about the site itself need none.

    ## Why it matters

    The meaning of words is part of the debate, and a definition without a source is only an opinion.

    ## Example

    ```yaml
    definition: A document that lets a person stay in Mexico for a year.
    ```

    ## How to fix it

    Cite the source of the definition: `... for a year [@ley-migracion#art-52].`
    """
    about_us = {record.path for record in library.questions.values() if record.data.subject == "site"}
    for page in library.pages:
        if not page.is_generated:
            continue
        what = f"a definition of '{page.term}'" if page.term else _WHAT.get(page.src, "this text")
        for document in page.documents:
            if document.path not in about_us and next(document.citations(), None) is None:
                start = document.file_offset(0)
                yield Diagnostic(
                    "uncited-definition",
                    document.lines.location(
                        document.path, start, document.file_offset(max(0, len(document.text) - 1)) + 1
                    ),
                    f"{what} cites no source",
                    "end it with [@key#evidence]",
                )


@rule("circular-definition", Severity.WARNING)
def circular_definition(library: Library) -> Iterator[Diagnostic]:
    """A term is explained by itself, or two terms by each other.

    ## What it finds

    Short definitions that use the term's own name (although they may spell out an abbreviation), and pairs of terms
    whose short definitions use each other.

    ## Why it matters

    A reader who does not know the word learns nothing.

    ## Example

    `refugee`: "A person with refugee status."

    ## How to fix it

    Use plainer words.
    """
    uses: dict[str, set[str]] = {}
    for key, record in library.terms.items():
        uses[key] = set()
        for language, short in record.data.short.items():
            parts = read_document(record.path, short, record.lines).parts
            uses[key] |= {
                match.term for part in parts for match in library.term_index.forms[language].in_prose(part)
            } - {key}
            names = [text for lang, text in record.data.term.items() if lang == language]
            plurals = [
                form for form in record.data.spellings(language) if any(name.lower() in form.lower() for name in names)
            ]
            name = Forms({key: plurals})
            if any(True for part in parts for _ in name.matches(part)):
                yield Diagnostic(
                    "circular-definition",
                    record.location("short", language),
                    f"the short definition of '{key}' uses the term itself",
                    "use plainer words",
                )
        found = uses[key]
        location = record.location("short", "en")
        for other in sorted(found - {key}):
            if key in uses.get(other, ()):
                yield Diagnostic(
                    "circular-definition",
                    location,
                    f"the short definitions of '{key}' and '{other}' use each other",
                    "use plainer words in one of them",
                    (RelatedLocation(library.terms[other].location("short", "en"), "the other definition"),),
                )


@rule("long-definition", Severity.WARNING)
def long_definition(library: Library) -> Iterator[Diagnostic]:
    """A short definition is too long.

    ## What it finds

    A term's `short` of more than forty words, in either language.

    ## Why it matters

    It opens over the text when a reader points at the term. A whole paragraph there makes readers lose the sentence
    that they were reading.

    ## Example

    A short definition that names the treaty, its article, its exceptions and its history.

    ## How to fix it

    Say what the thing is, and move the rest to `definition`.
    """
    for record in library.terms.values():
        for language, short in record.data.short.items():
            words = len(short.split())
            if words > SHORT:
                yield Diagnostic(
                    "long-definition",
                    record.location("short", language),
                    f"the short definition has {words} words, more than {SHORT}",
                    "say what it is, and move the rest to 'definition'",
                )


@rule("unexplained-difference", Severity.WARNING)
def unexplained_difference(library: Library) -> Iterator[Diagnostic]:
    """A term has competing definitions, and the record does not explain why the difference matters.

    ## What it finds

    Terms with two or more competing `definitions` and no `difference`.

    ## Why it matters

    Who counts as a refugee decides who may stay. Without the consequences, readers must guess why anybody argues about
    a word.

    ## Example

    ```yaml
    definitions:
      - {by: The 1951 Convention, text: "..."}
      - {by: The Cartagena Declaration, text: "..."}
    ```

    ## How to fix it

    Add `difference`: one to three sentences, with their sources, on the consequences for the people concerned.
    """
    for record in library.terms.values():
        rivals = len(record.data.definitions)
        if rivals > 1 and not record.data.difference:
            yield Diagnostic(
                "unexplained-difference",
                record.location("definitions"),
                f"{rivals} definitions compete, but the record does not explain why the difference matters",
                "add 'difference'",
            )
