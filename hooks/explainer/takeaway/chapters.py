"""The pages of a built site as the chapters of a book."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import etree, html
from lxml.html import HtmlElement

BASE = "http://book.invalid/"
"""Represents the site's root while links are resolved."""

LEFT_OUT = re.compile(r"(?:|about/(?:health|rules|take-away)/|charts/|sources/)")
"""Pages that only make sense on the site: the home page, lists of content that the chapters have anyway, and the figures of the checks."""

_DROPPED = (
    "byline", "colophon", "evidence__links", "filters", "headerlink", "hero", "letters", "md-content__button", "note__head",
    "references__record", "references__numbers", "chart__links", "strip", "term__card",
)  # fmt: skip
_NUMBER = "cite"

_LOADING = frozenset(
    [
        "animate",
        "applet",
        "area",
        "audio",
        "base",
        "embed",
        "feimage",
        "foreignobject",
        "form",
        "frame",
        "frameset",
        "iframe",
        "image",
        "input",
        "link",
        "map",
        "meta",
        "noscript",
        "object",
        "portal",
        "script",
        "select",
        "set",
        "source",
        "style",
        "template",
        "textarea",
        "track",
        "video",
    ]
)
"""Elements that load, run or request something; a book does not need them."""

_LOADING_ATTRIBUTES = frozenset(
    [
        "action",
        "archive",
        "background",
        "cite",
        "codebase",
        "data",
        "formaction",
        "longdesc",
        "manifest",
        "ping",
        "poster",
        "profile",
        "src",
        "srcdoc",
        "srcset",
        "style",
        "usemap",
    ]
)
"""Attributes with the address of something to load; a link for readers is an ``href`` of ``a``."""

_WORDS = frozenset(("alt", "aria-label", "class", "href", "id", "title"))
"""Attributes that are never read as CSS, unlike those of a drawing."""


class NoSite(Exception):
    """The folder does not have a built site of this project, or a page cannot become a chapter."""


@dataclass(slots=True)
class Chapter:
    """A page as a chapter; its headings start at the second level, and its anchors with its own name."""

    slug: str
    title: str
    section: str
    """The part of the book that it belongs to, which is the site's section."""
    body: HtmlElement


def chapters(site: Path, address: str) -> list[Chapter]:
    """Return the pages of the site built in ``site`` in the order of its navigation.

    Links among them stay within the book; others lead to the site at ``address``, or become plain text if that is
    empty. A chapter never makes a program load anything: pictures are replaced by their descriptions, and drawings are
    kept.

    Raises NoSite if the folder does not have a built site.
    """
    pages = [(url, page) for url, page in in_order(site) if not LEFT_OUT.fullmatch(url)]
    if not pages:
        raise NoSite("its home page does not link to another page")
    slugs = {url: _slug(url) for url, _ in pages}
    found = []
    for url, page in pages:
        trail = page.xpath('//*[@class="md-path"]//a//text()[normalize-space()]')
        title, article = prepared(page, url, slugs, address)
        found.append(Chapter(slugs[url], title, trail[-1].strip() if len(trail) > 1 else title, article))
    return found


def prepared(page: HtmlElement, url: str, slugs: dict[str, str], address: str) -> tuple[str, HtmlElement]:
    """Return a page's title and its article, ready to be part of a document; ``slugs`` are the document's pages.

    Raises NoSite if the page has no article with a title.
    """
    article = page.find(".//article")
    heading = article.find(".//h1") if article is not None else None
    if heading is None:
        raise NoSite(f"the page '{url}' has no article with a title")
    _clean(article)
    title = _words(heading)
    _localise(article, url, slugs, address)
    return title, article


def in_order(site: Path) -> Iterator[tuple[str, HtmlElement]]:
    """Yield each page's address and its tree, from the home page along the links to the next page."""
    url, seen = "", set()
    while url not in seen:
        seen.add(url)
        page = read_page(site, url)
        yield url, page
        following = page.xpath('//link[@rel="next"]/@href')
        if following:
            try:
                url = urljoin(BASE + url, following[0]).removeprefix(BASE)
            except ValueError:
                raise NoSite(f"the page '{url}' links to '{following[0]}', which is not an address") from None


