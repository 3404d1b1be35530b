"""Each written page as a PDF of a few sheets: its text, its charts and its references, as the browser prints it."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urljoin, urlsplit

from lxml.html import Element, HtmlElement, tostring

from . import tagged
from .chapters import LEFT_OUT, NoSite, in_order, unfold, unload
from .printing import ADDRESS, printer

_LISTS = re.compile(r"(?:charts|check|glossary|map|sources|timeline|about/(?:changes|formats|rules))/.*")
"""Lists to look things up in, some of which would be dozens of sheets, and what they lead to."""

_DROPPED = (
    "chart__links", "filters", "headerlink", "letters", "md-content__button", "mend", "notes", "people", "printing",
    "references__record", "strip", "term__card",
)  # fmt: skip


class Sheets(NamedTuple):
    """A page that is ready to print."""

    url: str
    title: str
    text: str
    """Its HTML, with its styles."""
    links: dict[str, str]
    """The words of each link by its target."""


def name(url: str) -> str:
    """Return the name of the PDF of the page at an address, relative to the site's root."""
    return url.strip("/").replace("/", "-") + ".pdf"


def write_pages(site: Path, folder: Path, address: str, language: str, made: datetime.datetime) -> Iterator[Path]:
    """Print each written page of the site built in ``site`` into ``folder``; yield each path when it is complete.

    Links lead to the site at ``address``; if that is empty, they become plain words. Raises NoSite if the folder does
    not have a built site, and the exceptions of `printing.printer`.
    """
    with printer() as print_page:
        for page in pages(site, address):
            path = folder / name(page.url)
            print_page((address or ADDRESS) + page.url, page.text, path, {"prefer_css_page_size": True})
            tagged.finish(path, title=page.title, language=language, made=made, links=page.links)
            yield path


def pages(site: Path, address: str) -> Iterator[Sheets]:
    """Yield the written pages of the site built in ``site`` in the order of its navigation."""
    styles: dict[str, str] = {}
    for url, page in in_order(site):
        if LEFT_OUT.fullmatch(url) or _LISTS.fullmatch(url):
            continue
        article, heading = page.find(".//article"), page.find(".//h1")
        if article is None or heading is None:
            raise NoSite(f"the page '{url}' has no article with a title")
        for sheet in page.xpath('/html/head/link[@rel="stylesheet"]/@href'):
            styles.setdefault(Path(sheet).name, _style(site, urljoin("/" + url, sheet)))
        _on_paper(article)
        links = _link(article, url, address)
        title = " ".join(heading.text_content().split())
        style = "".join(f"<style>{text}</style>" for text in styles.values())
        text = (
            f'<!doctype html><html lang="{page.get("lang") or "en"}"><head><meta charset="utf-8"><title>{html.escape(title)}</title>{style}'
            '</head><body data-md-color-scheme="default"><main class="md-main"><div class="md-main__inner"><div class="md-content">'
            f"{tostring(article, encoding='unicode', with_tail=False)}</div></div></main></body></html>"
        )
        yield Sheets(url, title, text, links)


def _style(site: Path, location: str) -> str:
    """Return a style sheet of the site; nothing for one that is not in its folder."""
    path = site / location.lstrip("/")
    if not path.resolve().is_relative_to(site.resolve()) or not path.is_file():
        return ""
    return path.read_text("utf-8").replace("</", "<\\/")


def _on_paper(article: HtmlElement) -> None:
    """Leave out what only a screen shows; numbers lead to the references, which name the host instead of the address."""
    places: dict[str, str] = {}
    for item in article.xpath('.//section[@class="references"]//li'):
        for numbers in item.xpath('./span[@class="references__numbers"]'):
            for number in re.findall(r"\d+", numbers.text_content()):
                places.setdefault(number, item.get("id", ""))
        for place in item.xpath("./span[not(@class)][a]"):
            place.set("class", "references__host")  # without a class, the style sheet hides it on paper
            for link in place.xpath("./a"):
                link.text = (urlsplit(link.get("href", "")).hostname or "").removeprefix("www.")
    for button in article.xpath('.//sup[@class="cite"]/button'):
        link = Element("a", href="#" + places.get((button.text or "").strip(), "references"))
        link.set("title", button.get("aria-label") or "")
        link.text = button.text
        button.getparent().replace(button, link)
    for dropped in _DROPPED:
        for element in article.xpath(f'.//*[contains(concat(" ", @class, " "), " {dropped} ")]'):
            if element.getparent() is not None:
                element.drop_tree()
    for figure in article.xpath(".//figure"):
        figure.set("role", "group")  # the drawing in it is the figure that has a description
    for element in article.xpath(".//*[@aria-describedby]"):
        del element.attrib["aria-describedby"]
    unload(article)
    unfold(article)


def _link(article: HtmlElement, url: str, address: str) -> dict[str, str]:
    """Point the links of a page to the site at ``address``, or drop them if that is empty; return their words by target."""
    words: dict[str, str] = {}
    for link in article.xpath(".//a[@href]"):
        target = link.get("href")
        if not target.startswith("#"):
            if not address and not urlsplit(target).scheme:
                link.drop_tag()
                continue
            target = urljoin(address + url, target)
            link.set("href", target)
        said = link.get("title") or link.text_content()
        words.setdefault(target.removeprefix("#"), " ".join(said.split()))
    return words
