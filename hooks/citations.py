"""MkDocs hook: check every citation, render it, list the references."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from explainer import checks, report
from explainer.clock import NoDay
from explainer.project import Project
from explainer.render import marks
from explainer.render.site import Generated, Site

log = logging.getLogger("mkdocs.plugins.explainer")

_command = "build"


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether a site is built or served."""
    global _command
    _command = command


def on_config(config: MkDocsConfig) -> None:
    """Read and check the project; stop a build before anything is written."""
    root = Path(config.config_file_path).parent
    try:
        project = Project.read(
            root, language=config.theme["language"], name=config.site_name, address=config.site_url or ""
        )
    except NoDay as reason:
        raise Abort(str(reason)) from None
    if link := _linked_folder(config.docs_dir):
        raise Abort(f"Nothing was built: {link} is a link, and MkDocs would follow it. Put the folder itself there.")
    errors = project.announce(log)
    if errors and _command != "serve":
        summary = report.summary(project.findings)
        raise Abort(f"Nothing was built: {summary}. 'explainer rule ID' explains a finding.")
    if not config.repo_url:  # an edit link needs a repository to lead to
        config.edit_uri = None
    if (
        _command == "build"
    ):  # the project lives as long as the process: not to look through it for garbage saves a tenth
        gc.freeze()
    project.makers += [lambda project: project.site.sources(), lambda project: project.site.claims(), about]
    config.extra["explainer"] = {"project": project, "site": project.site, "made": {}, "marked": {}}


def _linked_folder(folder: str) -> str | None:
    """Return a folder below (or at) ``folder`` that is a link: MkDocs would walk through it, and in a ring for ever."""
    if os.path.islink(folder):
        return folder
    for base, folders, _ in os.walk(folder):
        for name in folders:
            if os.path.islink(path := os.path.join(base, name)):
                return path
    return None


@event_priority(-100)  # last: the other hooks have added what makes their pages
def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the pages that are made from records, and let nothing through that no check has read."""
    extra = config.extra["explainer"]
    extra["made"] = extra["project"].made()
    strange = [*_unread(files, config)]
    for file, reason in strange:
        log.error("%s: %s", file.src_uri.encode("utf-8", "replace").decode(), reason)
        files.remove(file)  # a served site goes on without it
    if strange and _command != "serve":
        raise Abort("Nothing was built: MkDocs would publish what the checks have not read.")
    for made in extra["made"].values():
        files.append(File.generated(config, made.src, content=made.text.markdown))


def _unread(files: Files, config: MkDocsConfig) -> Iterator[tuple[File, str]]:
    """Yield each file that MkDocs is about to publish and that is no page of ours, no file of the theme and none of a hook.

    A check finds most of these with their places; this holds MkDocs' list against ours, whatever its configuration says.
    """
    extra = config.extra["explainer"]
    site: Site = extra["site"]
    themes = [os.path.realpath(folder) for folder in config.theme.dirs]
    addresses: dict[str, str] = {}
    for made in extra["made"].values():
        addresses[File.generated(config, made.src, content="").dest_uri] = made.src
    for file in files:
        if file.inclusion in (InclusionLevel.EXCLUDED, InclusionLevel.DRAFT):
            continue
        real = os.path.realpath(file.abs_src_path) if file.abs_src_path else ""
        if file.is_documentation_page():
            ours = site.library.page(site.language, file.src_uri)
            path = f"docs/{site.language}/{file.src_uri}"
            if ours is None and _command == "serve" and path.endswith(".md") and path in site.library.unread:
                continue  # a page that cannot be read: it is shown with its findings alone
            if ours is None or ours.made or real != os.path.realpath(site.library.root / ours.path):
                yield file, "no check has read this page"
                continue
        elif file.generated_by is None and not any(real.startswith(folder + os.sep) for folder in themes):
            yield file, "no check has read this file, and it is not part of the theme"
            continue
        if addresses.setdefault(file.dest_uri, file.src_uri) != file.src_uri:
            yield file, f"its address is also that of {addresses[file.dest_uri]}"


def about(project: Project) -> Iterator[Generated]:
    """Make the pages about the checks."""
    return project.site.about(project.outcome, list(checks.RULES.values()))


def on_page_read_source(page: Page, config: MkDocsConfig) -> str | None:
    """Keep MkDocs from reading a page that the engine has read: what was checked is published, with no other reading beside it."""
    site: Site = config.extra["explainer"]["site"]
    ours = site.library.page(site.language, page.file.src_uri)
    if ours and not ours.made:
        return ""
    if f"docs/{site.language}/{page.file.src_uri}" in site.library.unread:  # only served: a finding stops a build
        return f"# {site.words['unreadable_page']}\n\n{site.words['see_findings']}\n"
    return None


@event_priority(100)  # first: the other hooks take the page's text and front matter from here
def on_page_markdown(markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Hand on the text and the front matter of a page as the engine read them, with its citations and terms marked."""
    site: Site = config.extra["explainer"]["site"]
    ours = site.library.page(site.language, page.file.src_uri)
    if page.file.src_uri in config.extra["explainer"]["made"]:
        return markdown
    if ours is None or ours.made:
        if f"docs/{site.language}/{page.file.src_uri}" in site.library.unread:
            return markdown  # only served: a note that the page cannot be shown
        raise Abort(f"{page.file.src_uri} was not read by the checks.")
    page.meta = dict(ours.matter.values)
    return site.markdown(ours)


def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
    """Keep the marked page, and hand on its text alone: the search has no use for cards and lists of uses."""
    site: Site = config.extra["explainer"]["site"]
    ours = site.library.page(site.language, page.file.src_uri)
    if made := config.extra["explainer"]["made"].get(page.file.src_uri):
        html = marks.replace_blocks(html, {"block": made.text.blocks["block"]})
    elif ours is None:
        return html
    else:
        html = marks.without_comments(html)
    if ours:
        html = site.with_key_points(ours, html)
    _without_marks(page.toc.items)
    if ours and site.cites(ours):
        headings = page.toc.items[0].children if len(page.toc.items) == 1 else page.toc.items
        headings.append(AnchorLink(site.words["references"], "references", 2))
    config.extra["explainer"]["marked"][page.file.src_uri] = html
    return marks.strip(html)


# The search has read the page by then. Each hook that puts something into a page has a number of its own (-100, -110, -120, -130),
# so that their order in mkdocs.yml does not matter.
@event_priority(-100)
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Put the cards and links where the marks stand, and the references at the end."""
    html = config.extra["explainer"]["marked"].pop(page.file.src_uri, None)
    if html is None:
        return
    if made := config.extra["explainer"]["made"].get(page.file.src_uri):
        html = marks.replace_blocks(html, made.text.blocks)
    site: Site = config.extra["explainer"]["site"]
    if ours := site.library.page(site.language, page.file.src_uri):
        rendered = site.render(ours)
        html = marks.replace(html, rendered.pieces) + rendered.references
    page.content = html


def _without_marks(headings: list[AnchorLink]) -> None:
    """Take the marks of citations in headings out of the table of contents."""
    for heading in headings:
        heading.title = marks.strip(heading.title)
        _without_marks(heading.children)


def on_pre_page(page: Page, config: MkDocsConfig, files: Files) -> Page:
    """Lead the edit link of a generated page to its record."""
    made = config.extra["explainer"]["made"].get(page.file.src_uri)
    if made and config.repo_url:
        record = made.edit
        verb = "tree" if os.path.isdir(os.path.join(os.path.dirname(config.config_file_path), record)) else "edit"
        page.edit_url = f"{config.repo_url.rstrip('/')}/{verb}/main/{record}"
    return page
