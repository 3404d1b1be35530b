"""Diagrams: what a page's text makes of them, however long, deep or broken it is."""

import pytest

from explainer.diagnostics import LineIndex
from explainer.text.diagrams import MOST_BOXES, diagrams
from explainer.text.documents import read_document


def found(text):
    """Return the diagrams of a page's text."""
    return list(diagrams(read_document("docs/en/page.md", text, LineIndex(text), 0, language="en")))


def diagram(*entries):
    """Return the text of a diagram with these lines."""
    return '!!! diagram "Ways"\n\n' + "".join(f"    {entry}\n" if entry else "\n" for entry in entries)


@pytest.mark.parametrize(
    ("text", "boxes", "other"),
    [
        (diagram("1. One [@a#b].", "2. Two [@a#b]."), [False, False], 0),
        (diagram("- One [@a#b].", "", "    - In it [@a#b].", "- Two [@a#b]."), [True, False, False], 0),
        (diagram("1. One [@a#b", "2. Two @a#b].", "3. [@a#b; @]."), [False, False, False], 0),  # broken citations
        (diagram("Only a sentence [@a#b]."), [], 1),
        (diagram("| a | b |", "|---|---|", "| c | d |"), [], 4),
        (diagram("1. One [@a#b].") + "\nText after it.\n\n1. Another list.\n", [False], 0),
        (diagram(), [], 0),
        ('!!! diagram "Ways"', [], 0),
        (diagram(*(f"{number}. Step {number} [@a#b]." for number in range(1, 201))), [False] * 200, 0),
    ],
)
def test_the_boxes_of_a_diagram(text, boxes, other):
    (one,) = found(text)
    assert [box.leads for box in one.boxes] == boxes and len(one.other) == other


@pytest.mark.parametrize(
    "text",
    [
        "```markdown\n" + diagram("1. One [@a#b].") + "```\n",
        "A sentence with a diagram in it.\n",
        "??? note\n",
    ],
)
def test_what_is_no_diagram(text):
    assert found(text) == []


def test_a_diagram_within_a_diagram_is_a_part_of_it():
    inner = ["    " + line for line in diagram("- Inner [@a#b].").split("\n")]
    assert len(found(diagram("1. Outer [@a#b].", "", *inner))) == 1


def test_lists_as_deep_as_a_text_can_hold():
    depth = MOST_BOXES * 4
    (one,) = found(diagram(*("    " * level + f"- Level {level} [@a#b]." for level in range(depth))))
    assert len(one.boxes) + len(one.other) <= depth
