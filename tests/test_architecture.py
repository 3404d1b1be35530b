"""ARCHITECTURE.md is true: the rooms that it lists are those of the engine, and imports run from top to bottom."""

import ast
import re

import pytest

from support.paths import ROOT

TEXT = (ROOT / "ARCHITECTURE.md").read_text("utf-8")
ENGINE = ROOT / "hooks/explainer"
ROWS = [
    [name.strip("/") for name in re.findall(r"`([^`]+)`", row)]
    for row in re.findall(r"^\| (`[^|]*) \|", TEXT.partition("`hooks/explainer_mkdocs` is")[0], re.MULTILINE)
]
LEVEL = {name: level for level, row in enumerate(ROWS) for name in row}
FILES = [
    path.relative_to(ENGINE)
    for path in sorted(ENGINE.rglob("*.py"))
    if path.relative_to(ENGINE).parts != ("__init__.py",)
]


def room(path):
    return path.parts[0].removesuffix(".py")


def imported(path):
    """The rooms that a module imports from when it is loaded or called; what only types need does not count."""
    tree = ast.parse((ENGINE / path).read_text("utf-8"))
    for_types = [
        node for node in ast.walk(tree) if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    ]
    left_out = {id(inner) for node in for_types for inner in ast.walk(node)}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and node.level and id(node) not in left_out:
            folder = path.parts[:-1][: len(path.parts) - node.level]
            names = [*folder, *(node.module or "").split(".")] if node.module else list(folder)
            yield from [names[0]] if names else [alias.name for alias in node.names]


def test_every_room_is_in_the_table():
    assert {room(path) for path in FILES} == set(LEVEL)


@pytest.mark.parametrize("path", FILES, ids=str)
def test_no_import_runs_upwards(path):
    upwards = {name for name in imported(path) if LEVEL.get(name, -1) > LEVEL[room(path)]}
    assert not upwards


def test_the_engine_knows_no_mkdocs():
    for path in FILES:
        assert not re.search(r"^\s*(?:import|from) mkdocs", (ENGINE / path).read_text("utf-8"), re.MULTILINE), path


def test_every_module_of_the_build_is_in_its_table():
    table = TEXT.partition("`hooks/explainer_mkdocs` is")[2].partition("\n## ")[0]
    named = {
        name for row in re.findall(r"^\| (`[^|]*) \|", table, re.MULTILINE) for name in re.findall(r"`([^`]+)`", row)
    }
    modules = {path.stem for path in (ROOT / "hooks/explainer_mkdocs").glob("*.py")} - {"__init__"}
    assert named == modules


def test_both_guides_are_short():
    assert len(TEXT.splitlines()) <= 120
    assert len((ROOT / "README.md").read_text("utf-8").splitlines()) <= 130


@pytest.mark.parametrize("guide", ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "BENCHMARKS.md", "SECURITY.md"])
def test_the_links_of_a_guide_lead_somewhere(guide):
    text = (ROOT / guide).read_text("utf-8")
    for target in re.findall(r"\]\((?!https?:|mailto:)([^)\s]+)\)", text):
        name, _, anchor = target.partition("#")
        path = ROOT / (name or guide)
        assert path.exists(), target
        if anchor:
            headings = re.findall(r"^#+ (.+)$", path.read_text("utf-8"), re.MULTILINE)
            assert anchor in {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}, target


TESTS = ROOT / "tests"


@pytest.mark.parametrize("path", sorted(TESTS.rglob("*.py")), ids=lambda path: path.relative_to(TESTS).as_posix())
def test_no_test_module_is_imported(path):
    """What two need is in `support`: a module of tests can be changed, moved or run by itself."""
    tree = ast.parse(path.read_text("utf-8"))
    names = [node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)]
    names += [alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names]
    assert not [name for name in names if name.rpartition(".")[2].startswith("test_")]
