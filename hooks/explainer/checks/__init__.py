"""The checks, one module for each family of rules."""

from . import (  # noqa: F401 - importing registers their rules
    citations,
    data,
    events,
    evidence,
    files,
    front_matter,
    glossary,
    labels,
    limits,
    pages,
    published,
    quotations,
    records,
    style,
    waivers,
)
from .rules import RULES, Outcome, Rule, examine, run

__all__ = ["RULES", "Outcome", "Rule", "examine", "run"]
