"""What a page may run and load: the theme's own scripts by their hashes, and nothing that came with a text.

The hashes are those of the scripts that our templates and the theme's give for a page at its address, made from the templates
themselves. A page is never asked which scripts it has: whoever gets a script into a text would get its hash as well.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from jinja2 import Environment

TEMPLATES = (
    "partials/javascripts/base.html",  # the theme's: reads and keeps the reader's choices
    "partials/javascripts/palette.html",  # ours: the colours at once
    "partials/javascripts/content.html",  # the theme's: opens the tab that an address names
    "partials/later.html",  # ours: loads the theme's script when it is first of use
)
"""The templates with inline scripts. A test holds this list, and the scripts themselves, against the theme as pinned."""

DATA = ('<script id="__config" type="application/json">', '<script type="application/ld+json">')
"""Elements that hold data, which no browser runs."""

METAS = '<meta http-equiv="Content-Security-Policy" content="{}"><meta name="referrer" content="no-referrer">'

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HEAD = re.compile(r'<meta charset="utf-8">')
# A "<" of a text is always escaped, so that each of these is an element. A style or a link belongs in the head, which templates write.
_ANYWHERE = re.compile(
    r"<(?:script|iframe|frame|frameset|object|embed|applet|portal|base)\b[^>]*>?|<meta\b[^>]*http-equiv[^>]*>?",
    re.IGNORECASE,
)
_IN_BODY = re.compile(r"<(?:style|link|meta)\b[^>]*>?", re.IGNORECASE)


def scripts(environment: Environment, context: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the inline scripts, without their tags, that the templates give for one address.

    ``context`` is that of a page's templates; ``base_url``, ``page`` and ``config`` of it are read.
    """
    config = context["config"]
    values = {name: context[name] for name in ("base_url", "page", "config")}
    values["features"] = config.theme.get("features") or []  # set by the theme's base template
    theirs = environment.get_template("base.html")
    values["script"] = "".join(theirs.blocks["scripts"](theirs.new_context(values))).split('src="')[1].split('"')[0]
    html = "".join(environment.get_template(name).render(values) for name in TEMPLATES)
    return tuple(_SCRIPT.findall(html))


def foreign(html: str, known: Iterable[str] = ()) -> list[str]:
    """Return the opening tags in a page that no template of ours writes and that could run, load or lead away by themselves.

    ``known`` are the page's own inline scripts. A part of a page is taken for a part of its body.
    """
    return [html[start:end] for start, end in _foreign(html, known)]


def disarmed(html: str, known: Iterable[str] = ()) -> str:
    """Return a page in which the tags that `foreign` finds are text, for a server that has to show a page all the same."""
    for start, _ in reversed(_foreign(html, known)):
        html = f"{html[:start]}&lt;{html[start + 1 :]}"
    return html


def _foreign(html: str, known: Iterable[str]) -> list[tuple[int, int]]:
    ours = {html.find(text) for text in (*(f"<script>{script}</script>" for script in known), *DATA)}
    body = max(html.find("<body"), 0)
    found = {match.span() for match in (*_ANYWHERE.finditer(html), *_IN_BODY.finditer(html, body))}
    return sorted(span for span in found if span[0] not in ours)


def secured(html: str, rules: str) -> str:
    """Return a page with its policy, before anything in it can be loaded."""
    return _HEAD.sub(lambda match: match.group() + METAS.format(rules), html, count=1)


def policy(known: Iterable[str]) -> str:
    """Return the strictest policy under which a page with the inline scripts ``known`` works."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in dict.fromkeys(known))
    return _policy(f"script-src 'self' {hashes}".rstrip())


def policy_while_serving() -> str:
    """Return the policy of a served page: MkDocs puts a script of its own in, whose text changes with each save.

    Handlers in attributes, and everything from elsewhere, are stopped as on the published page.
    """
    return _policy("script-src 'self' 'unsafe-inline'; script-src-attr 'none'")


def _policy(scripts: str) -> str:
    return "; ".join(
        (
            "default-src 'none'",
            scripts,
            "style-src 'self'",
            "img-src 'self' data:",  # the theme's icons are in its style sheet
            "connect-src 'self'",
            "worker-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


@lru_cache(maxsize=256)  # a few scripts, once for each depth of folders
def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
