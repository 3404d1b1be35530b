"""The external links: where each is, whether it works, and one issue that reports the broken ones.

lychee requests the addresses, and this module reads its report. Only some answers are about the page itself: 404, 410
and a host that no longer exists mean that it is gone, and so does a redirect to a front page or an error page; 403, 429
and a login mean that programs may not ask. A server that fails or does not answer is asked again next week; the issue
keeps count, and after `WEEKS` weeks the address is listed. A page that is gone but has an archived copy on record is fine.
"""

from __future__ import annotations

import json
import re
import string
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal
from urllib.parse import quote, urlunsplit

from . import urls
from .diagnostics import Location
from .escaping import code, hosted
from .library import Library
from .redirects import destination

MARK = "<!-- caravan-explainer: links -->"
"""The issue's first line, which identifies it."""

GONE = {404, 410}
REFUSED = {401, 403, 405, 406, 429, 451}
PERMANENT = {301, 308}

WEEKS = 4
"""After how many weeks without an answer an address is listed."""
QUIET = "<!-- nothing to do -->"
"""The second line of an issue that needs nobody: it only keeps count of addresses that fail."""
_COUNTED = re.compile(r"^<!-- failing: (\{.*\}) -->$", re.MULTILINE)
MOST_COUNTED = 6_000
"""The most characters of the counts; with more failing addresses, most of them fail for a reason of our own."""

SHOWN = 100
"""The most rows of a list; the rest is only counted, since each gone page costs a request to the archive."""
ROOM = {"gone": 20_000, "moved": 12_000, "silent": 6_000, "failing": 6_000, "refused": 6_000, "unasked": 6_000}
"""The most characters of a list; the rest is only counted, since an issue has at most 65,536."""

State = Literal["works", "moved", "gone", "refused", "failing", "unasked"]


@dataclass(frozen=True, slots=True)
class Link:
    """An address and one place where it occurs."""

    address: str
    location: Location
    field: str = ""
    """The field of a record; empty for a link on a page."""
    archivable: bool = False
    """Whether the record may have ``archive``."""
    archived: bool = False
    """Whether the record has ``archive``."""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The state of an address."""

    state: State
    said: str = ""
    """lychee's message about it."""
    to: str = ""
    """Its new address, if it moved permanently."""


class ReportFormatError(Exception):
    """The reason, for the user, why a text is not a report of lychee."""


def external_links(library: Library) -> Iterator[Link]:
    """Yield every external address, with each place where it occurs."""
    for source in library.sources.values():
        data = source.data
        given: list[tuple[tuple[str, ...], str | None]] = [
            (("URL",), data.URL),
            (("DOI",), f"https://doi.org/{data.DOI.removeprefix('https://doi.org/')}" if data.DOI else None),
            (("archive",), data.archive),
            (("read", "url"), data.read.url),
        ]
        for path, address in given:
            if address:
                copied = bool(data.archive) and path != ("archive",)
                yield Link(address, source.location(*path), ".".join(path), path != ("archive",), copied)
    for term in library.terms.values():
        for i, address in enumerate(term.data.same_as):
            yield Link(address, term.location("same_as", i), "same_as")
    for document in (document for page in library.pages for document in page.documents):
        found = [
            (destination, document.location(part, start, end))
            for part in document.parts
            for start, end, destination in part.inline.links
        ]
        found += [
            (destination, document.lines.location(document.path, document.file_offset(offset)))
            for offset, destination in document.destinations
        ]
        yield from (
            Link(address, location) for address, location in found if address.startswith(("http://", "https://"))
        )


def asked(address: str) -> str:
    """Return an address as clients send it and as lychee reports it: the host in lower case, a path, only ASCII."""
    try:
        parts = urls.split(address)
        host = parts.netloc.encode("idna").decode("ascii")
        path, query, fragment = (
            quote(parts.path, _KEPT),
            quote(parts.query, _KEPT_QUERY),
            quote(parts.fragment, _KEPT),
        )
    except ValueError:  # not an address, or an invalid host name
        return address
    return urlunsplit((parts.scheme, host, path, query, fragment))


