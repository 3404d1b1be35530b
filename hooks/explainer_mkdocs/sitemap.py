"""The dates in the sitemap: those of each page's last change, not of the build."""

from __future__ import annotations

import os

from mkdocs.structure.files import Files

from explainer import history

from .build import Build

UNKNOWN = "1970-01-01"
"""The sitemap leaves this date out. It is still a date, since MkDocs dates the compressed sitemap by the latest one."""


def date_pages(build: Build, files: Files) -> None:
    """Give each page the date of its file's last change; if git has none, the date of the build."""
    for file in files.documentation_pages():
        if page := file.page:
            if change := history.last_change(build.changes, build.path(file)):
                page.update_date = change.date
            elif "SOURCE_DATE_EPOCH" not in os.environ:
                page.update_date = UNKNOWN
