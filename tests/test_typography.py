"""Quotation marks and figures on built pages: set as print sets them, with nothing else changed."""

import json
import re

import pytest

from explainer.render.numbers import aligned, is_number
from explainer.render.typography import curled, curled_text
from support.sites import build_site

HEAD = "---\ntitle: The page's name\ndescription: What's said\n---\n\n# The first page's head\n\n"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ('He said "stop".', "He said “stop”."),
        ("Mexico's law, migrants' rights", "Mexico’s law, migrants’ rights"),
        ("\"He said 'no'\", and 'she said \"no\"'", "“He said ‘no’”, and ‘she said “no”’"),
        ("\"'No', he said\"", "“‘No’, he said”"),
        ('("one") ["two"] —"three"– "four"; "five?"', "(“one”) [“two”] —“three”– “four”; “five?”"),
        ('"¿Qué?" y "¡No!"', "“¿Qué?” y “¡No!”"),
        ('"...and so", "[T]ake"', "“...and so”, “[T]ake”"),
        ('"in 2018" and "2019"', "“in 2018” and “2019”"),
        ("the '90s, 'til '18, 'tis rock 'n' roll", "the ’90s, ’til ’18, ’tis rock ’n’ roll"),
        ("'18 people' and 'em dash'", "‘18 people’ and ‘em dash’"),
        ("the 1990's, an '80s song, '2018'", "the 1990’s, an ’80s song, ‘2018’"),
        ("'the plan's end' of O'Brien", "‘the plan’s end’ of O’Brien"),
        ("“it’s” ‘as’ «typed»", "“it’s” ‘as’ «typed»"),
        ('5\'10" tall, 6" by 4", 19° 5\' N', '5\'10" tall, 6" by 4", 19° 5\' N'),
        ("one \" alone, one ' alone, 'never closed", "one \" alone, one ' alone, 'never closed"),
        ("", ""),
    ],
)
def test_a_paragraph(typed, shown):
    assert curled_text(typed) == shown
    assert len(curled_text(typed)) == len(typed)
    assert curled_text(shown) == shown, "what is set once stays as it is"


@pytest.mark.parametrize(
    ("page", "shown"),
    [
        ('<p>"<em>x</em>" and "<a href="?a=\'">y</a>"</p>', '<p>“<em>x</em>” and “<a href="?a=\'">y</a>”</p>'),
        ("<p>the <span><a>caravan</a><span>A \"card\".</span></span>'s head</p>",
         "<p>the <span><a>caravan</a><span>A “card”.</span></span>’s head</p>"),
        ('<p>stop"<sup><button>1</button></sup> "go"<sup><button>12</button></sup></p>',
         "<p>stop”<sup><button>1</button></sup> “go”<sup><button>12</button></sup></p>"),
        ("<p>&#34;one&#34;, &quot;two&quot;, it&#39;s &apos;three&apos;</p>", "<p>“one”, “two”, it’s ‘three’</p>"),
        ("<p>\"<code>'x'</code>\" <code>\"y\"</code>'s</p>", "<p>“<code>'x'</code>” <code>\"y\"</code>’s</p>"),
        ('<td>"a</td><td>b"</td>', "<td>“a</td><td>b”</td>"),
        ("<p title='a \"b\" > c'>\"d\"</p>", "<p title='a \"b\" > c'>“d”</p>"),
        ("<p lang=\"es\">\"Qué\"</p>", "<p lang=\"es\">“Qué”</p>"),
        ("\"before a tag\" <p>\"in\"</p> \"after\"", "“before a tag” <p>“in”</p> “after”"),
        *((same, same) for same in (
            "<script>let a = \"b\" < 'c';</script>", "<style>q { quotes: '\"' \"'\" }</style>", "<pre>\"a\" 'b'</pre>",
            "<!-- \"a\" 'b' -->", "<textarea>\"a\"</textarea>", "<kbd>'</kbd>", "<samp>\"a\"</samp>", "<p id=\"a\">b</p>",
        )),
    ],
)  # fmt: skip
def test_a_page(page, shown):
    assert curled(page) == shown
    assert curled(shown) == shown


@pytest.mark.parametrize(
    "page", ["<" * 20_000, '"' * 20_000, "<p '" * 5_000, "<!-- " * 5_000, "<code>" * 5_000, "'a " * 8_000]
)
def test_a_broken_page_takes_no_time(page):
    assert len(curled(page)) == len(page)


