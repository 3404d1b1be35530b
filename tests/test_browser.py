"""A generated site in a real browser, as readers with a mouse, a keyboard, a finger, no scripts, or paper meet it.

`test_real_site` looks at the real pages.
"""

import gzip
import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from support.browsing import DESKTOP, PHONE, excess, first_view, launched, looked_at, served, watched
from support.showcase import FILES, LONG
from support.sites import build_site


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The generated site, on a port of its own: its address and folder."""
    folder, log = build_site(tmp_path_factory.mktemp("showcase"), FILES)
    assert [line for line in log if not line.startswith("INFO")] == []
    with served(folder) as address:
        yield address, folder


@pytest.fixture(scope="module")
def browser():
    with launched() as browser:
        yield browser


@pytest.fixture
def open_page(site, browser):
    """Open a page of the site; complaints, requests elsewhere and failures are asserted at the end."""
    complaints = []
    contexts = []

    def open_page(path, viewport=DESKTOP, **options):
        contexts.append(browser.new_context(viewport=viewport, **options))
        page = watched(contexts[-1], site[0], complaints)
        page.goto(site[0] + path, wait_until="load")
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


SEARCH, HIT = ".md-search input", ".md-search .hits a"


KINDS = [
    "",
    LONG,
    "story/after/",
    "check/the-article/",
    "questions/",
    "timeline/",
    "map/",
    "charts/",
    "charts/cards/",
    "charts/counts/",
    "charts/bars/",
    "charts/days/",
    "debate/river/",
    "teach/",
    "teach/river/",
    "glossary/",
    "glossary/by-other-name/",
    "glossary/by-subject/",
    "glossary/non-refoulement/",
    "sources/",
    "sources/count1/",
    "about/changes/2026-11-01/",
    "about/formats/source/",
    "about/health/",
    "about/rules/",
    "about/rules/unsupported-figure/",
]
"""A page of each kind."""


def test_every_page_is_of_a_kind_that_is_looked_at(site):
    made = {path.parent.relative_to(site[1]).as_posix() for path in site[1].rglob("index.html")}
    kinds = {"" if page == "." else f"{page}/" for page in made}
    assert set(KINDS) <= kinds
    folders = {kind.rstrip("/").rpartition("/")[0] for kind in KINDS}
    written = {"in-brief/", "law/what-binds-whom/", "numbers/how-many-people/", "about/how-citations-work/"}
    left = {kind for kind in kinds - set(KINDS) - written if kind.rstrip("/").rpartition("/")[0] not in folders}
    assert left <= {"about/changes/", "about/formats/"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_kind_of_page_is_quiet_and_fits(site, open_page, scheme):
    assert list(looked_at(open_page("", color_scheme=scheme), site[0], KINDS)) == []


def violations(page, options):
    """Return what axe-core finds on a page: the rule and the first element."""
    return [(one["id"], one["nodes"][0]["html"]) for one in Axe().run(page, options=options).response["violations"]]


AXE = {
    "light": {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    # What depends on colours; the rest is the same in both schemes.
    "dark": {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}},
}


@pytest.mark.parametrize("scheme", AXE)
def test_every_kind_of_page_is_for_everyone(site, open_page, scheme):
    """WCAG 2.2 AA, as far as axe-core can see it."""
    page = open_page("", color_scheme=scheme)
    for path in KINDS:
        page.goto(site[0] + path, wait_until="load")
        assert violations(page, AXE[scheme]) == [], path


def test_at_four_times_the_size_nothing_runs_out_of_the_window(site, open_page):
    """WCAG 1.4.10: 1,280 pixels at 400 % are 320."""
    page = open_page("", {"width": 320, "height": 256})
    for path in KINDS:
        page.goto(site[0] + path, wait_until="load")
        assert excess(page) <= 0, path


def test_nothing_moves_for_who_asked_for_rest(open_page):
    page = open_page(LONG, reduced_motion="reduce")
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter(
            element => !["0s", ""].includes(getComputedStyle(element).transitionDuration)
                || !["none", ""].includes(getComputedStyle(element).animationName)
        ).map(element => element.outerHTML.slice(0, 80))"""
    )
    assert moving == []


