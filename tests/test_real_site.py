"""The real site, built once: that it builds, its links, and each page in a real browser.

Nothing here depends on what a page says. What every kind of page does for readers is tested on a generated site (`test_browser`).
"""

import os
import re
import subprocess
import sys

import pytest
import yaml

from support.browsing import labels_at_fault, launched, looked_at, served, watched
from support.paths import ROOT

pytestmark = pytest.mark.usefixtures("real_day")


@pytest.fixture(scope="module")
def site(tmp_path_factory, real_day):
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
    with served(folder) as address:
        yield address, folder


def pages(folder):
    """Return the address of every page but most of those that a record makes: of these, two in each folder."""
    made = sorted(path.parent.relative_to(folder).as_posix() for path in folder.rglob("index.html"))
    of_records = ("glossary/", "sources/", "about/rules/", "about/formats/", "about/changes/")
    some = [page for start in of_records for page in [page for page in made if page.startswith(start)][:2]]
    return ["" if page == "." else page + "/" for page in made if page in some or not page.startswith(of_records)]


def test_every_page_is_quiet_and_fits(site):
    """One visit to each: no complaint of the browser, no request to another host, nothing wider than the screen."""
    address, folder = site
    complaints = []
    with launched() as browser, browser.new_context() as context:
        wrong = list(looked_at(watched(context, address, complaints), address, pages(folder)))
    assert wrong == [] and complaints == []


def test_no_label_of_a_chart_is_cut_off_or_overprints_another(site):
    address, folder = site
    wrong = []
    with launched() as browser:
        page = browser.new_page()
        for path in sorted(folder.glob("charts/*/index.html")):
            page.goto(f"{address}charts/{path.parent.name}/", wait_until="load")
            wrong += labels_at_fault(page)
    assert wrong == []


def test_every_page_says_what_it_may_load_and_run(site):
    for path in site[1].rglob("*.html"):
        text = path.read_text("utf-8")
        said = re.search(r'http-equiv="Content-Security-Policy" content="([^"]+)"', text).group(1)
        assert "default-src 'none'" in said and "unsafe" not in said, path
        assert not re.search(r"\s(?:style|on[a-z]+)=\"", text), f"{path} has an inline style or handler"


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


OVERPRINTED = """() => {
    const found = []
    const box = (element, text) => {
        const {left, right, top, bottom} = element.getBoundingClientRect()
        const space = text ? (bottom - top) / 5 : 0  // above and below the letters
        return {name: element.textContent.trim() || "a stop", left, right, top: top + space, bottom: bottom - space}
    }
    const meet = (a, b) => a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
    for (const picture of document.querySelectorAll(".map__picture")) {
        const frame = picture.getBoundingClientRect()
        const shown = [...picture.querySelectorAll("text")].filter(one => getComputedStyle(one).display !== "none")
        const names = shown.map(one => box(one, true))
        const stops = [...picture.querySelectorAll("circle:not(.map__hit)")].map(one => box(one, false))
        names.forEach((one, i) => {
            if (one.left < frame.left || one.right > frame.right || one.top < frame.top || one.bottom > frame.bottom)
                found.push(`${one.name} is cut off`)
            for (const other of [...names.slice(i + 1), ...stops])
                if (meet(one, other)) found.push(`${one.name} covers ${other.name}`)
        })
    }
    return found
}"""
"""Names on the map that are cut off, or cover each other or a stop."""


def test_no_name_on_the_map_covers_another_or_a_stop(site):
    with launched() as browser:
        page = browser.new_page()
        for width in (320, 360, 768, 1440):
            page.set_viewport_size({"width": width, "height": 900})
            page.goto(site[0] + "map/", wait_until="load")
            assert page.evaluate(OVERPRINTED) == [], width


def test_readers_find_what_they_look_for(site):
    """The search answers nine of ten queries with a page that answers among the first three; more, on the day that they were written."""
    queries = yaml.safe_load((ROOT / "tests/search/queries.yaml").read_text("utf-8"))
    with launched() as browser:
        page = browser.new_page()
        page.goto(site[0] + "404.html")
        for name in ("assets/minisearch.js", "assets/ranking.js", "search/pages.js"):
            page.add_script_tag(url=site[0] + name)
        found = page.evaluate(
            """async queries => {
                const made = await ranking.build(searchPages)
                return queries.map(query => ranking.search(made, query).slice(0, 3).map(hit => hit.entry.address))
            }""",
            [one["q"] for one in queries],
        )
    missed = [
        (one["q"], pages)
        for one, pages in zip(queries, found, strict=True)
        if not any(page.startswith((*one["want"], "questions/")) for page in pages)
    ]
    assert len(missed) <= len(queries) / 10, missed
