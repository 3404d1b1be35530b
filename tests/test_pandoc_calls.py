"""Pandoc hangs, fails, or answers something else than it was asked for: one clear line each time, and nothing is kept."""

import stat
import sys

import pypandoc
import pytest

from explainer.cache import UnusableAnswer
from explainer.cli import main
from explainer.library import load
from explainer.render import citing, pandoc
from explainer.render.references import references
from support.cases import lay_out
from support.sites import build_site

REAL = pypandoc.get_pandoc_path()


@pytest.fixture
def instead(tmp_path, monkeypatch):
    """Return a function that puts a script of Python in the place of pandoc; its version is asked as before."""

    def put(script):
        path = tmp_path / "pandoc-instead"
        path.write_text(f"#!{sys.executable}\nimport os, subprocess, sys, time\nREAL = {REAL!r}\n{script}\n", "utf-8")
        path.chmod(path.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setattr(pypandoc, "get_pandoc_path", lambda: str(path))

    return put


ANSWER = "done = subprocess.run([REAL, *sys.argv[1:]], capture_output=True)\nanswer = done.stdout.decode()\n"

ODD = "the answer for 'references' is empty, truncated or malformed"

FAULTS = {
    "it fails with several lines": (
        "sys.stderr.write('Error at line 3\\n\\n  unexpected end\\n  of input\\n'); sys.exit(64)",
        "pandoc failed (exit status 64): Error at line 3; unexpected end; of input",
    ),
    "it fails without a word": ("sys.exit(1)", "pandoc failed (exit status 1): it gave no reason"),
    "it is killed": ("os.kill(os.getpid(), 9)", "pandoc failed (stopped by signal 9): it gave no reason"),
    "it says what is no text": (
        "sys.stderr.buffer.write(b'caf\\xe9\\n'); sys.exit(1)",
        "pandoc failed (exit status 1): caf\ufffd",
    ),
    "it answers nothing": ("", ODD),
    "it answers something else": (
        "print('<p>Welcome to the mirror</p>')",
        ODD,
    ),
    "its answer is cut": (
        ANSWER + "sys.stdout.write(answer[: len(answer) // 2])",
        ODD,
    ),
}


@pytest.mark.parametrize(("script", "words"), FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_of_pandoc_is_one_line_and_is_not_kept(script, words, tmp_path, instead):
    project, cache = tmp_path / "project", tmp_path / "cache"
    lay_out(project, {})
    sources = load(project).sources.values()
    instead(script)
    with pytest.raises((pandoc.PandocError, UnusableAnswer)) as error:
        references(sources, cache)
    assert str(error.value) == words
    assert not list(cache.glob("*")), "nothing is kept"
    instead("sys.exit(subprocess.run([REAL, *sys.argv[1:]]).returncode)")
    assert "López" in references(sources, cache)["lopez2019"].html


def test_pandoc_that_hangs_is_stopped(instead):
    instead("time.sleep(600)")
    with pytest.raises(pandoc.PandocError, match=r"^pandoc took more than 1 seconds and was stopped$"):
        pandoc.run("--to=html", text="x", limit=1)


def test_pandoc_that_is_not_there(monkeypatch):
    def missing():
        raise OSError("No pandoc was found:\n\n  either install it,\n  or set PYPANDOC_PANDOC")

    monkeypatch.setattr(pypandoc, "get_pandoc_path", missing)
    with pytest.raises(pandoc.PandocError) as error:
        pandoc.run("--to=html", text="x")
    assert (
        str(error.value) == "pandoc cannot be started: No pandoc was found: either install it, or set PYPANDOC_PANDOC"
    )


ITEM = {"id": "a", "type": "book", "title": "A", "author": [{"literal": "B"}], "container-title": "C"}


@pytest.mark.parametrize(
    ("script", "words"),
    [
        ("", "pandoc returned 0 of 1 entries in biblatex, which begin with 'nothing'"),
        ("print('Proxy error')", "pandoc returned 0 of 1 entries in biblatex, which begin with 'Proxy error'"),
        ("sys.stdout.write('@book{a,\\n  title = {A')", "pandoc's output in biblatex ends within an entry"),
    ],
)
def test_a_bibliography_is_whole_or_an_error(script, words, instead):
    instead(script)
    with pytest.raises(pandoc.PandocError) as error:
        pandoc.convert([ITEM], "biblatex")
    assert str(error.value) == words


def test_how_to_cite_a_page_is_whole_or_an_error(tmp_path, instead):
    instead("'--to=biblatex' in sys.argv and print('@book{a,\\n}')")
    with pytest.raises(UnusableAnswer):
        citing.citings([ITEM], tmp_path)
    assert not list(tmp_path.glob("*.json"))


def test_a_build_ends_with_pandoc_s_words(tmp_path, instead, monkeypatch):
    monkeypatch.setenv("EXPLAINER_CACHE", str(tmp_path / "cache"))
    instead("sys.stderr.write('out of memory\\n'); sys.exit(251)")
    site, lines = build_site(tmp_path / "project", {})
    assert lines[-1] == "Abort: The build failed: pandoc failed (exit status 251): out of memory"
    assert not (site / "index.html").exists()


def test_taking_away_ends_with_pandoc_s_words(tmp_path, instead, capsys):
    site, _ = build_site(tmp_path / "project", {})
    instead("sys.stderr.write('out of memory\\n'); sys.exit(251)")
    assert main(["takeaway", "--root", str(tmp_path / "project"), "--site", str(site), "--only", "epub"]) == 2
    assert (
        capsys.readouterr().err
        == "explainer: pandoc could not make a file: pandoc failed (exit status 251): out of memory\n"
    )
