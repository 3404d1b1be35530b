"""What a pull request changes, as the one comment that stands below it: Markdown of which nothing reaches out of its place."""

from __future__ import annotations

import re
from collections.abc import Iterable

from . import checks
from .compare import Comparison, PageChange, compare
from .diagnostics import Severity
from .library import Library
from .records.fields import in_language
from .records.releases import KINDS

MARK = "<!-- caravan-explainer: what changes -->"
"""The comment's first line, by which it is found again."""

LONGEST = 60_000
"""Characters of a comment; the code host takes 65,536."""

SHOWN = 30
"""Rows of a list before the rest is counted."""

Row = tuple[str, ...]

_SPECIAL = re.compile(r"([\\`*_{}\[\]()#+!|<>&@~^:$.])")


def comment(old: Library, new: Library, preview: str = "") -> str:
    """Return the comment on the way from ``old`` to ``new``; ``preview`` is the address of the built site."""
    found = compare(old, new)
    pieces = [MARK, "## What this changes", ""]
    if preview:
        pieces += [
            f"[The site with this change]({preview}) (a ZIP to unpack and open). It is an unreviewed preview, built by the "
            "change's own code: do not trust or share it.",
            "",
        ]
    pieces += [_verdict(new), ""]
    if any(found.kinds[kind] != type(found.kinds[kind])() for kind in KINDS):
        pieces += _kinds(found, old, new)
    else:
        pieces += ["No page and no record differs.", ""]
    if found.corrections:
        rows: list[Row] = [(one.where, _cut(one.before), _cut(one.after or "withdrawn")) for one in found.corrections]
        head = f"Figures and dates that no longer stand where they stood: {len(rows)}"
        pieces += _folded(head, ("where", "before", "now"), rows)
    if found.statuses:
        rows = [(one.claim, one.before, one.after) for one in found.statuses]
        pieces += _folded("Claims judged anew", ("claim", "before", "now"), rows)
    if rows := [row for page in found.pages if (row := _level(page))]:
        pieces += [
            "**Reading level** (school grade for English, ease for Spanish)",
            "",
            *_table(("page", "before", "now"), rows),
        ]
    if rows := [row for page in found.pages for row in _balance(page)]:
        pieces += ["**Balance**: citations of each position", "", *_table(("page", "position", "before", "now"), rows)]
    text = "\n".join(pieces).rstrip() + "\n"
    return text if len(text) <= LONGEST else text[: text.rfind("\n", 0, LONGEST - 40)] + "\n\n(cut: it was longer)\n"


def _verdict(new: Library) -> str:
    findings = checks.run(new)
    errors = sum(finding.severity is Severity.ERROR for finding in findings)
    warnings = sum(finding.severity is Severity.WARNING for finding in findings)
    if not errors:
        return f"The check finds **no error**{f' and {warnings} warnings' if warnings else ''}."
    return f"The check finds **{errors} errors**; each stands at its line under *Files changed*."


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
    """Return what is listed, each by its key and its title."""
    keys = list(keys)
    shown = [
        _escape(key) + (f" ({_escape(_cut(title, 80))})" if (title := _title(kind, key, library)) else "")
        for key in keys[:SHOWN]
    ]
    return "<br>".join([*shown, *([f"and {len(keys) - SHOWN} more"] if len(keys) > SHOWN else [])])


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


def _folded(summary: str, head: Row, rows: list[Row]) -> list[str]:
    return ["<details>", f"<summary>{_escape(summary)}</summary>", "", *_table(head, rows), "</details>", ""]


def _table(head: Row, rows: list[Row], *, plain: bool = True) -> list[str]:
    """Return a table; with ``plain`` its cells are text of the change and are made harmless."""
    shown = [row if not plain else tuple(map(_escape, row)) for row in rows[:SHOWN]]
    rest = [f"\nand {len(rows) - SHOWN} more"] if len(rows) > SHOWN else []
    lines = ["| " + " | ".join(row) + " |" for row in (head, ("---",) * len(head), *shown)]
    return [*lines, *rest, ""]


def _cut(text: str, most: int = 300) -> str:
    return text if len(text) <= most else text[: most - 1].rstrip() + "…"


def _escape(text: str) -> str:
    """Return text as Markdown that shows it and nothing else: no mention, link, picture, mark or line of its own."""
    return _SPECIAL.sub(lambda match: f"&#{ord(match.group())};", " ".join(text.split()))
