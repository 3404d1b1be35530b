"""The pages about the project itself: its figures, its rules and the formats of its records."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..addresses import FORMATS
from ..diagnostics import Severity
from ..formats import formats
from ..health import health
from .site import GeneratedPage, RenderedTemplate, Site, relative

if TYPE_CHECKING:  # checks and render are on the same layer: neither needs the other to run
    from ..checks import CheckResult, Rule


def pages(site: Site, outcome: CheckResult, rules: Sequence[Rule]) -> Iterator[GeneratedPage]:
    """Yield the page of figures, and a page for each rule."""
    yield GeneratedPage("about/health.md", partial(_health, site, outcome), "hooks/explainer/health.py")
    families: dict[str, list[Rule]] = {}
    for rule in rules:
        families.setdefault(rule.family, []).append(rule)
    fill = partial(site.page, "rules.md", rules=rules, families=families.items())
    yield GeneratedPage("about/rules/index.md", fill, "hooks/explainer/checks")
    for rule in rules:
        fill = partial(site.page, "rule.md", rule=rule, documentation=rule.documentation)
        yield GeneratedPage(f"about/rules/{rule.id}.md", fill, f"hooks/{rule.check.__module__.replace('.', '/')}.py")


def _health(site: Site, outcome: CheckResult) -> RenderedTemplate:
    """Fill the page of figures."""
    severities = [finding.severity for finding in outcome.findings]
    return site.page(
        "health.md",
        health=health(site.library, site.language),
        releases=[one.data for one in site.library.releases.values() if one.data.measures],
        total=len(site.library.sources),
        errors=severities.count(Severity.ERROR),
        warnings=severities.count(Severity.WARNING),
        suppressed=outcome.suppressed,
        scores=site.library.scores,
        mutants=site.library.mutants,
        link=lambda url: relative(url, "about/health/"),
    )


def format_pages(site: Site) -> Iterator[GeneratedPage]:
    """Yield the pages on how to write records."""
    found = formats()
    yield GeneratedPage("about/formats/index.md", partial(site.page, "formats.md", formats=found), FORMATS)
    for one in found:
        fill = partial(site.page, "format.md", one=one, code=_with_code)
        yield GeneratedPage(f"about/formats/{one.key}.md", fill, f"{FORMATS}/{one.key}.yaml")


def _with_code(text: str) -> Markup:
    """Return a text in which words between backquotes are code."""
    parts = str(Markup.escape(text)).split("`")
    return Markup("".join(f"<code>{part}</code>" if i % 2 else part for i, part in enumerate(parts)))
