"""Charts, timeline and map: what is drawn, what stands beside it in words, and that it stays small."""

import gzip
import re

import pytest

from explainer.library import load
from explainer.render import charts, scales
from explainer.render.site import Site
from support.cases import lay_out, read_case
from support.pages import article, plain, read
from support.paths import ROOT, RULES
from support.sites import build_site

CASES = ("unsupported-value-silent", "unsupported-event-silent", "unsupported-stop-silent")


@pytest.fixture(scope="module")
def figures(tmp_path_factory):
    """A site with a chart, an event and a route."""
    files = {}
    for name in CASES:
        more = read_case(RULES / "cases" / f"{name}.txt")[1]
        files = more | files  # the page of the first, which places the chart; the source of the last
        files["docs/sources/lopez2019.yaml"] = more.get(
            "docs/sources/lopez2019.yaml", files["docs/sources/lopez2019.yaml"]
        )
    site, log = build_site(tmp_path_factory.mktemp("figures"), files)
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))], log
    return site


def test_a_chart_stands_where_a_writer_put_it(figures):
    page = article(read(figures, ""))
    figure = re.search(r'<figure class="chart" id="chart-cards".*?</figure>', page, re.DOTALL).group()
    assert "<b>The cards</b>" in figure and 'href="charts/cards/"' in figure
    assert 'role="img" aria-label="cards, share; 2019; 11.5 to 12,574 cards."' in figure
    assert "<title>cards, 2019: 12,574</title>" in figure
    assert "chart:" not in page


def test_a_chart_has_a_page_with_its_data_and_evidence(figures):
    page = article(read(figures, "charts/cards"))
    assert "The cards were handed over" in plain(page)
    assert "cards 2019 12,574" in plain(page)
    assert 'href="../../sources/lopez2019/#registered"' in page
    data = (figures / "charts/cards.csv").read_text("utf-8").splitlines()
    assert data[:2] == ["series,date,value,source,evidence,note", "cards,2019,12574,lopez2019,registered,"]
    assert 'href="cards/"' in article(read(figures, "charts"))


def test_the_timeline_lists_events_and_filters_them_without_a_script(figures):
    page = article(read(figures, "timeline"))
    assert 'class="fold event event--mexico"' in page and 'id="halted"' in page
    assert "19 January 2019 · Mexico" in plain(page)
    assert re.findall(r'type="radio" name="actor" id="([^"]+)"', page)[:2] == ["actor-all", "actor-mexico"]


def test_a_page_ends_with_the_events_that_it_tells(figures):
    page = article(read(figures, ""))
    strip = page.partition('<section class="strip"')[2].partition("</section>")[0]
    assert "halted" not in strip, "the home page shows the main events alone, and this one is not among them"


def test_the_map_has_its_stops_as_links_and_as_a_table(figures):
    page = article(read(figures, "map"))
    svg = re.search(r"<svg viewBox.*?</svg>", page, re.DOTALL).group()
    target = re.search(r'<a href="#([^"]+)"><title>', svg).group(1)
    assert f'id="{target}"' in page.replace(svg, "")
    assert "January 2019: Suchiate, 19 January 2019" in svg
    assert "Suchiate 19 January 2019 It was halted" in plain(page.replace(svg, ""))


@pytest.mark.parametrize(
    ("least", "most", "expected"),
    [
        (0, 12_574, [0, 5_000, 10_000, 15_000]),
        (0, 106.3, [0, 50, 100, 150]),
        (0, 1, [0, 0.25, 0.5, 0.75, 1]),
        (-3, 4, [-4, -2, 0, 2, 4]),
        (0, 0, [0]),
    ],
)
def test_an_axis_names_round_values(least, most, expected):
    assert scales.ticks(least, most) == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [("2019", 2019.5), ("2019-01-01", 2019.0014), ("2019-07", 2019.538), ("FY2019", 2019.2479), ("2018/2019", 2019.0)],
)
def test_a_date_stands_in_the_middle_of_its_time(date, expected):
    assert scales.middle(date) == pytest.approx(expected, abs=1e-3)


def test_the_outlines_under_the_map_are_small():
    assert len(gzip.compress((ROOT / "docs/map/outlines.json").read_bytes())) < 6_000


def drawn(tmp_path, rows, kind="line"):
    """Return the picture of a chart of these dates and values, as it stands on a page."""
    values = "".join(f"a,{date},{value},lopez2019,cards,\n" for date, value in rows)
    lay_out(
        tmp_path,
        {
            "docs/data/a.csv": "series,date,value,source,evidence,note\n" + values,
            "docs/charts/a.yaml": f'title: A\ndata: a.csv\nkind: {kind}\nunit: people\ntext: "They came [@lopez2019#cards]."\n',
        },
    )
    site = Site(load(tmp_path))
    return charts.figure(site, site.library.charts["a"], "")


@pytest.mark.parametrize(
    ("rows", "named"),
    [
        ([("2019", 5)], ["2019"]),
        ([("2018", 5), ("2019", 7)], ["2018", "2019"]),
        ([("2017", 5), ("2018", 7), ("2019", 9)], ["2017", "2018", "2019"]),
        ([("2019-01", 5), ("2019-06", 7)], ["Jan 2019", "Feb", "Mar", "Apr", "May", "Jun"]),
        ([("2018-11", 5), ("2019-02", 7)], ["November 2018", "February 2019"]),
        ([("2019-01-17", 5), ("2019-01-28", 7)], ["17 January", "28 January"]),
        ([("1821", 5), ("1900", 7), ("2019", 9)], ["1800", "1850", "1900", "1950", "2000"]),
    ],
    ids=lambda value: " ".join(value) if isinstance(value[0], str) else "",
)
def test_an_axis_names_the_dates_that_it_has_room_for(rows, named, tmp_path):
    """On a phone; a wide screen may have more."""
    narrow = re.search(r'<g(?: class="chart__narrow")?>(<text.*?)</g>', drawn(tmp_path, rows)).group(1)
    assert re.findall(r'text-anchor="[a-z]+">([^<]+)<', narrow) == named


@pytest.mark.parametrize(
    "rows", [[("2018", 0), ("2019", 0)], [("2019", 0)], [("2019", -3)]], ids=["zeros", "zero", "negative"]
)
@pytest.mark.parametrize("kind", ["line", "bar", "dot"])
def test_a_chart_without_a_rise_is_drawn(rows, kind, tmp_path):
    picture = drawn(tmp_path, rows, kind)
    assert "<svg" in picture and "nan" not in picture.lower()


def test_a_bar_begins_at_nought_and_is_as_long_as_its_value(tmp_path):
    """The axis goes from -2 to 4: nought stands after a third of it."""
    bars = re.findall(r"<rect ([^>]*?) height", drawn(tmp_path, [("2017", -2), ("2018", 0), ("2019", 4)], "bar"))
    assert bars == ['width="33.33%"', 'x="33.33%" width="0%"', 'x="33.33%" width="66.67%"']
