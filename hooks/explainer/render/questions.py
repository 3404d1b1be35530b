"""The page of questions, and its structured data for search engines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from ..catalogue import N_
from ..library import QUESTIONS_PAGE, Page
from ..records.fields import in_language
from ..records.questions import Question
from ..text.documents import Document
from ..text.headings import heading_ids
from .exports.metadata import LICENCE
from .site import GeneratedPage, Site, relative

SUBJECTS = {
    "debate": N_("The debate"),
    "caravans": N_("The caravans"),
    "response": N_("Mexico’s response"),
    "pressure": N_("US pressure"),
    "law": N_("Law"),
    "numbers": N_("Numbers"),
    "people": N_("People and bodies"),
    "site": N_("This site"),
}


def pages(site: Site) -> Iterator[GeneratedPage]:
    """Yield the page of all questions, by subject."""
    page = site.library.page(site.language, QUESTIONS_PAGE)
    if page is None:
        return
    records = list(site.library.questions.values())
    answered = [
        (record, answer, _read_on(site, page, record.data))
        for record, answer in zip(records, site.marked(page), strict=True)
    ]
    groups = [
        (key, site.words.gettext(SUBJECTS[key]), list(group))
        for key, group in groupby(answered, key=lambda one: one[0].data.subject)
    ]
    fill = partial(site.page, "questions.md", title=page.title, groups=groups, total=len(records))
    yield GeneratedPage(page.src, fill, page.path)


def _read_on(site: Site, page: Page, question: Question) -> tuple[str, str] | None:
    """Return the address and the words of the link to the page that says more; None if this language lacks the page."""
    target = site.library.page(site.language, question.page)
    if target is None:
        return None
    address = relative(target.url, page.url)
    heading = heading_ids(target.documents[0]).get(question.section or "")
    if heading is None:  # none is asked for, or only the English page has it
        return address, target.title
    return f"{address}#{question.section}", f"{target.title} › {heading}"


def faq_page(site: Site) -> dict[str, Any]:
    """Return the questions as a schema.org FAQPage; each ``citation`` leads to an evidence note of the answer."""
    library, language, address = site.library, site.language, f"{site.address}questions/"
    page = library.page(language, QUESTIONS_PAGE)
    documents = page.documents if page else []
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "@id": address,
        "url": address,
        "name": page.title if page else "",
        "inLanguage": language,
        "license": LICENCE,
        "mainEntity": [
            {
                "@type": "Question",
                "@id": f"{address}#{record.key}",
                "name": in_language(record.data.question, language),
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": " ".join(" ".join(part.prose().split()) for part in document.parts),
                    "url": f"{address}#{record.key}",
                    "citation": [{"@id": one} for one in _notes(site, document)],
                },
            }
            for record, document in zip(library.questions.values(), documents, strict=True)
        ],
    }


def _notes(site: Site, document: Document) -> list[str]:
    """Return the addresses of the evidence notes that an answer cites, each once, in their order."""
    items = [item for _, citation in document.citations() for item in citation.items]
    return list(dict.fromkeys(f"{site.address}sources/{item.key}/#{item.evidence}" for item in items))