def read_page(site: Path, url: str) -> HtmlElement:
    """Return the page of a built site at an address, relative to its root.

    Raises NoSite if there is none, or if it is outside the site's folder.
    """
    path = site / unquote(url) / "index.html"
    try:
        if not path.resolve().is_relative_to(site.resolve()):
            raise NoSite(f"the page '{url}' leads out of the site's folder")
        return html.document_fromstring(path.read_text("utf-8"))
    except (OSError, ValueError, etree.ParserError) as error:
        raise NoSite(f"the page '{url}' cannot be read: {error}") from None


def _clean(article: HtmlElement) -> None:
    """Remove elements for the screen only; numbers link to their notes, and terms become plain words."""
    for name in _DROPPED:
        for element in article.xpath(f'.//*[contains(concat(" ", @class, " "), " {name} ")]'):
            if element.getparent() is not None:
                element.drop_tree()
    unload(article)
    for link in article.xpath('.//span[@class="term"]/a'):
        link.drop_tag()
    for number in article.xpath(f'.//sup[@class="{_NUMBER}"]'):
        (button,) = number.xpath("./button")
        link = html.Element("a", href="#" + button.get("popovertarget", ""))
        link.text = button.text
        if anchor := number.attrib.pop("id", None):  # pandoc drops the id of superscript text
            link.set("id", anchor)
        button.getparent().replace(button, link)
    for note in article.xpath('.//div[@class="note"]'):
        number = (note.get("id") or "").removeprefix("note-")
        head = html.fragment_fromstring(f'<p class="note__back"><a href="#cite-{number}">{number}</a></p>')
        note.tag = "div"
        note.insert(0, head)
        for attribute in ("popover", "role", "aria-label"):
            note.attrib.pop(attribute, None)
    if article.find('.//div[@class="notes"]') is not None:
        heading = html.fragment_fromstring("<h2 id='notes'>Evidence</h2>")
        article.find('.//div[@class="notes"]').insert(0, heading)
    for element in article.xpath(".//h1 | .//h2 | .//h3 | .//h4 | .//h5"):
        element.tag = f"h{int(element.tag[1]) + 1}"


def unload(article: HtmlElement) -> None:
    """Remove everything that would make a program load, run or request something."""
    for element in list(article.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree()  # a comment, or an instruction to a program
            continue
        name = etree.QName(element).localname.lower().rpartition(":")[2]
        if name in _LOADING:
            # Those of the first kind have no content: text that the parser put into them belongs after them.
            element.drop_tag() if name in ("embed", "source", "track") else element.drop_tree()
            continue
        if name == "img":
            words = html.Element("span")
            words.text, words.tail = element.get("alt") or "", element.tail
            element.getparent().replace(element, words)
            continue
        for attribute, value in element.items():
            bare = attribute.lower().rpartition("}")[2].rpartition(":")[2]
            address = bare == "href" and not value.startswith("#") and not (name == "a" and _followed(value))
            style = bare not in _WORDS and ("url(" in value.lower() or "\\" in value)
            if address or style or bare in _LOADING_ATTRIBUTES or bare.startswith("on"):
                del element.attrib[attribute]


def _followed(address: str) -> bool:
    """Whether an address may be a link in a book: to another page, or to the web."""
    try:
        return (urlsplit(address).scheme or "https").lower() in ("http", "https", "mailto")
    except ValueError:
        return False


def _localise(article: HtmlElement, url: str, slugs: dict[str, str], address: str) -> None:
    """Adapt anchors and links to the book, since many pages have a heading ``read-on``."""
    slug = slugs[url]
    for element in list(article.iter()):
        if not isinstance(element.tag, str):
            continue
        if id := element.get("id"):
            element.set("id", f"{slug}--{id}")
        for attribute in ("aria-labelledby", "aria-describedby"):
            if names := element.get(attribute):
                element.set(attribute, " ".join(f"{slug}--{name}" for name in names.split()))
        link = element.get("href")
        if link is None:
            continue
        target, fragment = urldefrag(urljoin(BASE + url, link))
        if not target.startswith(BASE):
            continue
        location = target.removeprefix(BASE)
        if location in slugs:
            element.set("href", "#" + slugs[location] + (f"--{fragment}" if fragment else ""))
        elif not address:  # the site has no address: the words stay
            element.drop_tag()
        else:
            element.set("href", urljoin(address, location) + (f"#{fragment}" if fragment else ""))
    article.tag = "section"
    article.set("id", slug)
    article.attrib.pop("class", None)


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _slug(url: str) -> str:
    return url.strip("/").replace("/", "-")
