"""Where the pages of the site that the engine speaks of are online."""

from __future__ import annotations

import os

SERVED = "http://127.0.0.1:8000/"
"""Where a site that nobody published is: what ``make serve`` answers, and the setting of ``mkdocs.yml``."""


def rule_page(id: str) -> str:
    """Return the address of the page that explains a rule, on the site whose address the environment gives."""
    site = os.environ.get("SITE_URL", "")
    if not site.startswith(("https://", "http://")):
        site = SERVED
    return f"{site.rstrip('/')}/about/rules/{id}/"
