"""A project that was read and checked, ready to be rendered."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from . import checks, collector, report
from .checks import CheckResult
from .diagnostics import Diagnostic, Severity
from .library import load, remembered
from .render.site import GeneratedPage, Site


@dataclass
class Project:
    """The result of reading the project's files once."""

    site: Site
    outcome: CheckResult
    checked: bool = True
    """Whether the outcome is that of these files; if not, of an earlier reading, and `check` is still to be called."""
    page_generators: list[Callable[[Project], Iterator[GeneratedPage]]] = field(default_factory=list)
    """The functions that make pages from records; each hook adds its own."""

    @classmethod
    def read(cls, root: Path, *, language: str, name: str, address: str, outcome: CheckResult | None = None) -> Project:
        """Read and check the project in ``root``; its findings are in the outcome. What an earlier run kept is used.

        With the ``outcome`` of an earlier reading, the project is not checked yet, so that it can be shown at once.
        No part of a project refers back to it, so that a project that is no longer served is freed at once.
        """
        with collector.paused(), remembered(root):
            library = load(root)
            site = Site(library, language, name=name, address=address)
            if outcome is not None:
                return cls(site, outcome, checked=False)
            return cls(site, checks.run_checks(library))

    def check(self) -> bool:
        """Check a project that was only read; return whether the outcome is another one than before."""
        with collector.paused():
            before, self.outcome = self.outcome, checks.run_checks(self.site.library)
        self.checked = True
        return self.outcome != before

    def made(self) -> dict[str, GeneratedPage]:
        """Return the pages that are made from records, by their source names."""
        return {page.src: page for make in self.page_generators for page in make(self)}

    @property
    def findings(self) -> list[Diagnostic]:
        """The errors and warnings; notes are for `explainer check --notes`."""
        return [finding for finding in self.outcome.findings if finding.severity is not Severity.NOTE]

    def announce(self, log: logging.Logger) -> int:
        """Log each error and warning, and return how many errors there are."""
        found = self.findings
        for finding in found:
            # The engine's warnings must not stop a strict build, so they are logged as information.
            log.log(logging.ERROR if finding.severity is Severity.ERROR else logging.INFO, "%s", report.line(finding))
        return sum(finding.severity is Severity.ERROR for finding in found)
