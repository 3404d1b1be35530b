"""The files in ``docs/``: each is one that the engine reads, or a finding."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from .diagnostics import Diagnostic, Location
from .records.fields import KEY, LANGUAGES

RULE = "unread-file"

# Data that is neither a page nor a record, by folder: suffixes of names, or whole names.
_DATA = {
    "data": (".csv", "scores.json", "mutants.json"),
    "map": ("places.csv", "names.csv", "outlines.json", "NOTICE.md"),
}

_ASSETS = {".css", ".gif", ".html", ".ico", ".jpeg", ".jpg", ".js", ".json", ".png", ".svg", ".webp", ".woff2"}

_MARKDOWN = {".markdown", ".mdown", ".mkdn", ".mkd"}


def survey(root: Path) -> tuple[list[Path], list[Diagnostic]]:
    """Walk ``root/docs`` without following any link.

    Returns the files of the pages in a stable order, and a finding for each link, for each folder that cannot be read,
    and for each file among the pages or the data that the engine does not read. Faults of a record's file are reported
    when it is read. Names that begin with a full stop are skipped, as in MkDocs: they are not published.
    """
    pages: list[Path] = []
    faults: list[Diagnostic] = []
    for path, kind in _walk(root / "docs"):
        parts = path.relative_to(root / "docs").parts
        name = _place(path.relative_to(root))
        if kind == "link":
            faults.append(_link(root, path, name))
        elif kind == "unreadable":
            faults.append(
                Diagnostic(RULE, name, "this folder cannot be read", "give yourself permission to read and enter it")
            )
        elif kind == "special":
            faults.append(Diagnostic(RULE, name, "this is not a regular file", "remove it"))
        elif parts and parts[0] in LANGUAGES:
            if fault := _in_pages(name, parts):
                faults.append(fault)
            if parts[-1].endswith(".md"):
                pages.append(path)
        elif parts and parts[0] in _DATA and not (len(parts) == 2 and parts[1].endswith(_DATA[parts[0]])):
            faults.append(Diagnostic(RULE, name, "nothing reads this file", "remove it from the data"))
    return sorted(pages), faults


def _walk(folder: Path) -> Iterator[tuple[Path, str]]:
    """Yield each file, link and unreadable folder in ``folder`` with its kind, in the order of names."""
    if folder.is_symlink():
        yield folder, "link"
        return
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except FileNotFoundError:
        return
    except OSError:
        yield folder, "unreadable"
        return
    for entry in entries:
        path = folder / entry.name
        if entry.is_symlink():
            yield path, "link"
        elif entry.name.startswith("."):
            continue
        elif entry.is_dir(follow_symlinks=False):
            yield from _walk(path)
        else:
            yield path, "file" if entry.is_file(follow_symlinks=False) else "special"


def _place(path: Path) -> Location:
    """Return a file's place; bytes of its name that are not UTF-8 are shown as question marks."""
    return Location(path.as_posix().encode("utf-8", "surrogateescape").decode("utf-8", "replace"))


def _link(root: Path, path: Path, name: Location) -> Diagnostic:
    """Return the finding for a link: that of a page or a record if it has the name of one."""
    rule = RULE
    if path.suffix == ".md" and path.relative_to(root).parts[1:2] in [(language,) for language in LANGUAGES]:
        rule = "unreadable-page"
    elif path.suffix in (".yaml", ".yml"):
        rule = "invalid-record"
    try:
        outside = not path.resolve().is_relative_to(root.resolve())
    except (OSError, RuntimeError):  # circular links
        outside = False
    message = "the file leads out of the project" if outside else "this is a symbolic link"
    return Diagnostic(rule, name, message, "replace the link with the file itself")


def _in_pages(name: Location, parts: tuple[str, ...]) -> Diagnostic | None:
    """Return the finding on the name of a file in a language's folder, if there is one."""
    *folders, last = parts[1:]
    stem, suffix = os.path.splitext(last)
    if suffix != ".md":
        message = "only pages (.md) are allowed here: MkDocs would publish this file unchecked"
        help = "remove it"
        if suffix.lower() in _MARKDOWN | {".md"}:
            message, help = "only files that end in .md are read as pages", f"name it {stem}.md"
        elif suffix.lower() in _ASSETS:
            help = "move pictures, scripts and styles of the site to overrides/assets; make a chart as a record in docs/charts"
        return Diagnostic(RULE, name, message, help)
    if folders[:1] == ["templates"]:
        return Diagnostic(RULE, name, "MkDocs does not publish a folder named 'templates'", "rename the folder")
    for part in (*folders, stem):
        if not KEY.fullmatch(part):
            help = "use only lower-case letters, digits and single hyphens"
            if part == "README":
                help = "name it index.md"
            return Diagnostic(RULE, name, f"'{_shown(part)}' is not a valid name for a page or folder", help)
    return None


def _shown(name: str) -> str:
    """Return a name as one line of printable text."""
    text = name.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    return "".join(character if character.isprintable() else "?" for character in text)[:60]
