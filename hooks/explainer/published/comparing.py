"""Comparing a published site with its list and, if there is one, with a rebuilt site, which takes precedence."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from enum import StrEnum
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TypeVar

from .listing import INFO, SUMS, BuildInfo, Unlistable, UnreadableList, digest, names, read_info, read_sums, shown
from .places import Missing, Place, Unchecked, Web, read
from .places import digest as published_digest

MAX_LIST = 20_000_000
"""The largest list that is read, in bytes; the site's has about 200,000."""
READERS = 8
"""How many files of a site on the web are requested at the same time."""
SHOWN = 200
"""How many differences are printed; if all files differ, the first ones are enough to see why."""
UNSERVED = ("_headers",)
"""Files that some hosts use as configuration and do not serve."""


T = TypeVar("T")


class What(StrEnum):
    """The kind of a difference, as it is printed."""

    DIFFERS = "differs"
    MISSING = "is missing"
    UNLISTED = "is not listed"
    UNEXPECTED = "is not in the rebuilt site"
    LIST = "list"
    """The lists themselves, or a file on which they are wrong."""
    UNCHECKED = "could not be checked"
    """The file could not be read, so its state is unknown."""


@dataclass(frozen=True, slots=True, order=True)
class Difference:
    """One difference between a published site and the expected one."""

    path: str
    what: What
    reason: str = ""
    expected: str = ""
    got: str = ""

    def __str__(self) -> str:
        if self.what is What.LIST:
            said = [shown(self.path)] if self.path else []
        else:
            said = [f"{shown(self.path)} {self.what}"]
        text = "- " + ": ".join([*said, *([shown(self.reason)] if self.reason else [])])
        if self.expected or self.got:
            text += f"\n    expected {self.expected or 'no such file'}\n    got      {self.got or 'no such file'}"
        return text


