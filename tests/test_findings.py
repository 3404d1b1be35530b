"""Findings in every format say the same; waivers accept what they name; safe fixes are applied."""

import html
import json
import os
import re
from pathlib import Path

import pytest
from sarif_pydantic import Sarif

from explainer import checks, report
from explainer.cli import main
from explainer.diagnostics import Diagnostic, Fix, Location, RelatedLocation, Severity
from explainer.fixes import apply_fixes, snapshot
from explainer.library import load
from explainer.rdjson import MOST, for_review
from support.cases import CASES, LAYOUT, concerns, lay_out, read_case
from support.command import explainer
from support.git import commit
from support.showcase import FILES
from support.sites import build_site

HEAD = "---\ntitle: Home\ndescription: D.\nknown: 2026-11\n---\n\n# Home\n\n"


@pytest.fixture(scope="module")
def by_case(tmp_path_factory):
    """All findings of all cases, each with its project's folder: every rule, with second places, fixes and odd characters."""
    found = []
    for case in CASES:
        folder = tmp_path_factory.mktemp("case")
        lay_out(folder, read_case(case)[1])
        found.append((folder, [one for one in checks.run(load(folder)) if concerns(one, case)]))
    return found


@pytest.fixture(scope="module")
def findings(by_case):
    found = [finding for _, findings in by_case for finding in findings]
    assert {finding.severity for finding in found} == set(Severity)
    assert any(finding.fix for finding in found)
    return found


def essence(finding):
    """What every format must say of a finding."""
    location = finding.location
    return finding.rule, location.path, location.line, location.column, str(finding.severity), finding.message


def test_concise(findings):
    pattern = re.compile(r"(.+?):(\d+):(\d+): (\w+)\[([\w-]+)\] (.*)")
    lines = report.concise(findings, Path()).splitlines()
    assert len(lines) == len(findings)
    for line, finding in zip(lines, findings, strict=True):
        path, row, column, severity, rule, message = pattern.fullmatch(line).groups()
        assert (rule, path, int(row), int(column), severity) == essence(finding)[:5]
        assert message.startswith(finding.message) and finding.help in message


def test_full_begins_each_finding_like_the_concise_format(findings):
    text = report.full(findings, Path())
    heads = [line for line in text.splitlines() if re.match(r"\S.*: (?:error|warning|note)\[", line)]
    concise = report.concise(findings, Path()).splitlines()
    assert len(heads) == len(concise)
    assert all(line.startswith(head) for head, line in zip(heads, concise, strict=True))


def test_json(findings):
    data = json.loads(report.as_json(findings, Path()))
    assert [
        (d["rule"], d["location"]["path"], d["location"]["line"], d["location"]["column"], d["severity"], d["message"])
        for d in data
    ] == [essence(finding) for finding in findings]


def test_sarif_parses_with_an_independent_model(findings):
    text = report.sarif(findings, Path())
    [run] = Sarif.model_validate_json(text).runs
    assert len(run.results) == len(findings)
    for result, raw, finding in zip(run.results, json.loads(text)["runs"][0]["results"], findings, strict=True):
        region = result.locations[0].physical_location.region
        assert result.rule_id == finding.rule
        assert result.level.value == str(finding.severity)
        assert (region.start_line, region.start_column) == (finding.location.line, finding.location.column)
        assert result.message.text.startswith(finding.message)
        assert run.tool.driver.rules[raw["ruleIndex"]].id == finding.rule
        assert len(raw.get("relatedLocations", [])) == len(finding.related)
        assert bool(raw.get("fixes")) == bool(finding.fix)


def test_github(findings):
    lines = report.github(findings, Path()).splitlines()
    assert len(lines) == len(findings)
    names = {"notice": "note"}
    for line, finding in zip(lines, findings, strict=True):
        level, properties, message = re.fullmatch(r"::(\w+) (.*?)::(.*)", line).groups()
        fields = dict(field.split("=", 1) for field in properties.split(","))
        unescape = lambda text: re.sub(r"%(\w\w)", lambda m: chr(int(m.group(1), 16)), text)  # noqa: E731
        assert (
            fields["title"],
            unescape(fields["file"]),
            int(fields["line"]),
            int(fields["col"]),
            names.get(level, level),
        ) == essence(finding)[:5]
        assert unescape(message).startswith(finding.message)


