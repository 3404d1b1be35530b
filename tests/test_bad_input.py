"""No input, however broken, may raise, hang or put markup into the site: each gets its finding."""

import json
import os
import signal
from pathlib import Path

import pytest

from explainer import checks
from explainer.diagnostics import LineIndex
from explainer.library import load
from explainer.records.loader import parse_record
from explainer.records.sources import Source
from explainer.text.documents import read_document
from support.cases import lay_out
from support.command import explainer
from support.paths import RULES

GOOD = (RULES / "base/docs/sources/lopez2019.yaml").read_text("utf-8")

RECORDS = {
    "empty": b"",
    "only white space": b" \n\n",
    "a list": b"- one\n- two\n",
    "a bare text": b"title\n",
    "binary": bytes(range(256)) * 20,
    "control characters": b"title: \x00\x01\n",
    "10 MB": b"title: " + b"x" * 10_000_000,
    "10 MB of lines": b"- x\n" * 2_500_000,
    "nested 10,000 deep in brackets": b"[" * 10_000,
    "nested 10,000 deep by indentation": b"".join(b" " * n + b"a:\n" for n in range(1, 600)),
    "nested 10,000 deep in braces": b"{a: " * 10_000,
    "full of aliases": b"a: &a [x]\n" + b"".join(b"b%d: [*a, *a]\n" % n for n in range(1000)),
    "a billion laughs": b"a: &a [x]\nb: &b [*a, *a]\nc: [*b, *b]\n",
    "a merge key": b"a: &a {x: y}\nb:\n  <<: *a\n",
    "a Python object": b"!!python/object/apply:os.system [echo]\n",
    "a tab": b"read:\n\tdate: 2026\n",
    "a number as a field's name": b"? [1, 2]\n: x\n",
    "an unfinished quotation": b"title: 'Cards\n",
    "Latin-1": "title: México\n".encode("latin-1"),
    "UTF-16": "title: México\n".encode("utf-16"),
}


@pytest.mark.parametrize("content", RECORDS.values(), ids=RECORDS.keys())
def test_a_broken_record_is_one_file_s_finding(content, tmp_path, alarm):
    lay_out(tmp_path, {})
    (tmp_path / "docs/sources/broken2020.yaml").write_bytes(content)
    found = checks.run(load(tmp_path))
    assert {finding.location.path for finding in found} == {"docs/sources/broken2020.yaml"}
    assert {finding.rule for finding in found} == {"invalid-record"}
    assert all(finding.location.line >= 1 and finding.location.column >= 1 for finding in found)


@pytest.mark.parametrize(
    "text",
    ["\ufeff" + GOOD, GOOD.replace("\n", "\r\n"), GOOD.replace("\n", "\r")],
    ids=["a byte-order mark", "CRLF", "CR"],
)
def test_other_line_ends_and_marks_are_no_fault(text, tmp_path):
    lay_out(tmp_path, {})
    (tmp_path / "docs/sources/lopez2019.yaml").write_bytes(text.encode())
    assert checks.run(load(tmp_path)) == []


def test_html_or_a_script_in_any_field_is_found():
    """Put each into every text of a record, one after the other."""
    lines = GOOD.splitlines()
    fields = [i for i, line in enumerate(lines) if ": " in line and "evidence" not in line]
    for attack in ("<script>alert(1)</script>", "javascript:alert(1)", "<img src=x onerror=alert(1)>"):
        for i in fields:
            name = lines[i].partition(": ")[0]
            changed = [*lines[:i], f'{name}: "{attack}"', *lines[i + 1 :]]
            record, found = parse_record("docs/sources/lopez2019.yaml", "\n".join(changed), Source)
            assert record is None and found, (attack, name)
            assert any(finding.location.line == i + 1 for finding in found), (attack, name)


def test_a_link_out_of_the_project(tmp_path):
    project = tmp_path / "project"
    lay_out(project, {})
    (tmp_path / "secret.yaml").write_text("password: x\n")
    (tmp_path / "secret.md").write_text("secret\n")
    (project / "docs/sources/secret.yaml").symlink_to(tmp_path / "secret.yaml")
    (project / "docs/en/secret.md").symlink_to(tmp_path / "secret.md")
    found = checks.run(load(project))
    assert [(finding.rule, finding.message) for finding in found] == [
        ("unreadable-page", "the file leads out of the project"),
        ("invalid-record", "the file leads out of the project"),
    ]


def test_a_file_that_vanishes_while_it_is_read(tmp_path, monkeypatch):
    lay_out(tmp_path, {})
    read = Path.read_bytes

    def vanish(path):
        if path.name == "lopez2019.yaml":
            path.unlink()
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", vanish)
    found = checks.run(load(tmp_path))
    assert [finding.location.path for finding in found] == ["docs/sources/lopez2019.yaml"]
    assert "cannot be read" in found[0].message


