"""The addresses of rule pages, to which findings link."""

from __future__ import annotations

import os

SERVED = "http://127.0.0.1:8000/"
"""The address of an unpublished site: that of ``make serve`` and the setting in ``mkdocs.yml``."""


def rule_page(id: str) -> str:
    """Return the address of the page that explains a rule, on the site whose address the environment gives."""
    site = os.environ.get("SITE_URL", "")
    if not site.startswith(("https://", "http://")):
        site = SERVED
    return f"{site.rstrip('/')}/about/rules/{id}/"
