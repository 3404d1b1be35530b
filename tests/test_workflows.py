"""The workflows are what linters accept, pinned and least privileged, and their scripts do what they say: run here, beside a
stand-in for the code host's command that keeps its state in a file."""

import html
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from explainer import cli
from explainer.comment import LONGEST, LONGEST_PATH, MARK
from explainer.escaping import code
from rules.test_rules import lay_out
from sites import ROOT
from test_citable import git

WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
SCRIPTS = ROOT / ".github/scripts"
BIN = Path(sys.executable).parent
needs_jq = pytest.mark.skipif(not shutil.which("jq"), reason="there is no jq here")

PAGE = (
    "---\ntitle: Home\ndescription: D.\nknown: 2026-11\n---\n\n# Home\n\n"
    "Some 12,574 people registered for a humanitarian card [@lopez2019#cards].\n"
)


def test_actionlint_finds_nothing():
    done = subprocess.run([BIN / "actionlint", *WORKFLOWS], capture_output=True, text=True, cwd=ROOT)
    assert (done.returncode, done.stdout) == (0, ""), done.stdout


def test_zizmor_finds_nothing():
    command = [BIN / "zizmor", "--offline", "--no-progress", *WORKFLOWS, ROOT / ".github/dependabot.yml"]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.stem)
def test_a_workflow_may_do_little(path):
    text = path.read_text("utf-8")
    workflow = yaml.safe_load(text)
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert "timeout-minutes" in job and "permissions" in job
        for step in job["steps"]:
            if "uses" in step:
                assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"]), step["uses"]
            if "actions/checkout" in step.get("uses", ""):
                assert step["with"]["persist-credentials"] is False
            assert "${{" not in step.get("run", ""), "values reach a script through its environment"
    for line in text.splitlines():
        if "uses:" in line:
            assert re.search(r"# v\d+\.\d+\.\d+$", line), line


def test_one_action_has_one_version():
    found = {}
    for path in WORKFLOWS:
        for action, commit, version in re.findall(r"uses: ([\w./-]+)@([0-9a-f]{40}) # (\S+)", path.read_text("utf-8")):
            found.setdefault(action, set()).add((commit, version))
    assert all(len(versions) == 1 for versions in found.values()), found


@pytest.mark.parametrize("name", ["mistake", "source", "term", "view"])
def test_the_code_host_takes_the_forms(name):
    command = [
        BIN / "check-jsonschema",
        "--builtin-schema",
        "vendor.github-issue-forms",
        ROOT / f".github/ISSUE_TEMPLATE/{name}.yml",
    ]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


# Scripts

HOST = """#!{python}
# Answers as the code host's command does, and keeps what it is given.
import json, sys
from pathlib import Path
state = Path({state!r})
world = json.loads(state.read_text())
arguments = sys.argv[1:]
assert arguments.pop(0) == "api"
method, fields, paths = "GET", {{}}, []
while arguments:
    one = arguments.pop(0)
    if one == "--method":
        method = arguments.pop(0)
    elif one == "--field":
        name, _, value = arguments.pop(0).partition("=")
        fields[name] = Path(value[1:]).read_text() if value.startswith("@") else value
    elif one == "--jq":
        arguments.pop(0)  # only the number of a new issue is asked for
    elif not one.startswith("--"):
        paths.append(one)
[path] = paths
path, _, query = path.partition("?")
if method == "GET" and path.endswith("/pulls"):
    print(json.dumps(world["pulls"].get(path.split("/commits/")[1].split("/")[0], [])))
elif path.endswith("/issues") and method == "GET":
    print(json.dumps([[one for one in world["issues"] if one["state"] == "open" or "state=all" in query], []]))
elif path.endswith("/issues"):
    world["issues"].append({{"number": len(world["issues"]) + 1, "state": "open", "user": {{"login": "github-actions[bot]"}}, **fields}})
    print(len(world["issues"]))
elif method == "PATCH" and "/comments/" not in path:
    [issue] = [one for one in world["issues"] if one["number"] == int(path.rsplit("/", 1)[1])]
    issue.update(fields)
elif method == "GET":
    comments = [one for one in world["comments"] if one["issue"] == path.split("/issues/")[1].split("/")[0]]
    print(json.dumps([comments[:1], comments[1:]]))  # two pages
elif method == "POST":
    number = path.split("/issues/")[1].split("/")[0]
    world["comments"].append({{"id": len(world["comments"]) + 1, "issue": number, "user": {{"login": "github-actions[bot]"}}, "body": fields["body"]}})
else:
    [comment] = [one for one in world["comments"] if one["id"] == int(path.rsplit("/", 1)[1])]
    comment["body"] = fields["body"]
state.write_text(json.dumps(world))
"""
REVIEWDOG = """#!{python}
import json, os, sys
from pathlib import Path
Path({state!r}).write_text(json.dumps({{"arguments": sys.argv[1:], "environment": dict(os.environ), "input": json.load(sys.stdin)}}))
"""