@pytest.mark.parametrize("severity", ["ERROR", "WARNING", "INFO"])
def test_rdjson(by_case, severity):
    levels = {"ERROR": "error", "WARNING": "warning", "INFO": "note"}
    seen = 0
    for root, findings in by_case:
        data = json.loads(report.rdjson(findings, root))["diagnostics"]
        for d, finding in zip(data, findings, strict=True):
            if d["severity"] != severity:
                continue
            seen += 1
            start = d["location"]["range"]["start"]
            assert (d["code"]["value"], d["location"]["path"], start["line"], levels[severity]) == (
                finding.rule, finding.location.path, finding.location.line, str(finding.severity),
            )  # fmt: skip
            assert d["code"]["url"].endswith(f"/about/rules/{finding.rule}/")
            message = html.unescape(d["message"]).replace("\u200b", "")
            assert message.startswith(" ".join(finding.message.split()))
            assert len(d.get("suggestions", [])) == bool(finding.fix)
    assert seen


def test_a_suggestion_of_rdjson_is_our_own_fix(by_case, tmp_path_factory):
    """What reviewdog would make of each suggestion, in bytes, is what `check --fix` makes of the file."""
    tried = 0
    for root, findings in by_case:
        for finding in (one for one in findings if one.fix):
            [d] = json.loads(report.rdjson([finding], root))["diagnostics"]
            path = root / finding.fix.location.path
            before = path.read_bytes()
            suggested = accepted(before, d["suggestions"][0])
            apply_fixes([finding], root, snapshot(root))
            assert suggested == path.read_bytes() != before
            path.write_bytes(before)
            tried += 1
    assert tried > 3


def accepted(raw, suggestion):
    """A file after a suggestion was accepted: as the format says, columns are bytes, lines end at \\n, and the end is exclusive."""
    lines = raw.split(b"\n")
    start, end = suggestion["range"]["start"], suggestion["range"]["end"]
    first, last = start["line"] - 1, end["line"] - 1
    text = lines[first][: start["column"] - 1] + suggestion["text"].encode() + lines[last][end["column"] - 1 :]
    return b"\n".join([*lines[:first], *text.split(b"\n"), *lines[last + 1 :]])


@pytest.mark.parametrize("format", report.FORMATS)
def test_no_finding_gets_out_of_its_line(format, tmp_path):
    """A path and a message of any kind stay one finding, in UTF-8, without a command for a terminal or a workflow."""
    path = os.fsdecode(b"docs/en/caf\xe9\n\x1b]0;t\x07::error title=x::y ##[add-mask]z.md")
    text = "a\n::add-mask::b\r\u2028c \x1b]52;c;Zm9v\x07 \u202e ##[error]d @octocat [x](https://evil.example) \ud800"
    finding = Diagnostic("unreadable-page", Location(path, 3, 4), text, text, (RelatedLocation(Location(path), text),))
    shown = report.FORMATS[format]([finding, finding], tmp_path)
    shown.encode("utf-8")
    assert shown.replace("\n", "").isprintable()
    lines = shown.split("\n")
    commands = [
        line for line in lines if line.lstrip().startswith("::") or "##[add-mask]" in line or "##[error]" in line
    ]
    if format == "github":
        assert len(commands) == 2 and all(line.startswith("::error file=docs/en/caf") for line in commands)
        assert r"\x07%3A%3Aerror title=x%3A%3Ay" in shown
    else:
        assert commands == []
    if format == "concise":
        assert len(lines) == 3 and lines[0] == lines[1]
    if format in ("json", "sarif", "rdjson"):
        json.loads(shown)
    if format == "rdjson":
        assert "@octocat" not in shown and "](http" not in shown and len(shown) < 6_000
    if format == "sarif":
        assert "](http" in shown and "\\\\[x\\\\](http" in shown  # in SARIF a backslash takes a bracket's meaning


