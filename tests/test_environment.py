"""`make` makes its environment once, whole, however many start it at once and wherever one is stopped."""

import os
import subprocess
import sys

import pytest

from support.paths import ROOT

# Stands for Python's own venv, and for pip in the environment that it makes: each says when it begins and ends.
VENV = """\
import os, sys
folder = sys.argv[1]
os.makedirs(os.path.join(folder, "bin"), exist_ok=True)
python = os.path.join(folder, "bin", "python")
with open(python, "w") as file:
    file.write('#!/bin/sh\\n[ "$3" = --version ] && exit 0\\necho begin >> log\\nsleep 0.3\\n[ -e broken ] && exit 4\\necho end >> log\\n')
os.chmod(python, 0o755)
open("log", "a").write("venv\\n")
"""


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "venv.py").write_text(VENV)
    (tmp_path / "requirements.txt").write_text("")
    (tmp_path / "pyproject.toml").write_text("")
    return tmp_path


def start(folder):
    command = [sys.executable, ROOT / "tools/environment.py", ".env", "requirements.txt", "--with-project"]
    return subprocess.Popen(command, cwd=folder, env={**os.environ, "PYTHONPATH": str(folder)}, stderr=subprocess.PIPE)


def log(folder):
    return (folder / "log").read_text().split()


WHOLE = ["venv", "begin", "end", "begin", "end"]


def test_three_at_once_make_it_once(folder):
    started = [start(folder) for _ in range(3)]
    said = [one.communicate(timeout=60)[1] for one in started]
    assert [one.returncode for one in started] == [0, 0, 0], said
    assert log(folder) == WHOLE and (folder / ".env/.ready").exists()


def test_one_that_fails_is_not_ready_and_the_next_completes_it(folder):
    (folder / "broken").touch()
    assert start(folder).wait(60) == 4
    assert not (folder / ".env/.ready").exists()
    (folder / "broken").unlink()
    assert start(folder).wait(60) == 0
    assert log(folder) == ["venv", "begin", *WHOLE[1:]] and (folder / ".env/.ready").exists()


def test_one_without_pip_is_made_anew(folder):
    (folder / ".env/bin").mkdir(parents=True)
    (folder / ".env/bin/python").write_text("#!/bin/sh\nexit 1\n")
    (folder / ".env/bin/python").chmod(0o755)
    assert start(folder).wait(60) == 0
    assert log(folder) == WHOLE


def test_it_is_brought_up_to_date_when_the_lock_changes(folder):
    start(folder).wait(60)
    start(folder).wait(60)
    assert log(folder) == WHOLE
    later = (folder / ".env/.ready").stat().st_mtime + 5
    os.utime(folder / "requirements.txt", (later, later))
    start(folder).wait(60)
    assert log(folder) == [*WHOLE, *WHOLE[1:]]
