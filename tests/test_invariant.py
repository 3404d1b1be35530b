"""Nothing is published that was not read: every place where a writer can put text, one after the other.

Into each place goes a sentence that no source carries. Then the checks find something in the file that it was put into, or
the site is built and no file of it holds the sentence. A sentence that is published and not found fails the test, which
names the place. A new field of a record is covered by itself: the places are read from the models.
"""

import re
import shutil
import typing

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from mkdocs.config import load_config
from pydantic import BaseModel

from explainer import checks
from explainer.addresses import generated
from explainer.diagnostics import LineIndex
from explainer.library import load
from explainer.project import Project
from explainer.records.charts import Chart
from explainer.records.claims import Claim
from explainer.records.events import Event
from explainer.records.questions import Question
from explainer.records.releases import Release
from explainer.records.routes import Route
from explainer.records.style import StylePhrase
from explainer.records.terms import Term
from explainer.text import attributes, converter, markup
from explainer.text.documents import read_document
from explainer.text.visible import visible
from support.cases import lay_out
from support.paths import ROOT
from support.sites import build_site, prepare

MARKER = "QZX17 99,117 people were killed"
SIGN = re.compile(r"QZX17|99,117|99117", re.IGNORECASE)
HEAD = "---\ntitle: Place\ndescription: A page.\n---\n\n# Place\n\n"

# The sentences that a release corrected, as they were: `explainer release` writes them, and no source of today carries them.
EXPECTED_GAPS: list[str] = [
    f"docs/releases/2026-11-24.yaml: {name}" for name in ("corrections.0.before", "corrections.0.after")
]

