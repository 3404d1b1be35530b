"""The actions at each of MkDocs' events, in order; no other module determines the order.

`Steps` are the hooks of a site. MkDocs calls the methods; the priorities of the last few let plugins, such as the
search, and other hooks run first. Steps share their state in `build.Build`.
"""

from __future__ import annotations

import gc
import io
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import click
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, is_error_template

from explainer import history, pipeline, report
from explainer.checks import CheckResult
from explainer.clock import NoDay
from explainer.committed import complaint
from explainer.project import Project

from . import (
    conformance,
    data_files,
    downloads,
    interface,
    navigation,
    output,
    page_citation,
    page_heads,
    pages,
    search_files,
    security,
    sitemap,
    styles,
)
from .build import Build, log, of
from .serving import Server

FIRST, LAST = 100, -100


class Steps:
    """The hooks; one object serves all builds of a process."""

    def __init__(self) -> None:
        self.command = "build"
        self.server = Server()

    @property
    def serving(self) -> bool:
        """Whether the site is served, not published."""
        return self.command == "serve"

    def on_startup(self, command: str, dirty: bool) -> None:
        """Record whether a site is built or served; make a terminal show characters that its encoding lacks as numbers."""
        self.command = command
        # Without this option, MkDocs calls no hook of its server.
        context = click.get_current_context(silent=True)
        self.server.on_request = self.serving and bool(context and context.params.get("livereload"))
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")

    @event_priority(FIRST)
    def on_config(self, config: MkDocsConfig) -> None:
        """Read and check the project; stop a build on errors before anything is written."""
        root = Path(config.config_file_path).parent
        if reason := interface.unknown_language(config):
            raise Abort(f"Nothing was built: {reason}")
        if self.serving:
            self.server.begin(root, config.dev_addr)
        elif reason := complaint(root):
            raise Abort(f"Nothing was built: {reason}")
        try:
            project = Project.read(
                root,
                language=interface.theme_language(config),
                name=config.site_name,
                address=config.site_url or "",
                outcome=CheckResult([], []) if self.server.on_request else None,
            )
        except NoDay as reason:
            raise Abort(str(reason)) from None
        if link := pages.linked_folder(config.docs_dir):
            raise Abort(
                f"Nothing was built: {link} is a link, and MkDocs would follow it. Replace it with the folder itself."
            )
        if project.announce(log) and not self.serving:
            raise Abort(
                f"Nothing was built: {report.summary(project.findings)}. To explain a finding, run 'explainer rule ID'."
            )
        interface.translate(config, project.site.words)
        if not config.repo_url:  # an edit link needs a repository
            config.edit_uri = None
        if (
            not self.serving
        ):  # the project lives as long as the process: excluding it from garbage collection saves a tenth of the time
            gc.freeze()
        build = Build(config, project, self.serving)
        build.generators += pages.generated_from_records(build)
        config.extra["explainer"] = build

    @event_priority(LAST)  # other hooks have added their makers of pages
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages and the data that are made from records."""
        build = of(config)
        search_files.collect(build, config)
        pages.add_generated(build, files)
        data_files.add_evidence(build, files)
        downloads.add_files(build, files)
        security.add_headers(build, files)
        styles.drop_maps(files)
        return self.server.files(files)

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Record the pages that the navigation lists."""
        build = of(config)
        conformance.set_sections(nav)
        build.frames.list(nav.pages, config)
        if self.serving:
            self.server.keep(build, files, nav)

    @event_priority(LAST)
    def on_env(self, env: Any, config: MkDocsConfig, files: Files) -> None:
        """With all pages converted and none written, call git and pandoc, and stop if a text could run something."""
        build = of(config)
        build.environment = env
        build.site.words.install(env)  # MkDocs has given it the extension, with the words of a theme
        build.frames.use(
            env, config, lambda html, page: security.guarded(build, build.slim(html), page.file.src_uri, page=page)
        )
        if self.server.on_request:
            self.server.all_read()
        navigation.place_unlisted(files)
        build.changes = history.last_changes(build.root)
        if self.server.on_request:
            return self.server.build_none()
        page_citation.add_citations(build, files)
        sitemap.date_pages(build, files)
        security.refuse_scripts(build, files)

    def on_pre_page(self, page: Page, config: MkDocsConfig, files: Files) -> Page:
        """Point the edit link of a generated page to its record."""
        pages.edit_record(of(config), page)
        return page

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Keep MkDocs from reading a page that the engine has read."""
        return pages.source(of(config), page)

    @event_priority(FIRST)  # other hooks take the page's text and front matter from here
    def on_page_markdown(self, markdown: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Pass on a page's text as the engine read it, with placeholders."""
        return downloads.with_list(of(config).site.words, pages.markdown(of(config), page, markdown), files)

    @event_priority(LAST)
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Keep the converted page, and pass on its text for the search."""
        build = of(config)
        html = pages.composed(build, page, html)
        conformance.escape_page(page)  # no page that lists it in its navigation has been built yet
        pages.set_titles(build, page)
        if build.frames.has(page):
            page.meta["template"] = "framed.html"
        return html

    @event_priority(LAST)  # the search has read the page
    def on_page_context(self, context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
        """Assemble the page."""
        build = of(config)
        html = pages.finished(build, page)
        page_citation.describe(build, page, context)
        html += page_citation.cite_box(build, page)
        html = page_heads.with_head(build, page, html)
        if self.serving:
            html = self.server.with_findings(build, page, html)
        page.content = pipeline.typeset(html)

    @event_priority(LAST)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Remove data that only the build needs, and add the policy; put a page into its frame."""
        build = of(config)
        html = build.slim(output)
        if build.frames.has(page):
            return styles.with_sheets(build.frames.put_in(security.harmless(build, html, page.file.src_uri)))
        return styles.with_sheets(security.guarded(build, html, page.file.src_uri, page=page))

    @event_priority(LAST)
    def on_post_template(self, output_content: str, template_name: str, config: MkDocsConfig) -> str:
        """Do the same for the page for unknown addresses (404)."""
        if not template_name.endswith(".html"):
            return output_content
        build = of(config)
        base = (
            urlsplit(config.site_url or "/").path
            if is_error_template(template_name)
            else get_relative_url(".", template_name)
        )
        html = build.slim(pipeline.typeset(output_content))
        return security.guarded(build, html, template_name, base=base)

    @event_priority(LAST)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """With all files written, remove styles that no page needs, and make the site readable for a web server."""
        search_files.write(of(config), config)
        if self.serving:  # a page after the next save might need the styles, and a served site stays private
            return self.server.all_built()
        styles.drop_unused(Path(config.site_dir), of(config).names)
        output.open_to_readers(config.site_dir)

    def on_build_error(self, error: Exception) -> None:
        """Report errors of the system or pandoc in one line."""
        if not self.serving:
            output.say_in_a_line(error)

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]
    ) -> LiveReloadServer:
        """Show a save at once."""
        return self.server.attach(server, builder)
