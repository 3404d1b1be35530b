"""What a build makes of pages and records: real MkDocs, real Material, real pandoc."""

import html
import re

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from explainer.diagnostics import LineIndex
from explainer.render.typography import curled_text
from explainer.text.documents import read_document
from support.pages import CONTEXTS, HEAD, article, plain, read
from support.sites import build_site, prepare


@pytest.fixture(scope="module")
def base(tmp_path_factory):
    """The base project, built once."""
    site, log = build_site(tmp_path_factory.mktemp("base"), {})
    return site, log


def test_a_number_opens_a_card_with_the_evidence(base):
    page = article(read(base[0], ""))
    assert re.search(
        r'halted<span class="hold">,<sup class="cite" id="cite-1"[^>]*><button [^>]*popovertarget="note-1"', page
    ), "the number stands after the comma, and no line breaks between them"
    card = page.partition('<div class="note" id="note-1" popover')[2].partition('<div class="note" id=')[0]
    assert "The caravan of 19 January 2019 was halted at the river." in card
    assert '<blockquote class="evidence__quote" lang="es"><p>“detenida en el río”' in card
    assert "López, Ana. 2019." in plain(card)
    assert 'href="sources/lopez2019/#halted"' in card
    assert 'href="https://example.org/caravana#:~:text=detenida%20en%20el%20r%C3%ADo"' in card, "at the quoted words"


def test_the_page_ends_with_its_references_in_chicago_style(base):
    page = article(read(base[0], ""))
    references = page.partition('<h2 id="references">')[2]
    assert "López, Ana. 2019. “Una caravana en el río.” Diario del Sur , January 20." in plain(references)
    assert 'href="#references"' in read(base[0], ""), "the table of contents leads to them"


def test_a_source_s_page_lists_every_statement_that_cites_it(base):
    page = article(read(base[0], "sources/lopez2019"))
    note = page.partition('id="halted"')[2].partition("</div>")[0]
    assert '<a href="../../#cite-1">Home, evidence 1</a>: The caravan was halted' in note
    definition = page.partition('id="cards"')[2].partition("</div>")[0]
    assert '<a href="../../glossary/humanitarian-card/#cite-1">humanitarian card, evidence 1</a>' in definition
    assert "Press" in page and "Spanish" in page and "November 2026" in page


def test_a_term_is_linked_and_its_page_lists_the_sentence(base):
    page = article(read(base[0], ""))
    assert (
        '<span class="term"><a href="glossary/humanitarian-card/" id="term-1" aria-describedby="term-1-card">'
        "humanitarian cards</a>" in page
    )
    term = article(read(base[0], "glossary/humanitarian-card"))
    assert "tarjeta humanitaria" in term and "TVRH" in term
    assert (
        '<a href="../../#term-1">Home</a>: The caravan was halted, and the <mark>humanitarian cards</mark> came' in term
    )


def test_indexes(base):
    sources = article(read(base[0], "sources"))
    assert '<a href="lopez2019/">Una caravana en el río</a>' in sources and "2 citations" in sources
    glossary = article(read(base[0], "glossary"))
    assert '<a href="humanitarian-card/">humanitarian card</a> <span lang="es">tarjeta humanitaria</span>' in glossary


def test_nothing_is_said_that_should_not_be(base):
    assert [line for line in base[1] if not line.startswith("INFO")] == []


def test_no_mark_is_left_on_any_page(base):
    for path in base[0].rglob("*.html"):
        assert not re.search("[\ufdd0-\ufdef]", path.read_text("utf-8")), path


def test_an_error_stops_the_build_and_lists_every_finding(tmp_path):
    build_site(tmp_path, {})
    before = sorted(path.read_bytes() for path in (tmp_path / "site").rglob("*.html"))
    site, log = build_site(
        tmp_path,
        {
            "docs/en/index.md": HEAD + "Halted [@lopez2018#halted], and cards [@lopez2019#crads].\n",
            "docs/sources/perez2020.yaml": "title: x\n",
        },
    )
    errors = [line for line in log if line.startswith("ERROR")]
    assert sum("[unknown-source]" in line for line in errors) == 1
    assert sum("[unknown-evidence]" in line for line in errors) == 1
    assert sum("[invalid-record]" in line for line in errors) == 6, "every missing field"
    assert log[-1].startswith("Abort: Nothing was built: 8 errors")
    assert sorted(path.read_bytes() for path in site.rglob("*.html")) == before, "the last good site stands untouched"


