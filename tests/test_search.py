"""What readers search: a page by section, the files that hold it, and in a browser what is found, in which order."""

import gzip
import hashlib
import json
import zlib

import pytest

from explainer import search
from explainer.search.index import Names, SearchedPage, shortened
from explainer.search.sections import Passage
from support.browsing import launched
from support.paths import ROOT

# Sections


def read(html):
    return [(part.anchor, part.heading, [passage.text for passage in part.passages]) for part in search.sections(html)]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("", [("", "", [])]),
        ("words alone", [("", "", ["words alone"])]),
        ("<h1>A ford</h1><p>One <em>raft</em>.</p><p>Two &amp; three.</p>", [("", "A ford", ["One raft.", "Two & three."])]),
        (
            '<h1>A ford</h1><h2 id="bridge">At the <i>bridge</i><a class="headerlink" href="#bridge">#</a></h2><p>Shut.</p>',
            [("", "A ford", []), ("bridge", "At the bridge", ["Shut."])],
        ),
        ("<h3>No place to go</h3><p>Text.</p>", [("", "", ["No place to go", "Text."])]),
        ("<ul><li>One</li><li>Two<ul><li>Two and a half</li></ul></li></ul>", [("", "", ["One", "Two", "Two and a half"])]),
        ("<dl><div><dt>In Spanish</dt><dd>balsa<br>Una barca.</dd></div></dl>", [("", "", ["In Spanish", "balsa", "Una barca."])]),
        ("<p>A<br>B</p> tail <p>C</p>", [("", "", ["A", "B", "tail", "C"])]),
        (
            "<table><thead><tr><th>Who</th><th>What</th></tr></thead><tr><td><p>Ana</p><p>Vega</p></td><td>rowed</td><td></td><td>twice</td></tr></table>",
            [("", "", ["Ana Vega: rowed · twice"])],
        ),
        ("<p>Seen.</p><p data-search-exclude>Not.</p><p>Seen<sup data-search-exclude>1</sup> too.</p>", [("", "", ["Seen.", "Seen too."])]),
        ("<figure><svg><text>2018</text></svg><figcaption>Rafts</figcaption></figure>", [("", "", ["Rafts"])]),
        ("<!-- nothing --><p>x</p><script>y</script>z", [("", "", ["x", "z"])]),
    ],
)  # fmt: skip
def test_sections_of_a_page(html, expected):
    assert read(html) == expected


def test_a_row_knows_its_first_cell_and_its_own_id():
    (part,) = search.sections('<table><tr id="vega"><td>Ana Vega: rower</td><td>rowed</td></tr></table>')
    assert part.passages == [Passage("Ana Vega: rower: rowed", "Ana Vega: rower", "vega")]


def test_any_depth_of_elements_is_read():
    assert read("<div>" * 1000 + "deep")[0][2][-1:] == ["deep"]


# Files


def page(address, title, html, description="", **more):
    return SearchedPage(address, title, description, search.sections(f"<h1>{title}</h1>{html}"), **more)


NAMES = Names({"glossary/raft/": ["raft", "balsa"]}, [["Ana Vega", "la Vega"]])


def made(pages, names=NAMES):
    files = search.files(pages, names)
    return [json.loads(files[name].partition("=")[2]) for name in (search.PAGES, search.SOURCES)]


def test_pages_and_sources_are_apart():
    ours, sources = made(
        [
            page("story/", "The river", '<p>Rafts cross.</p><h2 id="a">Who</h2><p>Many.</p>', "A page.", also=["el río"]),
            page("glossary/raft/", "raft", "<p>A float.</p>", "Unused."),
            page("sources/", "Sources", '<h2 id="b">Press</h2><p>Counts</p>'),
            page("sources/vega2019/", "Counts", '<p>Vega. 2019.</p><h2 id="people">people</h2><p>100</p>', boost=0.5),
            page("about/rules/uncited-figure/", "uncited-figure", "<p>For writers.</p>"),
        ]
    )  # fmt: skip
    assert ours["pages"] == [
        ["story/", "The river", "page", "el río", 1, [["", "", "A page.\nRafts cross.", ""], ["a", "Who", "Many.", ""]]],
        ["glossary/raft/", "raft", "term", "raft; balsa", 1, [["", "", "A float.", ""]]],
        ["sources/", "Sources", "page", "", 1, [["", "", "", ""]]],
    ]  # fmt: skip
    assert ours["names"] == [["Ana Vega", "la Vega"]] and ours["kinds"]["term"] == "Glossary"
    assert sources["pages"] == [["sources/vega2019/", "Counts", "source", "", 0.5, [["", "", "Vega. 2019.", ""]]]]


