"""The days in the sitemap: when each page last changed, and not when the site was built."""

from __future__ import annotations

import os

from mkdocs.structure.files import Files

from explainer import history

from .build import Build

UNKNOWN = "1970-01-01"
"""The sitemap leaves this day out. It is a day all the same, since MkDocs dates the compressed sitemap by the latest of all."""


def date_pages(build: Build, files: Files) -> None:
    """Give each page the day of its file's last change; where git knows none, the day for which the site is built."""
    for file in files.documentation_pages():
        if page := file.page:
            if change := history.last_change(build.changes, build.path(file)):
                page.update_date = change.date
            elif "SOURCE_DATE_EPOCH" not in os.environ:
                page.update_date = UNKNOWN
