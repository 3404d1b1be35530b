"""Showing each save at once while a site is served.

The time of a complete build grows with the site, but a save changes only one file. So the project is read and checked
again, which is quick for files that the engine has read before, and each page is rebuilt when somebody next requests
it. Only a complete build can update the search and the navigation or add a page; a change of the configuration or the
theme triggers one at once.

The server starts and continues whatever the content is: findings are shown in the terminal and at the top of each page.
If a reading or a build fails, the pages stay as they were, with a message; the next save tries again.
"""

from __future__ import annotations

import stat
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer

from explainer.address import trouble
from explainer.files import files_below
from explainer.library import CLAIMS, ROUTES, SOURCES, TIMELINE
from explainer.project import Project

from .build import Build, log
from .pages import add_page

GROWING = (SOURCES, CLAIMS, TIMELINE, ROUTES)
"""Folders in which files can be added or removed without a change of the navigation."""

Stamps = dict[Path, tuple[int, int]]
"""When each file of a project was last changed, in nanoseconds, and its size in bytes."""


@dataclass
class Served:
    """A served site between two complete builds."""

    build: Build
    files: Files
    nav: Navigation
    stamps: Stamps
    """The project's files at the last reading."""
    stale: set[str] = field(default_factory=set)
    """The outdated pages, by their files in the site."""
    lock: threading.Lock = field(default_factory=threading.Lock)


@dataclass
class Server:
    """The state that is kept while a site is served, from one build to the next."""

    stamps: Stamps = field(default_factory=dict)
    """The project's files before the running build: files that change meanwhile count as changed afterwards."""
    served: Served | None = None
    trouble: str = ""
    """The reason in one line why the last save could not be shown; empty if it could."""

    def begin(self, root: Path, address: tuple[str, int]) -> None:
        """Check that the address is free before a complete build, and record the state of all files."""
        if not self.stamps and (taken := trouble(*address)):  # at a later build this server uses it
            raise Abort(taken)
        self.stamps = stamps(root)

    def keep(self, build: Build, files: Files, nav: Navigation) -> None:
        """Keep the state that a single page needs to be built."""
        self.served = Served(build, files, nav, self.stamps)

    def with_findings(self, build: Build, page: Page, html: str) -> str:
        """Return a page with the findings at the top, its own first."""
        findings = build.project.findings
        if not (findings or self.trouble):
            return html
        path = build.path(page.file)
        found = sorted(findings, key=lambda finding: finding.place.path != path)
        here = sum(finding.place.path == path for finding in found)
        return build.site.fill("findings.html", findings=found, here=here, trouble=self.trouble) + html

    def attach(self, server: LiveReloadServer, build_all: Callable[..., None]) -> LiveReloadServer:
        """Make a server respond to a save with a reading instead of a build, and to a request with an up-to-date page."""
        watched = list(server._watched_paths)
        server.observer = Watching()  # the server's own observer scans all files twice a second
        server._watched_paths.clear()
        for path in watched:
            server.watch(path)
        answer = server._serve_request

        def renew() -> None:
            before = self.served
            try:
                self.trouble = ""
                if not (self.served and read_again(self.served)):
                    build_all()
            except Exception as error:  # any error: a server that stopped here would not answer until the next save
                self.trouble = str(error.message if isinstance(error, Abort) else f"{type(error).__name__}: {error}")
                log.error("The last save cannot be shown: %s", self.trouble, exc_info=not isinstance(error, Abort))
                self.served = before
                if before:
                    before.stale = {file.dest_uri for file in before.files.documentation_pages()}

        def fresh(environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
            with server._epoch_cond:  # not while a save is being read
                server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
            if self.served:
                path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
                build_page(
                    self.served, path.removeprefix(server.mount_path)
                )  # a project's site is served under its name
            return answer(environ, start_response)

        server.builder = renew
        server._serve_request = fresh  # type: ignore[method-assign]
        return server


class Watching(Observer):  # type: ignore[misc,valid-type]
    """Gets changes from the operating system; opening a file, as each reading does, is not a change."""

    def schedule(self, handler: Any, path: str, *, recursive: bool = False, event_filter: Any = None) -> Any:
        """Watch a path."""
        changes = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
        return super().schedule(handler, path, recursive=recursive, event_filter=changes)


def stamps(root: Path) -> Stamps:
    """Return the time of the last change and the size of each of the site's source files."""
    found = {}
    for folder in ("docs", "overrides", "hooks", "mkdocs.yml"):
        for path in (root / folder, *files_below(root / folder)):
            try:
                status = path.stat()
            except OSError:  # an editor has just replaced it, or it is not readable
                continue
            if stat.S_ISREG(status.st_mode) and "__pycache__" not in path.parts:
                found[path.relative_to(root)] = (status.st_mtime_ns, status.st_size)
    return found


def read_again(served: Served) -> bool:
    """Read and check the project again; return whether that is enough to show the changes."""
    build = served.build
    before, now = served.stamps, stamps(build.root)
    changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    if not all(path.parts[0] == "docs" for path in changed):
        return False
    if not all(path.parent.as_posix() in GROWING for path in before.keys() ^ now.keys()):
        return False
    old = build.project
    project = Project.read(build.root, language=old.site.language, name=old.site.name, address=old.site.address)
    generated = build.generate(project)
    sources = old.site.library.sources.keys() | project.site.library.sources.keys()
    came_or_went = generated.keys() ^ build.generated.keys()
    if came_or_went - {f"sources/{key}.md" for key in sources}:
        return False  # such as the timeline with its first event, which is in the navigation
    with served.lock:
        served.stamps = now
        for src in build.generated.keys() - generated.keys():
            if file := served.files.get_file_from_path(src):
                served.files.remove(file)
                Path(file.abs_dest_path).unlink(missing_ok=True)
        build.project, build.generated = project, generated
        for src in generated:
            if served.files.get_file_from_path(src) is None:
                add_page(build, served.files, src)
        served.stale = {file.dest_uri for file in served.files.documentation_pages()}
    project.announce(log)
    return True


def build_page(served: Served, address: str) -> None:
    """Build the page at an address, if it is outdated."""
    path = address.lstrip("/") + ("index.html" if address.endswith("/") or not address else "")
    build = served.build
    with served.lock:
        if path not in served.stale:
            return
        file = next(file for file in served.files.documentation_pages() if file.dest_uri == path)
        page = file.page
        assert page
        try:
            mkdocs_build._populate_page(page, build.config, served.files)
            mkdocs_build._build_page(
                page, build.config, served.files.documentation_pages(), served.nav, build.environment
            )
        except Exception as error:  # the old page is better than none; the next save tries again
            log.error("%s could not be built: %s", file.src_uri, error)
        served.stale.discard(path)
