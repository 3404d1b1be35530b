"""Making a release's record: what git says has changed, and a sentence by whoever publishes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml
from pydantic import ValidationError

from . import history
from .compare import compare, totals
from .library import RELEASES, Library
from .records.releases import Release


class NoRelease(Exception):
    """Why no record can be made, in words for whoever asked."""


def make(root: Path, text: str, since: str | None = None) -> Path:
    """Write the record of today's state and return its path.

    It is compared with the revision ``since``; where none is named, with the commit that brought the newest record;
    and where there is none either, it is the first, and has totals alone. Raises `NoRelease`, and then writes nothing.
    """
    library = Library.load(root)
    if library.faults:
        raise NoRelease("some files cannot be read: see 'explainer check'")
    day = library.today.isoformat()
    path = root / RELEASES / f"{day}.yaml"
    if path.exists():
        raise NoRelease(f"there is a release of {day} already: {path.relative_to(root).as_posix()}")
    newest = next(iter(library.releases.values()), None)
    if newest and since is None:
        since = history.first_change(root, newest.path)
        if not since:
            raise NoRelease(f"git knows no commit that brought {newest.path}: name a revision with --since")
    try:
        release = Release.model_validate({"date": day, "text": {"en": text}, "totals": totals(library)})
    except ValidationError as error:
        raise NoRelease(f"the sentence cannot stand in a record: {error.errors()[0]['msg']}") from None
    if since:
        with tempfile.TemporaryDirectory() as folder:
            if not history.export(root, since, Path(folder)):
                raise NoRelease(f"git knows no revision '{since}' with a folder docs")
            found = compare(Library.load(Path(folder)), library)
        release = release.model_copy(
            update=found.kinds
            | {"statements": found.statements, "corrections": found.corrections, "statuses": found.statuses}
        )
    path.parent.mkdir(parents=True, exist_ok=True)
    record = release.model_dump(exclude_defaults=True)
    path.write_text(yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=120), "utf-8")
    return path
