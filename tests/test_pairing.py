"""Which year a text gives each figure."""

import re
from decimal import Decimal

import pytest

from explainer.text.pairing import Amount, Labelled, labels_by_value


def years_of(text):
    years = [Labelled(*match.span(), match.group()) for match in re.finditer(r"\b20\d\d\b", text)]
    amounts = [
        Amount(*match.span(), frozenset([Decimal(match.group())])) for match in re.finditer(r"\b\d{1,3}\b", text)
    ]
    found = labels_by_value(text, amounts, years)
    return {int(value): labels and " ".join(sorted(labels)) for value, labels in found.items()}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("5 in 2018 and 7 in 2019", {5: "2018", 7: "2019"}),
        ("2018: 5; 2019: 7, or 8%", {5: "2018", 7: "2019", 8: "2019"}),
        ("In 2018 there were 5, in 2019 7.", {5: "2018", 7: "2019"}),
        ("5, 7 and 9 in 2017, 2018 and 2019", {5: "2017", 7: "2018", 9: "2019"}),
        ("From 2018 to 2019: 5 and 7", {5: "2018", 7: "2019"}),
        ("5 (2018), 7 (2019, of 30)", {5: "2018", 7: "2019", 30: None}),
        ("5 people in 2018. And 7 in 2019 and 2020.", {5: "2018", 7: "2019"}),
        ("5 in 2018. It was 5 in 2019.", {5: "2018 2019"}),
        ("5 in 2018 and 2019 or 7, or 9 of 2020", {5: "2018", 7: None, 9: "2020"}),
        ("5 in 2018. Then 5 again.", {5: None}),
        ("5 and 7", {}),
        ("2018 and 2019", {}),
        ("", {}),
    ],
)
def test_the_year_of_each_figure(text, expected):
    assert years_of(text) == expected


def test_a_long_note_is_read_in_one_go():
    text = "; ".join(f"{number % 900} in 20{number % 90 + 10}" for number in range(20_000))
    assert len(years_of(text)) == 900