class Host:
    """A clone of a project, and the code host as far as the scripts know it."""

    def __init__(self, folder):
        self.clone, self.origin, self.fork = folder / "clone", folder / "origin.git", folder / "fork"
        self.state, self.reviewed = folder / "state.json", folder / "reviewdog.json"
        bin = folder / "bin"
        bin.mkdir()
        for name, text, state in (("gh", HOST, self.state), ("reviewdog", REVIEWDOG, self.reviewed)):
            (bin / name).write_text(text.format(python=sys.executable, state=str(state)))
            (bin / name).chmod(0o755)
        self.path = f"{bin}:{os.environ['PATH']}"
        self.keep({"pulls": {}, "comments": [], "issues": []})
        lay_out(self.fork, {"docs/en/index.md": PAGE})
        git(self.fork, "init", "--quiet", "--initial-branch=main")
        self.base = self.commit("docs")
        subprocess.run(["git", "clone", "--quiet", "--bare", str(self.fork), str(self.origin)], check=True)
        subprocess.run(["git", "clone", "--quiet", str(self.origin), str(self.clone)], check=True)
        (self.clone / ".venv/bin").mkdir(parents=True)
        for name in ("explainer", "python"):
            (self.clone / ".venv/bin" / name).symlink_to(BIN / name)
        (self.clone / ".github").mkdir()
        for name in ("scripts", "ISSUE_TEMPLATE"):
            shutil.copytree(ROOT / ".github" / name, self.clone / ".github" / name)

    def keep(self, world):
        self.state.write_text(json.dumps(world))

    @property
    def world(self):
        return json.loads(self.state.read_text())

    def commit(self, *paths):
        git(self.fork, "add", "--all", *paths)
        git(self.fork, "commit", "--quiet", "--message=One")
        return git(self.fork, "rev-parse", "HEAD").strip()

    def propose(self, at, **changes):
        """Commit what stands in the fork and open a pull request of it."""
        sha = self.commit()
        git(self.fork, "push", "--quiet", "--force", str(self.origin), f"HEAD:refs/pull/{at}/head")
        self.announce(at, sha, **changes)
        return sha

    def announce(self, at, sha, **changes):
        """Let the code host know a pull request."""
        pull = {
            "number": at,
            "state": "open",
            "head": {"sha": sha},
            "base": {"repo": {"full_name": "o/site"}},
        } | changes
        self.keep(self.world | {"pulls": {sha: [pull]}})

    def run(self, script, *arguments, check=True, **environment):
        kept = {name: value for name, value in os.environ.items() if not name.startswith("GITHUB_")}
        environment = {
            **kept,
            "PATH": self.path,
            "GITHUB_REPOSITORY": "o/site",
            "GH_TOKEN": "secret",
            "GITHUB_ACTIONS": "true",
            **environment,
        }
        done = subprocess.run(
            [self.clone / ".github/scripts" / script, *arguments],
            cwd=self.clone,
            env=environment,
            capture_output=True,
            text=True,
        )
        assert not check or done.returncode == 0, done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done

    def review(self, sha):
        return self.run("review", HEAD_REPOSITORY="somebody/site", HEAD_SHA=sha, RUN_URL="https://example.org/runs/1")


