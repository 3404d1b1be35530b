"""What an editor and a commit are told is what the check says: schemas, problem matchers, pre-commit, asked with their own tools."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from explainer import checks, report
from explainer.library import load
from explainer.schemas import MODELS, editor_settings, schemas
from support.cases import CASES, lay_out, read_case
from support.git import git
from support.paths import BIN, ROOT


def settings():
    text = (ROOT / ".vscode/settings.json").read_text("utf-8")
    return json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.MULTILINE))


def validate(schema, *files):
    command = [BIN / "check-jsonschema", "--output-format", "json", "--schemafile", schema, *files]
    done = subprocess.run(command, capture_output=True, text=True)
    return json.loads(done.stdout)


def test_the_schemas_are_those_of_the_models():
    written = {path.name: path.read_text("utf-8") for path in (ROOT / "schemas").glob("*.json")}
    assert written == schemas(), "run 'make schemas'"
    assert settings()["yaml.schemas"] == editor_settings()


@pytest.mark.parametrize("name", MODELS)
def test_another_program_takes_our_records(name):
    records = sorted((ROOT / MODELS[name][1]).glob("*.yaml"))
    assert records
    some = records[:: len(records) // 50 + 1]  # it takes long to read a file
    found = validate(ROOT / "schemas" / f"{name}.json", *some)
    assert found["status"] == "ok", found["errors"][:3]


GOOD = "type: report\ntitle: 1984\nlanguage: es\nvoice: press\nrank: 3\nread: {date: 2026-11}\nevidence:\n  - {id: a, at: page 1, says: It says.}\n"
FAULTS = [
    ("type: report", "type: reprot", "$.type"),
    ("voice: press\n", "", "$"),
    ("rank: 3", "rank: 5", "$.rank"),
    ("title: 1984", "titel: 1984", "$"),
    ("says: It says.", "say: It says.", "$.evidence[0]"),
    ("date: 2026-11", "date: last year", "$.read.date"),
    ("says: It says.", "says: {fr: Il dit.}", "$.evidence[0].says"),
    ("rank: 3", "rank: 3\nURL: javascript:x", "$.URL"),
    ("id: a,", "id: A b,", "$.evidence[0].id"),
]


@pytest.fixture(scope="module")
def marked(tmp_path_factory):
    """What the schema marks in a good record, named "good", and in each faulty one, named by its number: paths by name."""
    folder = tmp_path_factory.mktemp("marked")
    texts = {str(number): GOOD.replace(old, new) for number, (old, new, _) in enumerate(FAULTS)}
    for name, text in {"good": GOOD, **texts}.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    paths = {path.stem: set() for path in folder.iterdir()}
    for error in validate(ROOT / "schemas/source.json", *sorted(folder.iterdir()))["errors"]:
        paths[Path(error["filename"]).stem].add(error["path"])
    return paths


def test_the_schema_takes_what_the_check_takes(tmp_path, marked):
    (tmp_path / "docs/sources").mkdir(parents=True)
    (tmp_path / "docs/sources/a.yaml").write_text(GOOD, "utf-8")
    assert not marked["good"] and not load(tmp_path).faults


@pytest.mark.parametrize("number", range(len(FAULTS)), ids=[new or f"without {old}" for old, new, _ in FAULTS])
def test_the_schema_marks_what_the_check_would(tmp_path, marked, number):
    old, new, path = FAULTS[number]
    (tmp_path / "docs/sources").mkdir(parents=True)
    (tmp_path / "docs/sources/a.yaml").write_text(GOOD.replace(old, new), "utf-8")
    assert path in marked[str(number)] and load(tmp_path).faults


def test_a_field_explains_itself():
    source = json.loads(schemas()["source.json"])
    assert source["properties"]["archive"]["description"].startswith("An archived copy")
    assert source["$defs"]["Evidence"]["properties"]["speaker"]["description"] == "Who said the quoted words."


@pytest.mark.parametrize("file", [".vscode/tasks.json", ".github/problem-matcher.json"])
def test_a_problem_matcher_reads_every_finding(tmp_path, file):
    data = json.loads((ROOT / file).read_text("utf-8"))
    pattern = (
        data["problemMatcher"][0]["pattern"][0]
        if "problemMatcher" in data
        else data["tasks"][0]["problemMatcher"]["pattern"]
    )
    expression = re.compile(pattern["regexp"])
    lines = 0
    for case in CASES[::5]:
        folder = tmp_path / case.stem
        lay_out(folder, read_case(case)[1])
        found = checks.run(load(folder))
        for line, finding in zip(report.concise(found, folder).splitlines(), found, strict=True):
            match = expression.match(line)
            assert match, line
            location = match[pattern["file"]], int(match[pattern["line"]]), int(match[pattern["column"]])
            assert location == (finding.location.path, finding.location.line, finding.location.column)
            assert match[pattern["severity"]] == str(finding.severity) and match[pattern["code"]] == finding.rule
            lines += 1
    assert lines > 20


def test_pre_commit_runs_the_same_check(tmp_path):
    lay_out(tmp_path, {})
    shutil.copy(ROOT / ".pre-commit-config.yaml", tmp_path)
    (tmp_path / ".venv").symlink_to(BIN.parent)
    (tmp_path / ".gitignore").write_text(".venv\n")
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", ".")

    def commit():
        command = [BIN / "pre-commit", "run", "--color", "never", "explainer", "--all-files"]
        return subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)

    done = commit()
    assert done.returncode == 0, done.stdout + done.stderr
    page = tmp_path / "docs/en/index.md"
    page.write_text(page.read_text("utf-8").replace("#halted", "#haltd"), "utf-8")
    git(tmp_path, "add", ".")
    done = commit()
    assert done.returncode == 1 and "docs/en/index.md:8:" in done.stdout and "unknown-evidence" in done.stdout
