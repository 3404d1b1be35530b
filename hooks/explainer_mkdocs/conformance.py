"""Corrections of the theme's markup that the HTML standard's checker and axe report, and of text that the theme does not escape.

The templates in ``overrides`` correct everything in a block of the theme; the rest is a word or two in each page.
"""

from __future__ import annotations

from html import unescape
from typing import Any
from urllib.parse import quote

from markupsafe import Markup, escape
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from explainer.render.typography import curled
from explainer.text.frontmatter import FIELDS

_SWITCHES = [
    (f'id="__{name}" autocomplete="off">', f'id="__{name}">')  # a checkbox has nothing to complete
    for name in ("drawer", "search")
]
_ADDRESS = ":/?#[]@!$&()*+,;=%~"
"""Characters that are not encoded in an address, unlike the quotation marks, spaces and brackets of a file's name."""


def set_sections(nav: Navigation) -> None:
    """Escape the names of sections, which come from folders if there is no configured navigation, and set their quotation marks."""
    sections = [item for item in nav.items if item.is_section]
    while sections:
        section: Any = sections.pop()
        section.title = Markup(curled(str(escape(str(section.title)))))
        sections += [item for item in section.children if item.is_section]


def escape_page(page: Page) -> None:
    """Escape everything from a page's front matter and name that the theme prints: it does not escape them, on any page.

    Fields that the site does not use are left out, such as a template or an icon, with which a page would choose a
    file.
    """
    # Given by the navigation; MkDocs takes others from the front matter, a heading or the file's name.
    if "title" in vars(page):
        page.title = escape(unescape(str(page.title)))
    page.meta = {name: _escaped(value) for name, value in page.meta.items() if name in FIELDS}
    if not page.meta.get("title"):  # the theme unescapes a title that it finds elsewhere
        page.meta["title"] = escape(unescape(str(page.title)))
    if page.edit_url:
        page.edit_url = quote(page.edit_url, safe=_ADDRESS)


def fixed(html: str) -> str:
    """Return a page without the mistakes that are in no block of the theme."""
    for wrong, right in _SWITCHES:
        html = html.replace(wrong, right, 1)
    return html


def _escaped(value: Any) -> Any:
    """Return a value of YAML with its texts escaped; a template prints them unchanged from then on."""
    if isinstance(value, dict):
        return {name: _escaped(inner) for name, inner in value.items()}
    if isinstance(value, list):
        return [_escaped(inner) for inner in value]
    return escape(value) if isinstance(value, str) else value
