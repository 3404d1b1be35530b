"""Rules on class kits: each is whole, balanced, and easy enough for the class."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..diagnostics import Diagnostic, Location
from ..library import DEBATES, KIT_PAGES, Library, Page
from ..library.debates import Debate, Position, debate
from ..library.kits import Texts, texts_of, words_by_position
from ..records.fields import in_language
from ..records.kits import Kit
from ..records.loader import Record
from ..text.documents import Document
from ..text.reading_level import flesch_kincaid_grade
from ..text.wording import stands_in
from .rules import rule

FEWEST_EVIDENCE, FEWEST_QUOTATIONS = 2, 1
"""What each position of a debate must offer, to become cards."""

IN_SHORT = ("text", "must_answer")
"""What the short version of a debate has of each position."""

QUESTIONS = 10
"""How many questions a quiz has."""

SHORTEST, LONGEST = 450, 750
"""The words of the short version of a debate."""

APART = 0.15
"""How much more text the longest position of a kit may have than the shortest."""

HARDEST = 9.0
"""The highest school grade of the sheets that students read."""


@rule("faulty-kit")
def faulty_kit(library: Library) -> Iterator[Diagnostic]:
    """A kit lacks a part, or names what its debate does not have.

    ## What it finds

    Records in `docs/kits/` whose debate has no page in `docs/en/debate/`; positions that the page does not have, or that
    the kit leaves out; positions with too little evidence, or no quotation, to make cards of; holders whom the page does
    not name; a question without its mark, or asked twice; a right answer that is also among the wrong ones, or that has
    a name which is not in its evidence; a question whose answer is not in the short version of the debate, which students
    have; and citations of notes that the page does not cite, so that no link can lead
    from the kit to the paragraph.

    ## Why it matters

    A kit is compiled from its page. A class that gets half of a debate argues about the half.

    ## Example

    `heading: "Position four: it puts people in danger"`, and the page has no such heading.

    ## How to fix it

    Write the headings as the page has them, and cite the page's own notes.
    """
    for record in library.kits.values():
        page = library.page("en", f"{DEBATES}/{record.key}.md")
        made = library.page("en", f"{KIT_PAGES}/{record.key}.md")
        if page is None:
            yield Diagnostic(
                "faulty-kit",
                Location(record.path),
                f"there is no debate docs/en/{DEBATES}/{record.key}.md",
                "name the file after the debate's page",
            )
            continue
        found = debate(library, page)
        yield from _positions(record, found)
        yield from _quiz(record)
        if made:
            texts = texts_of(record, made)
            yield from _unsupported_names(library, record, texts)
            yield from _unanswerable(record, texts)
            yield from _foreign_notes(found, made)


def _positions(record: Record[Kit], found: Debate) -> Iterator[Diagnostic]:
    """Yield the findings on the positions of a page and its kit."""
    on_page = {position.heading: position for position in found.positions}
    headings = [position.heading for position in record.data.positions]
    for number, kept in enumerate(record.data.positions):
        at = record.location("positions", number, "heading")
        position = on_page.get(kept.heading)
        if position is None or kept.heading in headings[:number]:
            why = "stands twice in the kit" if position else "is not a position of the debate's page"
            yield Diagnostic("faulty-kit", at, f"'{kept.heading[:80]}' {why}", "copy the headings from the page")
            continue
        yield from _cards(record, number, position)
    for heading in on_page:
        if heading not in headings:
            yield Diagnostic(
                "faulty-kit",
                record.location("positions"),
                f"the kit leaves out '{heading[:80]}'",
                "give every position of the page, so that the class hears each",
            )
    order = [heading for heading in on_page if heading in headings]
    if sorted(order) == sorted(headings) and order != headings:
        yield Diagnostic(
            "faulty-kit", record.location("positions"), "the positions are in another order than on the page",
            "use the page's order",
        )  # fmt: skip


def _cards(record: Record[Kit], number: int, position: Position) -> Iterator[Diagnostic]:
    """Yield the findings on what a position's cards are made of."""
    at = record.location("positions", number)
    if len(position.pieces) < FEWEST_EVIDENCE:
        yield Diagnostic(
            "faulty-kit", at, f"the position has {len(position.pieces)} whole cited sentence{'s' * (len(position.pieces) != 1)} of evidence; its cards need {FEWEST_EVIDENCE}",
            "add evidence to the page, or leave this debate without a kit",
        )  # fmt: skip
    if len(position.quotations) < FEWEST_QUOTATIONS:
        yield Diagnostic(
            "faulty-kit", at, "the position's case has no cited quotation, so that nobody speaks for it",
            "add a quotation to the page",
        )  # fmt: skip
    holder = record.data.positions[number].holder
    if not stands_in(holder, [position.holders.words]):
        yield Diagnostic(
            "faulty-kit",
            record.location("positions", number, "holder"),
            f"'{holder[:80]}' is not named below '{position.holders.heading.prose()}' of this position",
            "choose a person or body that the page names there, spelled as it is there",
        )