def test_in_forced_colours_where_you_are_is_no_matter_of_colour(open_page):
    page = open_page(LONG, forced_colors="active")
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


FIRST_VIEW = 36_500
"""Bytes of a first view: the page, its styles and its script, each compressed. The heaviest took 36,100."""


@pytest.mark.parametrize("path", ["", LONG, "timeline/", "map/", "charts/", "glossary/", "sources/", "about/health/"])
def test_a_first_view_is_light(site, browser, path):
    """On a site of fixed content, so that a page grows here only with the code. `make bench` shows the real site's."""
    view = first_view(browser, site[1], site[0], path)
    assert view.bytes <= FIRST_VIEW, view.asked


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


def test_no_letter_is_lost_that_is_typed_before_the_scripts_have_come(open_page):
    page = open_page("")
    page.keyboard.press("/")
    page.keyboard.type("/s halted")
    expect(page.locator(SEARCH)).to_be_focused()
    expect(page.locator(SEARCH)).to_have_value("/s halted")
    expect(page.locator(HIT).first).to_be_visible()


@pytest.mark.parametrize("keys", ["Control+s", "Control+/", "Alt+s", "Meta+/"])
def test_a_command_to_the_browser_loads_and_opens_nothing(open_page, keys):
    page = open_page("")
    loaded = page.locator("script[src]").count()
    page.keyboard.press(keys)
    expect(page.locator(SEARCH)).not_to_be_focused()
    assert page.locator("script[src]").count() == loaded


def test_the_contents_follow_the_reader_and_a_button_leads_back_to_the_top(open_page):
    """The theme's script comes late, and must nevertheless learn that the page is complete."""
    page = open_page(LONG, viewport={"width": 1440, "height": 500})
    passed = page.locator(".md-sidebar--secondary .md-nav__link--passed")
    top = page.locator(".md-top")
    expect(passed).to_have_count(0)
    page.mouse.move(600, 300)
    page.mouse.wheel(0, 200)
    page.mouse.wheel(0, 4000)
    expect(passed.first).to_be_visible()
    page.wait_for_function("() => scrollY > 1000")
    expect(top).to_have_attribute("hidden", "")  # the theme fades it, so that it is always there to be seen
    page.mouse.wheel(0, -100)
    expect(top).not_to_have_attribute("hidden", "")
    top.click()
    page.wait_for_function("() => scrollY == 0")


def test_the_link_of_a_heading_begins_no_line(open_page):
    """Not even where the words fill their line."""
    page = open_page(LONG, viewport=PHONE)
    heights = page.locator("article h2:has(.headerlink)").evaluate_all(
        """headings => headings.map(heading => {
            const link = heading.querySelector(".headerlink")
            const height = shown => { link.style.display = shown; return heading.offsetHeight }
            height("none")
            heading.style.width = "max-content"
            heading.style.width = `${Math.ceil(heading.getBoundingClientRect().width)}px`
            return [height("none"), height("")]
        })"""
    )
    assert heights and all(bare == linked for bare, linked in heights), heights
    assert excess(page) <= 0


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


def at(page, point):
    """Return the middle of a chart's point, scrolled into the window."""
    point.scroll_into_view_if_needed()
    box = point.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


@pytest.mark.parametrize("path", ["charts/days/", "charts/counts/", "charts/bars/"], ids=["lines", "dots", "bars"])
def test_a_chart_tells_its_nearest_value_with_its_evidence(open_page, path):
    page = open_page(path)
    scripted(page, "charts")
    points, card = page.locator(".chart [data-at]"), page.locator(".chart__card")
    expect(card).to_be_hidden()
    x, y = at(page, points.nth(2))
    page.mouse.move(x + 3, y + 3)
    address = points.nth(2).get_attribute("data-at")
    expect(card.locator("a")).to_have_attribute("href", re.compile(re.escape(f"sources/{address}") + "$"))
    assert card.locator("b").inner_text().replace(",", "").isdigit()
    assert excess(page) <= 0
    page.mouse.move(x, 2)
    expect(card).to_be_hidden()
    page.mouse.click(*at(page, points.nth(2)))
    card.locator("a").click()
    page.wait_for_url("**/sources/**")
    expect(page.locator(".source__note:target")).to_be_visible()


