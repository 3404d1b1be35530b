"""The project as it was read: its pages and records, and who cites what, where.

`loading` reads the files; `evidence` finds what a citation leads to; `citations` and `terms` index the pages; `charts` and
`linked_names` say what pages place and link to. `Library` holds them together.
"""

from .charts import CHART_LINK, ChartPlace
from .citations import Citations, CitedStatement, ForeignQuotation, Use
from .evidence import EvidenceFinder
from .folders import (
    CHARTS,
    CLAIMS,
    CLAIMS_PAGE,
    DATA,
    DEBATES,
    GLOSSARY,
    KIT_PAGES,
    KITS,
    MAP,
    MAP_PAGE,
    MUTANTS,
    NAMES,
    OPPOSITES,
    PLANS,
    QUESTIONS,
    QUESTIONS_PAGE,
    RELEASES,
    ROUTES,
    SCORES,
    SOURCES,
    STYLE,
    TIMELINE,
    TIMELINE_PAGE,
)
from .library import Library
from .loading import load
from .pages import Page
from .remembering import remembered
from .terms import TERM_LINK, FoundTerms, TermIndex, TermUse

__all__ = [
    "CHARTS",
    "CHART_LINK",
    "CLAIMS",
    "CLAIMS_PAGE",
    "DATA",
    "DEBATES",
    "GLOSSARY",
    "KITS",
    "KIT_PAGES",
    "MAP",
    "MAP_PAGE",
    "MUTANTS",
    "NAMES",
    "OPPOSITES",
    "PLANS",
    "QUESTIONS",
    "QUESTIONS_PAGE",
    "RELEASES",
    "ROUTES",
    "SCORES",
    "SOURCES",
    "STYLE",
    "TERM_LINK",
    "TIMELINE",
    "TIMELINE_PAGE",
    "ChartPlace",
    "Citations",
    "CitedStatement",
    "EvidenceFinder",
    "ForeignQuotation",
    "FoundTerms",
    "Library",
    "Page",
    "TermIndex",
    "TermUse",
    "Use",
    "load",
    "remembered",
]
