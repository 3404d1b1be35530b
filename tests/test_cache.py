"""Kept answers: only those that this user's own builds have kept, whole and of the right shape, are used."""

import json
import logging
import os
import re
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from explainer import cache
from explainer.cache import UnusableAnswer, kept
from explainer.library import load
from explainer.render import citing, pandoc, references
from explainer.render.exports import reference_formats
from explainer.render.safe_html import safe
from explainer.render.site import Site
from support.cases import lay_out
from support.sites import build_site


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project, and a cache that is empty; returns the project's root and the folder of kept answers."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    cache._mention.cache_clear()
    lay_out(tmp_path / "project", {})
    return tmp_path / "project", tmp_path / "cache/answers"


def answers(root):
    """Return all that pandoc is asked for, as a build does."""
    site = Site(load(root), name="A Site", address="https://example.org/")
    item = citing.page_item(
        "a", "A page", "https://example.org/a/", site="A Site", known="2026-11", version="", language="en"
    )
    return site.references, reference_formats.bibliography(site), citing.citings([item], cache.folder(root))


def names(location):
    return sorted(path.name.partition("-")[0] for path in location.iterdir())


def test_answers_are_kept_and_used(project, monkeypatch):
    root, location = project
    first = answers(root)
    assert names(location) == ["biblatex", "citings", "references"]
    monkeypatch.setattr(pandoc, "run", lambda *_, **__: pytest.fail("pandoc was asked again"))
    assert answers(root) == first


def test_nothing_is_kept_in_the_project(project):
    answers(project[0])
    assert [path.name for path in project[0].iterdir() if path.name.startswith(".")] == []


# Where answers may come from

SAID = "RETRACTED <script>alert(1)</script>"


def poison(location):
    """Say something else in every kept answer, in its own shape, as somebody could who knows the names of the files."""
    for path in location.glob("*.json"):
        text = path.read_text("utf-8").replace("caravana", "RETRACTED").replace("A page", "RETRACTED")
        assert "RETRACTED" in text
        path.write_text(text, "utf-8")


PLACES = {
    "below the project": (".cache", None),
    "the project itself": ("", None),
    "a link into the project": ("../link", ".cache"),
    "below the repository of which the project is a folder": ("../.cache", None),
}


@pytest.mark.parametrize(("named", "link"), PLACES.values(), ids=PLACES.keys())
def test_what_lies_in_the_repository_is_not_believed(project, monkeypatch, named, link):
    """A commit can bring it, with any content: ``git add --force``, or an archive without git."""
    root, location = project
    honest = answers(root)
    poison(location)
    if ".." in named and not link:
        (root.parent / ".git").mkdir()
    there = root / (link or named)
    there.mkdir(exist_ok=True)
    location.rename(there / "answers")
    if link:
        (root / named).symlink_to(there)
    monkeypatch.setenv(cache.VARIABLE, str(Path(os.path.abspath(root / named))))
    assert answers(root) == honest


def test_a_name_that_is_no_whole_path_is_no_folder(tmp_path, monkeypatch):
    monkeypatch.setenv(cache.VARIABLE, "somewhere")
    assert cache.folder(tmp_path) is None
    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setattr(cache.platformdirs, "user_cache_path", lambda *_, **__: Path("~/.cache"))  # nobody's home
    assert cache.folder(tmp_path) is None


OPEN = {
    "files of a checkout": lambda location: [path.chmod(0o644) for path in location.glob("*.json")],
    "a folder that others may write": lambda location: location.chmod(0o777),
    "a folder that others may read": lambda location: location.chmod(0o755),
    "files that are links": lambda location: [
        path.rename(location.parent / path.name) and path.symlink_to(location.parent / path.name)
        for path in location.glob("*.json")
    ],
    "a folder that is a link": lambda location: (
        location.rename(location.parent / "b") and location.symlink_to(location.parent / "b")
    ),
}
if os.geteuid() == 0:
    OPEN["files of somebody else"] = lambda location: [os.chown(path, 12345, 12345) for path in location.glob("*.json")]
    OPEN["a folder of somebody else"] = lambda location: os.chown(location, 12345, 12345)


@pytest.mark.parametrize("change", OPEN.values(), ids=OPEN.keys())
def test_what_others_could_have_written_is_not_believed(project, change):
    root, location = project
    honest = answers(root)
    poison(location)
    change(location)
    assert answers(root) == honest


