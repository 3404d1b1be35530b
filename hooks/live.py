"""MkDocs hook: while a site is served, a save is seen at once.

A whole build takes as long as the site is large. A save changes one file: so the project is read and checked again, which
the engine does quickly for what it has read before, and each page is built anew when somebody next looks at it. What a
build alone can renew (the search, the navigation, a new page) waits for the next whole build; a change of the
configuration or of the theme brings one at once.

Whatever stands in the content, the server starts and goes on: what is wrong is said in the terminal and on top of each page. A reading
or a build that fails leaves the pages as they were, and says so; the next save tries again.
"""

from __future__ import annotations

import io
import logging
import stat
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from mkdocs.commands import build
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from watchdog.events import FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent
from watchdog.observers import Observer

from explainer.address import trouble
from explainer.files import files_below
from explainer.library import CLAIMS, ROUTES, SOURCES, TIMELINE
from explainer.project import Project
from explainer.render.site import Site

log = logging.getLogger("mkdocs.plugins.explainer")

GROWING = (SOURCES, CLAIMS, TIMELINE, ROUTES)
"""Folders in which a file may come or go without a change of the navigation."""


@dataclass
class Live:
    """A served site between two whole builds."""

    config: MkDocsConfig
    files: Files
    nav: Navigation
    env: Any = None
    stamps: dict[Path, tuple[int, int]] = field(default_factory=dict)
    """When each file of the project was last changed, and its size, at the last reading."""
    stale: set[str] = field(default_factory=set)
    """The pages, by the files in which they are written, that show an earlier reading."""
    lock: threading.Lock = field(default_factory=threading.Lock)


_command = "build"
_live: Live | None = None
_stamps: dict[Path, tuple[int, int]] = {}
_trouble = ""
"""Why the last save could not be shown, in one line; empty where it could."""


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether a site is built or served; a terminal of another encoding shows what it cannot print as its number."""
    global _command
    _command = command
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")


@event_priority(200)  # before anything is read: what changes while a site is built is new afterwards
def on_config(config: MkDocsConfig) -> None:
    """Ask whether the address is free, before a whole build is made for it; take the stamps of all files."""
    global _stamps
    if _command != "serve":
        return
    if not _stamps and (taken := trouble(*config.dev_addr)):  # at a later build it is our own
        raise Abort(taken)
    _stamps = stamps(Path(config.config_file_path).parent)


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Keep what a page needs to be built alone."""
    global _live
    if _command == "serve":
        _live = Live(config, files, nav, stamps=_stamps)


