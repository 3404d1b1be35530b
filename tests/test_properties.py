"""What holds for any text whatever: no crash, every place inside the file, nothing lost."""

import json
import re

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from citations import pandoc_oracle
from explainer import checks
from explainer.diagnostics import LineIndex
from explainer.library import load
from explainer.records.loader import parse_record
from explainer.records.nodes import MalformedYAML, offsets, read
from explainer.records.sources import Source
from explainer.render import placeholders
from explainer.text.documents import prose, read_document, sentence
from explainer.text.locators import split_locator
from explainer.text.quantities import collect_facts, extract_quantities
from explainer.text.quotations import nearest
from explainer.text.statements import statements
from explainer.text.wording import stands_in
from support.cases import lay_out

# Pieces that mean something to Markdown, YAML or our grammar, among any characters at all:
# right-to-left scripts, combining accents, hard spaces, emoji, all kinds of marks and dashes.
PIECES = st.sampled_from(
    [
        "[", "]", "@", "@a", "[@a]", "[@lopez2019#halted", "; ", "-@", "#", "{", "}", "(", ")", "`", "``", "*", "_", "**",
        "\\", "<", ">", "<!--", "-->", "<b>", "</b>", "&amp;", "http://x.y/@z", "\n", "\n\n", "    ", "\t", "> ", "- ", "1. ",
        "!!! note\n    ", '=== "T"\n\n    ', "```\n", "~~~\n", "| a | b |\n|---|---|\n", "|", "[^1]", "[^1]: ", ":   ", "[r]: x",
        "# ", "===", "---", "<div>\n", "</div>\n", "p. 3", "pp. iv–x", "art. 33(1)", "12,574", "12 574", "1.2 million", "40%",
        "$5 billion", "19 October 2018", "enero de 2019", "FY2019", "17 to 29 January 2019", "“", "”", '"', "«", "»", "’", "—",
        "–", "…", "\u00a0", "\u200f", "مرحبا", "e\u0301", "🙂", "\ufeff", "\ufdd0", "\u2028", "term:x", "](", "word ",
    ]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)

QUICK = settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@QUICK
@given(TEXTS)
@example("[@a")
@example("```\n[@a]\n")
def test_every_place_is_inside_the_text(text):
    text = text.replace("\r", "\n")
    document = read_document("page.md", text, LineIndex(text))
    lines = text.split("\n")
    last = (1, 0)
    for part, citation in document.citations():
        location = document.location(part, citation.start, citation.end)
        assert last <= (location.line, location.column), "in reading order"
        last = (location.line, location.column)
        assert 1 <= location.line <= location.end_line <= len(lines)
        assert 1 <= location.column <= len(lines[location.line - 1]) + 1
        assert 1 <= location.end_column <= len(lines[location.end_line - 1]) + 1
        source = text[document.file_offset(part.block.offset(citation.start)) :]
        assert source[0] in "[@-", "a citation begins where its place says"
        for item in citation.items:
            assert source and text.find("@") >= 0 and part.block.text[item.start] == "@"
    for part in document.parts:
        for fault in part.inline.faults:
            location = document.location(part, fault.start, fault.end)
            assert 1 <= location.line <= location.end_line <= len(lines)


@QUICK
@given(TEXTS)
def test_marks_come_and_go(text):
    """Marking and unmarking changes nothing but the citations, and where the lines of a paragraph break."""
    text = text.replace("\r", "\n")
    document = read_document("page.md", text, LineIndex(text))
    kept = "".join("\ufffd" if 0xFDD0 <= ord(character) <= 0xFDEF else character for character in text)
    unmarked = placeholders.remove(placeholders.insert(document, [], []))
    assert re.sub(r"[\s>]", "", unmarked) == re.sub(r"[\s>]", "", kept)


