"""The page of questions, and its structured data for search engines."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from itertools import groupby
from typing import Any

from ..catalogue import N_
from ..library import QUESTIONS_PAGE, Library
from ..records.fields import in_language
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
    titles = {one.src: (one.title, relative(one.url, page.url)) for one in site.library.written(site.language)}
    pairs = zip(records, site.marked(page), strict=True)
    groups = [
        (key, site.words.gettext(SUBJECTS[key]), list(group))
        for key, group in groupby(pairs, key=lambda pair: pair[0].data.subject)
    ]
    fill = partial(site.page, "questions.md", title=page.title, groups=groups, total=len(records), titles=titles)
    yield GeneratedPage(page.src, fill, page.path)


def faq_page(library: Library, language: str, address: str) -> dict[str, Any]:
    """Return the questions as a schema.org FAQPage; ``address`` is the page's own, an absolute one."""
    page = library.page(language, QUESTIONS_PAGE)
    documents = page.documents if page else []
    return {
        "@context": "https://schema.org",
        "@type": "FAQPage",
        "@id": address,
        "inLanguage": language,
        "mainEntity": [
            {
                "@type": "Question",
                "@id": f"{address}#{record.key}",
                "name": in_language(record.data.question, language),
                "acceptedAnswer": {
                    "@type": "Answer",
                    "text": " ".join(" ".join(part.prose().split()) for part in document.parts),
                    "url": f"{address}#{record.key}",
                },
            }
            for record, document in zip(library.questions.values(), documents, strict=True)
        ],
    }
