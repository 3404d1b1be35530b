"""The map: lines side by side, and a generated site with two routes, a larger map and a script that opens its stops."""

import math

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from explainer.render.cartography import Drawing, beside
from support.browsing import launched, served, watched
from support.records import RECORDS
from support.sites import build_site


@pytest.mark.parametrize(
    ("points", "distance", "expected"),
    [
        ([(0, 0), (10, 0)], 2, [(0, -2), (10, -2)]),  # to the east: left is up
        ([(10, 0), (0, 0)], 2, [(10, 2), (0, 2)]),
        ([(0, 0), (10, 0), (10, 10)], 2, [(0, -2), (12, -2), (12, 10)]),  # a corner keeps its distance from both sides
        ([(0, 0), (10, 0), (10, 10)], -2, [(0, 2), (8, 2), (8, 10)]),
        ([(5, 5)], 3, [(8, 5)]),
        ([(5, 5), (5, 5)], 3, [(8, 5), (8, 5)]),  # it stayed where it was
        ([(0, 0), (0, 0), (10, 0)], 2, [(0, -2), (0, -2), (10, -2)]),
        ([(0, 0), (10, 0)], 0, [(0, 0), (10, 0)]),
        ([], 3, []),
    ],
)
def test_a_line_runs_beside_its_way(points, distance, expected):
    assert beside(points, distance) == expected


@pytest.mark.parametrize("back", [0.0, 0.001, 1.0])
def test_a_line_that_turns_back_stays_near_its_way(back):
    """At a sharp corner two parallels meet far away."""
    for (x, y), (to_x, to_y) in zip(
        [(0, 0), (100, 0), (0, back)], beside([(0, 0), (100, 0), (0, back)], 3), strict=True
    ):
        assert math.dist((x, y), (to_x, to_y)) <= 6.2


@pytest.mark.parametrize("frame", [(-180, -90, 180, 90), (0, 89.9, 1, 90), (-96, 14, -89, 17), (10, -0.1, 10.001, 0.1)])
def test_every_frame_has_the_same_width(frame):
    drawing = Drawing(frame)
    assert drawing.at(frame[2], frame[3]) == (660, 0) and math.isfinite(drawing.height)
    assert drawing.at(frame[0], frame[1])[0] == 0


