"""MkDocs hook: the sitemap gives the day on which a page last changed, not the day of the build."""

from __future__ import annotations

import os
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from explainer import history

UNKNOWN = "1970-01-01"
"""The sitemap leaves this day out. It is a day all the same, since MkDocs dates the compressed sitemap by the latest of all."""


@event_priority(-50)  # after git was asked for the last changes
def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Give each page the day of its file's last change; where git knows none, the day that the build was told."""
    extra = config.extra["explainer"]
    for file in files.documentation_pages():
        if page := file.page:
            made = extra["made"].get(file.src_uri)
            path = made.edit if made else f"docs/{extra['site'].language}/{file.src_uri}"
            if change := history.last_change(extra["changes"], path):
                page.update_date = change.date
            elif "SOURCE_DATE_EPOCH" not in os.environ:
                page.update_date = UNKNOWN
