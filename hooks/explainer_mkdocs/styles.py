"""Removing content that no page needs: source maps, empty lines, and styles of elements that the site does not have."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.structure.files import Files

from explainer.render import stylesheets

_PREFORMATTED = re.compile(r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>)", re.DOTALL)
_EMPTY = re.compile(r"\n\s*\n[ \t]*")
# The project's templates write the attribute last in its tag; in a text, a ">" after it would be escaped, so that a
# sentence about it is kept.
_EXCLUDED = re.compile(r' data-search-exclude(?:="[^"<>]*")?(?=>)')
_THEIR_SEARCH = {f"md-search-result__{part}" for part in ("article", "icon", "more", "teaser", "terms")}
"""Names in the theme's script that only its own search, which the site does not have, gives to elements."""

SCRIPTED = "assets/stylesheets/scripted.css"
"""The styles of all pages, with those of what scripts make: partials/later.html loads it before the first script."""
_STYLE = re.compile(r'<[a-z]+ [^<>]*\bdata-style="([a-z]+)"')
_SITE_SHEET = re.compile(r'<link rel="stylesheet" href="[^"]*assets/explainer\.css">')


def drop_maps(files: Files) -> None:
    """Leave out the source maps of the theme's scripts and styles, which only its developers need."""
    for file in [file for file in files if file.src_uri.endswith(".map")]:
        files.remove(file)


def slim(html: str) -> str:
    """Return a page without the attributes for the search, which has read it by now, and without empty lines."""
    parts = _PREFORMATTED.split(html)
    parts[::2] = [_EXCLUDED.sub("", _EMPTY.sub("\n", part)) for part in parts[::2]]
    return "".join(parts)


def with_sheets(html: str) -> str:
    """Return a page with a link to each style sheet that it needs besides the site's own: ``assets/NAME.css`` for ``data-style="NAME"``."""
    names = dict.fromkeys(_STYLE.findall(html))
    if not names or not (link := _SITE_SHEET.search(html)):
        return html
    more = "".join(link.group().replace("explainer.css", f"{name}.css") for name in names)
    return html[: link.end()] + more + html[link.end() :]


def drop_unused(folder: Path, names: set[str]) -> None:
    """Remove the rules from a built site's style sheets that match nothing: neither the pages, which gave ``names``, nor what scripts make.

    What only scripts need is not in the sheets of every page but in `SCRIPTED`, which comes with the scripts. There the
    other rules are repeated, so that each still follows those that its authors put before it.
    """
    assets = folder / "assets"
    made = set(names)
    scripts = ("*.js", "javascripts/*.js", "javascripts/workers/*.js")
    for script in (path for pattern in scripts for path in assets.glob(pattern)):
        made |= stylesheets.names_in_script(script.read_text("utf-8"))
    made -= _THEIR_SEARCH
    texts = {path: path.read_text("utf-8") for path in sorted(assets.rglob("*.css"))}
    own = assets / "explainer.css"
    everywhere = [*(path for path in texts if path.parent != assets), *(path for path in texts if path == own)]
    for path, text in texts.items():
        others = "".join(other for location, other in texts.items() if location != path)
        used = names if path in everywhere else made
        path.write_text(stylesheets.without_unused(text, used, others), "utf-8")
    whole = "".join(texts[path] for path in everywhere)
    others = "".join(text for path, text in texts.items() if path not in everywhere)
    (folder / SCRIPTED).write_text(stylesheets.without_unused(whole, made, others), "utf-8")