def test_a_chart_by_keyboard(open_page):
    page = open_page("charts/days/")
    scripted(page, "charts")
    page.locator(".chart__plot").focus()
    card = page.locator(".chart__card")
    seen = []
    for key in ("Home", "ArrowRight", "End", "ArrowDown", "ArrowLeft"):
        page.keyboard.press(key)
        seen.append(card.locator("p").first.inner_text().replace(" February 2019", ""))
    assert seen == ["people, 1", "people, 2", "people, 10", "families, 10", "families, 9"]
    expect(card).not_to_contain_text("by hand")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('.chart__card') !== null")
    page.keyboard.press("Escape")
    expect(card).to_be_hidden()
    expect(page.locator(".chart__plot")).to_be_focused()


def test_a_chart_by_touch_and_without_a_script(open_page):
    page = open_page("charts/counts/", PHONE, has_touch=True, is_mobile=True)
    scripted(page, "charts")
    page.touchscreen.tap(*at(page, page.locator(".chart [data-at]").nth(1)))
    expect(page.locator(".chart__card a")).to_be_in_viewport()
    page.touchscreen.tap(20, 20)
    expect(page.locator(".chart__card")).to_be_hidden()
    still = open_page("charts/counts/", java_script_enabled=False)
    assert still.locator(".chart [data-at] > title").count() == still.locator(".chart [data-at]").count()
    assert still.locator("td a[href*='sources/']").count() >= 10


def test_a_chart_on_paper_is_dark_on_light_in_either_scheme(open_page):
    colour = "getComputedStyle(document.querySelector('.chart__plot .s1 line')).stroke"
    light, dark = (open_page("charts/days/", color_scheme=scheme) for scheme in ("light", "dark"))
    assert light.evaluate(colour) != dark.evaluate(colour)
    dark.emulate_media(media="print")
    assert light.evaluate(colour) == dark.evaluate(colour)


@pytest.mark.parametrize(
    ("path", "css", "name"),
    [
        ("story/after/", ".byline", "color"),
        ("story/after/", "body", "backgroundColor"),
        ("map/", ".map .route circle:last-child", "fill"),
    ],
)
def test_a_page_in_the_dark_has_on_paper_the_colours_of_a_light_one(open_page, path, css, name):
    colours = f"getComputedStyle(document.querySelector('{css}')).{name}"
    light, dark = (open_page(path, color_scheme=scheme) for scheme in ("light", "dark"))
    assert light.evaluate(colours) != dark.evaluate(colours)
    for page in (light, dark):
        page.emulate_media(media="print")
    assert light.evaluate(colours) == dark.evaluate(colours)


@pytest.mark.parametrize("options", [{}, {"forced_colors": "active"}, {"viewport": {"width": 320, "height": 700}}])
@pytest.mark.parametrize("media", ["screen", "print"])
def test_a_diagram_has_its_boxes_and_arrows_everywhere(open_page, options, media):
    page = open_page("story/after/", java_script_enabled=False, **options)
    page.emulate_media(media=media)
    boxes = page.locator(".diagram li")
    expect(boxes).to_have_count(5)
    for box in boxes.all():
        expect(box).to_have_css("border-left-width", "1px")
    arrows = page.locator(".diagram > ol > li + li").evaluate_all(
        "all => all.map(one => getComputedStyle(one, '::before')).map(style => style.content !== 'none' && style.display !== 'none')"
    )
    assert arrows == [True, True]


def test_the_timeline_is_filtered_without_javascript(open_page):
    """No year is left empty, and none that the filter hides is offered."""
    page = open_page("timeline/", java_script_enabled=False)
    court, other = page.locator("details.event--courts").first, page.locator("details.event:not(.event--courts)").first
    expect(other).to_be_visible()
    page.locator(".filters label", has_text="Courts and the UN").click()
    expect(court).to_be_visible()
    expect(other).to_be_hidden()
    page.locator(".filters label", has_text="All").click()
    expect(other).to_be_visible()
    page.goto(page.url + "#day5")
    expect(page.locator("details:has(#day5) > p").first).to_be_visible()


