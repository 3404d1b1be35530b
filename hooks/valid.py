"""MkDocs hook: mends what the HTML standard's checker (vnu) and axe find in the theme's own markup."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.pages import Page

_TOGGLE = re.compile(
    r'(<input [^>]*\btype="(?:checkbox|radio)"[^>]*?) autocomplete="off"|(<input [^>]*?) autocomplete="off"([^>]*\btype="(?:checkbox|radio)")'
)

MENDS: list[Callable[[str], str]] = [
    # A box to tick has nothing to complete.
    lambda html: _TOGGLE.sub(r"\1\2\3", html),
    # An empty number is no place in the order; the theme means "in its turn".
    lambda html: html.replace('tabindex=""', 'tabindex="0"'),
    # A page without a table of contents has no switch for it.
    lambda html: html if 'id="__toc"' in html else html.replace(' for="__toc"', ""),
    # A dialog has a name.
    lambda html: html.replace(
        'data-md-component="search" role="dialog"', 'data-md-component="search" role="dialog" aria-label="Search"'
    ),
]


@event_priority(-200)  # last: whoever else needs the words has them by now
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Escape a page's description, which the theme puts between quotation marks as it is."""
    if description := page.meta.get("description"):
        page.meta["description"] = escape(str(description))


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Mend a page."""
    return mended(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Mend the page for addresses that lead nowhere."""
    return mended(output_content) if template_name.endswith(".html") else output_content


def mended(html: str) -> str:
    """Return a page without the theme's slips."""
    for mend in MENDS:
        html = mend(html)
    return html
