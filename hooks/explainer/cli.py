"""The command ``explainer``: check the project, show what a page's citations are, explain a rule."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from . import __version__


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 for clean, 1 for errors found, 2 for wrong usage."""
    parser = argparse.ArgumentParser(
        prog="explainer", description="Checks that every citation of the site leads to evidence."
    )
    parser.add_argument("--version", action="version", version=f"explainer {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    check = commands.add_parser("check", help="check pages and records", description=_check.__doc__)
    check.add_argument("paths", nargs="*", metavar="PATH", help="show only findings in these files or folders")
    check.add_argument(
        "--root", type=Path, default=None, help="the project's folder (default: found from here upwards)"
    )
    check.add_argument("--format", choices=("concise", "full", "json"), default="concise")
    check.set_defaults(run=_check)

    parse = commands.add_parser("parse", help="print a page's citations", description=_parse.__doc__)
    parse.add_argument("file", type=Path, metavar="FILE", help="a Markdown file; - for standard input")
    parse.add_argument("--format", choices=("json",), default="json")
    parse.set_defaults(run=_parse)

    rule = commands.add_parser("rule", help="explain a rule", description=_rule.__doc__)
    rule.add_argument("id", nargs="?", metavar="ID", help="a rule's id; all rules where none is given")
    rule.set_defaults(run=_rule)

    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:  # the reader of our output, such as head, has gone
        sys.stderr.close()
        return 1


def find_root(start: Path) -> Path | None:
    """Return the nearest folder from ``start`` upwards that holds ``docs/en`` or ``docs/sources``."""
    for folder in (start, *start.parents):
        if (folder / "docs" / "en").is_dir() or (folder / "docs" / "sources").is_dir():
            return folder
    return None


def _check(options: argparse.Namespace) -> int:
    """Check every page and record; exit 0 clean, 1 with errors, 2 on wrong usage."""
    from . import checks, report
    from .diagnostics import Severity
    from .library import Library

    root = options.root.resolve() if options.root else find_root(Path.cwd())
    if root is None or not (root / "docs").is_dir():
        print("explainer: there is no project here (no folder docs/); name it with --root", file=sys.stderr)
        return 2
    wanted: list[str] = []
    for given in options.paths:
        path = next((base / given for base in (Path.cwd(), root) if (base / given).exists()), None)
        if path is None or not path.resolve().is_relative_to(root):
            print(f"explainer: there is no file or folder '{given}' in {root.name}", file=sys.stderr)
            return 2
        wanted.append(path.resolve().relative_to(root).as_posix())
    found = checks.run(Library.load(root))
    if wanted:
        found = [
            diagnostic
            for diagnostic in found
            if any(w == "." or diagnostic.place.path == w or diagnostic.place.path.startswith(w + "/") for w in wanted)
        ]
    sys.stdout.write(report.FORMATS[options.format](found, root))
    if options.format != "json":
        print(report.summary(found), file=sys.stderr)
    return 1 if any(diagnostic.severity is Severity.ERROR for diagnostic in found) else 0


def _parse(options: argparse.Namespace) -> int:
    """Print every citation group of a Markdown file as JSON; lines and columns count from 1."""
    from .diagnostics import Lines
    from .files import read_text
    from .text.frontmatter import split
    from .text.passages import read_passage

    if str(options.file) == "-":
        text = sys.stdin.buffer.read().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    else:
        path = options.file.absolute()
        read, fault = read_text(path.parent, path, "unreadable-page")
        if read is None:
            assert fault
            print(f"explainer: {options.file}: {fault.message}", file=sys.stderr)
            return 2
        text = read
    matter = split(text)
    passage = read_passage(str(options.file), text[matter.body :], Lines(text), matter.body)
    groups = []
    for part, citation in passage.citations():
        place = passage.place(part, citation.start, citation.end)
        items = [
            {name: value for name, value in asdict(item).items() if name not in ("start", "end")}
            for item in citation.items
        ]
        groups.append({"start": [place.line, place.column], "end": [place.end_line, place.end_column], "items": items})
    json.dump(groups, sys.stdout, ensure_ascii=False, indent=2)
    print()
    return 0


def _rule(options: argparse.Namespace) -> int:
    """Print what a rule finds, why it matters, an example and how to mend it."""
    import difflib

    from .checks import RULES

    if options.id is None:
        width = max(map(len, RULES))
        for rule in RULES.values():
            print(f"{rule.id:{width}}  {rule.severity:7}  {rule.summary}")
        return 0
    if options.id not in RULES:
        near = difflib.get_close_matches(options.id, RULES, 1)
        hint = f"; there is a rule with a similar id: '{near[0]}'" if near else ""
        print(f"explainer: there is no rule '{options.id}'{hint}", file=sys.stderr)
        return 2
    rule = RULES[options.id]
    print(f"{rule.id} ({rule.severity}, {rule.family})\n\n{rule.documentation}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
