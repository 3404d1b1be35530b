"""The built site as a ZIM file, for Kiwix and other readers that search and show whole sites without the internet."""

from __future__ import annotations

import datetime
import hashlib
import io
import re
from collections.abc import Iterator
from html import escape as html_escape
from pathlib import Path, PurePosixPath
from typing import Any, NamedTuple
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement, tostring

from .chapters import BASE, NoSite, unload
from .offline import opened_from_disk

_TYPES = {".css": "text/css", ".csv": "text/csv", ".png": "image/png", ".svg": "image/svg+xml"}
"""The files beside pages that a reader's program shows or saves; the data of other programs stays on the site."""

_LANGUAGES = {"en": "eng", "es": "spa"}
_SOURCES = re.compile(r"(?:sources|about/rules)/.+")
"""Pages that a search finds by their titles alone: pages that cite them repeat what they say."""

_DROPPED = (
    "md-content__button", "headerlink", "printing", "filters", "chart__links", "skip",
)  # fmt: skip
_CLUSTER = 8 * 1024
"""How much is compressed at a time, in kB: pages repeat what other pages quote, and a reader's program unpacks this much to show one."""

_TITLE, _DESCRIPTION = 30, 80
"""The most characters that the format allows."""


class Entry(NamedTuple):
    """A file of the site as the ZIM file has it."""

    path: str
    title: str
    type: str
    content: bytes
    text: str
    """What a search reads; empty for all but pages."""


def write_zim(site: Path, path: Path, *, title: str, description: str, language: str, made: datetime.datetime) -> None:
    """Pack the site built in ``site``: its pages without what only a server or a script can do, in an index for full-text search.

    ``made`` is the day in its metadata. Raises NoSite if a page cannot be read, and ModuleNotFoundError without libzim
    and Pillow, which come with the test tools.
    """
    from libzim.writer import Creator
    from PIL import Image

    found = list(entries(site))
    code = _LANGUAGES.get(language, language)
    with Creator(path).config_indexing(True, code).config_clustersize(_CLUSTER).config_nbworkers(2) as zim:
        zim.set_mainpath("index.html")
        icon = io.BytesIO()
        with Image.open(site / "assets" / "icon.png") as image:
            image.convert("RGBA").resize((48, 48), Image.Resampling.LANCZOS).save(icon, "PNG", optimize=True)
        zim.add_illustration(48, icon.getvalue())
        metadata = {
            "Name": f"caravan-debate_{language}_all",
            "Title": _cut(title, _TITLE),
            "Description": _cut(description, _DESCRIPTION),
            "Language": code,
            "Creator": title,
            "Publisher": title,
            "Date": f"{made:%Y-%m-%d}",
            "License": "CC-BY-4.0",
            "Tags": "_ftindex:yes;_pictures:no;_videos:no;_details:yes",
        }
        for name, value in metadata.items():
            zim.add_metadata(name, value)
        # Last: while items are packed in threads that call Python, adding an illustration would wait for them forever.
        item = _items()
        for entry in found:
            zim.add_item(item(entry))


def entries(site: Path) -> Iterator[Entry]:
    """Yield the pages of a built site, and the files that they need, in the order of their paths."""
    files = {
        file.relative_to(site).as_posix(): file
        for file in sorted(site.rglob("*"))
        if file.is_file() and not file.is_symlink() and (file.suffix in _TYPES or file.name == "index.html")
    }
    for name, file in files.items():
        if file.suffix != ".html":
            yield Entry(name, "", _TYPES[file.suffix], file.read_bytes(), "")
            continue
        url = name.removesuffix("index.html")
        try:
            page = html.document_fromstring(file.read_text("utf-8"))
        except (ValueError, etree.ParserError) as error:
            raise NoSite(f"the page '{url}' cannot be read: {error}") from None
        article, heading = page.find(".//article"), page.find(".//h1")
        if article is not None:
            title = " ".join((heading if heading is not None else page.find(".//title")).text_content().split())
            text = title if _SOURCES.fullmatch(url) else _searched(article)
            yield Entry(name, title, "text/html", _slim(page, article, url, title, files).encode(), text)


