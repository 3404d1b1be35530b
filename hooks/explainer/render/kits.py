"""The pages of class kits: every sheet and card of a kit on one page, and the page that lists the kits."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ..library import KIT_PAGES, KITS, CitedStatement, Page
from ..library.kits import CompiledKit, compile_kit
from ..records.fields import in_language
from ..records.sources import Source
from ..text.documents import Document
from .site import GeneratedPage, RenderedTemplate, Site, relative

TEACHERS = f"{KIT_PAGES}/index.md"
"""The page that lists the kits."""

MINUTES = 45
"""The minutes of a lesson."""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of the lesson."""

    name: str
    minutes: int
    what: str


@dataclass(frozen=True, slots=True)
class CardSource:
    """A source on a card."""

    source: Source
    short: str
    """Its author and year."""
    url: str
    """The page of everything that we read in it."""


@dataclass(frozen=True, slots=True)
class Card:
    """A statement of the debate's page with what a student needs to weigh it."""

    words: str
    sources: tuple[CardSource, ...]
    url: str
    """Its place on the debate's page."""


def pages(site: Site) -> Iterator[GeneratedPage]:
    """Yield the page of each whole kit, and the page that lists them."""
    compiled = [compile_kit(site.library, record, site.language) for record in site.library.kits.values()]
    listed = [kit for kit in compiled if kit]
    for kit in listed:
        yield GeneratedPage(kit.page.src, partial(_fill, site, kit), kit.page.path)
    if listed:
        advice = [page for page in site.library.written(site.language) if page.src.startswith(f"{KIT_PAGES}/")]
        plans = site.library.plans
        fill = partial(site.page, "kits.md", kits=listed, plans=plans, advice=advice, minutes=MINUTES)
        yield GeneratedPage(TEACHERS, fill, KITS)


def steps(site: Site, sides: int) -> list[Step]:
    """Return the steps of a lesson with so many positions; their minutes add up to a lesson."""
    _ = site.words.gettext
    each = 3 if sides <= 4 else 2
    found = [
        Step(_("Start"), 4, _("Read the question aloud. Everybody answers it in one written sentence and keeps it.")),
        Step(_("What everybody must know"), 5, _("Read the background of “The debate in short” together.")),
        Step(_("Prepare a case"), 12, _("One group for each position; in a large class, two. It reads its position, its role card and its evidence cards, and fills in its row of the organiser.")),
        Step(_("Hear every case"), each * sides, _("%(minutes)s minutes for each group: who holds it, what they want, the two best pieces of evidence, and a reply to the strongest objection.", minutes=each)),
        Step(_("Put the other side"), 5, _("Each group puts the case of the group to its left in two sentences, until that group says: yes, that is what we mean.")),
    ]  # fmt: skip
    exit_ticket = 4
    left = MINUTES - exit_ticket - sum(step.minutes for step in found)
    return [
        *found,
        Step(_("Step out of the roles"), left, _("What do all groups accept? What can the evidence not settle?")),
        Step(_("Exit ticket"), exit_ticket, _("Everybody fills in the ticket alone.")),
    ]


def _fill(site: Site, kit: CompiledKit) -> RenderedTemplate:
    page, debate = kit.page, kit.debate.page
    address = relative(debate.url, page.url)
    return site.page(
        "kit.md",
        title=page.title,
        kit=kit,
        data=kit.record.data,
        texts=dict(zip(kit.texts, site.marked(page), strict=True)),
        words_of={path: plain(document) for path, document in kit.texts.items()},
        debate=debate,
        address=address,
        steps=steps(site, len(kit.sides)),
        minutes=MINUTES,
        words=vocabulary(site, page),
        site_name=site.name,
        page_address=f"{site.address}{page.url}",
        card=partial(_card, site, page, address),
    )


def _card(site: Site, page: Page, address: str, statement: CitedStatement) -> Card:
    """Return the card of a statement of the debate's page at ``address``."""
    sources = {}
    for item in statement.statement.items:
        record, reference = site.library.sources.get(item.key), site.references.get(item.key)
        if record and reference and item.key not in sources:  # two notes of one source are not two sources
            url = relative(f"sources/{item.key}/", page.url) + (f"#{item.evidence}" if item.evidence else "")
            sources[item.key] = CardSource(record.data, reference.short, url)
    return Card(
        sentence(statement.words),
        tuple(sources.values()),
        f"{address}#{site.library.citations.anchor(statement.uses[0])}",
    )


def plain(document: Document) -> str:
    """Return a text as readers see it, without its citations."""
    return " ".join(" ".join(part.prose().split()) for part in document.parts)


def sentence(words: str) -> str:
    """Return the words of a statement with the full stop that stood behind its citation."""
    return words if words.rstrip("\"'”’»")[-1:] in ".!?…" else f"{words}."


def vocabulary(site: Site, page: Page) -> list[tuple[str, str, str]]:
    """Return the terms that the kit's texts use: the term, its short definition and its page."""
    keys = dict.fromkeys(use.match.term for use in site.terms(page) if use.match.term)
    found = []
    for key in keys:
        if record := site.library.terms.get(key):
            name, short = (in_language(text, site.language) for text in (record.data.term, record.data.short))
            found.append((name, short, relative(f"glossary/{key}/", page.url)))
    return found
