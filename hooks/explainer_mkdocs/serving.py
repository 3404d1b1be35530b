"""Showing each save at once while a site is served.

The time of a complete build grows with the site, but a reader looks at one page, and a save changes one file. So the
server begins with the files that MkDocs copies and the pages that the navigation lists, and builds each page when
somebody requests it; all of them when somebody requests the search. After a save the project is read again, which is
quick for files that the engine has read before, and each page is built again when it is next requested. Only MkDocs can
change the navigation or add a written page; a change of the configuration or the theme makes it begin again.

Checking takes longer than reading, so a page is shown first and checked then; if the findings have changed, the browser
reloads it. The server starts and continues whatever the content is: findings are shown in the terminal and at the top
of each page. If a reading or a build fails, the pages stay as they were, with a message; the next save tries again.
"""

from __future__ import annotations

import stat
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer

from explainer import report, search
from explainer.address import trouble
from explainer.files import files_below
from explainer.library import CLAIMS, KITS, QUESTIONS, ROUTES, SOURCES, TIMELINE
from explainer.project import Project

from .build import Build, log
from .page_citation import add_citations
from .pages import add_page

GROWING = (SOURCES, CLAIMS, TIMELINE, ROUTES, KITS, QUESTIONS)
"""Folders in which files can be added or removed without a change of the navigation."""

ModificationTimes = dict[Path, tuple[int, int]]
"""When each file of a project was last changed, in nanoseconds, and its size in bytes."""


@dataclass
class Served:
    """A served site between two complete builds."""

    build: Build
    files: Files
    nav: Navigation
    modification_times: ModificationTimes
    """The project's files at the last reading."""
    stale: set[str] = field(default_factory=set)
    """The outdated pages, by their files in the site."""
    unread: set[str] = field(default_factory=set)
    """The pages that were not built yet, so that the search does not know them."""
    incomplete: bool = False
    """Whether the search and the pages' citations are still to be made."""
    lock: threading.RLock = field(default_factory=threading.RLock)

    def pages(self) -> Iterator[tuple[str, Page]]:
        """Yield every page with its file in the site."""
        for file in self.files.documentation_pages():
            if file.page is None:  # MkDocs makes it when it reads it
                Page(None, file, self.build.config)
            assert file.page
            yield file.dest_uri, file.page


class PartlyBuilt(Files):
    """The files of a site of which MkDocs reads and builds only some pages."""

    only: Callable[[File], bool] | None = None
    """The pages to read or build; all if there is no such function."""

    def documentation_pages(self, **options: Any) -> Sequence[File]:
        """Return the pages that are to be read or built."""
        return [file for file in super().documentation_pages(**options) if self.only is None or self.only(file)]


