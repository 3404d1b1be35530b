"""The outward links: where each stands, what became of it, and one issue that says so.

lychee asks the addresses; its report is read here. An answer says something of a page only if it is about the page: 404 and 410 say that
it is gone; 403 and 429 say that a program may not ask; a server that fails or is silent is asked again next week.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from .diagnostics import Place
from .library import Library
from .render.site import escape_markdown

MARK = "<!-- caravan-explainer: links -->"
"""The issue's first line, by which it is found again."""

GONE = {404, 410}
REFUSED = {401, 403, 405, 406, 429, 451}
PERMANENT = {301, 308}

SHOWN = 100
"""Rows of a list before the rest is counted: an issue has 65,536 characters."""

State = Literal["works", "moved", "gone", "refused", "failing"]


@dataclass(frozen=True, slots=True)
class Link:
    """An address and one place at which it stands."""

    address: str
    place: Place
    field: str = ""
    """The field of a record; empty for a link on a page."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What became of an address."""

    state: State
    said: str = ""
    """What lychee said of it."""
    to: str = ""
    """Where it leads now, if it moved for good."""


class UnreadableReport(Exception):
    """Why a text is no report of lychee's, in words for whoever gave it."""


def outward(library: Library) -> Iterator[Link]:
    """Yield every address that leads out of the site, with each place at which it stands."""
    for source in library.sources.values():
        data = source.data
        given: list[tuple[tuple[str, ...], str | None]] = [
            (("URL",), data.URL),
            (("DOI",), f"https://doi.org/{data.DOI.removeprefix('https://doi.org/')}" if data.DOI else None),
            (("archive",), data.archive),
            (("read", "url"), data.read.url),
        ]
        yield from (Link(address, source.place(*path), ".".join(path)) for path, address in given if address)
    for term in library.terms.values():
        for i, address in enumerate(term.data.same_as):
            yield Link(address, term.place("same_as", i), "same_as")
    for passage in (passage for page in library.pages for passage in page.passages):
        found = [
            (destination, passage.place(part, start, end))
            for part in passage.parts
            for start, end, destination in part.inline.links
        ]
        found += [
            (destination, passage.lines.place(passage.path, passage.in_file(offset)))
            for offset, destination in passage.destinations
        ]
        yield from (Link(address, place) for address, place in found if address.startswith(("http://", "https://")))


def verdicts(report: str) -> dict[str, Verdict]:
    """Return what became of each address by lychee's report as JSON, made with ``-vv``. Raises `UnreadableReport`."""
    try:
        data = json.loads(report)
        good, bad = _entries(data["success_map"]), [*_entries(data["error_map"]), *_entries(data["timeout_map"])]
        found = {entry["url"]: _failed(entry["status"]) for entry in bad}
        return found | {entry["url"]: _followed(entry.get("redirects")) for entry in good}
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise UnreadableReport(f"this is no report of lychee's as JSON: {type(error).__name__} {error}") from None


def _entries(by_input: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [entry for entries in by_input.values() for entry in entries]


def _failed(status: Mapping[str, Any]) -> Verdict:
    code, said = status.get("code"), str(status.get("text", ""))
    return Verdict("gone" if code in GONE else "refused" if code in REFUSED else "failing", said)


def _followed(redirects: Mapping[str, Any] | None) -> Verdict:
    hops = redirects["redirects"] if redirects else []
    if hops and all(hop["code"] in PERMANENT for hop in hops):
        return Verdict("moved", "moved for good", str(hops[-1]["url"]))
    return Verdict("works")


def issue(links: Iterable[Link], found: Mapping[str, Verdict], archived: Callable[[str], str]) -> str:
    """Return the issue as Markdown; empty where nothing is gone and nothing moved.

    ``archived`` says of an address where a lasting copy is, or why none is named, as a line for a record.
    """
    by_address: dict[str, list[Link]] = {}
    for link in links:
        by_address.setdefault(link.address, []).append(link)
    states: dict[State, list[str]] = {"gone": [], "moved": [], "failing": [], "refused": [], "works": []}
    for address in sorted(by_address):
        if verdict := found.get(address):
            states[verdict.state].append(address)
    unasked = len(by_address) - sum(map(len, states.values()))
    if not states["gone"] and not states["moved"]:
        return ""
    pieces = [MARK, "## Links that broke or moved", ""]
    for address in states["gone"][:SHOWN]:
        pieces += [f"- **Gone**: {_code(address)} ({_harmless(found[address].said)})"]
        pieces += [f"    - {_spoken(link)}: {archived(address)}" for link in by_address[address]]
    for address in states["moved"][:SHOWN]:
        pieces += [f"- **Moved**: {_code(address)} leads to {_code(found[address].to)}"]
        pieces += [f"    - {_spoken(link)}" for link in by_address[address]]
    left = sum(max(0, len(states[state]) - SHOWN) for state in ("gone", "moved"))
    pieces += [f"- and {left} more"] if left else []
    for state, summary in (
        ("failing", "failed or kept silent; they are asked again next week"),
        ("refused", "refused a program, which says nothing of the page"),
    ):
        if addresses := states[state]:  # type: ignore[index]
            pieces += ["", "<details>", f"<summary>{len(addresses)} {summary}</summary>", ""]
            pieces += [f"- {_code(address)}: {_harmless(found[address].said)}" for address in addresses[:SHOWN]]
            pieces += ["", "</details>"]
    said = f", {unasked} were not asked" if unasked else ""
    return "\n".join([*pieces, "", f"{len(states['works'])} addresses work{said}."]) + "\n"


def _spoken(link: Link) -> str:
    return f"{_code(f'{link.place.path}:{link.place.line}')}" + (f", `{link.field}`" if link.field else "")


def _code(text: str) -> str:
    """Return text as code that nothing gets out of: an address from a server may hold anything."""
    return "`` " + re.sub(r"[`\s]+", " ", text)[:500].strip() + " ``"


def _harmless(text: str) -> str:
    return str(escape_markdown(text[:200]))
