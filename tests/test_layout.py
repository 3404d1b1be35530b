"""One sentence a line: what the fix writes, that it settles, and that the page stays the same."""

import markdown
import pytest

from explainer import checks
from explainer.diagnostics import LineIndex
from explainer.fixes import apply_fixes, snapshot
from explainer.library import load
from explainer.render import placeholders
from explainer.text.documents import read_document
from explainer.text.layout import one_sentence_a_line
from support.cases import lay_out

CASES = {
    "two sentences": ("One came. Two went.", "One came.\nTwo went."),
    "a broken sentence": ("One\ncame. Two\nwent.", "One came.\nTwo went."),
    "a citation before the full stop": ("One came [@a#b]. Two went [@c].", "One came [@a#b].\nTwo went [@c]."),
    "a citation after the full stop": ("One came. [@a#b] Two went.", "One came. [@a#b]\nTwo went."),
    "an abbreviation": ("Mr. López came. No. 7 went.", "Mr. López came.\nNo. 7 went."),
    "a list": ("- One came. Two\n  went.\n- Three.", "- One came.\n  Two went.\n- Three."),
    "a numbered list": ("1. One came. Two went.", "1. One came.\n   Two went."),
    "a nested list": ("- One.\n    - Two came. Three went.", "- One.\n    - Two came.\n      Three went."),
    "a quotation": ("> One came. Two went.", "> One came.\n> Two went."),
    "an admonition": ("!!! note\n    One came. Two went.", "!!! note\n    One came.\n    Two went."),
    "a footnote": ("One came.[^1]\n\n[^1]: Two came. Three went.", "One came.[^1]\n\n[^1]: Two came.\n      Three went."),
    "a hard break": ("One came.  \nTwo went. Three.", None),
    "a sentence that would open a list": ("It began in 2018. 1. That is all.", None),
    "a table": ("| a | b |\n|---|---|\n| One came. Two went. | c |", None),
    "a heading": ("# One came. Two went.", None),
    "code": ("Use `a. B` here. Then go.", "Use `a. B` here.\nThen go."),
    "a link": ("See [One. Two](x.md) here. Then go.", "See [One. Two](x.md) here.\nThen go."),
    "as it should be": ("One came.\nTwo went.", None),
}  # fmt: skip
EXTENSIONS = ["attr_list", "tables", "footnotes", "def_list", "admonition", "pymdownx.superfences"]


def fixed(text):
    document = read_document("page.md", text, LineIndex(text))
    spans = [found for part in document.parts if (found := one_sentence_a_line(document, part))]
    for start, end, wanted in reversed(spans):
        text = text[:start] + wanted + text[end:]
    return text


def page(text):
    """Return a text as the build hands it to the converter, converted."""
    return markdown.markdown(
        placeholders.remove(placeholders.insert(read_document("page.md", text, LineIndex(text)), [], [])),
        extensions=EXTENSIONS,
    )


@pytest.mark.parametrize("case", CASES)
def test_layout(case):
    text, wanted = CASES[case]
    assert fixed(text) == (wanted or text)
    assert fixed(fixed(text)) == fixed(text), "it settles"
    assert page(fixed(text)) == page(text), "the page stays the same"


def test_the_fix_lays_a_page_out_and_nothing_else(tmp_path):
    head = "---\ntitle: Home\ndescription: A page without a fault.\n---\n\n# Home\n\n"
    body = "The caravan was halted [@lopez2019#halted]. The humanitarian\ncards came later [@lopez2019#cards].\n"
    lay_out(tmp_path, {"docs/en/index.md": head + body})
    found = checks.run(load(tmp_path))
    assert [finding.rule for finding in found] == ["several-sentences-on-a-line"]
    apply_fixes(found, tmp_path, snapshot(tmp_path))
    lines = ["The caravan was halted [@lopez2019#halted].", "The humanitarian cards came later [@lopez2019#cards]."]
    assert (tmp_path / "docs/en/index.md").read_text("utf-8") == head + "\n".join(lines) + "\n"
    assert checks.run(load(tmp_path)) == []
