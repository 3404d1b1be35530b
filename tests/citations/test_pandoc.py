"""Our citation grammar is Pandoc's: pandoc is asked, and its answer is the expected one."""

from functools import cache
from pathlib import Path

import pytest
import yaml

from citations import pandoc_oracle
from explainer.diagnostics import LineIndex
from explainer.text.documents import read_document

HERE = Path(__file__).parent
FIELDS = ("key", "evidence", "prefix", "label", "locator", "suffix", "mode")

CASES = [
    pytest.param(case["text"], case.get("lang"), id=f"{path.stem}: {case['title']}")
    for path in sorted((HERE / "cases").glob("*.yaml"))
    for case in yaml.safe_load(path.read_text("utf-8"))
]
DEVIATIONS = [
    pytest.param(case["text"], case.get("lang"), case["expected"], id=case["title"])
    for case in yaml.safe_load((HERE / "deviations.yaml").read_text("utf-8"))
]


def ours(text):
    """Return the groups that our parser finds, each a list of items without empty fields."""
    document = read_document("case.md", text, LineIndex(text))
    return [
        [{name: getattr(item, name) for name in FIELDS if getattr(item, name)} for item in citation.items]
        for _, citation in document.citations()
    ]


def compact(groups):
    return [
        [{"mode": "normal"} | {name: value for name, value in item.items() if value} for item in group]
        for group in groups
    ]


@cache
def answers():
    """Ask pandoc once for all cases."""
    asked = [case.values[:2] for case in CASES + DEVIATIONS]
    return dict(zip(asked, pandoc_oracle.expected(asked), strict=True))


@pytest.mark.parametrize(("text", "lang"), CASES)
def test_as_pandoc_reads_it(text, lang):
    assert ours(text) == compact(answers()[text, lang])


@pytest.mark.parametrize(("text", "lang", "expected"), DEVIATIONS)
def test_where_we_leave_pandoc_on_purpose(text, lang, expected):
    assert ours(text) == compact(expected)
    assert compact(answers()[text, lang]) != compact(expected), "pandoc agrees by now: move the case to cases/"