def test_a_filter_leaves_no_year_empty(open_page):
    page = open_page("timeline/")
    alone = "() => [...document.querySelectorAll('.entries, .letters a')].forEach(one => one.querySelectorAll('.event--mexico').forEach(event => event.remove()) ?? one.classList.remove('event--mexico'))"
    page.evaluate(alone)
    year, link = page.locator(".entries").first, page.locator(".letters a").first
    expect(year).to_be_visible()
    page.locator(".filters label", has_text="Mexico").click()
    expect(year).to_be_hidden()
    expect(link).to_be_hidden()


def test_a_link_opens_its_entry_and_passes_the_filter(open_page):
    page = open_page("timeline/#day2")
    page.mouse.move(40, 300)
    text = page.locator("details:has(#day2) > p").first
    expect(text).to_be_visible()
    page.locator(".filters label", has_text="Mexico").click()
    expect(page.locator("#day2")).to_be_hidden()
    page.evaluate("location.hash = 'day4'")
    expect(page.locator("details:has(#day4) > p").first).to_be_visible()
    expect(page.locator("#day2")).to_be_visible()
    page.evaluate("location.hash = '%E0%A4%A'")  # no address of ours
    page.locator(".filters__all").click()
    expect(page.locator("details.event:not([open])")).to_have_count(0)
    page.locator(".filters__all").click()
    expect(page.locator("details.event[open]")).to_have_count(0)


def test_claims_are_filtered_by_their_verdict(open_page):
    page = open_page("check/the-article/", java_script_enabled=False)
    claims = page.locator("[class*='claim--']:is(details)")
    verdict = claims.first.get_attribute("class").rpartition("claim--")[2]
    page.locator(f".filters label:has(#verdict-{verdict})").click()
    expect(claims.first).to_be_visible()
    other = next(name for name in ("supported", "opinion", "outdated") if name != verdict)
    page.evaluate(f"document.querySelector('[name=verdict]').id = 'verdict-{other}'")
    page.locator(f".filters label:has(#verdict-{other})").first.click()
    expect(claims.first).to_be_hidden()


def test_sources_are_found_by_words_and_by_what_they_are(open_page):
    page = open_page("sources/")
    folds, found = page.locator("details:has(.sources)"), page.locator(".sources > li:visible")
    expect(found).to_have_count(0)
    words = page.locator(".finder [type=search]")
    words.fill("COUNT matías 17")
    expect(found).to_have_count(1)
    expect(page.locator(".finder output")).to_contain_text("1")
    words.fill("juchitan")
    expect(found.first).to_contain_text("Juchitán")
    words.fill("")
    expect(found).to_have_count(0)
    page.locator("select[name=data-year]").select_option("2019")
    page.locator("select[name=lang]").select_option("en")
    expect(found).not_to_have_count(0)
    page.locator("select[name=data-on]").select_option(label="After the crossing")
    expect(found).to_have_count(4)
    words.fill("no such words")
    expect(folds.first).to_be_hidden()


def test_sources_are_grouped_and_fold_without_javascript(open_page):
    page = open_page("sources/", java_script_enabled=False)
    entry = page.locator(".sources > li").first
    expect(entry).to_be_hidden()
    expect(page.locator(".finder")).to_be_hidden()
    page.locator("details:has(.sources) summary").first.click()
    expect(entry).to_be_visible()


def test_terms_are_found_by_their_words(open_page):
    page = open_page("glossary/")
    page.locator(".finder [type=search]").fill("devolucion")
    expect(page.locator(".terms > div:visible")).to_have_count(1)
    expect(page.locator("details:has(.terms):visible")).to_have_count(1)


def test_references_fold_and_a_link_opens_them(open_page):
    page = open_page(LONG)
    first = page.locator(".references li").first
    expect(first).to_be_hidden()
    page.evaluate("id => location.hash = id", first.get_attribute("id"))
    expect(first).to_be_visible()


def test_everything_that_folds_is_open_on_paper(open_page):
    for address in (LONG, "timeline/", "glossary/", "sources/"):
        page = open_page(address)
        folded = page.locator("details.fold").first.locator(":scope > :not(summary, .headerlink)").first
        expect(folded).to_be_hidden()
        page.emulate_media(media="print")
        assert folded.evaluate("element => element.checkVisibility()"), address
        assert folded.bounding_box()["height"] > 0


