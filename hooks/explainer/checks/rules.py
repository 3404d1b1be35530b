"""The register of rules. A rule is a function from the library to diagnostics.

Its docstring is its documentation: one sentence, then the four headings ``What it finds``,
``Why it matters``, ``Example`` and ``How to fix it``. The terminal and the site show it unchanged.
"""

from __future__ import annotations

import datetime
import inspect
from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ..diagnostics import Diagnostic, Severity
from ..library import Library
from ..text.suppressions import Suppression

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
        """The first line of the docstring: what the rule finds, in one sentence."""
        return self.documentation.partition("\n")[0]

    @property
    def documentation(self) -> str:
        """The docstring as Markdown."""
        return inspect.getdoc(self.check) or ""


WAIVER_RULES = {"unknown-waiver", "expired-waiver", "distant-waiver", "unused-waiver"}
"""The rules on waivers; `run_checks` makes their findings, since only it knows which waivers were used."""

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
"""Rules that no waiver can suppress: they find content that could not be read, or that would keep a build from finishing."""

LONGEST_WAIVER = datetime.timedelta(days=365)
"""How long after the day of the check a waiver may end."""

RULES: dict[str, Rule] = {}
"""Every rule by id, family by family, in the order of definition."""


def rule(id: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Check]:
    """Register a function as the rule ``id``; the module or package of `checks` that it is in names its family."""

    def register(check: Check) -> Check:
        RULES[id] = Rule(id, check.__module__.partition(".checks.")[2].partition(".")[0], severity, check)
        return check

    return register


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The findings of the checks, and those that a waiver suppresses."""

    findings: list[Diagnostic]
    suppressed: list[tuple[Suppression, Diagnostic]]


def run_checks(library: Library) -> CheckResult:
    """Run every rule and apply the waivers; return the findings in the order of their places."""
    # A record's text that several languages' pages show is checked on each of them, and reported once.
    found = list(
        dict.fromkeys(
            replace(diagnostic, rule=rule.id, severity=rule.severity)
            for rule in RULES.values()
            for diagnostic in rule.check(library)
        )
    )
    found.sort(key=lambda diagnostic: (diagnostic.location, diagnostic.rule, diagnostic.message))
    findings: list[Diagnostic] = []
    suppressed: list[tuple[Suppression, Diagnostic]] = []
    used: set[Suppression] = set()
    suppressions = _by_place(library.suppressions)
    for diagnostic in found:
        suppression = _covering(diagnostic, suppressions)
        if suppression:
            used.add(suppression)
        if suppression and suppression.until >= library.today:
            suppressed.append((suppression, diagnostic))
        else:
            findings.append(diagnostic)
    for suppression in library.suppressions:
        findings += _on_waiver(suppression, suppression in used, library)
    findings.sort(key=lambda diagnostic: (diagnostic.location, diagnostic.rule, diagnostic.message))
    return CheckResult(findings, suppressed)


def run(library: Library) -> list[Diagnostic]:
    """Return the findings that no waiver suppresses."""
    return run_checks(library).findings


def _by_place(suppressions: list[Suppression]) -> dict[tuple[str, str], list[Suppression]]:
    """Return the waivers by file and rule, in the order of the last lines that they cover."""
    found: dict[tuple[str, str], list[Suppression]] = {}
    for suppression in sorted(suppressions, key=lambda suppression: suppression.last):
        found.setdefault((suppression.location.path, suppression.rule), []).append(suppression)
    return found


def _covering(diagnostic: Diagnostic, suppressions: dict[tuple[str, str], list[Suppression]]) -> Suppression | None:
    """Return the waiver that covers a finding. Blocks do not overlap, so only the first waiver that ends late enough can cover it."""
    if diagnostic.rule in NEVER_WAIVED:
        return None
    same = suppressions.get((diagnostic.location.path, diagnostic.rule), [])
    first = bisect_left(same, diagnostic.location.line, key=lambda suppression: suppression.last)
    return same[first] if first < len(same) and same[first].covers(diagnostic.location) else None


def _on_waiver(suppression: Suppression, used: bool, library: Library) -> Iterator[Diagnostic]:
    """Yield the findings on a waiver itself; no waiver can suppress them."""
    if suppression.rule in NEVER_WAIVED:
        message = f"the rule '{suppression.rule}' cannot be waived"
        severity = RULES["unknown-waiver"].severity
        yield Diagnostic(
            "unknown-waiver", suppression.location, message, "remove the waiver, and fix the finding", severity=severity
        )
    elif not suppression.rule or suppression.rule not in RULES or suppression.rule in WAIVER_RULES:
        message = (
            f"there is no rule '{suppression.rule}' to waive" if suppression.rule else "this waiver cannot be read"
        )
        help = "write <!-- waive RULE until 2027-06-30: reason -->"
        yield Diagnostic(
            "unknown-waiver", suppression.location, message, help, severity=RULES["unknown-waiver"].severity
        )
    elif suppression.until < library.today:
        message = f"this waiver of '{suppression.rule}' ended on {suppression.until}"
        help = "fix the finding that it suppresses, or set a new day and say why"
        yield Diagnostic(
            "expired-waiver", suppression.location, message, help, severity=RULES["expired-waiver"].severity
        )
    elif suppression.until - library.today > LONGEST_WAIVER:
        message = f"this waiver of '{suppression.rule}' ends on {suppression.until}, more than a year ahead"
        latest = library.today + LONGEST_WAIVER
        help = f"set a day no later than {latest}, and renew the waiver then if it is still needed"
        yield Diagnostic(
            "distant-waiver", suppression.location, message, help, severity=RULES["distant-waiver"].severity
        )
    elif not used:
        message = f"the next block has no finding of '{suppression.rule}' for this waiver to suppress"
        yield Diagnostic(
            "unused-waiver", suppression.location, message, "remove it", severity=RULES["unused-waiver"].severity
        )


def while_reading(library: Library, id: str) -> Iterator[Diagnostic]:
    """Yield the findings of one rule that were made while the files were read."""
    return (fault for fault in library.faults if fault.rule == id)