@pytest.mark.parametrize(("text", "count"), CONTEXTS.values(), ids=CONTEXTS.keys())
def test_the_reader_and_the_converter_agree(text, count, contexts):
    """Where our reader sees a citation, Python-Markdown prints one, and nowhere else."""
    document = read_document("page.md", text, LineIndex(text))
    assert len(list(document.citations())) == count
    page = article(contexts[text])
    body = page.partition('<section class="notes"')[0]
    assert body.count('<sup class="cite"') == count
    assert not re.search(r"<(pre|code)[^>]*>(?:(?!</\1>).)*<sup", body, re.DOTALL)
    for anchor in range(1, count + 1):
        assert page.count(f'id="cite-{anchor}"') == page.count(f'id="note-{anchor}"') == 1
    assert not re.search("[\ufdd0-\ufdef]", contexts[text])


@pytest.fixture(scope="module")
def contexts(tmp_path_factory):
    """One page a context, built together."""
    files = {f"docs/en/c{i}.md": HEAD + text + "\n" for i, (text, _) in enumerate(CONTEXTS.values())}
    site, log = build_site(tmp_path_factory.mktemp("contexts"), files)
    assert not log[-1].startswith("Abort"), log
    return {text: read(site, f"c{i}") for i, (text, _) in enumerate(CONTEXTS.values())}


def test_a_citation_in_a_heading_stays_out_of_the_contents(contexts):
    page = contexts[CONTEXTS["a heading"][0]]
    assert 'id="halted"' in page, "the anchor is made of the words alone"
    contents = page.partition('<nav class="md-nav md-nav--secondary"')[2].partition("</nav>")[0]
    assert plain(contents).endswith("Table of contents Halted References")


HOSTILE = "A & B \"quoted\" 'single' 5 < 6 > 4 *stars* _under_ [x](y) `code` {{ jinja }} ${x} &lt;b&gt; | pipe"


def test_text_of_records_is_never_markup(tmp_path):
    """What a record says is shown as it stands, whatever it looks like."""
    source = f"""\
type: webpage
title: {HOSTILE!r}
author: [{{literal: {HOSTILE!r}}}]
container-title: {HOSTILE!r}
URL: https://example.org/x?a=1&b=2
language: en
voice: press
rank: 3
read: {{date: 2026, note: {HOSTILE!r}}}
evidence:
  - {{id: one, at: {HOSTILE!r}, says: {HOSTILE!r}, quote: {HOSTILE!r}, speaker: {HOSTILE!r}, note: {HOSTILE!r}}}
""".replace("\\'", "''")
    term = f"""\
term: {HOSTILE!r}
category: policy
short: {HOSTILE!r}
definition: Words [@hostile2020#one].
definitions:
  - {{by: {HOSTILE!r}, text: "Words [@hostile2020#one]."}}
forms: {{en: [pipes]}}
""".replace("\\'", "''")
    site, log = build_site(
        tmp_path,
        {
            "docs/sources/hostile2020.yaml": source,
            "docs/glossary/hostile.yaml": term,
            "docs/en/page.md": HEAD + 'Some pipes here [see *x* & <y> `z` @hostile2020#one, p. 3 & "more" <i>].\n',
        },
    )
    assert not log[-1].startswith("Abort"), log
    for name in ("page", "sources/hostile2020", "glossary/hostile", "sources", "glossary"):
        page = article(read(site, name))
        assert "<b>" not in page and "<y>" not in page, name
        assert curled_text(HOSTILE) in html.unescape(re.sub(r"<[^>]+>", "", page)), name