def test_a_row_about_a_listed_name_is_found_by_all_its_names():
    rows = '<h2 id="rowers">Rowers</h2><table><tr><td>La Vega, rower</td><td>rowed</td></tr><tr><td>Others</td><td>swam</td></tr></table>'
    ours, _ = made([page("who/", "Who", rows)], NAMES._replace(of_things=[["Ana Vega", "La Vega"]]))
    assert ours["pages"][0][-1][1:] == [
        ["rowers", "Rowers", "Others: swam", ""],
        ["rowers", "Ana Vega", "La Vega, rower: rowed", "La Vega"],
    ]


@pytest.mark.parametrize(
    ("text", "length", "expected"),
    [
        ("One. Two.", 9, "One. Two."),
        ("One. Two, and three.", 9, "One."),
        ("He said “no.” Then he left.", 14, "He said “no.”"),
        ("One\nTwo three", 8, "One"),
        ("No sentence ends here", 13, "No sentence"),
        ("At 3.30 it was shut", 12, "At 3.30 it"),
    ],
)
def test_a_text_is_shortened_after_a_sentence(text, length, expected):
    assert shortened(text, length) == expected


def test_the_file_of_pages_has_a_limit_whatever_is_written():
    words = [hashlib.sha256(str(number).encode()).hexdigest() for number in range(9000)]  # does not compress well
    long = [page(f"p{at}/", f"P{at}", " ".join(words[at * 30 : at * 30 + 30])) for at in range(300)]
    files = search.files(long, Names({}, []))
    assert len(zlib.compress(files[search.PAGES].encode(), 9)) < 230_100
    assert json.loads(files[search.PAGES].partition("=")[2])["pages"][-1][0] == "p299/"


# The library


def test_the_library_is_the_published_one():
    """MiniSearch 7.2.0 (MIT, Luca Ongaro), made small as the file says, with its licence."""
    text = (ROOT / "overrides/assets/minisearch.js").read_bytes()
    assert hashlib.sha256(text).hexdigest() == "22532ec47a9a4a722e2b129b34846d97280c78c96dc09e072df5796d7e006b51"


def test_opening_the_search_is_light():
    """With the pages, which take at most 230,000 bytes, less than 250,000."""
    names = ("minisearch.js", "ranking.js", "search.js")
    assert sum(len(gzip.compress((ROOT / "overrides/assets" / name).read_bytes())) for name in names) < 15_000


# The order


PAGES = [
    page("river/", "The river", "<p>Rafts carry people from bank to bank. The ferryman asked 12,574 pesos. Metering has ended.</p>", "A page."),
    page("boats/", "Boats and rafts", '<h2 id="count">How many were counted</h2><p>In March they counted 70 302. In 1,203 cases nobody came.</p>', also=["lanchas"]),
    page("law/", "What the law says", "<p>Nobody is returned to danger: non-refoulement. Deportations are forbidden. Title 42 is not.</p>"),
    page("who/", "Who is who", "<table><tr><td>Ana López Vega: ferryman</td><td>She carried the mayor.</td></tr><tr><td>Office of Ferries</td><td>It closed.</td></tr></table>"),
    page("glossary/raft/", "raft", "<p>A flat float of tyres and boards.</p>"),
    page("glossary/caravan/", "caravan", "<p>A group that walks together.</p>"),
    page("walk/", "The walk", "<p>It is a long way, and what is known is little. The caravan rested. They crossed twice.</p>"),
    page("charts/rafts/", "Rafts in a year", "<p>Rafts, rafts and rafts.</p>"),
    page("questions/", "Questions", '<h3 id="cost">What does a raft cost?</h3><p>Fifteen pesos.</p><h3 id="safe">Is the walk safe?</h3><p>No.</p><h3 id="many">How many walk in a year?</h3><p>Forty.</p><h3 id="year">Can one walk all year?</h3><p>Yes.</p>'),
    page("sources/vega/", "The rafts of the river", "<p>Vega, Ana. 2019.</p>"),
]  # fmt: skip
ALSO = Names(
    {"glossary/raft/": ["raft", "rafts", "balsa", "balsas"], "glossary/caravan/": ["caravan", "caravana"], "questions/#cost": ["price of a ride"]},
    [["Ana López Vega", "López Vega", "ALV"], ["Office of Ferries", "Oficina de Lanchas", "OL"]],
)  # fmt: skip


