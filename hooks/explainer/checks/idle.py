"""The rule on idle citations: each citation must carry something of its statement."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from ..diagnostics import Diagnostic, Location, RelatedLocation, Severity
from ..latest import digest
from ..library import Library
from ..library.known_names import BOUNDARY
from ..library.remembering import compared
from ..text.citation import Item
from ..text.documents import Part
from ..text.statements import Statement
from ..text.wording import stands_in
from ..text.words import has_word, telling_words
from .rules import rule

FEWEST_WORDS = 5
"""Statements with fewer telling words are not said to have nothing in common with a note: a cell such as "not allowed" may say the same in other words."""
FEW_SHARED = 2
"""A citation that shares no more words than this with its statement is compared with the other notes of its source."""
CLEARLY_MORE = 3
"""How many more words of the statement another note must have."""
MOST_WORDS = 60
"""How many telling words of a statement are compared; with more it is several statements."""
MOST_NOTES = 60
"""A source with more notes than this, such as an archive of tweets, is not searched for a note that fits better."""
_OUR_VOICE = re.compile(
    r"\b(?:we\s+(?:have\s+)?(?:found|read|saw|seen|counted|know\s+of)|in\s+our\s+(?:view|reading)|by\s+our\s+(?:count|calculation)"
    r"|(?:n(?:o|one|either|or)\b[^.;:!?]{0,40}|our\s+)sources?)\b",
    re.IGNORECASE,
)
"""What a statement has that tells what we make of the evidence, or what it lacks, in words that no note has."""
_COMMON = 0.2
"""A word of more than this share of the notes tells nothing."""
_FEWEST_NOTES = 50
"""With fewer notes every word tells something."""


@rule("idle-citation", Severity.WARNING)
def idle_citation(library: Library) -> Iterator[Diagnostic]:
    """A citation carries nothing of its statement.

    ## What it finds

    Citations whose note has none of the statement's figures, dates and quotations, and of its telling words

    - none at all, nor a person or body that it names, although the statement has five or more such words; or
    - at most two, while another note of the same source has at least three more.

    Telling words are those of four letters or more that are not in every fifth note; their beginnings are compared. The
    point of a paragraph is not judged, since the whole paragraph carries it, nor a statement of what we found in the
    sources or did not find.

    ## Why it matters

    A citation that was put in the wrong place looks like evidence. The reader who follows it finds another subject.

    ## Example

    `Shelters in the border towns soon ran out of beds and blankets [@dof2019tariffs#duties]`, where the note is about
    customs duties.

    ## How to fix it

    Cite the note that says it. If the note does say it in other words, use one of its words in the sentence.
    """
    notes = _Notes(library)
    for _page, statement, items in library.citations.with_evidence:
        if not items or statement.point or any(_OUR_VOICE.search(one.text) for one in statement.stretches):
            continue
        each = list({(one.key, one.evidence): one for one in items}.values())
        for index, shared in notes.sharing_few(statement, each):
            item = each[index]
            if _has_facts(library, statement, item):
                continue
            words = notes.telling(statement)
            if better := _better(notes, items, item, words):
                yield _finding(library, statement, item, better)
            elif (
                not shared
                and len(words) >= FEWEST_WORDS
                and not notes.introduced(item, words)
                and not _acts(library, statement, item)
            ):
                yield _finding(library, statement, item)


def _has_facts(library: Library, statement: Statement, item: Item) -> bool:
    """Whether the evidence has a figure, a date or a quotation of a statement."""
    facts, words = library.evidence.facts(item), library.evidence.words(item)
    return any(
        any(map(facts.supports, library.term_index.figures(stretch).stated()))
        or any(stands_in(quotation.text, words) for quotation in stretch.quotations())
        for stretch in statement.stretches
    )


def _acts(library: Library, statement: Statement, item: Item) -> bool:
    """Whether the evidence has a person or body that a statement names."""
    known = library.known_names
    evidence = known.evidence_of(item)
    return any(
        mention.form is not None and known.acts(mention.form) and evidence.has_name(mention.form)
        for stretch in statement.stretches
        for mention in known.forms.mentions(stretch.text)
    )


def _better(notes: _Notes, items: list[Item], item: Item, words: list[str]) -> Item | None:
    """Return the note of the same source, not cited here, that has clearly more of the words that no other cited note has."""
    others = [one for one in items if (one.key, one.evidence) != (item.key, item.evidence)]
    words = [word for word in words if not any(notes.shared(one, [word]) for one in others[:MOST_NOTES])]
    enough = notes.shared(item, words) + CLEARLY_MORE
    if len(words) < enough:
        return None
    cited = {(one.key, one.evidence) for one in items}
    rest = [one for one in notes.of_source(item.key) if (one.key, one.evidence) not in cited]
    best = max(rest, key=lambda one: notes.shared(one, words), default=None)
    return best if best and notes.shared(best, words) >= enough else None


def _finding(library: Library, statement: Statement, item: Item, better: Item | None = None) -> Diagnostic:
    record = library.sources[item.key]
    note = library.evidence.note(better or item)
    name = f"{item.key}#{item.evidence}" if item.evidence else item.key
    return Diagnostic(
        "idle-citation",
        _place(statement, item),
        f"'{better.key}#{better.evidence}' has more of this statement than the note that is cited"
        if better
        else f"'{name}' has nothing in common with this statement",
        f"cite '{better.key}#{better.evidence}'; if it is the wrong note, use the words of the right one"
        if better
        else "cite the note that says it, or use the note's words",
        (
            RelatedLocation(
                record.location("evidence", record.data.evidence.index(note) if note else 0, "says"), "the source says"
            ),
        ),
    )


def _place(statement: Statement, item: Item) -> Location:
    """Return the place of a citation's item."""
    parts = [stretch.part for stretch in statement.stretches]
    part = next((part for part in parts if len(parts) == 1 or _cites(part, item)), None)
    return statement.document.location(part, item.start, item.end) if part else statement.location


