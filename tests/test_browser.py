"""The real site in a real browser, as readers with a mouse, a keyboard, a finger, no scripts, or paper meet it."""

import functools
import gzip
import http.server
import os
import re
import shutil
import subprocess
import sys
import threading

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect, sync_playwright

from support.paths import ROOT

pytestmark = pytest.mark.usefixtures("real_day")
ARGUMENTS = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1440, "height": 900}
CONTENT = "response/october-2018/"


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The real site, built as `make site` builds it, on a port of its own: its address and folder."""
    folder = tmp_path_factory.mktemp("real") / "site"
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", folder],
        cwd=ROOT,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "REPO_URL": "https://github.com/example/explainer"},
        capture_output=True,
        text=True,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=folder))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/", folder
    server.shutdown()


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        path = shutil.which("chromium") or shutil.which("google-chrome")
        browser = playwright.chromium.launch(executable_path=path, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture
def open_page(site, browser):
    """Open a page of the site; complaints, requests elsewhere and failures are asserted at the end."""
    complaints = []
    contexts = []

    def open_page(path, viewport=DESKTOP, **options):
        context = browser.new_context(viewport=viewport, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: message.type == "error" and complaints.append(f"{path}: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"{path}: {error}"))
        page.on(
            "request",
            lambda request: request.url.startswith((site[0], "data:", "blob:")) or complaints.append(request.url),
        )
        page.on("response", lambda response: response.status >= 400 and complaints.append(response.url))
        page.goto(site[0] + path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


def pages(folder):
    """Return every written page and index, and some terms and sources."""
    made = sorted(path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    written = [page for page in made if not page.startswith(("glossary/", "sources/", "about/rules/"))]
    written += [page for page in made if page.startswith("about/rules/")][:2]
    terms = [page for page in made if page.startswith("glossary/")][:4]
    sources = [page for page in made if page.startswith("sources/")][:4]
    return ["" if page == "." else page + "/" for page in written + terms + sources]


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_is_quiet_and_fits(site, open_page, viewport, scheme):
    for path in pages(site[1]):
        page = open_page(path, viewport, color_scheme=scheme)
        wide = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert wide <= 1, f"{path} is {wide} px wider than the screen"
        assert page.locator("h1").count() == 1, path
        page.context.close()


AXE = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}
KINDS = [
    "",
    CONTENT,
    "response/cards-2019/",
    "check/the-article/",
    "timeline/",
    "map/",
    "charts/",
    "charts/caravan-sizes/",
    "charts/cards-january-2019/",
    "charts/compact-vote/",
    "glossary/",
    "glossary/by-other-name/",
    "glossary/refugee/",
    "sources/reuters2018halted/",
    "about/health/",
    "about/rules/unsupported-figure/",
    "about/verify/",
]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_is_for_everyone(open_page, scheme):
    """WCAG 2.2 AA, as far as axe-core can see it."""
    for path in KINDS:
        page = open_page(path, color_scheme=scheme)
        violations = Axe().run(page, options=AXE).response["violations"]
        assert [(path, one["id"], one["nodes"][0]["html"]) for one in violations] == []
        page.context.close()


def test_at_four_times_the_size_nothing_runs_out_of_the_window(open_page):
    """WCAG 1.4.10: 1,280 pixels at 400 % are 320."""
    for path in KINDS:
        page = open_page(path, {"width": 320, "height": 256})
        assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
        page.context.close()


def test_nothing_moves_for_who_asked_for_rest(open_page):
    page = open_page(CONTENT, reduced_motion="reduce")
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter(
            element => getComputedStyle(element).transitionDuration !== "0s" || getComputedStyle(element).animationName !== "none"
        ).map(element => element.outerHTML.slice(0, 80))"""
    )
    assert moving == []


def test_in_forced_colours_where_you_are_is_no_matter_of_colour(open_page):
    page = open_page(CONTENT, forced_colors="active")
    current = page.locator(".md-tabs__item--active .md-tabs__link")
    assert "underline" in current.evaluate("element => getComputedStyle(element).textDecorationLine")
    page.locator(".cite button").first.click()
    assert page.locator("#note-1").evaluate("element => getComputedStyle(element).borderTopWidth") != "0px"


