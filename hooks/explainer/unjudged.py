"""The changed paths that neither a check nor a comparison covers: a maintainer must look at them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .commit_files import ABSENT, LINK, PLAIN, PROGRAM, SUBMODULE, PathChange, Refused, twins
from .compare import Comparison
from .escaping import visible
from .library import MAP, Library
from .records.releases import KINDS

CODE, READ, OTHER = "code or settings", "checked, not compared", "neither checked nor compared"

_PLAIN_NAME = re.compile(r"(?:[\w.][\w .,()+=~-]*/)*[\w.][\w .,()+=~-]*")
"""Names that Markdown, shells and people cannot misread."""

LONGEST_NAME = 150
"""The longest path, in characters, that a comment shows in full."""


@dataclass(frozen=True, slots=True)
class Unjudged:
    """A changed path, and why somebody must look at it."""

    path: str
    what: str
    """`CODE`, which builds the site or runs; `READ`, which only the check covers; or `OTHER`."""
    reasons: tuple[str, ...]
    """What happened to it, then what is unusual about it."""


def unjudged(
    changes: Sequence[PathChange], refused: Sequence[Refused], found: Comparison, old: Library, new: Library
) -> list[Unjudged]:
    """Return the paths of ``changes`` that the comparison ``found`` does not show, code and settings first.

    A path is shown if it is a regular file whose page or record is listed as added, changed or withdrawn. All others
    are returned: every deletion, link, submodule or new mode, and every file with an odd name.
    """
    shown = _shown(found, old, new)
    why = {one.path: one.reason for one in refused}
    whole, pages = set(_paths(new)), set(_pages(new))
    there = {change.path for change in changes if change.after != ABSENT} | whole
    twin = {path: group for group in twins(there) for path in group}
    listed = []
    for change in changes:
        reasons = [_became(change), *([why[change.path]] if change.path in why else [])]
        if change.path in twin and change.after != ABSENT:
            other = next(path for path in twin[change.path] if path != change.path)
            reasons.append(f"the same file as {visible(other)} on many disks")
        if not _PLAIN_NAME.fullmatch(change.path) or len(change.path) > LONGEST_NAME:
            reasons.append("an odd name")
        if change.path in new.unread and change.path not in whole:
            reasons.append("it cannot be read; see its error")
        plain = change.after == PLAIN and change.before in (ABSENT, PLAIN)
        if plain and change.path in shown and len(reasons) == 1:
            continue
        if change.path in pages and change.path not in shown and change.path.startswith("docs/en/"):
            reasons.append("its running text is the same")
        listed.append(Unjudged(change.path, _what(change.path, whole), tuple(reasons)))
    known = {one.path for one in listed}
    listed += [Unjudged(path, OTHER, (reason,)) for path, reason in why.items() if path not in known]
    return sorted(listed, key=lambda one: ((CODE, OTHER, READ).index(one.what), one.path))


def _shown(found: Comparison, old: Library, new: Library) -> set[str]:
    """Return the files of the things that the comparison lists."""
    paths: set[str] = set()
    for kind in KINDS:
        difference = found.kinds[kind]
        for library, keys in ((new, difference.added + difference.changed), (old, difference.withdrawn)):
            files = _files(library, kind)
            paths.update(files[key] for key in keys if key in files)
    return paths


def _files(library: Library, kind: str) -> dict[str, str]:
    """Return the file of each thing of a kind, by its name in a comparison."""
    if kind == "pages":
        return {page.src: page.path for page in library.written("en")}
    records = getattr(library, kind)
    return {key: record.path for key, record in records.items()}


def _paths(library: Library) -> list[str]:
    """Return the files that a library read without a fault."""
    records = (library.sources, library.terms, library.claims, library.events, library.charts, library.series,
               library.routes, library.releases)  # fmt: skip
    places = [f"{MAP}/places.csv"] if library.geography.places else []
    return [*_pages(library), *(record.path for kind in records for record in kind.values()), *places]


def _pages(library: Library) -> list[str]:
    return [page.path for page in library.written()]


def _what(path: str, read: set[str]) -> str:
    name = path.rpartition("/")[2]
    if path.partition("/")[0] != "docs" or name.startswith(".git") or "/.cache/" in path:
        return CODE
    return READ if path in read else OTHER


def _became(change: PathChange) -> str:
    """Describe what happened to a path, in a word or two."""
    kinds = {LINK: "a link", SUBMODULE: "a submodule", PROGRAM: "a program (mode 755)", PLAIN: "a plain file"}
    before, after = (kinds.get(mode, f"of mode {mode}") for mode in (change.before, change.after))
    if change.after == ABSENT:
        return "deleted" if change.before == PLAIN else f"deleted; it was {before}"
    if change.before == ABSENT:
        return "new" if change.after == PLAIN else f"new, {after}"
    return "changed" if change.before == change.after else f"was {before}, is {after}"


def by_folder(listed: Sequence[Unjudged]) -> Iterator[tuple[str, int]]:
    """Yield the folders, two levels deep, of paths that do not fit, each with how many are in it."""
    counts: dict[str, int] = {}
    for one in listed:
        folder = "/".join(one.path.split("/")[:-1][:2]) or "."
        counts[folder] = counts.get(folder, 0) + 1
    yield from sorted(counts.items())
