"""The command: what it prints, and how it ends."""

import json
import subprocess
import sys

import pytest

from rules.test_rules import lay_out


def explainer(*arguments, cwd=None, input=None):
    """Run the command as a user does."""
    return subprocess.run(
        [sys.executable, "-m", "explainer.cli", *map(str, arguments)],
        cwd=cwd,
        input=input,
        capture_output=True,
        text=True,
    )


@pytest.fixture
def project(tmp_path):
    lay_out(tmp_path, {})
    return tmp_path


def break_it(project):
    page = project / "docs/en/index.md"
    page.write_text(page.read_text().replace("@lopez2019", "@lopez2018"))


def test_clean(project):
    run = explainer("check", cwd=project / "docs/en")
    assert (run.returncode, run.stdout, run.stderr) == (0, "", "0 errors, 0 warnings, 0 notes\n"), (
        "found from below the root"
    )


def test_errors(project):
    break_it(project)
    run = explainer("check", "--root", project)
    assert run.returncode == 1
    assert run.stdout == (
        "docs/en/index.md:8:25: error[unknown-source] there is no source 'lopez2018' "
        "(there is a source with a similar key: 'lopez2019')\n"
    )


def test_warnings_alone_do_not_fail(project):
    page = project / "docs/en/index.md"
    page.write_text(page.read_text().replace("description: A page without a fault.\n", ""))
    run = explainer("check", cwd=project)
    assert run.returncode == 0
    assert "warning[missing-description]" in run.stdout


def test_full_shows_both_places(project):
    break_it(project)
    run = explainer("check", "--format", "full", cwd=project)
    assert (
        run.stdout
        == """\
docs/en/index.md:8:25: error[unknown-source] there is no source 'lopez2018'
    |
  8 | The caravan was halted [@lopez2018#halted], and the humanitarian cards came later.
    |                         ^^^^^^^^^^^^^^^^^
  docs/sources/lopez2019.yaml:1:1: the nearest record
    |
  1 | type: article-newspaper
    | -
  help: there is a source with a similar key: 'lopez2019'
  more: explainer rule unknown-source

"""
    )


def test_json_has_every_field(project):
    break_it(project)
    [finding] = json.loads(explainer("check", "--format", "json", cwd=project).stdout)
    assert finding["rule"] == "unknown-source"
    assert finding["severity"] == "error"
    assert finding["place"] == {"path": "docs/en/index.md", "line": 8, "column": 25, "end_line": 8, "end_column": 42}
    assert finding["related"][0]["place"]["path"] == "docs/sources/lopez2019.yaml"


def test_only_some_files(project):
    break_it(project)
    assert explainer("check", "docs/sources", cwd=project).stdout == ""
    assert "unknown-source" in explainer("check", "docs/en/index.md", cwd=project).stdout
    assert "unknown-source" in explainer("check", "index.md", cwd=project / "docs/en").stdout


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["check", "--root", "nowhere"], "there is no project here"),
        (["check", "docs/nothing.md"], "there is no file or folder 'docs/nothing.md'"),
        (["check", "--format", "xml"], "invalid choice"),
        (["parse", "nothing.md"], "cannot be read"),
        (["rule", "unknown-sorce"], "a similar id: 'unknown-source'"),
        ([], "required"),
    ],
)
def test_wrong_usage(project, arguments, message):
    run = explainer(*arguments, cwd=project)
    assert run.returncode == 2
    assert message in run.stderr
    assert "Traceback" not in run.stderr


def test_parse_prints_every_group_with_its_place(project):
    page = project / "docs/en/page.md"
    page.write_text("---\ntitle: T\n---\n\nSee [see @a#x, pp. 3–5; -@b, passim] and\n> @c [art. 33(1)]\n", "utf-8")
    assert json.loads(explainer("parse", page, "--format", "json").stdout) == [
        {
            "start": [5, 5],
            "end": [5, 37],
            "items": [
                {"key": "a", "evidence": "x", "prefix": "see", "label": "page", "locator": "3–5", "suffix": "", "mode": "normal"},
                {"key": "b", "evidence": "", "prefix": "", "label": None, "locator": None, "suffix": "passim", "mode": "suppress-author"},
            ],
        },
        {
            "start": [6, 3],
            "end": [6, 18],
            "items": [
                {"key": "c", "evidence": "", "prefix": "", "label": "article-locator", "locator": "33(1)", "suffix": "", "mode": "in-text"}
            ],
        },
    ]  # fmt: skip


def test_parse_reads_standard_input():
    assert json.loads(explainer("parse", "-", input="x [@a\n\ny [@b]").stdout)[1]["start"] == [3, 3]


def test_rule_lists_and_explains(project):
    assert "unknown-source" in explainer("rule").stdout
    page = explainer("rule", "unknown-source").stdout
    assert page.startswith("unknown-source (error, citations)\n\nA citation names a source that has no record.")
    assert "## How to mend it" in page
