"""A file is written whole or not at all, by every command that writes: full disks, read-only places, links, other programs."""

import os
import resource
import stat
import subprocess
import sys
import time

import pytest

from explainer import writing
from explainer.cli import main
from explainer.writing import NotWritten, write_whole
from support.cases import lay_out


def files(folder):
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_a_new_file_has_the_mode_of_the_umask_and_an_old_one_keeps_its_own(tmp_path):
    before = os.umask(0o027)
    try:
        write_whole(tmp_path / "new.txt", "one\r\n")
        (tmp_path / "old.txt").write_text("old")
        (tmp_path / "old.txt").chmod(0o604)
        write_whole(tmp_path / "old.txt", b"two")
    finally:
        os.umask(before)
    assert files(tmp_path) == {"new.txt": b"one\r\n", "old.txt": b"two"}
    assert stat.S_IMODE((tmp_path / "new.txt").stat().st_mode) == 0o640
    assert stat.S_IMODE((tmp_path / "old.txt").stat().st_mode) == 0o604


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a file away")
def test_a_replaced_file_keeps_its_owner(tmp_path):
    (tmp_path / "theirs").write_text("old")
    os.chown(tmp_path / "theirs", 12345, 12345)
    write_whole(tmp_path / "theirs", "new")
    assert (tmp_path / "theirs").stat().st_uid == 12345


def test_a_link_is_replaced_and_not_followed(tmp_path):
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "link").symlink_to(tmp_path / "secret")
    write_whole(tmp_path / "link", "new")
    assert files(tmp_path) == {"secret": b"secret", "link": b"new"} and not (tmp_path / "link").is_symlink()


def test_a_folder_that_leads_out_is_refused_before_anything_is_made(tmp_path):
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project").mkdir()
    (tmp_path / "project/docs").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(NotWritten, match="leads out of"):
        write_whole(tmp_path / "project/docs/sources/x.yaml", "x", inside=tmp_path / "project")
    assert list((tmp_path / "elsewhere").iterdir()) == []


@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without hard links"])
def test_a_new_file_is_never_written_over_another(tmp_path, links, monkeypatch):
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "not permitted")))
    write_whole(tmp_path / "a", "one", new=True)
    for occupied in ("a", "dangling"):
        if occupied == "dangling":
            (tmp_path / occupied).symlink_to(tmp_path / "nowhere")
        with pytest.raises(FileExistsError):
            write_whole(tmp_path / occupied, "two", new=True)
    assert files(tmp_path) == {"a": b"one"}


@pytest.mark.parametrize("links", [True, False], ids=["with hard links", "without hard links"])
def test_of_two_that_write_a_new_file_at_once_one_wins(tmp_path, monkeypatch, links):
    """The other program comes first between our look and our writing."""
    write = writing._write

    def late(*arguments):
        (tmp_path / "a").write_text("theirs")
        write(*arguments)

    monkeypatch.setattr(writing, "_write", late)
    if not links:
        monkeypatch.setattr(os, "link", lambda *_: (_ for _ in ()).throw(PermissionError(1, "not permitted")))
    with pytest.raises(FileExistsError):
        write_whole(tmp_path / "a", "ours", new=True)
    assert files(tmp_path) == {"a": b"theirs"}


BLOCKED = {
    "a folder": (lambda path: path.mkdir(), "it is a folder"),
    "a read-only file": (lambda path: (path.write_text("old"), path.chmod(0o444)), "read-only"),
    "below a file": (lambda path: path.parent.rmdir() or path.parent.write_text("old"), "File exists|Not a directory"),
}


@pytest.mark.parametrize(("block", "reason"), BLOCKED.values(), ids=BLOCKED.keys())
def test_what_cannot_be_written_is_said_and_left(tmp_path, block, reason):
    (tmp_path / "folder").mkdir()
    block(tmp_path / "folder/file")
    before = files(tmp_path)
    with pytest.raises(NotWritten, match=reason):
        write_whole(tmp_path / "folder/file", "new")
    assert files(tmp_path) == before


