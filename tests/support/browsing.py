"""A real browser on a site that a server of the tests' own publishes."""

import functools
import gzip
import http.server
import shutil
import threading
from contextlib import contextmanager
from typing import NamedTuple

from playwright.sync_api import sync_playwright

ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1440, "height": 900}


class Quiet(http.server.SimpleHTTPRequestHandler):
    """Keeps connections open between requests, as published sites do, and logs nothing."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass


@contextmanager
def served(folder):
    """Serve a folder on a port of its own; give its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@contextmanager
def launched():
    """Give a browser."""
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


def watched(context, address, complaints):
    """Return a page whose complaints, failures and requests to other hosts are added to ``complaints``."""
    page = context.new_page()
    page.on("console", lambda message: message.type == "error" and complaints.append(f"{page.url}: {message.text}"))
    page.on("pageerror", lambda error: complaints.append(f"{page.url}: {error}"))
    page.on(
        "request",
        lambda request: request.url.startswith((address, "data:", "blob:")) or complaints.append(request.url),
    )
    page.on("response", lambda response: response.status >= 400 and complaints.append(response.url))
    return page


def excess(page):
    """Return how many pixels a page is wider than the screen."""
    return page.evaluate("document.documentElement.scrollWidth - innerWidth")


def looked_at(page, address, paths):
    """Open each page once, and look at it as a phone and a desktop show it; yield what is wrong."""
    for path in paths:
        page.set_viewport_size(PHONE)
        page.goto(address + path, wait_until="load")
        if page.locator("h1").count() != 1:
            yield f"{path} has not one heading of the first level"
        for viewport in (PHONE, DESKTOP):
            page.set_viewport_size(viewport)
            if (wide := excess(page)) > 1:
                yield f"{path} is {wide} px wider than a screen of {viewport['width']} px"


_AT_FAULT = """() => [...document.querySelectorAll("figure.chart")].flatMap(figure => {
  const around = figure.getBoundingClientRect()
  const texts = [...figure.querySelectorAll("svg text, .chart__legend li")].filter(one => one.getClientRects().length)
  const boxes = texts.map(one => [one.textContent, one.getBoundingClientRect()])
  const cut = boxes.filter(([, box]) => box.left < around.left - 1 || box.right > around.right + 1)
  const meet = (one, two) => one.left < two.right - 1 && two.left < one.right - 1 && one.top < two.bottom - 3 && two.top < one.bottom - 3
  const over = boxes.filter(([, box], i) => boxes.some(([, other], j) => j < i && meet(box, other)))
  const marks = [...figure.querySelectorAll(".chart__plot [data-at]")].map(one => one.getBoundingClientRect())
  const values = [...figure.querySelectorAll(".grid text")].map(one => [one.textContent, one.getBoundingClientRect()])
  over.push(...values.filter(([, box]) => marks.some(mark => meet(mark, box))))
  return [...cut.map(([text]) => `${figure.id}: ${text} is cut off`), ...over.map(([text]) => `${figure.id}: ${text} overprints another`)]
})"""


def labels_at_fault(page):
    """Yield each label of the page's charts that is cut off or overprints another, at a width between a phone's and a desktop's."""
    for width in (320, 360, 680, 768, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        yield from (f"{fault} at {width} px" for fault in page.evaluate(_AT_FAULT))


class FirstView(NamedTuple):
    """What a browser asks for before anybody touches a page."""

    bytes: int
    """Of the site's files, each compressed by itself."""
    asked: list[str]
    """The addresses, without the site's own."""


def first_view(browser, folder, address, path):
    """Open a page of the site in ``folder``, served at ``address``, with nothing remembered; return what it asked for."""
    page = browser.new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url.removeprefix(address).partition("#")[0]))
    page.goto(address + path, wait_until="networkidle")
    page.close()
    files = [folder / one / ("index.html" if one in ("", path) else "") for one in asked]
    return FirstView(sum(len(gzip.compress(file.read_bytes())) for file in files if file.is_file()), asked)