NUMBERS = ["7", "12,574", "13 270", "1.5", "47.0%", "45 per cent", "$5.6", "about 2,000", "more than 2.4 million", "−3",
           "8,000 to 10,000", "513,063 people", "2–3%", "more than 5 km"]  # fmt: skip
TEXTS = [
    "",
    "–",
    "one",
    "16 January 2021",
    "14-16 June 2019",
    "page 7",
    "7,233 in Mexico",
    "2018/19",
    "a 5",
    "1951 Convention",
]


@pytest.mark.parametrize(("text", "number"), [*((one, True) for one in NUMBERS), *((one, False) for one in TEXTS)])
def test_what_is_a_number(text, number):
    assert is_number(text) is number


def rows(*cells):
    return "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


def test_columns_of_figures():
    head = "<tr><th>Year</th><th>Cards</th><th>Who</th><th>Mixed</th></tr>"
    note = '<sup class="cite" id="c"><button>3</button></sup>'
    table = (
        f"<table>{head}{rows(2018, f'<strong>12</strong>{note}', 'INM', '1')}"
        f"{rows(2019, '–', '7', 'a')}{rows(2020, 'see below', 'A', 'b')}{rows(2021, '3%', '', 'c')}</table>"
    )
    shown = aligned(table)
    assert re.findall(r'<t[dh] class="number">(.*?)</t[dh]>', shown) == [
        "Cards",
        f"<strong>12</strong>{note}",
        "–",
        "3%",
    ]
    assert shown.replace(' class="number"', "") == table
    assert aligned(shown) == shown


@pytest.mark.parametrize(
    "table",
    [
        f"<table>{rows(2018)}</table>",
        f"<table>{rows('a', '<span>b</span>')}</table>",
        "<table><tr><td>a</td><td colspan=\"2\">5</td></tr></table>",
        "<table><tr><td>a</td><td style=\"text-align: left;\">5</td></tr></table>",
        "<table><tr><td>a</td><td>5",
        "<table></table>",
    ],
)  # fmt: skip
def test_tables_that_stay(table):
    assert aligned(table) == table


def test_a_site(tmp_path):
    """Marks of citations and terms, quotations that are compared, names of headings, the search, code and records."""
    page = HEAD + (
        "## The cards' use\n\nIt was \"detenida en el río\" [@lopez2019#halted], and the humanitarian cards' end came.\n\n"
        "Run `it's` [here's](index.md \"It's home\").\n\n    a block's code\n\n"
        "| Who | Cards |\n|---|---|\n| INM's | 12,574 [@lopez2019#cards, p. 3] |\n"
    )
    site, log = build_site(tmp_path, {"docs/en/page.md": page})
    assert not log[-1].startswith("Abort"), log
    built = (site / "page/index.html").read_text("utf-8")
    article = built.partition("<article")[2].partition(">")[2].partition("</article>")[0]
    assert 'id="the-cards-use">The cards’ use<' in article
    assert "It was “detenida en el río”" in re.sub(r"<sup.*?</sup>|<[^>]*>", "", article)
    assert "<code>it's</code>" in article and 'title="It\'s home">here’s<' in article
    assert "a block's code" in article
    assert re.search(r'<td class="number">12,57<span', article) and '<th class="number">Cards</th>' in article
    assert "<title>The page’s name" in built and re.search(r'content="What(\'|&#39;)s said"', built)
    assert re.search(r'href="#the-cards-use"[^>]*>\s*<span class="md-ellipsis">\s*The cards’ use', built)
    bare = re.sub(r"<(script|style|code|pre)\b.*?</\1>|<[^>]*>", "", article, flags=re.DOTALL)
    assert not re.search("[\"']|&#3[49];|&quot;", bare)
    index = json.loads((site / "search/pages.js").read_text("utf-8").partition("=")[2])
    searched = {f"{page[0]}#{section[0]}": section[2] for page in index["pages"] for section in page[-1]}
    assert '"detenida en el río"' in searched["page/#the-cards-use"], "the search has what was typed"
    assert json.loads(re.search(r'ld\+json">(.*?)</script>', built, re.DOTALL)[1])["headline"] == "The page's name"
