"""The citation of a page, and its metadata for other programs."""

from __future__ import annotations

import posixpath
import re
from html import unescape
from pathlib import Path
from typing import Any

from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from explainer import cache, history
from explainer.checks import RULES
from explainer.library import CLAIMS_PAGE, QUESTIONS_PAGE
from explainer.library import Page as OurPage
from explainer.records.loader import Record
from explainer.records.sources import Source
from explainer.render import citing, glossary, questions
from explainer.render.claims import ARTICLE
from explainer.render.exports import datasets, learning, metadata, skos

from . import downloads
from .build import Build


def add_citations(build: Build, files: Files) -> None:
    """Make the citation of each page, now that all are read, and add the files for reference managers."""
    site = build.site
    items = []
    for file in files.documentation_pages():
        page = _cited_page(build, file)
        if page and file.page:
            change = history.last_change(build.changes, page.path)
            items.append(
                citing.page_item(
                    _key(page.url),
                    page.title,
                    site.address + page.url,
                    site=site.name,
                    known=page.dated("known") or site.library.known,
                    version=change.commit if change else "",
                    language=page.language,
                )
            )
    build.citings = citing.citings(items, cache.folder(site.library.root), site.language)
    for item in items:
        folder = item["URL"].removeprefix(site.address)
        found = build.citings[item["id"]]
        for suffix, text in (("bib", found.biblatex), ("ris", found.ris)):
            files.append(File.generated(build.config, f"{folder}{item['id']}.{suffix}", content=text))


def describe(build: Build, page: Page, context: dict[str, Any]) -> None:
    """Set the metadata in the head of a page, under the names that the templates use."""
    site = build.site
    description = _description(build, page)
    ours = _cited_page(build, page.file)
    context["properties"] = metadata.open_graph(
        site,
        title=build.titles.get(page.file.src_uri, ""),
        description=description,
        url=page.url,
        kind="website" if page.is_homepage else "article",
    )
    if ours:
        context["metas"] = metadata.scholar(site, ours, known=ours.dated("known") or site.library.known)
    if data := _linked_data(build, page, ours, description):
        context["linked_data"] = skos.script(data)


def cite_box(build: Build, page: Page) -> str:
    """Return the HTML of a page's citation and of its print, for its end; empty for a page about a source or a rule."""
    ours = _cited_page(build, page.file)
    if ours is None:
        return ""
    site = build.site
    return site.fill(
        "colophon.html",
        citing=build.citings.get(_key(ours.url)),  # pandoc is not called again while a site is served
        file=_key(ours.url),
        address=site.address + ours.url,
        known=ours.dated("known") or site.library.known,
        checked=ours.dated("checked"),
        evidence=bool(site.library.citations.on(ours)),
        pdf=downloads.printed(build, page.url),
        change=history.last_change(build.changes, ours.path),
        history=build.repository("commits/main", ours.path),
    )


def _linked_data(build: Build, page: Page, ours: OurPage | None, description: str) -> Any:
    """Return a page as linked data: a term, the glossary, a work that is cited, a chart's data, checked claims, a page for teachers, or an article."""
    site = build.site
    if page.file.src_uri == glossary.INDEX:
        return skos.defined_term_set(site.library, site.address, site.language, glossary_name(build))
    if page.file.src_uri == QUESTIONS_PAGE:
        return questions.faq_page(site)
    written = build.ours(page.file)
    if written and written.term:
        return skos.defined_term(site.library.terms[written.term], site.address, site.language)
    if record := _source(build, page.file):
        return metadata.work(site, record)
    if ours is None:
        return None
    if ours.chart and (chart := site.library.charts[ours.chart]).data.data in site.library.series:
        return datasets.dataset(site, ours, chart, description)
    if ours.src == CLAIMS_PAGE:
        return datasets.reviews(site, ours, ARTICLE)
    change = history.last_change(build.changes, ours.path)
    article = metadata.article(
        site,
        ours,
        description=description,
        known=ours.dated("known") or site.library.known,
        changed=change.date if change else "",
    )
    if learning.is_for_teachers(ours):
        return learning.resource(site, ours, article, build.kit_files.get(ours.kit or "", ()))
    return article


def glossary_name(build: Build) -> str:
    """Return the name of the glossary, for programs that keep it beside others."""
    return build.site.words.gettext("%(site)s: glossary", site=build.config.site_name)


def _description(build: Build, page: Page) -> str:
    return unescape(str(page.meta.get("description") or build.config.site_description or ""))


def _cited_page(build: Build, file: File) -> OurPage | None:
    """Return the item for citing the page at a file's address; None for pages of sources and rules, which are cited themselves."""
    if page := build.ours(file):
        return page
    folder, name = posixpath.split(file.src_uri)
    rule = folder == "about/rules" and Path(name).stem in RULES
    if file.page is None or rule or _source(build, file):
        return None
    title = build.titles.get(file.src_uri, "")
    return OurPage(build.site.language, file.src_uri, title, [], build.path(file), is_generated=True)


def _source(build: Build, file: File) -> Record[Source] | None:
    folder, name = posixpath.split(file.src_uri)
    return build.site.library.sources.get(Path(name).stem) if folder == "sources" else None


def _key(url: str) -> str:
    """Return the key of a page for reference managers: letters, digits and characters that need no escaping in BibTeX and HTML."""
    key = "-".join(["caravan-debate", *filter(None, url.split("/"))])
    return re.sub(r"[^A-Za-z0-9._-]", lambda match: f"_{ord(match.group()):x}_", key)