_KEPT = string.punctuation
_KEPT_QUERY = _KEPT.replace("'", "")


def verdicts(report: str, unknown_host: Callable[[str], bool]) -> dict[str, Verdict]:
    """Return the state of each address (spelled as by `asked`) from lychee's JSON report, made with ``-vv``.

    lychee has the same message for a host that does not exist and for a failing network; ``unknown_host`` distinguishes
    them. Raises `ReportFormatError`, also for a report in which no server answered, which only shows that the network
    failed.
    """
    try:
        data = json.loads(report)
        good, bad, late = (_entries(data[name]) for name in ("success_map", "error_map", "timeout_map"))
        if data.get("successful") and not good:
            raise ReportFormatError("this report of lychee does not list the links that work; make it with -vv")
        if data.get("total") and not good and not any("code" in entry["status"] for entry in bad):
            raise ReportFormatError("in this report of lychee no server answered; try again with a network connection")
        found = {asked(entry["url"]): Verdict("failing", str(entry["status"].get("text", ""))) for entry in late}
        found |= {asked(entry["url"]): _failed(entry["url"], entry["status"], unknown_host) for entry in bad}
        return found | {asked(entry["url"]): _followed(entry["url"], entry.get("redirects")) for entry in good}
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ReportFormatError(f"this is not a JSON report of lychee: {type(error).__name__} {error}") from None


def _entries(by_input: Mapping[str, list[dict[str, Any]]]) -> list[dict[str, Any]]:
    return [entry for entries in by_input.values() for entry in entries]


def _failed(address: str, status: Mapping[str, Any], unknown_host: Callable[[str], bool]) -> Verdict:
    code, said = status.get("code"), str(status.get("text", ""))
    if code is None and unknown_host(address):
        return Verdict("gone", "no host has this name")
    return Verdict("gone" if code in GONE else "refused" if code in REFUSED else "failing", said)


def _followed(address: str, redirects: Mapping[str, Any] | None) -> Verdict:
    hops = redirects["redirects"] if redirects else []
    if not hops:
        return Verdict("works")
    to = str(hops[-1]["url"])
    where = destination(address, to)
    if where == "login":
        return Verdict("refused", f"leads to a login: {to}", to)
    if where in ("front", "error"):
        return Verdict("gone", f"leads to {'the front page' if where == 'front' else 'an error page'}: {to}", to)
    if where == "page" and all(hop["code"] in PERMANENT for hop in hops):
        return Verdict("moved", "moved permanently", to)
    return Verdict("works")