@event_priority(-100)  # the environment as it will be
def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Keep the templates."""
    if _live:
        _live.env = env


@event_priority(-130)  # above all that others have put into the page
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Navigation) -> None:
    """Show what the checks found on top of each page, its own findings first."""
    project: Project = config.extra["explainer"]["project"]
    if _command == "serve" and (project.findings or _trouble):
        site: Site = project.site
        made = config.extra["explainer"]["made"].get(page.file.src_uri)
        path = made.edit if made else f"docs/{site.language}/{page.file.src_uri}"
        found = sorted(project.findings, key=lambda finding: finding.place.path != path)
        here = sum(finding.place.path == path for finding in found)
        page.content = site.fill("findings.html", findings=found, here=here, trouble=_trouble) + (page.content or "")


def on_serve(server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., None]) -> LiveReloadServer:
    """Answer a save with a reading instead of a build, and a request with a page that is fresh."""
    watched = list(server._watched_paths)
    server.observer = Watching()  # the server's own looks through all files twice a second
    server._watched_paths.clear()
    for path in watched:
        server.watch(path)
    answer = server._serve_request

    def renew() -> None:
        global _live, _trouble
        before = _live
        try:
            _trouble = ""
            if not (_live and renewed(_live)):
                builder()
        except (
            Exception
        ) as error:  # whatever it is: a server that stopped here would answer no request until the next save
            _trouble = str(error.message if isinstance(error, Abort) else f"{type(error).__name__}: {error}")
            log.error("What was saved cannot be shown: %s", _trouble, exc_info=not isinstance(error, Abort))
            _live = before
            if before:
                before.stale = {file.dest_uri for file in before.files.documentation_pages()}

    def fresh(environ: dict[str, Any], start_response: Any) -> Iterable[bytes] | None:
        with server._epoch_cond:  # not while a save is being read
            server._epoch_cond.wait_for(lambda: server._visible_epoch == server._wanted_epoch)
        if _live:
            path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
            build_alone(_live, path.removeprefix(server.mount_path))  # a project's page is served below its name
        return answer(environ, start_response)

    server.builder = renew
    server._serve_request = fresh  # type: ignore[method-assign]
    return server


class Watching(Observer):  # type: ignore[misc,valid-type]
    """Hears from the system what changes; that a file was opened, as each reading does, is no change."""

    def schedule(self, handler: Any, path: str, *, recursive: bool = False, event_filter: Any = None) -> Any:
        """Watch a path."""
        changes = [FileCreatedEvent, FileDeletedEvent, FileModifiedEvent, FileMovedEvent]
        return super().schedule(handler, path, recursive=recursive, event_filter=changes)


def stamps(root: Path) -> dict[Path, tuple[int, int]]:
    """Return when each file that a site is made of was last changed, and its size."""
    found = {}
    for folder in ("docs", "overrides", "hooks", "mkdocs.yml"):
        for path in (root / folder, *files_below(root / folder)):
            try:
                status = path.stat()
            except OSError:  # an editor has just replaced it, or it is not for us to read
                continue
            if stat.S_ISREG(status.st_mode) and "__pycache__" not in path.parts:
                found[path.relative_to(root)] = (status.st_mtime_ns, status.st_size)
    return found


def renewed(live: Live) -> bool:
    """Read and check the project again; whether that is enough to show what has changed."""
    root = Path(live.config.config_file_path).parent
    before, now = live.stamps, stamps(root)
    changed = {path for path in before.keys() | now.keys() if before.get(path) != now.get(path)}
    if not all(path.parts[0] == "docs" for path in changed):
        return False
    if not all(path.parent.as_posix() in GROWING for path in before.keys() ^ now.keys()):
        return False
    extra = live.config.extra["explainer"]
    old: Project = extra["project"]
    site = old.site
    project = Project.read(root, language=site.language, name=site.name, address=site.address)
    project.makers = old.makers
    made, sources = project.made(), old.site.library.sources.keys() | project.site.library.sources.keys()
    came_or_went = made.keys() ^ extra["made"].keys()
    if came_or_went - {f"sources/{key}.md" for key in sources}:
        return False  # such as the timeline, with its first event: it has a place in the navigation
    with live.lock:
        live.stamps = now
        for src in extra["made"].keys() - made.keys():
            if file := live.files.get_file_from_path(src):
                live.files.remove(file)
                Path(file.abs_dest_path).unlink(missing_ok=True)
        extra.update(project=project, site=project.site, made=made)
        for made in extra["made"].values():
            if live.files.get_file_from_path(made.src) is None:
                file = File.generated(live.config, made.src, content="")
                live.files.append(file)
                Page(None, file, live.config)
        live.stale = {file.dest_uri for file in live.files.documentation_pages()}
    project.announce(log)
    return True


def build_alone(live: Live, address: str) -> None:
    """Build the page at an address, if it shows an earlier reading."""
    path = address.lstrip("/") + ("index.html" if address.endswith("/") or not address else "")
    with live.lock:
        if path not in live.stale:
            return
        file = next(file for file in live.files.documentation_pages() if file.dest_uri == path)
        page = file.page
        assert page
        if made := live.config.extra["explainer"]["made"].get(file.src_uri):
            file.content_string = made.text.markdown
        try:
            build._populate_page(page, live.config, live.files)
            build._build_page(page, live.config, live.files.documentation_pages(), live.nav, live.env)
        except Exception as error:  # the page as it was is better than none; the next save tries again
            log.error("%s could not be built: %s", file.src_uri, error)
        live.stale.discard(path)
