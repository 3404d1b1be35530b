"""Nothing is published that no page needs: maps of scripts, empty lines, and styles of elements that the site does not have."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.structure.files import Files

from explainer.render import stylesheets

_PREFORMATTED = re.compile(r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>)", re.DOTALL)
_EMPTY = re.compile(r"\n\s*\n[ \t]*")
# Our templates write the attribute last in its tag; in a text, a ">" after it would be escaped, so that a sentence about it stays.
_EXCLUDED = re.compile(r' data-search-exclude(?:="[^"<>]*")?(?=>)')


def drop_maps(files: Files) -> None:
    """Leave out the maps of the theme's scripts and styles: only its own developers read them."""
    for file in [file for file in files if file.src_uri.endswith(".map")]:
        files.remove(file)


def slim(html: str) -> str:
    """Return a page without the attributes for the search, which has read it, and without lines that hold nothing."""
    parts = _PREFORMATTED.split(html)
    parts[::2] = [_EXCLUDED.sub("", _EMPTY.sub("\n", part)) for part in parts[::2]]
    return "".join(parts)


def drop_unused(folder: Path, names: set[str]) -> None:
    """Take out of the style sheets of a built site what neither a page, which gave ``names``, nor a script can meet."""
    assets = folder / "assets"
    names = set(names)
    for script in (*assets.glob("javascripts/*.js"), *assets.glob("javascripts/workers/*.js")):
        names |= stylesheets.names_in_script(script.read_text("utf-8"))
    texts = {path: path.read_text("utf-8") for path in sorted(assets.rglob("*.css"))}
    for path, text in texts.items():
        others = "".join(other for place, other in texts.items() if place != path)
        path.write_text(stylesheets.without_unused(text, names, others), "utf-8")
