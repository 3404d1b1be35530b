"""The page "How to verify this site": its own commands are run, against a site that a small server publishes."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import threading
from functools import partial
from http.server import ThreadingHTTPServer

import pytest

from explainer.cli import main
from explainer.published import listing
from explainer.published.listing import INFO, SUMS
from support.git import git
from support.paths import BIN, ROOT
from support.published import HASH, LOCK, Quiet, relist, write
from support.sites import prepare

PAGE = (ROOT / "docs/en/about/verify.md").read_text("utf-8")
STEPS = ("address", "page", "signature", "download", "whole site", "rebuilding")
IN_BRIEF = """\
---
title: In brief
description: The story.
known: 2026-11
---

# In brief

Some 12,574 people registered for a humanitarian card [@lopez2019#cards].
"""
MAKE = """#!/bin/sh
# As make does it, with the environment of these tests in the place of one that it would fetch from the network.
mkdir -p .venv && ln -sfn {bin} .venv/bin && touch .venv/.ready
exec {make} "$@"
"""
GH = """#!{python}
import sys
from pathlib import Path
what, kind, file, *options = sys.argv[1:]
assert (what, kind) == ("attestation", "verify") and Path(file).is_file(), sys.argv
assert options == ["--repo", "o/site", "--signer-workflow", "o/site/.github/workflows/publish.yml"], options
"""
needs_tools = pytest.mark.skipif(
    not all(map(shutil.which, ("curl", "make", "git", "sha256sum"))), reason="the page's own tools are not here"
)


class Published:
    """A project, its site as publish.yml makes it, and a reader who follows the page."""

    def __init__(self, folder, serve):
        self.folder, self.project, self.site = folder, folder / "o/site", folder / "online"
        tools = folder / "bin"
        tools.mkdir()
        (tools / "make").write_text(MAKE.format(bin=BIN, make=shutil.which("make")))
        (tools / "gh").write_text(GH.format(python=sys.executable))
        for tool in tools.iterdir():
            tool.chmod(0o755)
        self.site.mkdir()
        self.address = serve(partial(Quiet, directory=str(self.site)))
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "MAKE", "MFLAGS"))}
        self.environment = kept | {
            "PATH": f"{tools}:{os.environ['PATH']}",
            "GIT_CONFIG_COUNT": "1",
            "GIT_CONFIG_KEY_0": f"url.{folder}/.insteadOf",
            "GIT_CONFIG_VALUE_0": "https://github.com/",
        }
        self.environment.pop("SOURCE_DATE_EPOCH")
        self.publish()

    def publish(self):
        prepare(self.project, {"docs/en/in-brief.md": IN_BRIEF, "requirements.txt": LOCK})
        for name in ("Makefile", "pyproject.toml", ".gitignore"):
            shutil.copy(ROOT / name, self.project / name)
        git(self.project, "init", "--quiet", "--initial-branch=main")
        git(self.project, "add", "--all")
        git(self.project, "commit", "--quiet", "--message=One")
        dated = self.environment | {
            "SOURCE_DATE_EPOCH": git(self.project, "log", "-1", "--format=%ct").strip(),
            "SITE_URL": self.address + "/",
        }
        for command in (["make", "site"], [".venv/bin/explainer", "takeaway", "--only", "epub"], ["make", "site"]):
            subprocess.run(command, cwd=self.project, env=dated, check=True)
        # What a browser prints stands for the PDF: nobody prints it again.
        write(self.project, {"build/takeaway/caravan-debate.pdf": "%PDF-1.7\n%%EOF\n"})
        for target in ("site", "buildinfo"):
            subprocess.run(["make", target], cwd=self.project, env=dated, check=True)
        shutil.copytree(self.project / "site", self.site, dirs_exist_ok=True)

    def follow(self, reader, steps=STEPS):
        """Do what the page says; return the step at which a command failed, or nothing, and what was printed."""
        blocks = dict(zip(STEPS, re.findall(r"^```bash\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL), strict=True))
        for step, example, real in (
            ("address", "SITE=https://example.org/caravan", f"SITE={self.address}"),
            ("signature", "REPOSITORY=owner/name", "REPOSITORY=o/site"),
        ):
            assert example in blocks[step]
            blocks[step] = blocks[step].replace(example, real)
        script = "set -e\n" + "".join(f"echo '@@ {step}'\n{blocks[step]}" for step in steps)
        reader.mkdir()
        done = subprocess.run(
            ["bash", "-c", script],
            cwd=reader,
            env=self.environment,
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
        )
        said = done.stdout + done.stderr
        assert "Traceback" not in said, said
        reached = re.findall("^@@ (.*)", done.stdout, re.MULTILINE)[-1]
        return (reached if done.returncode else None), said


@pytest.fixture(scope="module")
def published(tmp_path_factory):
    server = None

    def start(handler):
        nonlocal server
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}"

    yield Published(tmp_path_factory.mktemp("published"), start)
    server.shutdown()
    server.server_close()


@pytest.fixture
def restored(published):
    """The published site, as it was before this test once it is over."""
    kept = published.folder / "kept"
    shutil.copytree(published.site, kept)
    yield published
    shutil.rmtree(published.site)
    shutil.move(kept, published.site)


@needs_tools
def test_a_reader_who_follows_the_page_finds_an_honest_site_in_order(published, tmp_path):
    failed, said = published.follow(tmp_path / "reader")
    assert failed is None, said
    assert "in-brief/index.html: OK" in said and "take-away/caravan-debate.epub: OK" in said
    assert "The site matches its list." in said
    commit = git(published.project, "rev-parse", "HEAD").strip()
    assert f"Commit {commit} builds exactly this site." in said
    assert "take-away/caravan-debate.pdf was not rebuilt" in said
    info = json.loads((published.site / INFO).read_text())
    assert info["commit"] == commit and info["clean"]
    assert info["source_date_epoch"] == int(git(published.project, "log", "-1", "--format=%ct"))
    bill = json.loads((published.site / "take-away/sbom.cdx.json").read_text())
    assert [(one["name"], one["version"]) for one in bill["components"]] == [("mkdocs", "1.6.1")]
    assert HASH in json.dumps(bill)


def change_a_byte(path):
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)


@needs_tools
@pytest.mark.parametrize(
    ("name", "step"),
    [
        ("in-brief/index.html", "page"),
        (SUMS, "page"),
        ("take-away/caravan-debate.epub", "download"),
        ("index.html", "whole site"),
        ("search/pages.js", "whole site"),
        ("take-away/caravan-debate.pdf", "whole site"),
        (INFO, "whole site"),
    ],
)
def test_a_reader_finds_a_changed_byte(restored, tmp_path, name, step):
    if name == SUMS:  # the line of the page that the reader looks at
        text = (restored.site / SUMS).read_text()
        (restored.site / SUMS).write_text(re.sub(r"^\S+(?=  in-brief/)", HASH, text, flags=re.MULTILINE))
    else:
        change_a_byte(restored.site / name)
    failed, said = restored.follow(tmp_path / "reader", STEPS[:-1])
    assert failed == step, said
    if step == "whole site":
        assert name in said.partition("@@ whole site")[2]


@needs_tools
def test_a_reader_finds_a_byte_that_the_list_was_changed_for(restored, tmp_path):
    page = restored.site / "in-brief/index.html"
    page.write_text(page.read_text("utf-8").replace("12,574", "99,000"), "utf-8")
    relist(restored.site)
    failed, said = restored.follow(tmp_path / "reader")
    assert failed == "rebuilding", said
    said = said.partition("@@ rebuilding")[2]
    assert "in-brief/index.html differs" in said and hashlib.sha256(page.read_bytes()).hexdigest() in said


@needs_tools
@pytest.mark.parametrize("commit", ["", "c" * 40, "of another branch"])
def test_a_site_from_elsewhere_is_not_built(restored, tmp_path, commit, capsys):
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--quiet", str(restored.project), str(clone))
    if commit == "of another branch":
        git(clone, "switch", "--quiet", "--create", "other")
        write(clone, {"Makefile": "site:\n\ttouch ran\n"})
        git(clone, "commit", "--quiet", "--all", "--message=Other")
        commit = git(clone, "rev-parse", "HEAD").strip()
    info = listing.read_info((restored.site / INFO).read_bytes())
    listing.write(restored.site, info.model_copy(update={"commit": commit}))
    assert main(["rebuild", str(restored.site), "--root", str(clone)]) == 1
    assert "the list names" in capsys.readouterr().out
    assert not list(clone.rglob("ran")) and not (clone / "build").exists()


@needs_tools
def test_half_of_the_history_or_a_build_that_fails_is_said(restored, tmp_path, capsys):
    shallow = tmp_path / "shallow"
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{restored.project}", str(shallow))
    assert main(["rebuild", str(restored.site), "--root", str(shallow)]) == 2
    assert "a part of the history" in capsys.readouterr().err
    broken = tmp_path / "broken"
    git(tmp_path, "clone", "--quiet", str(restored.project), str(broken))
    write(broken, {"Makefile": "site:\n\t@echo no such luck; exit 3\n"})
    git(broken, "commit", "--quiet", "--all", "--message=Broken")
    git(broken, "update-ref", "refs/remotes/origin/main", "HEAD")
    info = listing.read_info((restored.site / INFO).read_bytes())
    listing.write(restored.site, info.model_copy(update={"commit": git(broken, "rev-parse", "HEAD").strip()}))
    assert main(["rebuild", str(restored.site), "--root", str(broken)]) == 2
    assert "'make site' failed" in (said := capsys.readouterr().err) and "no such luck" in said


@needs_tools
def test_a_site_that_is_published_anew_meanwhile_is_not_accused(restored, monkeypatch, capsys):
    """While the old state is built, a new one goes online."""

    def meanwhile(root, place, info, say):
        write(restored.site, {"new.html": "new"})
        relist(restored.site)
        return restored.project / "site"

    monkeypatch.setattr("explainer.published.rebuild.rebuild", meanwhile)
    assert main(["rebuild", str(restored.site), "--root", str(restored.project)]) == 2
    assert "published again" in capsys.readouterr().err


def test_the_page_is_short_and_leads_to_what_it_names():
    text = PAGE.partition("\n# ")[2]
    assert len(text.split()) <= 900
    for target in re.findall(r"\]\(([\w-]+\.md)\)", text):
        made = {"health.md"}
        assert target in made or (ROOT / "docs/en/about" / target).is_file(), target
    assert (ROOT / "SECURITY.md").is_file() and "`SECURITY.md`" in text
