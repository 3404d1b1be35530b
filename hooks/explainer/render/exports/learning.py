"""schema.org's data on pages for teachers (LearningResource), and on the words of sources (Quotation)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from ...library import DEBATES, Page
from ...library.kits import compile_kit
from ...records.fields import in_language
from ...records.sources import Source
from ..kits import MINUTES, TEACHERS
from ..site import Site

LESSON_PAGE = "lesson.md"
"""The written page with the plan of a lesson."""

MEDIA_TYPES = {
    "a4.pdf": "application/pdf",
    "letter.pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "qti.zip": "application/zip",
    "csv": "text/csv",
    "apkg": "application/vnd.anki",
    "zip": "application/zip",
}
"""The types of a kit's files as IANA registers them, by the ends of their names."""

_CUT = re.compile(r"…|\.\.\.|\[")
"""What a quotation has where words are left out or put in."""


def is_for_teachers(page: Page) -> bool:
    """Whether a page is a lesson, a class kit, or the page that lists the kits."""
    return bool(page.kit) or page.src in (LESSON_PAGE, TEACHERS)


def resource(site: Site, page: Page, article: dict[str, Any], files: Iterable[str] = ()) -> dict[str, Any]:
    """Return a page for teachers as schema.org's LearningResource, from its data as an article.

    ``files`` are the addresses of the files of its kit that the site has, relative to the site.
    """
    data = {**article, "@type": "LearningResource", "name": article["headline"]}
    del data["headline"]
    data["audience"] = {"@type": "EducationalAudience", "educationalRole": "teacher"}
    kits = site.library.kits
    shown = [kits[page.kit]] if page.kit else list(kits.values())
    if levels := sorted({kit.data.grades for kit in shown}):
        data["educationalLevel"] = [site.words.gettext("Grades %(grades)s", grades=one) for one in levels]
    if page.src == TEACHERS:
        data["hasPart"] = [{"@id": f"{site.address}{one.url}"} for one in _kit_pages(site)]
        return data
    data["learningResourceType"] = "lesson plan"
    data["timeRequired"] = f"PT{MINUTES}M"
    if page.kit:
        data["teaches"] = in_language(kits[page.kit].data.goal, site.language)
        data["isBasedOn"] = {"@id": f"{site.address}{DEBATES}/{page.kit}/"}
        if encodings := [_file(site, page.kit, name) for name in files]:
            data["encoding"] = encodings
    return data


def _kit_pages(site: Site) -> list[Page]:
    """Return the pages of the kits that are whole: no other is published."""
    pages = [page for page in site.library.pages if page.kit and page.language == site.language]
    kits = site.library.kits
    return [page for page in pages if page.kit and compile_kit(site.library, kits[page.kit], site.language)]


def _file(site: Site, kit: str, name: str) -> dict[str, Any]:
    kind = name.rpartition("/")[2].removeprefix(kit)[1:]
    return {"@type": "MediaObject", "contentUrl": f"{site.address}{name}", "encodingFormat": MEDIA_TYPES[kind]}


def quotations(site: Site, source: Source, address: str) -> list[dict[str, Any]]:
    """Return the words of a source that its notes quote whole and give a speaker, as schema.org's Quotation.

    A record does not say whether a speaker is a person or a body, so no type is claimed. ``address`` is the page of
    the source.
    """
    return [
        {
            "@type": "Quotation",
            "@id": f"{address}#{note.id}",
            "text": note.quote,
            "inLanguage": source.language,
            "spokenByCharacter": {"name": in_language(note.speaker, site.language)},
        }
        for note in source.evidence
        if note.quote and note.speaker and not _CUT.search(note.quote)
    ]