def test_a_link_to_nothing(tmp_path):
    lay_out(tmp_path, {})
    (tmp_path / "docs/en/gone.md").symlink_to(tmp_path / "docs/en/nowhere.md")
    assert [finding.rule for finding in checks.run(load(tmp_path))] == ["unreadable-page"]


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path):
    lay_out(tmp_path, {})
    (tmp_path / "docs/sources/lopez2019.yaml").chmod(0)
    assert [finding.rule for finding in checks.run(load(tmp_path))] == ["invalid-record"]


PAGES = {
    "opening brackets": "[",
    "closing brackets": "]",
    "brackets in pairs": "[]",
    "nested brackets": "[x ",
    "unclosed citations": "[@a ",
    "citations": "[@a; @b] ",
    "citations in a row": "[@a]",
    "semicolons": "[@a;",
    "links that never end": "[@a](",
    "links in links": "[a](b) [",
    "at signs": "@",
    "keys in braces": "@{",
    "backticks": "` ",
    "backticks of all lengths": "``` `` ` ",
    "backslashes": "\\",
    "emphasis": "*a ",
    "closed emphasis": "*a* _b_ ",
    "quotations": "> ",
    "list items": "- ",
    "comments": "<!-- ",
    "tags": "<a ",
    "raw HTML": "<div>\n",
    "fences": "```a\n\n",
    "tables": "| a | b\n|---|---\n",
    "table cells": "| ` ",
    "addresses": "http://x.y/",
    "quotation marks": '"',
    "footnotes": "[^1]: ",
    "admonitions": '!!! note "x"\n    ',
    "front matter": "---\n",
    "accents": "é́",
    "right to left": "مرحبا [@a] ",
}


class Hanging(BaseException):
    """Raised by the alarm; no Exception, so that nothing on the way can swallow it."""


@pytest.fixture
def alarm():
    """Stop what hangs, after five seconds of the processor: what is linear needs a tenth of this time, on a busy machine too."""

    def ring(*_):
        raise Hanging

    before = signal.signal(signal.SIGVTALRM, ring)
    signal.setitimer(signal.ITIMER_VIRTUAL, 5)
    yield
    signal.setitimer(signal.ITIMER_VIRTUAL, 0)
    signal.signal(signal.SIGVTALRM, before)


@pytest.mark.parametrize("unit", PAGES.values(), ids=PAGES.keys())
@pytest.mark.parametrize("joint", ["", "\n"], ids=["one line", "lines"])
def test_a_text_made_of_one_thing_is_read(unit, joint, alarm):
    """Ten thousand of each: a reader that is quadratic in any of them would not come to an end in time."""
    text = joint.join([unit] * 10_000)
    document = read_document("page.md", text, LineIndex(text))
    for part, citation in document.citations():
        location = document.location(part, citation.start, citation.end)
        assert 1 <= location.line <= text.count("\n") + 1
        break


def test_a_hundred_thousand_brackets_and_a_line_of_five_megabytes(tmp_path):
    lay_out(tmp_path, {})
    head = "---\ntitle: T\ndescription: D.\n---\n\n"
    (tmp_path / "docs/en/brackets.md").write_text(head + "[" * 100_000 + " [@lopez2019#halted]\n")
    (tmp_path / "docs/en/long.md").write_text(head + "word " * 1_000_000 + "[@nobody]\n")
    found = checks.run(load(tmp_path))
    rules = dict.fromkeys(
        (finding.location.path, finding.rule) for finding in found if finding.rule != "malformed-citation"
    )
    assert list(rules) == [
        ("docs/en/brackets.md", "beyond-limits"),
        ("docs/en/long.md", "hard-to-read"),
        ("docs/en/long.md", "long-page"),
        ("docs/en/long.md", "beyond-limits"),
        ("docs/en/long.md", "unknown-source"),
    ]


def test_the_command_shows_no_traceback(tmp_path):
    lay_out(tmp_path, {})
    for i, content in enumerate(RECORDS.values()):
        (tmp_path / f"docs/sources/broken{i}.yaml").write_bytes(content)
    (tmp_path / "docs/en/binary.md").write_bytes(bytes(range(256)))
    for format in ("concise", "full", "json"):
        run = explainer("check", "--root", tmp_path, "--format", format)
        assert run.returncode == 1
        assert "Traceback" not in run.stdout + run.stderr
        if format == "json":
            assert len({finding["location"]["path"] for finding in json.loads(run.stdout)}) == len(RECORDS) + 1


SCRIPTS = {
    "right to left": "قال المهاجرون إنهم {} شخصا.",
    "right to left with marks": "\u202bהם היו {} אנשים\u202c.",
    "combining accents": "Llegaron a Tapachula, en Me\u0301xico, {} personas.",
    "no-break spaces": "There\u00a0were\u202fsome\u2009{}\u00a0people.",
    "emoji of several code points": "👩🏽‍👧 🇲🇽 {} people.",
    "Nahuatl, Mam and Garifuna letters": "Tlāltikpak, q'anil, ǘ: {} people.",
    "all quotation marks and dashes": "‹a› «b» „c“ ‚d‘ – — ― {} people.",
    "a joiner within a word": "mi\u200dgrants were {} people.",
}


