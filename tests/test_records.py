"""Records know where each of their values stands."""

import datetime

import pytest

from explainer.diagnostics import LineIndex
from explainer.records import nodes
from explainer.records.fields import parse_date

SPELLINGS = {
    "plain": "a: text [@k]\n",
    "plain over lines": "a: text\n  and more [@k]\n  end\n",
    "single quotes": "a: 'it''s ''so'' [@k]'\n",
    "double quotes": 'a: "\\u00e9\\t\\"x\\" [@k]"\n',
    "double quotes over lines": 'a: "one\n\n  two \\\n  three [@k]"\n',
    "literal": "a: |\n  one\n    two\n  three [@k]\n",
    "folded": "a: >-\n  one\n  two\n\n  three [@k]\n",
    "folded with more indentation": "a: >\n      one\n      two [@k]\n",
    "a flow mapping": "x: 1\nb: {a: 'one [@k]'}\n",
    "a list": "b:\n  - a: one\n  - a: two [@k]\n",
}


@pytest.mark.parametrize("text", SPELLINGS.values(), ids=SPELLINGS.keys())
def test_every_character_of_a_value_has_its_place(text):
    root = nodes.read(text)
    node = root.at("a") if "a" in root.value else root.at("b", "a").at(1, "a")
    places = nodes.offsets(text, node)
    assert len(places) == len(node.value)
    index = node.value.index("[@k]")
    assert text[places[index] : places[index] + 4] == "[@k]"
    assert places == sorted(places)


def test_scalars_stay_text():
    assert nodes.read("a: no\nb: 1951\nc: 2019-01-20\nd: ~\ne: ''\nf: 1_000\n").plain() == {
        "a": "no", "b": "1951", "c": "2019-01-20", "d": None, "e": "", "f": "1_000",
    }  # fmt: skip


def day(*parts):
    return datetime.date(*parts)


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2019", day(2019, 1, 1), day(2019, 12, 31)),
        ("2020-02", day(2020, 2, 1), day(2020, 2, 29)),
        ("2018-12", day(2018, 12, 1), day(2018, 12, 31)),
        ("2019-01-17", day(2019, 1, 17), day(2019, 1, 17)),
        ("FY2019", day(2018, 10, 1), day(2019, 9, 30)),
        ("2018-10/2019-02", day(2018, 10, 1), day(2019, 2, 28)),
        ("FY2010/FY2024", day(2009, 10, 1), day(2024, 9, 30)),
    ],
)
def test_dates(text, first, last):
    assert parse_date(text) == (first, last)


@pytest.mark.parametrize(
    "text", ["", "x", "19", "2019-13", "2019-02-29", "2019-1", "2019/2018", "FY2019-01", "0000", "2019/"]
)
def test_no_dates(text):
    with pytest.raises(ValueError, match=r"\w"):
        parse_date(text)


def test_places_count_lines_and_columns_from_one():
    lines = LineIndex("añb\n\nc")
    assert [lines.locate(i) for i in range(6)] == [(1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (3, 1)]
