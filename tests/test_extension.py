"""The Python-Markdown extension: what a page is given without MkDocs is what the site's build gives it."""

import os
import re
from concurrent.futures import ThreadPoolExecutor

import pytest
from markdown import Markdown
from mkdocs.config import load_config

from explainer import extension
from explainer.extension import makeExtension
from explainer.library import load
from explainer.render import placeholders
from explainer.render.site import Site
from explainer.render.typography import curled
from support.cases import lay_out
from support.pages import CONTEXTS, HEAD
from support.paths import ROOT
from support.showcase import FILES as SHOWCASE
from support.showcase import LONG
from support.sites import build_site

NAME = "explainer.extension"
SITE = load_config(str(ROOT / "mkdocs.yml"))
HALTED = "The caravan was halted [@lopez2019#halted], and the humanitarian cards came later.\n"
SOURCE = "docs/sources/lopez2019.yaml"


def converter(root, **options):
    """Return a plain Markdown converter with the site's own extensions, and ours."""
    ours = {NAME: {"root": str(root), **options}}
    return Markdown(extensions=[NAME, *SITE["markdown_extensions"]], extension_configs=SITE["mdx_configs"] | ours)


def body(path):
    """Return the text of a page below its front matter."""
    return path.read_text("utf-8").split("---\n", 2)[2].lstrip("\n")


@pytest.fixture
def project(tmp_path):
    lay_out(tmp_path, {})
    return tmp_path


def shown(html):
    """Return what a page shows of citations and terms, in the order of the page."""
    return re.findall(r'<sup class="cite".*?</sup>|<span class="term">.*?</span></span>', html)


def tight(html):
    """Return a page as the build slims it: without marks for the search, which has read it, and empty lines."""
    return re.sub(r"\n\s*\n", "\n", html.replace(" data-search-exclude", ""))


FILES = {
    "docs/en/page.md": f"---\ntitle: P\ndescription: D.\nknown: 2026-11\nkey_points:\n  - One.\n---\n\n# P\n\n{HALTED}",
    "docs/en/deep/page.md": HEAD
    + "## Halted [@lopez2019#halted]\n\nBoth [@lopez2019#halted; @lopez2019#cards, p. 3].\n",
    "docs/timeline/halt.yaml": "date: 2019-01-19\ntitle: The caravan is halted\ntext: It was [@lopez2019#halted].\n"
    "actors: [mexico]\npages: [page.md]\n",
    "docs/data/cards.csv": "series,date,value,source,evidence,note\nA,2019,12574,lopez2019,cards,\n",
    "docs/charts/cards.yaml": "title: Cards\ndata: cards.csv\nkind: bar\nunit: people\ntext: Some 12,574 [@lopez2019#cards].\n",
    "docs/en/drawn.md": HEAD + "![Cards](chart:cards)\n\n" + HALTED,
} | {f"docs/en/contexts/c{i}.md": HEAD + text + "\n" for i, (text, _) in enumerate(CONTEXTS.values())}


def test_a_page_is_the_one_that_mkdocs_builds(tmp_path):
    """Citations in every context that a page can give them, a chart, events, key points, and the contents of the page."""
    site, log = build_site(tmp_path, FILES)
    assert not log[-1].startswith("Abort"), log
    for path in sorted(set((tmp_path / "docs/en").rglob("*.md")) - {tmp_path / "docs/en/index.md"}):
        built = tight((site / path.relative_to(tmp_path / "docs/en").with_suffix("") / "index.html").read_text("utf-8"))
        md = converter(tmp_path)
        given = md.convert(body(path))
        title, text = tight(given).split("</h1>")
        assert f"{title}</h1>" in built and text.strip() in built, path
        assert not re.search("[\ufdd0-\ufdef]", given), path
        contents = built.partition('<nav class="md-nav md-nav--secondary"')[2].partition("</nav>")[0]
        entries = re.findall(r'href="#([^"]+)"[^>]*>\s*<span class="md-ellipsis">\s*(.*?)\s*</span>', contents)
        assert [(heading["id"], heading["name"]) for heading in md.toc_tokens[0]["children"]] == entries, path


def test_a_long_page_has_the_numbers_cards_and_references_of_the_site(tmp_path):
    lay_out(tmp_path, SHOWCASE)
    site, name = Site(load(tmp_path)), LONG.rstrip("/") + ".md"
    given = converter(tmp_path).convert(body(tmp_path / "docs/en" / name))
    rendered = site.render(site.library.page("en", name))
    assert re.findall(r'<sup class="cite".*?</sup>', given) == [curled(one) for one in rendered.pieces["cite"]]
    assert given.count('<span class="term"><a ') == sum(map(bool, rendered.pieces["term"])) > 0
    assert given.endswith(curled(rendered.references.strip())) and len(rendered.pieces["cite"]) > 20


