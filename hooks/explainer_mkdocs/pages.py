"""The pages: those that are published, the text that MkDocs converts, and the finished HTML."""

from __future__ import annotations

import os
from collections.abc import Iterator
from html import unescape
from typing import Any

from markupsafe import Markup
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from explainer import checks, pipeline
from explainer.render import about, changes, charts, claims, kits, map, placeholders, questions, source_pages, timeline
from explainer.render.site import Heading, RenderedTemplate
from explainer.render.typography import curled

from .build import Build, Generator, log
from .record_page import RecordPage


def generated_from_records(build: Build) -> list[Generator]:
    """Return the function that makes the pages of sources, claims, charts, events, stops, releases and checks."""
    history = build.repository("commits/main/docs")
    return [
        lambda project: source_pages.pages(project.site),
        lambda project: claims.pages(project.site),
        lambda project: about.format_pages(project.site),
        lambda project: charts.pages(project.site),
        lambda project: timeline.pages(project.site),
        lambda project: kits.pages(project.site),
        lambda project: questions.pages(project.site),
        lambda project: map.pages(project.site),
        lambda project: changes.pages(project.site, history),
        lambda project: about.pages(project.site, project.outcome, list(checks.RULES.values())),
    ]


# Which pages are published


def linked_folder(folder: str) -> str | None:
    """Return a folder in (or at) ``folder`` that is a link: MkDocs would follow it, and a circular one forever."""
    if os.path.islink(folder):
        return folder
    for base, folders, _ in os.walk(folder):
        for name in folders:
            if os.path.islink(path := os.path.join(base, name)):
                return path
    return None


def add_generated(build: Build, files: Files) -> None:
    """Add the pages that are made from records, and stop if MkDocs would publish files that no check has read."""
    build.generated = build.generate(build.project)
    unread = [*_unread(build, files)]
    for file, reason in unread:
        log.error("%s: %s", file.src_uri.encode("utf-8", "replace").decode(), reason)
        files.remove(file)  # a served site continues without it
    if unread and not build.serving:
        raise Abort("Nothing was built: MkDocs would publish files that the checks have not read.")
    for src in build.generated:
        add_page(build, files, src)


def add_page(build: Build, files: Files, src: str) -> None:
    """Add a page that is made from a record."""
    file = File.generated(build.config, src, content="")
    files.append(file)

    def fill() -> RenderedTemplate | None:
        made = build.generated.get(src)  # from the last reading
        return made.text if made else None

    file.page = RecordPage(file, build.config, fill)


def _unread(build: Build, files: Files) -> Iterator[tuple[File, str]]:
    """Yield each file that MkDocs is about to publish and that is not a page of the engine, a file of the theme or a file of a hook.

    A check finds most of these with their places; this compares MkDocs' list with the engine's, whatever the
    configuration is.
    """
    config, library = build.config, build.site.library
    themes = [os.path.realpath(folder) for folder in config.theme.dirs]
    addresses: dict[str, str] = {}
    for made in build.generated.values():
        addresses[File.generated(config, made.src, content="").dest_uri] = made.src
    for file in files:
        if file.inclusion in (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT):
            continue
        real = os.path.realpath(file.abs_src_path) if file.abs_src_path else ""
        if file.is_documentation_page():
            ours = build.ours(file)
            path = f"docs/{build.site.language}/{file.src_uri}"
            if ours is None and build.serving and path.endswith(".md") and path in library.unread:
                continue  # a page that cannot be read is shown with only its findings
            if ours is None or ours.is_generated or real != os.path.realpath(library.root / ours.path):
                yield file, "no check has read this page"
                continue
        elif file.generated_by is None and not any(real.startswith(folder + os.sep) for folder in themes):
            yield file, "no check has read this file, and it is not part of the theme"
            continue
        if addresses.setdefault(file.dest_uri, file.src_uri) != file.src_uri:
            yield file, f"it has the same address as {addresses[file.dest_uri]}"


