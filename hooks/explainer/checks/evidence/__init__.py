"""Rules on cited statements: their figures, dates, quotations and voices must be in the evidence."""

from . import dates, figures, quoted, sources  # noqa: F401 - importing registers their rules
from .items import known_items

__all__ = ["known_items"]
