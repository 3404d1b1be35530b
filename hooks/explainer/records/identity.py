"""When two records describe the same work: by DOI, by address, or by title, publication and date."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import product
from typing import Any, Generic, NamedTuple, TypeVar
from urllib.parse import unquote

from .. import urls

T = TypeVar("T")


class Identity(NamedTuple):
    """The values by which a work is known, in comparable form; empty where the record has none."""

    doi: str
    url: str
    title: str
    publication: str
    """The newspaper, journal or site in which it appeared; else its publisher, or the body that is its author."""
    issued: str


def identity(fields: Mapping[str, Any]) -> Identity:
    """Return the identity of a record's fields.

    A leading ``www.``, a final slash, the usual port, steps back in the path and the difference between http and https are
    ignored, and so are capitals and punctuation. An address at doi.org is a DOI. Raises ValueError if the address is
    malformed.
    """
    said = {name: str(fields.get(name) or "") for name in ("DOI", "URL", "title", "issued")}
    doi, url = said["DOI"].lower(), ""
    if said["URL"]:
        parts = urls.split(said["URL"])
        host = parts.netloc.removeprefix("www.")
        if host in ("doi.org", "dx.doi.org"):
            doi = doi or unquote(parts.path)[1:].lower()
        else:
            url = f"{host}{parts.path.rstrip('/')}?{parts.query}#{parts.fragment}"
    authors = fields.get("author")
    body = (
        next((one.get("literal") for one in authors if isinstance(one, Mapping)), "")
        if isinstance(authors, list)
        else ""
    )
    publication = fields.get("container-title") or fields.get("publisher") or body or ""
    return Identity(doi, url, _words(said["title"]), _words(str(publication)), said["issued"])


class Known(Generic[T]):
    """Works that were seen, each with something that belongs to it, such as its record."""

    def __init__(self) -> None:
        self._seen: dict[tuple[str, ...], T] = {}

    def find(self, work: Identity) -> tuple[str, T] | None:
        """Return the field that a work shares with one that was seen (``DOI``, ``URL`` or ``title``), and what belongs to that."""
        for name, value in (("DOI", work.doi), ("URL", work.url)):
            if value and (name, value) in self._seen:
                return name, self._seen[name, value]
        for key in _asked(work):
            if key in self._seen:
                return "title", self._seen[key]
        return None

    def add(self, work: Identity, item: T) -> None:
        """Remember a work; the first of two that are the same is kept."""
        for name, value in (("DOI", work.doi), ("URL", work.url)):
            if value:
                self._seen.setdefault((name, value), item)
        for key in _stored(work):
            self._seen.setdefault(key, item)


# Two works with one title are the same unless their publications or their dates differ. A publication that one of them does not state
# differs from none, and a date differs from none that only says less: 2019 and 2019-01-20 agree. Each work is remembered
# under every less exact description of it, so that looking one up takes the same time however many there are.


def _stored(work: Identity) -> Iterator[tuple[str, ...]]:
    if work.title and work.issued:
        exact, *wider = _widened(work.issued)
        for publication, date in product(
            (f"in {work.publication}", "any"), (f"on {exact}", *(f"within {one}" for one in (exact, *wider)))
        ):
            yield "title", work.title, publication if work.publication or publication == "any" else "none", date


def _asked(work: Identity) -> Iterator[tuple[str, ...]]:
    if work.title and work.issued:
        exact, *wider = _widened(work.issued)
        places = (f"in {work.publication}", "none") if work.publication else ("any",)
        for publication, date in product(places, (f"within {exact}", *(f"on {one}" for one in wider))):
            yield "title", work.title, publication, date


def _widened(date: str) -> list[str]:
    """Return a date with the month and the year in which it is; of an interval, the year in which it begins."""
    if "/" in date:
        return [date, date[:4]]
    return [date[:length] for length in (10, 7, 4) if length <= len(date)] if date[:4].isdigit() else [date]


def _words(text: str) -> str:
    return " ".join(re.findall(r"\w+", text.casefold()))
