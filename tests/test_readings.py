"""What one check keeps for the next: it changes how long a check takes, and nothing else."""

import os
import pickle
import shutil
import subprocess
import sys
import threading

import pytest

from explainer import cache, checks, cli, readings, report
from explainer.latest import Latest, Remembered, digest
from explainer.library import load, remembered, remembering
from explainer.project import Project
from support.cases import CASES, lay_out, read_case

MEMORIES = remembering._MEMORIES
KINDS = sorted(MEMORIES)


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """An empty cache; returns the folder of the readings."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    cache._mention.cache_clear()
    return tmp_path / "cache/readings"


@pytest.fixture
def project(tmp_path):
    """A project with a fault on a page; returns its root."""
    page = "---\ntitle: Cards\ndescription: Cards.\n---\n\n# Cards\n\nBy 20 January 11,366 people waited [@lopez2019#cards].\n"
    lay_out(tmp_path / "project", {"docs/en/cards.md": page})
    return tmp_path / "project"


def run(root):
    """Check a project as a process of its own does; return the findings as text, and how many results of each kind were made."""
    for memory in MEMORIES.values():
        memory.restore({})
    with remembered(root):
        found = report.full(checks.run(load(root)), root)
        made = {kind: memory.made for kind, memory in MEMORIES.items()}
    return found, made


def files(folder):
    return sorted(path.name.partition("-")[0] for path in folder.iterdir())


@pytest.mark.parametrize("case", CASES[::4], ids=lambda path: path.stem)
def test_a_second_check_finds_the_same_and_reads_nothing_again(case, tmp_path, folder):
    lay_out(tmp_path / "project", read_case(case)[1])
    first, made = run(tmp_path / "project")
    assert made["records"] or made["pages"]
    second, again = run(tmp_path / "project")
    assert second == first
    assert again == dict.fromkeys(KINDS, 0)


def test_the_order_of_findings_depends_on_neither_the_cache_nor_the_hashes(project, folder):
    for number in range(6):  # two notes that share their figures, and terms that share their words
        (project / f"docs/en/page-{number}.md").write_text("# A\n\nSome 99,000 illegals in May 2018 said “so”.\n")
    said = set()
    for seed in ("0", "0", "1", "2"):
        done = subprocess.run(
            [sys.executable, "-m", "explainer.cli", "check", "--notes", "--format", "json", "--root", project],
            capture_output=True,
            env=os.environ | {"PYTHONHASHSEED": seed},
        )
        assert done.returncode == 1 and not done.stderr
        said.add(done.stdout)
    assert len(said) == 1 and files(folder) == KINDS


def test_a_file_that_changed_is_read_again_and_no_other(project, folder):
    for name in range(40):
        (project / f"docs/en/page-{name}.md").write_text("# A\n\nNothing.\n", "utf-8")
    first, _ = run(project)
    page = project / "docs/en/cards.md"
    text = page.read_text("utf-8")
    page.write_text(text.replace("11,366", "11,367"), "utf-8")
    changed, made = run(project)
    assert "'11,367' is not in the evidence" in changed and "11,367" not in first
    assert made["pages"] == 1 and made["records"] == 0
    page.write_text(text, "utf-8")
    assert run(project)[0] == first


def test_a_note_that_changed_is_compared_again(project, folder):
    first, _ = run(project)
    source = project / "docs/sources/lopez2019.yaml"
    text = source.read_text("utf-8")
    source.write_text(text.replace("12,574 people", "11,366 people"), "utf-8")
    changed, made = run(project)
    assert "'11,366' is not in the evidence" in first and "'11,366' is not in the evidence" not in changed
    assert made["records"] == 1 and made["facts"] and made["pages"] == 0


def test_a_glossary_that_changed_is_looked_for_on_pages_that_did_not(project, folder):
    first, _ = run(project)
    term = project / "docs/glossary/waiting.yaml"
    term.write_text(
        "term: {en: waiting list, es: lista de espera}\ncategory: policy\nshort: {en: A list., es: Una lista.}\n"
        "definition: People wait [@lopez2019#cards].\navoid:\n"
        "  - {word: waited, language: en, why: it is vague, source: lopez2019}\n"
    )
    changed, made = run(project)
    assert "'waited' is a loaded word" in changed and "loaded" not in first
    assert made["pages"] == 0


def test_a_page_that_was_removed_is_forgotten(project, folder):
    run(project)
    (project / "docs/en/cards.md").unlink()
    found, _ = run(project)
    assert "cards.md" not in found


def test_another_engine_reads_everything_itself(project, folder, monkeypatch):
    first, made = run(project)
    monkeypatch.setattr(readings, "_engine", lambda: b"x" * 32)
    assert run(project) == (first, made)
    assert run(project) == (first, dict.fromkeys(KINDS, 0)), "and keeps it in the place of the other's"
    assert files(folder) == KINDS


def test_the_hash_of_the_engine_is_that_of_its_files(monkeypatch, tmp_path):
    (tmp_path / "deeper").mkdir()
    module = tmp_path / "deeper/rule.py"
    monkeypatch.setattr(readings, "__file__", str(tmp_path / "readings.py"))
    seen = set()
    for text in ("a = 1\n", "a = 2\n"):
        module.write_text(text)
        seen.add(readings._engine.__wrapped__())
    monkeypatch.setattr(readings, "version", lambda name: "0.0.1")
    seen.add(readings._engine.__wrapped__())
    assert len(seen) == 3


# What a comparison of a statement with its evidence found

COMPARED = {
    "docs/opposites/wet-dry.yaml": "one: {en: [wet, flooded], es: [mojado]}\nother: {en: [dry], es: [seco]}\nnot: []\n",
    "docs/names/bodies.yaml": "kind: body\nnames:\n  - {name: Ferry Board, forms: [Transbordador]}\n  - {name: Salt Guild}\n",
    "docs/sources/ferry2017.yaml": """type: webpage
