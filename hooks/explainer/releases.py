"""Making a release's record: the changes according to git, and a sentence by the person who publishes."""

from __future__ import annotations

import tempfile
from pathlib import Path

import yaml
from pydantic import ValidationError

from . import commit_files, git, history
from .compare import compare, totals
from .escaping import one_line
from .health import health
from .library import RELEASES, load
from .records.releases import Release
from .writing import write_whole


class ReleaseError(Exception):
    """The reason, for the user, why no record can be made."""


def make(root: Path, text: str, since: str | None = None) -> Path:
    """Write the record of today's state and return its path.

    It is compared with the revision ``since``, or if none is given with the commit that added the newest record. If
    there is none, this is the first release, and has only totals. If it raises `ReleaseError` or `NotWritten`, nothing is
    written.
    """
    library = load(root)
    if library.faults:
        raise ReleaseError("some files cannot be read; see 'explainer check'")
    day = library.today.isoformat()
    path = root / RELEASES / f"{day}.yaml"
    if path.exists():
        raise ReleaseError(f"there is already a release of {day}: {path.relative_to(root).as_posix()}")
    newest = next(iter(library.releases.values()), None)
    if newest and since is None:
        since = history.first_change(root, newest.path)
        if not since:
            raise ReleaseError(
                f"git has no commit that added {newest.path}: commit it, fetch a shallow clone's history "
                "(git fetch --unshallow), or name a revision with --since"
            )
    release = Release.model_construct(
        date=day, text={"en": text}, totals=totals(library), measures=health(library, "en").measures()
    )
    if since:
        with tempfile.TemporaryDirectory() as folder:
            try:
                commit_files.export(root, since, Path(folder))
            except git.GitFailed as reason:
                raise ReleaseError(str(reason)) from None
            found = compare(load(Path(folder)), library)
        release = release.model_copy(
            update=found.kinds
            | {"statements": found.statements, "corrections": found.corrections, "statuses": found.statuses}
        )
    try:
        Release.model_validate(release.model_dump())
    except ValidationError as error:
        [first, *_] = error.errors()
        where = ", ".join(str(step) for step in first["loc"])
        raise ReleaseError(f"the release is not valid: {where}: {one_line(first['msg'])}") from None
    record = release.model_dump(exclude_defaults=True)
    try:
        write_whole(path, yaml.safe_dump(record, allow_unicode=True, sort_keys=False, width=120), new=True, inside=root)
    except FileExistsError:  # another run has written it in the meantime
        raise ReleaseError(f"there is already a release of {day}: {path.relative_to(root).as_posix()}") from None
    return path
