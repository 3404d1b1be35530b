"""Text of others comes out as text: on one line, in Markdown, in JSON, whatever it holds."""

import html
import json
import re

import markdown as python_markdown
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer import escaping
from explainer.escaping import code, cut, excerpt, hosted, markdown, one_line, visible

HOSTILE = [
    "@octocat **Approved by the maintainers** ![x](https://evil.example/x.png)",
    "[click](javascript:alert(1)) <img src=x onerror=y> <!-- <script>",
    "# heading\n\n- list\n\n| a | b |\n|---|---|",
    "`code` ``more`` ~~gone~~ ```\nfence",
    "https://evil.example www.evil.example a@b.example #12 GH-12 o/r#3 :tada: $x$",
    "\\[a](b) &lt;b&gt; &#60; a_b_c __x__ *y*",
    "caf\udce9 \x1b]52;c;ZXZpbA==\x07 \u202edetrevni\u202c zero\u200bwidth \ufeff \u2028 line",
]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain, with “quotes” – and ñ 漢字 🎉", None),
        ("13\u00a0270 and 13\u202f270", None),
        ("a\nb\tc\r", r"a\nb\tc\r"),
        ("\x1b[31m\x07\x00\x7f\x9b", r"\x1b[31m\x07\x00\x7f\x9b"),
        ("\u2028\u2029\u202e\u200b\ufeff\u00ad", r"\u2028\u2029\u202e\u200b\ufeff\xad"),
        ("caf\udce9\ud800", r"caf\xe9\ud800"),
        ("\ufdd0\ufffe\U000e0041\ue000", r"\ufdd0\ufffe\U000e0041\ue000"),
    ],
)
def test_what_is_hidden_is_spelled_out(text, shown):
    assert visible(text) == (text if shown is None else shown)


@given(st.text())
def test_a_line_is_one_line_and_no_command(text):
    shown = one_line(text)
    assert len(shown.splitlines()) <= 1 and shown == shown.encode("utf-8").decode("utf-8")
    assert not re.search(r"##\[[a-zA-Z]", shown)
    assert len(excerpt(text)) == len(text) and len(excerpt(text).splitlines()) <= 1


def test_a_line_break_in_a_message_is_a_space():
    assert one_line("19 January \n  2019") == "19 January 2019"
    assert one_line("##[add-mask]x and ##[@key]") == "#\uff03[add-mask]x and ##[@key]"


@pytest.mark.parametrize("text", HOSTILE)
def test_markdown_shows_the_text_and_nothing_else(text):
    for escape in (markdown, hosted):
        page = python_markdown.markdown(escape(text), extensions=["extra", "admonition"])
        assert re.findall(r"<(\w+)", page) == ["p"], page
        assert html.unescape(page).removeprefix("<p>").removesuffix("</p>").replace("\u200b", "").split() == (
            (visible(" ".join(text.split())) if escape is hosted else text).replace("\u200b", "").split()
        )


@pytest.mark.parametrize("text", HOSTILE)
def test_no_mention_and_no_number_of_an_issue_is_left_when_entities_are_read(text):
    read = html.unescape(hosted(text))
    assert not re.search(r"@\w|#\d|\bGH-\d", read)
    assert not re.search(r"[@<>\[\]`|*]|https?:", hosted(text))


@pytest.mark.parametrize("text", HOSTILE)
def test_code_is_one_span(text):
    page = python_markdown.markdown(f"- {code(text)} after")
    assert re.findall(r"<(\w+)", page) == ["ul", "li", "code"] and page.count("</code> after") == 1
    assert len(code("`" * 5_000)) < 600


def test_cutting_keeps_both_ends():
    assert cut("abc", 3) == cut("abc", 0) == "abc"
    long = "docs/en/" + "x" * 500 + ".md"
    assert len(cut(long, 100)) <= 100 and cut(long, 100).startswith("docs/en/x") and cut(long, 100).endswith("x.md")


@pytest.mark.parametrize("text", HOSTILE)
def test_json_is_read_back_by_any_parser(text):
    written = escaping.as_json({"a": [text, "##[error]x", "é 漢 🎉"]})
    written.encode("utf-8")
    assert json.loads(written)["a"] == [text.replace("\udce9", r"\xe9"), "##[error]x", "é 漢 🎉"]
    assert "é 漢 🎉" in written and "##[" not in written
    assert written.replace("\n", "").isprintable()