# The text that MkDocs converts


def source(build: Build, page: Page) -> str | None:
    """Return the text that MkDocs reads instead of a page's file, so that only checked text is published."""
    ours = build.ours(page.file)
    if ours and not ours.is_generated:
        return ""
    if _cannot_be_read(build, page):  # only while serving: a finding stops a build
        _ = build.site.words.gettext
        return f"# {_('This page cannot be shown')}\n\n{_('See the findings above for the reason.')}\n"
    return None


def markdown(build: Build, page: Page, text: str) -> str:
    """Return the text of a page as the engine read it, with placeholders, and give the page its front matter."""
    if page.file.src_uri in build.generated:
        return text
    ours = build.ours(page.file)
    if ours is None or ours.is_generated:
        if _cannot_be_read(build, page):
            return text
        raise Abort(f"{page.file.src_uri} was not read by the checks.")
    page.meta = dict(ours.matter.values)
    return pipeline.mark(build.site, ours)


def _cannot_be_read(build: Build, page: Page) -> bool:
    return f"docs/{build.site.language}/{page.file.src_uri}" in build.site.library.unread


# The converted pages


def composed(build: Build, page: Page, html: str) -> str:
    """Keep a converted page for `finished`, and return only its text: the search does not need cards and lists of uses."""
    ours = build.ours(page.file)
    made = build.generated.get(page.file.src_uri)
    if made is None and ours is None:
        return html
    headings: tuple[Heading, ...] = ()
    if made:
        html = placeholders.replace_blocks(html, {"block": made.text.blocks["block"]})
        if ours:
            headings = pipeline.references_heading(build.site, ours)
    elif ours:
        html, headings = pipeline.compose(build.site, ours, html)
    _without_placeholders(page.toc.items)
    contents = page.toc.items[0].children if len(page.toc.items) == 1 else page.toc.items
    contents += [AnchorLink(heading.text, heading.id, heading.level) for heading in headings]
    build.composed[page.file.src_uri] = html
    return placeholders.remove(html)


def finished(build: Build, page: Page) -> str:
    """Return a page with its cards, links and references."""
    html = build.composed.pop(page.file.src_uri, None)
    if html is None:
        return page.content or ""
    if made := build.generated.get(page.file.src_uri):
        html = placeholders.replace_blocks(html, made.text.blocks)
    ours = build.ours(page.file)
    return pipeline.finish(build.site, ours, html) if ours else html


def _without_placeholders(headings: list[AnchorLink]) -> None:
    """Remove the placeholders of citations in headings from the table of contents."""
    for heading in headings:
        heading.title = placeholders.remove(heading.title)
        _without_placeholders(heading.children)


def set_titles(build: Build, page: Page) -> None:
    """Set the quotation marks in a page's title and table of contents, which other pages show too; keep the title as it was written."""
    src = page.file.src_uri
    if "title" in vars(page):  # given by the navigation, once for all readings of the page
        build.titles.setdefault(src, unescape(str(page.title)))
        page.title = _curled(page.title)
    else:
        build.titles[src] = unescape(str(page.title))
    page.meta["title"] = _curled(page.meta["title"])
    _set_headings(page.toc.items)


def _curled(title: Any) -> Any:
    """Return a title with curly marks; escaped text is still marked as escaped."""
    return Markup(curled(str(title))) if isinstance(title, Markup) else curled(str(title))


def _set_headings(headings: list[AnchorLink]) -> None:
    for heading in headings:
        heading.title = curled(heading.title)
        _set_headings(heading.children)


def edit_record(build: Build, page: Page) -> None:
    """Point the edit link of a generated page to its record."""
    made = build.generated.get(page.file.src_uri)
    if made and build.config.repo_url:
        verb = "tree" if (build.root / made.edit).is_dir() else "edit"
        page.edit_url = build.repository(verb, "main", made.edit)
