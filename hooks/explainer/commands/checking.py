"""``explainer check``, ``parse`` and ``rule``: what the checks see and find."""

from __future__ import annotations

import argparse
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .. import collector
from ..root import wanted_root


def add(commands: Any, rooted: argparse.ArgumentParser) -> None:
    """Add the commands of this module to the program's."""
    check = commands.add_parser("check", parents=[rooted], help="check pages and records", description=_check.__doc__)
    check.add_argument("paths", nargs="*", metavar="PATH", help="show only findings in these files or folders")
    formats = ("concise", "full", "json", "sarif", "github", "rdjson")
    check.add_argument("--format", choices=formats, default="concise")
    check.add_argument("--notes", action="store_true", help="show notes too, such as sources without an archived copy")
    check.add_argument(
        "--changed",
        metavar="REVISION",
        help="show only findings on lines that differ from this revision, and all errors",
    )
    check.add_argument("--fix", action="store_true", help="fix findings where that changes no claim, and show a diff")
    check.set_defaults(run=_check)

    parse = commands.add_parser("parse", help="print a page's citations", description=_parse.__doc__)
    parse.add_argument("file", type=Path, metavar="FILE", help="a Markdown file, or - for standard input")
    parse.add_argument("--format", choices=("json",), default="json")
    parse.set_defaults(run=_parse)

    rule = commands.add_parser("rule", help="explain a rule", description=_rule.__doc__)
    rule.add_argument("id", nargs="?", metavar="ID", help="a rule's id (default: list all rules)")
    rule.set_defaults(run=_rule)


def _check(options: argparse.Namespace) -> int:
    """Check every page and record; exit with 0 if there are no errors, 1 if there are, 2 for wrong usage."""
    from .. import checks, history, report
    from ..diagnostics import Diagnostic, Severity
    from ..fixes import apply_fixes, snapshot
    from ..library import load, remembered

    root = wanted_root(options)
    if root is None:
        return 2
    wanted: list[str] = []
    for given in options.paths:
        path = next((base / given for base in (Path.cwd(), root) if (base / given).exists()), None)
        if path is None or not path.resolve().is_relative_to(root):
            print(f"explainer: there is no file or folder '{given}' in {root.name}", file=sys.stderr)
            return 2
        wanted.append(path.resolve().relative_to(root).as_posix())
    changed: dict[str, list[range]] = {}
    if options.changed:
        changed = history.changed_lines(root, options.changed)

    def asked(diagnostic: Diagnostic) -> bool:
        """Whether a finding is in the given paths and on the given lines."""
        path = diagnostic.location.path
        if wanted and not any(one == "." or path == one or path.startswith(one + "/") for one in wanted):
            return False
        if not options.changed or diagnostic.severity is Severity.ERROR:
            return True  # an error stops the build: if it is not on a changed line, a change elsewhere caused it
        return any(diagnostic.location.line in lines for lines in changed.get(path, ()))

    before = snapshot(root) if options.fix else {}
    with collector.paused(), remembered(root):
        counted = checks.run(load(root))
    if options.fix:
        fixed = apply_fixes(list(filter(asked, counted)), root, before)
        sys.stdout.write(fixed.difference)
        for line in fixed.left:
            print(f"explainer: {line}", file=sys.stderr)
        print(f"{fixed.applied} fixed", file=sys.stderr)
        if options.changed:  # a fix may have moved the lines
            changed = history.changed_lines(root, options.changed)
        counted = checks.run(load(root))
    found = [one for one in counted if asked(one) and (options.notes or one.severity is not Severity.NOTE)]
    sys.stdout.write(report.FORMATS[options.format](found, root))
    if options.format in ("concise", "full"):
        hidden = any(diagnostic.severity is Severity.NOTE for diagnostic in counted) and not options.notes
        print(report.summary(counted) + (" (show them with --notes)" if hidden else ""), file=sys.stderr)
    if options.fix and fixed.unwritable:
        return 2
    return 1 if any(diagnostic.severity is Severity.ERROR for diagnostic in found) else 0


def _parse(options: argparse.Namespace) -> int:
    """Print every citation group of a Markdown file as JSON; lines and columns count from 1."""
    from ..diagnostics import LineIndex
    from ..escaping import as_json
    from ..files import read_text
    from ..text.documents import read_document
    from ..text.frontmatter import split

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
    document = read_document(str(options.file), text[matter.body :], LineIndex(text), matter.body)
    groups = []
    for part, citation in document.citations():
        location = document.location(part, citation.start, citation.end)
        items = [
            {name: value for name, value in asdict(item).items() if name not in ("start", "end")}
            for item in citation.items
        ]
        groups.append(
            {"start": [location.line, location.column], "end": [location.end_line, location.end_column], "items": items}
        )
    sys.stdout.write(as_json(groups))
    return 0


def _rule(options: argparse.Namespace) -> int:
    """Print what a rule finds, why it matters, an example and how to fix it."""
    import difflib

    from ..checks import RULES

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
