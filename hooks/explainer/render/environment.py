"""The environment of the engine's templates: what they know besides the values of a page."""

from __future__ import annotations

import json
from functools import partial
from html import unescape

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from ..escaping import markdown
from ..records.fields import Language, in_language
from . import placeholders
from .passages import passage
from .words import Words


def environment(words: Words, codes: dict[str, dict[str, str]]) -> Environment:
    """Return the environment for one language; ``codes`` are the names of the codes that records use.

    It knows nothing of the site: one that refers to itself would stay in memory.
    """
    language = words.language
    made = Environment(
        loader=PackageLoader("explainer.render"),
        extensions=["jinja2.ext.i18n"],
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        finalize=_without_marks,
    )
    words.install(made)
    made.globals.update(codes=codes, language=language, in_english=_attribute("en") if language != "en" else "")
    made.filters.update(
        say=lambda text: in_language(text, language),
        lang=partial(_lang, language),
        md=_markdown,
        markup=Markup,
        yaml=_yaml,
        date=words.date,
        number=words.number,
        passage=passage,
        language=words.name,
    )
    return made


def _markdown(text: str) -> Markup:
    """Return plain text as Markdown that shows it unchanged, for a template."""
    return Markup(markdown(placeholders.without(str(text))))


def _yaml(value: object) -> Markup:
    """Return a text as a value in a page's front matter; a message, which is HTML, as the text that it shows."""
    text = unescape(value) if isinstance(value, Markup) else str(value)
    quoted = json.dumps(placeholders.without(text), ensure_ascii=False).replace("\x7f", "\\x7f")
    # Python's escapes of characters beyond the first plane are YAML's too; JSON's are two halves that mean nothing there.
    return Markup(quoted.encode("ascii", "backslashreplace").decode())


def _lang(language: str, text: dict[Language, str] | None) -> Markup:
    """Return the attribute of an element that shows a text in another language than the page's, as `in_language` chooses it."""
    if not text or language in text:
        return Markup("")
    return _attribute("en" if "en" in text else next(iter(text)))


def _attribute(language: str) -> Markup:
    return Markup(' lang="{}"').format(language)


def _without_marks(value: object) -> object:
    """Return the output of a template expression, without characters that marks are made of, except in HTML, which has the engine's marks."""
    return placeholders.without(value) if type(value) is str else value
