"""The register of rules. A rule is a function from the library to diagnostics.

Its docstring is its documentation: one sentence, then the four headings ``What it finds``,
``Why it matters``, ``Example`` and ``How to mend it``. The terminal and the site show it as it stands.
"""

from __future__ import annotations

import datetime
import inspect
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ..diagnostics import Diagnostic, Severity
from ..library import Library
from ..text.waivers import Waiver

Check = Callable[[Library], Iterator[Diagnostic]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A registered rule."""

    id: str
    family: str
    severity: Severity
    check: Check

    @property
    def summary(self) -> str:
        """What it finds, in one sentence."""
        return self.documentation.partition("\n")[0]

    @property
    def documentation(self) -> str:
        """The docstring as Markdown."""
        return inspect.getdoc(self.check) or ""


WAIVER_RULES = {"unknown-waiver", "expired-waiver", "distant-waiver", "unused-waiver"}
"""The rules on waivers; their findings come from `examine`, which alone knows what a waiver was used for."""

NEVER_WAIVED = {
    "beyond-limits",
    "front-matter-markup",
    "hidden-character",
    "invalid-record",
    "raw-html",
    "taken-address",
    "unread-file",
    "unread-text",
    "unreadable-page",
    "unsafe-attribute",
    "unsafe-url",
}
"""Rules whose findings no waiver accepts: what they find could not be read, or would keep a build from coming to its end."""

LONGEST_WAIVER = datetime.timedelta(days=365)
"""How far ahead of the day of the check a waiver may end."""

RULES: dict[str, Rule] = {}
"""Every rule by its id, family by family in the order of their definition."""


def rule(id: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Check]:
    """Register a function as the rule ``id``; its module names the family."""

    def register(check: Check) -> Check:
        RULES[id] = Rule(id, check.__module__.rpartition(".")[2], severity, check)
        return check

    return register


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the checks found, and what a page's waivers accept of it."""

    findings: list[Diagnostic]
    waived: list[tuple[Waiver, Diagnostic]]


def examine(library: Library) -> Outcome:
    """Run every rule, and apply the waivers; findings come in the order of their places."""
    found = [
        replace(diagnostic, rule=rule.id, severity=rule.severity)
        for rule in RULES.values()
        for diagnostic in rule.check(library)
    ]
    found.sort(key=lambda diagnostic: (diagnostic.place, diagnostic.rule, diagnostic.message))
    findings: list[Diagnostic] = []
    waived: list[tuple[Waiver, Diagnostic]] = []
    used: set[Waiver] = set()
    waivers = _by_place(library.waivers)
    for diagnostic in found:
        waiver = _covering(diagnostic, waivers)
        if waiver:
            used.add(waiver)
        if waiver and waiver.until >= library.today:
            waived.append((waiver, diagnostic))
        else:
            findings.append(diagnostic)
    for waiver in library.waivers:
        findings += _on_waiver(waiver, waiver in used, library)
    findings.sort(key=lambda diagnostic: (diagnostic.place, diagnostic.rule, diagnostic.message))
    return Outcome(findings, waived)


def run(library: Library) -> list[Diagnostic]:
    """Return the findings that no waiver accepts."""
    return examine(library).findings


def _by_place(waivers: list[Waiver]) -> dict[tuple[str, str], list[Waiver]]:
    """Return the waivers by file and rule, in the order of the last lines that they cover."""
    found: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in sorted(waivers, key=lambda waiver: waiver.last):
        found.setdefault((waiver.place.path, waiver.rule), []).append(waiver)
    return found


def _covering(diagnostic: Diagnostic, waivers: dict[tuple[str, str], list[Waiver]]) -> Waiver | None:
    """Return the first waiver that covers a finding. Blocks follow each other: if the first that ends late enough does not, none does."""
    if diagnostic.rule in NEVER_WAIVED:
        return None
    same = waivers.get((diagnostic.place.path, diagnostic.rule), [])
    first = bisect_left(same, diagnostic.place.line, key=lambda waiver: waiver.last)
    return same[first] if first < len(same) and same[first].covers(diagnostic.place) else None


def _on_waiver(waiver: Waiver, used: bool, library: Library) -> Iterator[Diagnostic]:
    """Yield what is wrong with a waiver itself; nothing waives that."""
    if waiver.rule in NEVER_WAIVED:
        message = f"no waiver can accept what {waiver.rule} finds"
        severity = RULES["unknown-waiver"].severity
        yield Diagnostic(
            "unknown-waiver", waiver.place, message, "remove the waiver, and what it is for", severity=severity
        )
    elif not waiver.rule or waiver.rule not in RULES or waiver.rule in WAIVER_RULES:
        message = f"there is no rule '{waiver.rule}' to waive" if waiver.rule else "this waiver cannot be read"
        help = "write <!-- waive RULE until 2027-06-30: reason -->"
        yield Diagnostic("unknown-waiver", waiver.place, message, help, severity=RULES["unknown-waiver"].severity)
    elif waiver.until < library.today:
        message = f"this waiver of {waiver.rule} ended on {waiver.until}"
        help = "mend what it accepts, or give a new day and say why"
        yield Diagnostic("expired-waiver", waiver.place, message, help, severity=RULES["expired-waiver"].severity)
    elif waiver.until - library.today > LONGEST_WAIVER:
        message = f"this waiver of {waiver.rule} ends on {waiver.until}, more than a year ahead"
        latest = library.today + LONGEST_WAIVER
        help = f"give a day no later than {latest}; renew the waiver then if it is still needed"
        yield Diagnostic("distant-waiver", waiver.place, message, help, severity=RULES["distant-waiver"].severity)
    elif not used:
        message = f"nothing in the next block needs this waiver of {waiver.rule}"
        yield Diagnostic("unused-waiver", waiver.place, message, "remove it", severity=RULES["unused-waiver"].severity)


def while_reading(library: Library, id: str) -> Iterator[Diagnostic]:
    """Yield what the readers found wrong under one rule."""
    return (fault for fault in library.faults if fault.rule == id)
