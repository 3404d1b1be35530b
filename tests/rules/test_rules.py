"""Every rule, case by case: a small project, and exactly the findings that it must give.

`support.cases` describes the form of a case, which is one text file in ``cases/``.
"""

import pytest

from explainer import checks, report
from explainer.library import load
from support.cases import CASES, concerns, lay_out, read_case
from support.paths import BASE


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_findings(case, tmp_path):
    title, files, expected = read_case(case)
    lay_out(tmp_path, files)
    found = [finding for finding in checks.run(load(tmp_path)) if concerns(finding, case)]
    assert report.concise(found, tmp_path).splitlines() == expected, title


def test_the_base_is_without_a_fault():
    assert checks.run(load(BASE)) == []


def test_every_rule_has_a_case_that_it_finds():
    found = {line.partition("[")[2].partition("]")[0] for case in CASES for line in read_case(case)[2]}
    assert found == set(checks.RULES)


@pytest.mark.parametrize("rule", checks.RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_explains_itself(rule):
    headings = [line.removeprefix("## ") for line in rule.documentation.splitlines() if line.startswith("## ")]
    assert headings == ["What it finds", "Why it matters", "Example", "How to fix it"]
    assert rule.summary.endswith(".")
