"""Rules on the questions that readers ask."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, RelatedLocation
from ..library import QUESTIONS_PAGE, Library
from ..records.loader import Record
from ..records.questions import Question
from ..text.attributes import is_taken
from ..text.documents import Document, sentence_ends
from ..text.quantities import extract_quantities
from .evidence import known_items
from .rules import rule

MOST_SENTENCES = 3


@rule("faulty-question")
def faulty_question(library: Library) -> Iterator[Diagnostic]:
    """A question has no question mark or is asked twice, or its answer is too long.

    ## What it finds

    Records in `docs/questions/` whose `question` does not end with a question mark or is also in another record,
    whatever its capitals; or whose `answer` has more than three sentences. Also a file whose name is an id that the site
    gives to its own parts, such as `references.yaml`.

    ## Why it matters

    Readers and search engines quote a short answer without the page around it, so it must be brief.

    ## Example

    `question: What is a caravan`

    ## How to fix it

    End the question with `?`, merge two records that ask the same, and leave details to the page.
    """
    for record in library.questions.values():
        if is_taken(record.key):
            yield Diagnostic(
                "faulty-question",
                record.location(),
                f"the site uses the id '{record.key}' itself, so the question would have no address",
                "rename the file",
            )
    seen: dict[str, Record[Question]] = {}
    for record in library.questions.values():
        for language, text in record.data.question.items():
            if not text.endswith("?"):
                yield Diagnostic(
                    "faulty-question",
                    record.location("question"),
                    f"the question '{text[:80]}' does not end with a question mark",
                    "end it with '?'",
                )
            asked = f"{language} {' '.join(text.casefold().split())}"
            if other := seen.get(asked):
                yield Diagnostic(
                    "faulty-question",
                    record.location("question"),
                    f"'{other.key}' asks the same question",
                    "merge the two records",
                    (RelatedLocation(other.location("question"), "the other record"),),
                )
            seen[asked] = record
    for page in library.pages:
        if page.src == QUESTIONS_PAGE and page.is_generated:
            for record, document in zip(library.questions.values(), page.documents, strict=True):
                if page.language == "en" or "es" in record.data.answer:
                    yield from _answer(record, document)


@rule("unsupported-question")
def unsupported_question(library: Library) -> Iterator[Diagnostic]:
    """A figure or a date in a question is not in the evidence that its answer cites.

    ## What it finds

    Records in `docs/questions/` with a number or a date in `question` or `also_asked` that is in none of the notes that
    `answer` cites.

    ## Why it matters

    A question can state something: whoever reads "Why did 15,000 people get cards?" learns that they did.

    ## Example

    `question: Why did 15,000 people get cards?`, and the cited note says that they applied for them.

    ## How to fix it

    Ask without the figure, or cite the evidence that has it.
    """
    page = library.page("en", QUESTIONS_PAGE)
    if page is None:
        return
    for record, document in zip(library.questions.values(), page.documents, strict=True):
        items = known_items(library, [citation for _, citation in document.citations()])
        if not items and record.data.subject != "site":
            continue  # another rule reports it
        facts = library.evidence.joint_facts(items)
        asked = [(record.location("question"), text) for text in record.data.question.values()]
        asked += [(record.location("also_asked", i), text) for i, text in enumerate(record.data.also_asked)]
        for place, text in asked:
            for found in extract_quantities(text).stated():
                if not facts.supports(found):
                    yield Diagnostic(
                        "unsupported-question",
                        place,
                        f"'{found.text.strip()[:80]}' is not in the evidence that the answer cites",
                        "ask without it, or cite evidence that has it",
                    )


def _answer(record: Record[Question], document: Document) -> Iterator[Diagnostic]:
    """Yield the findings on an answer in one language."""
    count = sum(_sentences(part.prose()) for part in document.parts)
    if count > MOST_SENTENCES:
        yield Diagnostic(
            "faulty-question",
            record.location("answer"),
            f"the answer has {count} sentences; the most are {MOST_SENTENCES}",
            "keep the answer and its best reason, and leave the rest to the page",
        )


def _sentences(text: str) -> int:
    """Return the number of sentences; the last may lack its full stop."""
    text = text.strip()
    ends = [end for end, _ in sentence_ends(text)]
    return len([end for end in ends if text[end:].strip()]) + bool(text)
