"""Fixes are applied to the files that were checked, and to no others."""

import os
import shutil
import stat

import pytest

from explainer import checks
from explainer.cli import main
from explainer.fixes import apply_fixes, snapshot
from explainer.library import load
from support.cases import lay_out

HEAD = "---\ntitle: Home\ndescription: D.\n---\n\n# Home\n\n"
WRONG = HEAD + "Halted [@lopez2018#halted], humanitarian cards [@lopez2019#cards].\n"
RIGHT = WRONG.replace("lopez2018", "lopez2019")
OTHER = WRONG.replace("Home", "Other")


def checked(folder):
    """Make a project with two pages to fix; return what an editor's save may come after."""
    lay_out(folder, {"docs/en/index.md": WRONG, "docs/en/other.md": OTHER})
    before = snapshot(folder)
    return checks.run(load(folder)), before


CHANGES = {
    "shorter": lambda path: path.write_text("---\ntitle: Home\n---\n"),
    "empty": lambda path: path.write_text(""),
    "a word before the place": lambda path: path.write_text(WRONG.replace("Halted", "It was halted")),
    "a word after it": lambda path: path.write_text(WRONG + "More.\n"),
    "lines joined": lambda path: path.write_text(WRONG.replace("\n", " ")),
    "other line ends": lambda path: path.write_bytes(WRONG.replace("\n", "\r\n").encode()),
    "no longer UTF-8": lambda path: path.write_bytes(b"\xff" + WRONG.encode()),
    "removed": lambda path: path.unlink(),
    "a folder": lambda path: (path.unlink(), path.mkdir()),
    "a pipe": lambda path: (path.unlink(), os.mkfifo(path)),
    "a link to the same text": lambda path: path.symlink_to(shutil.move(path, path.parents[2] / "away.md")),
    "the folder a link": lambda path: path.parent.symlink_to(shutil.move(path.parent, path.parents[2] / "away")),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_file_that_changed_since_it_was_checked_is_left_and_named(tmp_path, change):
    found, before = checked(tmp_path)
    page = tmp_path / "docs/en/index.md"
    change(page)
    now = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file() and path.name != "other.md"}
    fixed = apply_fixes(found, tmp_path, before)
    assert fixed.left[0].startswith("docs/en/index.md: not changed: ") and not fixed.unwritable
    assert {path: path.read_bytes() for path in now} == now, "nothing of it is written, here or behind a link"
    if len(fixed.left) == 1:
        assert fixed.applied == 1 and "docs/en/index.md" not in fixed.difference
        assert (tmp_path / "docs/en/other.md").read_text() == OTHER.replace("lopez2018", "lopez2019")


def test_a_save_while_the_check_runs_is_not_lost(tmp_path, monkeypatch, capsys):
    """The editor writes after the pages were read and before the fixes are applied."""
    checked(tmp_path)
    page = tmp_path / "docs/en/index.md"
    later = WRONG.replace("Halted", "The caravan was halted")

    def save(root):
        library = load(root)
        page.write_text(later)
        return library

    monkeypatch.setattr("explainer.library.load", save)
    main(["check", "--fix", "--root", str(tmp_path)])
    assert page.read_text() == later
    said = capsys.readouterr()
    assert "docs/en/index.md: not changed: it has changed since it was checked; run the command again" in said.err
    assert "1 fixed" in said.err and "b/docs/en/other.md" in said.out and "b/docs/en/index.md" not in said.out


def test_a_read_only_file_is_one_line_and_the_others_are_fixed(tmp_path, capsys):
    checked(tmp_path)
    (tmp_path / "docs/en/index.md").chmod(0o444)
    assert main(["check", "--fix", "--root", str(tmp_path)]) == 2
    said = [line for line in capsys.readouterr().err.splitlines() if line.startswith("explainer: ")]
    assert len(said) == 1 and "docs/en/index.md cannot be written: the file is read-only" in said[0]
    assert (tmp_path / "docs/en/index.md").read_text() == WRONG
    assert (tmp_path / "docs/en/other.md").read_text() == OTHER.replace("lopez2018", "lopez2019")
    assert sorted(path.name for path in (tmp_path / "docs/en").glob("*.*")) == ["index.md", "other.md"]


def test_lines_that_end_in_a_carriage_return_alone_are_named(tmp_path, capsys):
    lay_out(tmp_path, {})
    (tmp_path / "docs/en/index.md").write_bytes(WRONG.replace("\n", "\r").encode())
    main(["check", "--fix", "--root", str(tmp_path)])
    assert "a carriage return only" in capsys.readouterr().err


def test_a_fixed_file_keeps_its_mode(tmp_path):
    checked(tmp_path)
    (tmp_path / "docs/en/index.md").chmod(0o640)
    assert main(["check", "--fix", "--root", str(tmp_path)]) == 0
    assert (tmp_path / "docs/en/index.md").read_text() == RIGHT
    assert stat.S_IMODE((tmp_path / "docs/en/index.md").stat().st_mode) == 0o640
