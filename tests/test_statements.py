"""What each citation carries: one definition for the checks, the review, the data and the pages."""

import json

import pytest

from explainer import checks, review
from explainer.diagnostics import LineIndex
from explainer.library import load
from explainer.text.documents import read_document
from explainer.text.statements import statements
from support.cases import lay_out

HEAD = "---\ntitle: Home\ndescription: A page without a fault.\n---\n\n# Home\n\n"
TABLE = "| Year | Count |\n|---|---|\n"

CASES = {
    "one citation": ("It came [@a].", ["It came <a>"]),
    "two citations": ("It came [@a], and went [@b].", ["It came <a>", "and went <b>"]),
    "citations side by side": ("It came [@a] [@b].", ["It came <a b>"]),
    "what comes last": ("It came [@a]. It went.", ["It came <a>", "It went. <>"]),
    "a citation after the full stop": ("It came. [@a] It went. [@b]", ["It came. <a>", "It went. <b>"]),
    "two sentences and one citation": ("It came. It went [@a].", ["It came. <point: a>", "It went <a>"]),
    "a point": (
        "It failed. It came [@a]. It went [@b; @c].",
        ["It failed. <point: a b c>", "It came <a>", "It went <b c>"],
    ),
    "a point and more than one sentence": (
        "It failed. It came. It went [@a].",
        ["It failed. <point: a>", "It came. It went <a>"],
    ),
    "no point without a citation below": ("It failed. It came.", ["It failed. It came. <>"]),
    "no point within a quotation": ("She said “It failed. It came” [@a].", ["She said “It failed. It came” <a>"]),
    "no point at an abbreviation": ("On Jan. 5 Mr. López came [@a].", ["On Jan. 5 Mr. López came <a>"]),
    "no point in running text": ("@a says so. It went [@b].", ["says so. <a>", "It went <b>"]),
    "an item has its own point": ("- It failed. It came [@a].\n- It went [@b].",
                                  ["It failed. <point: a>", "It came <a>", "It went <b>"]),
    "a row": (TABLE + "| 2019 | 70 [@a] |", ["Year | Count <>", "2019 | 70 <a>"]),
    "a row with two citations": (TABLE + "| 2019 [@a] | 70 [@b] |", ["Year | Count <>", "2019 <a>", "70 <b>"]),
    "cells after the last citation": (TABLE + "| 2019 [@a] | 70 |", ["Year | Count <>", "2019 | 70 <a>"]),
    "a cell that only cites": (TABLE + "| 2019 [@a] | [@b] |", ["Year | Count <>", "2019 <a b>"]),
    "a heading that cites": ("## It came [@a]\n\nText.", ["It came <a>", "Text. <>"]),
    "a heading that does not": ("## It came\n\nText.", ["Text. <>"]),
}  # fmt: skip


def shown(statement):
    keys = " ".join(item.key for item in statement.items)
    return f"{statement.words} <{'point: ' if statement.point else ''}{keys}>"


@pytest.mark.parametrize("case", CASES)
def test_statements(case):
    text, expected = CASES[case]
    found = statements(read_document("page.md", text, LineIndex(text)))
    assert [shown(statement).replace("… ", "") for statement in found] == expected


def project(folder, body):
    lay_out(folder, {"docs/en/index.md": HEAD + body})
    return load(folder)


POINT = (
    "{point}\nThe caravan was halted [@lopez2019#halted].\n"
    "Later 12,574 people registered for humanitarian cards [@lopez2019#cards].\n"
)


@pytest.mark.parametrize(
    ("point", "rules"),
    [
        ("It had been coming.", []),
        ("On 19 January 2019 it was over for 12,574 people.", []),
        ("Some 12,575 people were involved.", ["unsupported-figure"]),
        ("It was “detenida en el río”.", []),
        ("It was “detenida en la calle”.", ["altered-quotation"]),
    ],
)
def test_a_point_is_held_against_all_evidence_of_its_paragraph(point, rules, tmp_path):
    library = project(tmp_path, POINT.format(point=point))
    assert [finding.rule for finding in checks.run(library)] == rules


def test_review_and_its_text_show_the_point_beside_all_its_evidence(tmp_path):
    found = review.entries(project(tmp_path, POINT.format(point="It had been coming.")), ["index"], None, 0)
    assert [(entry["statement"], len(entry["citations"]), entry.get("point", False)) for entry in found] == [
        ("It had been coming.", 2, True),
        ("The caravan was halted", 1, False),
        ("Later 12,574 people registered for humanitarian cards", 1, False),
    ]
    assert json.loads(review.as_json(found)) == found
    assert "the point of its paragraph" in review.as_text(found)
