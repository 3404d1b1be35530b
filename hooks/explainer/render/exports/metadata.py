"""The metadata of a page for search engines, social networks and reference managers."""

from __future__ import annotations

from typing import Any

from ...library import Page
from ...records.loader import Record
from ...records.sources import Source
from ..references import csl_item, plain_text
from ..site import Site
from . import learning

LICENCE = "https://creativecommons.org/licenses/by/4.0/"

TYPES = {
    "article-journal": "ScholarlyArticle",
    "article-magazine": "Article",
    "article-newspaper": "NewsArticle",
    "bill": "Legislation",
    "book": "Book",
    "chapter": "Chapter",
    "dataset": "Dataset",
    "legislation": "Legislation",
    "map": "Map",
    "paper-conference": "ScholarlyArticle",
    "post-weblog": "BlogPosting",
    "regulation": "Legislation",
    "report": "Report",
    "thesis": "Thesis",
    "treaty": "Legislation",
    "webpage": "WebPage",
}
"""schema.org's types by those of CSL; all others are CreativeWork."""


def cited_sources(site: Site, page: Page) -> list[Record[Source]]:
    """Return the sources that a page cites, in the order of its list of references."""
    keys = {item.key for use in site.uses(page) for item in use.citation.items if item.key in site.library.sources}
    return [site.library.sources[key] for key in sorted(keys, key=lambda key: site.references[key].order)]


def article(site: Site, page: Page, *, description: str, known: str, changed: str) -> dict[str, Any]:
    """Return a page as schema.org's Article; each ``citation`` leads to the page that describes its source."""
    address = site.address + page.url
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Article",
        "@id": address,
        "url": address,
        "headline": page.title,
        "description": description,
        "inLanguage": page.language,
        "image": f"{site.address}assets/social.png",
        "author": {"@type": "Organization", "name": site.name, "url": site.address},
        "publisher": {"@type": "Organization", "name": site.name, "url": site.address},
        "isPartOf": {"@type": "WebSite", "name": site.name, "url": site.address},
        "license": LICENCE,
        "isAccessibleForFree": True,
    }
    if known:
        data["temporalCoverage"] = f"../{known}"
    if changed:
        data["dateModified"] = changed
    if works := cited_sources(site, page):
        data["citation"] = [{"@id": f"{site.address}sources/{record.key}/"} for record in works]
    return data


def work(site: Site, record: Record[Source]) -> dict[str, Any]:
    """Return a source as the schema.org work to which the pages' citations lead."""
    source = record.data
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": TYPES.get(source.type, "CreativeWork"),
        "@id": f"{site.address}sources/{record.key}/",
        "name": source.title,
        "inLanguage": source.language,
        "citation": plain_text(site.references[record.key].html),
    }
    if source.URL:
        data["url"] = source.URL
    if source.issued and not source.issued.startswith("FY"):
        data["datePublished"] = source.issued
    if source.author:
        data["author"] = [
            {"@type": "Organization", "name": name.literal}
            if name.literal
            else {"@type": "Person", "name": " ".join(filter(None, (name.given, name.family, name.suffix)))}
            for name in source.author
        ]
    if publisher := source.publisher or source.authority:
        data["publisher"] = {"@type": "Organization", "name": publisher}
    if source.container_title:
        data["isPartOf"] = {"@type": "CreativeWork", "name": source.container_title}
    if source.DOI:
        data["sameAs"] = f"https://doi.org/{source.DOI}"
    if quoted := learning.quotations(site, source, data["@id"]):
        data["hasPart"] = quoted
    return data


def scholar(site: Site, page: Page, *, known: str) -> list[tuple[str, str]]:
    """Return a page's metas for Google Scholar and reference managers, every reference among them."""
    metas = [
        ("citation_title", page.title),
        ("citation_author", site.name),
        ("citation_publication_date", known.replace("-", "/")),
        ("citation_language", page.language),
        ("citation_fulltext_html_url", site.address + page.url),
    ]
    for record in cited_sources(site, page):
        item = csl_item(record)
        fields = [("citation_title", item["title"])]
        for name in item.get("author", ()):
            given = " ".join(filter(None, (name.get("given"), name.get("non-dropping-particle"), name.get("family"))))
            fields.append(("citation_author", name.get("literal") or given))
        fields.append(("citation_journal_title", item.get("container-title", "")))
        fields.append(("citation_publication_date", (record.data.issued or "").replace("-", "/")))
        metas.append(("citation_reference", "; ".join(f"{name}={value}" for name, value in fields if value)))
    return [(name, content) for name, content in metas if content]


def open_graph(site: Site, *, title: str, description: str, url: str, kind: str) -> list[tuple[str, str]]:
    """Return the metadata that a social network shows for a link to a page."""
    return [
        ("og:type", kind),
        ("og:site_name", site.name),
        ("og:title", title),
        ("og:description", description),
        ("og:url", site.address + url),
        ("og:image", f"{site.address}assets/social.png"),
        ("og:image:width", "1200"),
        ("og:image:height", "630"),
        (
            "og:image:alt",
            site.words.gettext("The Caravan Debate: Mexico's response to the migrant caravans, with its sources"),
        ),
    ]