@pytest.fixture(scope="module")
def answers():
    """Return the function that searches these pages in a browser: the address, the anchor, the sentence and the marked words of each hit."""
    files = search.files(PAGES, ALSO)
    with launched() as browser:
        tab = browser.new_page()
        for name in ("minisearch.js", "ranking.js"):
            tab.add_script_tag(path=ROOT / "overrides/assets" / name)
        for text in files.values():
            tab.add_script_tag(content=text)
        tab.evaluate(
            "async () => { window.made = {ours: await ranking.build(searchPages), sources: await ranking.build(searchSources)} }"
        )
        yield lambda query, index="ours": tab.evaluate(
            """([query, index]) => ranking.search(made[index], query).map(({entry, terms}) => {
                const sentence = ranking.sentence(entry.text, terms)
                const marks = ranking.marked(sentence, terms).filter(([, found]) => found).map(([part]) => part)
                return [entry.address, entry.anchor, sentence, marks]
            })""",
            [query, index],
        )


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("raft", "glossary/raft/"),
        ("RAFTS", "glossary/raft/"),
        ("balsa", "glossary/raft/"),
        ("what is a caravan", "glossary/caravan/"),
        ("¿qué es una caravana?", "glossary/caravan/"),
        ("what does a raft cost", "questions/"),
        ("price of a ride", "questions/"),
        ("boats", "boats/"),
        ("lancha", "boats/"),
        ("12574", "river/"),
        ("12,574", "river/"),
        ("12 574", "river/"),
        ("70302", "boats/"),
        ("1203", "boats/"),
        ("title42", "law/"),
        ("non-refoulement", "law/"),
        ("nonrefoulement", "law/"),
        ("refoulment", "law/"),
        ("refoluement", "law/"),
        ("deprotations", "law/"),
        ("meterng", "river/"),
        ("meterings", "river/"),
        ("deportation", "law/"),
        ("crossing", "walk/"),
        ("lopez vega", "who/"),
        ("ALV", "who/"),
        ("oficina de lanchas", "who/"),
        ("who is Lopez Vega?", "who/"),
        ("the ferri", "who/"),
        ("carav", "glossary/caravan/"),
        ("what is it", "walk/"),
    ],
)
def test_what_is_found_first(answers, query, first):
    assert answers(query)[0][0] == first


@pytest.mark.parametrize(
    "query", ["", "   ", "?!", "zzzzzz", "constructor __proto__", "\\ * [ (", "💥", "12,", "-" * 5000]
)
def test_a_query_that_nothing_answers(answers, query):
    assert answers(query) == []


@pytest.mark.parametrize(
    ("query", "hit"),
    [
        ("nobody came", ["boats/", "count", "In 1,203 cases nobody came.", ["nobody", "came"]]),
        ("12574", ["river/", "", "The ferryman asked 12,574 pesos.", ["12,574"]]),
        ("meterng", ["river/", "", "Metering has ended.", ["Metering"]]),
        ("refoulment", ["law/", "", "Nobody is returned to danger: non-refoulement.", ["refoulement"]]),
        ("what does a raft cost?", ["questions/", "cost", "Fifteen pesos.", []]),
        ("How many walk each year?", ["questions/", "many", "Forty.", []]),
        ("can you walk the whole year", ["questions/", "year", "Yes.", []]),
        ("the caravan's rest", ["walk/", "", "The caravan rested.", ["caravan", "rested"]]),
    ],
)
def test_a_hit_shows_the_sentence_that_answers(answers, query, hit):
    assert hit in answers(query)


def test_sources_are_found_apart(answers):
    assert [hit[0] for hit in answers("rafts of the river", "sources")] == ["sources/vega/"]
    assert not any(hit[0].startswith("sources/") for hit in answers("rafts of the river"))
