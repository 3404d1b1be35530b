"""The comment on a pull request that summarises its changes: Markdown in which no text of the change can act."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from . import checks, unjudged
from .commit_files import PathChange, Refused
from .compare import Comparison, PageChange, compare
from .diagnostics import Diagnostic, Severity
from .escaping import code, hosted
from .library import Library
from .records.fields import in_language
from .records.releases import KINDS
from .text.suppressions import Suppression

MARK = "<!-- caravan-explainer: what changes -->"
"""The comment's first line, which identifies it."""

LONGEST = 60_000
"""The most characters of a comment; the code host accepts 65,536."""

SHOWN = 30
"""The most rows of a list; the rest is only counted."""

ROOM = 20_000
"""The most characters for the paths that were not reviewed; the rest is only counted, by folder."""

ROOM_OF_TABLE = 10_000
ROOM_OF_CELL = 8_000
"""The most characters for the rows of a table, and for a cell that lists names; the rest is only counted."""

LONGEST_PATH = 200
"""The most characters of a path; the middle of a longer one is left out."""

Row = tuple[str, ...]


def comment(
    old: Library,
    new: Library,
    preview: str = "",
    changes: Sequence[PathChange] = (),
    refused: Sequence[Refused] = (),
    findings: Sequence[Diagnostic] | None = None,
) -> str:
    """Return the comment on the change from ``old`` to ``new``.

    ``preview`` is the address of the built site, ``changes`` are all paths that differ, ``refused`` are the files that
    were not read, and ``findings`` those of the check of ``new``, if the caller ran it.
    """
    found = compare(old, new)
    pieces = [MARK, "## What this changes", ""]
    if preview:
        pieces += [
            f"[The site with this change]({preview}) (a ZIP to unpack and open). It is an unreviewed preview, built by the "
            "change's own code: do not trust or share it.",
            "",
        ]
    findings = checks.run(new) if findings is None else findings
    pieces += [_verdict(findings), ""]
    pieces += _unjudged(unjudged.unjudged(changes, refused, found, old, new))
    pieces += _waivers(old, new)
    pieces += _errors(findings)
    if any(found.kinds[kind] != type(found.kinds[kind])() for kind in KINDS):
        pieces += _kinds(found, old, new)
    else:
        pieces += ["No page or record changes.", ""]
    if found.corrections:
        rows: list[Row] = [(one.where, one.before, one.after or "withdrawn") for one in found.corrections]
        head = f"Figures and dates that changed or are gone: {len(rows)}"
        pieces += _folded(head, ("where", "before", "now"), rows)
    if found.statuses:
        rows = [(one.claim, one.before, one.after) for one in found.statuses]
        pieces += _folded("Claims with another verdict", ("claim", "before", "now"), rows)
    if rows := [row for page in found.pages if (row := _level(page))]:
        pieces += [
            "**Reading level** (school grade for English, ease for Spanish)",
            "",
            *_table(("page", "before", "now"), rows),
        ]
    if rows := [row for page in found.pages for row in _balance(page)]:
        pieces += ["**Balance**: citations of each position", "", *_table(("page", "position", "before", "now"), rows)]
    return _within("\n".join(pieces).rstrip() + "\n")


def _within(text: str) -> str:
    """Return a comment that the code host accepts, truncated at the end of a line if it is too long."""
    if len(text) <= LONGEST:
        return text
    text = text[: text.rfind("\n", 0, LONGEST - 100)]
    closing = "\n\n</details>" * (text.count("<details>") - text.count("</details>"))
    return f"{text}{closing}\n\n(shortened: the comment was too long)\n"


def unread(why: str) -> str:
    """Return the comment on a change that could not be read, with the reason; no comment would look like approval."""
    said = f"**This change could not be read**: {hosted(why, 500)}"
    return f"{MARK}\n## What this changes\n\n{said}\n\nNothing in it was checked or compared. Read it yourself, all of it.\n"


def _verdict(findings: Sequence[Diagnostic]) -> str:
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    if not errors:
        return f"The check finds **no error**{f' and {warnings} warnings' if warnings else ''}."
    return f"The check finds **{errors} errors**; those on changed lines are under *Files changed* too."


def _errors(findings: Sequence[Diagnostic]) -> list[str]:
    """Return the errors with their places, since not all of them can be shown beside a changed line."""
    rows = [
        (f"{one.location.path}:{one.location.line}", one.rule, one.message)
        for one in findings
        if one.severity is Severity.ERROR
    ]
    return _folded(f"The errors: {len(rows)}", ("place", "rule", "what is wrong"), rows) if rows else []


