"""Every rule, case by case: a small project, and exactly the findings that it must give.

A case is one file of ``cases/``. Its first line says in words what it shows. Then come the files that
the case lays over ``base/`` (a project without a fault), each under a line ``--- path``, and last the
expected findings under ``--- expected``, as the concise format prints them; nothing there means that
the project must stay silent. A file whose only line is ``(removed)`` is taken away;
one that begins with ``(bytes)`` holds what follows in hexadecimal.
"""

import shutil
from pathlib import Path

import pytest

from explainer import checks, report
from explainer.library import load

HERE = Path(__file__).parent
LAYOUT = "several-sentences-on-a-line"
CASES = sorted((HERE / "cases").glob("*.txt"))


def read_case(path):
    """Return a case's title, its files by path, and its expected lines."""
    title, *sections = path.read_text("utf-8").split("\n--- ")
    files = dict(section.split("\n", 1) for section in sections)
    expected = files.pop("expected", "").strip().splitlines()
    return title.strip(), files, expected


def lay_out(folder, files):
    """Make the project of a case in ``folder``."""
    shutil.copytree(HERE / "base", folder, dirs_exist_ok=True)
    for name, text in files.items():
        path = folder / name
        if text.strip() == "(removed)":
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            if text.startswith("(bytes) "):
                path.write_bytes(bytes.fromhex(text.removeprefix("(bytes) ")))
            else:
                path.write_text(text if text.endswith("\n") else text + "\n", "utf-8")


def concerns(finding, case):
    """Whether a finding is of interest to a case: most need not care where their lines break."""
    return finding.rule != LAYOUT or case.stem.startswith(LAYOUT)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_findings(case, tmp_path):
    title, files, expected = read_case(case)
    lay_out(tmp_path, files)
    found = [finding for finding in checks.run(load(tmp_path)) if concerns(finding, case)]
    assert report.concise(found, tmp_path).splitlines() == expected, title


def test_the_base_is_without_a_fault():
    assert checks.run(load(HERE / "base")) == []


def test_every_rule_has_a_case_that_it_finds():
    found = {line.partition("[")[2].partition("]")[0] for case in CASES for line in read_case(case)[2]}
    assert found == set(checks.RULES)


@pytest.mark.parametrize("rule", checks.RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_explains_itself(rule):
    headings = [line.removeprefix("## ") for line in rule.documentation.splitlines() if line.startswith("## ")]
    assert headings == ["What it finds", "Why it matters", "Example", "How to fix it"]
    assert rule.summary.endswith(".")
