"""The wall of a page: whose scripts run, and that no text of a writer becomes HTML, wherever the theme or a template prints it."""

import base64
import hashlib
import json
import re
import types
import typing
from importlib.resources import files
from pathlib import Path

import pytest
import yaml
from lxml import html
from pydantic import BaseModel

from explainer import project
from explainer.checks import CheckResult
from explainer.library import CHARTS, CLAIMS, GLOSSARY, QUESTIONS, RELEASES, ROUTES, SOURCES, TIMELINE, load
from explainer.records import fields, loader
from explainer.records.charts import Chart
from explainer.records.claims import Claim
from explainer.records.events import Event
from explainer.records.questions import Question
from explainer.records.releases import Release
from explainer.records.routes import Route
from explainer.records.sources import Source
from explainer.records.terms import Term
from explainer.render import policy
from explainer.text.frontmatter import FIELDS
from support.paths import ROOT
from support.sites import build_prepared, build_site, prepare

HOME = "---\ntitle: Home\ndescription: D.\n---\n\n# Home\n\nThe caravan was halted [@lopez2019#halted].\n"

THEMES = {
    "base.html": ["371834e99f2e2d97", "abe778ada20ce667"],
    "partials/integrations/analytics/google.html": ["ccfcd6c1ae01a320"],
    "partials/integrations/analytics.html": ["0977b6ceda9c7973", "e6e49c9cf5ea2c24"],
    "partials/javascripts/announce.html": ["efae5dbe4fa42195"],
    "partials/javascripts/base.html": ["eacdf910ae1a3c6e"],
    "partials/javascripts/consent.html": ["47113d0dcdfab020"],
    "partials/javascripts/content.html": ["d3bddc0a77490eac", "dc0dfa0867907008"],
    "partials/javascripts/outdated.html": ["3d4a5bc548aed3a5"],
    "partials/javascripts/palette.html": ["795419066501238f"],
    "redirect.html": ["71dec870f5854fa4"],
}
"""The theme's templates with scripts, and the first characters of each script's SHA-256 as it stands there. After an update of the
theme read what changed before the new value is put here: the policy lets what `policy.TEMPLATES` give run on every page."""


def test_the_theme_has_the_scripts_that_were_read():
    folder = files("material") / "templates"
    found = {}
    for path in sorted(Path(str(folder)).rglob("*.html")):
        scripts = re.findall(r"<script[^>]*>.*?</script>", path.read_text("utf-8"), re.DOTALL)
        if scripts:
            name = path.relative_to(str(folder)).as_posix()
            found[name] = [hashlib.sha256(script.encode()).hexdigest()[:16] for script in scripts]
    assert found == THEMES


def test_each_template_of_the_list_has_a_script_and_is_ours_or_the_theme_s():
    ours = {path.relative_to(ROOT / "overrides").as_posix() for path in (ROOT / "overrides").rglob("*.html")}
    assert set(policy.TEMPLATES) <= ours | set(THEMES)
    with_scripts = {name for name in ours if "<script>" in (ROOT / "overrides" / name).read_text("utf-8")}
    assert with_scripts <= set(policy.TEMPLATES)


@pytest.fixture(scope="module")
def small(tmp_path_factory):
    """A small site at three depths of folders, one of them with the name of the theme's folder."""
    deep = {"docs/en/assets/javascripts/page.md": HOME, "docs/en/a/b/c.md": HOME}
    return build_site(tmp_path_factory.mktemp("small"), deep)[0]


def hashed(text):
    (said,) = re.findall(r'<meta http-equiv="Content-Security-Policy" content="([^"]*)">', text)
    return set(re.findall(r"'sha256-([^']*)'", said))


def test_each_page_allows_the_scripts_that_it_has_and_no_other(small):
    pages = list(small.rglob("*.html"))
    assert len(pages) > 5
    for page in pages:
        text = page.read_text("utf-8")
        scripts = re.findall(r"<script>(.*?)</script>", text, re.DOTALL)
        own = {base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts}
        assert hashed(text) == own and len(own) == 4, page
        assert policy.foreign(re.sub("<meta http-equiv[^>]*>", "", text, count=1), scripts) == [], page