CLAIMS = {
    "docs/claims/s01.yaml": "claim: Police stopped the caravan.\nkind: [fact]\nstatus: contested\n"
    "answer: It was halted [@lopez2019#halted].\n"
    "links:\n  - {anchor: Headlines, source: lopez2019, certainty: likely}\n",
    "docs/claims/s02.yaml": "claim: Cards *will* help.\nkind: [evaluation, prediction]\nstatus: opinion\n"
    "answer: Some 12,574 people registered [@lopez2019#cards].\n",
    "docs/en/views.md": "---\ntitle: Views\ndescription: D.\n---\n\n# Views\n\n"
    + "".join(
        f"## View {view}\n\n### In favour\n\nOne.\n\n### Only of {view}\n\nTwo.\n\n### Again\n\n### Again\n\n"
        for view in ("one", "two")
    )
    + "## In favour\n\nThree.\n",
    "docs/en/index.md": "---\ntitle: Home\ndescription: D.\nknown: 2026-11\nkey_points:\n  - Some 12,574 registered.\n"
    "  - Counts *differ* & vary < all.\n---\n\n# Home\n\nThe caravan was halted [@lopez2019#halted]. Some 12,574 "
    "people registered for humanitarian cards [@lopez2019#cards].\n",
}


@pytest.fixture(scope="module")
def claims(tmp_path_factory):
    site, log = build_site(tmp_path_factory.mktemp("claims"), CLAIMS)
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))]
    return site


def test_claims_are_numbered_with_status_answer_and_lost_link(claims):
    page = article(read(claims, "check/the-article"))
    first, second = page.partition('id="s01"')[2].split('id="s02"')
    assert "1. Police stopped the caravan." in plain(first)
    assert "Contested · a statement of fact" in plain(first)
    assert 'id="cite-1"' in first and 'id="cite-2"' in second
    assert "2. Cards *will* help." in plain(second), "a claim is plain text"
    assert "a judgement, advice or a forecast" in plain(second)
    filters = page.partition('<form class="filters"')[2].partition("</form>")[0]
    assert "All 2 Contested 1 Opinion 1" in plain(filters)
    table = second.partition("<table")[2].partition("</table>")[0]
    assert "Headlines López, Ana. 2019." in plain(table) and "Likely" in table and 'href="#s01"' in table
    assert 'id="references"' in page


def test_the_contents_leave_out_what_several_sections_call_the_same(claims):
    html = read(claims, "views")
    contents = html.partition('data-md-type="toc"')[2].partition("<article")[0]
    named = re.findall(r'href="#([^"]+)" class="md-nav__link"', contents)
    assert named == ["view-one", "only-of-one", "view-two", "only-of-two", "in-favour_2"]
    assert all(f'id="{anchor}"' in article(html) for anchor in ("in-favour", "in-favour_1", "again_3")), (
        "their anchors stay"
    )


def test_key_points_stand_at_the_head_as_plain_text_with_the_date_of_knowledge(claims):
    page = article(read(claims, ""))
    head = page.partition("</h1>")[2].lstrip()
    assert head.startswith('<aside class="keypoints"')
    assert "Counts *differ* &amp; vary &lt; all." in head
    assert '<time datetime="2026-11">November 2026</time>' in head


def test_a_source_s_page_knows_the_claims_that_cite_it(claims):
    page = article(read(claims, "sources/lopez2019"))
    assert '<a href="../../check/the-article/#cite-1">Check the article, evidence 1</a>: It was halted' in page


def test_the_order_of_the_hooks_changes_no_page(tmp_path):
    """Each hook says when it comes; the list in mkdocs.yml may be sorted or turned round."""
    built = {}
    for name, order in (("ours", list), ("by name", sorted), ("turned round", lambda hooks: hooks[::-1])):
        folder = tmp_path / name
        prepare(folder, CLAIMS)
        path = folder / "mkdocs.yml"
        before, hooks, after = re.split(r"^hooks:\n((?:  - .*\n)+)", path.read_text("utf-8"), flags=re.MULTILINE)
        path.write_text(before + "hooks:\n" + "".join(order(hooks.splitlines(keepends=True))) + after, "utf-8")
        build(load_config(str(path), site_dir=str(folder / "site")))
        built[name] = {
            page.relative_to(folder / "site").as_posix(): page.read_text("utf-8")
            for page in (folder / "site").rglob("*.html")
        }
    assert 'class="colophon"' in built["ours"]["index.html"] and 'class="figures' in built["ours"]["index.html"]
    assert built["by name"] == built["ours"] == built["turned round"]


def test_a_page_without_a_heading_has_its_byline_at_its_head(tmp_path):
    site, _ = build_site(
        tmp_path,
        {"docs/en/bare.md": "---\ntitle: Bare\ndescription: D.\n---\n\nThe caravan was halted [@lopez2019#halted].\n"},
    )
    page = article(read(site, "bare"))
    assert page.index('class="byline"') < page.index("halted")


