"""The checks, one module or package for each family of rules."""

from . import (  # noqa: F401 - importing registers their rules
    citations,
    data,
    diagrams,
    direction,
    events,
    evidence,
    files,
    front_matter,
    glossary,
    idle,
    kits,
    labels,
    limits,
    names,
    pages,
    published,
    questions,
    quotations,
    records,
    style,
    suppressions,
)
from .rules import RULES, CheckResult, Rule, run, run_checks

__all__ = ["RULES", "CheckResult", "Rule", "run", "run_checks"]
