"""The checks: one module a family of rules."""

from . import citations, data, events, evidence, front_matter, glossary, labels, limits, pages, records, waivers  # noqa: F401 - importing registers their rules
from .rules import RULES, Outcome, Rule, examine, run

__all__ = ["RULES", "Outcome", "Rule", "examine", "run"]
