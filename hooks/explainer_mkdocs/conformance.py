"""What the HTML standard's checker and axe find in the theme's own markup, and what the theme prints without escaping it.

The templates in ``overrides`` put right what lies in a block of the theme's; the rest is a word or two in each page.
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
    (f'id="__{name}" autocomplete="off">', f'id="__{name}">')  # a box to tick has nothing to complete
    for name in ("drawer", "search")
]
_ADDRESS = ":/?#[]@!$&()*+,;=%~"
"""What stays as it is in an address; the quotation marks, spaces and brackets of a file's name do not."""


def set_sections(nav: Navigation) -> None:
    """Escape the names of sections, which without a navigation of our own are those of folders, and set their quotation marks."""
    sections = [item for item in nav.items if item.is_section]
    while sections:
        section: Any = sections.pop()
        section.title = Markup(curled(str(escape(str(section.title)))))
        sections += [item for item in section.children if item.is_section]


def escape_page(page: Page) -> None:
    """Escape all that the theme prints of a page's front matter and name: it prints them as they are, on every page.

    What the site has no use for is left out, such as a template or an icon, by which a page would choose a file.
    """
    # Given by the navigation; others MkDocs takes from the front matter, a heading or the file's name.
    if "title" in vars(page):
        page.title = escape(unescape(str(page.title)))
    page.meta = {name: _escaped(value) for name, value in page.meta.items() if name in FIELDS}
    if not page.meta.get("title"):  # the theme unescapes a title that it finds elsewhere
        page.meta["title"] = escape(unescape(str(page.title)))
    if page.edit_url:
        page.edit_url = quote(page.edit_url, safe=_ADDRESS)


def fixed(html: str) -> str:
    """Return a page without the slips that lie in no block of the theme's."""
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