def _unjudged(listed: Sequence[unjudged.Unjudged]) -> list[str]:
    """Return the changed paths that the rest of the comment does not mention: all of them, or as many as fit and the rest by folder."""
    if not listed:
        return []
    paths = "changed path" if len(listed) == 1 else "changed paths"
    pieces = [f"**Not reviewed: {len(listed)} {paths}.** Look at them yourself.", ""]
    room = ROOM
    for number, one in enumerate(listed):
        row = f"- {code(one.path, LONGEST_PATH)} ({one.what}): {hosted('; '.join(one.reasons), 300)}"
        room -= len(row)
        if room < 0:
            folders = [f"{code(name, 80)} {count}" for name, count in unjudged.by_folder(listed[number:])]
            more = [f"and {len(folders) - SHOWN} more folders"] if len(folders) > SHOWN else []
            pieces.append(f"- and {len(listed) - number} more: {', '.join([*folders[:SHOWN], *more])}")
            break
        pieces.append(row)
    return [*pieces, ""]


def _waivers(old: Library, new: Library) -> list[str]:
    """Return the waivers that are new or changed: the findings that the check was asked to suppress."""
    known = Counter(map(_terms, old.suppressions))
    rows = []
    for suppression in new.suppressions:
        if known[_terms(suppression)]:
            known[_terms(suppression)] -= 1
        else:
            location = f"{suppression.location.path}:{suppression.location.line}"
            rows.append(
                (
                    suppression.rule or "(cannot be read)",
                    location,
                    suppression.reason,
                    f"{suppression.until}" if suppression.rule else "",
                )
            )
    if not rows:
        return []
    head = f"**New or changed waivers: {len(rows)}.** The check does not report the findings that they cover."
    return [head, "", *_table(("rule", "place", "reason", "until"), rows)]


def _terms(suppression: Suppression) -> Row:
    return suppression.location.path, suppression.rule, suppression.reason, f"{suppression.until}"


def _kinds(found: Comparison, old: Library, new: Library) -> list[str]:
    rows = []
    for kind in KINDS:
        change = found.kinds[kind]
        lists = (change.added, change.changed, change.withdrawn)
        if any(lists):
            names = (_names(kind, keys, library) for keys, library in zip(lists, (new, new, old), strict=True))
            rows.append((kind, *names))
        if kind == "pages" and found.pages:
            stated = found.statements
            rows.append(
                ("cited statements", *(str(n or "") for n in (stated.added, stated.reworded, stated.withdrawn)))
            )
    return _table(("", "added", "changed", "withdrawn"), rows, plain=False)


def _names(kind: str, keys: Iterable[str], library: Library) -> str:
    """Return the names of things as a list, each with its key and its title."""
    keys = list(keys)
    shown: list[str] = []
    room = ROOM_OF_CELL
    for key in keys[:SHOWN]:
        title = _title(kind, key, library)
        name = hosted(key, LONGEST_PATH) + (f" ({hosted(title, 80)})" if title else "")
        room -= len(name)
        if room < 0:
            break
        shown.append(name)
    return "<br>".join([*shown, *([f"and {len(keys) - len(shown)} more"] if len(keys) > len(shown) else [])])


def _title(kind: str, key: str, library: Library) -> str:
    if kind == "sources" and key in library.sources:
        return library.sources[key].data.title
    if kind == "terms" and key in library.terms:
        return in_language(library.terms[key].data.term, "en")
    return ""


def _level(page: PageChange) -> Row | None:
    before, after = ("" if level is None else f"{level:.1f}" for level in page.level)
    return (page.page, before, after) if before != after else None


def _balance(page: PageChange) -> list[Row]:
    before, after = page.balance
    if before == after:
        return []
    names = dict.fromkeys([*after, *before])
    return [(page.page, name, str(before.get(name, "")), str(after.get(name, "withdrawn"))) for name in names]


def _folded(summary: str, head: Row, rows: Sequence[Row]) -> list[str]:
    return ["<details>", f"<summary>{hosted(summary)}</summary>", "", *_table(head, rows), "</details>", ""]


def _table(head: Row, rows: Sequence[Row], *, plain: bool = True) -> list[str]:
    """Return a table with as many rows as fit; with ``plain`` its cells are text from the change, escaped."""
    lines: list[str] = []
    room = ROOM_OF_TABLE if plain else LONGEST
    for row in rows[:SHOWN]:
        line = "| " + " | ".join(hosted(cell, 300) if plain else cell for cell in row) + " |"
        room -= len(line)
        if room < 0:
            break
        lines.append(line)
    rest = [f"\nand {len(rows) - len(lines)} more"] if len(rows) > len(lines) else []
    return ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head), *lines, *rest, ""]