RDF = {
    "DiagnosticResult": {"diagnostics": ["Diagnostic"], "source": "Source"},
    "Diagnostic": {
        "message": str, "location": "Location", "severity": {"ERROR", "WARNING", "INFO"}, "code": "Code",
        "suggestions": ["Suggestion"], "relatedLocations": ["RelatedLocation"],
    },
    "Location": {"path": str, "range": "Range"},
    "RelatedLocation": {"message": str, "location": "Location"},
    "Range": {"start": "Position", "end": "Position"},
    "Position": {"line": int, "column": int},
    "Suggestion": {"range": "Range", "text": str},
    "Source": {"name": str, "url": str},
    "Code": {"value": str, "url": str},
}  # fmt: skip
"""The messages of reviewdog's format as far as we write them, in JSON's spelling: ``proto/rdf/reviewdog.proto``."""


def hold(value, kind):
    """Hold a value against a kind of the format; a position counts from 1."""
    if isinstance(kind, list):
        for one in value:
            hold(one, kind[0])
    elif isinstance(kind, str):
        assert set(value) <= set(RDF[kind]), kind
        for name, one in value.items():
            hold(one, RDF[kind][name])
        if kind == "Position":
            assert min(value.values()) >= 1
    elif isinstance(kind, set):
        assert value in kind
    else:
        assert type(value) is kind


def test_rdjson_has_the_fields_of_the_format_alone(by_case):
    for root, findings in by_case:
        hold(json.loads(report.rdjson(findings, root)), "DiagnosticResult")


def test_a_long_message_leaves_room_for_the_other_comments(tmp_path):
    finding = Diagnostic("unreadable-page", Location("docs/en/a.md"), "@" * 100_000)
    [d] = json.loads(report.rdjson([finding], tmp_path))["diagnostics"]
    assert len(d["message"]) < 10_000
    long = Diagnostic(
        "unreadable-page", Location("docs/en/a.md", 1, 3, 1, 4), "m", fix=Fix(Location("docs/en/a.md", 1, 3, 1, 4), "c")
    )
    for length, suggested in ((100, True), (70_000, False)):
        (tmp_path / "docs/en").mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs/en/a.md").write_text("x" * length, "utf-8")
        [d] = json.loads(report.rdjson([long], tmp_path))["diagnostics"]
        assert ("suggestions" in d) is suggested


def test_a_review_takes_the_errors_of_changed_files_first():
    findings = [Diagnostic("unused-source", Location("a", n + 1), "m", severity=Severity.WARNING) for n in range(90)]
    findings += [Diagnostic("x", Location("a", 99), "m"), Diagnostic("x", Location("b"), "m")]
    findings += [Diagnostic("y", Location("a"), "m", severity=Severity.NOTE)]
    chosen = for_review(findings, {"a"})
    assert len(chosen) == MOST and chosen[0].location == Location("a", 99) and chosen[1].location == Location("a", 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("En México – “sí”, she said “detenida en el río\" [@lopez2019#halted].", "río” [@lopez"),
        ("Años después [@lopez2018#halted].", "después [@lopez2019#halted]"),
        ("🎉 漢字 e\u0301 [@lopez2019#haltd].", "e\u0301 [@lopez2019#halted]"),
        ("Ñandú [@lopez2018#halted], ñandú [@lopez2018#halted, pp. 3-5].", "Ñandú [@lopez2019#halted], ñandú"),
    ],
    ids=["quotation", "key", "evidence", "several"],
)  # fmt: skip
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_suggestion_is_right_after_letters_of_several_bytes(tmp_path, before, after, newline, mark):
    lay_out(tmp_path, {})
    page = tmp_path / "docs/en/index.md"
    page.write_bytes((mark + HEAD + before + "\n").replace("\n", newline).encode())
    found = [finding for finding in checks.run(load(tmp_path)) if finding.fix]
    raw = page.read_bytes()
    suggestions = [d["suggestions"][0] for d in json.loads(report.rdjson(found, tmp_path))["diagnostics"]]
    for suggestion in sorted(suggestions, key=lambda one: -one["range"]["start"]["column"]):
        raw = accepted(raw, suggestion)
    apply_fixes(found, tmp_path, snapshot(tmp_path))
    assert raw == page.read_bytes() and after in raw.decode()