def test_a_table_of_sentences_loses_no_column_on_a_phone(open_page):
    page = open_page("story/after/", viewport=PHONE)
    cells = "article table[data-rows] td"
    for width in (320, 360):
        page.set_viewport_size({"width": width, "height": 740})
        boxes = page.locator(cells).evaluate_all("cells => cells.map(cell => cell.getBoundingClientRect().right)")
        assert len(boxes) == 6 and max(boxes) <= width
        assert excess(page) <= 0
    shown = page.locator(cells).nth(1).evaluate("cell => getComputedStyle(cell, '::before').content")
    assert "What was said" in shown
    tree = page.locator("article table[data-rows]").aria_snapshot()
    assert tree.count("cell ") >= 6 and "columnheader" in tree


def test_a_question_has_an_address_a_card_and_a_way_on(site, open_page):
    page = open_page("questions/#families")
    question = page.locator("h3#families")
    expect(question).to_be_in_viewport()
    expect(page.locator(".md-sidebar--secondary a[href$='#families']")).to_have_text("Did families walk?")
    answer = page.locator(".questions__one", has=question)
    answer.locator(".cite button").click()
    expect(page.locator(".note").filter(has_text="30 travelled with their families")).to_be_visible()
    page.keyboard.press("Escape")
    answer.get_by_role("link", name="What was counted").click()
    expect(page).to_have_url(f"{site[0]}{LONG}#what-was-counted")
    expect(page.locator("#what-was-counted")).to_be_in_viewport()


def test_a_card_by_mouse(open_page):
    page = open_page(LONG)
    number = page.locator(".cite button").first
    card = page.locator("#note-1")
    expect(card).to_be_hidden()
    number.click()
    expect(card).to_be_visible()
    expect(card.locator(".evidence__says").first).not_to_be_empty()
    expect(card.locator(".evidence__source").first).not_to_be_empty()
    box, location = card.bounding_box(), number.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= DESKTOP["width"]
    gap = max(box["y"] - location["y"] - location["height"], location["y"] - box["y"] - box["height"])
    assert gap < 30, "the card stands beside its number"
    page.mouse.click(5, 500)
    expect(card).to_be_hidden()
    number.click()
    card.locator(".note__close").click()
    expect(card).to_be_hidden()


def scripted(page, name="cards"):
    """Wait until the scripts of a page run, which the reader's first move loads."""
    page.mouse.move(40, 300)
    page.mouse.move(60, 320)
    page.wait_for_function(f"() => [...document.scripts].some(script => script.src.endsWith('/{name}.js'))")
    page.wait_for_load_state("networkidle")


UNCOVERED = """() => {
  const card = document.querySelector(".note:popover-open").getBoundingClientRect()
  const [range] = CSS.highlights.get("statement")
  const meets = one => one.bottom > card.top + 1 && one.top < card.bottom - 1 && one.right > card.left && one.left < card.right
  const said = range.getBoundingClientRect()
  return said.top >= 0 && said.bottom <= innerHeight && card.bottom <= innerHeight + 1 && ![...range.getClientRects()].some(meets)
}"""


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE, {"width": 1000, "height": 420}], ids=["desktop", "phone", "low"])
def test_a_card_never_covers_the_statement_that_it_proves(open_page, viewport):
    page = open_page(LONG, viewport)
    scripted(page)
    buttons = page.locator(".cite button")
    for i, share in enumerate((0.2, 0.5, 0.95, 0.95)):
        buttons.nth(2 * i + 1).evaluate(
            "(button, share) => scrollBy({top: button.getBoundingClientRect().top - share * innerHeight, behavior: 'instant'})",
            share,
        )
        buttons.nth(2 * i + 1).evaluate("button => button.click()")
        card = page.locator(".note:popover-open")
        expect(card.locator(".note__tools")).to_be_visible()
        page.wait_for_function(UNCOVERED, timeout=5000)
        card.locator(".note__close").click()
    page.wait_for_function("() => !CSS.highlights.has('statement')", timeout=5000)  # no statement stays highlighted


