"""The list of hashes beside a published site: ``SHA256SUMS`` for ``sha256sum --check``, ``buildinfo.json`` with the inputs of the build.

``buildinfo.json`` names every published file except the two lists; ``SHA256SUMS`` names that file too, so that one
signature on ``SHA256SUMS`` covers everything. The lists contain no times and no names of machines: the same build gives
the same lists.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

INFO = "buildinfo.json"
SUMS = "SHA256SUMS"
LISTS = (INFO, SUMS)
MAX_FILES = 50_000
"""The most files that a list may name; the site has about 2,000."""

_LINE = re.compile(r"([0-9a-f]{64}) [ *](\S(?:.*\S)?)")

Hash = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]*$", max_length=2000)]


class Unlistable(Exception):
    """The reason, in words, why no list can be made of a folder."""


class UnreadableList(Exception):
    """The reason, in words, why a published list cannot be used."""


class BuildInfo(BaseModel):
    """The inputs of a site's build, and its files."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: Literal[1] = 1
    commit: Annotated[str, StringConstraints(pattern=r"^(?:[0-9a-f]{40}|[0-9a-f]{64})?$")]
    """The commit that was checked out; empty if git has none."""
    clean: bool
    """Whether the files were exactly those of the commit."""
    source_date_epoch: Annotated[int, Field(ge=0, lt=10**11)] | None
    """The value of ``SOURCE_DATE_EPOCH``, in seconds since 1970; None if the day of the build was used."""
    site_url: Line
    """The address that the home page gives as its own."""
    repo_url: Line
    """The repository that the home page links to; empty if it links to none."""
    lock: Hash | Literal[""]
    """The SHA-256 of ``requirements.txt``; empty if there is none."""
    tools: dict[Line, Line]
    """The versions of the tools that made the site, by name."""
    files: Annotated[dict[Line, Hash], Field(max_length=MAX_FILES)]
    """The SHA-256 of each file by its path from the site's root, with ``/``."""


def names(folder: Path) -> Iterator[str]:
    """Yield the path of each file in ``folder`` except the two lists, with ``/``, in order.

    Raises Unlistable for a link, for anything that is not a file, and for a name that a list cannot contain.
    """
    found: list[str] = []
    for place, folders, files in os.walk(folder, onerror=_refuse):
        for name in [*folders, *files]:
            path = Path(place, name)
            relative = path.relative_to(folder).as_posix()
            if path.is_symlink() or (name in files and not path.is_file()):
                raise Unlistable(f"'{shown(relative)}' is a link or a device, not a file; publish the file itself")
            if name in files and relative not in LISTS:
                if not is_sound(relative):
                    raise Unlistable(f"the name '{shown(relative)}' cannot be put in a list; rename the file")
                found.append(relative)
    yield from sorted(found)


def is_sound(name: str) -> bool:
    """Whether a path leads to a file within a site and fits on a line of a list."""
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    parts = name.split("/")
    return name.isprintable() and "\\" not in name and name == name.strip() and not {"", ".", ".."} & set(parts)


def shown(name: str) -> str:
    """Return a name that is safe to print: invisible and control characters are escaped."""
    return "".join(c if c.isprintable() and not "\ud800" <= c <= "\udfff" else ascii(c)[1:-1] for c in name)


def digest(path: Path) -> str:
    """Return a file's SHA-256 in hexadecimal. Raises OSError if it cannot be read."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def write(folder: Path, info: BuildInfo) -> None:
    """Write both lists into the built site. Raises OSError if they cannot be written."""
    text = (info.model_dump_json(indent=2) + "\n").encode()
    sums = dict(info.files) | {INFO: hashlib.sha256(text).hexdigest()}
    # The old sums are removed first, so that an interrupted run never leaves them beside a different buildinfo.json.
    (folder / SUMS).unlink(missing_ok=True)
    _put(folder / INFO, text)
    _put(folder / SUMS, "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)).encode())


def read_info(raw: bytes) -> BuildInfo:
    """Return the content of a ``buildinfo.json``. Raises UnreadableList if it is incomplete."""
    try:
        info = BuildInfo.model_validate_json(raw)
    except ValidationError as error:
        first = error.errors(include_input=False, include_url=False)[0]
        place = shown(".".join(map(str, first["loc"])))[:200]
        raise UnreadableList(f"{INFO} cannot be read{f' at {place}' if place else ''}: {first['msg']}") from None
    _sound(INFO, info.files)
    return info


def read_sums(raw: bytes) -> dict[str, str]:
    """Return the hash of each file in a ``SHA256SUMS``. Raises UnreadableList if a line has another form."""
    try:
        lines = raw.decode("utf-8").split("\n")
    except UnicodeDecodeError:
        raise UnreadableList(f"{SUMS} is not UTF-8 text") from None
    found: dict[str, str] = {}
    for number, line in enumerate(filter(None, lines), 1):
        match = _LINE.fullmatch(line)
        if not match or match[2] in found or number > MAX_FILES:
            raise UnreadableList(f"line {number} of {SUMS} is not a hash and the name of a new file")
        found[match[2]] = match[1]
    _sound(SUMS, found)
    return found


def _sound(where: str, files: Mapping[str, str]) -> None:
    for name in files:
        if not is_sound(name) or name == SUMS or (name == INFO and where == INFO):
            raise UnreadableList(f"{where} names '{shown(name)[:200]}', which is not a file of a site")


def _put(path: Path, content: bytes) -> None:
    """Write a file completely or not at all."""
    partial = path.with_name(f".{path.name}.part")
    try:
        partial.write_bytes(content)
        os.replace(partial, path)
    except OSError:
        partial.unlink(missing_ok=True)
        raise


def _refuse(error: OSError) -> None:
    raise error