PAGES = {
    "a paragraph": f"{MARKER}.",
    "a list's item": f"- {MARKER}.",
    "a nested list's item": f"- One\n    - {MARKER}.",
    "a numbered list's item": f"1. {MARKER}.",
    "a cell": f"| a | b |\n|---|---|\n| {MARKER} | c |",
    "a table's head": f"| {MARKER} | b |\n|---|---|\n| a | c |",
    "a table's caption": f"| a | b |\n|---|---|\n| a | c |\n\n*{MARKER}.*",
    "a heading": f"## {MARKER}",
    "an underlined heading": f"{MARKER}\n---",
    "a block quotation": f"> {MARKER}.",
    "a note's title": f'!!! note "{MARKER}"\n    Text.',
    "a note's text": f"!!! note\n    {MARKER}.",
    "a note's kind": "!!! qzx17-99117-people\n    Text.",
    "a folded note's title": f'??? note "{MARKER}"\n    Text.',
    "a folded note's text": f"???+ note\n    {MARKER}.",
    "a tab's title": f'=== "{MARKER}"\n\n    Text.',
    "a tab's text": f'=== "Tab"\n\n    {MARKER}.',
    "a footnote": f"Text[^1].\n\n[^1]: {MARKER}.",
    "a footnote's later paragraph": f"Text[^1].\n\n[^1]: Text.\n\n    {MARKER}.",
    "a definition": f"Word\n:   {MARKER}.",
    "a defined word": f"{MARKER}\n:   Text.",
    "a definition after an empty line": f"Word\n:   \n\n    {MARKER}.",
    "an abbreviation": f"*[QZ]: {MARKER}\n\nThe QZ came.",
    "an abbreviation that is none": f" *[QZ]: {MARKER}",
    "a link's words": f"[{MARKER}](index.md)",
    "a link's words, by a reference": f"[{MARKER}][r]\n\n[r]: index.md",
    "a link's title": f'[Home](index.md "{MARKER}")',
    "a definition's title": f'[Home][r]\n\n[r]: index.md "{MARKER}"',
    "a definition that is none": f"[r]: index.md {MARKER}",
    "a picture's words": f"![{MARKER}](river.png)",
    "a picture's title": f'![A river](river.png "{MARKER}")',
    "a citation's prefix": f"Halted [{MARKER} @lopez2019#halted].",
    "a citation's suffix": f"Halted [@lopez2019#halted, p. 1, {MARKER}].",
    "a citation's suffix without a page": "Halted [@lopez2019#halted, 99,117 people were killed].",
    "code": f"`{MARKER}`",
    "a code block": f"```\n{MARKER}\n```",
    "indented code": f"Text.\n\n    {MARKER}",
    "a fence that one program closes": f"~~~\n{MARKER}\n\n    ~~~\n",
    "a fence's title": f'``` yaml title="{MARKER}"\na: b\n```',
    "a fence's attributes": f'``` {{ .yaml title="{MARKER}" }}\na: b\n```',
    "an attribute of a link": f'[Home](index.md){{ title="{MARKER}" }}',
    "an attribute of a paragraph": f'Text.\n{{: data-x="{MARKER}" }}',
    "an attribute of a heading": f'## Text {{ title="{MARKER}" }}',
    "braces that are text": f"Text {{ x={MARKER} }} goes on.",
    "a comment": f"<!-- {MARKER} -->\n\nText.",
    "a comment in a sentence": f"Text <!-- {MARKER} --> goes on.",
    "text after a comment": f"<!-- c --> {MARKER}",
    "a comment that is none": f"Text <!-- c\n\n{MARKER} --> goes on.",
    "a waiver's reason": f"<!-- waive uncited-figure until 2099-01-01: {MARKER} -->\n\nSome 12,574 people came.",
    "a raw paragraph": f"<p>{MARKER}</p>",
    "a raw paragraph with Markdown": f'<p markdown="1">{MARKER}</p>',
    "a raw table": f"<table><tr><td>{MARKER}</td></tr></table>",
    "a raw quotation": f"He said <q>{MARKER}</q>.",
    "raw details": f"<details><summary>{MARKER}</summary></details>",
    "a forged card": f'<div class="note" id="note-1" popover>{MARKER}</div>\n\nHalted [@lopez2019#halted].',
    "a division's later lines": f'<div class="ways" markdown>\n{MARKER}\n\n</div>',
    "a division that is not allowed": f"<div>\n{MARKER}\n</div>",
    "an open tag": f'<img alt="{MARKER}"',
    "a script": f"<script>document.title = '{MARKER}'</script>",
    "a drawing": f"<svg><text>{MARKER}</text></svg>",
    "a frame": f'<iframe srcdoc="{MARKER}"></iframe>',
    "a declaration": f"<![CDATA[{MARKER}]]>",
    "an instruction": f"<?{MARKER}?>",
    "a tag in a cell": f"| a | b |\n|---|---|\n| <b title='{MARKER}'>x</b> | c |",
    "entities": "QZ&#88;17 &#57;&#57;,117 people were killed, and some &#57;&#57;,&#x31;17 more",
    "spaces on the first line": f"  \n    {MARKER}",
    "a tab in a quotation": f"> \t{MARKER}",
    "a note after a quotation": f"> Text.\n!!! note\n    Text.\n\n    {MARKER}.",
}
"""What stands in the body of a page, by place."""

FIELDS = [
    "title", "description", "author", "authors", "status", "subtitle", "icon", "template", "tags", "search", "hide", "known",
    "checked", "key_points", "date", "location", "revision_date", "git_creation_date_localized", "canonical", "image", "robots",
]  # fmt: skip
"""Fields of front matter that the theme, a plugin or the engine may print."""

FILES = {
    name: MARKER
    for name in (
        "docs/en/page.markdown", "docs/en/page.mdown", "docs/en/page.mkd", "docs/en/page.html", "docs/en/page.svg",
        "docs/en/page.js", "docs/en/page.css", "docs/en/page.json", "docs/en/page.txt", "docs/en/page.MD", "docs/en/page",
        "docs/en/assets/stylesheets/extra.css", "docs/en/index.html", "docs/en/page.md~", "docs/en/.page.md", "docs/page.md",
        "docs/en/templates/page.md", "docs/en/search/search_index.json", "docs/en/sitemap.xml", "docs/en/404.html",
        "docs/data/page.html", "docs/map/page.md",
    )
}  # fmt: skip
"""Files that are no page, each with the sentence in it."""


def found_in(folder, path):
    """Return the findings in a file, or in the folder that it stands in for pages made of many records."""
    return [finding for finding in checks.run(load(folder)) if finding.location.path == path]


def published(site):
    """Return the files of a site that hold the sentence."""
    return [
        path for path in sorted(site.rglob("*")) if path.is_file() and SIGN.search(path.read_text("utf-8", "replace"))
    ]


