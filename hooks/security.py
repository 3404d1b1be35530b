"""MkDocs hook: what a page may load and run, said in the page itself.

A meta element carries the Content-Security-Policy, with the hashes of the theme's inline scripts, since pages may be hosted
where nobody can set headers; `_headers` says the rest to hosts that read it (Netlify, Cloudflare Pages).
"""

from __future__ import annotations

import base64
import hashlib
import re
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

_INLINE = re.compile(r"<script>(.*?)</script>", re.DOTALL)  # with an attribute it is data, or loaded by address
_HEAD = re.compile(r'<meta charset="utf-8">')
HEADERS = """\
/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Content-Security-Policy: frame-ancestors 'none'
"""

_command = "build"


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether a site is built or served."""
    global _command
    _command = command


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the headers for hosts that read them."""
    files.append(File.generated(config, "_headers", content=HEADERS))


@event_priority(-100)  # last: the page is as it will be published
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the policy into a page."""
    return secured(output)


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Put the policy into the page for addresses that lead nowhere."""
    return secured(output_content) if template_name.endswith(".html") else output_content


def secured(html: str) -> str:
    """Return a page with its policy; unchanged while serving, whose reload script is put in afterwards."""
    if _command == "serve":
        return html
    metas = f'<meta http-equiv="Content-Security-Policy" content="{policy(html)}"><meta name="referrer" content="no-referrer">'
    return _HEAD.sub(lambda match: match.group() + metas, html, count=1)


def policy(html: str) -> str:
    """Return the strictest policy under which a page of this site works."""
    hashes = " ".join(dict.fromkeys(f"'sha256-{_hash(script)}'" for script in _INLINE.findall(html)))
    rules: dict[str, Any] = {
        "default-src": "'none'",
        "script-src": f"'self' {hashes}".rstrip(),
        "style-src": "'self'",
        "img-src": "'self' data:",  # the theme's icons are in its style sheet
        "connect-src": "'self'",
        "worker-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def _hash(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