def _quiz(record: Record[Kit]) -> Iterator[Diagnostic]:
    """Yield the findings on the questions of a kit, in each language that they have."""
    if len(record.data.quiz) != QUESTIONS:
        yield Diagnostic(
            "faulty-kit", record.location("quiz"), f"the quiz has {len(record.data.quiz)} questions, not {QUESTIONS}",
            f"ask {QUESTIONS}, so that a teacher can plan with it",
        )  # fmt: skip
    asked: set[tuple[str, str]] = set()
    for text in record.data.question.values():
        if not text.endswith("?"):
            yield _unasked(record, ("question",), text)
    for number, one in enumerate(record.data.quiz):
        at = record.location("quiz", number, "question")
        for language, text in one.question.items():
            if not text.endswith("?"):
                yield _unasked(record, ("quiz", number, "question"), text)
            if (language, _folded(text)) in asked:
                yield Diagnostic("faulty-kit", at, "the quiz asks this twice", "ask something else")
            asked.add((language, _folded(text)))
        languages = {*one.answer, *(language for wrong in one.wrong for language in wrong)}
        for language in sorted(languages):
            answers = [_folded(in_language(text, language)) for text in (one.answer, *one.wrong)]
            if len(set(answers)) < len(answers):
                yield Diagnostic(
                    "faulty-kit", at, "two of the answers are the same", "give one right answer, and wrong ones that differ"
                )  # fmt: skip


def _unsupported_names(library: Library, record: Record[Kit], texts: Texts) -> Iterator[Diagnostic]:
    """Yield a finding for each name in a right answer that is neither in the sentence that gives it nor in its evidence."""
    for number, asked in enumerate(record.data.quiz):
        because = texts["quiz", number, "because"]
        cited = [item for _, citation in because.citations() for item in citation.items if library.evidence.note(item)]
        known = [library.known_names.evidence_of(item) for item in cited]
        known.append(library.known_names.text_of([part.prose() for part in because.parts]))
        text = in_language(asked.answer, "en")
        for mention in library.known_names.forms.mentions(text):
            name = text[mention.start : mention.end]
            if not any(one.has_name(mention.form) if mention.form else one.has_words(name) for one in known):
                yield Diagnostic(
                    "faulty-kit",
                    record.location("quiz", number, "answer"),
                    f"'{name}' of the right answer is not in the evidence that its sentence cites",
                    "correct the name, or cite evidence that has it",
                )


def _unanswerable(record: Record[Kit], texts: Texts) -> Iterator[Diagnostic]:
    """Yield a finding for each question whose answer rests on a note that the short version does not cite."""
    short = set(_cited(document for path, document in texts.items() if path[0] == "background" or path[-1] in IN_SHORT))
    for number in range(len(record.data.quiz)):
        for name in _cited([texts["quiz", number, "because"]]):
            if name not in short:
                yield Diagnostic(
                    "faulty-kit",
                    record.location("quiz", number, "because"),
                    f"the short version of the debate does not cite '{name}', so that students cannot find the answer in it",
                    "ask about what the background, a position or its objection says, or say this there",
                )


def _cited(documents: Iterable[Document]) -> Iterator[str]:
    """Yield the notes that documents cite, as they are written in a citation."""
    for document in documents:
        for _, citation in document.citations():
            yield from (f"{item.key}#{item.evidence}" for item in citation.items)


def _unasked(record: Record[Kit], path: tuple[str | int, ...], text: str) -> Diagnostic:
    message = f"the question '{text[:80]}' does not end with a question mark"
    return Diagnostic("faulty-kit", record.location(*path), message, "end it with '?'")


def _folded(text: str) -> str:
    return " ".join(text.casefold().strip(" .").split())