def test_a_poisoned_cache_that_came_with_the_repository_changes_no_page(tmp_path, monkeypatch):
    """As the whole: a real build over a repository with answers for it at the old and at the likely places."""
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "first"))
    lay_out(tmp_path / "project", {})
    answers(tmp_path / "project")
    [kept_file] = (tmp_path / "first/answers").glob("references-*.json")
    poisoned = kept_file.read_text("utf-8").replace("Una caravana en el río", "RETRACTED <script>alert(1)</script>")
    assert "RETRACTED" in poisoned
    folders = (
        ".cache",
        ".cache/explainer",
        ".cache/caravan-explainer",
        ".cache/caravan-explainer/answers",
        ".cache/answers",
    )
    monkeypatch.delenv(cache.VARIABLE)
    monkeypatch.setenv("HOME", str(tmp_path / "project"))
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "project/.cache"))
    site, log = build_site(tmp_path / "project", {f"{folder}/{kept_file.name}": poisoned for folder in folders})
    assert not [line for line in log if line.startswith(("ERROR", "WARNING", "Abort"))]
    for page in site.rglob("*.html"):
        assert "RETRACTED" not in page.read_text("utf-8"), page


# What is made anew


def scripted(text):
    return text.replace("<em>", "<img src=x onerror=alert(1)><em>") if "<em>" in text else text + SAID


