"""What a page shows of itself: where it stands, how long it is, in which language its words are."""

import json
import re

import pytest

from support.pages import article, plain, read
from support.sites import build_site

FILES = {
    "docs/en/index.md": """\
---
title: Home
description: A page without a fault.
---

# Home

The caravan was halted: "detenida en el río" (held at the river) [@lopez2019#halted]. A migrant held a humanitarian card.

## Later

Later came *cartas*{ lang=es } and "detenida", said the paper [@lopez2019#halted].
""",
    "docs/en/long.md": "---\ntitle: Long\ndescription: A long page.\n---\n\n# Long\n\n"
    + "Word by word it goes on. " * 110
    + "\n\nThe caravan was halted [@lopez2019#halted].\n",
}


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder, log = build_site(tmp_path_factory.mktemp("face"), FILES)
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))], log
    return folder


def test_a_quotation_is_said_in_its_own_language(site):
    page = article(read(site, ""))
    assert re.findall(r'<span lang="(\w+)">([^<]*)</span>', page) == [("es", "detenida en el río"), ("es", "detenida")]
    assert '<em lang="es">cartas</em>' in page


def test_a_word_s_attributes_are_no_text_elsewhere(site):
    page = read(site, "sources/lopez2019")
    assert "Later came cartas and" in plain(article(page)) and "lang=es" not in plain(article(page))


def test_a_page_says_how_long_it_is_and_on_what_it_rests(site):
    page = article(read(site, "long"))
    assert plain(re.search(r'<p class="byline".*?</p>', page).group()) == "3 minutes · 1 citation, 1 source"
    assert 'class="byline"' not in read(site, ""), "the home page has its figures"


def test_the_home_page_shows_what_the_site_rests_on(site):
    page = article(read(site, ""))
    figures = re.findall(r"<b>(\d+)</b> <span>([^<]*)</span>", page)
    assert [number for number, _ in figures] == ["4", "1", "1"]


def test_home_health_and_the_data_count_the_same_statements(site):
    shown = re.search(r"<b>(\d+)</b> <span>statements", article(read(site, "")))[1]
    health = article(read(site, "about/health"))
    assert re.search(r"<b>(\d+)</b> statements", health)[1] == shown
    statements = json.loads((site / "claims.json").read_text("utf-8"))["statements"]
    assert len(statements) == int(shown)
    assert all(entry["statement"] and entry["evidence"] for entry in statements)


@pytest.mark.parametrize(
    ("page", "trail"),
    [("sources/lopez2019", ["Home", "Sources"]), ("glossary/humanitarian-card", ["Home", "Glossary"])],
)
def test_a_page_that_is_in_no_menu_says_where_it_stands(site, page, trail):
    path = re.search(r'<nav class="md-path".*?</nav>', read(site, page), re.DOTALL).group()
    assert plain(path).split() == trail
    assert 'href="../"' in path


def test_an_address_that_leads_nowhere_helps_on(site):
    page = (site / "404.html").read_text("utf-8")
    links = re.findall(r'<li><a href="([^"]+)"', page.partition("<article")[2])
    assert links == ["/.", "/glossary/", "/sources/", "/about/changes/"]


def test_every_page_leads_to_its_text_or_record_and_to_a_report(tmp_path, monkeypatch):
    monkeypatch.setenv("REPO_URL", "https://github.com/o/site/")
    site, _ = build_site(tmp_path, FILES)
    edited = {
        "": "edit/main/docs/en/index.md",
        "sources/lopez2019/": "edit/main/docs/sources/lopez2019.yaml",
        "glossary/humanitarian-card/": "edit/main/docs/glossary/humanitarian-card.yaml",
        "sources/": "tree/main/docs/sources",
        "about/rules/unknown-source/": "edit/main/hooks/explainer/checks/citations.py",
    }
    for page, target in edited.items():
        mend = re.search(r'<p class="mend">(.*?)</p>', read(site, page), re.DOTALL)[1]
        assert f'href="https://github.com/o/site/{target}" rel="edit">Edit this page</a>' in mend
        address = f"http%3A//127.0.0.1%3A8000/{page}"
        assert f'href="https://github.com/o/site/issues/new?template=mistake.yml&amp;page={address}"' in mend


def test_without_a_repository_there_is_nothing_to_mend_by(tmp_path, monkeypatch):
    monkeypatch.delenv("REPO_URL", raising=False)
    site, _ = build_site(tmp_path, FILES)
    assert 'class="mend"' not in read(site, "")