@pytest.fixture
def host(tmp_path):
    return Host(tmp_path)


def test_annotations_speak_of_changed_lines_and_of_errors_anywhere(host):
    clone = host.clone
    page = clone / "docs/en/index.md"
    # A warning of old, on a line that nobody touches, stays quiet: nothing cites this source.
    record = (clone / "docs/sources/lopez2019.yaml").read_text("utf-8")
    unused = record.replace("Una caravana", "Otra").replace("/caravana", "/otra")
    (clone / "docs/sources/unused2020.yaml").write_text(unused, "utf-8")
    git(clone, "add", "docs")
    git(clone, "commit", "--quiet", "--message=Old")
    base = git(clone, "rev-parse", "HEAD").strip()
    page.write_text(page.read_text("utf-8").replace("12,574", "12,575"), "utf-8")
    git(clone, "commit", "--quiet", "--all", "--message=New")
    done = host.run("annotate", check=False, BASE=base)
    assert done.returncode == 1
    assert [line.partition(" ")[0] for line in done.stdout.splitlines()] == ["::error"]
    assert "line=9" in done.stdout and "unsupported-figure" in done.stdout
    # A record taken away breaks a line that the change did not touch.
    git(clone, "revert", "--no-edit", "HEAD")
    base = git(clone, "rev-parse", "HEAD").strip()
    (clone / "docs/sources/lopez2019.yaml").unlink()
    git(clone, "commit", "--quiet", "--all", "--message=Gone")
    done = host.run("annotate", check=False, BASE=base)
    assert done.returncode == 1 and "unknown-source" in done.stdout
    assert host.run("annotate", check=False, BASE="").returncode == 1  # without a base all is shown


@needs_jq
def test_a_comment_is_renewed_in_place(host, tmp_path):
    file = tmp_path / "comment.md"
    file.write_text("<!-- ours -->\nFirst.\n")
    theirs = {"id": 1, "issue": "7", "user": {"login": "somebody"}, "body": "<!-- ours -->\nNot ours."}
    other = {"id": 2, "issue": "8", "user": {"login": "github-actions[bot]"}, "body": "<!-- ours -->\nElsewhere."}
    quoting = {"id": 3, "issue": "7", "user": {"login": "github-actions[bot]"}, "body": "See <!-- ours -->"}
    host.keep({"pulls": {}, "comments": [theirs, other, quoting], "issues": []})
    host.run("sticky-comment", "7", file)
    file.write_text('<!-- ours -->\nSecond: "$(id)" `id`\n')
    host.run("sticky-comment", "7", file)
    assert [one["body"] for one in host.world["comments"]] == [
        theirs["body"], other["body"], quoting["body"], "<!-- ours -->\nSecond: \"$(id)\" `id`\n",
    ]  # fmt: skip
    file.write_text("No mark.\n")
    assert host.run("sticky-comment", "7", file, check=False).returncode == 2