@dataclass(slots=True)
class Outcome:
    """The result of a comparison."""

    info: BuildInfo | None = None
    """The content of the site's ``buildinfo.json``, if it can be read."""
    compared: int = 0
    """How many published files were read and compared."""
    rebuilt: bool = False
    """Whether the site was compared with a rebuilt one."""
    differences: list[Difference] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Remarks that are not faults."""

    @property
    def code(self) -> int:
        """0 if the site is as expected, 1 if something differs, 2 if nothing differs but not everything was checked."""
        found = {one.what for one in self.differences}
        return 1 if found - {What.UNCHECKED} else 2 if found else 0


def compare(place: Place, rebuilt: Path | None = None, unrebuilt: Sequence[str] = ()) -> Outcome:
    """Compare the files of a published site with its list and with the site in the folder ``rebuilt``.

    The files in ``rebuilt`` are the expected ones; the list is used only without such a folder, and for files that
    match the patterns ``unrebuilt``. Raises listing.Unlistable and OSError if the rebuilt folder cannot be read.
    """
    outcome = Outcome(rebuilt=rebuilt is not None)
    listed = _lists(place, outcome)
    expected = dict(listed)
    if rebuilt is not None:
        left = {name for name in listed if _matches(name, unrebuilt)}
        made = {name: digest(rebuilt / name) for name in names(rebuilt) if not _matches(name, unrebuilt)}
        expected = {name: listed[name] for name in left} | made
        for name in sorted(left):
            outcome.notes.append(f"{shown(name)} was not rebuilt: it is compared only with the list")
        for name in sorted(made.keys() & listed.keys()):
            if made[name] != listed[name]:
                found = Difference(
                    name, What.LIST, "the hash in the list is not that of the rebuilt file", made[name], listed[name]
                )
                outcome.differences.append(found)
        if listed:
            for name in sorted(made.keys() - listed.keys()):
                outcome.differences.append(
                    Difference(name, What.LIST, "the rebuilt site has it, but the list does not")
                )
    try:
        present = place.names() or []
    except Unlistable as reason:
        outcome.differences.append(Difference("", What.LIST, str(reason)))
        present = []
    wanted = sorted(expected.keys() | listed.keys() | set(present))
    with ThreadPoolExecutor(READERS if isinstance(place, Web) else 1) as readers:
        for name, got in zip(wanted, readers.map(lambda name: _got(place, name), wanted), strict=True):
            if got is None and name in UNSERVED and isinstance(place, Web):
                outcome.notes.append(f"{name} is not served: it is for the host, which need not publish it")
                continue
            outcome.compared += isinstance(got, str)
            outcome.differences += _judged(name, got, expected.get(name, ""), rebuilt is not None)
    outcome.differences.sort()
    return outcome


def _lists(place: Place, outcome: Outcome) -> dict[str, str]:
    """Return the hashes on which both lists agree; faults of the lists are added to the outcome."""
    sums = _list(place, SUMS, read_sums, outcome)
    raw = b""

    def keep(content: bytes) -> BuildInfo:
        nonlocal raw
        raw = content
        return read_info(content)

    info = outcome.info = _list(place, INFO, keep, outcome)
    listed = dict(sums or {})
    stated = listed.pop(INFO, "")
    if info is None:
        return listed
    if not info.clean:
        outcome.differences.append(
            Difference(INFO, What.LIST, "the site was built from uncommitted files, so nobody can build it again")
        )
    if sums is not None:
        if stated != (got := hashlib.sha256(raw).hexdigest()):
            outcome.differences.append(Difference(INFO, What.DIFFERS, f"{SUMS} gives another hash", stated, got))
        for name in sorted(listed.keys() | info.files.keys()):
            if listed.get(name) != info.files.get(name):
                reason = "the two lists contradict each other"
                one, other = listed.get(name, ""), info.files.get(name, "")
                outcome.differences.append(Difference(name, What.LIST, reason, one, other))
    return listed or dict(info.files)


def _list(place: Place, name: str, reading: Callable[[bytes], T], outcome: Outcome) -> T | None:
    """Return one of the lists, parsed by ``reading``, or None if it is not available."""
    try:
        return reading(read(place, name, MAX_LIST))
    except Missing:
        outcome.differences.append(Difference(name, What.MISSING, "the site has no such list"))
    except UnreadableList as reason:
        outcome.differences.append(Difference(name, What.LIST, str(reason)))
    except Unchecked as reason:
        outcome.differences.append(Difference(name, What.UNCHECKED, str(reason)))
    return None


def _got(place: Place, name: str) -> str | Unchecked | None:
    """Return the hash of a published file, None if it is missing, or the reason why it could not be read."""
    try:
        return published_digest(place, name)
    except Missing:
        return None
    except Unchecked as reason:
        return reason


def _judged(name: str, got: str | Unchecked | None, expected: str, rebuilt: bool) -> Iterator[Difference]:
    if isinstance(got, Unchecked):
        yield Difference(name, What.UNCHECKED, str(got))
    elif got is None:
        # Listed, but neither published nor in the rebuilt site: the list is wrong.
        yield (
            Difference(name, What.MISSING, "", expected)
            if expected
            else Difference(name, What.LIST, "there is no such file")
        )
    elif not expected:
        yield Difference(name, What.UNEXPECTED if rebuilt else What.UNLISTED, "", "", got)
    elif got != expected:
        yield Difference(name, What.DIFFERS, "", expected, got)


def _matches(name: str, patterns: Collection[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def report(outcome: Outcome) -> str:
    """Return an outcome in words, with one to three lines for each difference and the verdict at the end."""
    lines = [str(one) for one in outcome.differences[:SHOWN]]
    if (more := len(outcome.differences) - SHOWN) > 0:
        lines.append(f"- and {more:,} more")
    lines += [f"Note: {note}." for note in outcome.notes]
    faults = sum(one.what is not What.UNCHECKED for one in outcome.differences)
    unchecked = len(outcome.differences) - faults
    against = "the rebuilt site" if outcome.rebuilt else "the list"
    word = "difference" if faults == 1 else "differences"
    lines.append(f"{outcome.compared:,} files compared with {against}: {faults:,} {word}, {unchecked:,} not checked.")
    if outcome.code == 0 and not outcome.rebuilt:
        lines.append("The site matches its list. Only a rebuilt site shows that the list is true: see --against.")
    elif outcome.code == 1 and outcome.rebuilt and outcome.info:
        epoch = outcome.info.source_date_epoch
        given = f"SITE_URL={outcome.info.site_url} REPO_URL={outcome.info.repo_url} SOURCE_DATE_EPOCH={'' if epoch is None else epoch}"
        lines.append(f"The list says that the site was built from commit {outcome.info.commit} with {given}.")
    elif outcome.code == 0 and outcome.info:
        lines.append(f"Commit {outcome.info.commit} builds exactly this site.")
    return "\n".join(lines) + "\n"
