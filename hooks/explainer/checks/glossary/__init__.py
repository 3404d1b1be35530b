"""Rules on the glossary."""

from . import definitions, terms  # noqa: F401 - importing registers their rules