def issue(
    links: Iterable[Link],
    found: Mapping[str, Verdict],
    find_snapshot: Callable[[str], tuple[str, str]],
    before: str = "",
) -> str:
    """Return the issue as Markdown; empty if every link works, is archived, or refuses programs.

    ``find_snapshot`` returns the address of an archived copy, or an empty string and the reason why there is none. ``before``
    is the issue of the week before, which holds the number of weeks for which each address failed. If addresses only
    fail, and not for long, the second line is `QUIET`: the issue should be closed.
    """
    by_address: dict[str, list[Link]] = {}
    for link in links:
        by_address.setdefault(link.address, []).append(link)
    verdict = {address: found.get(asked(address), Verdict("unasked", "not in the report")) for address in by_address}
    states: dict[State, list[str]] = {"gone": [], "moved": [], "failing": [], "refused": [], "unasked": [], "works": []}
    copied = 0
    for address in sorted(by_address):
        state = verdict[address].state
        if state == "gone":
            by_address[address] = [link for link in by_address[address] if not link.archived]
            if not by_address[address]:
                copied += 1
                continue
        states[state].append(address)
    weeks = _weeks(before)
    weeks = {address: weeks.get(address, 0) + 1 for address in states["failing"]}
    silent = [
        address
        for address in states["failing"]
        if weeks[address] >= WEEKS and not all(link.archived for link in by_address[address])
    ]
    listed = bool(states["gone"] or states["moved"] or silent)
    if not listed and not weeks:
        return ""
    states["failing"] = sorted(set(states["failing"]) - set(silent))

    def gone(address: str, what: str = "Gone") -> list[str]:
        copy, why = find_snapshot(address)
        rows = [f"- **{what}**: {code(address)} ({hosted(verdict[address].said, 200)})"]
        for link in by_address[address]:
            fix = why or (f"take `archive: {copy}`" if link.archivable else f"the copy is `{copy}`")
            rows.append(f"    - {_spoken(link)}: {fix}")
        return rows

    def moved(address: str) -> list[str]:
        rows = [f"- **Moved**: {code(address)} leads to {code(verdict[address].to)}"]
        return rows + [f"    - {_spoken(link)}" for link in by_address[address]]

    def no_answer(address: str) -> list[str]:
        return gone(address, f"Failing for {weeks[address]} weeks")

    def other(address: str) -> list[str]:
        return [f"- {code(address)}: {hosted(verdict[address].said, 200)}"]

    pieces = [MARK, *([] if listed else [QUIET]), "## Links that broke or moved", ""]
    pieces += _fitting(states["gone"], gone, ROOM["gone"]) + _fitting(states["moved"], moved, ROOM["moved"])
    pieces += _fitting(silent, no_answer, ROOM["silent"])
    folded: tuple[tuple[State, str], ...] = (
        ("failing", "failed or did not answer; they will be asked again next week"),
        ("refused", "refused a program, so the page may be fine"),
        ("unasked", "were not asked"),
    )
    for state, summary in folded:
        if addresses := states[state]:
            pieces += ["", "<details>", f"<summary>{len(addresses)} {summary}</summary>", ""]
            pieces += [*_fitting(addresses, other, ROOM[state]), "", "</details>"]
    said = f"; {copied} gone, each with an archived copy on record" if copied else ""
    pieces += ["", f"{len(states['works'])} addresses work{said}."]
    return "\n".join([*pieces, *_counted(weeks)]) + "\n"


def _weeks(before: str) -> dict[str, int]:
    """Return the counts that an issue holds; none if somebody changed them."""
    match = _COUNTED.search(before.replace("\r", ""))
    try:
        found = json.loads(match.group(1)) if match else {}
    except (ValueError, RecursionError):
        return {}
    return {address: count for address, count in found.items() if isinstance(count, int) and 0 < count < 10_000}


def _counted(weeks: Mapping[str, int]) -> list[str]:
    """Return the line that holds the counts, of the longest failing addresses if there are too many."""
    kept: dict[str, int] = {}
    room = MOST_COUNTED
    for address in sorted(weeks, key=lambda address: (-weeks[address], address)):
        room -= len(json.dumps(address)) + 10
        if room < 0:
            break
        kept[address] = weeks[address]
    if not kept:
        return []
    # No character can end the comment, or begin another one.
    written = json.dumps(kept).replace("<", "\\u003c").replace(">", "\\u003e").replace("--", "-\\u002d")
    return ["", f"<!-- failing: {written} -->"]


def _fitting(addresses: list[str], rows_of: Callable[[str], list[str]], room: int) -> list[str]:
    """Return the rows of as many addresses as fit, and how many are left."""
    rows: list[str] = []
    for done, address in enumerate(addresses):
        more = rows_of(address) if done < SHOWN else []
        room -= sum(len(row) + 1 for row in more)
        if not more or room < 0:
            return [*rows, f"- and {len(addresses) - done} more"]
        rows += more
    return rows


def _spoken(link: Link) -> str:
    return code(f"{link.location.path}:{link.location.line}") + (f", `{link.field}`" if link.field else "")
