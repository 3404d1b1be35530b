"""The scripts and files that a page may run and load: the theme's own scripts by their hashes, and nothing from the text.

The hashes are those of the scripts that the project's templates and the theme's give for a page at its address, made
from the templates themselves. They are never taken from the page: a script that somebody put into a text would be
allowed as well.
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
    "partials/javascripts/base.html",  # the theme's: reads and stores the reader's choices
    "partials/javascripts/palette.html",  # the project's: sets the colours at once
    "partials/javascripts/content.html",  # the theme's: opens the tab that an address names
    "partials/later.html",  # the project's: loads the theme's script when it is first needed
)
"""The templates with inline scripts. A test compares this list, and the scripts themselves, with the pinned theme."""

DATA = ('<script id="__config" type="application/json">', '<script type="application/ld+json">')
"""Elements that hold data, which no browser runs."""

METAS = '<meta http-equiv="Content-Security-Policy" content="{}"><meta name="referrer" content="no-referrer">'

_SCRIPT = re.compile(r"<script>(.*?)</script>", re.DOTALL)
_HEAD = re.compile(r'<meta charset="utf-8">')
# A "<" in a text is always escaped, so each of these is an element. Styles and links belong in the head, which
# templates write.
_ANYWHERE = (b"script", b"iframe", b"frame", b"frameset", b"object", b"embed", b"applet", b"portal", b"base")
_IN_BODY = (b"style", b"link", b"meta")
_TAG = re.compile(rb"<(?:(%s)|%s)\b" % (b"|".join(_ANYWHERE), b"|".join(_IN_BODY)))
_LONGEST = 200
"""How many bytes of a tag are given at most."""
_EQUIVALENT = re.compile(rb"<meta\b[^>]*http-equiv[^>]*>?")


def scripts(environment: Environment, context: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the inline scripts, without their tags, that the templates give for one address.

    ``context`` is that of a page's templates; its ``base_url``, ``page`` and ``config`` are read.
    """
    config = context["config"]
    values = {name: context[name] for name in ("base_url", "page", "config")}
    values["features"] = config.theme.get("features") or []  # set by the theme's base template
    theirs = environment.get_template("base.html")
    values["script"] = "".join(theirs.blocks["scripts"](theirs.new_context(values))).split('src="')[1].split('"')[0]
    html = "".join(environment.get_template(name).render(values) for name in TEMPLATES)
    return tuple(_SCRIPT.findall(html))


def foreign(html: str, known: Iterable[str] = ()) -> list[str]:
    """Return the opening tags in a page that the project's templates do not write and that could run, load or redirect by themselves.

    ``known`` are the page's own inline scripts. A part of a page is treated as a part of its body.
    """
    data = html.encode()
    return [data[start:end].decode(errors="replace") for start, end in _foreign(data, known)]


def disarmed(html: str, known: Iterable[str] = ()) -> str:
    """Return a page in which the tags that `foreign` finds are text, for a server that must show the page anyway."""
    data = html.encode()
    for start, _ in reversed(_foreign(data, known)):
        data = data[:start] + b"&lt;" + data[start + 1 :]
    return data.decode()


def _foreign(data: bytes, known: Iterable[str]) -> list[tuple[int, int]]:
    ours = {data.find(text.encode()) for text in (*(f"<script>{script}</script>" for script in known), *DATA)}
    lower = data.lower()  # only letters without accents, so that all offsets stay the same
    body = max(lower.find(b"<body"), 0)
    found = {match.span() for match in _EQUIVALENT.finditer(lower, 0, body)}
    for match in _TAG.finditer(lower):  # only their starts, since one may begin within another
        start = match.start()
        if match[1] or start >= body:
            end = lower.find(b">", start, start + _LONGEST) + 1
            found.add((start, end or start + _LONGEST))
    return sorted(span for span in found if span[0] not in ours)


def secured(html: str, rules: str) -> str:
    """Return a page with its policy placed before everything that it could load."""
    return _HEAD.sub(lambda match: match.group() + METAS.format(rules), html, count=1)


def policy(known: Iterable[str]) -> str:
    """Return the strictest policy under which a page with the inline scripts ``known`` works."""
    hashes = " ".join(f"'sha256-{_hash(script)}'" for script in dict.fromkeys(known))
    return _policy(f"script-src 'self' {hashes}".rstrip())


def policy_while_serving() -> str:
    """Return the policy of a served page: MkDocs adds its own script, whose text changes with each save.

    Handlers in attributes, and everything from elsewhere, are blocked as on the published page.
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
