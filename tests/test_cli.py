"""The command: what it prints, and how it ends."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from explainer import checks
from explainer.library import load
from support.cases import lay_out
from support.command import explainer
from support.paths import RULES


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
    assert finding["location"] == {"path": "docs/en/index.md", "line": 8, "column": 25, "end_line": 8, "end_column": 42}
    assert finding["related"][0]["location"]["path"] == "docs/sources/lopez2019.yaml"


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
    assert json.loads(explainer("parse", "-", text="x [@a\n\ny [@b]").stdout)[1]["start"] == [3, 3]


def test_rule_lists_and_explains(project):
    assert "unknown-source" in explainer("rule").stdout
    page = explainer("rule", "unknown-source").stdout
    assert page.startswith("unknown-source (error, citations)\n\nA citation names a source that has no record.")
    assert "## How to fix it" in page


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["new", "source", "--form", "nothing.md"], "nothing.md: No such file"),
        (["new", "source", "--form", "docs"], "docs: Is a directory"),
        (["new", "term", "--form", "nothing.md"], "nothing.md: No such file"),
        (["new", "term", "--form", "docs/en/index.md"], "is not an issue form"),
        (["new", "source", "nothing.bib"], "nothing.bib cannot be read"),
        (["review", "--sample", "-1"], "'-1' is not a number"),
        (["review", "--sample", "²"], "is not a number"),
        (["release", ""], "the release is not valid"),
        (["release", " \n"], "the release is not valid"),
        (["release", "<b>New</b>"], "HTML ('<b>')"),
        (["links", "docs"], "Is a directory"),
        (["takeaway", "--site", "docs"], "no built site"),
        (["check", "\udcff"], "there is no file or folder"),
        (["check", "--root", "\udcff"], "there is no project here"),
        (["rule", "\udcff"], "there is no rule"),
        (["parse", "docs"], "Is a directory"),
    ],
    ids=lambda value: ascii(" ".join(value)) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said_in_one_line(project, arguments, message):
    before = sorted(project.rglob("*"))
    run = explainer(*arguments, cwd=project, text="")
    assert run.returncode == 2 and message in run.stderr
    assert "Traceback" not in run.stderr
    assert len([line for line in run.stderr.splitlines() if line.startswith("explainer")]) == 1
    assert sorted(project.rglob("*")) == before, "nothing is half written"


@pytest.mark.parametrize(
    "given", ["999999999999", "²", "", "-5", " 5", "1e9", "9" * 5000, "\udcff"], ids=lambda text: ascii(text[:20])
)
def test_a_day_of_the_environment_that_is_none(project, given, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    run = explainer("check", cwd=project)
    assert (run.returncode, run.stdout, run.stderr.count("\n")) == (2, "", 1)
    assert run.stderr.startswith("explainer: SOURCE_DATE_EPOCH is '")


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
@pytest.mark.parametrize("arguments", [["review"], ["check", "--format", "full"]], ids=" ".join)
def test_an_output_of_another_encoding_loses_nothing(project, encoding, arguments, monkeypatch):
    page = project / "docs/en/index.md"
    page.write_text(
        page.read_text("utf-8").replace("@lopez2019", "@lópez2018№") + "\n“Río” № [@lopez2019#halted].\n", "utf-8"
    )
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    run = subprocess.run([sys.executable, "-m", "explainer.cli", *arguments], cwd=project, capture_output=True)
    assert run.returncode in (0, 1) and b"Traceback" not in run.stderr
    assert ("№" in run.stdout.decode(encoding)) if encoding == "utf-8" else (b"\\u2116" in run.stdout)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device that is always full is Linux's")
def test_an_output_that_takes_nothing(project):
    with open("/dev/full", "w") as full:
        run = subprocess.run(
            [sys.executable, "-m", "explainer.cli", "rule"], stdout=full, stderr=subprocess.PIPE, text=True
        )
    assert (run.returncode, run.stderr) == (2, "explainer: No space left on device\n")


def test_an_output_that_is_closed(project):
    run = subprocess.run(
        ["/bin/sh", "-c", f"'{sys.executable}' -m explainer.cli rule >&-"], capture_output=True, text=True
    )
    assert (run.returncode, run.stderr) == (0, "")


def test_a_fix_keeps_to_the_paths_and_the_lines_that_were_named(project):
    """What was not asked for is neither changed nor shown, and does not decide how the command ends."""
    (project / "docs/en/other.md").write_text(
        "---\ntitle: T\n---\n\n# T\n\nHalted [@lopez2018#halted], 3-5 people.\n", "utf-8"
    )
    page = project / "docs/en/index.md"
    page.write_text(page.read_text("utf-8") + "\nFrom 2018-2019 [@lopez2019#halted].\n", "utf-8")
    whole = explainer("check", "docs/en/index.md", cwd=project)
    fixed = explainer("check", "docs/en/index.md", "--fix", cwd=project)
    assert "other.md" not in whole.stdout + fixed.stdout
    assert "docs/en/other.md" in explainer("check", cwd=project).stdout
    alone = explainer("check", "docs/glossary", "--fix", cwd=project)
    assert (alone.returncode, alone.stdout) == (0, "")


def test_a_folder_that_cannot_be_listed_is_a_finding():
    """What is in it would be missing without a word. Root may list all, and reads as somebody else here."""
    checks.run(load(RULES / "base"))  # somebody else could not import what a first reading needs
    root = os.geteuid() == 0
    with tempfile.TemporaryDirectory() as name:
        project = Path(name)
        project.chmod(0o755)
        lay_out(project, {"docs/en/hidden/page.md": "# Page\n"})
        locked = [project / "docs/en/hidden", project / "docs/glossary"]
        for folder in locked:
            folder.chmod(0)
        try:
            if root:
                os.seteuid(65534)
            found = checks.run(load(project))
        finally:
            if root:
                os.seteuid(0)
            for folder in locked:
                folder.chmod(0o755)
    said = {(one.location.path, one.rule, one.message) for one in found}
    assert ("docs/en/hidden", "unreadable-page", "the folder cannot be read: Permission denied") in said
    assert ("docs/glossary", "invalid-record", "the folder cannot be read: Permission denied") in said
