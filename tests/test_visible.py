"""What the checks compare is what a reader sees: our reading of a block against the converter's own output."""

import html
import re

import markdown
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from explainer.diagnostics import LineIndex
from explainer.text.documents import read_document
from explainer.text.visible import visible

CASES = [
    ("12,574 people", "12,574 people"),
    ("1**2**,574", "12,574"),
    ("*12*{: lang=es }574", "12574"),
    (r"12\.574 and 12\,574", r"12.574 and 12\,574"),
    ("&#49;2,574 and &#x31;2,574", "12,574 and 12,574"),
    ("9&#57,117 without its semicolon", "99,117 without its semicolon"),
    ("&ldquo;we go&rdquo;", "“we go”"),
    ("`12,574` and ``a`b``", "12,574 and a`b"),
    ("[99,000 people](index.md)", "99,000 people"),
    ('[people](index.md "99,000 killed")', "people 99,000 killed"),
    ("![the year 2019](chart:cards)", "the year 2019"),
    ("<https://example.org/a>", "https://example.org/a"),
    ("12<!-- no -->574", "12574"),
    ("a <q>shut</q> gate and <Q cite='x'>another</Q>", "a “shut” gate and “another”"),
    ("they came [@a#b] and left", "they came   and left"),
    ("a {set} of {2000=5}", "a {set} of {2000=5}"),
    ("9*,12**", "9,12**"),
]


def seen(text):
    (part, *_) = read_document("page.md", text, LineIndex(text)).parts
    return visible(part, 0, len(part.block.text))


@pytest.mark.parametrize("source, shown", CASES, ids=[source for source, _ in CASES])
def test_a_text_is_read_as_it_is_shown(source, shown):
    assert seen(source).text == shown


@pytest.mark.parametrize("source, shown", CASES, ids=[source for source, _ in CASES])
def test_each_character_knows_its_place(source, shown):
    found = seen(source)
    for index, character in enumerate(found.text):
        origin = found.source_offset(index)
        if source[origin] == character:  # one that stands for itself
            assert found.find(origin) <= index
    places = [found.source_offset(index) for index in range(len(found.text))]
    assert places == sorted(places)


PIECES = st.sampled_from(
    [
        "12", "574", ",", "a", "word", " ", "*", "**", "_", "__", "`", "``", "\\", "\\,", "\\*", "&#x39;", "&#49;", "&amp;",
        "&nbsp;", "[", "](x.md)", '](u "t 9")', "!", "(", ")", "{: .x }", "{ lang=es }", "~", "&", "#", "|", "-", "“", "”",
    ]
)  # fmt: skip
EXTENSIONS = ["attr_list", "tables", "md_in_html", "footnotes", "def_list", "admonition", "pymdownx.superfences"]


@settings(max_examples=1500, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, min_size=1, max_size=8).map("".join))
def test_each_number_that_the_converter_shows_is_read(text):
    text = f"x {text} y"
    output = markdown.markdown(text, extensions=EXTENSIONS)
    if not re.fullmatch(r"<p>(?:(?!</?(?!em\b|strong\b|code\b|a\b|img\b)\w).)*</p>", output, re.DOTALL):
        return  # more than one paragraph
    output = re.sub(r'<img alt="([^"]*)"(?:[^>]*?title="([^"]*)")?[^>]*>', r"\1 \2", output)
    output = re.sub(r'<a [^>]*?title="([^"]*)"[^>]*>(.*?)</a>', r"\2 \1", output)
    shown = html.unescape(re.sub(r"<[^>]*>", "", output))
    if re.search(r"[\d,][*_]+[\d,]", shown):
        return  # a mark that is shown within a number: we read the number without it
    assert set(_numbers(shown)) <= set(_numbers(seen(text).text)), shown


def _numbers(text):
    return [number.rstrip(",") for number in re.findall(r"\d[\d,]*", text)]
