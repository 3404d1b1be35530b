"""Findings in every format say the same; waivers accept what they name; fixes mend what is safe."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from sarif_pydantic import Sarif

from explainer import checks, report
from explainer.diagnostics import Severity
from explainer.fixes import apply_fixes
from explainer.library import Library
from rules.test_rules import CASES, lay_out, read_case

HEAD = "---\ntitle: Home\ndescription: D.\nknown: 2026-11\n---\n\n# Home\n\n"


@pytest.fixture(scope="module")
def findings(tmp_path_factory):
    """All findings of all cases: every rule, with second places, fixes and odd characters."""
    found = []
    for case in CASES:
        folder = tmp_path_factory.mktemp("case")
        lay_out(folder, read_case(case)[1])
        found += checks.run(Library.load(folder))
    assert {finding.severity for finding in found} == set(Severity)
    assert any(finding.fix for finding in found)
    return found


def essence(finding):
    """What every format must say of a finding."""
    place = finding.place
    return finding.rule, place.path, place.line, place.column, str(finding.severity), finding.message


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
        (d["rule"], d["place"]["path"], d["place"]["line"], d["place"]["column"], d["severity"], d["message"])
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
        assert (region.start_line, region.start_column) == (finding.place.line, finding.place.column)
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


def test_rdjson(findings):
    data = json.loads(report.rdjson(findings, Path()))["diagnostics"]
    levels = {"ERROR": "error", "WARNING": "warning", "INFO": "note"}
    for d, finding in zip(data, findings, strict=True):
        start = d["location"]["range"]["start"]
        assert (
            d["code"]["value"],
            d["location"]["path"],
            start["line"],
            start["column"],
            levels[d["severity"]],
        ) == essence(finding)[:5]
        assert d["message"].startswith(finding.message)
        assert len(d.get("suggestions", [])) == bool(finding.fix)


# Waivers


def examine(folder, body, monkeypatch=None):
    lay_out(folder, {"docs/en/index.md": HEAD + body})
    return checks.examine(Library.load(folder))


USED = "The humanitarian cards came [@lopez2019#cards].\n\n"
WAIVED = "<!-- waive uncited-figure until 2199-12-31: the figure is a joke -->\n\nSome 42 people laughed.\n"


def test_a_waiver_accepts_what_it_names_in_the_next_block(tmp_path):
    outcome = examine(tmp_path, USED + WAIVED)
    assert outcome.findings == []
    [(waiver, finding)] = outcome.waived
    assert (waiver.rule, waiver.reason, finding.rule) == ("uncited-figure", "the figure is a joke", "uncited-figure")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (WAIVED + "\nAnd 43 more.\n", [("uncited-figure", 13)]),
        (WAIVED.replace("uncited-figure", "loaded-term"), [("uncited-figure", 11), ("unused-waiver", 9)]),
        (WAIVED.replace("2199-12-31", "2020-01-31"), [("expired-waiver", 9), ("uncited-figure", 11)]),
        (WAIVED.replace("uncited-figure", "uncited-figur"), [("uncited-figure", 11), ("unknown-waiver", 9)]),
        (WAIVED.replace("uncited-figure", "unused-waiver"), [("uncited-figure", 11), ("unknown-waiver", 9)]),
        (WAIVED.replace(": the figure is a joke", ""), [("uncited-figure", 11), ("unknown-waiver", 9)]),
        (WAIVED.replace("2199-12-31", "2199-02-30"), [("uncited-figure", 11), ("unknown-waiver", 9)]),
        ("```\n" + WAIVED + "```\n", [("uncitable-figure", 10), ("uncitable-figure", 12)]),
        ("<!-- an ordinary comment -->\n", []),
    ],
    ids=["another block", "another rule", "expired", "no such rule", "a waiver's rule", "no reason", "no such day",
         "an example in code", "no waiver"],
)  # fmt: skip
def test_what_a_waiver_does_not_do(tmp_path, body, expected):
    outcome = examine(tmp_path, USED + body)
    assert sorted((finding.rule, finding.place.line) for finding in outcome.findings) == sorted(
        (rule, line + 2) for rule, line in expected
    )


# Fixes


def test_a_fix_mends_a_key_a_range_and_marks_and_nothing_else(tmp_path):
    body = (
        'Halted [@lopez2018#halted, pp. 3-5] and she said “detenida en el río" [@lopez2019#haltd].\n\n'
        "Some 12,575 humanitarian cards [@lopez2019#cards] and [@nobody2020].\n"
    )
    lay_out(tmp_path, {"docs/en/index.md": HEAD + body})
    difference, count = apply_fixes(checks.run(Library.load(tmp_path)), tmp_path)
    assert count == 4
    assert (tmp_path / "docs/en/index.md").read_text("utf-8") == HEAD + (
        "Halted [@lopez2019#halted, pp. 3–5] and she said “detenida en el río” [@lopez2019#halted].\n\n"
        "Some 12,575 humanitarian cards [@lopez2019#cards] and [@nobody2020].\n"
    )
    assert difference.count("\n-Halted") == difference.count("\n+Halted") == 1
    assert [finding.rule for finding in checks.run(Library.load(tmp_path))] == ["unsupported-figure", "unknown-source"]


def test_a_fix_needs_one_candidate_alone(tmp_path):
    source = (tmp_path / "docs/sources/lopez2017.yaml", "docs/sources/lopez2019.yaml")
    lay_out(tmp_path, {"docs/en/index.md": HEAD + "Halted [@lopez2018#halted].\n"})
    source[0].write_text((tmp_path / source[1]).read_text("utf-8").replace("caravana", "balsa"), "utf-8")
    assert apply_fixes(checks.run(Library.load(tmp_path)), tmp_path) == ("", 0)


def test_a_fix_keeps_line_ends_and_the_byte_order_mark(tmp_path):
    lay_out(tmp_path, {})
    page = tmp_path / "docs/en/index.md"
    page.write_bytes(
        ("\ufeff" + HEAD + "Cards: humanitarian cards [@lopez2018#cards].\n").replace("\n", "\r\n").encode()
    )
    apply_fixes(checks.run(Library.load(tmp_path)), tmp_path)
    assert page.read_bytes().decode() == ("\ufeff" + HEAD + "Cards: humanitarian cards [@lopez2019#cards].\n").replace(
        "\n", "\r\n"
    )


def test_the_command_fixes_and_shows_a_diff(tmp_path):
    lay_out(
        tmp_path, {"docs/en/index.md": HEAD + "Halted [@lopez2018#halted], humanitarian cards [@lopez2019#cards].\n"}
    )
    run = subprocess.run(
        [sys.executable, "-m", "explainer.cli", "check", "--fix"], cwd=tmp_path, capture_output=True, text=True
    )
    assert run.returncode == 0
    assert "-Halted [@lopez2018#halted]" in run.stdout and "+Halted [@lopez2019#halted]" in run.stdout
    assert run.stderr.startswith("1 mended\n0 errors")


# Review


def test_review_puts_statements_beside_their_evidence(tmp_path):
    lay_out(tmp_path, {})
    run = subprocess.run(
        [sys.executable, "-m", "explainer.cli", "review", "index.md", "--format", "json"],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
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


def test_review_samples_the_same_for_the_same_seed():
    def sample(seed):
        return subprocess.run(
            [sys.executable, "-m", "explainer.cli", "review", "--sample", "5", "--seed", str(seed)],
            capture_output=True,
            text=True,
        ).stdout

    assert sample(1) == sample(1) != sample(2)