@pytest.fixture(scope="module")
def silent(tmp_path_factory):
    """Build one site of all places on pages in which nothing is found; return the places that were found, and the site."""
    files = {location: f"docs/en/p{i}.md" for i, location in enumerate(PAGES) if location not in EXPECTED_GAPS}
    folder = tmp_path_factory.mktemp("pages")
    lay_out(folder, {name: HEAD + PAGES[location] + "\n" for location, name in files.items()})
    errors = {finding.location.path for finding in checks.run(load(folder)) if finding.severity == "error"}
    found = {location for location, name in files.items() if name in errors}
    kept = {name: HEAD + PAGES[location] + "\n" for location, name in files.items() if location not in found}
    site, log = build_site(tmp_path_factory.mktemp("site"), kept)
    assert not log[-1].startswith("Abort"), log
    return found, site


@pytest.mark.parametrize("location", [location for location in PAGES if location not in EXPECTED_GAPS])
def test_a_place_on_a_page(location, silent):
    found, site = silent
    page = site / f"p{list(PAGES).index(location)}/index.html"
    assert location in found or not SIGN.search(page.read_text("utf-8")), (
        f"{location}: published, and nothing was found"
    )


def test_no_sentence_is_published_beside_the_pages(silent):
    """The search, the data and the pages of sources hold nothing that their page does not."""
    assert published(silent[1]) == []


def test_a_gap_is_one():
    """What is compared by now is no gap: the list must not hide what somebody breaks later."""
    assert [
        location
        for location in EXPECTED_GAPS
        if location not in PAGES and not re.match(r"front matter|docs/|a file", location)
    ] == []


@pytest.mark.parametrize("name", FIELDS)
def test_a_field_of_front_matter(name, tmp_path):
    value = f'\n  - "{MARKER}"\n  - Text.' if name == "key_points" else f' "{MARKER}"'
    head = {"title": " Place", "description": " A page."} | {name: value}
    text = "---\n" + "".join(f"{key}:{value}\n" for key, value in head.items()) + "---\n\n# Place\n\nText.\n"
    lay_out(tmp_path, {"docs/en/page.md": text})
    if not found_in(tmp_path, "docs/en/page.md"):
        assert f"front matter: {name}" in EXPECTED_GAPS


def test_text_that_another_reader_would_take_for_front_matter(tmp_path):
    lay_out(tmp_path, {"docs/en/page.md": f"Author: {MARKER}\n\n# Page\n\nText.\n"})
    assert found_in(tmp_path, "docs/en/page.md")


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_is_no_page(name, tmp_path):
    """It is found, or MkDocs does not publish it."""
    lay_out(tmp_path, {name: FILES[name]})
    if not found_in(tmp_path, name):
        site, log = build_site(tmp_path, {})
        assert not log[-1].startswith("Abort"), log
        assert not published(site)


@pytest.mark.parametrize("name", ["QZX17 99,117 people.md", "QZX17/page.md", "99,117/page.md", "qzx17-99117-people.md"])
def test_a_name(name, tmp_path):
    lay_out(tmp_path, {f"docs/en/{name}": "Text.\n"})
    path = f"docs/en/{name}"
    if not any(finding.severity == "error" for finding in found_in(tmp_path, path)):
        assert "a file's name" in EXPECTED_GAPS


SOURCE = """\
type: article-newspaper
title: Una caravana en el río
author: [{family: López, given: Ana}]
container-title: Diario del Sur
issued: 2019-01-20
URL: https://example.org/caravana
archive: https://archive.example.org/caravana
language: es
voice: press
rank: 3
read: {date: 2026-11}
evidence:
  - {id: halted, at: headline, date: 2019-01-19, says: "The caravan of 19 January 2019 was halted at the Suchiate.",
     quote: detenida en el río, speaker: headline}
  - {id: cards, at: third paragraph, date: 2019, says: "In 2019, 12,574 people registered for a card."}
"""

