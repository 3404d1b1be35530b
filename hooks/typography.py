"""MkDocs hook: quotation marks as print sets them, and figures in tables below each other."""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.pages import Page

from explainer.render.numbers import aligned
from explainer.render.typography import curled


# A page is whole by now, and was searched as it was written. The hook that notes which styles are used comes after this one.
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Set a page."""
    return curled(aligned(output))


def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Set the page for addresses that lead nowhere."""
    return curled(output_content) if template_name.endswith(".html") else output_content