def _foreign_notes(found: Debate, made: Page) -> Iterator[Diagnostic]:
    """Yield a finding for each citation of a kit that the debate's page does not have."""
    for document in made.documents:
        for part, citation in document.citations():
            for item in citation.items:
                if (item.key, item.evidence) not in found.anchors:
                    yield Diagnostic(
                        "faulty-kit",
                        document.location(part, citation.start, citation.end),
                        f"the debate's page does not cite '{item.key}#{item.evidence}'",
                        "say only what the page says, with the page's own citation",
                    )


@rule("unbalanced-kit")
def unbalanced_kit(library: Library) -> Iterator[Diagnostic]:
    """A kit gives one position more room than another.

    ## What it finds

    Kits whose longest position has over 15 per cent more words than the shortest. A position's words are those of its
    text, of what its holder wants and of what the holder must answer. Evidence cards and quotations are compiled in the
    same number for each position.

    ## Why it matters

    A teacher must be able to show that no side was favoured, and anybody can count words.

    ## Example

    120 words for one position, and 150 for another.

    ## How to fix it

    Shorten the longest, or say more in the shortest.
    """
    for record, documents in _read_by_students(library):
        counts = [*words_by_position(documents).values()]
        if max(counts) > min(counts) * (1 + APART):
            shown = ", ".join(map(str, counts))
            yield Diagnostic(
                "unbalanced-kit",
                record.location("positions", counts.index(max(counts))),
                f"the positions have {shown} words; the longest may have {min(counts) * (1 + APART):.0f}",
                "shorten this one, or say more in the shortest",
            )


@rule("hard-kit")
def hard_kit(library: Library) -> Iterator[Diagnostic]:
    """The short version of a debate is too hard, too long or too short for a class.

    ## What it finds

    Kits whose background and positions together need more than nine years of school (Flesch and Kincaid's formula), or
    have fewer than 450 or more than 750 words.

    ## Why it matters

    A sheet that a third of the class cannot read makes the debate a debate among the others.

    ## Example

    Sentences of thirty words, with a clause in a clause.

    ## How to fix it

    Write shorter sentences and shorter words. The full page stays there for those who want more.
    """
    for record, documents in _read_by_students(library):
        shown = [document for path, document in documents.items() if path[0] == "background" or path[-1] == "text"]
        texts = [part.prose() for document in shown for part in document.parts]
        words = sum(len(text.split()) for text in texts)
        if not SHORTEST <= words <= LONGEST:
            yield Diagnostic(
                "hard-kit",
                record.location("positions"),
                f"the short version has {words} words; write {SHORTEST} to {LONGEST}",
                "leave details to the page" if words > LONGEST else "say more about each position",
            )
        grade = flesch_kincaid_grade(texts)
        if grade > HARDEST:
            yield Diagnostic(
                "hard-kit",
                record.location("positions"),
                f"the short version needs {grade:.1f} years of school; the most are {HARDEST:.0f}",
                "write shorter sentences and shorter words",
            )


def _read_by_students(library: Library) -> Iterator[tuple[Record[Kit], Texts]]:
    """Yield each kit with its English texts, by their paths."""
    for record in library.kits.values():
        if page := library.page("en", f"{KIT_PAGES}/{record.key}.md"):
            yield record, texts_of(record, page)


@rule("faulty-plan")
def faulty_plan(library: Library) -> Iterator[Diagnostic]:
    """The minutes of a plan do not add up.

    ## What it finds

    Records in `docs/plans/` whose steps take more or less time than the plan says; and plans for several lessons in
    which a step has no lesson, or the lessons are not in their order.

    ## Why it matters

    A teacher has a bell.

    ## Example

    `minutes: 45`, and steps of 10, 20 and 10 minutes.

    ## How to fix it

    Give a step more or less time, or correct the sum.
    """
    for record in library.plans.values():
        plan = record.data
        total = sum(int(step.minutes) for step in plan.steps)
        if total != int(plan.minutes):
            yield Diagnostic(
                "faulty-plan",
                record.location("minutes"),
                f"the steps take {total} minutes, and the plan says {plan.minutes}",
                "give a step more or less time, or correct the sum",
            )
        lessons = [step.lesson for step in plan.steps]
        if any(lessons) and (not all(lessons) or lessons != sorted(lessons, key=str)):
            yield Diagnostic(
                "faulty-plan",
                record.location("steps"),
                "the steps are not in the order of their lessons, or one has no lesson",
                "number the lesson of every step, and keep them in order",
            )
