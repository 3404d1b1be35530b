"""The places of a published site: a folder, or the web, where only files of the site itself are requested."""

from __future__ import annotations

import hashlib
import http.client
import threading
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Protocol
from urllib.parse import quote, urljoin, urlsplit

from .listing import names

MAX_BYTES = 200_000_000
"""The largest file of a site that is read, in bytes; the largest real one, the PDF, has about 10 MB."""
SECONDS = 30
"""How many seconds a server may take to answer."""
SECONDS_A_FILE = 300
"""How many seconds one file may take in total."""
FAILURES = 10
"""After so many failures, no more files are requested from a host."""
_CHUNK = 1 << 18
_LOCAL = ("localhost", "127.0.0.1", "::1")


class Missing(Exception):
    """There is no such file."""


class Unchecked(Exception):
    """The reason, in words, why a file could not be read; the file may be correct."""


class Place(Protocol):
    """A published site, with files that are read by path."""

    def names(self) -> list[str] | None:
        """Return the paths of all files except the lists, or None if they cannot be known."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a file's bytes. Raises Missing or Unchecked."""


class Folder:
    """A site in a folder of this machine."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def names(self) -> list[str]:
        """Return the paths of all files except the lists. Raises listing.Unlistable, OSError."""
        return list(names(self.path))

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a file's bytes. Raises Missing or Unchecked."""
        path = self.path / name
        if not path.is_file():
            raise Missing
        if not path.resolve().is_relative_to(self.path.resolve()):
            raise Unchecked("it leads out of the site's folder")
        try:
            with path.open("rb") as file:
                while chunk := file.read(_CHUNK):
                    yield chunk
        except OSError as error:
            raise Unchecked(error.strerror or str(error)) from None


class Web:
    """A site on the web, by its address; no request goes to another host, whatever the site's host answers."""

    def __init__(self, address: str) -> None:
        """Raise ValueError, with a readable message, for an address that is not valid for a site."""
        parts = urlsplit(address)  # ValueError: malformed
        if parts.scheme != "https" and not (parts.scheme == "http" and parts.hostname in _LOCAL):
            raise ValueError("the address of a site begins with https://")
        if not parts.hostname or parts.username is not None or parts.query or parts.fragment or not address.isascii():
            raise ValueError("an address is only https://, the name of a host and a path")
        if not address.isprintable() or " " in address:
            raise ValueError("the address contains a character that is not allowed")
        _ = parts.port  # ValueError: not a number
        self.address = address.rstrip("/") + "/"
        self._opener = urllib.request.build_opener(_SameHost)
        self._failures = 0
        self._counting = threading.Lock()

    def names(self) -> None:
        """Return None: a server does not list its files."""

    def chunks(self, name: str) -> Iterator[bytes]:
        """Yield a file's bytes. Raises Missing or Unchecked."""
        if self._failures >= FAILURES:
            raise Unchecked("not asked, since the host failed repeatedly")
        try:
            yield from self._ask(name)
        except Unchecked:
            with self._counting:
                self._failures += 1
            raise

    def _ask(self, name: str) -> Iterator[bytes]:
        until = time.monotonic() + SECONDS_A_FILE
        headers = {"Accept-Encoding": "identity", "Cache-Control": "no-cache", "User-Agent": "explainer-verify"}
        request = urllib.request.Request(self.address + quote(name), headers=headers)
        try:
            with self._opener.open(request, timeout=SECONDS) as answer:
                if (coding := answer.headers.get("Content-Encoding", "identity")) != "identity" and not name.endswith(
                    ".gz"
                ):
                    raise Unchecked(f"the host sends it encoded (Content-Encoding: {coding[:40]})")
                size, expected = 0, answer.headers.get("Content-Length", "")
                while chunk := answer.read1(_CHUNK):  # each part as it arrives, so that a slow server is noticed
                    size += len(chunk)
                    if size > MAX_BYTES:
                        raise Unchecked(f"it has more than {MAX_BYTES:,} bytes")
                    if time.monotonic() > until:
                        raise Unchecked(f"it took more than {SECONDS_A_FILE} seconds")
                    yield chunk
                if expected.isdigit() and len(expected) < 20 and size < int(expected):
                    raise Unchecked("the connection broke")
        except urllib.error.HTTPError as error:
            if error.code in (404, 410):
                raise Missing from None
            raise Unchecked(f"the host answers {error.code}") from None
        except (OSError, http.client.HTTPException, ValueError) as error:
            reason = getattr(error, "reason", None) or error
            raise Unchecked(f"the host cannot be asked ({str(reason)[:200] or type(error).__name__})") from None


class _SameHost(urllib.request.HTTPRedirectHandler):
    """Follows redirections within a host, such as from ``/index.html`` to ``/``, but not to another one."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url), urlsplit(urljoin(req.full_url, newurl))
        if (old.scheme, old.netloc) != (new.scheme, new.netloc):
            raise Unchecked(f"the host redirects to another address, {newurl[:200]!r}")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def at(where: str) -> Place:
    """Return the site at an address or in a folder. Raises ValueError, with a readable message, if there is none."""
    if "://" in where:
        return Web(where)
    folder = Path(where)
    if not folder.is_dir():
        raise ValueError(f"there is no folder '{where}'; an address begins with https://")
    return Folder(folder)


def read(place: Place, name: str, limit: int = MAX_BYTES) -> bytes:
    """Return a whole file of at most ``limit`` bytes. Raises Missing or Unchecked."""
    parts, size = [], 0
    for chunk in place.chunks(name):
        size += len(chunk)
        if size > limit:
            raise Unchecked(f"it has more than {limit:,} bytes")
        parts.append(chunk)
    return b"".join(parts)


def digest(place: Place, name: str) -> str:
    """Return a file's SHA-256 in hexadecimal. Raises Missing or Unchecked."""
    total = hashlib.sha256()
    for chunk in place.chunks(name):
        total.update(chunk)
    return total.hexdigest()
