"""The words of a kit as plain text, for programs that know nothing of citations and pages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...library import CitedStatement
from ...library.kits import LETTERS, Asked, CompiledKit, Side, Texts, compile_kit
from ...records.fields import in_language
from ...render.kits import Step, plain, sentence, steps, vocabulary
from ...render.site import Site
from ...text.documents import Document, sentence_ends


@dataclass(frozen=True, slots=True)
class Answer:
    """A possible answer."""

    letter: str
    text: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A question of the quiz."""

    number: int
    question: str
    choices: tuple[Answer, ...]
    letter: str
    """The letter of the right answer."""
    answer: str
    because: str
    """The sentence that gives the right answer."""
    address: str
    """Where the debate's page says it; empty if the site has no address."""


@dataclass(frozen=True, slots=True)
class Said:
    """A statement with the names of its sources."""

    words: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """A position."""

    name: str
    holder: str
    wants: str
    must_answer: str
    evidence: tuple[Said, ...]
    quotations: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class KitContent:
    """A kit in plain words."""

    key: str
    language: str
    title: str
    """Its question."""
    goal: str
    base: str
    """The address of the site; empty if it has none that readers can use."""
    url: str
    """The address of the kit's page, relative to it."""
    site_name: str
    steps: tuple[Step, ...]
    background: tuple[str, ...]
    """Sentence by sentence."""
    parts: tuple[Part, ...]
    quiz: tuple[Choice, ...]
    words: tuple[tuple[str, str], ...]
    """Terms with their short definitions."""
    references: tuple[str, ...]
    """Every source of the kit, author and year."""

    @property
    def address(self) -> str:
        """The address of its page; empty if the site has none."""
        return self.base and self.base + self.url


def contents(site: Site) -> Iterator[KitContent]:
    """Yield each whole kit of a site."""
    for record in site.library.kits.values():
        if kit := compile_kit(site.library, record, site.language):
            yield _content(site, kit)


def _content(site: Site, kit: CompiledKit) -> KitContent:
    page, texts, language = kit.page, kit.texts, site.language
    keys = dict.fromkeys(item.key for document in page.documents for _, citation in document.citations() for item in citation.items)  # fmt: skip
    return KitContent(
        key=kit.record.key,
        language=language,
        title=page.title,
        goal=in_language(kit.record.data.goal, language),
        base=_base(site),
        url=page.url,
        site_name=site.name,
        steps=tuple(steps(site, len(kit.sides))),
        background=tuple(line for part in texts["background",].parts for line in _sentences(part.prose())),
        parts=tuple(_part(site, side, texts) for side in kit.sides),
        quiz=tuple(_choice(site, kit, asked, texts["quiz", asked.number - 1, "because"]) for asked in kit.quiz),
        words=tuple((name, short) for name, short, _ in vocabulary(site, page)),
        references=tuple(sorted({site.references[key].short for key in keys if key in site.references}, key=str.casefold)),
    )  # fmt: skip


def _base(site: Site) -> str:
    return "" if site.address == "/" else site.address


def _part(site: Site, side: Side, texts: Texts) -> Part:
    def said(one: CitedStatement) -> Said:
        names = {
            item.key: site.references[item.key].short for item in one.statement.items if item.key in site.references
        }
        return Said(sentence(one.words), tuple(names.values()))

    return Part(
        name=in_language(side.kept.name, site.language),
        holder=side.kept.holder,
        wants=plain(texts["positions", side.number - 1, "wants"]),
        must_answer=plain(texts["positions", side.number - 1, "must_answer"]),
        evidence=tuple(map(said, side.evidence)),
        quotations=tuple(map(said, side.quotations)),
    )


def _choice(site: Site, kit: CompiledKit, asked: Asked, because: Document) -> Choice:
    choices = tuple(Answer(letter, text) for letter, text in zip(LETTERS, asked.choices, strict=False))
    question = in_language(asked.question.question, site.language)
    base = _base(site)
    address = base and f"{base}{kit.debate.page.url}#{asked.anchor}"
    return Choice(asked.number, question, choices, asked.letter, asked.choices[asked.right], plain(because), address)


def _sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    ends = [0, *(following for _, following in sentence_ends(text)), len(text)]
    return [words for start, end in pairwise(ends) if (words := " ".join(text[start:end].split()))]