def _cites(part: Part, item: Item) -> bool:
    return any(one is item for citation in part.inline.citations for one in citation.items)


@dataclass
class _Notes:
    """The texts of notes, and the words that many of them have."""

    library: Library
    _texts: dict[tuple[str, str], str] = field(default_factory=dict)
    _sources: dict[str, list[Item]] = field(default_factory=dict)

    def telling(self, statement: Statement) -> list[str]:
        """Return the telling words of a statement."""
        words = (word for stretch in statement.stretches for word in telling_words(stretch.text))
        return [word for word in dict.fromkeys(words) if word not in self.common][:MOST_WORDS]

    def sharing_few(self, statement: Statement, items: list[Item]) -> tuple[tuple[int, int], ...]:
        """Return which of the items share at most `FEW_SHARED` words with a statement that has enough, and how many; it is remembered."""

        def make() -> tuple[tuple[int, int], ...]:
            words = self.telling(statement)
            if len(words) < CLEARLY_MORE:
                return ()
            found = ((index, self.shared(item, words, FEW_SHARED)) for index, item in enumerate(items))
            return tuple((index, shared) for index, shared in found if shared <= FEW_SHARED)

        texts = (stretch.text for stretch in statement.stretches)
        return compared(digest("idle-citation", self._common_digest, self.library.evidence.digest(items), *texts), make)

    def shared(self, item: Item, words: list[str], most: int = MOST_WORDS) -> int:
        """Return how many of the words a note has, or a number above ``most`` if there are more."""
        text, found = self._text(item), 0
        for word in words:
            found += has_word(text, word)
            if found > most:
                break
        return found

    def introduced(self, item: Item, words: list[str]) -> bool:
        """Whether the title of a note's work, or who made it, has one of the words."""
        text = self.library.known_names.evidence_of(item).text.partition(BOUNDARY)[2].lower()
        return any(has_word(text, word) for word in words)

    def of_source(self, key: str) -> list[Item]:
        """Return the notes of a source; none of a source with very many."""
        if key not in self._sources:
            notes = self.library.sources[key].data.evidence
            self._sources[key] = [Item(key, note.id) for note in notes] if len(notes) <= MOST_NOTES else []
        return self._sources[key]

    def _text(self, item: Item) -> str:
        """Return the folded lower-case text of a note."""
        found = self._texts.get((item.key, item.evidence))
        if found is None:
            found = self.library.known_names.evidence_of(item).text.partition(BOUNDARY)[0].lower()
            self._texts[item.key, item.evidence] = found
        return found

    @cached_property
    def _common_digest(self) -> str:
        return digest(*sorted(self.common))

    @cached_property
    def common(self) -> frozenset[str]:
        """The words of more than every fifth note; of all notes, since in a sample a new citation changes who is counted."""
        cited = (item for _, _, items in self.library.citations.with_evidence for item in items)
        notes = {(item.key, item.evidence): item for item in cited}.values()
        if len(notes) < _FEWEST_NOTES:
            return frozenset()
        counted = Counter(word for item in notes for word in telling_words(self._text(item)))
        return frozenset(word for word, count in counted.items() if count > _COMMON * len(notes))
