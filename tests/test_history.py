"""What git says of files with any name and any content, in any clone, within its time."""

import os
import subprocess
import sys

import pytest

from explainer import commit_files, history
from explainer import git as asking
from support.cases import lay_out
from support.git import commit, git

LATIN = os.fsdecode(b"docs/en/caf\xe9.md")
ODD = ["docs/en/two\nlines.md", "docs/en/<b>.md", 'docs/en/"quoted".md', "docs/en/back\\slash.md", "docs/en/-n.md",
       "docs/en/ spaces .md", "docs/en/tab\t.md", "docs/en/\x01beef123 2030-01-01.md", "docs/en/ñandú.md", LATIN]  # fmt: skip


@pytest.fixture
def project(tmp_path):
    lay_out(tmp_path, {})
    commit(tmp_path, "2026-11-20T12:00:00Z")
    return tmp_path


def put(project, name, content=b"One.\n"):
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


@pytest.mark.parametrize("name", ODD)
def test_a_file_of_any_name_is_dated_and_its_lines_are_known(project, name):
    put(project, name, b"One.\nTwo.\n")
    commit(project, "2026-11-21T12:00:00Z")
    assert history.last_changes(project)[name].date == "2026-11-21"
    assert history.changed_lines(project, "HEAD~1") == {name: [range(1, 3)]}
    assert [one.path for one in commit_files.changed_paths(project, "HEAD~1", "HEAD")] == [name]
    (project / name).unlink()
    commit(project, "2026-11-22T12:00:00Z")
    assert history.last_changes(project)[name].date == "2026-11-22"
    assert history.last_changes(project)["docs/en/index.md"].date == "2026-11-20"


def test_a_project_below_its_repository_is_dated_by_its_own_paths(tmp_path):
    lay_out(tmp_path / "site", {})
    git(tmp_path, "init", "--quiet")
    git(tmp_path, "add", "site")
    put(tmp_path, "docs/en/index.md")
    commit(tmp_path, "2026-11-21T12:00:00Z")
    assert history.last_changes(tmp_path / "site")["docs/en/index.md"].date == "2026-11-21"
    put(tmp_path / "site", "docs/en/new.md")
    assert set(history.changed_lines(tmp_path / "site", "HEAD")) == {"docs/en/new.md"}


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (b"a\nb\nc\n", b"a\n++ b/docs/en/other.md\nc\nd\n", [range(2, 3), range(4, 5)]),
        (b"a\n-- a/docs/en/other.md\nc\n", b"a\nc\nd\n", [range(1, 1), range(3, 4)]),
        (b"a\nb\n", b"a\n@ -1 +90 @@\nc\n", [range(2, 4)]),
        (b"a", b"a\nb", [range(1, 3)]),
        (b"a\nb\n", b"a\r\nb\n", [range(1, 2)]),
        (b"a\nb\n", b"a\rx\nc\n", [range(1, sys.maxsize)]),
        (b"a\nb\n", b"caf\xe9\nb\n", [range(1, 2)]),
        (b"a\nb\n", b"a\x00\nb\n", [range(1, 2)]),
    ],
    ids=["a head", "a head that went", "a hunk", "no end of line", "CRLF", "carriage return", "Latin-1", "a zero byte"],
)
def test_changed_lines_are_those_of_the_text(project, before, after, expected):
    put(project, "docs/en/a.md", before)
    commit(project, "2026-11-21T12:00:00Z")
    put(project, "docs/en/a.md", after)
    put(project, "docs/en/z.md")
    git(project, "add", "--all")
    found = history.changed_lines(project, "HEAD")
    spans = [span for span in found["docs/en/a.md"] if span]
    assert spans == [span for span in expected if span]
    assert set(found) == {"docs/en/a.md", "docs/en/z.md"}


@pytest.mark.parametrize(
    ("attributes", "settings"),
    [
        ("*.md -diff", {}),
        ("*.md binary", {}),
        ("*.md diff=hide", {"diff.hide.textconv": "true", "diff.hide.command": "true"}),
        ("", {"diff.noprefix": "true", "color.ui": "always", "core.quotePath": "false", "diff.interHunkContext": "9"}),
        ("", {"diff.external": "true", "diff.mnemonicPrefix": "true", "diff.renames": "copies", "diff.relative": "false"}),
    ],
    ids=["no difference", "binary", "a driver", "settings", "more settings"],
)  # fmt: skip
def test_no_attribute_and_no_setting_hides_a_changed_line(project, attributes, settings):
    put(project, "docs/en/a.md", b"".join(b"%d\n" % n for n in range(20)))
    put(project, "docs/.gitattributes", attributes.encode())
    commit(project, "2026-11-21T12:00:00Z")
    for name, value in settings.items():
        git(project, "config", name, value)
    put(project, "docs/en/a.md", b"".join(b"%d\n" % (n + 100 * (n in (3, 9))) for n in range(20)))
    assert history.changed_lines(project, "HEAD") == {"docs/en/a.md": [range(4, 5), range(10, 11)]}


def test_what_git_does_not_know(project, tmp_path_factory):
    for revision in ("v9", "--output=x", "HEAD~9", "HEAD:docs", "a\nb"):
        with pytest.raises(asking.GitFailed, match="git has no revision"):
            history.changed_lines(project, revision)
    assert not (project / "x").exists()
    bare = tmp_path_factory.mktemp("bare")
    assert history.last_changes(bare) == {} and history.first_change(bare, "docs") == ""
    with pytest.raises(asking.GitFailed):
        commit_files.export(bare, "HEAD", bare / "out")


