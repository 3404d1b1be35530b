"""MkDocs hook: how to cite a page, what it says of itself to other programs, and the bibliography for them."""

from __future__ import annotations

import posixpath
import re
from html import unescape
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from explainer import cache, history
from explainer.checks import RULES
from explainer.library import Page as OurPage
from explainer.render import citing, exchange, metadata, vocabulary
from explainer.render.site import Site


def on_files(files: Files, config: MkDocsConfig) -> None:
    """Add the bibliography and the statements as data."""
    site: Site = config.extra["explainer"]["site"]
    for name, text in exchange.bibliography(site).items():
        files.append(File.generated(config, f"sources/{name}", content=text))
    files.append(File.generated(config, "claims.json", content=exchange.claims(site)))


def on_env(env: Any, config: MkDocsConfig, files: Files) -> None:
    """Ask how each page is cited, now that all are read, and add the files that reference managers take."""
    site: Site = config.extra["explainer"]["site"]
    root = site.library.root
    changes = history.last_changes(root)
    known = site.library.known
    config.extra["explainer"]["changes"] = changes
    config.extra["explainer"]["known"] = known
    items = []
    for file in files.documentation_pages():
        page = _ours(site, file, config)
        if page and file.page:
            change = history.last_change(changes, page.path)
            items.append(
                citing.page_item(
                    _key(page.url),
                    page.title,
                    site.address + page.url,
                    site=site.name,
                    known=page.dated("known") or known,
                    version=change.commit if change else "",
                    language=page.language,
                )
            )
    found = citing.citings(items, cache.folder(root))
    config.extra["explainer"]["citings"] = found
    for item in items:
        folder = item["URL"].removeprefix(site.address)
        for suffix, text in (("bib", found[item["id"]].biblatex), ("ris", found[item["id"]].ris)):
            files.append(File.generated(config, f"{folder}{item['id']}.{suffix}", content=text))


@event_priority(-110)  # after the references have been put in
def on_page_context(context: Any, page: Page, config: MkDocsConfig, nav: Any) -> None:
    """Put how to cite it below a page, and into its head what other programs look for."""
    extra = config.extra["explainer"]
    site: Site = extra["site"]
    description = unescape(str(page.meta.get("description") or config.site_description or ""))
    ours = _ours(site, page.file, config)
    kind = "website" if page.is_homepage else "article"
    context["properties"] = metadata.open_graph(
        site, title=unescape(str(page.title)), description=description, url=page.url, kind=kind
    )
    if record := _source(site, page.file):
        context["linked_data"] = vocabulary.script(metadata.work(site, record))
    if ours is None:
        return
    known = ours.dated("known") or extra["known"]
    change = history.last_change(extra["changes"], ours.path)
    context["metas"] = metadata.scholar(site, ours, known=known)
    if "linked_data" not in context:
        data = metadata.article(site, ours, description=description, known=known, changed=change.date if change else "")
        context["linked_data"] = vocabulary.script(data)
    page.content = (page.content or "") + site.fill(
        "colophon.html",
        citing=extra["citings"].get(_key(ours.url)),  # pandoc is not asked again while a site is served
        file=_key(ours.url),
        known=known,
        checked=ours.dated("checked"),
        change=change,
        history=f"{config.repo_url.rstrip('/')}/commits/main/{ours.path}" if config.repo_url else "",
    )


def _ours(site: Site, file: File, config: MkDocsConfig) -> OurPage | None:
    """Return what is cited under a file's address; nothing for a source's page and a rule's, which are cited themselves."""
    if page := site.library.page(site.language, file.src_uri):
        return page
    folder, name = posixpath.split(file.src_uri)
    rule = folder == "about/rules" and Path(name).stem in RULES
    if file.page is None or rule or _source(site, file):
        return None
    made = config.extra["explainer"]["made"].get(file.src_uri)
    path = made.edit if made else f"docs/{site.language}/{file.src_uri}"
    return OurPage(site.language, file.src_uri, unescape(str(file.page.title)), [], path, made=True)


def _source(site: Site, file: File) -> Any:
    folder, name = posixpath.split(file.src_uri)
    return site.library.sources.get(Path(name).stem) if folder == "sources" else None


def _key(url: str) -> str:
    """Return the key under which reference managers keep a page: letters, digits and signs that BibTeX and HTML leave alone."""
    key = "-".join(["caravan-debate", *filter(None, url.split("/"))])
    return re.sub(r"[^A-Za-z0-9._-]", lambda match: f"_{ord(match.group()):x}_", key)