def test_a_card_repeats_its_statement_and_offers_it_for_quoting(open_page):
    page = open_page(LONG)
    scripted(page)
    button = page.locator(".cite button").nth(2)
    place = button.get_attribute("id")
    button.click()
    card = page.get_by_role("dialog")
    statement = card.locator(".note__statement").inner_text()
    assert statement.startswith("Of these ") and "card" in statement, (
        "from the number before it, without meanings of terms"
    )
    assert not re.search(r"identity|document", statement.partition("humanitarian card")[2])
    expect(card.get_by_role("link", name="Link to this statement")).to_have_attribute("href", re.compile(f"#{place}$"))
    page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    card.get_by_role("button", name="Quote this").click()
    quoted = card.locator("textarea").input_value()
    assert statement in quoted and "https://example.org/counts/" in quoted and quoted.endswith(f"#{place}")


def test_a_first_tap_on_a_term_shows_its_meaning_and_a_second_opens_its_page(open_page):
    page = open_page(LONG, PHONE, has_touch=True, is_mobile=True)
    scripted(page)
    term = page.locator(".term").first
    term.locator("a").tap()
    expect(term.locator(".term__card")).to_be_visible()
    assert page.url.endswith(LONG)
    term.locator("a").tap()
    page.wait_for_url("**/glossary/**")


def test_numbers_are_large_enough_for_a_finger(open_page):
    page = open_page(LONG, PHONE, has_touch=True, is_mobile=True)
    sizes = page.locator(".cite button").evaluate_all(
        "all => all.map(one => one.getBoundingClientRect()).map(box => [box.width, box.height])"
    )
    assert all(width >= 24 and height >= 24 for width, height in sizes)


def test_a_card_by_keyboard(open_page):
    page = open_page(LONG)
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
    page = open_page(LONG, PHONE, has_touch=True, is_mobile=True)
    page.locator(".cite button").first.tap()
    card = page.locator("#note-1")
    expect(card).to_be_visible()
    box = card.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= PHONE["width"]
    assert box["y"] + box["height"] <= PHONE["height"]
    page.touchscreen.tap(20, 120)
    expect(card).to_be_hidden()


def test_cards_and_terms_without_javascript(open_page):
    page = open_page(LONG, java_script_enabled=False)
    page.locator(".cite button").first.click()
    expect(page.locator("#note-1")).to_be_visible()
    page.keyboard.press("Escape")
    term = page.locator(".term").first
    term.locator("a").hover()
    expect(term.locator(".term__card")).to_be_visible()


def test_onward_from_a_card_to_the_evidence_and_back_to_the_paragraph(open_page):
    page = open_page(LONG)
    page.locator(".cite button").first.click()
    page.locator("#note-1 .evidence__links a").first.click()
    page.wait_for_url("**/sources/**")
    note = page.locator(".source__note:target")
    expect(note).to_be_in_viewport()
    note.locator("li a", has_text="The crossing").first.click()
    page.wait_for_url(f"**/{LONG}#cite-*")
    expect(page.locator(".cite:target")).to_be_in_viewport()


def test_a_term_s_card_by_mouse_and_keyboard(open_page):
    page = open_page(LONG)
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


def test_on_paper_the_evidence_follows_the_text_if_the_reader_asks_for_it(open_page):
    page = open_page(LONG)
    page.emulate_media(media="print")
    cards = page.locator(".note")
    assert cards.count() > 20
    expect(cards.first).to_be_hidden()
    expect(page.locator(".printing")).to_be_hidden()
    expect(page.locator(".references li > span:has(> a)").first).to_be_hidden()
    numbers = [number for text in page.locator(".references__numbers").all_inner_texts() for number in text.split(", ")]
    marks = page.locator(".cite button").all_inner_texts()
    assert set(numbers) == set(marks)
    page.emulate_media(media="screen")
    page.get_by_label("Print all evidence too").check()
    page.emulate_media(media="print")
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
        ("no devolucion", "glossary/non-refoulement/"),
        ("who counted whom", LONG),
        ("Count number 7", "sources/count7/"),
    ],
    ids=["a term by its Spanish name", "a page", "a source"],
)
def test_search(open_page, words, address):
    """The search's script loads with the first sign of a reader, here a focus; what it searches is loaded when it is opened."""
    page = open_page("")
    loaded = []
    page.on("request", lambda request: loaded.append(request.url))
    page.mouse.move(5, 5)
    page.wait_for_function("() => document.querySelector('script[src*=search]')")
    assert not [url for url in loaded if "/search/" in url]
    page.locator(SEARCH).fill(words)
    expect(page.locator(f'{HIT}[href*="{address}"]').first).to_be_visible()
    assert [url.rpartition("/")[2] for url in loaded if "/search/" in url] == ["pages.js", "sources.js"]


