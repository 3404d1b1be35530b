"""Names in tables: each row that begins with a name can be linked, and a page of many names has an index of them and sections that fold.

A row begins with a name if its first cell has bold words and a colon: ``| **COMAR**: the refugee agency | ... |``.
"""

from __future__ import annotations

import html as markup
import re
from itertools import count

from markdown.extensions.toc import slugify

from .glossary import sortable
from .placeholders import remove
from .site import Site

MANY = 20
"""Rows with a name from which a page is one of names."""

_NAMED = re.compile(r"<tr>(\s*<td[^<>]*>)<strong>((?:(?!</?strong|</td>).)+)</strong>(:(?:(?!</td>).)*)", re.DOTALL)
_SECTION = re.compile(r"<h2 .*?(?=<h2 |\Z)", re.DOTALL)
_IDS = re.compile(r"\bid=\"(name-[^\"]*)\"")
_TAG = re.compile(r"<[^<>]*>")


def indexed(site: Site, html: str) -> str:
    """Return a page's HTML; if it is one of names, with an id and a link at each name, an index, and its sections of names folded."""
    if len(_NAMED.findall(html)) < MANY:
        return html
    names: list[tuple[str, str]] = []
    taken = set(_IDS.findall(html))
    title = markup.escape(site.words.gettext("Link to this name"))

    def row(match: re.Match[str]) -> str:
        name = remove(_TAG.sub("", match.group(2))).strip()
        anchor = _new(f"name-{slugify(markup.unescape(name), '-', unicode=True)}", taken)
        names.append((anchor, name))
        link = f'<a class="headerlink" href="#{anchor}" title="{title}">#</a>'
        return f'<tr id="{anchor}">{match.group(1)}<strong>{match.group(2)}</strong>{match.group(3)}{link}'

    def section(match: re.Match[str]) -> str:
        before = len(names)
        heading, end, text = _NAMED.sub(row, match.group()).partition("</h2>")
        if len(names) == before or not end:
            return match.group()
        listed = "&nbsp;· ".join(name for _, name in names[before:])
        head = f'<summary>{heading}{end}<p class="sources__meta">{listed}</p></summary>'
        return f'<details class="fold">{head}{text}</details>\n'

    start = html.find("<h2 ")
    head, body = (html[:start], html[start:]) if start >= 0 else (html, "")
    head, body = _NAMED.sub(row, head), _SECTION.sub(section, body)
    ordered = sorted(names, key=lambda one: sortable(markup.unescape(one[1])))
    return head + site.fill("people.html", names=ordered) + body


def _new(anchor: str, taken: set[str]) -> str:
    """Return an id that no other element has, with a number behind it if need be, and remember it."""
    found = anchor if anchor not in taken else next(one for n in count(2) if (one := f"{anchor}-{n}") not in taken)
    taken.add(found)
    return found
