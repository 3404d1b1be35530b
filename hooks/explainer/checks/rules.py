"""The register of rules. A rule is a function from the library to diagnostics.

Its docstring is its documentation: one sentence, then the four headings ``What it finds``,
``Why it matters``, ``Example`` and ``How to mend it``. The terminal and the site show it as it stands.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from ..diagnostics import Diagnostic, Severity
from ..library import Library

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


RULES: dict[str, Rule] = {}
"""Every rule by its id, family by family in the order of their definition."""


def rule(id: str, severity: Severity = Severity.ERROR) -> Callable[[Check], Check]:
    """Register a function as the rule ``id``; its module names the family."""

    def register(check: Check) -> Check:
        RULES[id] = Rule(id, check.__module__.rpartition(".")[2], severity, check)
        return check

    return register


def run(library: Library) -> list[Diagnostic]:
    """Run every rule; return the findings in the order of their places."""
    found = [
        replace(diagnostic, rule=rule.id, severity=rule.severity)
        for rule in RULES.values()
        for diagnostic in rule.check(library)
    ]
    return sorted(found, key=lambda diagnostic: (diagnostic.place, diagnostic.rule, diagnostic.message))


def while_reading(library: Library, id: str) -> Iterator[Diagnostic]:
    """Yield what the readers found wrong under one rule."""
    return (fault for fault in library.faults if fault.rule == id)