@needs_jq
def test_a_pull_request_is_read_as_data_and_answered_in_one_comment(host):
    page = host.fork / "docs/en/index.md"
    page.write_text(PAGE.replace("12,574", "13,574").replace("[@lopez2019#cards]", "[@lopez2019#crds]"), "utf-8")
    (host.fork / "docs/en/new.md").write_text(PAGE.replace("Home", "New"), "utf-8")
    sha = host.propose(7)
    host.review(sha)
    host.review(sha)
    [comment] = host.world["comments"]
    assert comment["issue"] == "7"
    assert "new&#46;md" in comment["body"] and "**1 errors**" in comment["body"]
    assert "13,574" in comment["body"] and "https://example.org/runs/1#artifacts" in comment["body"]
    reviewed = json.loads(host.reviewed.read_text())
    assert {"-f=rdjson", "-reporter=github-pr-review", "-filter-mode=added"} <= set(reviewed["arguments"])
    assert reviewed["environment"]["CI_PULL_REQUEST"] == "7" and reviewed["environment"]["CI_COMMIT"] == sha
    assert "GITHUB_ACTIONS" not in reviewed["environment"]
    [finding] = [d for d in reviewed["input"]["diagnostics"] if d["code"]["value"] == "unknown-evidence"]
    assert finding["location"]["path"] == "docs/en/index.md" and finding["suggestions"][0]["text"] == "cards"


@needs_jq
def test_a_hostile_pull_request_gets_nothing_out_of_its_comment(host):
    secret = host.clone / "secret.md"
    secret.write_text("# The secret\n\nSome 12,574 secrets [@lopez2019#cards].\n")
    title = "@everybody <img src=x> [link](https://evil.example) `x` | y <!-- --> https://evil.example"
    record = (host.fork / "docs/sources/lopez2019.yaml").read_text("utf-8")
    (host.fork / "docs/sources/evil2020.yaml").write_text(
        re.sub(
            r"title: .*", "title: " + json.dumps(title.replace("<img src=x>", "img").replace("<!-- -->", "")), record
        ).replace("/caravana", "/evil"),
        "utf-8",
    )
    (host.fork / "docs/en/evil.md").write_text(PAGE.replace("Some", f"{title} some") + "\n<!-- ours -->\n", "utf-8")
    (host.fork / "docs/en/leak.md").symlink_to(secret)
    (host.fork / ".github/scripts").mkdir(parents=True)
    (host.fork / ".github/scripts/review").write_text("#!/bin/sh\ntouch ran\n")
    (host.fork / "hooks/explainer").mkdir(parents=True)
    (host.fork / "hooks/explainer/cli.py").write_text("open('ran', 'w')\n")
    done = host.run(
        "review", check=False, HEAD_REPOSITORY="somebody/site", HEAD_SHA=host.propose(7), RUN_URL="https://example.org"
    )
    text = json.dumps(host.world) + done.stdout + done.stderr
    assert "The secret" not in text and "secrets" not in text
    assert not list(host.clone.rglob("ran"))
    for comment in host.world["comments"]:
        body = comment["body"].replace("https://example.org#artifacts", "")
        assert "@everybody" not in body and "<img" not in body and "](http" not in body.replace("]()", "")
        assert "https://evil" not in body and body.count("<!--") == 1


def body(host, sha=None):
    """The one comment below the pull request of what stands in the fork."""
    done = host.run(
        "review", check=False, HEAD_REPOSITORY="somebody/site", HEAD_SHA=sha or host.propose(7), RUN_URL=""
    )  # fmt: skip
    [comment] = host.world["comments"]
    assert comment["body"].startswith(MARK + "\n") and len(comment["body"]) <= LONGEST
    return comment["body"], done


def not_judged(text):
    """The lines of the comment's block on what nobody judged, by path."""
    block = text.partition("**Not reviewed: ")[2].partition("\n\n")[2].partition("\n\n")[0]
    found = re.findall(r"^- `` (.*) `` \((.*?)\): (.*)$", block, re.MULTILINE)
    return {path: f"{what}: {html.unescape(said)}" for path, what, said in found}


FALSE = PAGE.replace("12,574", "99,000")


