"""A debate that nobody held: pages, sources and terms in any number, the same for the same plan.

What is made here knows no markup. `write` gives it the form that each of the compared tools reads, so
that all of them meet the same words, citations and terms at the same places.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import cycle
from random import Random
from typing import TypeVar

_T = TypeVar("_T")

SENTENCE = 14
"""Words in a sentence."""
PARAGRAPH = 4
"""Sentences in a paragraph."""
SECTION = 3
"""Paragraphs under a heading."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How large a site is to be."""

    pages: int
    words: int = 600
    """Words on a page, headings apart."""
    sources: int = 200
    terms: int = 50
    citations: int = 10
    """Citations on a page, each of one evidence note."""
    uses: int = 10
    """Terms used on a page, each once."""
    seed: int = 2018


@dataclass(frozen=True, slots=True)
class Note:
    """One thing that a source states: a figure about something."""

    id: str
    figure: int
    subject: str


@dataclass(frozen=True, slots=True)
class Source:
    """A work with its evidence notes."""

    key: str
    title: str
    family: str
    given: str
    year: int
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A word of the glossary, and the work that its definition rests on."""

    key: str
    name: str
    definition: str
    source: Source


@dataclass(frozen=True, slots=True)
class Sentence:
    """Words with at most one term among them, and at most one citation at the end.

    A sentence that cites gives the figure of the note that it cites, so that it stands up to a check.
    """

    words: tuple[str | Term, ...]
    cited: tuple[Source, Note] | None = None

    def text(self, term: Callable[[Term], str], cite: Callable[[Source, Note], str]) -> str:
        """Return the sentence with its term and its citation in a tool's own form."""
        text = " ".join(word if isinstance(word, str) else term(word) for word in self.words)
        return f"{text[0].upper()}{text[1:]}{cite(*self.cited) if self.cited else ''}."


@dataclass(frozen=True, slots=True)
class Page:
    """A page's sections: each a heading and its paragraphs."""

    name: str
    title: str
    sections: tuple[tuple[str, tuple[tuple[Sentence, ...], ...]], ...]


@dataclass(frozen=True, slots=True)
class Debate:
    """Everything of a site."""

    pages: tuple[Page, ...]
    sources: tuple[Source, ...]
    terms: tuple[Term, ...]


def generate(plan: Plan) -> Debate:
    """Return the debate that a plan describes."""
    random = Random(plan.seed)
    # Half of the words have one syllable: the text is as easy to read as a page should be.
    vocabulary = [_word(random, 2) if i % 2 else _word(random, 1) + random.choice("bgkpv") for i in range(3000)]

    def words(count: int) -> list[str]:
        return random.choices(vocabulary, k=count)

    def source(i: int) -> Source:
        notes = tuple(Note(f"n{n}", random.randrange(1_000, 99_999), " ".join(words(6))) for n in (1, 2))
        title = f"{' '.join(words(5))} {_word(random, 4)}".capitalize()
        return Source(f"source{i}", title, words(1)[0].title(), words(1)[0].title(), random.choice((2018, 2019)), notes)

    sources = tuple(source(i) for i in range(1, plan.sources + 1))
    # A term's words have five syllables: none of the text's own words is one by chance.
    terms = tuple(
        Term(f"term-{i}", f"{_word(random, 5)} {_word(random, 5)}", " ".join(words(12)), random.choice(sources))
        for i in range(1, plan.terms + 1)
    )
    deck = [(source, note) for source in sources for note in source.notes]
    random.shuffle(deck)
    cited = cycle(deck)  # every source is cited as often as the others

    def page(i: int) -> Page:
        count = max(plan.words // SENTENCE, plan.citations, plan.uses)
        citing = set(_spread(plan.citations, count))
        using = dict(zip(_spread(plan.uses, count), random.sample(terms, plan.uses), strict=True))
        sentences: list[Sentence] = []
        for n in range(count):
            said: list[str | Term] = list(words(SENTENCE))
            carried = next(cited) if n in citing else None
            if carried:
                said[-2:] = [f"{carried[1].figure:,}", "people"]
            if n in using:
                said[5:7] = [using[n]]
            sentences.append(Sentence(tuple(said), carried))
        sections = tuple(
            (" ".join(words(3)).capitalize(), paragraphs)
            for paragraphs in _batched(_batched(sentences, PARAGRAPH), SECTION)
        )
        return Page(f"page-{i}", f"{' '.join(words(3))} {_word(random, 4)}".capitalize(), sections)

    return Debate(tuple(page(i) for i in range(1, plan.pages + 1)), sources, terms)


def _spread(some: int, among: int) -> Iterator[int]:
    """Yield the places of ``some`` things that are spread evenly ``among`` others."""
    return (i * among // some for i in range(some))


def _batched(things: Sequence[_T], size: int) -> list[tuple[_T, ...]]:
    """Divide things into tuples of one size; the last may be shorter."""
    return [tuple(things[i : i + size]) for i in range(0, len(things), size)]


def _word(random: Random, syllables: int) -> str:
    return "".join(random.choice("bdfgklmnprstv") + random.choice("aeiou") for _ in range(syllables))
