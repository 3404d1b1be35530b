"""A stand-in for the code host: a clone, and its command, which keeps its state in a file."""

import json
import os
import shutil
import subprocess
import sys

import pytest

from .cases import lay_out
from .git import git
from .paths import BIN, ROOT

needs_jq = pytest.mark.skipif(not shutil.which("jq"), reason="there is no jq here")

PAGE = (
    "---\ntitle: Home\ndescription: D.\nknown: 2026-11\n---\n\n# Home\n\n"
    "Some 12,574 people registered for a humanitarian card [@lopez2019#cards].\n"
)

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