@needs_jq
@pytest.mark.parametrize("where", [".gitattributes", "docs/.gitattributes", "docs/en/.gitattributes"])
@pytest.mark.parametrize(
    "line", ["* export-ignore", "*.md export-subst -diff", "*.md working-tree-encoding=UTF-16 text"]
)
def test_no_attribute_of_a_change_hides_it_from_the_comment(host, where, line):
    (host.fork / "docs/en/evil.md").write_text(FALSE, "utf-8")
    sha = host.commit()
    (host.fork / where).write_text(line + "\n", "utf-8")
    git(host.fork, "add", where)
    git(host.fork, "commit", "--quiet", "--amend", "--message=One")
    sha = git(host.fork, "rev-parse", "HEAD").strip()
    git(host.fork, "push", "--quiet", "--force", str(host.origin), "HEAD:refs/pull/7/head")
    host.announce(7, sha)
    text, done = body(host, sha)
    assert done.returncode == 0 and "**1 errors**" in text and "evil&#46;md" in text
    assert not_judged(text)[where].startswith("code or settings: new")
    reviewed = json.loads(host.reviewed.read_text())["input"]["diagnostics"]
    assert [d["code"]["value"] for d in reviewed] == ["unsupported-figure"]


@needs_jq
def test_every_changed_path_that_nobody_judged_is_named(host):
    old = {
        "docs/en/old.md": PAGE,
        "docs/en/mode.md": PAGE,
        "docs/en/photo.png": "x",
        "Makefile": "x",
        "docs/en/same.md": PAGE,
    }
    for name, text in old.items():
        (host.fork / name).write_text(text, "utf-8")
    git(host.fork, "push", "--quiet", str(host.origin), f"{host.commit()}:refs/heads/main")
    git(host.clone, "fetch", "--quiet", "origin")
    new = [
        "hooks/explainer/cli.py", "hooks/x.py", ".github/workflows/check.yml", ".github/scripts/review", "mkdocs.yml", "overrides/main.html",
        ".cache/explainer/references.json", "docs/en/assets/x.js", "docs/en/extra.markdown", "docs/en/page.html", "docs/notes.txt",
        "docs/releases/2026-11-24.yaml", "docs/en/.hidden/a.md", "-rf",
    ]  # fmt: skip
    for name in new:
        (host.fork / name).parent.mkdir(parents=True, exist_ok=True)
        (host.fork / name).write_text("x\n", "utf-8")
    (host.fork / "docs/en/judged.md").write_text(PAGE.replace("Home", "New"), "utf-8")
    (host.fork / "docs/en/old.md").unlink()
    (host.fork / "Makefile").unlink()
    (host.fork / "docs/en/mode.md").chmod(0o755)
    (host.fork / "docs/en/program.md").write_text(PAGE.replace("Home", "Program"), "utf-8")
    (host.fork / "docs/en/program.md").chmod(0o755)
    (host.fork / "docs/en/photo.png").unlink()
    (host.fork / "docs/en/photo.png").symlink_to("/etc/hostname")
    (host.fork / "docs/en/same.md").write_text(PAGE.replace("title: Home", "title: Housing"), "utf-8")
    git(host.fork, "update-index", "--add", "--cacheinfo", f"160000,{host.base},docs/theirs")
    (host.fork / "docs/theirs").mkdir()
    text, _ = body(host)
    named = not_judged(text)
    assert set(named) == {
        *new, "docs/en/program.md", "docs/en/old.md", "docs/en/mode.md", "docs/en/photo.png", "docs/en/same.md", "docs/theirs", "Makefile",
    }  # fmt: skip
    assert "a link, to '/etc/hostname'" in named["docs/en/photo.png"] and "a submodule" in named["docs/theirs"]
    assert "deleted" in named["docs/en/old.md"] and "deleted" in named["Makefile"] and "755" in named["docs/en/mode.md"]
    assert "running text is the same" in named["docs/en/same.md"] and "an odd name" in named["-rf"]
    assert "cannot be read" in named["docs/releases/2026-11-24.yaml"]
    assert list(named).index("hooks/x.py") < list(named).index("docs/en/assets/x.js")


