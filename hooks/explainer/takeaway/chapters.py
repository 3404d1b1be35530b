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
"""Stands for the site's root while links are followed."""

LEFT_OUT = re.compile(r"(?:|about/(?:health|rules|take-away)/|charts/|sources/)")
"""Pages that only make sense on the site: the home page, the lists of what the chapters hold anyway, the figures of the checks."""

_DROPPED = (
    "byline", "colophon", "evidence__links", "filters", "headerlink", "hero", "letters", "md-content__button", "note__head",
    "references__record", "chart__links", "strip", "term__card",
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
"""Elements that load something, run it or ask for something; a book has no use for them."""

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
"""Attributes that name what a program should load; an address for a reader to follow is an ``href`` of ``a``."""

_WORDS = frozenset(("alt", "aria-label", "class", "href", "id", "title"))
"""Attributes that no program takes for CSS, as it takes those of a drawing."""


class NoSite(Exception):
    """The folder holds no built site of this project, or one with a page that no chapter can be made of."""


@dataclass(slots=True)
class Chapter:
    """A page as a chapter; its headings start at the second level, its anchors with its own name."""

    slug: str
    title: str
    section: str
    """The part of the book that it belongs to: the site's section."""
    body: HtmlElement


def chapters(site: Path, address: str) -> list[Chapter]:
    """Return the pages of the site built in ``site`` in the order of its navigation.

    Links among them stay within the book; others lead to the site at ``address``, and are words where that is empty.
    Nothing of a chapter makes a program load anything: pictures give way to their descriptions, drawings stay.

    Raises NoSite where the folder holds no built site.
    """
    pages = [(url, page) for url, page in _in_order(site) if not LEFT_OUT.fullmatch(url)]
    if not pages:
        raise NoSite("its home page does not link to another page")
    slugs = {url: _slug(url) for url, _ in pages}
    found = []
    for url, page in pages:
        article = page.find(".//article")
        heading = article.find(".//h1") if article is not None else None
        if heading is None:
            raise NoSite(f"the page '{url}' has no article with a title")
        trail = page.xpath('//*[@class="md-path"]//a//text()[normalize-space()]')
        _clean(article)
        title = _words(heading)
        _localise(article, url, slugs, address)
        found.append(Chapter(slugs[url], title, trail[-1].strip() if len(trail) > 1 else title, article))
    return found


def _in_order(site: Path) -> Iterator[tuple[str, HtmlElement]]:
    """Yield each page's address and its tree, from the home page along the links to the next."""
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

    Raises NoSite where there is none, or one that leads out of the site's folder.
    """
    path = site / unquote(url) / "index.html"
    try:
        if not path.resolve().is_relative_to(site.resolve()):
            raise NoSite(f"the page '{url}' leads out of the site's folder")
        return html.document_fromstring(path.read_text("utf-8"))
    except (OSError, ValueError, etree.ParserError) as error:
        raise NoSite(f"the page '{url}' cannot be read: {error}") from None


def _clean(article: HtmlElement) -> None:
    """Take out what only a screen needs; a number leads to its note, a term is a word again."""
    for name in _DROPPED:
        for element in article.xpath(f'.//*[contains(concat(" ", @class, " "), " {name} ")]'):
            if element.getparent() is not None:
                element.drop_tree()
    _unload(article)
    for link in article.xpath('.//span[@class="term"]/a'):
        link.drop_tag()
    for number in article.xpath(f'.//sup[@class="{_NUMBER}"]'):
        (button,) = number.xpath("./button")
        link = html.Element("a", href="#" + button.get("popovertarget", ""))
        link.text = button.text
        if anchor := number.attrib.pop("id", None):  # pandoc keeps no name of a raised text
            link.set("id", anchor)
        button.getparent().replace(button, link)
    for note in article.xpath('.//aside[@class="note"]'):
        number = (note.get("id") or "").removeprefix("note-")
        head = html.fragment_fromstring(f'<p class="note__back"><a href="#cite-{number}">{number}</a></p>')
        note.tag = "div"
        note.insert(0, head)
        for attribute in ("popover", "aria-label"):
            note.attrib.pop(attribute, None)
    if article.find('.//div[@class="notes"]') is not None:
        heading = html.fragment_fromstring("<h2 id='notes'>Evidence</h2>")
        article.find('.//div[@class="notes"]').insert(0, heading)
    for element in article.xpath(".//h1 | .//h2 | .//h3 | .//h4 | .//h5"):
        element.tag = f"h{int(element.tag[1]) + 1}"


def _unload(article: HtmlElement) -> None:
    """Take out whatever would make a program load something, run it or ask a host."""
    for element in list(article.iter()):
        if not isinstance(element.tag, str):
            element.drop_tree()  # a comment, or an instruction to a program
            continue
        name = etree.QName(element).localname.lower().rpartition(":")[2]
        if name in _LOADING:
            # Those of the first kind have no content: what the parser took for it follows them.
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
    """Whether a reader may follow an address from a book: to another page, or to the web."""
    try:
        return (urlsplit(address).scheme or "https").lower() in ("http", "https", "mailto")
    except ValueError:
        return False


def _localise(article: HtmlElement, url: str, slugs: dict[str, str], address: str) -> None:
    """Make anchors and links those of the book: many pages have a heading ``read-on``."""
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
        place = target.removeprefix(BASE)
        if place in slugs:
            element.set("href", "#" + slugs[place] + (f"--{fragment}" if fragment else ""))
        elif not address:  # a site that knows no address of its own: the words stay
            element.drop_tag()
        else:
            element.set("href", urljoin(address, place) + (f"#{fragment}" if fragment else ""))
    article.tag = "section"
    article.set("id", slug)
    article.attrib.pop("class", None)


def _words(element: HtmlElement) -> str:
    return " ".join(element.text_content().split())


def _slug(url: str) -> str:
    return url.strip("/").replace("/", "-")