def test_every_page_says_what_it_may_load_and_run(site, browser):
    """That nothing breaks under it is seen by every other test here: a browser complains of what it stops."""
    for path in site[1].rglob("*.html"):
        text = path.read_text("utf-8")
        said = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text).group(1)
        assert "default-src 'none'" in said and "unsafe" not in said, path
        assert not re.search(r"\s(?:style|on[a-z]+)=\"", text), f"{path} has an inline style or handler"
    assert "frame-ancestors 'none'" in (site[1] / "_headers").read_text("utf-8")
    page = browser.new_page()
    page.goto(site[0])
    stopped = page.evaluate(
        "new Promise(done => { document.addEventListener('securitypolicyviolation', event => done(event.violatedDirective));"
        "const script = document.createElement('script'); script.textContent = '1'; document.body.append(script) })"
    )
    assert stopped == "script-src-elem"
    page.close()


"""Bytes of a first view, compressed: the page, its styles and its script."""
A_PAGE, A_CARD, AN_ENTRY = 45_000, 560, 60
"""Compressed bytes that a page may take without its evidence, each evidence card, and each item of its lists and tables.

A page grows with what writers put on it; what no page may do is grow without that.
"""


def test_a_first_view_is_light(site, browser):
    """What the browser asks for before anybody touches the page, on every page of the navigation and some others."""
    for path in pages(site[1]):
        page = browser.new_page()
        asked = []
        page.on(
            "request", lambda request, asked=asked: asked.append(request.url.removeprefix(site[0]).partition("#")[0])
        )
        page.goto(site[0] + path, wait_until="networkidle")
        page.close()
        files = [site[1] / address / ("index.html" if address in ("", path) else "") for address in asked]
        weight = sum(len(gzip.compress(file.read_bytes())) for file in files if file.is_file())
        text = (site[1] / path / "index.html").read_text("utf-8")
        entries = len(re.findall(r"<(?:li|tr|dt)[ >]", text))
        budget = A_PAGE + A_CARD * text.count('<aside class="note"') + AN_ENTRY * entries
        assert weight <= budget, f"{path}: {weight} bytes of {budget} in {asked}"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_system_and_then_the_reader(open_page, scheme):
    page = open_page("", color_scheme=scheme)
    own, other = ("default", "slate") if scheme == "light" else ("slate", "default")
    body = page.locator("body")
    expect(body).to_have_attribute("data-md-color-scheme", own)
    page.locator(
        "label[for^=__palette]:visible"
    ).click()  # the first sign of a reader: the theme's script has yet to come
    expect(body).to_have_attribute("data-md-color-scheme", other)
    page.reload()
    expect(body).to_have_attribute("data-md-color-scheme", other)


def test_the_first_key_is_not_lost(open_page):
    page = open_page("")
    page.keyboard.press("/")
    expect(page.locator(".md-search__input")).to_be_focused()


def test_figures_in_tables_are_below_each_other(open_page):
    page = open_page("about/health/")
    shown = page.locator("td.number").evaluate_all(
        "cells => cells.map(cell => getComputedStyle(cell)).map(style => style.textAlign + ' ' + style.fontVariantNumeric)"
    )
    assert len(shown) > 10 and set(shown) == {"right tabular-nums"}


def test_charts_and_map_are_small(site):
    for path in (site[1] / "charts").rglob("index.html"):
        for figure in re.findall(r'<figure class="chart".*?</figure>', path.read_text("utf-8"), re.DOTALL):
            assert len(gzip.compress(figure.encode())) <= 6_000, path
    drawing = re.search(
        r"<figure class=\"map\".*?</figure>", (site[1] / "map/index.html").read_text("utf-8"), re.DOTALL
    )
    assert len(gzip.compress(drawing.group().encode())) <= 20_000


def test_the_timeline_is_filtered_without_javascript(open_page):
    page = open_page("timeline/", java_script_enabled=False)
    court, other = page.locator(".event--courts").first, page.locator(".event:not(.event--courts)").first
    expect(other).to_be_visible()
    page.locator("label", has_text="Courts and the UN").click()
    expect(court).to_be_visible()
    expect(other).to_be_hidden()
    page.locator("label", has_text="All").click()
    expect(other).to_be_visible()


def test_a_card_by_mouse(open_page):
    page = open_page(CONTENT)
    number = page.locator(".cite button").first
    card = page.locator("#note-1")
    expect(card).to_be_hidden()
    number.click()
    expect(card).to_be_visible()
    expect(card.locator(".evidence__says").first).not_to_be_empty()
    expect(card.locator(".evidence__source").first).not_to_be_empty()
    box, place = card.bounding_box(), number.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= DESKTOP["width"]
    gap = max(box["y"] - place["y"] - place["height"], place["y"] - box["y"] - box["height"])
    assert gap < 30, "the card stands beside its number"
    page.mouse.click(5, 500)
    expect(card).to_be_hidden()
    number.click()
    card.locator(".note__close").click()
    expect(card).to_be_hidden()


