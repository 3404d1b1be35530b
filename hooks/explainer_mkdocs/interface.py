"""The words that the configuration gives the theme, in the language of the site.

`mkdocs.yml` has them in English, and the configuration of another language inherits it.
"""

from __future__ import annotations

from mkdocs.config.defaults import MkDocsConfig

from explainer.catalogue import N_
from explainer.records.fields import LANGUAGES
from explainer.render.words import Words

NAMES = (N_("Use the dark colours"), N_("Use the light colours"), N_("Link to this section"))
"""The words of `mkdocs.yml` that are translated; others are shown as they are."""


def theme_language(config: MkDocsConfig) -> str:
    """Return the language of the theme, which is that of the site's pages."""
    return str(config.theme.get("language") or "en")


def unknown_language(config: MkDocsConfig) -> str:
    """Return why a site cannot be in the language of its theme; empty if it can."""
    language = theme_language(config)
    if language in LANGUAGES:
        return ""
    return f"the theme's language is {language!r}, and this site has pages in {' and '.join(LANGUAGES)}. Set theme.language in mkdocs.yml to one of them."


def translate(config: MkDocsConfig, words: Words) -> None:
    """Translate the names of the colour switch, and of the link that each heading has to itself."""

    def translated(text: str) -> str:
        return words.gettext(text) if text in NAMES else text

    palette = config.theme.get("palette") or []
    for scheme in palette if isinstance(palette, list) else [palette]:
        toggle = scheme.get("toggle") if isinstance(scheme, dict) else None
        if isinstance(toggle, dict) and "name" in toggle:
            toggle["name"] = translated(toggle["name"])
    contents = config.mdx_configs.get("toc") or {}
    if "permalink_title" in contents:
        contents["permalink_title"] = translated(contents["permalink_title"])
