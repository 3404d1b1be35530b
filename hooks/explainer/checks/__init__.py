"""The checks: one module a family of rules."""

from . import citations, evidence, glossary, pages, records  # noqa: F401 - importing registers their rules
from .rules import RULES, Rule, run

__all__ = ["RULES", "Rule", "run"]
