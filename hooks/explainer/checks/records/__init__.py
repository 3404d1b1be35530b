"""Rules on records."""

from . import addresses, dates, files, sources  # noqa: F401 - importing registers their rules