FRONT_MATTER = [
    "title: [Home]", "title: {a: b}", "title: 5", "title: 1e400", "title: yes", "title:", "title: ~", "title: ''", "title: |\n  a\n  b",
    "title: !!int '5'", "title: !x Home", "title: !!binary aGk=", "title: 2026-02-30", "title: " + "9" * 5000, 'title: "</title><i>"',
    "title: '{{ x }}'", "title: '\ufdd0\ufde9\ufdd3'", "title: 0x_", "title: ." , "title: =", "title: 12:30:45", "title: 'a: b'",
    "hide: 5", "hide: toc", "hide: [toc, 5]", "hide: {toc: 1}", "hide:", "hide: [everything]", "hide: !!set {toc}",
    "search: 5", "search: yes", "search: [boost]", "search: {boost: many}", "search: {boost: .nan}", "search: {boost: -1}", "search: {exclude: 5}",
    "search: {exclude: true}", "search:", "search: {also: river}", "search: {also: [5]}", "search: {also: ['']}", "search: {also: [río, a river]}",
    "template: nothing.html", "template: [a]", "template: ../../x", "template: 5", "icon: nothing", "icon: 5", "icon: ../x", "status: 5",
    "status: [new]", "subtitle: {a: b}", "author: [a]", "tags: 5", "tags: [5, [6]]", "reviewed: 2026-02-30", "reviewed: 2026-13-01",
    "reviewed: 2026-01-01 25:00:00", "known: 5", "known: 2026-02-30", "known: [2026]", "known: 2062-11", "checked: yes", "date: 99999-01-01",
    "key_points: 5", "key_points: a", "key_points: [a]", "key_points: [a: b, c]", "key_points: [[a], [b]]", "key_points: {a: b}",
    "key_points: ['', '']", "revision_date: 5", "comments: true", "render_macros: 5", "social: 5", "location: javascript:1", "<<: {title: x}",
    "? [a]\n: b", "5: x", "yes: x", "null: x", "'': x", "a: &a [x]\nb: *a", "title: a\ntitle: b", "title: \"\\uD800\"", "title: \"\\0\"", "%TAG x",
    "\ttitle: x", "- a", "title", "# title: x", "title: x\n...", "--- \ntitle: x", "description: 5", "description: [a]", "description: |\n  a\n\n  b",
]  # fmt: skip


HEADS = [
    "\n",
    "\n\n",
    "  \n",
    "\ufeff",
    "\ufeff\n",
    "\r\n",
    "\n---\n",
    "---\n\n---\n",
    "---\n---\n",
    "***\n",
    "Note: x\n",
    "--- #\n",
]


def test_a_page_that_passes_the_check_is_built_however_it_begins(tmp_path):
    """A finding, or a page with the text that was checked; and never its front matter as text."""
    body = "# Odd\n\nThe caravan was halted [@lopez2019#halted].\n"
    pages = {f"docs/en/head{i}.md": head + body for i, head in enumerate(HEADS)}
    for i, matter in enumerate(FRONT_MATTER):
        given = "".join(f"{name}: Of one kind\n" for name in ("title", "description") if name not in matter)
        pages[f"docs/en/matter{i}.md"] = f"---\n{given}{matter}\n---\n\n{body}"
    _, log = build_site(tmp_path / "all", pages)
    assert log[-1].startswith("Abort: Nothing was built")
    refused = {line.partition(": ")[2].partition(":")[0] for line in log if line.startswith("ERROR")}
    assert refused <= pages.keys(), "no other file has a fault"
    clean = {name: text for name, text in pages.items() if name not in refused}
    assert len(clean) > 20 and len(refused) > 20
    site, log = build_site(tmp_path / "clean", clean)
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))]
    for name in clean:
        page = article(read(site, name.removeprefix("docs/en/").removesuffix(".md")))
        assert "The caravan was halted" in page and "Of one kind" not in page, (name, clean[name])


@pytest.mark.parametrize("given", ["999999999999", "²", "", "-5", "1e9", "9" * 5000])
def test_a_day_that_the_environment_gives_wrongly_is_said_in_one_line(given, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    _, log = build_site(tmp_path, {})
    assert log[-1].startswith("Abort: SOURCE_DATE_EPOCH is '") and not (tmp_path / "site").exists()
