"""While a site is served, a page is built when it is requested, and it is the page of a whole build."""

import gc
import json
from concurrent.futures import ThreadPoolExecutor

import click
import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from explainer.library import Library
from explainer.search import PAGES, SOURCES
from explainer_mkdocs.serving import build_page, build_rest, check, read_again
from support.sites import build_prepared
from support.unlisted import prepare_unlisted


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return prepare_unlisted(tmp_path_factory.mktemp("requested"))


def begin(folder):
    """Begin to serve a project as `mkdocs serve --livereload` does; return the state of the server, and the search's entries."""
    command = click.Command("serve", params=[click.Option(["--livereload"], is_flag=True)])
    with command.make_context("serve", ["--livereload"]):
        config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "served"))
        config.plugins.on_startup(command="serve", dirty=False)
        build(config)
    served = config.hooks["hooks/citations.py"]._steps.server.served
    return served, config.plugins["material/search"].search_index.entries


def searched(script):
    return json.loads(script.partition(b"=")[2])["pages"]


def read(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_each_page_is_that_of_a_whole_build(project):
    served, _ = begin(project)
    check(served)
    assert [name for name in read(project / "served") if name.endswith(".html")] == ["404.html"]
    build_page(served, "help/other/")
    build_page(served, "sources/lopez2019")  # redirected, if there is a page below it
    build_page(served, "no/such/page/")
    assert sorted(name for name in read(project / "served") if name.endswith("index.html")) == [
        "help/other/index.html",
        "sources/lopez2019/index.html",
    ]
    with ThreadPoolExecutor() as pool:  # two tabs ask for the search
        list(pool.map(build_rest, [served, served]))
    for path, _ in served.pages():
        build_page(served, path)
    whole, _ = build_prepared(project, command="serve")
    made, expected = read(project / "served"), read(whole)
    assert made.keys() == expected.keys()
    indexes = [searched(files.pop(PAGES)) + searched(files.pop(SOURCES)) for files in (made, expected)]
    for name in made.keys() - {"sitemap.xml", "sitemap.xml.gz"}:
        assert made[name] == expected[name], name
    assert sorted(indexes[0]) == sorted(indexes[1]) and len(indexes[0]) > 10


def test_nothing_grows_with_the_saves(project):
    served, entries = begin(project)
    build_rest(served)
    known = len(entries)
    page = project / "docs/en/help/other.md"
    text = page.read_text("utf-8")
    counts = []
    try:
        for number in range(6):
            page.write_text(f"{text}\nIt was halted a time later, {'again ' * number}.\n", "utf-8")
            assert read_again(served)
            check(served)
            for path, _ in list(served.pages()):
                build_page(served, path)
            gc.collect()
            counts.append((len(entries), sum(type(thing) is Library for thing in gc.get_objects())))
    finally:
        page.write_text(text, "utf-8")
    assert "again again again" in (project / "served/help/other/index.html").read_text("utf-8")
    assert len(set(counts)) == 1 and counts[0][0] == known, counts


def test_a_page_is_shown_before_it_is_checked(project):
    served, _ = begin(project)
    check(served)
    page = project / "docs/en/help/plain.md"
    text = page.read_text("utf-8")
    shown = project / "served/help/plain/index.html"
    try:
        page.write_text(text + "\nOf them, 4,711 came [@lopez2019#halted].\n", "utf-8")
        assert read_again(served)
        build_page(served, "help/plain/")
        assert "4,711" in shown.read_text("utf-8") and "unsupported-figure" not in shown.read_text("utf-8")
        assert check(served), "the findings changed"
        build_page(served, "help/plain/")
        assert "unsupported-figure" in shown.read_text("utf-8")
        assert not check(served), "once for each reading"
    finally:
        page.write_text(text, "utf-8")


def test_without_the_option_the_site_is_complete_since_no_hook_hears_of_requests(project):
    site, _ = build_prepared(project, command="serve")
    assert (site / "help/other/index.html").is_file() and (site / PAGES).stat().st_size > 1000
