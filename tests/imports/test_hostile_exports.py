"""Exports of any size and with any fault: the work grows as the file does, every work that can be read is read, and nothing is silent."""

import json
import subprocess
import sys

import pytest
import yaml

from explainer.scaffold.bibliography import files
from explainer.scaffold.bibliography.works import BibliographyError
from support.cases import lay_out

HOSTILE = {
    "entries.bib": lambda n: "".join(f"@misc{{k{i}, title={{N{i}}}, year=2019}}\n" for i in range(n)),
    "chain.bib": lambda n: "".join(
        f"@inbook{{k{i}, title={{x}}, crossref={{k{i - 1}}}, f{i}={{y}}}}\n" for i in range(n)
    ),
    "never closed.bib": lambda n: "@misc{k, title={x\n" * n,
    "braces.bib": lambda n: "@misc{k, title=" + "{" * n + "x" + "}" * n + ", year=2019}",
    "accents.bib": lambda n: "@misc{k, title={" + r"\'e {\~n} " * n + "}}",
    "names.bib": lambda n: "@misc{k, title={x}, author={" + " and ".join(["Solís, Marta"] * n) + "}}",
    "fields.bib": lambda n: "@misc{k, " + "title={x}\n" * n + "}",
    "addresses.bib": lambda n: "@misc{k, title={x}, url={" + "https://example.net/(" * n + "}}",
    "entries.ris": lambda n: "TY  - JOUR\nTI  - One title\nPY  - 2019\nER  - \n" * n,
    "no ends.ris": lambda n: "TY  - JOUR\nTI  - One title\n" * n,
    "lines.ris": lambda n: "TY  - JOUR\nAB  - x\n" + "more\n\n" * n,
    "dates.ris": lambda n: "TY  - JOUR\nTI  - x\n" + "DA  - Jan 2019\nPY  - 2018\n" * n,
    "items.json": lambda n: json.dumps([{"title": f"N{i}", "issued": {"date-parts": [[2019]]}} for i in range(n)]),
    "faults.json": lambda n: "[" + '\n{"title": x},' * n + '\n{"title": "The last"}]',
    "nested.json": lambda n: '{"a":' * n,
}


def calls(path):
    """Return how many functions are called while a file is read."""
    count = 0

    def profile(_frame, event, _argument):
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(profile)
    try:
        files.read(path)
    except BibliographyError:
        pass
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("name", HOSTILE)
def test_twice_the_file_is_twice_the_work(name, tmp_path):
    counts = []
    for size in (300, 600):
        path = tmp_path / name
        path.write_text(HOSTILE[name](size), "utf-8")
        calls(path)  # caches are filled
        counts.append(calls(path))
    assert counts[1] <= 2.2 * counts[0] + 200


def test_a_megabyte_of_abstract_is_left_out(tmp_path):
    words = r"An {\'a}bstract of 50% {\it many} $words$, " * 30_000
    for name, text in (
        ("x.bib", f"@misc{{k, title={{Short}}, abstract={{{words}}}}}"),
        ("x.ris", f"TY  - JOUR\nAB  - {words}\nTI  - Short\nER  - \n"),
        ("x.json", json.dumps({"type": "book", "title": "Short", "abstract": words})),
    ):
        (tmp_path / name).write_text(text, "utf-8")
        [work] = files.read(tmp_path / name).works
        assert work.fields["title"] == "Short" and "abstract" not in work.fields
        assert len(list(work.said())) == 1


def test_the_works_around_a_fault_are_all_read(tmp_path):
    (tmp_path / "x.json").write_text(HOSTILE["faults.json"](500), "utf-8")
    found = files.read(tmp_path / "x.json")
    assert [work.fields["title"] for work in found.works] == ["The last"] and len(found.faults) == 500
    (tmp_path / "x.bib").write_text("@misc{a, title={A}}\n@misc{b, title={B\n@misc{c, title={C}}\n", "utf-8")
    found = files.read(tmp_path / "x.bib")
    assert [work.name for work in found.works] == ["a", "c"] and [line for line, _ in found.faults] == [2]


@pytest.mark.parametrize("name", HOSTILE)
@pytest.mark.parametrize("cut", [0.3, 0.7])
def test_a_file_that_breaks_off_has_no_traceback(name, cut, tmp_path):
    text = HOSTILE[name](20)
    (tmp_path / name).write_text(text[: int(len(text) * cut)], "utf-8")
    calls(tmp_path / name)


RIS = """TY  - NEWS
TI  - El río crece
AU  - Solís, Marta
T2  - El Faro
DA  - {date}
ER  -
"""


@pytest.fixture
def project(tmp_path):
    lay_out(tmp_path, {})
    return tmp_path


def new_source(project, name, text):
    (project / name).write_text(text, "utf-8")
    command = [sys.executable, "-m", "explainer.cli", "new", "source", str(project / name), "--print", "--root", str(project)]  # fmt: skip
    return subprocess.run(command, capture_output=True, encoding="utf-8")


def test_several_works_are_printed_as_documents_of_yaml(project):
    done = new_source(project, "x.ris", RIS.format(date="2013/02/03") + RIS.format(date="2013/03/03") + RIS.format(date="Summer 2012"))  # fmt: skip
    assert done.returncode == 0
    assert [str(record["issued"]) for record in yaml.safe_load_all(done.stdout)] == ["2013-02-03", "2013-03-03", "2012"]
    assert "explainer: x.ris:13: El río crece: date: 'Summer 2012' is read as 2012: a record has no part" in done.stderr


def test_what_was_not_read_changes_the_exit_status(project):
    done = new_source(project, "x.bib", "@misc{good, title={Good}}\n@misc{bad, title={Bad\n@misc{last, title={Last}}\n")
    assert done.returncode == 1
    assert [record["title"] for record in yaml.safe_load_all(done.stdout)] == ["Good", "Last"]
    assert "explainer: x.bib:2: the entry 'bad' cannot be read" in done.stderr


def test_one_headline_in_two_newspapers_is_begun_twice(project):
    done = new_source(
        project, "x.ris", RIS.format(date="2013/02/03") + RIS.format(date="2013").replace("El Faro", "La Voz")
    )
    assert done.returncode == 0 and len(list(yaml.safe_load_all(done.stdout))) == 2
    done = new_source(project, "x.ris", RIS.format(date="2013/02/03") + RIS.format(date="2013"))
    assert done.returncode == 1 and "x.ris:7: docs/sources/solis2013.yaml has the same title" in done.stderr


def test_many_works_with_one_title_have_keys_of_their_own(project):
    done = new_source(project, "x.bib", "".join(f"@misc{{k, title={{Crece}}, author={{Solís, M}}, year={1600 + i // 12}, month={i % 12 + 1}}}" for i in range(120)))  # fmt: skip
    assert done.returncode == 0 and len(list(yaml.safe_load_all(done.stdout))) == 120


def test_a_message_cannot_act_on_the_terminal(project):
    done = new_source(
        project, "x.bib", "@misc{k\x1b[31m, title={A \x1b[2Jtitle}, note\u202e={x}}\n@misc{\x1b]0;x, title={A\n"
    )
    assert not {"\x1b", "\u202e"} & set(done.stdout + done.stderr)
