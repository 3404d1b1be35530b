"""MkDocs hook: nothing is published that no page needs."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from explainer.render import stylesheets

_PREFORMATTED = re.compile(r"(<(?:pre|textarea|script)\b.*?</(?:pre|textarea|script)>)", re.DOTALL)
_EMPTY = re.compile(r"\n\s*\n[ \t]*")
# Our templates write the mark last in its tag; in a text, a ">" after it would be escaped, so that a sentence about it stays.
_MARK = re.compile(r' data-search-exclude(?:="[^"<>]*")?(?=>)')

_command = "build"
_names: set[str] = set()


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether a site is built or served."""
    global _command
    _command = command


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Leave out the maps of the theme's scripts and styles: only its own developers read them."""
    _names.clear()
    for file in [file for file in files if file.src_uri.endswith(".map")]:
        files.remove(file)


def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Note what a page has to be styled; drop what only the build had to know, and the templates' empty lines."""
    _names.update(stylesheets.names_in_page(output))
    return slim(output)


def slim(html: str) -> str:
    """Return a page without marks for the search, which has read it, and without lines that hold nothing."""
    parts = _PREFORMATTED.split(html)
    parts[::2] = [_MARK.sub("", _EMPTY.sub("\n", part)) for part in parts[::2]]
    return "".join(parts)


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> None:
    """Note what the page for addresses that lead nowhere has to be styled."""
    _names.update(stylesheets.names_in_page(output_content))


def on_post_build(config: MkDocsConfig) -> None:
    """Take out of the style sheets what no page can meet; while serving, the page after the next save might."""
    if _command == "serve":
        return
    assets = Path(config.site_dir, "assets")
    for script in (*assets.glob("javascripts/*.js"), *assets.glob("javascripts/workers/*.js")):
        _names.update(stylesheets.names_in_script(script.read_text("utf-8")))
    texts = {path: path.read_text("utf-8") for path in sorted(assets.rglob("*.css"))}
    for path, text in texts.items():
        others = "".join(other for place, other in texts.items() if place != path)
        path.write_text(stylesheets.without_unused(text, _names, others), "utf-8")