def test_a_card_by_keyboard(open_page):
    page = open_page(CONTENT)
    number = page.locator(".cite button").first
    number.focus()
    page.keyboard.press("Enter")
    card = page.locator("#note-1")
    expect(card).to_be_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.note')?.id") == "note-1", "the card is next in the order"
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(number).to_be_focused()


def test_a_card_by_touch(open_page):
    page = open_page(CONTENT, PHONE, has_touch=True, is_mobile=True)
    page.locator(".cite button").first.tap()
    card = page.locator("#note-1")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert box["y"] + box["height"] <= PHONE["height"]
    page.touchscreen.tap(20, 120)
    expect(card).to_be_hidden()


def test_cards_and_terms_without_javascript(open_page):
    page = open_page(CONTENT, java_script_enabled=False)
    page.locator(".cite button").first.click()
    expect(page.locator("#note-1")).to_be_visible()
    page.keyboard.press("Escape")
    term = page.locator(".term").first
    term.locator("a").hover()
    expect(term.locator(".term__card")).to_be_visible()


def test_onward_from_a_card_to_the_evidence_and_back_to_the_paragraph(open_page):
    page = open_page(CONTENT)
    page.locator(".cite button").first.click()
    page.locator("#note-1 .evidence__links a").first.click()
    page.wait_for_url("**/sources/**")
    note = page.locator(".source__note:target")
    expect(note).to_be_in_viewport()
    note.locator("li a", has_text="October 2018").first.click()
    page.wait_for_url(f"**/{CONTENT}#cite-*")
    expect(page.locator(".cite:target")).to_be_in_viewport()


def test_a_term_s_card_by_mouse_and_keyboard(open_page):
    page = open_page(CONTENT)
    term = page.locator(".term").first
    card = term.locator(".term__card")
    expect(card).to_be_hidden()
    term.locator("a").hover()
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= DESKTOP["width"]
    page.mouse.move(5, 500)
    expect(card).to_be_hidden()
    page.locator(".cite button").first.focus()
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("document.activeElement.parentElement.className") == "term"
    focused = page.locator(".term:focus-within .term__card")
    expect(focused).to_be_visible()


def test_on_paper_every_card_follows_the_text(open_page):
    page = open_page(CONTENT)
    page.emulate_media(media="print")
    cards = page.locator(".note")
    assert cards.count() > 20
    for i in (0, cards.count() - 1):
        expect(cards.nth(i)).to_be_visible()
    expect(page.locator(".note__close").first).to_be_hidden()
    expect(page.locator(".references li").first).to_be_visible()
    expect(page.locator(".md-header")).to_be_hidden()
    order = page.locator(".note__number").all_inner_texts()
    assert order == [f"Evidence {i}" for i in range(1, len(order) + 1)]


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("no devolución", "glossary/non-refoulement/"),
        ("Suchiate", CONTENT),
        ("Migrant caravan halted", "sources/reuters2018halted/"),
    ],
    ids=["a term by its Spanish name", "a page", "a source"],
)
def test_search(open_page, words, address):
    """The search's script loads with the first sign of a reader, here a focus."""
    page = open_page("")
    page.locator(".md-search__input").fill(words)
    found = page.locator(f'.md-search-result__link[href*="{address}"]').first
    found.wait_for(timeout=15_000)


def test_every_citation_number_has_its_card_and_every_link_its_target(site):
    """Read the built files: what a browser would take minutes to click."""
    folder = site[1]
    ids = {}
    links = []
    for path in folder.rglob("*.html"):
        text = path.read_text("utf-8")
        ids[path] = set(re.findall(r'\sid="?([^"\s>]+)', text))
        assert set(re.findall(r'popovertarget="([^"]+)"', text)) <= ids[path], path
        if path.name == "index.html":
            links += [(path, link) for link in re.findall(r'href="([^"]+)"', text)]
    broken = []
    for path, link in links:
        if re.match(r"[a-z]+:|//", link):
            continue
        address, _, fragment = link.partition("#")
        target = (path.parent / address).resolve() if address else path
        if target.is_dir():
            target /= "index.html"
        if not target.exists() or (fragment and target.suffix == ".html" and fragment not in ids[target]):
            broken.append((path.relative_to(folder).as_posix(), link))
    assert not broken, broken[:10]
