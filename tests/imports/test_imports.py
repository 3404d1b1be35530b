"""Exports of reference managers and databases, file by file: the works that are read, and what is said of the rest.

A case is a file of ``cases/`` as a program writes it, and beside it what must be read in it, as YAML. After a change,
``python tests/imports/test_imports.py`` writes the YAML again: read the difference.
"""

from pathlib import Path

import pytest
import yaml

from explainer.records.loader import parse_record
from explainer.records.sources import Source
from explainer.scaffold import source
from explainer.scaffold.bibliography import files

FOLDER = Path(__file__).parent / "cases"
CASES = sorted(path for path in FOLDER.iterdir() if path.suffix != ".yaml")
NEEDED = {
    "type": "report",
    "title": "A title",
    "language": "es",
    "voice": "press",
    "rank": "3",
    "evidence": [{"id": "cards", "at": "page 1", "says": "It says: 12,574 people."}],
}
"""What a record needs and an export may not have."""


def expected(case):
    return case.with_name(f"{case.name}.yaml")


def result(case):
    """Return what is read in a file, as YAML."""
    found = files.read(case)
    works = [
        {"entry": f"{work.line} {work.name}"} | work.fields | {"said": said}
        if (said := list(work.said()))
        else {"entry": f"{work.line} {work.name}"} | work.fields
        for work in found.works
    ]
    whole = {"file": found.note} if found.note else {}
    faults = {"faults": [f"{line} {why}" for line, why in found.faults]} if found.faults else {}
    return yaml.safe_dump(whole | faults | {"works": works}, allow_unicode=True, sort_keys=False, width=160)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_read(case):
    assert result(case) == expected(case).read_text("utf-8")


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_what_is_read_is_a_record(case):
    for work in files.read(case).works:
        _, faults = parse_record("docs/sources/x.yaml", source.text("x", NEEDED | work.fields, "2026-11"), Source)
        assert faults == [], work.name


if __name__ == "__main__":
    for case in CASES:
        expected(case).write_text(result(case), "utf-8")
