"""The planted errors of our own cases, given to Pandoc, Sphinx, MyST and mkdocs-bibtex: who finds how many, and where.

    .venv/bin/python -m benchmarks.comparison.score [--tools build/comparison] [--out docs/data/scores.json]

Every case of ``tests/rules/cases`` with expected findings is laid out as a project, written in each tool's own input
(``pages.py``, ``bibliography.py``, ``terms.py``), built by the tool (``tools.py``), and each of its messages that it
does not give for the project without a fault is held against the planted errors (``predicates.py``, where it is said
what counts). Two scores come out: over all planted errors, and over those that any citation tool could find, which
leaves out evidence notes and fields of ours. The tools are installed on first use, which needs pip and npm;
afterwards no network is needed.
"""

import argparse
import datetime
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pypandoc

from explainer import __version__

from . import cases, predicates, tools

ROOT = Path(__file__).parent.parent.parent


def ours(projects, folder):
    """Return by project the lines that ``explainer check`` prints, notes too."""

    def check(project):
        command = [sys.executable, "-m", "explainer.cli", "check", "--root", folder / project.name]
        command += ["--format", "concise", "--notes"]
        return subprocess.run(command, check=False, capture_output=True, text=True).stdout.splitlines()

    return {p.name: lines for p, lines in zip(projects, tools.two_at_a_time(check, projects), strict=True)}


def reports(planted, messages, projects_folder):
    """Return by planted error the message that finds it best: one with a place, or any, or none.

    ``messages`` holds a tool's messages by project; what it says of the project without a fault counts as noise.
    """
    noise = {(message.file, message.text) for message in messages[cases.BASE]}
    best = {}
    for error in planted:
        path = projects_folder / error.case / error.path
        source = path.read_text("utf-8", "replace") if path.is_file() else ""
        new = [m for m in messages[error.case] if (m.file, m.text) not in noise]
        hits = [m for m in new if predicates.found(error, m.text, source)]
        files = tools.counterparts(error.path)
        best[error] = next((m for m in hits if predicates.placed(m, files)), hits[0] if hits else None)
    return best


def count(planted, found, placed):
    """Return the three numbers of a score."""
    return {"found": len(found & planted), "placed": len(placed & planted), "total": len(planted)}


def score(name, version, planted, found, placed, said=()):
    """Return all that is said of one tool: totals, the score over everybody's rules, by rule, and its messages."""
    rules = sorted({error.rule for error in planted})
    return {
        "name": name,
        "version": version,
        **count(set(planted), found, placed),
        "everybodys": count({error for error in planted if error.everybodys}, found, placed),
        "by_rule": {rule: count({e for e in planted if e.rule == rule}, found, placed) for rule in rules},
        "messages": list(said),
    }


def score_other(name, version, planted, messages, folder):
    """Return the score of another tool from its messages."""
    best = {error: message for error, message in reports(planted, messages, folder).items() if message}
    placed = {e for e, message in best.items() if predicates.placed(message, tools.counterparts(e.path))}
    said = [
        {"case": e.case, "rule": e.rule, "file": m.file, "line": m.line, "placed": e in placed, "message": m.text[:300]}
        for e, m in best.items()
    ]
    return score(name, version, planted, set(best), placed, said)


def table(scores):
    """Return the scores as a table in plain text: found, and found at a place, by rule and in all."""
    rows = [["", *(tool["name"] for tool in scores)]]
    rows += [[rule, *(_cell(tool["by_rule"][rule]) for tool in scores)] for rule in scores[0]["by_rule"]]
    rows += [["rules that all could have", *(_cell(tool["everybodys"]) for tool in scores)]]
    rows += [["all planted errors", *(_cell(tool) for tool in scores)]]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
    return "\n".join([*lines, "(found / found at a file and line / planted)"])


def _cell(numbers):
    """Return one score as text."""
    return f"{numbers['found']}/{numbers['placed']}/{numbers['total']}"


def main():
    """Run all tools on all cases, write the scores and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument(
        "--tools", type=Path, default=ROOT / "build/comparison", help="where the other tools are installed"
    )
    parser.add_argument("--out", type=Path, default=ROOT / "docs/data/scores.json")
    options = parser.parse_args()
    installed = options.tools.resolve()
    tools.install(installed)
    versions = {package: tools.version(installed, package) for package in ("sphinx", "sphinxcontrib-bibtex")}
    versions["mkdocs-bibtex"] = tools.version(installed, "mkdocs-bibtex")
    myst_version = tools.output([installed / "npm/node_modules/.bin/myst", "--version"]).strip().lstrip("v")
    others = [
        ("Pandoc", pypandoc.get_pandoc_version(), tools.pandoc),
        ("Sphinx", f"{versions['sphinx']}, bibtex {versions['sphinxcontrib-bibtex']}", tools.sphinx),
        ("MyST", myst_version, tools.myst),
        ("mkdocs-bibtex", versions["mkdocs-bibtex"], tools.mkdocs),
    ]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        planted = cases.lay_out_all(folder)
        projects = [tools.Project.read(path) for path in sorted(folder.iterdir())]
        printed = ours(projects, folder)
        found = {error for error in planted if error.printed in printed[error.case]}
        scores = [score("explainer", __version__, planted, found, found)]
        for name, version, tool in others:
            start = time.perf_counter()
            messages = tool(projects, installed / "work" / name, installed)
            scores.append(score_other(name, version, planted, messages, folder))
            print(f"{name}: {len(projects)} projects in {time.perf_counter() - start:.0f} s", file=sys.stderr)
    content = {"date": datetime.date.today().isoformat(), "tools": scores}
    options.out.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n", "utf-8")
    print(table(scores))


if __name__ == "__main__":
    main()