@dataclass
class Server:
    """The state that is kept while a site is served, from one build to the next."""

    on_request: bool = False
    """Whether pages are built when they are requested, which needs a server that calls `attach`."""
    modification_times: ModificationTimes = field(default_factory=dict)
    """The project's files before the running build: files that change meanwhile count as changed afterwards."""
    served: Served | None = None
    trouble: str = ""
    """The reason in one line why the last save could not be shown; empty if it could."""

    def begin(self, root: Path, address: tuple[str, int]) -> None:
        """Check that the address is free before a complete build, and record the state of all files."""
        if not self.modification_times and (taken := trouble(*address)):  # at a later build this server uses it
            raise Abort(taken)
        self.modification_times = modification_times(root)

    def files(self, files: Files) -> Files:
        """Return MkDocs' files in a form of which it can build a part."""
        return PartlyBuilt(files) if self.on_request else files

    def keep(self, build: Build, files: Files, nav: Navigation) -> None:
        """Keep the state that a single page needs to be built; let MkDocs read only the pages whose titles it shows on others."""
        self.served = Served(build, files, nav, self.modification_times)
        if isinstance(files, PartlyBuilt):
            files.only = lambda file: id(file.page) in build.frames.listed

    def all_read(self) -> None:
        """Make the pages that MkDocs has not read, so that each has its place in the navigation."""
        if self.served and isinstance(self.served.files, PartlyBuilt):
            self.served.files.only = None
            list(self.served.pages())

    def build_none(self) -> None:
        """Let MkDocs write no page: each is built when it is requested."""
        if self.served and isinstance(self.served.files, PartlyBuilt):
            self.served.files.only = lambda file: False

    def all_built(self) -> None:
        """Record what the build has left to do."""
        served = self.served
        if served and isinstance(served.files, PartlyBuilt) and served.files.only:
            served.files.only = None
            served.stale = {path for path, _ in served.pages()}
            served.unread = set(served.stale)
            served.incomplete = True

    def with_findings(self, build: Build, page: Page, html: str) -> str:
        """Return a page with the findings at the top, its own first."""
        findings = build.project.findings
        if not (findings or self.trouble):
            return html
        path = build.path(page.file)
        found = sorted(findings, key=lambda finding: finding.location.path != path)
        here = sum(finding.location.path == path for finding in found)
        return build.site.fill("findings.html", findings=found, here=here, trouble=self.trouble) + html

    def attach(self, server: LiveReloadServer, build_all: Callable[..., None]) -> LiveReloadServer:
        """Make a server respond to a save with a reading instead of a build, and to a request with an up-to-date page."""
        watched = list(server._watched_paths)
        server.observer = Watching()  # the server's own observer scans all files twice a second
        server._watched_paths.clear()
        for path in watched:
            server.watch(path)
        answer = server._serve_request

        reading = threading.Lock()

        def show() -> None:
            with server._epoch_cond:
                server._visible_epoch = server._wanted_epoch
                server._epoch_cond.notify_all()

        def show_again() -> None:
            with server._epoch_cond:
                if server._visible_epoch == server._wanted_epoch:  # else a save is about to be shown
                    server._wanted_epoch = max(server._wanted_epoch + 1, round(time.monotonic() * 1000))
                    show()

        def check_first() -> None:
            with reading:
                if self.served and check(self.served):
                    show_again()

        def renew() -> None:
            with reading:
                read_or_build()

        def read_or_build() -> None:
            before = self.served
            try:
                self.trouble = ""
                if not (self.served and read_again(self.served)):
                    build_all()
                show()
                if self.served and check(self.served):
                    show_again()
            except Exception as error:  # any error: a server that stopped here would not answer until the next save
                self.trouble = str(error.message if isinstance(error, Abort) else f"{type(error).__name__}: {error}")
                log.error("The last save cannot be shown: %s", self.trouble, exc_info=not isinstance(error, Abort))
                self.served = before
                if before:
                    before.stale = {path for path, _ in before.pages()}

        def fresh(environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
            with server._epoch_cond:  # not while a save is being read
                server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
            if self.served:
                path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
                address = path.removeprefix(server.mount_path)  # a project's site is served under its name
                if address in (search.PAGES, search.SOURCES) or address.endswith((".bib", ".ris")):
                    build_rest(self.served)
                else:
                    build_page(self.served, address)
            return answer(environ, start_response)

        threading.Thread(target=check_first, daemon=True).start()

        server.builder = renew
        server._serve_request = fresh  # type: ignore[method-assign]
        return server


class Watching(Observer):  # type: ignore[misc,valid-type]
    """Gets changes from the operating system; opening a file, as each reading does, is not a change."""

    def schedule(self, handler: Any, path: str, *, recursive: bool = False, event_filter: Any = None) -> Any:
        """Watch a path."""
        changes = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
        return super().schedule(handler, path, recursive=recursive, event_filter=changes)


def modification_times(root: Path) -> ModificationTimes:
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
    before, now = served.modification_times, modification_times(build.root)
    changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    if not all(path.parts[0] == "docs" for path in changed):
        return False
    if not all(path.parent.as_posix() in GROWING for path in before.keys() ^ now.keys()):
        return False
    if not changed:
        return True
    old = build.project
    site = old.site
    project = Project.read(
        build.root, language=site.language, name=site.name, address=site.address, outcome=old.outcome
    )
    generated = build.generate(project)
    sources = old.site.library.sources.keys() | project.site.library.sources.keys()
    came_or_went = generated.keys() ^ build.generated.keys()
    if came_or_went - {f"sources/{key}.md" for key in sources}:
        return False  # such as the timeline with its first event, which is in the navigation
    with served.lock:
        served.modification_times = now
        for src in build.generated.keys() - generated.keys():
            if file := served.files.get_file_from_path(src):
                served.files.remove(file)
                Path(file.abs_dest_path).unlink(missing_ok=True)
        build.project, build.generated = project, generated
        for src in generated:
            if served.files.get_file_from_path(src) is None:
                add_page(build, served.files, src)
        build.frames.clear()
        served.stale = {path for path, _ in served.pages()}
    return True


def check(served: Served) -> bool:
    """Check the project if it was only read; return whether the pages show other findings now."""
    build = served.build
    if build.project.checked:
        return False
    changed = build.project.check()
    build.project.announce(log)
    log.info("Checked: %s", report.summary(build.project.findings))
    if changed:
        generated = build.generate(build.project)  # the page of figures counts the findings
        with served.lock:
            build.generated = generated
            served.stale = {path for path, _ in served.pages()}
    return changed


def build_page(served: Served, address: str) -> None:
    """Build the page at an address, if it is outdated."""
    folder = address.strip("/")
    index = f"{folder}/index.html" if folder else "index.html"  # without its last slash, an address is redirected
    path = address if address in served.stale else index
    build = served.build
    with served.lock:
        if path not in served.stale:
            return
        page = next(page for name, page in served.pages() if name == path)
        try:
            for above in page.ancestors:  # their titles are on the page
                if isinstance(above, Page) and above.markdown is None:
                    mkdocs_build._populate_page(above, build.config, served.files)
            mkdocs_build._populate_page(page, build.config, served.files)
            if path not in served.unread:
                page.meta["search"] = {"exclude": True}  # the search would keep every state of the page
            served.unread.discard(path)
            mkdocs_build._build_page(
                page, build.config, served.files.documentation_pages(), served.nav, build.environment
            )
        except Exception as error:  # the old page is better than none; the next save tries again
            log.error("%s could not be built: %s", page.file.src_uri, error)
        served.stale.discard(path)


def build_rest(served: Served) -> None:
    """Build the pages that nobody has requested, and then what is made from all of them: the search and their citations."""
    if not served.incomplete:
        return
    for path in sorted(served.unread):
        build_page(served, path)  # others can request a page in between
    build = served.build
    with served.lock:
        if not served.incomplete:  # two requests at once
            return
        served.incomplete = False
        known = {file.src_uri for file in served.files}
        add_citations(build, served.files)
        for file in served.files:
            if file.src_uri not in known:
                file.copy_file()
        served.stale = {path for path, _ in served.pages()}  # they show their citations
        build.config.plugins.on_post_build(config=build.config)