ODD = ["<b>.md", "two\nlines.md", 'quo"ted.md', "-n.md", "`code` @octocat.md", "[x](www.evil.example).md", "a|b.md", "caf\udce9.md",
       "\x1b[31m.md", "\u202e.md", "::error::x.md", "x" * 240 + ".md", "A.md", "a.md"]  # fmt: skip


@needs_jq
@pytest.mark.parametrize("folder", ["docs/en", "docs/sources", "hooks"])
def test_files_of_any_name_are_named_and_harmless(host, folder):
    (host.fork / folder).mkdir(parents=True, exist_ok=True)
    for name in ODD:
        (host.fork / folder / name).write_text(FALSE, "utf-8")
    text, done = body(host)
    assert done.returncode == 0
    for name in ODD:
        assert f"- {code(f'{folder}/{name}', LONGEST_PATH)} (" in text
    outside = re.sub(r"`` .*? ``", "", text)
    assert not re.search(r"@\w|<b>|<img|\]\(|https?:|www\.", outside)
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f\u202e]", text) and "::error" not in outside
    assert text.count("the same file as") == 2  # A.md and a.md
    if folder == "docs/en":
        assert int(re.search(r"\*\*(\d+) errors\*\*", text)[1]) >= len(
            ODD
        )  # some have two: what they say, and their name
        shown = json.loads(host.reviewed.read_text())["input"]["diagnostics"]
        assert len(shown) >= len(ODD) and all(re.fullmatch(r"[\w./%-]+", d["location"]["path"]) for d in shown)


@needs_jq
def test_new_and_changed_waivers_are_named(host):
    waiver = "<!-- waive {} until {}: {} -->\n\nSome 42 people laughed.\n\n"
    kept = waiver.format("uncited-figure", "2027-01-31", "an old joke")
    (host.fork / "docs/en/index.md").write_text(PAGE + "\n" + kept, "utf-8")
    git(host.fork, "push", "--quiet", str(host.origin), f"{host.commit()}:refs/heads/main")
    git(host.clone, "fetch", "--quiet", "origin")
    (host.fork / "docs/en/index.md").write_text(
        PAGE + "\nAnother line.\n\n" + kept + waiver.format("uncited-figure", "2027-03-31", "@octocat says so"), "utf-8"
    )
    text, _ = body(host)
    assert "**New or changed waivers: 1.**" in text and "an old joke" not in text
    [row] = [line for line in text.splitlines() if "octocat" in line]
    assert (
        "uncited&#45;figure" in row
        and "index&#46;md&#58;17" in row
        and "2027&#45;03&#45;31" in row
        and "@octocat" not in row
    )
    # The same waiver with another end.
    (host.fork / "docs/en/index.md").write_text(PAGE + "\n" + kept.replace("2027-01-31", "2027-02-28"), "utf-8")
    text, _ = body(host)
    assert "**New or changed waivers: 1.**" in text and "2027&#45;02&#45;28" in text


@needs_jq
@pytest.mark.parametrize("way", ["a link", "gone", "a file", "a submodule"])
def test_a_change_without_docs_is_said_to_be_so(host, way):
    shutil.rmtree(host.fork / "docs")
    if way == "a link":
        (host.fork / "docs").symlink_to("/etc")
    elif way == "a file":
        (host.fork / "docs").write_text("x")
    elif way == "a submodule":
        git(host.fork, "add", "--all")
        git(host.fork, "update-index", "--add", "--cacheinfo", f"160000,{host.base},docs")
        (host.fork / "docs").mkdir()
    named = not_judged(body(host)[0])
    assert "deleted" in named["docs/en/index.md"]
    assert ("docs" in named) is (way != "gone")