@pytest.mark.parametrize("way", ["/", "focus"])
def test_what_is_typed_before_the_search_has_come_is_found(open_page, way):
    """The theme has commands of its own, such as "n" for the next page, and its script may come first."""
    page = open_page(LONG)
    waiting = []
    page.route("**/assets/search.js", lambda route: waiting.append(route))
    page.mouse.move(5, 5)
    page.wait_for_function("() => document.querySelector('script[src*=search]')")
    if way == "/":
        page.keyboard.press("/")
        page.keyboard.type("non-refoulement")
    else:
        page.locator(SEARCH).evaluate("input => { input.focus(); input.value = 'non-refoulement' }")
    for route in waiting:
        route.continue_()
    expect(page.locator(f'{HIT}[href*="non-refoulement"]').first).to_be_visible()
    assert page.url.endswith(LONG)


def test_hits_by_keyboard(open_page):
    page = open_page(LONG)
    page.keyboard.press("s")
    page.keyboard.type("observatory")
    hits = page.locator(HIT)
    page.locator(f'{HIT}[href*="sources/"]').first.wait_for()
    kinds = hits.evaluate_all("links => links.map(link => link.href.includes('/sources/count'))")
    assert kinds == sorted(kinds) and 1 < len(kinds) <= 15, "sources come last"
    expect(page.locator(".md-search [role=status]")).to_have_text(f"{len(kinds)} results")
    expect(page.locator(".md-search mark").first).to_have_text(re.compile("observatory", re.IGNORECASE))
    page.keyboard.press("ArrowDown")
    expect(hits.first).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.locator(SEARCH)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(hits.last).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(hits.first).to_be_hidden()
    page.keyboard.press("/")
    page.keyboard.press("Enter")
    expect(hits.first).to_be_hidden()  # it may lead to a heading of this page
    assert "#part-" in page.url


@pytest.mark.parametrize("viewport", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("scheme", AXE)
def test_the_search_is_for_everyone(open_page, viewport, scheme):
    page = open_page("?q=river", viewport, color_scheme=scheme)
    expect(page.locator(HIT).first).to_be_visible()
    page.wait_for_timeout(300)  # it has opened
    # The open search may cover a part of a tab below it; it closes with one key or click.
    found = [one for one in violations(page, AXE[scheme]) if not (one[0] == "target-size" and "md-tabs" in one[1])]
    assert found == []
    box = page.locator(".md-search__inner").bounding_box()
    assert viewport != PHONE or (box["x"], box["y"], box["width"]) == (0, 0, PHONE["width"])
    assert excess(page) <= 0
    page.locator(".md-search [type=reset]").click()
    expect(page.locator(HIT)).to_have_count(0)
    expect(page.locator(SEARCH)).to_be_focused()


def test_the_page_for_unknown_addresses_has_a_search(open_page):
    page = open_page("404.html")
    page.mouse.move(5, 5)
    expect(page.locator(".find input")).to_have_value("404")
    page.locator(".find input").fill("who counted whom")
    page.keyboard.press("Enter")
    expect(page.locator(f'{HIT}[href*="{LONG}"]').first).to_be_visible()


def test_without_javascript_a_link_is_in_the_place_of_the_search(open_page):
    page = open_page(LONG, java_script_enabled=False)
    expect(page.locator(SEARCH)).to_be_hidden()
    page.locator(".md-header noscript a").click()
    assert page.url.endswith("/questions/")
