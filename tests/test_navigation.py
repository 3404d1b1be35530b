"""The navigation is rendered once for all pages from which it looks the same, and for no other."""

from types import SimpleNamespace

import pytest

from explainer_mkdocs.navigation import Navigation


def page(url, parent=None):
    return SimpleNamespace(url=url, parent=parent)


SOURCES = page("sources/")
LISTED = [page(""), page("debate/tariffs/"), SOURCES, page("sources/by-year/1951/")]


def rendered(*pages):
    """Render the navigation on each page, as the theme does; return what each shows, and how often it was rendered."""
    navigation = Navigation(finish=lambda html: html.upper())
    navigation.list(LISTED)
    calls, shown = [], []
    for one in pages:

        def caller(one=one):
            calls.append(one)
            return f"nav from {one.url}"

        html = f"<body>{navigation.once(one, 'navigation', caller)}</body>"
        assert "NAV" not in html, "a placeholder goes through the last steps"
        shown.append(navigation.put_in(html))
    return shown, len(calls)


@pytest.mark.parametrize(
    ("urls", "times"),
    [
        (["sources/a/", "sources/b/", "sources/c/"], 1),
        (["sources/a/", "glossary/a/"], 2),
        (["a/", "b/"], 1),
        (["debate/tariffs/", "debate/tariffs/"], 2),  # listed: its headings are in it
        (["sources/a/", "sources/by-year/"], 2),  # above a listed page: its links begin below it
        (["assets/a/", "assets/javascripts/", "assets/b/"], 2),
    ],
)
def test_how_often(urls, times):
    known = {one.url: one for one in LISTED}
    shown, calls = rendered(*(known.get(url) or page(url) for url in urls))
    assert calls == times
    assert all(html.startswith("<body>NAV FROM ") for html in shown)


def test_an_open_section_is_its_own_navigation():
    other = page("glossary/")
    assert rendered(page("x/a/", SOURCES), page("x/b/", other), page("x/c/", SOURCES))[1] == 2


def test_a_page_without_an_address_has_its_own():
    navigation = Navigation(finish=str)
    assert navigation.put_in(str(navigation.once(None, "tabs", lambda: "of 404"))) == "of 404"
