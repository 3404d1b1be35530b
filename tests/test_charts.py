"""Charts of unusual values and dates, on a built site: what passes the check is drawn."""

import re
from xml.etree import ElementTree

import pytest

from explainer.render import pictures
from support.browsing import labels_at_fault, launched, served
from support.paths import ROOT
from support.sites import build_site

NOTE = """type: report
title: The statistics of the desk
author:
- literal: Desk of the Bridge
issued: 2021
URL: https://example.org/desk
archive: https://archive.example.org/desk
language: en
voice: ngo
rank: 2
read:
  date: 2026-11
evidence:
- id: n
  at: p. 1
  says: Counted were {values} in the years {years}.
"""
CHART = """title: The cards
data: {name}.csv
kind: {kind}
unit: cards
text: The desk counted them [@desk{name}#n].
"""
CHARTS = {
    "zero": ("line", [("a", "2018", 0), ("a", "2019", 0)]),
    "single": ("line", [("a", "2018", 12)]),
    "centuries": ("line", [("a", "1821", 3), ("a", "1910", 7), ("a", "2020", 9)]),
    "quarters": ("line", [("a", "2019-01/2019-03", 4), ("a", "2019-04/2019-06", 6), ("a", "2019-07/2019-09", 5), ("a", "2020-01/2020-03", 8)]),
    "partly": ("line", [("a", "2018", 400), ("a", "2019", 500), ("a", "2020-01/2020-07", 90)]),
    "days": ("line", [("a", "2019-03-19", 4), ("a", "2019-03-20", 6), ("a", "2019-03-20", 9), ("a", "2019-04-11", 20), ("a", "2019-04-12", 21)]),
    "missing": ("line", [("a", "2012", 4), ("a", "2013", 6), ("a", "2016", 5), ("b", "2012", 3), ("b", "2014-03", 3)]),
    "counters": ("line", [("a", "2018", 7), ("a", "2018", 0, "deskzero"), ("a", "2019", 8), ("a", "2019", 0, "deskzero")]),
    "named": ("line", [("a", "2018", 8), ("a", "2019", 9), ("of the northern border", "2018", 8), ("of the northern border", "2019", 9), ("none", "2019", 0)]),
    "crowded": ("line", [("a", "2010", 80), ("b", "2010", 81), ("c", "2019", 30)]),
    "endless": ("line", [("a", "2018", 8), ("b" * 30, "2019", 9)]),
    "left": ("line", [("a", "2010", 52000), ("a", "2011", 55000), ("a", "2020", 100000)]),
    "negative": ("bar", [("up", "2019", 30), ("none", "2019", 0), ("down", "2019", -20)]),
    "below": ("bar", [("more", "2019", -30), ("less", "2019-02", -20)]),
    "flat": ("bar", [("none", "2019", 0)]),
    "dots": ("dot", [("a", "2019", -3), ("a", "2019", 3)]),
}  # fmt: skip


def files():
    found = {}
    for name, (kind, rows) in CHARTS.items():
        values = ", ".join(str(abs(value)) for _, _, value, *other in rows if not other)
        years = ", ".join(sorted({date[:4] for _, date, *_ in rows}))
        found[f"docs/sources/desk{name}.yaml"] = NOTE.format(values=values, years=years).replace(
            "the desk", f"the {name} desk"
        )
        found[f"docs/sources/desk{name}.yaml"] = found[f"docs/sources/desk{name}.yaml"].replace(
            "org/desk", f"org/{name}"
        )
        found[f"docs/charts/{name}.yaml"] = CHART.format(name=name, kind=kind)
        lines = [
            f"{series},{date},{value},{source[0] if source else f'desk{name}'},n,"
            for series, date, value, *source in rows
        ]
        found[f"docs/data/{name}.csv"] = "\n".join(["series,date,value,source,evidence,note", *lines, ""])
    text = "---\ntitle: Home\ndescription: A page without a fault.\n---\n\n# Home\n\nThe humanitarian cards came [@lopez2019#cards; @lopez2019#halted].\n"
    found["docs/en/index.md"] = text + "".join(f"\n![What it shows](chart:{name})\n" for name in CHARTS)
    return found


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    site, log = build_site(tmp_path_factory.mktemp("charts"), files())
    assert not [line for line in log if not line.startswith("INFO")]
    return site


@pytest.fixture(scope="module")
def charts(site):
    page = (site / "index.html").read_text("utf-8")
    drawn = {
        name: re.search(rf'(?s)<figure class="chart" id="chart-{name}".*?</figure>', page).group() for name in CHARTS
    }
    return drawn | {"all": (site / "charts/index.html").read_text("utf-8")}


def times(chart):
    """The labels of its axis on a phone."""
    narrow = re.sub(r'<g class="chart__wide">.*?</g>', "", chart)
    return re.findall(r'y="234" text-anchor="[a-z]+">([^<]*)', narrow)


def lines(chart, series=1):
    """How many lines and dotted lines a series has."""
    drawn = re.findall(rf'<g class="s{series}">(.*?)</g>', chart, re.DOTALL)[0]
    return len(re.findall("<line x1", drawn)), drawn.count('<line class="gap"')


@pytest.mark.parametrize("name", CHARTS)
def test_every_place_is_within_the_picture(charts, name):
    places = [float(location) for location in re.findall(r'\b(?:x|x1|x2|cx|width)="(-?[\d.]+)%"', charts[name])]
    assert all(0 <= location <= 100 for location in places) and "nan" not in charts[name]


def test_the_labels_of_an_axis(charts):
    assert times(charts["single"]) == ["2018"]
    assert times(charts["zero"]) == ["2018", "2019"]
    assert times(charts["centuries"]) == ["1800", "1850", "1900", "1950", "2000"]
    assert times(charts["quarters"])[0].endswith("2019") and len(times(charts["quarters"])) >= 3