@pytest.mark.parametrize("text", SCRIPTS.values(), ids=SCRIPTS.keys())
@pytest.mark.parametrize("figure", ["2,731", "41%"])
def test_a_finding_stands_at_its_code_point_in_any_script(text, figure, tmp_path):
    lay_out(tmp_path, {})
    page = tmp_path / "docs/en/script.md"
    page.write_text(f"# Scripts\n\n{text.format(figure)}\n", "utf-8")
    found = [one for one in checks.run(load(tmp_path)) if one.rule == "uncited-figure"]
    column = text.index("{}") + 1
    assert [(one.location.path, one.location.line, one.location.column, one.location.end_column) for one in found] == [
        ("docs/en/script.md", 3, column, column + len(figure))
    ]


CSV = "series,date,value,source,evidence,note\n"
DATA = {
    "a field that is too long in the head": ("data/x.csv", "s" * 131_073 + "\n"),
    "a field that is too long in a row": ("data/x.csv", CSV + "s" * 131_073 + ",2019,1,lopez2019,cards,\n"),
    "a number of a million digits": ("data/x.csv", CSV + "a,2019," + "9" * 1_000_000 + ",lopez2019,cards,\n"),
    "a number with an exponent": ("data/x.csv", CSV + "a,2019,1E+999999999,lopez2019,cards,\n"),
    "a number with a negative exponent": ("data/x.csv", CSV + "a,2019,1E-999999999,lopez2019,cards,\n"),
    "digits of another script": ("data/x.csv", CSV + "a,2019,\u0661\u0662,lopez2019,cards,\n"),
    "a date of another script": ("data/x.csv", CSV + "a,\u0662\u0660\u0661\u0669,1,lopez2019,cards,\n"),
    "a year that no calendar reaches": ("data/x.csv", CSV + "a,9999,1,lopez2019,cards,\n"),
    "NUL": ("data/x.csv", CSV + "a\0,2019,\0,lopez2019,cards,\n"),
    "a quotation that never ends": ("data/x.csv", CSV + '"a,2019,1,lopez2019,cards,\n'),
    "a place that is too long": ("map/places.csv", "name,latitude,longitude,label\n" + "s" * 131_073 + ",1,1,\n"),
    "a place in a quotation that never ends": ("map/places.csv", 'name,latitude,longitude,label\n"a,1,1,\n'),
    "a place that is not a number": ("map/places.csv", "name,latitude,longitude,label\na,nan,1,\n"),
    "places without a head": ("map/places.csv", "s" * 131_073),
    "outlines without end": ("map/outlines.json", "[" * 1_000_000),
    "outlines that are a number": ("map/outlines.json", "9" * 5_000),
    "outlines turned round": ("map/outlines.json", '{"frame": [10, 10, -10, -10], "countries": {}}'),
    "outlines of no size": ("map/outlines.json", '{"frame": [1, 1, 1, 1], "countries": {}}'),
    "outlines of nothing": ("map/outlines.json", '{"frame": [NaN, -Infinity, 1e999, 1], "countries": {}}'),
    "an empty ring": ("map/outlines.json", '{"frame": [-1, -1, 1, 1], "countries": {"MX": [[]]}}'),
    "a point beyond all numbers": (
        "map/outlines.json",
        '{"frame": [-1, -1, 1, 1], "countries": {"MX": [[[1' + "0" * 400 + ", 1], [1, 1], [1, 1], [1, 1]]]}}",
    ),
    "rings that are text": ("map/outlines.json", '{"frame": [-1, -1, 1, 1], "countries": {"MX": "rings"}}'),
}


@pytest.mark.parametrize(("name", "text"), DATA.values(), ids=DATA.keys())
def test_broken_data_is_one_file_s_finding(name, text, tmp_path, alarm):
    lay_out(
        tmp_path,
        {
            "docs/map/places.csv": "name,latitude,longitude,label\nA,1,1,\n",
            "docs/map/outlines.json": '{"frame": [-1, -1, 1, 1], "countries": {}}',
        },
    )
    path = tmp_path / "docs" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")
    found = [one for one in checks.run(load(tmp_path)) if one.rule in ("invalid-data", "impossible-date")]
    assert {one.location.path for one in found} == {f"docs/{name}"}
    assert all(len(one.message) < 300 for one in found)


@pytest.mark.parametrize(
    "text",
    ["9" * 1_000_000, "5." + "9" * 1_000_000, "9" * 400_000 + " million", "1" + ",000" * 200_000, "FY" + "9" * 9999],
)
def test_a_number_as_long_as_a_page_is_compared(text, tmp_path, alarm):
    lay_out(tmp_path, {"docs/en/long.md": f"---\ntitle: T\ndescription: D.\n---\n\n{text} [@lopez2019#halted].\n"})
    assert {one.location.path for one in checks.run(load(tmp_path))} <= {"docs/en/long.md"}