def test_a_shallow_clone_knows_no_first_commit(project, tmp_path_factory):
    put(project, "docs/en/a.md")
    commit(project, "2026-11-21T12:00:00Z")
    assert len(history.first_change(project, "docs/en/a.md")) == 40
    clone = tmp_path_factory.mktemp("shallow") / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{project}", str(clone)], check=True)
    assert history.first_change(clone, "docs/en/a.md") == ""
    assert history.last_changes(clone) == {}


@pytest.mark.skipif(os.name == "nt", reason="a script stands in for git")
def test_git_that_does_not_answer_is_left(project, tmp_path_factory, monkeypatch):
    folder = tmp_path_factory.mktemp("bin")
    (folder / "git").write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    (folder / "git").chmod(0o755)
    monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
    monkeypatch.setattr(asking, "LIMIT", 0.2)
    assert history.last_changes(project) == {} and history.first_change(project, "docs") == ""
    with pytest.raises(asking.GitFailed, match="no answer within"):
        history.changed_lines(project, "HEAD")
    with pytest.raises(asking.GitFailed, match="no answer within"):
        commit_files.changed_paths(project, "HEAD")


# The files of a commit


def test_no_attribute_hides_a_file_of_a_commit_or_changes_it(project, tmp_path_factory):
    page = b"A page. $Format:%H$ $Id$\r\n"
    put(project, "docs/en/hidden.md", page)
    put(
        project,
        "docs/.gitattributes",
        b"* export-ignore export-subst ident eol=crlf\n*.md working-tree-encoding=UTF-16\n",
    )
    git(project, "add", "docs/.gitattributes")
    object = subprocess.run(
        ["git", "-C", project, "hash-object", "-w", "--stdin"], input=page, capture_output=True, check=True
    ).stdout.decode().strip()  # fmt: skip
    git(project, "update-index", "--add", "--cacheinfo", f"100644,{object},docs/en/hidden.md")
    git(project, "commit", "--quiet", "--message=Two")
    out = tmp_path_factory.mktemp("out")
    assert commit_files.export(project, "HEAD", out) == []
    assert (out / "docs/en/hidden.md").read_bytes() == page
    assert (out / "docs/en/index.md").is_file()


@pytest.mark.parametrize("name", [name for name in ODD])
def test_a_file_of_any_name_is_written(project, tmp_path_factory, name):
    put(project, name)
    commit(project, "2026-11-21T12:00:00Z")
    out = tmp_path_factory.mktemp("out")
    assert commit_files.export(project, "HEAD", out) == []
    assert (out / name).read_bytes() == b"One.\n"


def test_what_is_no_file_is_refused_and_named(project, tmp_path_factory):
    (project / "docs/en/passwd.md").symlink_to("/etc/passwd")
    (project / "docs/folder").symlink_to("../..")
    git(project, "add", "--all")
    head = git(project, "rev-parse", "HEAD").strip()
    git(project, "update-index", "--add", "--cacheinfo", f"160000,{head},docs/en/theirs")
    git(project, "commit", "--quiet", "--message=Two")
    out = tmp_path_factory.mktemp("out")
    refused = {one.path: one.reason for one in commit_files.export(project, "HEAD", out)}
    assert set(refused) == {"docs/en/passwd.md", "docs/folder", "docs/en/theirs"}
    assert "/etc/passwd" in refused["docs/en/passwd.md"] and "submodule" in refused["docs/en/theirs"]
    assert not any(path.is_symlink() for path in out.rglob("*"))


def built(project, *lines):
    """A tree of git's, made of lines as ``ls-tree`` prints them, whatever their names."""
    return subprocess.run(
        ["git", "-C", project, "mktree", "-z"], input=b"\0".join(lines), capture_output=True, check=True
    ).stdout.strip()


def test_a_tree_that_no_git_would_make_stays_in_its_folder(project, tmp_path_factory):
    blob = git(project, "hash-object", "-w", "docs/en/index.md").strip().encode()
    deep = built(project, b"100644 blob %s\tescaped.md" % blob)
    docs = built(
        project,
        b"040000 tree %s\t.." % deep,
        b"040000 tree %s\t.git" % deep,
        b"100644 blob %s\t%s" % (blob, b"x" * 300 + b".md"),
        b"100644 blob %s\ta" % blob,
        b"040000 tree %s\ta" % deep,
    )
    root = built(project, b"040000 tree %s\tdocs" % docs).decode()
    commit = git(project, "commit-tree", root, "-m", "Odd").strip()
    out = tmp_path_factory.mktemp("parent") / "out"
    out.mkdir()
    refused = [one.path for one in commit_files.export(project, commit, out)]
    assert len(refused) == 4 and {"docs/../escaped.md", "docs/.git/escaped.md"} <= set(refused)
    assert [path.name for path in out.parent.rglob("*") if path.is_file()] == ["a"]


def test_a_commit_too_large_is_not_read(project, tmp_path, monkeypatch):
    monkeypatch.setattr(commit_files, "MOST_FILES", 2)
    with pytest.raises(asking.GitFailed, match="more than 2 files"):
        commit_files.export(project, "HEAD", tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_twins():
    found = commit_files.twins(
        ["docs/en/A.md", "docs/en/a.md", "docs/en/b.md", "docs/en/cafe\u0301.md", "docs/en/café.md"]
    )
    assert found == [["docs/en/A.md", "docs/en/a.md"], ["docs/en/cafe\u0301.md", "docs/en/café.md"]]