@pytest.mark.parametrize(
    ("raw", "location", "expected"),
    [
        ("a𐐀b".encode(), (1, 3, 1, 4), ((1, 6), (1, 7))),  # the example of the format's definition
        (b"haya14busa", (1, 5, 1, 7), ((1, 5), (1, 7))),
        ("\ufeffñb".encode(), (1, 2, 1, 3), ((1, 6), (1, 7))),
        ("ñ\r\nñb\r\n".encode(), (2, 2, 2, 3), ((2, 3), (2, 4))),
        ("ñ\rñb\nc".encode(), (2, 2, 3, 2), ((1, 6), (2, 2))),  # a carriage return alone ends no line of the format
        ("ñ\u2028ñ\x0cb\n".encode(), (1, 5, 1, 6), ((1, 9), (1, 10))),
        (b"caf\xe9 b\n", (1, 6, 1, 7), ((1, 6), (1, 7))),
        ("ñ\n".encode(), (1, 1), ((1, 1), None)),
        ("ñ\n".encode(), (7, 1, 7, 2), ((7, None), (7, None))),
        (None, (3, 2, 3, 4), ((3, None), None)),
    ],
    ids=["four bytes", "ascii", "byte-order mark", "CRLF", "CR", "other ends", "Latin-1", "a point", "no such line", "no file"],
)  # fmt: skip
def test_columns_of_rdjson_count_bytes(tmp_path, raw, location, expected):
    if raw is not None:
        (tmp_path / "a.md").write_bytes(raw)
    [d] = json.loads(report.rdjson([Diagnostic("unused-source", Location("a.md", *location), "m")], tmp_path))[
        "diagnostics"
    ]
    span = d["location"]["range"]
    found = [(one["line"], one.get("column")) if (one := span.get(end)) else None for end in ("start", "end")]
    assert found == list(expected)


def test_where_a_rule_is_explained(tmp_path, monkeypatch):
    finding = Diagnostic("unused-source", Location("a.md"), "m")
    for given, site in (("https://example.org/site/", "https://example.org/site/"), ("", "http://127.0.0.1:8000/"),
                        ("javascript:x", "http://127.0.0.1:8000/")):  # fmt: skip
        monkeypatch.setenv("SITE_URL", given)
        [d] = json.loads(report.rdjson([finding], tmp_path))["diagnostics"]
        [rule] = json.loads(report.sarif([finding], tmp_path))["runs"][0]["tool"]["driver"]["rules"]
        assert d["code"]["url"] == rule["helpUri"] == f"{site}about/rules/unused-source/"


@pytest.mark.parametrize(
    ("text", "line", "shown"),
    [
        ("one\u2028still one\x0c\x85\ntwo\n", 2, "  2 | two"),
        ("one\r\ntwo\rthree\n", 3, "  3 | three"),
        ("\ufeffone\n", 1, "  1 | one"),
        ("a\x1b[31mb\tc\u202e\n", 1, "  1 | a␛[31mb c\ufffd"),
        ("one\n", 9, None),
    ],
)
def test_the_full_format_shows_the_line_that_was_checked(tmp_path, text, line, shown):
    (tmp_path / "a.md").write_bytes(text.encode())
    found = report.full([Diagnostic("unused-source", Location("a.md", line, 1, line, 2), "m")], tmp_path).split("\n")
    assert (found[2] if len(found) > 4 else None) == shown


def test_no_format_reads_a_file_outside_of_the_project(tmp_path):
    (tmp_path / "secret").write_text("a secret\n", "utf-8")
    lay_out(tmp_path / "project", {})
    (tmp_path / "project/docs/en/leak.md").symlink_to(tmp_path / "secret")
    found = checks.run(load(tmp_path / "project"))
    assert any(finding.location.path == "docs/en/leak.md" for finding in found)
    assert all("a secret" not in show(found, tmp_path / "project") for show in report.FORMATS.values())


WRAPPED = "The caravan was halted on 25 January\n2019 [@lopez2019#halted]. The humanitarian cards [@lopez2019#cards].\n"