KNOWN = "known()"
PAGE = (
    '<head><meta charset="utf-8"><link rel="icon" href="i"><script>known()</script></head><body>{}'
    '<script id="__config" type="application/json">{{}}</script></body>'
)
FOREIGN = [
    ("<script>evil()</script>", "<script>"),
    ("<SCRIPT >evil()</SCRIPT>", "<SCRIPT >"),
    ("<script/src=//x>", "<script/src=//x>"),
    ("<script\nsrc='//x'>", "<script\nsrc='//x'>"),
    ("<svg><script>evil()</script></svg>", "<script>"),
    ('<iframe srcdoc="&lt;script>evil()&lt;/script>">', '<iframe srcdoc="&lt;script>'),
    ("<script>known()</script>", "<script>"),
    ('<script id="__config" type="application/json">x</script>', '<script id="__config" type="application/json">'),
    ("<script>known()", "<script>"),
    ("<scr<script>known()</script>ipt>", "<script>"),
    ("<!-- <script>", "<script>"),
    ("<meta http-equiv=refresh content='0;url=//x'>", "<meta http-equiv=refresh content='0;url=//x'>"),
    ("<meta/http-equiv=refresh", "<meta/http-equiv=refresh"),
    ("<base href=//x>", "<base href=//x>"),
    ("<object data=x>", "<object data=x>"),
    ("<embed src=x>", "<embed src=x>"),
    ("<frameset>", "<frameset>"),
    ("<style>*{display:none}</style>", "<style>"),
    ("<link rel=preconnect href=//x>", "<link rel=preconnect href=//x>"),
]


@pytest.mark.parametrize(("markup", "tag"), FOREIGN, ids=[markup for markup, _ in FOREIGN])
def test_what_no_template_writes_is_found_and_can_be_disarmed(markup, tag):
    page = PAGE.format(markup)
    found = policy.foreign(page, [KNOWN])
    assert len(found) == 1 and (found[0].startswith(tag) or tag in ("<script>", FOREIGN[7][1]))
    shown = policy.disarmed(page, [KNOWN])
    assert policy.foreign(shown, [KNOWN]) == [] and len(shown) == len(page) + 3


@pytest.mark.parametrize(
    "text", ["&lt;script&gt;evil()&lt;/script&gt;", "<scripted>", "<span title='&lt;base'>", "<basement>"]
)
def test_a_text_about_scripts_is_none(text):
    assert policy.foreign(PAGE.format(text), [KNOWN]) == []


HOOK = """
def on_page_content(html, page, config, files):
    return html + {markup!r} if page.file.src_uri == "about/how-citations-work.md" else html

def on_post_page(output, page, config):
    return output.replace("</head>", {late!r} + "</head>") if page.is_homepage else output
"""


def with_hook(folder, markup="", late="", command="build"):
    """Build the base project with a hook that puts HTML into pages behind the checks' back, as a hole in them would."""
    prepare(folder, {})
    (folder / "hooks/hole.py").write_text(HOOK.format(markup=markup, late=late), "utf-8")
    path = folder / "mkdocs.yml"
    path.write_text(path.read_text("utf-8").replace("hooks:\n", "hooks:\n  - hooks/hole.py\n"), "utf-8")
    return build_prepared(folder, command)


def test_a_build_stops_before_it_writes_a_page_with_a_script_in_its_text(tmp_path):
    site, log = with_hook(tmp_path, markup="<p>x</p><script>evil()</script>")
    (finding,) = [line for line in log if line.startswith("ERROR")]
    assert "about/how-citations-work.md: error[policy] the page has '<script>'" in finding
    assert log[-1].startswith("Abort") and "about/how-citations-work.md" in log[-1]
    assert not list(site.rglob("*.html"))


def test_a_build_stops_at_a_script_that_came_in_elsewhere(tmp_path):
    _, log = with_hook(tmp_path, late="<script>evil()</script>")
    assert any("index.md: error[policy] the page has '<script>'" in line for line in log)
    assert log[-1].startswith("Abort")


def test_a_server_shows_a_script_as_text_and_says_so(tmp_path):
    site, log = with_hook(tmp_path, markup="<p onclick=x()>x</p><script>evil()</script>", command="serve")
    assert any("about/how-citations-work.md: error[policy]" in line for line in log) and "Abort" not in log[-1]
    text = (site / "about/how-citations-work/index.html").read_text("utf-8")
    assert "&lt;script>evil()" in text and len(re.findall("<script>", text)) == 4
    assert "script-src-attr 'none'" in text and "default-src 'none'" in text


# No text of a writer becomes HTML.

MARKER = "<img src=x onerror=alert(1) qzx"
QUIET = """A "quoted' & < b > qzx"""
"""What passes the checks, and breaks out of an attribute or an element where nothing escapes it."""