ROUTES = {
    "docs/routes/october-2018.yaml": """\
title: First walk
stops:
  - {place: Suchiate, date: 2019-01-19, text: "It was halted [@lopez2019#halted]."}
  - place: Tapachula
    date: 2019
    counts: [{people: 12574, by: the institute}]
    text: "People registered here [@lopez2019#town]."
  - {place: Tijuana, date: 2019, sure: false, text: "It meant to get there [@lopez2019#town]."}
""",
    "docs/routes/second.yaml": """\
title: Second walk
stops:
  - {place: Suchiate, date: 2019-01-19, text: "It was halted too [@lopez2019#halted]."}
  - {place: Tapachula, date: 2019, text: "Others stayed here [@lopez2019#town]."}
""",
    "docs/map/places.csv": "name,latitude,longitude,label,inset\nSuchiate,14.68,-92.15,,e\nTapachula,14.9,-92.26,,ne\nTijuana,32.5,-117,ne,\n",
    "docs/map/names.csv": "name,es,kind,where,latitude,longitude\nQuiet Sea,Mar Quieto,sea,map,20,-112\nLittle Land,,country,wide,13,-86\nLarge Land,,country,inset,16,-91\n",
    "docs/map/outlines.json": '{"frame": [-119, 12, -83, 34], "countries": {"MX": [[[-100, 20], [-99, 20], [-99, 21], [-100, 20]]]},'
    ' "inset": {"frame": [-94, 14, -90, 17], "countries": {"MX": [[[-93, 15], [-92, 15], [-92, 16], [-93, 15]]]}}}',
}
TOWN = """\
  - id: town
    at: fifth paragraph
    date: 2019
    says: In Tapachula 12,574 people registered in 2019; the caravan meant to go on to Tijuana.
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """The address of a generated site with two routes that share their first stops."""
    source = "docs/sources/lopez2019.yaml"
    files = RECORDS | ROUTES | {source: RECORDS[source] + TOWN}
    folder, _ = build_site(tmp_path_factory.mktemp("map"), files)
    with served(folder) as address:
        yield address


@pytest.fixture
def open_map(site):
    complaints = []
    with launched() as browser:

        def open_map(width=1280, **options):
            context = browser.new_context(viewport={"width": width, "height": 800}, **options)
            page = watched(context, site, complaints)
            page.goto(site + "map/", wait_until="load")
            return page

        yield open_map
    assert complaints == []


def test_without_a_script_a_stop_leads_to_its_row_and_one_route_is_chosen(open_map):
    page = open_map(java_script_enabled=False)
    first, second = page.locator(".map__picture--inset .route").all()
    expect(page.locator(".map__walk:visible")).to_have_count(0)
    page.locator("label:has(#map-second)").click()
    expect(first).to_have_css("opacity", "0.13")
    expect(second).to_have_css("opacity", "1")
    expect(page.locator(".map__walk:visible")).to_have_attribute("href", "#second-1")
    second.locator("a").last.click()
    expect(page.locator("td:target")).to_contain_text("Tapachula")


def test_each_stop_is_a_link_once_and_routes_do_not_hide_each_other(open_map):
    page = open_map()
    links = page.locator("figure.map .route a").evaluate_all("all => all.map(one => one.getAttribute('href'))")
    assert sorted(links) == ["#october-2018-1", "#october-2018-2", "#october-2018-3", "#second-1", "#second-2"]
    middles = page.locator(".map__picture--inset .route a circle:last-child").evaluate_all(
        "all => all.map(one => `${one.getAttribute('cx')} ${one.getAttribute('cy')}`)"
    )
    assert len(set(middles)) == len(middles) == 4
    unsure = page.locator("figure.map polyline.unsure")
    expect(unsure).to_have_count(2)  # on the map and on the larger one
    expect(unsure.first).to_have_css("stroke-linecap", "round")
    expect(unsure.first).to_have_css("stroke-dasharray", "0.1px, 5.5px")
    assert page.locator("text.map__sea").all_text_contents() == ["Quiet Sea"]


@pytest.mark.parametrize("width", [320, 1280])
def test_a_caravan_is_followed_from_stop_to_stop(open_map, width):
    page = open_map(width)
    card = page.locator("#map-stop")
    page.locator("label:has(#map-october-2018)").click()
    page.locator(".map__walk:visible").click()
    expect(card).to_contain_text("Suchiate")
    expect(card.locator(".walk__back")).to_be_disabled()
    card.locator(".walk__on").click()
    expect(card).to_contain_text("12,574 (the institute)")
    here = page.locator(".map__here circle:last-child").bounding_box()
    shown = card.bounding_box()
    assert not (
        shown["x"] < here["x"] + here["width"]
        and here["x"] < shown["x"] + shown["width"]
        and shown["y"] < here["y"] + here["height"]
        and here["y"] < shown["y"] + shown["height"]
    )
    place = page.locator("article table #cite-2 button").get_attribute("id")
    card.locator(".cite button").click()
    evidence = page.locator(".note:popover-open")
    expect(evidence).to_contain_text("meant to go on to Tijuana")
    expect(card).to_be_visible()
    assert evidence.get_by_role("link", name="Link to this statement").get_attribute("href").partition("#")[2] == place
    page.keyboard.press("Escape")
    card.locator(".walk__on").click()
    expect(card.locator(".walk__number")).to_have_text("3 / 3")
    expect(card.locator(".walk__on")).to_be_disabled()
    assert page.evaluate("[...document.querySelectorAll('[id]')].map(one => one.id).length") == page.evaluate(
        "new Set([...document.querySelectorAll('[id]')].map(one => one.id)).size"
    )
    page.keyboard.press("Escape")
    expect(card).not_to_be_visible()
    expect(page.locator(".map__here")).to_have_count(0)
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_a_stop_opens_by_keyboard_and_its_card_is_for_everyone(open_map):
    page = open_map()
    page.locator("figure.map .route a").last.focus()
    page.wait_for_function("() => [...document.scripts].some(one => one.src.endsWith('assets/map.js'))")
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Enter")
    expect(page.locator("#map-stop")).to_contain_text("Others stayed here")
    expect(page.locator("#map-second")).to_be_checked()
    found = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
    assert [(one["id"], one["nodes"][0]["html"]) for one in found.response["violations"]] == []


def test_on_paper_the_buttons_are_the_key_of_the_lines(open_map):
    page = open_map()
    page.emulate_media(media="print")
    expect(page.locator("label:has(#map-all)")).not_to_be_visible()
    expect(page.locator("label:has(#map-second)")).to_be_visible()
    expect(page.locator("label:has(#map-second)")).to_have_css("border-top-width", "0px")
    expect(page.locator(".map__follow")).not_to_be_visible()
    expect(page.locator(".map__picture").first).to_be_visible()
