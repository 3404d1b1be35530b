"""What readers search: the built pages by section (`sections`), and the files that a browser makes an index of (`index`)."""

from .index import PAGES, SOURCES, files
from .sections import sections

__all__ = ["PAGES", "SOURCES", "files", "sections"]
