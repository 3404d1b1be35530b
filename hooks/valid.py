"""MkDocs hook: fixes what the HTML standard's checker (vnu) and axe find in the theme's own markup, and escapes what it prints."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import quote

from markupsafe import escape
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from explainer.text.frontmatter import FIELDS

_TOGGLE = re.compile(
    r'(<input [^>]*\btype="(?:checkbox|radio)"[^>]*?) autocomplete="off"|(<input [^>]*?) autocomplete="off"([^>]*\btype="(?:checkbox|radio)")'
)
# A "<" of a text is always escaped, so that each of these is a tag: the same words in a sentence stay.
_SECTION = re.compile(r'(<label class="md-nav__link[^"<>]*" for="[^"<>]*" id="[^"<>]*") tabindex=""')
_CONTENTS = re.compile(r'(<label class="[^"<>]*") for="__toc"')
_SEARCH = re.compile(r'(<div class="md-search" data-md-component="search" role="dialog")(?! aria-label)')

MENDS: list[Callable[[str], str]] = [
    # A box to tick has nothing to complete.
    lambda html: _TOGGLE.sub(r"\1\2\3", html),
    # The theme's label of a section that is always open does nothing, so that it is no stop for a keyboard: the attribute goes.
    lambda html: _SECTION.sub(r"\1", html),
    # A page without a table of contents has no switch for it.
    lambda html: html if 'id="__toc"' in html else _CONTENTS.sub(r"\1", html),
    # A dialog has a name.
    lambda html: _SEARCH.sub(r'\1 aria-label="Search"', html),
]

_ADDRESS = ":/?#[]@!$&()*+,;=%~"
"""What stays as it is in an address; the quotation marks, spaces and brackets of a file's name do not."""


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> None:
    """Escape the names of sections, which without a navigation of our own are those of folders."""
    sections = [item for item in nav.items if item.is_section]
    while sections:
        section: Any = sections.pop()
        section.title = escape(str(section.title))
        sections += [item for item in section.children if item.is_section]


@event_priority(-200)  # last: the page is rendered, and no page that names it in its navigation is built yet
def on_page_content(html: str, page: Page, config: MkDocsConfig, files: Files) -> None:
    """Escape all that the theme prints of a page's front matter and name: it prints them as they are, on every page.

    What the site has no use for is left out, such as a template or an icon, by which a page would choose a file.
    """
    if "title" in vars(
        page
    ):  # given by the navigation; others MkDocs takes from the front matter, a heading or the file's name
        page.title = escape(unescape(str(page.title)))
    page.meta = {name: _escaped(value) for name, value in page.meta.items() if name in FIELDS}
    if not page.meta.get("title"):  # the theme unescapes a title that it finds elsewhere
        page.meta["title"] = escape(unescape(str(page.title)))
    if page.edit_url:
        page.edit_url = quote(page.edit_url, safe=_ADDRESS)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Fix a page."""
    return mended(output)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Fix the page for addresses that lead nowhere."""
    return mended(output_content) if template_name.endswith(".html") else output_content


def mended(html: str) -> str:
    """Return a page without the theme's slips."""
    for mend in MENDS:
        html = mend(html)
    return html


def _escaped(value: Any) -> Any:
    """Return a value of YAML with its texts escaped; a template prints them unchanged from then on."""
    if isinstance(value, dict):
        return {name: _escaped(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_escaped(inner) for inner in value]
    return escape(value) if isinstance(value, str) else value