@QUICK
@given(TEXTS)
def test_statements_figures_quotations_and_sentences(text):
    document = read_document("page.md", text, LineIndex(text))
    carried = []
    for statement in statements(document):
        assert statement.words is not None and statement.location.path == "page.md"
        if not statement.point:
            carried += statement.citations
        for stretch in statement.stretches:
            assert 0 <= stretch.start <= stretch.end <= len(stretch.part.block.text)
            reading = extract_quantities(stretch.text)
            facts = collect_facts([stretch.text])
            for found in reading.stated():
                assert stretch.text[found.start : found.end].strip(), "a figure has its place"
                assert stretch.location(found.start, found.end).line >= 1
                assert facts.supports(found), "a text supports its own figures"
            for quotation in stretch.quotations():
                assert stretch.text[quotation.start : quotation.end] == quotation.text
                nearest(quotation.text, [stretch.text])
                stands_in(quotation.text, [stretch.text])
    cited = [citation for _, citation in document.citations()]
    assert list(map(id, carried)) == list(map(id, cited)), "each citation carries one statement, in reading order"
    for part in document.parts:
        prose(part)
        start, end = sentence(part, len(part.block.text) // 2)
        assert 0 <= start <= end <= len(part.block.text)


DIGITS = st.from_regex(r"\A[0-9]{1,6}\Z")
BETWEEN = st.sampled_from(
    [",", ".", " ", ", ", "\u00a0", "\u202f", "-", "–", " - ", "$", "%", ",123", ".5", "st ", "º", " mil ", "m "]
)


@QUICK
@given(st.lists(st.tuples(DIGITS, BETWEEN), max_size=8), st.booleans())
@example([("8", ",123"), (" 362", ",123")], False)
def test_rows_of_numbers_are_read_whatever_parts_them(row, spanish):
    text = "".join(number + between for number, between in row)
    found = extract_quantities(text, spanish=spanish).quantities
    assert all(text[one.start : one.end] == one.text and one.values for one in found)
    assert all(map(collect_facts([text], {text} if spanish else ()).supports, found))


@QUICK
@given(TEXTS)
def test_locators_lose_no_word(text):
    label, locator, rest = split_locator(text)
    assert (label is None) or locator is not None
    assert len((locator or "") + rest) <= len(text)


@QUICK
@given(TEXTS)
def test_records(text):
    record, findings = parse_record("docs/sources/a.yaml", text, Source)
    assert record is not None or findings
    count = text.count("\n") + 1
    for finding in findings:
        assert 1 <= finding.location.line <= count + 1
        assert finding.message
    try:
        root = read(text)
    except MalformedYAML as error:
        assert 0 <= error.offset <= len(text)
        return
    if isinstance(root.value, str):
        assert len(offsets(text, root)) == len(root.value)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(page=TEXTS, record=TEXTS)
def test_a_project_of_any_texts_is_checked(tmp_path_factory, page, record):
    folder = tmp_path_factory.mktemp("any")
    lay_out(folder, {})
    (folder / "docs/en/any.md").write_bytes(page.encode("utf-8", "replace"))
    (folder / "docs/sources/any2020.yaml").write_bytes(record.encode("utf-8", "replace"))
    for finding in checks.run(load(folder)):
        file = folder / finding.location.path
        assert file.is_file(), "no finding outside of the project's files"
        lines = file.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")
        assert 1 <= finding.location.line <= len(lines) + 1
        json.dumps(finding.message)


WORDS = st.sampled_from(
    ["@a", "@b", "[", "]", "; ", ", ", "p. 3", "pp. 3–5", "see ", "-", " ", "x", ".", "(", ")", "\n", "`c`", "\\", "{", "}",
     "sec. ii", "§ 4", "33(1)"]
)  # fmt: skip


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.lists(WORDS, min_size=2, max_size=10).map("".join), min_size=30, max_size=60))
def test_the_same_keys_as_pandoc_in_random_texts(texts):
    """Pandoc is asked about texts that nobody thought of; keys and modes must agree, group by group."""
    texts = ["x " + text for text in texts if "]@" not in text]  # a named difference: house.yaml
    for text, groups in zip(texts, pandoc_oracle.expected([(text, None) for text in texts]), strict=True):
        document = read_document("page.md", text, LineIndex(text))
        ours = [[(item.key, item.mode) for item in citation.items] for _, citation in document.citations()]
        assert ours == [[(item["key"], item["mode"]) for item in group] for group in groups], text