NAME = {name: "N" for name in ("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle")}
SOURCE = {
    "type": "article-newspaper", "title": "T", "author": [NAME], "editor": [NAME], "translator": [NAME],
    "container-title": "C", "collection-title": "C", "collection-number": "1", "publisher": "P", "publisher-place": "P",
    "event-title": "E", "authority": "A", "genre": "G", "number": "1", "volume": "1", "issue": "1", "edition": "1", "page": "1",
    "section": "1", "references": "R", "issued": "2019-01-20", "DOI": "10.1/2", "ISBN": "1", "ISSN": "1",
    "URL": "https://example.org/a", "language": "es", "voice": "press", "rank": "3",
    "read": {"date": "2026-11", "url": "https://example.org/b", "note": "N"}, "archive": "https://example.org/c",
    "evidence": [{"id": "halted", "at": "A", "date": "2019-01-19", "says": "S", "quote": "Q", "translation": "T", "speaker": "S", "note": "N"},
                 {"id": "cards", "at": "A", "says": "S"}],
}  # fmt: skip
TERM = {
    "term": {"en": "humanitarian card", "es": "tarjeta"}, "forms": {"en": ["humanitarian cards"]}, "familiar": ["TVRH"],
    "category": "policy", "short": {"en": "S", "es": "S"}, "definition": "D", "debate": "D",
    "definitions": [{"by": "B", "text": "T"}], "difference": "D", "see_also": ["humanitarian-card"],
    "avoid": [{"word": "W", "language": "en", "why": "Y", "source": "lopez2019"}], "same_as": ["https://example.org/d"],
}  # fmt: skip
CLAIM = {
    "claim": "C", "kind": ["fact"], "status": "supported", "answer": "A",
    "links": [{"anchor": "A", "source": "lopez2019", "certainty": "likely"}],
}  # fmt: skip
EVENT = {
    "date": "2019-01-19", "place": "P", "actors": ["mexico"], "title": "T", "text": "T", "pages": ["index.md"],
}  # fmt: skip
QUESTION = {
    "question": {"en": "Q?", "es": "¿Q?"}, "also_asked": ["A?"], "answer": "A", "page": "index.md", "section": "home",
    "subject": "caravans", "rank": "1",
}  # fmt: skip
CHART = {
    "title": "T", "data": "cards.csv", "kind": "line", "unit": "U", "lines": [{"series": "Cards", "label": "L"}],
    "marks": [{"date": "2019-01-19", "label": "L"}], "text": "T", "pages": ["index.md"],
}  # fmt: skip
ROUTE = {
    "title": "T", "pages": ["index.md"],
    "stops": [{"place": "Tapachula", "date": "2019-01-19", "counts": [{"people": 5, "by": "T"}], "text": "T"}],
}  # fmt: skip
PARTS = {"added": ["a"], "changed": ["b"], "withdrawn": ["c"]}
RELEASE = {
    "date": "2026-11-24", "text": "T", "totals": {"pages": 1}, "statements": {"added": 1},
    **dict.fromkeys(("pages", "sources", "terms", "claims", "events", "charts", "series"), PARTS),
    "corrections": [{"where": "W", "before": "B", "after": "A"}],
    "statuses": [{"claim": "one", "before": "supported", "after": "contested"}],
}  # fmt: skip
RECORDS = {
    f"{SOURCES}/lopez2019.yaml": (Source, SOURCE),
    f"{GLOSSARY}/humanitarian-card.yaml": (Term, TERM),
    f"{CLAIMS}/one.yaml": (Claim, CLAIM),
    f"{TIMELINE}/halted.yaml": (Event, EVENT),
    f"{QUESTIONS}/first.yaml": (Question, QUESTION),
    f"{CHARTS}/cards.yaml": (Chart, CHART),
    f"{ROUTES}/first.yaml": (Route, ROUTE),
    f"{RELEASES}/2026-11-24.yaml": (Release, RELEASE),
}
DATA = {
    "docs/data/cards.csv": "series,date,value,source,evidence,note\nCards,2019-01-19,5,lopez2019,halted,N\n"
    "Cards,2019-01-20,-6,lopez2019,halted,N\n",
    "docs/map/places.csv": "name,latitude,longitude,label\nTapachula,14.9,-92.3,n\n",
    "docs/map/outlines.json": json.dumps({"frame": [-95, 14, -90, 18], "countries": {}}),
}