WORLD = {
    "docs/sources/lopez2019.yaml": SOURCE,
    "docs/data/cards.csv": "series,date,value,source,evidence,note\ncards,2019,12574,lopez2019,cards,A note\n",
    "docs/map/places.csv": "name,latitude,longitude,label\nSuchiate,14.68,-92.15,n\n",
    "docs/map/names.csv": "name,es,kind,where,latitude,longitude\nQuiet Sea,Mar Quieto,sea,map,20,-112\n",
    "docs/map/outlines.json": '{"frame": [-119, 12, -83, 34], "countries": {"MX": [[[-100, 20], [-99, 20], [-99, 21], [-100, 20]]]}}',
    "docs/en/index.md": "---\ntitle: Home\ndescription: A page.\n---\n\n# Home\n\n![Cards](chart:cards)\n\n"
    "The caravan was halted [@lopez2019#halted], and the humanitarian cards came later [@lopez2019#cards].\n",
}
CITED = "It was halted at the Suchiate [@lopez2019#halted]."

RECORDS = {
    "docs/glossary/humanitarian-card.yaml": (
        Term,
        {
            "term": {"en": "humanitarian card", "es": "tarjeta humanitaria"},
            "forms": {"en": ["humanitarian cards"]},
            "familiar": ["TVRH"],
            "category": "policy",
            "short": {"en": "A card.", "es": "Una tarjeta."},
            "definition": CITED,
            "debate": CITED,
            "definitions": [{"by": "Mexico", "text": CITED}, {"by": "Others", "text": CITED}],
            "difference": CITED,
            "avoid": [{"word": "pass", "why": "It is a card.", "source": "lopez2019"}],
            "same_as": ["https://example.org/card"],
        },
    ),
    "docs/claims/s01.yaml": (
        Claim,
        {
            "claim": "Police stopped the caravan.",
            "kind": ["fact"],
            "status": "supported",
            "answer": CITED,
            "links": [{"anchor": "Headlines", "source": "lopez2019", "certainty": "likely"}],
        },
    ),
    "docs/timeline/halted.yaml": (
        Event,
        {
            "date": "2019-01-19",
            "place": "Suchiate",
            "actors": ["mexico"],
            "title": "The caravan is halted",
            "text": CITED,
            "pages": ["index.md"],
            "main": "true",
        },
    ),
    "docs/questions/who.yaml": (
        Question,
        {
            "question": "Who halted the caravan?",
            "also_asked": ["By whom was it halted?"],
            "answer": CITED,
            "page": "index.md",
            "section": "home",
            "subject": "caravans",
            "rank": "1",
        },
    ),
    "docs/charts/cards.yaml": (
        Chart,
        {
            "title": "Cards",
            "data": "cards.csv",
            "kind": "line",
            "unit": "cards",
            "lines": [{"series": "cards", "label": "Cards"}],
            "marks": [{"date": "2019-01-19", "label": "Halted"}],
            "text": CITED,
            "pages": ["index.md"],
        },
    ),
    "docs/routes/january.yaml": (
        Route,
        {
            "title": "The caravan of January",
            "stops": [
                {
                    "place": "Suchiate",
                    "date": "2019-01-19",
                    "counts": [{"people": 12574, "bound": "about", "by": "The institute"}],
                    "text": "At the Suchiate 12,574 people registered [@lopez2019#halted; @lopez2019#cards].",
                }
            ],
            "pages": ["index.md"],
        },
    ),
    "docs/releases/2026-11-24.yaml": (
        Release,
        {
            "date": "2026-11-24",
            "text": "All is new.",
            "totals": {"pages": "1"},
            "measures": {"press": "1"},
            **{
                kind: {verb: ["index.md" if kind == "pages" else "x"] for verb in ("added", "changed", "withdrawn")}
                for kind in ("pages", "sources", "terms", "claims", "events", "charts", "series")
            },
            "corrections": [{"where": "index.md", "before": "It came.", "after": "It went."}],
            "statuses": [{"claim": "s01", "before": "supported", "after": "contested"}],
        },
    ),
    "docs/style/hard-facts.yaml": (
        StylePhrase,
        {
            "pattern": ["hard facts"],
            "where": "anywhere",
            "why": "It is stiff",
            "better": "write 'evidence'",
            "example": ["They found no hard facts."],
            "not": ["They found no evidence."],
        },
    ),
}
"""A whole record of each kind that is not evidence, with every field that holds text.

A source is what was read, in our words: nothing in the project could carry it.
"""


def texts(value, path=()):
    """Yield the path of each text in a record."""
    if isinstance(value, dict):
        for key, member in value.items():
            yield from texts(member, (*path, key))
    elif isinstance(value, list):
        for i, member in enumerate(value):
            yield from texts(member, (*path, i))
    else:
        yield path