ODD = {
    "empty": lambda text: "",
    "cut": lambda text: text[: len(text) // 2],
    "cut in a letter": lambda text: text.encode()[: text.encode().index("“".encode()) + 1] if "“" in text else "\udcff",
    "not JSON": lambda text: "<html>",
    "null": lambda text: "null",
    "a list": lambda text: "[]",
    "an empty mapping": lambda text: "{}",
    "a number": lambda text: "5",
    "a text": lambda text: '"x"',
    "a list of one": lambda text: f"[{text}]",
    "too deep": lambda text: "[" * 100_000,
    "deep and closed": lambda text: "[" * 3000 + "]" * 3000,
    "numbers for texts": lambda text: re.sub(r'"[^"]*"(?=[,\]}])', "7", text),
    "an entry too few": lambda text: text.replace("lopez2019", "lopez2018").replace('"a"', '"b"').replace("{a,", "{b,"),
    "a script": scripted,
    "a NUL": lambda text: text + "\0",
    "a lone surrogate": lambda text: text.replace("20", "\\ud800", 1),
    "NaN": lambda text: "NaN",
}


@pytest.mark.parametrize("change", ODD.values(), ids=ODD.keys())
def test_an_odd_answer_is_made_anew(project, change):
    root, location = project
    honest = answers(root)
    for path in location.glob("*.json"):
        text = change(path.read_text("utf-8"))
        path.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape"))
    assert answers(root) == honest
    before = {path: path.read_bytes() for path in location.glob("*.json")}
    assert len(before) == 3 and answers(root) == honest
    assert {path: path.read_bytes() for path in location.glob("*.json")} == before


INSTEAD = {
    "a folder": lambda path: path.mkdir(),
    "a full folder": lambda path: (path.mkdir(), (path / "x").write_text("x")),
    "a pipe that nobody fills": os.mkfifo,
    "a link to nothing": lambda path: path.symlink_to("nowhere"),
    "a link in a ring": lambda path: path.symlink_to(path.name),
    "a huge file": lambda path: os.truncate(os.open(path, os.O_CREAT | os.O_WRONLY, 0o600), 10**12),
}


@pytest.mark.parametrize("put", INSTEAD.values(), ids=INSTEAD.keys())
def test_what_is_no_file_does_no_harm(project, put):
    root, location = project
    honest = answers(root)
    for path in list(location.glob("*.json")):
        path.unlink()
        put(path)
    assert answers(root) == honest and answers(root) == honest


def test_an_unusable_answer_of_the_program_itself_is_never_kept(project, monkeypatch):
    """An answer that is empty, cut or of another program, with the exit status of success."""
    root, location = project
    for given in ("", "<p>hello</p>", "@online{other,\n}\n"):
        monkeypatch.setattr(pandoc, "run", lambda *_, given=given, **__: given)
        site = Site(load(root))
        with pytest.raises((UnusableAnswer, pandoc.PandocError)):
            _ = site.references
        with pytest.raises((UnusableAnswer, pandoc.PandocError)):
            reference_formats.bibliography(site)
        with pytest.raises((UnusableAnswer, pandoc.PandocError, KeyError)):
            citing.citings(
                [citing.page_item("a", "A", "https://example.org/", site="S", known="", version="", language="en")],
                location,
            )
    assert not location.exists()


# Where nothing can be kept

BLOCKED = {
    "a file in the folder's place": lambda location: (location.parent.mkdir(), location.write_text("x")),
    "a file above it": lambda location: location.parent.write_text("x"),
    "a link to nothing": lambda location: (location.parent.mkdir(), location.symlink_to("nowhere")),
    "a folder that others may write": lambda location: (location.mkdir(parents=True), location.chmod(0o777)),
    "read-only": lambda location: (location.mkdir(parents=True), location.chmod(0o500)),
}


@pytest.mark.parametrize("block", BLOCKED.values(), ids=BLOCKED.keys())
def test_where_nothing_can_be_kept_the_build_works_and_says_it_once(project, block, caplog, monkeypatch):
    root, location = project
    honest = answers(root)
    subprocess.run(["rm", "-rf", location.parent], check=True)
    block(location)
    if os.geteuid() == 0:  # root may write anywhere: the system's refusal is played
        monkeypatch.setattr(
            cache, "write_whole", lambda *_, **__: (_ for _ in ()).throw(PermissionError(13, "Permission denied"))
        )
    caplog.set_level(logging.INFO)
    cache._mention.cache_clear()
    assert answers(root) == honest and answers(root) == honest
    said = [record for record in caplog.records if "cannot be cached" in record.getMessage()]
    assert len(said) == 1 and said[0].levelno == logging.INFO, "a warning would stop a strict build"


def test_a_full_disk_keeps_nothing_and_stops_nothing(tmp_path):
    lay_out(tmp_path / "project", {})
    script = (
        "import resource, sys; from pathlib import Path; from explainer import cache\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (10, 10))\n"
        "print(cache.kept(Path(sys.argv[1]), 'x', 1, lambda: 'a long answer', lambda raw: raw.decode()))\n"
        "print(list(Path(sys.argv[1]).iterdir()))"
    )
    done = subprocess.run([sys.executable, "-c", script, tmp_path / "answers"], capture_output=True, text=True)
    assert done.stdout == '"a long answer"\n[]\n', done.stderr


def test_two_builds_with_a_cold_cache_at_once(project):
    root, location = project
    results, barrier = [], threading.Barrier(4)

    def build():
        barrier.wait()
        results.append(answers(root))

    threads = [threading.Thread(target=build) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(results) == 4 and all(result == results[0] for result in results)
    assert names(location) == ["biblatex", "citings", "references"]


def test_the_oldest_answers_go_and_those_in_use_stay(tmp_path):
    def ask(number):
        return kept(tmp_path / "answers", "x", number, lambda: number, json.loads)

    ask(0)
    [first] = (tmp_path / "answers").iterdir()
    for number in range(1, cache.KEPT + 20):
        os.utime(first, (0, 0))
        assert ask(0) == 0, "used again"
        assert first.stat().st_mtime > 0
        ask(number)
    assert first.exists() and len(list((tmp_path / "answers").iterdir())) == cache.KEPT


# What a reference may be made of

HTML = {
    "A <em>b</em> <strong>c</strong> <sup>d</sup><sub>e</sub> <u>f</u>": None,
    '<span>a</span> <span class="nocase">b</span> <span class="smallcaps">c</span>': None,
    'A <a rel="noopener" href="https://example.org/?a=1&amp;b=%22">b</a>.': None,
    "A &lt;script&gt; &amp; 5 &gt; 4": None,
    '<a href="https://example.org">a</a>': '<a rel="noopener" href="https://example.org">a</a>',
    '<a href="https://example.org" class="uri">a</a>': '<a rel="noopener" href="https://example.org">a</a>',
    '<a href="javascript:alert(1)">a</a>': "a",
    '<a href="https://example.org" onclick="x()">a</a>': "a",
    '<a href="java\tscript:x">a</a>': "a",
    '<a href="https://example.org\t">a</a>': "a",
    "<script>alert(1)</script>": "alert(1)",
    "a <img src=x onerror=alert(1)>": "a ",
    "a <img src=x onerror=alert(1)": "a ",
    "a <svg/onload=x": "a ",
    "<!-- x -->": "",
    "a < b > c": "a &lt; b &gt; c",
    "<<em>a</em>": "&lt;<em>a</em>",
    '<span class="x">a</span>': "a",
    '<span style="x">a': "a",
    "<EM>a</EM>": "a",
    "<em>a": "<em>a</em>",
    "a</em></a></div>": "a",
    "<em><strong>a</em>b</strong>": "<em><strong>a</strong></em>b",
    '<a href="https://a.org">x<a href="https://b.org">y</a></a>': '<a rel="noopener" href="https://a.org">xy</a>',
    "<div class='csl-right-inline'>a": "a",
}


@pytest.mark.parametrize(("html", "expected"), HTML.items())
def test_a_reference_holds_what_citation_styles_write(html, expected):
    assert safe(html) == (html if expected is None else expected)
    assert safe(safe(html)) == safe(html)


def test_every_title_comes_out_of_pandoc_as_it_went_in(tmp_path):
    """Nothing of pandoc's own is lost: titles with all the markup that a citation style knows."""
    title = 'A <i>b</i> <b>c</b> <sup>1</sup><sub>2</sub> <span class=\\"nocase\\">n</span> <sc>s</sc> “q ‘r’” &amp; é'
    item = {
        "id": "x",
        "type": "book",
        "title": json.loads(f'"{title}"'),
        "URL": "https://example.org/?a=1&b=2",
        "language": "en",
    }
    output = pandoc.cite([item], "@x\n\n::: {#refs}\n:::\n")
    [(_, entry)] = references.ENTRY.findall(output)
    bare = " ".join(entry.split())
    assert (
        references.tidy(entry) == bare.replace("<a href", '<a rel="noopener" href')
        and "<sup>" in bare
        and "</a>" in bare
    )
