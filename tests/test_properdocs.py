"""ProperDocs, which carries MkDocs 1.x on, builds the same site from the same configuration: our way on when MkDocs ends.

It stands beside MkDocs in one environment: its command puts itself in the place of every ``mkdocs`` module that the theme
and the hooks import, and only while it runs. So each builder gets a process of its own.
"""

import os
import re
import subprocess
import sys

import pytest

from support.pages import HEAD
from support.sites import prepare

BUILDERS = ("mkdocs", "properdocs")
_GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


def build(tool, folder, **environment):
    """Build the project in ``folder`` with a tool; return how it ended, what it said, and its files by name."""
    site = folder / f"site-{tool}"
    command = [sys.executable, "-m", tool, "build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", site.name]
    environment = {**os.environ, **environment}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8", timeout=300
    )
    files = {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}
    return done.returncode, done.stderr, files


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("both")
    prepare(folder, {})
    return {tool: build(tool, folder) for tool in BUILDERS}


def test_both_build_the_site(built):
    for tool, (code, said, files) in built.items():
        assert code == 0, (tool, said)
        assert b'class="cite"' in files["index.html"], tool
        assert "sources/lopez2019/index.html" in files and "search/pages.js" in files, tool


def test_the_sites_differ_in_the_name_of_the_generator_alone(built):
    (*_, ours), (*_, theirs) = built.values()
    assert ours.keys() == theirs.keys()
    for name, content in ours.items():
        assert _GENERATOR.sub(b"", content) == _GENERATOR.sub(b"", theirs[name]), name
    named = [_GENERATOR.search(files["index.html"]).group() for files in (ours, theirs)]
    assert b"ProperDocs" not in named[0] and b"ProperDocs" in named[1], "each builder built its own"


FAULTS = {
    "a figure without evidence": ("Some 99,999 came [@lopez2019#cards].", "error[unsupported-figure]"),
    "a link that leads nowhere": ("[Here](nowhere.md).", "'nowhere.md'"),
}


@pytest.mark.parametrize("text, told", FAULTS.values(), ids=FAULTS)
def test_what_stops_one_stops_the_other(tmp_path, text, told):
    prepare(tmp_path, {"docs/en/index.md": HEAD + text + "\n"})
    for tool in BUILDERS:
        code, said, _ = build(tool, tmp_path)
        assert code == 1 and told in said, (tool, said)


def test_two_builds_are_the_same_to_the_byte(built, tmp_path):
    prepare(tmp_path, {})
    _, _, again = build("mkdocs", tmp_path, PYTHONHASHSEED="7")
    assert again == built["mkdocs"][2]
