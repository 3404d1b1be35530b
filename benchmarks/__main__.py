"""``make bench``: how long checking and building take, beside other tools on the same text.

Five tables. *Builds*: a site of 500 pages, 10 citations and 10 terms a page, 200 sources and 50 terms, built by ours and
by others (`write` says what each is given). Each is compared with plain Material that publishes as many pages. *Glossary*:
what a hundred terms add, as pages and as links.
*Checks* and *Growth*: ours alone with more and more pages; the time that each further page adds must not grow.
*First views*: the bytes of the real site's pages, which no test limits, since writers add to them.

Every run is a new process in a fresh folder, as on a build server; the references that pandoc formats are
kept from build to build only in the row that says so. Rounds are interleaved; the median is shown, and
the shortest and longest behind it. "CPU" counts processor seconds, which other work on the machine blurs less.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Sequence
from pathlib import Path

from .generate import Plan
from .measure import CACHE, Command, Runs, interleaved
from .weights import first_views

ROOT = Path(__file__).parent.parent
OURS = Path(sys.executable).parent


def main() -> None:
    """Measure, and print or write the tables."""
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--full", action="store_true", help="10,000 pages checked and 2,000 built; about half an hour")
    parser.add_argument("--rounds", type=int, default=3, help="how often each build runs (default: 3)")
    parser.add_argument("--pages", type=int, default=500, help="pages of the compared sites (default: 500)")
    parser.add_argument("--others", type=Path, default=ROOT / ".venv-bench", help="the other tools' environment")
    parser.add_argument("--skip", nargs="*", default=[], metavar="TOOL", help="tools to leave out: bibtex, sphinx")
    parser.add_argument("--write", type=Path, metavar="FILE", help="write the tables to a file too")
    given = parser.parse_args()
    for tool, program in (("bibtex", "mkdocs"), ("sphinx", "sphinx-build")):
        if tool not in given.skip and not (given.others / "bin" / program).exists():
            parser.error(f"{given.others} has no {program}: run 'make bench', or leave {tool} out with --skip")
    checked, built = [50, 200, 500, 1000, 2000], [50, 200, 500]
    if given.full:
        checked, built = [*checked, 5000, 10000], [*built, 1000, 2000]
    sections = (
        builds(given.pages, given.rounds, given.others.absolute() / "bin", given.skip),
        checks(checked, given.rounds),
        glossary(given.pages, given.rounds),
        growth(built),
        weights(),
    )
    text = ""
    for section in sections:
        text += section + "\n"
        print(section, flush=True)
    if given.write:
        given.write.write_text(text, "utf-8")


def builds(pages: int, rounds: int, others: Path, skip: Sequence[str]) -> str:
    """Return the table of one site built by all tools."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        lay_out(folder, pages)
        theirs: list[str | Path] = [others / "mkdocs", "build", "--quiet"]
        commands = {
            "plain": Command(mkdocs(), folder / "plain", ("site",)),
            "ours": Command(mkdocs(), folder / "ours", ("site", CACHE)),
            "again": Command(mkdocs(), folder / "ours", ("site",)),
            "plain-small": Command(mkdocs(), folder / "plain-small", ("site",)),
            "bibtex": Command(theirs, folder / "bibtex", ("site",)),
            "sphinx": Command([others / "sphinx-build", "-q", ".", "site"], folder / "sphinx", ("site",)),
        }
        commands = {tool: command for tool, command in commands.items() if tool not in skip}
        found = interleaved(commands, rounds)
        rows = [
            ("plain Material", "plain", "plain"),
            ("**ours**", "ours", "plain"),
            ("ours, references kept", "again", "plain"),
            ("plain Material", "plain-small", "plain-small"),
            ("Material, mkdocs-bibtex, ezglossary", "bibtex", "plain-small"),
            ("Sphinx, sphinxcontrib-bibtex", "sphinx", "plain-small"),
        ]
        lines = []
        for title, tool, base in rows:
            if tool in commands:
                published = sum(1 for _ in (commands[tool].folder / "site").rglob("*.html"))
                runs = found[tool]
                ratio = f"{runs.ratio(found[base]):.2f}", f"{runs.ratio(found[base], 'cpu'):.2f}"
                lines.append((title, f"{published:,}", *times(runs), *ratio, f"{runs.memory:.0f} MB"))
    plan = Plan(pages)
    head = ("build", "pages published", "median", "spread", "times plain", "times plain, CPU", "memory")
    return (
        f"## Builds\n\n{pages:,} written pages of {plan.words} words, {plan.citations} citations and {plan.uses} terms each; "
        f"{plan.sources} sources, {plan.terms} terms; {rounds} rounds.\n\n{table(head, lines)}"
    )