title: Bulletin
issued: 2017-03-04
URL: https://example.org/ferry
archive: https://archive.example.org/ferry
language: en
voice: press
rank: 3
read: {date: 2026-11}
evidence:
  - {id: quay, at: lead, says: The old quay of the harbour was wet after the storm.}
  - {id: count, at: middle, says: The harbour master counted the crates on the quay in both storms.}
  - {id: ramp, at: middle, says: The Ferry Board repaired the wooden ramp beside the lighthouse.}
  - {id: slip, at: end, says: The slip below the harbour wall was arid in August.}
  - {id: hall, at: end, says: Customs duties were doubled for cars.}
""",
    "docs/en/ferry.md": """---
title: Harbour
description: On the harbour.
---

# Harbour

The old quay of the harbour was wet after the storm [@ferry2017#quay].

In both storms the harbour master counted wet crates on the quay [@ferry2017#count].

The harbour master counted wet crates on the quay twice in both storms [@ferry2017#count].

The slip below the harbour wall was wet in August [@ferry2017#slip].

Quill repaired the wooden ramp beside the lighthouse [@ferry2017#ramp].

The Ferry Board repaired the wooden ramp beside the lighthouse [@ferry2017#ramp].

The wooden ramp beside the lighthouse was repaired by the Transbordador [@ferry2017#ramp].
""",
}
SOURCE, PAGE = "docs/sources/ferry2017.yaml", "docs/en/ferry.md"


@pytest.mark.parametrize(
    ("path", "before", "after", "found"),
    [
        (SOURCE, "was wet", "was dry", "the statement says 'wet', but the evidence cited here says 'dry'"),
        (SOURCE, "Board repaired", "Board did not repair", "'repaired' without a denial, but the evidence cited here"),
        (PAGE, "counted wet crates on the quay twice", "counted dry crates on the quay twice", "another statement"),
        ("docs/opposites/wet-dry.yaml", "other: {en: [dry]", "other: {en: [dry, arid]", "says 'arid'"),
        ("docs/names/bodies.yaml", ", forms: [Transbordador]", "", "'Transbordador' is not in the evidence"),
        (SOURCE, "The Ferry Board repaired", "The Salt Guild repaired", "'Ferry Board' is not in the evidence"),
        (PAGE, "The Ferry Board repaired", "The Salt Guild repaired", "'Salt Guild' is not in the evidence"),
        (SOURCE, "The Ferry Board repaired the wooden ramp beside the lighthouse", "Rain fell", "nothing in common"),
        (
            PAGE,
            "The slip below the harbour wall was wet in August",
            "Volunteers cooked soup for hungry families behind the church",
            "nothing in common",
        ),
        ("docs/sources/lopez2019.yaml", "speaker: headline", "speaker: Ada Quill", "'Quill' is not in the evidence"),
    ],
)
def test_what_changes_a_comparison_is_compared_again(path, before, after, found, tmp_path, folder, monkeypatch):
    lay_out(tmp_path / "project", COMPARED)
    first, made = run(tmp_path / "project")
    assert found not in first and made["compared"]
    changed = tmp_path / "project" / path
    text = changed.read_text("utf-8")
    assert before in text
    changed.write_text(text.replace(before, after), "utf-8")
    second, again = run(tmp_path / "project")
    assert found in second and 0 < again["compared"] < made["compared"]
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "another"))
    assert run(tmp_path / "project")[0] == second


def test_a_change_elsewhere_compares_nothing_again(tmp_path, folder):
    lay_out(tmp_path / "project", COMPARED)
    run(tmp_path / "project")
    with (tmp_path / "project" / PAGE).open("a", encoding="utf-8") as page:
        page.write("\nNobody cites anything here.\n")
    assert run(tmp_path / "project")[1]["compared"] == 0


def test_a_digest_tells_texts_apart():
    texts = [(), ("",), ("", ""), ("ab",), ("a", "b"), ("", "ab"), ("[1]a",), ("\ud800",), ("\x00", "a"), ("\x00a",)]
    assert len({digest(*parts) for parts in texts}) == len(texts)


def test_a_build_keeps_what_it_has_read_and_uses_what_a_check_has_kept(project, folder):
    found, _ = run(project)
    for memory in MEMORIES.values():
        memory.restore({})
    read = Project.read(project, language="en", name="Cards", address="https://example.org/")
    assert report.full(read.outcome.findings, project) == found
    assert {kind: memory.made for kind, memory in MEMORIES.items()} == dict.fromkeys(KINDS, 0)
    shutil.rmtree(folder)
    for memory in MEMORIES.values():
        memory.restore({})
    Project.read(project, language="en", name="Cards", address="https://example.org/")
    assert files(folder) == KINDS and run(project) == (found, dict.fromkeys(KINDS, 0))


# What is ignored


def of(body):
    """Return a file of this engine with a pickle."""
    return readings._engine() + readings.hashlib.sha256(body).digest() + body


class Runs:
    """Runs a program when it is read."""

    def __init__(self, function, *arguments):
        self.call = function, arguments

    def __reduce__(self):
        return self.call


ODD = {
    "empty": lambda raw: b"",
    "cut in the head": lambda raw: raw[:40],
    "cut in the body": lambda raw: raw[:-10],
    "one bit": lambda raw: raw[:99] + bytes([raw[99] ^ 1]) + raw[100:],
    "more after it": lambda raw: raw + b"x",
    "text": lambda raw: b"{}\n" * 100,
    "no pickle": lambda raw: of(b"{}"),
    "half a pickle": lambda raw: of(raw[64:-10]),
    "a list": lambda raw: of(pickle.dumps([])),
    "a function": lambda raw: of(pickle.dumps({("x",): Runs(os.mkdir, "made-by-a-pickle")})),
    "a function of the engine": lambda raw: of(pickle.dumps({("x",): Runs(cli.main, ["rule"])})),
    "a class that is not a value": lambda raw: of(pickle.dumps({("x",): subprocess.Popen})),
    "a class that does not exist": lambda raw: of(b"cexplainer.cli\nNobody\n."),
    "a module that does not exist": lambda raw: of(b"cexplainer.nowhere\nNobody\n."),
    "a name in a module that the engine imports": lambda raw: of(b"cexplainer.cli\nPath\n."),
    "a very deep one": lambda raw: of(b"(" * 200_000),
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD.keys())
def test_a_file_that_is_not_ours_is_ignored_and_replaced(change, project, folder, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    first, made = run(project)
    for path in folder.iterdir():
        path.write_bytes(change(path.read_bytes()))
    assert run(project) == (first, made)
    assert run(project) == (first, dict.fromkeys(KINDS, 0))
    assert not (tmp_path / "made-by-a-pickle").exists() and not capsys.readouterr().out


@pytest.mark.parametrize(
    "change",
    [
        lambda location: [path.chmod(0o644) for path in location.iterdir()],
        lambda location: location.chmod(0o755),
        lambda location: (location.rename(location.parent / "b"), location.symlink_to(location.parent / "b")),
    ],
    ids=["files of a checkout", "a folder that others may read", "a folder that is a link"],
)
def test_what_others_could_have_written_is_ignored(change, project, folder):
    first, made = run(project)
    change(folder)
    assert run(project) == (first, made)


def test_nothing_is_kept_in_the_project_or_read_from_it(project, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, str(project / ".cache"))
    first, made = run(project)
    assert run(project) == (first, made) and not (project / ".cache").exists()


def test_where_nothing_can_be_kept_the_check_works(project, folder):
    folder.parent.write_text("a file")
    first, made = run(project)
    assert run(project) == (first, made)


def test_after_an_exception_nothing_is_kept(project, folder):
    for memory in MEMORIES.values():
        memory.restore({})
    with pytest.raises(KeyboardInterrupt), remembered(project):
        load(project)
        raise KeyboardInterrupt
    assert not folder.exists()


# How much is kept


def test_two_projects_do_not_share_and_one_can_be_forgotten(project, folder, tmp_path, monkeypatch):
    shutil.copytree(project, tmp_path / "other")
    run(project)
    first = run(project)
    run(tmp_path / "other")
    assert files(folder) == sorted([*KINDS, *KINDS])
    monkeypatch.chdir(project)
    subprocess.run([sys.executable, "-m", "explainer.readings"], check=True)
    assert files(folder) == KINDS and run(project) != first
    assert run(tmp_path / "other")[1] == dict.fromkeys(KINDS, 0)


def test_the_oldest_files_go(project, folder, monkeypatch):
    monkeypatch.setattr(readings, "KEPT", len(KINDS))
    for name in ("a", "b", "c"):
        lay_out(project.parent / name, {})
        run(project.parent / name)
    assert len(list(folder.iterdir())) == len(KINDS)


def test_what_is_too_large_is_not_written(project, folder, monkeypatch):
    monkeypatch.setattr(readings, "MAX_BYTES", 100)
    run(project)
    assert not folder.exists()


def test_a_few_new_results_are_not_worth_a_new_file(project, folder):
    for number in range(60):
        (project / f"docs/en/page-{number}.md").write_text(f"# Page {number}\n", "utf-8")
    run(project)
    before = {path: path.read_bytes() for path in folder.iterdir()}
    (project / "docs/en/page-1.md").write_text("# Another\n", "utf-8")
    run(project)
    assert {path: path.read_bytes() for path in folder.iterdir()} == before
    for number in range(20):
        (project / f"docs/en/page-{number}.md").write_text(f"# Changed {number}\n", "utf-8")
    run(project)
    changed = {path.name.partition("-")[0] for path in folder.iterdir() if path.read_bytes() != before[path]}
    assert "pages" in changed and "records" not in changed


def test_two_checks_at_once(project, folder):
    """Each writes whole files; whichever is last, the next check can use them."""
    script = "import sys; from explainer import cli; sys.exit(cli.main(['check', '--root', sys.argv[1]]))"
    ended = []
    threads = [
        threading.Thread(
            target=lambda: ended.append(subprocess.run([sys.executable, "-c", script, project], capture_output=True))
        )
        for _ in range(3)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({done.stdout for done in ended}) == 1
    assert run(project)[1] == dict.fromkeys(KINDS, 0)


# The memory itself


def test_results_that_are_not_asked_for_are_forgotten():
    made = []
    double = Remembered(lambda number: made.append(number) or 2 * number, most=3)
    for number in (1, 2, 3, 1, 4, 1, 5, 1, 6, 1, 7):  # 1 is asked for all the time
        assert double(number) == 2 * number and len(double) <= 6
    assert made.count(1) == 1
    double(2)
    assert made.count(2) == 2


def test_a_memory_begins_with_what_was_kept_and_keeps_what_was_used():
    read = Latest(lambda name, text: text.upper())
    read.restore({("a",): ("x", "X"), ("b",): ("y", "Y"), ("c",): ("z", "Z")})
    assert read("a", "x") == "X" and read("b", "other") == "OTHER" and read.made == 1
    assert read.used == {("a",): ("x", "X"), ("b",): ("other", "OTHER")}


def test_a_check_leaves_the_collector_of_another_program_alone(project):
    script = (
        "import atexit, gc, sys; from explainer import cli\n"
        "atexit.register(lambda: print(gc.isenabled(), gc.get_freeze_count() > 0))\n"
        "{}"
    )
    program = "sys.argv[1:] = ['check', '--root', sys.argv[1]]; cli.main()"
    call = "cli.main(['check', '--root', sys.argv[1]])"
    said = [
        subprocess.run([sys.executable, "-c", script.format(end), project], capture_output=True, text=True).stdout
        for end in (program, call)
    ]
    assert [text.splitlines()[-1] for text in said] == ["False True", "True False"]