@needs_jq
def test_what_ends_the_reading_is_said_below_the_change(host, tmp_path, monkeypatch):
    (host.fork / "docs/en/index.md").write_text(PAGE.replace("Some", "About"), "utf-8")
    sha = host.propose(7)
    explainer = host.clone / ".venv/bin/explainer"
    explainer.unlink()
    explainer.write_text(f"#!{sys.executable}\nimport sys\nsys.exit('Boom: ~~~ @octocat \\x1b[31m')\n")
    explainer.chmod(0o755)
    text, done = body(host, sha)
    assert done.returncode == 1 and "**This change could not be read**: reading it ended with status 1." in text
    assert re.search(r"^~~~~\nBoom:  @octocat .\[31m\n~~~~$", text, re.MULTILINE)
    explainer.write_text(f"#!{sys.executable}\nimport time\ntime.sleep(60)\n")
    monkeypatch.setenv("READING_LIMIT", "0.2")
    text, done = body(host, sha)
    assert done.returncode == 1 and "it took too long" in text.replace("reading it", "it")
    assert not host.reviewed.exists()


@needs_jq
def test_a_change_without_a_common_commit_is_not_passed_over(host):
    git(host.fork, "checkout", "--quiet", "--orphan", "other")
    (host.fork / "docs/en/index.md").write_text(PAGE.replace("Some", "About"), "utf-8")
    text, done = body(host)
    assert done.returncode == 1 and "it has no commit in common with main" in text


def test_an_error_of_ours_is_said_and_not_a_traceback(host, monkeypatch, capsys):
    monkeypatch.setattr("explainer.comment.comment", lambda *arguments: 1 / 0)
    assert cli.main(["compare", "HEAD", "HEAD", "--root", str(host.fork)]) == 1
    said = capsys.readouterr()
    assert said.out.startswith(MARK) and "ZeroDivisionError&#58; division by zero" in said.out and said.err == ""
    assert cli.main(["compare", "nothing", "--root", str(host.fork)]) == 2
    assert capsys.readouterr().err == "explainer: git has no revision 'nothing'\n"


@needs_jq
@pytest.mark.parametrize(
    "changes",
    [
        {"state": "closed"},
        {"base": {"repo": {"full_name": "other/site"}}},
        {"head": {"sha": "0" * 40}},
        {"number": "7; id"},
    ],
    ids=["closed", "elsewhere", "older", "no number"],
)
def test_another_s_pull_request_is_left_alone(host, changes):
    (host.fork / "docs/en/index.md").write_text(PAGE.replace("Some", "About"), "utf-8")
    done = host.review(host.propose(7, **changes))
    assert "No open pull request" in done.stdout and host.world["comments"] == []


@needs_jq
def test_a_newer_commit_waits_for_its_own_run(host):
    (host.fork / "docs/en/index.md").write_text(PAGE.replace("Some", "About"), "utf-8")
    old = host.propose(7)
    pulls = host.world["pulls"]
    (host.fork / "docs/en/index.md").write_text(PAGE.replace("Some", "Only"), "utf-8")
    host.propose(7)
    host.keep(host.world | {"pulls": pulls})
    assert "newer commit" in host.review(old).stdout and host.world["comments"] == []


@needs_jq
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("### Title of the work\n\nLlegan al puente\n\n### Language of the work\n\nes\n", "title: Llegan al puente"),
        ("### Title of the work\n\n~~~~~~~~\n$(touch ran) `touch ran` ${{ x }} @everybody\n", "still missing"),
        ("", "still missing"),
    ],
)
def test_a_filled_form_is_answered_with_its_record(host, body, expected):
    for _ in range(2):
        host.run("answer-form", KIND="source", ISSUE_BODY=body, ISSUE_NUMBER="9")
    [comment] = host.world["comments"]
    assert expected in comment["body"] and comment["issue"] == "9"
    assert not list(host.clone.rglob("ran"))
    # What the issue said stands within the fences.
    fence = re.search(r"^(~{3,})", comment["body"], re.MULTILINE)[1]
    outside = re.sub(rf"(?ms)^{fence}\w*\n.*?\n{fence}$", "", comment["body"])
    assert "@everybody" not in outside and "ran" not in outside and "Llegan" not in outside