def checks(sizes: Sequence[int], rounds: int) -> str:
    """Return the table of `explainer check` on sites of some sizes."""
    lines: list[tuple[str, ...]] = []
    earlier: tuple[int, float] | None = None
    for pages in sizes:
        with tempfile.TemporaryDirectory() as name:
            lay_out(Path(name), pages, "ours")
            command = Command([OURS / "explainer", "check"], Path(name, "ours"))
            runs = interleaved({"check": command}, rounds)["check"]
        added = f"{(runs.cpu - earlier[1]) / (pages - earlier[0]) * 1000:.2f} ms" if earlier else ""
        citations = pages * Plan(pages).citations
        lines.append(
            (f"{pages:,}", f"{citations:,}", *times(runs), f"{runs.cpu:.2f} s", added, f"{runs.memory:.0f} MB")
        )
        earlier = pages, runs.cpu
    head = ("pages", "citations", "median", "spread", "CPU", "a further page, CPU", "memory")
    return f"## Checks\n\n`explainer check`, all rules.\n\n{table(head, lines)}"


def glossary(pages: int, rounds: int) -> str:
    """Return the table of one site without terms, with terms that no page uses, and with terms in use."""
    plans = {"none": {"terms": 0, "uses": 0}, "unused": {"terms": 100, "uses": 0}, "used": {"terms": 100, "uses": 10}}
    with tempfile.TemporaryDirectory() as name:
        for which, plan in plans.items():
            lay_out(Path(name, which), pages, "ours", **plan)
        commands = {which: Command(mkdocs(), Path(name, which, "ours"), ("site", CACHE)) for which in plans}
        found = interleaved(commands, rounds)
    titles = {"none": "no glossary", "unused": "100 terms on no page", "used": "100 terms, ten linked on each page"}
    lines = []
    for which, title in titles.items():
        runs = found[which]
        ratio = f"{runs.ratio(found['none']):.2f}", f"{runs.ratio(found['none'], 'cpu'):.2f}"
        lines.append((title, *times(runs), *ratio))
    head = ("glossary", "median", "spread", "times none", "times none, CPU")
    return f"## Glossary\n\nBuilds of {pages:,} pages, {rounds} rounds.\n\n{table(head, lines)}"


def growth(sizes: Sequence[int]) -> str:
    """Return the table of builds of some sizes, ours and plain, one run each."""
    lines: list[tuple[str, ...]] = []
    earlier: tuple[int, float] | None = None
    for pages in sizes:
        with tempfile.TemporaryDirectory() as name:
            lay_out(Path(name), pages, "plain")
            found = interleaved(
                {tool: Command(mkdocs(), Path(name, tool), ("site", CACHE)) for tool in ("plain", "ours")}, 1
            )
        plain, ours = found["plain"], found["ours"]
        added = f"{(ours.cpu - earlier[1]) / (pages - earlier[0]) * 1000:.1f} ms" if earlier else ""
        ratio = f"{ours.ratio(plain):.2f}", f"{ours.ratio(plain, 'cpu'):.2f}"
        lines.append(
            (f"{pages:,}", f"{plain.seconds:.2f} s", f"{ours.seconds:.2f} s", *ratio, added, f"{ours.memory:.0f} MB")
        )
        earlier = pages, ours.cpu
    head = ("pages", "plain", "ours", "times plain", "times plain, CPU", "a further page, CPU", "memory")
    return f"## Growth\n\nBuilds, one run each.\n\n{table(head, lines)}"


def weights() -> str:
    """Return the table of the first views of the real site's pages."""
    return "## First views\n\nOf the real site: the page, its styles and scripts, each compressed.\n\n" + table(
        ("page", "bytes"), first_views(mkdocs(), ROOT)
    )


def lay_out(folder: Path, pages: int, which: str = "all", **plan: int) -> None:
    """Write sites of so many pages; in a process of its own, since a large one's memory is counted to its children."""
    given = json.dumps({"pages": pages, **plan})
    command: list[str | Path] = [sys.executable, "-m", "benchmarks.write", folder, given, which]
    subprocess.run(command, cwd=ROOT, check=True, stderr=subprocess.DEVNULL)


def mkdocs() -> list[str | Path]:
    """Return the command that builds a site in our environment."""
    return [OURS / "mkdocs", "build", "--quiet"]


def times(runs: Runs) -> tuple[str, str]:
    """Return the median and the spread of some runs."""
    return f"{runs.seconds:.2f} s", f"{runs.spread[0]:.2f}–{runs.spread[1]:.2f}"


def table(head: Sequence[str], lines: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; all columns but the first are figures."""
    rule = ["---"] + ["--:"] * (len(head) - 1)
    return "".join(f"| {' | '.join(line)} |\n" for line in (head, rule, *lines))


if __name__ == "__main__":
    main()