TEXTS = {
    "as it is": lambda text: text,
    "without the empty line at its end": str.strip,
    "with line ends of Windows": lambda text: text.replace("\n", "\r\n"),
    "with its front matter": lambda text: f"---\ntitle: Home\n---\n\n{text}",
}


@pytest.mark.parametrize("change", TEXTS.values(), ids=TEXTS)
def test_a_page_is_known_by_its_text(project, change):
    deep = project / "docs/en/a/b.md"
    deep.parent.mkdir()
    deep.write_text("---\ntitle: B\n---\n\n# B\n\n" + HALTED, "utf-8")
    given = Markdown(extensions=[NAME], extension_configs={NAME: {"root": str(project)}}).convert(change(body(deep)))
    assert 'href="../../glossary/humanitarian-card/"' in given, "the links are those of the page's place"
    assert given.count('<sup class="cite"') == given.count('class="note"') == 1


def test_a_text_that_is_no_page_is_read_by_itself(project):
    md = converter(project)
    given = md.convert("# Elsewhere\n\n" + HALTED)
    assert 'href="glossary/humanitarian-card/"' in given and 'id="note-1"' in given and "López, Ana. 2019." in given
    assert "<sup" not in md.convert("Nothing is cited here."), "one page leaves nothing to the next"
    assert len(shown(md.convert("# Elsewhere\n\n" + HALTED))) == 2


def test_links_lead_from_the_file_where_the_program_wants_it(project):
    """What Zensical adds to each relative link of a page that is no index is left out here."""
    for name, page, file in (("x.md", "../", ""), ("a/x.md", "../../", "../"), ("a/index.md", "../", "../")):
        path = project / "docs/en" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"# {name}\n\n{HALTED}", "utf-8")
        text = path.read_text("utf-8")
        for links, lead in (("page", page), ("file", file)):
            given = converter(project, links=links).convert(text)
            assert f'href="{lead}glossary/humanitarian-card/"' in given, (name, links)
            assert f'href="{lead}sources/lopez2019/#halted"' in given, (name, links)


HOSTILE = {
    "a source that is not there": "Halted [@nobody2019#x].",
    "evidence that is not there": "Halted [@lopez2019#nothing].",
    "a chart that is not there": "![Cards](chart:nothing)",
    "a term that is not there": "[card](term:nothing)",
    "characters that marks are made of": "Halted \ufdd0\ufde1\ufdd3 [@lopez2019#halted].",
    "a mark without an end": "Halted \ufdd0 [@lopez2019#halted].",
    "broken front matter": "---\na: [\n---\n\nHalted [@lopez2019#halted].",
    "nothing but space": " \n\t\n",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_no_text_is_too_broken_to_be_converted(project, text):
    converter(project).convert(text)


def test_a_page_that_is_marked_already_is_left_alone(project):
    """The MkDocs hooks mark a page before the converter sees it, and put the HTML in its place themselves."""
    site = Site(load(project))
    marked = site.markdown(site.library.page("en", "index.md"))
    given = converter(project).convert(marked)
    assert placeholders.remove(given) != given and "<sup" not in given


def test_what_is_saved_is_read_anew(project):
    page = body(project / "docs/en/index.md")
    assert "12,574 people saw it" not in converter(project).convert(page)
    source = project / SOURCE
    source.write_text(source.read_text("utf-8").replace("The caravan of 19", "12,574 people saw it on 19"), "utf-8")
    assert "12,574 people saw it" in converter(project).convert(page)
    source.unlink()
    assert "12,574 people saw it" not in converter(project).convert(page)


def test_the_project_is_read_once(project, monkeypatch):
    read = []
    monkeypatch.setattr(extension, "load", lambda root: read.append(root) or load(root))
    page = body(project / "docs/en/index.md")
    with ThreadPoolExecutor(8) as pool:
        given = list(pool.map(lambda _: converter(project).convert(page), range(16)))
    assert len(read) == 1 and len(set(given)) == 1


def test_the_project_is_found_from_the_working_directory(project, monkeypatch):
    monkeypatch.chdir(project / "docs" / "sources")
    assert len(shown(Markdown(extensions=[NAME]).convert(HALTED))) == 2
    monkeypatch.chdir(os.sep)
    with pytest.raises(ValueError, match="there is no project here"):
        Markdown(extensions=[NAME])


@pytest.mark.parametrize("options", [{"root": "nowhere"}, {"language": "fr"}, {"links": "site"}], ids=str)
def test_a_wrong_option_is_told(project, options):
    with pytest.raises(ValueError, match=r"explainer\.extension: "):
        Markdown(extensions=[makeExtension(**{"root": str(project)} | options)])