def test_an_error_or_an_interruption_leaves_the_old_file_and_no_other(tmp_path, monkeypatch):
    (tmp_path / "a").write_text("old")
    for error, expected in (
        (OSError(28, "No space left on device"), NotWritten),
        (KeyboardInterrupt(), KeyboardInterrupt),
    ):

        def fail(_, error=error):
            raise error

        monkeypatch.setattr(os, "fsync", fail)
        with pytest.raises(expected):
            write_whole(tmp_path / "a", "new")
        assert files(tmp_path) == {"a": b"old"}


def test_what_a_killed_program_left_is_removed_by_the_next(tmp_path):
    abandoned, fresh, other = (tmp_path / name for name in (".explainer-0.part", ".explainer-1.part", "notes.part"))
    for path in (abandoned, fresh, other):
        path.write_text("half")
    for path in (abandoned, other):
        os.utime(path, (time.time() - 2 * writing._ABANDONED,) * 2)
    write_whole(tmp_path / "a", "x")
    assert sorted(files(tmp_path)) == [".explainer-1.part", "a", "notes.part"]


# Every command that writes. A limit on the size of files stands in for a full disk: the system refuses the bytes in the same way.

FIXABLE = {"docs/en/index.md": "---\ntitle: Home\ndescription: D.\n---\n\n# Home\n\nHalted [@lopez2018#halted].\n"}
WRITERS = {
    "check --fix": (["check", "--fix"], "docs/en/index.md"),
    "new term": (["new", "term", "expulsion"], "docs/glossary"),
    "new source": (["new", "source", "one.bib"], "docs/sources"),
    "schemas": (["schemas"], "schemas"),
    "release": (["release", "A release."], "docs/releases"),
}
BIB = "@book{one, title = {One work of many words}, author = {Perez, Ana}, year = {2020}, publisher = {Press}}\n"


def project(folder, name):
    lay_out(folder, FIXABLE if name == "check --fix" else {})
    (folder / "one.bib").write_text(BIB)


def run(folder, arguments, limit=None):
    def restrict():
        resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))

    command = [sys.executable, "-m", "explainer.cli", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, preexec_fn=restrict if limit else None)


@pytest.mark.parametrize(("arguments", "target"), WRITERS.values(), ids=WRITERS.keys())
def test_a_full_disk_is_one_line_and_no_part_of_a_file(tmp_path, arguments, target):
    project(tmp_path, " ".join(arguments[:2]))
    before = files(tmp_path)
    done = run(tmp_path, arguments, limit=40)
    said = [line for line in done.stderr.splitlines() if line.startswith("explainer: ")]
    assert done.returncode == 2 and len(said) == 1 and "File too large" in said[0] and target in said[0], done.stderr
    assert "Traceback" not in done.stderr
    assert files(tmp_path) == before


@pytest.mark.parametrize(("arguments", "target"), WRITERS.values(), ids=WRITERS.keys())
def test_a_folder_that_takes_no_files_is_one_line(tmp_path, arguments, target, capsys, monkeypatch):
    project(tmp_path, " ".join(arguments[:2]))
    folder = tmp_path / (target if not target.endswith(".md") else "docs/en")
    if os.geteuid() == 0:  # root may write anywhere: the system's refusal is played
        write = writing._write

        def refuse(temporary, *rest):
            if temporary.parent == folder:
                raise PermissionError(13, "Permission denied", str(temporary))
            write(temporary, *rest)

        monkeypatch.setattr(writing, "_write", refuse)
    else:
        folder.mkdir(exist_ok=True)
        folder.chmod(0o555)
    before = files(tmp_path)
    monkeypatch.chdir(tmp_path)
    code = main(arguments)
    err = capsys.readouterr().err
    if os.geteuid():
        folder.chmod(0o755)
    said = [line for line in err.splitlines() if line.startswith("explainer: ")]
    assert code == 2 and len(said) == 1 and "Permission denied" in said[0], err
    assert files(tmp_path) == before