def texts_of_model(annotation, path=()):
    """Yield the path of every text that a type of a record holds; ``*`` stands for an item of a list or a mapping."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            yield from texts_of_model(field.annotation, (*path, field.alias or name))
    elif typing.get_origin(annotation) in (list, dict, typing.Annotated, typing.Union, types.UnionType):
        origin, arguments = typing.get_origin(annotation), typing.get_args(annotation)
        inner = arguments[:1] if origin is typing.Annotated else arguments[-1:] if origin is dict else arguments
        for one in inner:
            yield from texts_of_model(one, (*path, "*") if origin in (list, dict) else path)
    elif annotation is str and path[-1:] != ("key",):
        yield path


def leaves(value, path=()):
    """Yield the path of every text in YAML."""
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from leaves(inner, (*path, step))
    elif isinstance(value, str):
        yield path


def dumped(value):
    """Return YAML without aliases."""
    return yaml.safe_dump(json.loads(json.dumps(value)), allow_unicode=True)


def replaced(value, path, text):
    if not path:
        return text
    copied = value.copy()
    copied[path[0]] = replaced(value[path[0]], path[1:], text)
    return copied


@pytest.mark.parametrize(("model", "example"), RECORDS.values(), ids=RECORDS)
def test_the_examples_below_have_every_text_of_their_model(model, example):
    data = model.model_validate(example).model_dump(by_alias=True)
    given = {tuple("*" if isinstance(step, int) else step for step in path) for path in leaves(data)}
    missing = [path for path in texts_of_model(model) if not any(fits(path, other) for other in given)]
    assert missing == []


def fits(path, other):
    return len(path) == len(other) and all(one in ("*", two) for one, two in zip(path, other, strict=True))


@pytest.mark.parametrize("name", RECORDS)
def test_html_that_is_never_closed_is_refused_in_every_text_of_a_record(name, tmp_path):
    _, example = RECORDS[name]
    prepare(tmp_path, DATA)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text(dumped(example), "utf-8")
    assert [fault for fault in load(tmp_path).faults if fault.location.path == name] == []
    said = {("corrections", 0, "before"), ("corrections", 0, "after")}  # what stood on a page, whatever it holds
    for path in leaves(example):
        (tmp_path / name).write_text(dumped(replaced(example, path, MARKER)), "utf-8")
        found = [fault for fault in load(tmp_path).faults if fault.location.path == name]
        assert path in said or (found and found[0].location.line > 0), path


def with_marker(model, example, marker):
    """Return an example with the marker in every text that may hold any."""
    for path in leaves(example):
        one = replaced(example, path, marker)
        try:
            model.model_validate(one)
        except ValueError:
            continue
        example = one
    return example


@pytest.mark.parametrize("marker", [MARKER, QUIET])
def test_no_text_of_a_writer_becomes_html(marker, tmp_path, monkeypatch):
    """With the checks switched off: what the templates and the theme make of it."""
    monkeypatch.setattr(fields, "TAG", re.compile("(?!)"))
    monkeypatch.setattr(loader, "latest_record", loader.parse_record)  # what is read here is no record elsewhere
    monkeypatch.setattr(project.checks, "run_checks", lambda library: CheckResult([], []))
    records = {name: dumped(with_marker(model, example, marker)) for name, (model, example) in RECORDS.items()}
    quoted = json.dumps(marker)
    matter = "".join(
        f"{name}: {quoted}\n"
        for name in ("title", "description", "author", "status", "subtitle", "revision_date", "location")
    )
    page = f'---\n{matter}tags: [{quoted}]\nkey_points: [{quoted}, {quoted}]\n---\n\n# Home\n\nOne [@lopez2019#halted]. ![x](chart:cards)\n\n[x](term:a"onmouseover="b)\n'
    plain = marker.replace("<", "&lt;")
    heading = f"# {plain}&lt;/title&gt; qzx\n\nA title of the heading alone. A humanitarian card.\n"
    csv = '"' + marker.replace('"', '""') + '"'
    data = {
        "docs/data/cards.csv": DATA["docs/data/cards.csv"].replace("Cards,", csv + ",").replace(",N\n", f",{csv}\n"),
        "docs/map/places.csv": DATA["docs/map/places.csv"].replace("Tapachula", csv),
    }
    site, log = build_site(
        tmp_path,
        DATA
        | data
        | records
        | {"docs/en/page.md": page, "docs/en/head.md": heading, "docs/en/bare.md": "A page without any title.\n"},
    )
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))], log
    assert load(tmp_path).faults == []
    shown = 0
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        shown += text.count("qzx")
        tree = html.document_fromstring(text)
        assert not tree.xpath(
            "//img[@src='x'] | //@*[starts-with(name(), 'on')] | //@qzx | //*[contains(name(), 'qzx')]"
        ), path
        assert "<img src=x" not in text.replace("<code><img", ""), path
        assert len(tree.xpath("//title[not(ancestor::*[local-name()='svg'])]")) == 1, path
        names = {attribute for element in tree.iter() if isinstance(element.tag, str) for attribute in element.attrib}
        assert all(re.fullmatch(r"[a-zA-Z-]+[0-9]?(?::[a-z]+)?", name) for name in names), (path, names)
    assert shown > 50


def test_the_theme_sees_the_fields_of_the_front_matter_that_the_site_uses():
    assert set(FIELDS) == {"title", "description", "key_points", "known", "checked", "hide", "search"}


def test_titles_and_descriptions_read_as_they_were_written(tmp_path):
    page = "---\ntitle: 'Cards & \"detenida\" < all'\ndescription: 'Who''s & who.'\n---\n\n# Cards & \"detenida\" < all\n\nIt was halted [@lopez2019#halted].\n"
    site, _ = build_site(tmp_path, {"docs/en/cards.md": page})
    for path in site.rglob("*.html"):
        tree = html.document_fromstring(path.read_text("utf-8"))
        links = [" ".join(link.text_content().split()) for link in tree.xpath("//nav[@aria-label='Navigation']//a")]
        assert "Cards & “detenida” < all" in links, path
        assert "amp;" not in tree.text_content()
    tree = html.document_fromstring((site / "cards/index.html").read_text("utf-8"))
    assert tree.xpath("//title/text()")[0].startswith("Cards & “detenida” < all - ")
    assert tree.xpath("//meta[@name='description']/@content") == ["Who's & who."]
    assert tree.xpath("//meta[@property='og:title']/@content") == ['Cards & "detenida" < all']
    data = json.loads(tree.xpath("//script[@type='application/ld+json']/text()")[0])
    assert data["headline"] == 'Cards & "detenida" < all' and data["description"] == "Who's & who."


SENTENCE = "The words data-search-exclude and for=__toc stay."
CODE = ' data-search-exclude> data-search-exclude="x"> tabindex="" for="__toc" autocomplete="off"'


def test_words_of_a_sentence_are_no_marks_for_the_build(tmp_path):
    page = f"---\ntitle: T\ndescription: {json.dumps(SENTENCE)}\n---\n\n# T\n\n{SENTENCE}\n\n`{CODE}`\n"
    site, _ = build_site(tmp_path, {"docs/en/words.md": page, "docs/en/index.md": HOME})
    tree = html.document_fromstring((site / "words/index.html").read_text("utf-8"))
    assert [element.text_content() for element in tree.xpath("//article//p")][:2] == [SENTENCE, CODE.strip()]
    assert tree.xpath("//meta[@name='description']/@content") == [SENTENCE]
    home = (site / "index.html").read_text("utf-8")
    assert "data-search-exclude" not in home and 'tabindex=""' not in home


def test_a_label_that_does_nothing_is_no_stop_for_the_keyboard(tmp_path):
    site, _ = build_site(tmp_path, {"docs/en/part/one.md": HOME, "docs/en/part/two.md": HOME})
    tree = html.document_fromstring((site / "part/one/index.html").read_text("utf-8"))
    labels = tree.xpath("//li[contains(@class, 'md-nav__item--section')]/label")
    assert labels and not [label for label in labels if label.get("tabindex") is not None]
    assert tree.xpath("//label[@tabindex='0']"), "those that open something are"


@pytest.mark.parametrize("value", ["", "1"])
def test_an_unreviewed_preview_says_so_on_each_page(tmp_path, monkeypatch, value):
    monkeypatch.setenv("PREVIEW", value)
    site, _ = build_site(tmp_path, {})
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        assert ("Unreviewed preview" in text) == ("md-banner" in text) == bool(value), path


def test_the_sitemap_does_not_give_the_day_of_the_build(tmp_path, monkeypatch):
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    site, _ = build_site(tmp_path / "a", {})
    assert "<loc>" in (site / "sitemap.xml").read_text("utf-8")
    assert "<lastmod>" not in (site / "sitemap.xml").read_text("utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795867200")
    site, _ = build_site(tmp_path / "b", {})
    assert set(re.findall("<lastmod>(.*?)</lastmod>", (site / "sitemap.xml").read_text("utf-8"))) == {"2026-11-28"}


def test_a_tag_that_begins_within_another_is_disarmed_too():
    page = PAGE.format("<script <iframe src=x>")
    assert len(policy.foreign(page, [KNOWN])) == 2
    assert "&lt;script &lt;iframe src=x>" in policy.disarmed(page, [KNOWN])
