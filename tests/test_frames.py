"""The frame of a page is rendered once for all pages on which it looks the same, and every page looks as if the theme had rendered it."""

import re
from types import SimpleNamespace

import pytest
from mkdocs.config.defaults import MkDocsConfig

from explainer_mkdocs.frames import EDGE, PARTS, Frames
from support.sites import build_prepared
from support.unlisted import prepare_unlisted


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return prepare_unlisted(tmp_path_factory.mktemp("framed"))


def pages(folder):
    """Return the pages of a build by their files, without the white space between elements."""
    site, log = build_prepared(folder)
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))]
    return {
        path.relative_to(site).as_posix(): re.sub(
            r"\s+", " ", re.sub(r"\s*(</?[a-z][^>]*?)\s*>\s*", r"\1>", path.read_text("utf-8"))
        )
        for path in site.rglob("*.html")
    }


def test_a_page_in_a_frame_is_the_page_that_the_theme_renders(project, monkeypatch):
    begun = []
    begin = Frames._begin

    def counted(frames, context):
        begun.append(context["page"].url)
        return begin(frames, context)

    counted.jinja_pass_arg = begin.jinja_pass_arg
    with monkeypatch.context() as patched:
        patched.setattr(Frames, "_begin", counted)
        framed = pages(project)
    assert {"help/other/", "help/wide/", "top/", "sources/lopez2019/"} <= set(begun)
    assert not {"", "help/start/", "sources/"} & set(begun), "those of the navigation have their own"
    monkeypatch.setattr(Frames, "has", lambda frames, page: False)
    whole = pages(project)
    assert framed.keys() == whole.keys()
    for name, html in framed.items():
        assert html == whole[name], name
        assert not re.search("[\ufdd0-\ufdef]", html), name


# How often a frame is rendered

LISTED = ["", "debate/tariffs/", "sources/", "sources/by-year/1951/"]


def page(url, parent=None, **more):
    given = {"meta": {"title": url}, "canonical_url": "", "toc": SimpleNamespace(items=[]), "is_homepage": url == ""}
    return SimpleNamespace(url=url, parent=parent, previous_page=None, next_page=None, **given | more)


class Templates:
    """An environment whose only frame names the page that it was rendered for."""

    def __init__(self):
        self.globals, self.rendered = {}, []

    def get_template(self, name):
        return self

    def make_module(self, variables):
        return None

    def render(self, values):
        self.rendered.append(values["page"].url)
        return f"<body>{values['placeholder']('content')}</body>"


class Context(dict):
    def get_all(self):
        return dict(self)


def rendered(tmp_path, *some):
    """Put pages into frames, as MkDocs does; return the pages for which a frame was rendered."""
    for name in ("frame.html", "framed.html"):
        (tmp_path / name).touch()
    config = MkDocsConfig()
    config.theme = SimpleNamespace(dirs=[str(tmp_path)])
    frames, templates = Frames(), Templates()
    frames.list(list(map(page, LISTED)), config)
    frames.use(templates, config, lambda html, page: html.replace("body>", "BODY>"))
    for one in some:
        frames._begin(Context(page=one))
        parts = EDGE.join(f"{name} of {one.url}" for name in PARTS)
        assert frames.put_in(parts) == f"<BODY>content of {one.url}</BODY>", (
            "the last steps of a frame, not of its parts"
        )
    return templates.rendered


TARIFFS, GLOSSARY = page("tariffs/"), page("glossary/")


@pytest.mark.parametrize(
    ("some", "times"),
    [
        ([page("sources/a/"), page("sources/b/"), page("sources/c/")], 1),
        ([page("sources/a/"), page("glossary/a/")], 2),
        ([page("a/"), page("b/")], 1),
        ([page("sources/a/"), page("sources/by-year/")], 2),  # above a listed page: its links begin below it
        ([page("assets/a/"), page("assets/javascripts/"), page("assets/b/")], 2),
        ([page("x/a/", TARIFFS), page("x/b/", GLOSSARY), page("x/c/", TARIFFS)], 2),  # another section is open
        ([page("a/"), page("b/", meta={"title": "b", "hide": ["toc"]})], 2),
        ([page("a/"), page("b/", meta={"title": "b", "description": "d"})], 2),
        ([page("a/"), page("b/", canonical_url="https://example.org/b/")], 2),
    ],
)
def test_how_often(some, times, tmp_path):
    assert len(rendered(tmp_path, *some)) == times


def test_a_part_may_hold_what_separates_parts():
    frames = Frames()
    frames._current = ["<body>", "content", "</body>"]
    html = EDGE.join([*PARTS[:-1], f"one{EDGE}two"])
    assert frames.put_in(html) == f"<body>one{EDGE}two</body>", "the last part is the page's text"


def test_a_theme_without_the_two_templates_renders_each_page(tmp_path):
    frames = Frames()
    config = MkDocsConfig()
    config.theme = SimpleNamespace(dirs=[str(tmp_path)])
    frames.list([], config)
    assert not frames.has(page("a/"))


def test_the_home_page_has_a_viewpoint_of_its_own():
    frames = Frames()
    assert frames.viewpoint(page("")) != frames.viewpoint(page("a/")) == frames.viewpoint(page("b/"))