def test_a_finding_that_wraps_is_one_line_in_a_build_too(tmp_path):
    lay_out(tmp_path, {"docs/en/index.md": HEAD + WRAPPED})
    [finding] = [one for one in checks.run(load(tmp_path)) if one.rule != LAYOUT]
    assert report.concise([finding], tmp_path).count("\n") == 1
    _, log = build_site(tmp_path, {"docs/en/index.md": HEAD + WRAPPED})
    assert len([line for line in log if "25 January 2019" in line]) == 1 and log[-1].startswith("Abort")


def test_a_page_in_another_encoding_is_a_finding_on_its_changed_line(tmp_path):
    lay_out(tmp_path, {})
    commit(tmp_path, "2026-11-24T12:00:00Z")
    (tmp_path / "docs/en/index.md").write_bytes((HEAD + "Ñ años\n").encode().replace("ños".encode(), b"\xf1os"))
    (tmp_path / "docs/en/photo.png").write_bytes(b"\x89PNG\xff\xfe")
    (tmp_path / os.fsdecode(b"docs/en/caf\xe9.txt")).write_bytes(b"x")
    for arguments in (["--changed", "HEAD", "--format", "github"], ["--changed", "HEAD"], ["--format", "rdjson"]):
        run = explainer("check", *arguments, cwd=tmp_path)
        assert run.returncode == 1 and "Traceback" not in run.stderr
        assert "unreadable-page" in run.stdout
    [d] = [d for d in json.loads(run.stdout)["diagnostics"] if d["code"]["value"] == "unreadable-page"]
    assert d["location"]["range"]["start"] == {"line": 9, "column": 5}  # Ñ has two bytes


# Waivers


def run_checks(folder, body, monkeypatch=None):
    lay_out(folder, {"docs/en/index.md": HEAD + body})
    return checks.run_checks(load(folder))


USED = "The humanitarian cards came [@lopez2019#cards].\n\n"
WAIVED = "<!-- waive uncited-figure until 2027-06-30: the figure is a joke -->\n\nSome 42 people laughed.\n"


def test_a_waiver_accepts_what_it_names_in_the_next_block(tmp_path):
    outcome = run_checks(tmp_path, USED + WAIVED)
    assert outcome.findings == []
    [(suppression, finding)] = outcome.suppressed
    assert (suppression.rule, suppression.reason, finding.rule) == (
        "uncited-figure",
        "the figure is a joke",
        "uncited-figure",
    )


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (WAIVED + "\nAnd 43 more.\n", [("uncited-figure", 13)]),
        (WAIVED.replace("uncited-figure", "loaded-term"), [("uncited-figure", 11), ("unused-waiver", 9)]),
        (WAIVED.replace("2027-06-30", "2199-12-31"), [("distant-waiver", 9)]),
        (WAIVED.replace("2027-06-30", "2020-01-31"), [("expired-waiver", 9), ("uncited-figure", 11)]),
        (WAIVED.replace("uncited-figure", "uncited-figur"), [("uncited-figure", 11), ("unknown-waiver", 9)]),
        (WAIVED.replace("uncited-figure", "unused-waiver"), [("uncited-figure", 11), ("unknown-waiver", 9)]),
        (WAIVED.replace(": the figure is a joke", ""), [("uncited-figure", 11), ("unknown-waiver", 9)]),
        ("```\n" + WAIVED + "```\n", [("uncited-figure", 10), ("uncited-figure", 12)]),
        (WAIVED.replace("2027-06-30", "2027-02-30"), [("uncited-figure", 11), ("unknown-waiver", 9)]),
        ("<!-- an ordinary comment -->\n", []),
    ],
    ids=["another block", "another rule", "too long", "expired", "no such rule", "a waiver's rule", "no reason", "no such day",
         "an example in code", "no waiver"],
)  # fmt: skip
def test_what_a_waiver_does_not_do(tmp_path, body, expected):
    outcome = run_checks(tmp_path, USED + body)
    assert sorted((finding.rule, finding.location.line) for finding in outcome.findings) == sorted(
        (rule, line + 2) for rule, line in expected
    )


# Fixes


