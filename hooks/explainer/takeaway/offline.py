"""The built site as a folder that opens from disk."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from .packing import pack

_LINK = re.compile(r'(<(?:a|link)\b[^>]*?\bhref=")([^":#?/][^":#?]*)((?:#[^"]*)?")')


def write_zip(site: Path, path: Path, folder: str) -> None:
    """Pack the site built in ``site`` so that its pages link to each other, and are searched, without a server."""
    pack(path, ((f"{folder}/{name}", data) for name, data in _files(site)))


def _files(site: Path) -> Iterator[tuple[str, bytes]]:
    """Yield the files that an offline copy needs, by their names."""
    for file in sorted(site.rglob("*")):
        name = file.relative_to(site).as_posix()
        if (
            file.is_symlink()  # it may lead out of the site
            or not file.is_file()
            or name in ("_headers", "404.html", "sitemap.xml", "sitemap.xml.gz")
            or name.startswith("take-away/")
        ):
            continue
        data = file.read_bytes()
        if file.suffix == ".html":
            data = opened_from_disk(data.decode("utf-8", "surrogateescape")).encode("utf-8", "surrogateescape")
        yield name, data


def opened_from_disk(page: str) -> str:
    """Return a page whose links name files, since no server adds ``index.html``.

    Its policy is kept: for a page from disk a browser applies ``'self'`` to files, so that the site's own scripts and
    styles work, but scripts and handlers in texts do not.
    """
    return _LINK.sub(_to_file, page)


def _to_file(match: re.Match[str]) -> str:
    start, location, end = match.groups()
    if location.rpartition("/")[2] not in ("", ".", ".."):  # already a file
        return match.group()
    return f"{start}{location.removesuffix('/')}/index.html{end}".replace('"./', '"')