def _slim(page: HtmlElement, article: HtmlElement, url: str, title: str, files: dict[str, Path]) -> str:
    """Return a page of nothing but its article, the way to it and the pages before and after it; without scripts."""
    for name in _DROPPED:
        for element in article.xpath(f'.//*[contains(concat(" ", @class, " "), " {name} ")]'):
            if element.getparent() is not None:
                element.drop_tree()
    unload(article)
    trail = page.xpath('//nav[@class="md-path"]')
    around = "".join(tostring(element, encoding="unicode", with_tail=False) for element in [*trail[:1], article])
    body = html.fragment_fromstring(around, create_parent="main")
    body.set("class", "md-content md-grid")
    for link in body.xpath(".//a[@href]"):
        target = urldefrag(urljoin(BASE + url, link.get("href")))[0]
        if not target.startswith(BASE):
            continue
        location = unquote(urlsplit(target).path).lstrip("/")
        if (location if PurePosixPath(location).suffix else f"{location}index.html") not in files:
            link.drop_tag()
    sheets = "".join(
        f'<link rel="stylesheet" href="{html_escape(sheet)}">'
        for sheet in page.xpath('/html/head/link[@rel="stylesheet"]/@href')
        if urljoin(BASE + url, sheet).removeprefix(BASE) in files
    )
    text = (
        f'<!doctype html><html lang="{page.get("lang") or "en"}" class="no-js"><head><meta charset="utf-8"><meta name="viewport" '
        f'content="width=device-width,initial-scale=1"><title>{html_escape(title)}</title>{sheets}</head>'
        f'<body data-md-color-scheme="default" data-md-color-primary="custom" data-md-color-accent="custom">'
        f"{tostring(body, encoding='unicode')}</body></html>"
    )
    return opened_from_disk(text)


def _searched(article: HtmlElement) -> str:
    """Return the words of a page itself, without the evidence and the references that other pages have too."""
    parts = article.xpath(
        './/text()[not(ancestor::*[@class="notes" or @class="references" or @class="term__card" or @class="colophon"])]'
    )
    return " ".join(" ".join(parts).split())


def _items() -> Any:
    """Return libzim's class of an item, which needs libzim to be defined."""
    from libzim.writer import Hint, IndexData, Item, StringProvider

    class Words(IndexData):  # type: ignore[misc]
        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

        def has_indexdata(self) -> bool:
            return bool(self.entry.text)

        def get_title(self) -> str:
            return self.entry.title

        def get_content(self) -> str:
            return self.entry.text

        def get_keywords(self) -> str:
            return ""

        def get_wordcount(self) -> int:
            return self.entry.text.count(" ") + 1

        def get_geoposition(self) -> tuple[bool, float, float]:
            return (False, 0, 0)

    class One(Item):  # type: ignore[misc]
        def __init__(self, entry: Entry) -> None:
            super().__init__()
            self.entry = entry

        def get_path(self) -> str:
            return self.entry.path

        def get_title(self) -> str:
            return self.entry.title

        def get_mimetype(self) -> str:
            return self.entry.type

        def get_contentprovider(self) -> Any:
            return StringProvider(self.entry.content)

        def get_hints(self) -> dict[Any, int]:
            return {Hint.FRONT_ARTICLE: bool(self.entry.text)}

        def get_indexdata(self) -> Any:
            return Words(self.entry)

    return One


def is_whole_zim(path: Path) -> bool:
    """Whether a ZIM file is complete: its last 16 bytes are the MD5 sum of all before them, and its head says where they are."""
    data = path.read_bytes()
    place = int.from_bytes(data[72:80], "little")
    sum_ = hashlib.md5(data[:place], usedforsecurity=False).digest()
    return data[:4] == b"ZIM\x04" and place == len(data) - 16 and data[place:] == sum_


def _cut(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"
