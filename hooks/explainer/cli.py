"""The command ``explainer``: check the project, show what a page's citations are, explain a rule."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from . import __version__
from .drafts import command as new
from .published import command as published
from .root import wanted_root


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 for clean, 1 for errors found, 2 for wrong usage."""
    parser = argparse.ArgumentParser(
        prog="explainer", description="Checks that every citation of the site leads to evidence."
    )
    parser.add_argument("--version", action="version", version=f"explainer {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    rooted = argparse.ArgumentParser(add_help=False)
    rooted.add_argument("--root", type=Path, help="the project's folder (default: found from here upwards)")

    check = commands.add_parser("check", parents=[rooted], help="check pages and records", description=_check.__doc__)
    check.add_argument("paths", nargs="*", metavar="PATH", help="show only findings in these files or folders")
    formats = ("concise", "full", "json", "sarif", "github", "rdjson")
    check.add_argument("--format", choices=formats, default="concise")
    check.add_argument("--notes", action="store_true", help="show notes too, such as sources without an archived copy")
    check.add_argument(
        "--changed",
        metavar="REVISION",
        help="show only findings on lines that differ from this revision; an error anywhere is shown all the same",
    )
    check.add_argument(
        "--fix", action="store_true", help="mend what can be mended without changing a claim; shows a diff"
    )
    check.set_defaults(run=_check)

    parse = commands.add_parser("parse", help="print a page's citations", description=_parse.__doc__)
    parse.add_argument("file", type=Path, metavar="FILE", help="a Markdown file; - for standard input")
    parse.add_argument("--format", choices=("json",), default="json")
    parse.set_defaults(run=_parse)

    review = commands.add_parser(
        "review", parents=[rooted], help="statements beside their evidence", description=_review.__doc__
    )
    review.add_argument(
        "pages", nargs="*", metavar="PAGE", help="a page's path or a part of it; all where none is given"
    )
    review.add_argument("--sample", type=int, metavar="N", help="take N statements at random")
    review.add_argument("--seed", type=int, default=0, metavar="S", help="which random sample (default 0)")
    review.add_argument("--format", choices=("text", "json"), default="text")
    review.set_defaults(run=_review)

    takeaway = commands.add_parser(
        "takeaway", parents=[rooted], help="the built site as EPUB, PDF and ZIP", description=_takeaway.__doc__
    )
    takeaway.add_argument("--site", type=Path, default=Path("site"), help="the built site (default: site)")
    takeaway.add_argument("--to", type=Path, default=Path("build", "takeaway"), help="where (default: build/takeaway)")
    takeaway.add_argument("--only", choices=("epub", "pdf", "zip"), help="make this one alone")
    takeaway.set_defaults(run=_takeaway)

    new.add(commands, rooted)
    published.add(commands, rooted)

    release = commands.add_parser(
        "release", parents=[rooted], help="record what has changed", description=_release.__doc__
    )
    release.add_argument("text", metavar="TEXT", help="what a reader should know of it, in a sentence or two")
    release.add_argument("--since", metavar="REVISION", help="compare with this (default: the release before)")
    release.set_defaults(run=_release)

    compare = commands.add_parser(
        "compare", parents=[rooted], help="what a change changes", description=_compare.__doc__
    )
    compare.add_argument("before", metavar="BEFORE", help="a revision that git knows")
    compare.add_argument("after", metavar="AFTER", nargs="?", help="another (default: the files as they are)")
    compare.add_argument("--preview", metavar="ADDRESS", default="", help="where the site with the change can be seen")
    compare.set_defaults(run=_compare)

    links = commands.add_parser("links", parents=[rooted], help="outward links", description=_links.__doc__)
    links.add_argument("report", nargs="?", type=Path, metavar="REPORT", help="lychee's report: --format json -vv")
    links.add_argument("--archive", metavar="ADDRESS", help="the service that knows lasting copies")
    links.set_defaults(run=_links)

    schemas = commands.add_parser("schemas", parents=[rooted], help="records for editors", description=_schemas.__doc__)
    schemas.set_defaults(run=_schemas)

    rule = commands.add_parser("rule", help="explain a rule", description=_rule.__doc__)
    rule.add_argument("id", nargs="?", metavar="ID", help="a rule's id; all rules where none is given")
    rule.set_defaults(run=_rule)

    options = parser.parse_args(arguments)
    try:
        return int(options.run(options))
    except BrokenPipeError:  # the reader of our output, such as head, has gone
        sys.stderr.close()
        return 1


def _review(options: argparse.Namespace) -> int:
    """Print statements beside the evidence that they cite, so that a second reader can compare them."""
    from . import review
    from .library import Library

    root = wanted_root(options)
    if root is None:
        return 2
    found = review.entries(Library.load(root), options.pages, options.sample, options.seed)
    if options.pages and not found:
        print(f"explainer: no cited statement on a page named {', '.join(options.pages)}", file=sys.stderr)
        return 2
    sys.stdout.write(review.FORMATS[options.format](found))
    return 0


def _takeaway(options: argparse.Namespace) -> int:
    """Make the book (EPUB and PDF) and the folder that opens from disk (ZIP) of a built site."""
    root = wanted_root(options)
    if root is None:
        return 2
    if not (root / options.site / "index.html").is_file():
        print(f"explainer: there is no built site in {options.site}; 'make site' builds it", file=sys.stderr)
        return 2
    from . import takeaway
    from .library import Library

    known = max((record.data.read.date for record in Library.load(root).sources.values()), default="")[:7]
    for path in takeaway.make(
        root / options.site, root / options.to, known, [options.only] if options.only else takeaway.KINDS
    ):
        print(f"{path.relative_to(root)}: {path.stat().st_size / 1e6:.1f} MB")
    return 0


def _compare(options: argparse.Namespace) -> int:
    """Print what differs between two states of the project, as the comment on a pull request."""
    import tempfile

    from . import history
    from .comment import comment
    from .library import Library

    root = wanted_root(options)
    if root is None:
        return 2
    with tempfile.TemporaryDirectory() as folder:
        states = []
        for name, revision in (("before", options.before), ("after", options.after)):
            state = Path(folder, name) if revision else root
            if revision and not history.export(root, revision, state):
                print(f"explainer: git knows no revision '{revision}' with a folder docs", file=sys.stderr)
                return 2
            states.append(Library.load(state))
        sys.stdout.write(comment(states[0], states[1], options.preview))
    return 0


def _links(options: argparse.Namespace) -> int:
    """Print every outward address, one a line, for lychee; with its report, what became of them, as the body of an issue."""
    from . import archives, hosts, links
    from .library import Library

    root = wanted_root(options)
    if root is None:
        return 2
    found = list(links.outward(Library.load(root)))
    if options.report is None:
        sys.stdout.writelines(f"{address}\n" for address in sorted({link.address for link in found}))
        return 0
    try:
        verdicts = links.verdicts(options.report.read_text("utf-8", "replace"), hosts.is_unknown)
    except (OSError, links.UnreadableReport) as reason:
        print(f"explainer: {reason}", file=sys.stderr)
        return 2
    service = options.archive or archives.SERVICE
    sys.stdout.write(links.issue(found, verdicts, lambda address: archives.copy_of(address, service)))
    return 0


def _schemas(options: argparse.Namespace) -> int:
    """Write the JSON Schemas of all records into the folder schemas, for editors; see .vscode/settings.json."""
    from .schemas import schemas

    root = wanted_root(options)
    if root is None:
        return 2
    (root / "schemas").mkdir(exist_ok=True)
    for name, text in schemas().items():
        (root / "schemas" / name).write_text(text, "utf-8")
    return 0


def _release(options: argparse.Namespace) -> int:
    """Write the record of a release: what has changed since the one before, by git's history, and a sentence of yours."""
    from . import releases

    root = wanted_root(options)
    if root is None:
        return 2
    try:
        path = releases.make(root, options.text, options.since)
    except releases.NoRelease as reason:
        print(f"explainer: {reason}", file=sys.stderr)
        return 2
    print(f"{path.relative_to(root).as_posix()}: commit it; the next release is compared with that commit")
    return 0


def _check(options: argparse.Namespace) -> int:
    """Check every page and record; exit 0 clean, 1 with errors, 2 on wrong usage."""
    from . import checks, history, report
    from .diagnostics import Severity
    from .fixes import apply_fixes
    from .library import Library, uncollected

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
    with uncollected():
        found = checks.run(Library.load(root))
    counted = found
    if not options.notes:
        found = [diagnostic for diagnostic in found if diagnostic.severity is not Severity.NOTE or options.fix]
    if wanted:
        found = [
            diagnostic
            for diagnostic in found
            if any(w == "." or diagnostic.place.path == w or diagnostic.place.path.startswith(w + "/") for w in wanted)
        ]
    if options.changed:
        changed = history.changed_lines(root, options.changed)
        if changed is None:
            print(f"explainer: git knows no revision '{options.changed}'", file=sys.stderr)
            return 2
        # An error stops the build wherever it stands: if it is not on a changed line, the change broke it from afar.
        found = [
            diagnostic
            for diagnostic in found
            if diagnostic.severity is Severity.ERROR
            or any(diagnostic.place.line in lines for lines in changed.get(diagnostic.place.path, ()))
        ]
    if options.fix:
        difference, count = apply_fixes(found, root)
        sys.stdout.write(difference)
        print(f"{count} mended", file=sys.stderr)
        counted = found = [
            d for d in checks.run(Library.load(root)) if d.severity is not Severity.NOTE or options.notes
        ]
    sys.stdout.write(report.FORMATS[options.format](found, root))
    if options.format in ("concise", "full"):
        hidden = any(diagnostic.severity is Severity.NOTE for diagnostic in counted) and not options.notes
        print(report.summary(counted) + (" (--notes shows them)" if hidden else ""), file=sys.stderr)
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
