"""MkDocs hook: what a page may load and run, said in the page itself.

A meta element carries the Content-Security-Policy, with the hashes of the scripts that the templates give, since pages may be
hosted where nobody can set headers; `_headers` says the rest to hosts that read it (Netlify, Cloudflare Pages). A page with a
script or a frame that no template gave is not published.
"""

from __future__ import annotations

import logging
from typing import Any
from urllib.parse import urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url, is_error_template

from explainer.render import policy

log = logging.getLogger("mkdocs.plugins.explainer")

HEADERS = """\
/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Content-Security-Policy: frame-ancestors 'none'
"""

_command = "build"
_environment: Any = None


def on_startup(command: str, dirty: bool) -> None:
    """Remember whether a site is built or served."""
    global _command
    _command = command


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the headers for hosts that read them."""
    files.append(File.generated(config, "_headers", content=HEADERS))


@event_priority(-300)  # last: all content is there, and nothing is written yet
def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Keep the templates, and stop a build whose texts hold what could run, before any page is written."""
    global _environment
    _environment = env
    if _command == "serve":  # each page says it when it is shown
        return
    found = [
        (file.src_uri, tag)
        for file in files.documentation_pages()
        if file.page
        for tag in policy.foreign(file.page.content or "")
    ]
    _refuse(found)


@event_priority(-100)  # last: the page is as it will be published
def on_post_page(output: str, page: Page, config: MkDocsConfig) -> str:
    """Put the policy into a page."""
    context = {"page": page, "base_url": get_relative_url(".", page.url), "config": config}
    return guarded(output, context, page.file.src_uri)


@event_priority(-100)
def on_post_template(output_content: str, template_name: str, config: MkDocsConfig) -> str:
    """Put the policy into the page for addresses that lead nowhere."""
    if not template_name.endswith(".html"):
        return output_content
    base = (
        urlsplit(config.site_url or "/").path
        if is_error_template(template_name)
        else get_relative_url(".", template_name)
    )
    return guarded(output_content, {"page": None, "base_url": base, "config": config}, template_name)


def guarded(html: str, context: dict[str, Any], name: str) -> str:
    """Return a page with its policy. A build stops at what no template of ours gave; a server shows it as text.

    Raises Abort, which names the page by its source.
    """
    known = policy.scripts(_environment, context)
    _refuse([(name, tag) for tag in policy.foreign(html, known)])
    if _command == "serve":
        return policy.secured(policy.disarmed(html, known), policy.policy_while_serving())
    return policy.secured(html, policy.policy(known))


def _refuse(found: list[tuple[str, str]]) -> None:
    for name, tag in found:
        log.error("%s: error[policy] the page has %r, which no template of ours writes; remove it", name, tag[:80])
    if found and _command != "serve":
        raise Abort(f"The build stopped: {found[0][0]} has an element that could run or load something.")