def test_days_at_the_edge_of_an_axis_are_neither_cut_off_nor_overprinted(charts):
    labels = re.findall(r'<text x="([\d.]+)%" y="234" text-anchor="([a-z]+)">([^<]*)', charts["days"])[:2]
    assert [text for _, _, text in labels] == ["19 March", "12 April"]  # 20 March would lie on the day before it
    assert labels[-1][:2] == ("100", "end")


def test_two_counts_of_one_day_are_not_joined(charts):
    """Nor are they joined with other days: nobody can say which of the two the line should meet."""
    assert lines(charts["days"]) == (1, 0)


def test_where_a_year_has_several_counts_a_line_joins_those_of_one_source(charts):
    drawn = re.findall(r'<line x1="[\d.]+%" y1="([\d.]+)" x2="[\d.]+%" y2="([\d.]+)"', charts["counters"])
    heights = dict(re.findall(r'y="([\d.]+)" data-at="desk\w+/#n".*?: (\d)</title>', charts["counters"]))
    assert sorted((heights[one], heights[other]) for one, other in drawn if one in heights) == [("0", "0"), ("7", "8")]


def test_neighbouring_quarters_are_joined_and_a_missing_one_is_not(charts):
    assert lines(charts["quarters"]) == (2, 1)


def test_a_time_without_a_value_is_dotted_and_said(charts):
    assert lines(charts["missing"]) == (1, 1)
    assert lines(charts["missing"], 2) == (0, 0), "a year and a month cannot be compared"
    said = "Dotted line: no value for the time between."
    assert said in charts["missing"] and said not in charts["days"] and said not in charts["zero"]


def test_the_list_of_charts_shows_each_as_a_small_picture_of_the_same_values(charts):
    entries = dict(re.findall(r'(?s)<li><a href="(\w+)/">(.*?)</li>', charts["all"]))
    assert set(entries) == set(CHARTS)
    for name, entry in entries.items():
        values = len(CHARTS[name][1])
        assert len(re.findall("<(?:circle|rect)", entry)) == values and "<b>The cards</b>" in entry, name
        assert "<text" not in entry and "nan" not in entry
        # Both have the same width, and so the same places.
        places = re.findall(r' (?:c?x|width)="[\d.]+%"', entry.partition("aria-hidden")[2])
        assert places and all(place.replace("cx", "x") in charts[name].replace("cx", "x") for place in places), name


def test_a_part_of_a_year_is_marked(charts):
    assert charts["partly"].count('class="part"') == 1
    assert re.search(r"Hollow: part of a year\. a, January.* July 2020\.", charts["partly"])
    assert "part of" not in charts["quarters"] and lines(charts["partly"]) == (1, 0) and "part of" not in charts["zero"]
    assert "Hollow: part of a year. less, February 2019." in charts["below"]


def test_a_bar_below_zero_ends_where_one_above_begins(charts):
    bars = {
        label: (float(start or 0), float(width))
        for start, width, label in re.findall(
            r'<rect(?: x="([\d.]+)%")? width="([\d.]+)%"[^>]*><title>(\w+),', charts["negative"]
        )
    }
    assert bars["down"][0] + bars["down"][1] == pytest.approx(bars["up"][0], abs=0.02)
    assert bars["none"] == (bars["up"][0], 0)


@pytest.mark.parametrize("name", CHARTS)
def test_lines_have_their_names_at_their_ends_where_all_have_space(charts, name):
    """On a wide screen. One line alone needs no name there."""
    assert ("chart__plot--named" in charts[name]) == (name in {"missing", "named"})


def test_no_label_is_cut_off_or_overprints_another(site):
    with launched() as browser, served(site) as address:
        page = browser.new_page()
        page.goto(address)
        assert list(labels_at_fault(page)) == []
        assert page.locator(".chart__ends").first.is_visible()


SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("name", CHARTS)
def test_a_picture_to_take_away_needs_nothing_else(site, name):
    text = (site / f"charts/{name}.svg").read_text("utf-8")
    picture = ElementTree.fromstring(text)
    assert picture.get("width") == "800"
    assert picture.find(f"{SVG}title").text == "The cards" and picture.find(f"{SVG}desc").text.endswith("cards.")
    words = [one.text for one in picture.iter(f"{SVG}text")]
    assert "Sources: Desk of the Bridge 2021." in words
    assert any(f"/charts/{name}/" in line for line in words)
    assert set(re.findall(r'href="([^"]*)"', text)) <= {f"#m{number}-{name}" for number in range(1, 7)}
    assert "var(" not in text and "data-" not in text and "nan" not in text
    assert f'href="../{name}.svg"' in (site / f"charts/{name}/index.html").read_text("utf-8")


def test_a_picture_has_the_colours_of_the_site():
    styles = (ROOT / "overrides/assets/explainer.css").read_text("utf-8")
    light = re.findall(r"(?s)\.chart__gallery \{(.*?)\}", styles)[0]
    assert {int(number): colour for number, colour in re.findall(r"--s(\d): (#\w+);", light)} == pictures.COLOURS


OUTSIDE = """() => [...document.querySelectorAll("text")].map(text => [text.textContent, text.getBoundingClientRect()])
  .filter(([, box]) => box.left < 0 || box.right > 800 || box.bottom > document.documentElement.getAttribute("height"))
  .map(([text]) => text)"""


def test_no_word_of_a_picture_is_cut_off(site):
    with launched() as browser, served(site) as address:
        page = browser.new_page(viewport={"width": 800, "height": 1000})
        for name in CHARTS:
            page.goto(f"{address}charts/{name}.svg")
            assert page.evaluate(OUTSIDE) == [], name