def test_a_fix_changes_a_key_a_range_and_marks_and_nothing_else(tmp_path):
    body = (
        'Halted [@lopez2018#halted, pp. 3-5] and she said “detenida en el río" [@lopez2019#haltd].\n\n'
        "Some 12,575 humanitarian cards [@lopez2019#cards] and [@nobody2020].\n"
    )
    lay_out(tmp_path, {"docs/en/index.md": HEAD + body})
    difference, count, *_ = apply_fixes(checks.run(load(tmp_path)), tmp_path, snapshot(tmp_path))
    assert count == 4
    assert (tmp_path / "docs/en/index.md").read_text("utf-8") == HEAD + (
        "Halted [@lopez2019#halted, pp. 3–5] and she said “detenida en el río” [@lopez2019#halted].\n\n"
        "Some 12,575 humanitarian cards [@lopez2019#cards] and [@nobody2020].\n"
    )
    assert difference.count("\n-Halted") == difference.count("\n+Halted") == 1
    assert [finding.rule for finding in checks.run(load(tmp_path))] == ["unsupported-figure", "unknown-source"]


def test_a_fix_needs_one_candidate_alone(tmp_path):
    source = (tmp_path / "docs/sources/lopez2017.yaml", "docs/sources/lopez2019.yaml")
    lay_out(tmp_path, {"docs/en/index.md": HEAD + "Halted [@lopez2018#halted].\n"})
    source[0].write_text((tmp_path / source[1]).read_text("utf-8").replace("caravana", "balsa"), "utf-8")
    assert apply_fixes(checks.run(load(tmp_path)), tmp_path, snapshot(tmp_path))[:2] == ("", 0)


def test_a_fix_keeps_line_ends_and_the_byte_order_mark(tmp_path):
    lay_out(tmp_path, {})
    page = tmp_path / "docs/en/index.md"
    page.write_bytes(
        ("\ufeff" + HEAD + "Cards: humanitarian cards [@lopez2018#cards].\n").replace("\n", "\r\n").encode()
    )
    apply_fixes(checks.run(load(tmp_path)), tmp_path, snapshot(tmp_path))
    assert page.read_bytes().decode() == ("\ufeff" + HEAD + "Cards: humanitarian cards [@lopez2019#cards].\n").replace(
        "\n", "\r\n"
    )


def test_the_command_fixes_and_shows_a_diff(tmp_path):
    lay_out(
        tmp_path, {"docs/en/index.md": HEAD + "Halted [@lopez2018#halted], humanitarian cards [@lopez2019#cards].\n"}
    )
    run = explainer("check", "--fix", cwd=tmp_path)
    assert run.returncode == 0
    assert "-Halted [@lopez2018#halted]" in run.stdout and "+Halted [@lopez2019#halted]" in run.stdout
    assert run.stderr.startswith("1 fixed\n0 errors")


# Review


def test_review_puts_statements_beside_their_evidence(tmp_path):
    lay_out(tmp_path, {})
    run = explainer("review", "index.md", "--format", "json", cwd=tmp_path)
    assert json.loads(run.stdout) == [
        {
            "page": "docs/en/index.md",
            "line": 8,
            "statement": "The caravan was halted",
            "citations": [
                {
                    "key": "lopez2019",
                    "evidence": "halted",
                    "at": "headline",
                    "says": "The caravan of 19 January 2019 was halted at the river.",
                    "quote": "detenida en el río",
                }
            ],
        }
    ]


def test_a_page_does_not_act_on_the_terminal_of_its_second_reader(tmp_path):
    body = "The \x1b]52;c;Zm9v\x07 caravan \u202e was halted [@lopez2019#halted].\n"
    lay_out(tmp_path, {"docs/en/index.md": HEAD + body})
    for format in ("text", "json"):
        run = explainer("review", "--format", format, cwd=tmp_path)
        assert "caravan" in run.stdout and run.stdout.replace("\n", "").isprintable()


def test_review_samples_the_same_for_the_same_seed(tmp_path, capsys):
    lay_out(tmp_path, FILES)

    def sample(seed):
        assert main(["review", "--root", str(tmp_path), "--sample", "5", "--seed", str(seed)]) == 0
        return capsys.readouterr().out

    assert sample(1) == sample(1) != sample(2)
