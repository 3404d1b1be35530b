"""The security policy of a page, which is part of the page itself.

A meta element has the Content-Security-Policy, with the hashes of the templates' scripts, since some hosts do not let
users set headers; `_headers` has the rest for hosts that read it (Netlify, Cloudflare Pages). A page with a script or a
frame that is not from a template is not published.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from mkdocs.exceptions import Abort
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.utils import get_relative_url

from explainer.render import policy

from .build import Build, log

HEADERS = """\
/*
  X-Content-Type-Options: nosniff
  Referrer-Policy: no-referrer
  Permissions-Policy: camera=(), geolocation=(), microphone=()
  Content-Security-Policy: frame-ancestors 'none'
"""


def add_headers(build: Build, files: Files) -> None:
    """Add the headers for hosts that read them."""
    files.append(File.generated(build.config, "_headers", content=HEADERS))


def refuse_scripts(build: Build, files: Files) -> None:
    """Stop a build if a text contains something that could run, before any page is written; a server shows each page with a finding."""
    if build.serving:
        return
    _refuse(
        build,
        (
            (file.src_uri, tag)
            for file in files.documentation_pages()
            if file.page
            for tag in policy.foreign(file.page.content or "")
        ),
    )


def guarded(build: Build, html: str, name: str, *, page: Page | None = None, base: str | None = None) -> str:
    """Return a page with its policy. A build stops at elements that are not from the project's templates; a server shows them as text.

    ``base`` is the relative address of the site's root; for a page it is known. Raises Abort, which names the page's
    source.
    """
    base_url = (base or "") if page is None else get_relative_url(".", page.url)
    viewpoint = build.frames.viewpoint(page) if page else name
    known = build.scripts.get(viewpoint)
    if known is None:  # the scripts hold relative links, and nothing else of a page
        context: dict[str, Any] = {"page": page, "base_url": base_url, "config": build.config}
        known = build.scripts[viewpoint] = policy.scripts(build.environment, context)
    html = harmless(build, html, name, known)
    return policy.secured(html, policy.policy_while_serving() if build.serving else policy.policy(known))


def harmless(build: Build, html: str, name: str, known: Iterable[str] = ()) -> str:
    """Return a page, or its parts, without elements that are not from the project's templates: a build stops at them, and a
    server shows them as text. ``known`` are the inline scripts of the templates. Raises Abort like `guarded`.
    """
    found = policy.foreign(html, known)
    _refuse(build, [(name, tag) for tag in found])
    return policy.disarmed(html, known) if found and build.serving else html


def _refuse(build: Build, found: Iterable[tuple[str, str]]) -> None:
    found = list(found)
    for name, tag in found:
        log.error(
            "%s: error[policy] the page has %r, which the site's templates do not write; remove it", name, tag[:80]
        )
    if found and not build.serving:
        raise Abort(f"The build stopped: {found[0][0]} has an element that could run or load something.")