def with_text(value, path, text):
    """Return a record with another text at a path."""
    if not path:
        return text
    if isinstance(value, dict):
        return value | {path[0]: with_text(value[path[0]], path[1:], text)}
    return [with_text(member, path[1:], text) if i == path[0] else member for i, member in enumerate(value)]


def names(model):
    """Return the names of all fields of a model and of the models in it."""
    found = set()
    for name, field in model.model_fields.items():
        found.add(name)
        found |= {inner for part in models_in(field.annotation) for inner in names(part)}
    return found


def models_in(annotation):
    """Yield the models in a field's type."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for part in typing.get_args(annotation):
        yield from models_in(part)


@pytest.mark.parametrize(("model", "record"), RECORDS.values(), ids=[model.__name__ for model, _ in RECORDS.values()])
def test_the_whole_records_have_every_field(model, record):
    """A new field has to be added to its whole record above, and is then covered."""
    unnamed = {
        "key",
        "joined",
        "sure",
        "see_also",
        "main",
        "statements",
        "reworded",
        "language",
        "not_",
    }  # keys, numbers and choices
    assert names(model) - unnamed <= {step for path in texts(record) for step in path if isinstance(step, str)}


def test_the_texts_of_records(tmp_path):
    """All texts in which nothing is found go into one site, each with a figure of its own."""
    base = WORLD | {path: yaml.safe_dump(record, allow_unicode=True) for path, (_, record) in RECORDS.items()}
    lay_out(tmp_path / "base", base)
    assert not [finding for finding in checks.run(load(tmp_path / "base")) if finding.severity == "error"]
    shutil.rmtree(tmp_path / "base")
    silent = {}
    files = dict(base)
    for name, (_, record) in RECORDS.items():
        whole = record
        for path in texts(record):
            figure = f"98,{len(silent) + 100}"
            text = f"{figure} people were killed"
            changed = yaml.safe_dump(with_text(record, path, text), allow_unicode=True)
            lay_out(tmp_path / "one", base | {name: changed})
            errors = [one for one in found_in(tmp_path / "one", name) if one.severity == "error"]
            shutil.rmtree(tmp_path / "one")
            if not errors:
                silent[figure] = f"{name}: {'.'.join(map(str, path))}"
                whole = with_text(whole, path, text)
        files[name] = yaml.safe_dump(whole, allow_unicode=True)
    site, log = build_site(tmp_path / "site", files)
    assert not log[-1].startswith("Abort"), log
    shown = "".join(path.read_text("utf-8", "replace") for path in site.rglob("*") if path.is_file())
    assert [location for figure, location in silent.items() if figure in shown and location not in EXPECTED_GAPS] == []


@pytest.mark.parametrize(
    ("name", "before", "after"),
    [
        ("docs/data/cards.csv", "A note", MARKER),
        ("docs/data/cards.csv", "cards,2019", f'"{MARKER}",2019'),
        ("docs/data/cards.csv", "note\n", f'"{MARKER}"\n'),
        ("docs/data/cards.csv", "12574", "99117"),
        ("docs/map/places.csv", "Suchiate", f'"{MARKER}"'),
        ("docs/map/names.csv", "Quiet Sea", f'"{MARKER}"'),
        ("docs/map/names.csv", "Mar Quieto", f'"{MARKER}"'),
    ],
)
def test_a_field_of_data(name, before, after, tmp_path):
    base = WORLD | {path: yaml.safe_dump(record, allow_unicode=True) for path, (_, record) in RECORDS.items()}
    lay_out(tmp_path, base | {name: base[name].replace(before, after)})
    assert found_in(tmp_path, name) or [one for one in checks.run(load(tmp_path)) if one.severity == "error"]


# Links, and what MkDocs would take without asking.


@pytest.mark.parametrize(
    ("name", "target"),
    [
        ("docs/en/photo.png", "/etc/hostname"),
        ("docs/en/inner.md", "index.md"),
        ("docs/en/more", "/etc"),
        ("docs/en/ring", "ring"),
        ("docs/en/up", ".."),
        ("docs/es", "en"),
        ("docs/sources/inner.yaml", "lopez2019.yaml"),
        ("docs/sources/ring.yaml", "ring.yaml"),
        ("docs/sources/more", ".."),
        ("docs/glossary/gone.yaml", "nowhere"),
        ("docs/data/more.csv", "/etc/hostname"),
        ("docs/data/ring.csv", "ring.csv"),
        ("docs/map/places.csv", "/etc/hostname"),
        ("docs/map/outlines.json", "outlines.json"),
        ("docs/timeline", "sources"),
        ("docs/anything", "en"),
        ("docs/en/.hidden", "/etc"),
    ],
)
def test_a_link_below_docs_is_a_finding_and_is_not_followed(name, target, tmp_path):
    lay_out(tmp_path, {})
    (tmp_path / name).parent.mkdir(exist_ok=True)
    (tmp_path / name).symlink_to(target)
    assert [one.message for one in found_in(tmp_path, name) if "link" in one.message or "leads out" in one.message]
    site, log = build_site(tmp_path, {})
    assert log[-1].startswith("Abort") and not site.exists()


def test_a_name_that_is_not_utf_8(tmp_path):
    lay_out(tmp_path, {})
    try:
        (tmp_path / "docs/en/caf\udce9.txt").write_text(MARKER)
    except OSError:
        pytest.skip("this file system has UTF-8 names alone")
    assert [one.rule for one in checks.run(load(tmp_path))] == ["unread-file"]


@pytest.fixture
def unchecked(monkeypatch):
    """Let a project through the check, so that the guard of the build is alone with it."""
    monkeypatch.setattr(Project, "announce", lambda project, log: 0)


@pytest.mark.parametrize(
    "name",
    [
        "docs/en/page.markdown",
        "docs/en/page.svg",
        "docs/en/page.html",
        "docs/en/cards/index.md",
        "docs/en/assets/javascripts/x.js",
    ],
)
def test_the_build_holds_its_list_against_that_of_the_checks(name, tmp_path, unchecked):
    site, log = build_site(tmp_path, {name: f"# Page\n\n{MARKER}\n", "docs/en/cards.md": "# Cards\n"})
    assert log[-1] == "Abort: Nothing was built: MkDocs would publish files that the checks have not read."
    assert any(name.removeprefix("docs/en/") in line for line in log if line.startswith("ERROR"))
    assert not site.exists()


def test_the_build_refuses_pages_of_another_folder(tmp_path, unchecked):
    """Whatever the configuration says: the pages are those that the checks have read."""
    prepare(tmp_path, {"other/index.md": f"# Home\n\n{MARKER}\n"})
    configuration = (tmp_path / "mkdocs.yml").read_text("utf-8").replace("docs_dir: docs/en", "docs_dir: other")
    (tmp_path / "mkdocs.yml").write_text(configuration, "utf-8")
    from mkdocs.commands.build import build
    from mkdocs.exceptions import Abort

    with pytest.raises(Abort):
        build(load_config(str(tmp_path / "mkdocs.yml"), site_dir=str(tmp_path / "site")))


def test_a_link_in_the_overrides_is_not_published(tmp_path):
    prepare(tmp_path, {})
    (tmp_path / "secret.txt").write_text(MARKER)
    (tmp_path / "overrides/assets/photo.png").symlink_to(tmp_path / "secret.txt")
    site, log = build_site(tmp_path, {})
    assert log[-1].startswith("Abort") and not site.exists()


# Our lists are those of the site.


def test_every_page_that_the_hooks_make_is_known_to_the_checks(tmp_path):
    base = WORLD | {path: yaml.safe_dump(record, allow_unicode=True) for path, (_, record) in RECORDS.items()}
    site, log = build_site(tmp_path, base)
    assert not log[-1].startswith("Abort"), log
    made = {src for src, _ in generated(load(tmp_path), "en", checks.RULES)}
    written = {"index.md", "about/how-citations-work.md"}
    built = {path.parent.relative_to(site).as_posix() for path in site.rglob("index.html")}
    ours = {re.sub(r"(^|/)index$", "", src.removesuffix(".md")) or "." for src in made | written}
    assert built == ours


def test_the_converter_is_asked_with_the_site_s_extensions():
    config = load_config(str(ROOT / "mkdocs.yml"))
    builtin = {"toc", "tables", "fenced_code"}  # MkDocs adds these; superfences takes the place of the last
    assert set(config.markdown_extensions) - builtin == set(converter.EXTENSIONS) - builtin
    assert {name: values for name, values in config.mdx_configs.items() if values} == converter.CONFIGURATION


def test_the_classes_of_the_style_sheets_are_the_site_s_own():
    """A class of ours that a writer might use would make text look like machinery."""
    sheet = "".join(path.read_text("utf-8") for path in (ROOT / "overrides/assets").glob("*.css"))
    names = {re.split("__|--", name)[0] for name in re.findall(r"\.([a-z][a-z_-]+)(?=[\s,.:{>\[])", sheet)}
    assert {name for name in names if not name.startswith("md-")} <= attributes.SITE_CLASSES


def test_the_names_of_parts_in_the_templates_are_the_site_s_own():
    folder = ROOT / "hooks/explainer/render"
    names = {
        re.sub(r"\{[^}]*\}+", "1", name)
        for path in folder.rglob("*.*")
        if path.suffix in (".html", ".md", ".py")
        for name in re.findall(r'\bid="([a-z][^"(]*)"', path.read_text("utf-8"))
    }
    assert names, "the templates have names"
    assert [name for name in names if not attributes.ENGINE_IDS.fullmatch(name)] == []


# Whatever the text: what the converter shows, our readers have read.

PIECES = [
    "[r]: ", "[r]: x.md ", "[^1]: ", "[^1]", "    ", "\t", "  ", "> ", "- ", "1. ", ":   ", "Term\n:   ", "!!! note\n    ",
    '!!! note "T"\n    ', '=== "T"\n\n    ', "??? note\n", "```\n", "~~~\n", "``` py\n", "`", "``", "\n", "\n\n", "\n\n    ",
    "\n\n        ", "| a | b |\n|---|---|\n", "|", "# ", "## ", "===\n", "---\n", "* * *\n", "<!-- c -->", "\n\n<!-- c -->\n",
    "\n\n<!-- c\n\nd -->\n\n", "**", "*", "_", "\\", "[", "](x.md)", '](x.md "', '")', "![", "](chart:c)", "(", ")",
    "{ lang=es }", "{: #x }", "{ a=", "}", "&amp;", "&lt;", "<b>", "</b>", "<div>\n", "</div>", "<p", "<!--", "-->", "<!-->",
    "<![CDATA[", "<?x", "?>", "<script>", '\n\n<div class="ways" markdown>\n\n', "\n\n</div>\n\n", "  \n", "<https://x.y/>",
]  # fmt: skip


def documents():
    """Texts of pieces that mean something to Markdown, with a word of its own after some of them."""
    words = st.integers(1, 99).map(lambda number: f"qz{number}x ")
    return st.lists(st.sampled_from(PIECES) | words, max_size=14).map("".join)


def refused(document):
    """Whether a rule on what is published finds something in a passage."""
    return [*markup.raw_html(document), *attributes.attributes(markup.bare(document)), *markup.unread(document)]


@settings(max_examples=500, deadline=None, suppress_health_check=list(HealthCheck))
@given(documents())
def test_what_is_shown_was_read_or_is_refused(text):
    document = read_document("page.md", text, LineIndex(text))
    if refused(document):
        return
    html = re.sub(r"<code\b.*?</code>|<!--.*?-->", " ", converter.convert(text), flags=re.DOTALL)
    shown = set(re.findall(r"qz\d+x", re.sub(r"<[^>]*>", " ", html)))
    read = " ".join(visible(part, 0, len(part.block.text)).text for part in document.parts)
    read += " ".join(part.block.text for part in document.code)
    assert shown <= set(re.findall(r"qz\d+x", read))


TAGS = st.sampled_from(
    [
        "<qztag>",
        "</qztag>",
        "<qztag",
        "<qztag x='y'>",
        "<qztag/>",
        "<QZTAG\n a>",
        "<p><qztag>",
        "<!--><qztag>",
        "<qztag\t>",
    ]
)


@settings(max_examples=300, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.sampled_from(PIECES) | TAGS, max_size=10).map("".join))
def test_an_element_of_a_writer_s_is_refused(text):
    """No construct of Markdown makes such an element: where the converter lets one through, the rule has found it."""
    if re.search(r"<qztag", converter.convert(text), re.IGNORECASE):
        assert [*markup.raw_html(read_document("page.md", text, LineIndex(text)))]
