"""The command ``explainer``: check the project, list a page's citations, explain a rule."""

from __future__ import annotations

import argparse
import contextlib
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from . import __version__, collector
from .clock import NoDay
from .drafts import command as new
from .git import GitFailed
from .published import command as published
from .root import wanted_root
from .writing import NotWritten


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 if all is well, 1 if there are errors, 2 for wrong usage or an error of the system."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 - the caller closed it; open until the process ends
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):  # show characters that the terminal's encoding lacks as numbers
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(
        prog="explainer", description="Check that the site's evidence supports every citation."
    )
    parser.add_argument("--version", action="version", version=f"explainer {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    rooted = argparse.ArgumentParser(add_help=False)
    rooted.add_argument("--root", type=Path, help="the project's folder (default: the nearest one from here upwards)")

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

    review = commands.add_parser(
        "review", parents=[rooted], help="show statements beside their evidence", description=_review.__doc__
    )
    review.add_argument("pages", nargs="*", metavar="PAGE", help="a page's path, or a part of it (default: all pages)")
    review.add_argument("--sample", type=_count, metavar="N", help="take N statements at random")
    review.add_argument("--seed", type=int, default=0, metavar="S", help="the seed of the random sample (default: 0)")
    review.add_argument("--format", choices=("text", "json"), default="text")
    review.set_defaults(run=_review)

    site = commands.add_parser("site", parents=[rooted], help="build the site in site/", description=_site.__doc__)
    site.add_argument(
        "--takeaway", action="store_true", help="make the EPUB, PDF and ZIP too, and a site that offers them"
    )
    site.set_defaults(run=_site)

    takeaway = commands.add_parser(
        "takeaway",
        parents=[rooted],
        help="make an EPUB, a PDF and a ZIP of the built site",
        description=_takeaway.__doc__,
    )
    takeaway.add_argument("--site", type=Path, default=Path("site"), help="the built site (default: site)")
    takeaway.add_argument("--to", type=Path, default=Path("build", "takeaway"), help="where (default: build/takeaway)")
    takeaway.add_argument("--only", choices=("epub", "pdf", "zip"), help="make only this file")
    takeaway.set_defaults(run=_takeaway)

    new.add(commands, rooted)
    published.add(commands, rooted)

    release = commands.add_parser("release", parents=[rooted], help="record a release", description=_release.__doc__)
    release.add_argument("text", metavar="TEXT", help="what readers should know about it, in a sentence or two")
    release.add_argument(
        "--since", metavar="REVISION", help="compare with this revision (default: the previous release)"
    )
    release.set_defaults(run=_release)

    compare = commands.add_parser(
        "compare", parents=[rooted], help="show the effects of a change", description=_compare.__doc__
    )
    compare.add_argument("before", metavar="BEFORE", help="a revision that git knows")
    compare.add_argument(
        "after", metavar="AFTER", nargs="?", help="another revision (default: the files in the folder)"
    )
    compare.add_argument("--preview", metavar="ADDRESS", default="", help="where the site with the change is")
    compare.add_argument("--findings", type=Path, metavar="FILE", help="write the findings of AFTER, as rdjson")
    compare.set_defaults(run=_compare)

    links = commands.add_parser(
        "links", parents=[rooted], help="list or report external links", description=_links.__doc__
    )
    links.add_argument(
        "report", nargs="?", type=Path, metavar="REPORT", help="lychee's report, made with --format json -vv"
    )
    links.add_argument("--before", metavar="FILE", type=Path, help="the issue of the week before")
    links.add_argument("--archive", metavar="ADDRESS", help="the service that finds archived copies")
    links.set_defaults(run=_links)

    schemas = commands.add_parser(
        "schemas", parents=[rooted], help="write JSON Schemas for editors", description=_schemas.__doc__
    )
    schemas.set_defaults(run=_schemas)

    rule = commands.add_parser("rule", help="explain a rule", description=_rule.__doc__)
    rule.add_argument("id", nargs="?", metavar="ID", help="a rule's id (default: list all rules)")
    rule.set_defaults(run=_rule)

    options = parser.parse_args(arguments)
    if arguments is None and options.command == "check":  # the whole program, not a call from another one
        collector.off()
    try:
        ended = int(options.run(options))
        sys.stdout.flush()  # a full disk shows here, not when the interpreter ends
        return ended
    except BrokenPipeError:  # the reader of our output, such as head, has gone
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return _failed("stopped", 130)
    except (GitFailed, NoDay, NotWritten) as reason:
        return _failed(str(reason))
    except OSError as error:  # faulty content gives findings; this is an error of the system, about a file or a program
        where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, (str, bytes, os.PathLike)) else ""
        return _failed(f"{where}{error.strerror or error}")
    except subprocess.CalledProcessError as error:
        said = str(error.stderr or "").strip().splitlines()
        return _failed(f"{Path(error.cmd[0]).name} ended with {error.returncode}{': ' + said[0] if said else ''}")


def _failed(why: str, status: int = 2) -> int:
    """Print in one line why the command failed; return its exit status."""
    print(f"explainer: {' '.join(why.split())}", file=sys.stderr)
    try:
        sys.stdout.flush()
    except OSError:  # the output itself failed: replaced, so that the interpreter does not fail to flush it
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - it ends with the process
    return status


def _count(text: str) -> int:
    """Return a positive number; raises the error that argparse shows to the user."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a number of statements")
    return int(text)


def _review(options: argparse.Namespace) -> int:
    """Print statements beside the evidence that they cite, so that a second reader can compare them."""
    from . import review
    from .library import load

    root = wanted_root(options)
    if root is None:
        return 2
    found = review.entries(load(root), options.pages, options.sample, options.seed)
    if options.pages and not found:
        print(f"explainer: no cited statement on a page named {', '.join(options.pages)}", file=sys.stderr)
        return 2
    sys.stdout.write(review.FORMATS[options.format](found))
    return 0


def _site(options: argparse.Namespace) -> int:
    """Build the site and replace the last good one when the build is complete. Only one build runs at a time."""
    from . import building

    root = wanted_root(options)
    if root is None:
        return 2
    try:
        return building.build_site(root, takeaway=options.takeaway)
    except building.NotBuilt as reason:
        print(f"explainer: {reason}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130


def _takeaway(options: argparse.Namespace) -> int:
    """Make the book (EPUB and PDF) and the offline copy (ZIP) of a built site."""
    root = wanted_root(options)
    if root is None:
        return 2
    from . import building, takeaway
    from .library import load
    from .render.pandoc import PandocError

    if not (root / options.site / "index.html").is_file():
        print(f"explainer: there is no built site in {options.site}; build it with 'make site'", file=sys.stderr)
        return 2
    known = load(root).known
    kinds = [options.only] if options.only else takeaway.KINDS
    fault = ""
    # The lock keeps other builds from replacing the site while it is read; a site elsewhere needs no lock.
    published = (root / options.site).resolve() == (root / building.SITE).resolve()
    try:
        with building.lock(root) if published else contextlib.nullcontext():
            for path in takeaway.make(root / options.site, root / options.to, known, kinds):
                shown = path.relative_to(root) if path.is_relative_to(root) else path
                print(f"{shown}: {path.stat().st_size / 1e6:.1f} MB")
    except takeaway.NoSite as reason:
        fault = f"{options.site} is not a built site of this project: {reason}; build it with 'make site'"
    except OSError as reason:
        fault = f"the files cannot be written to {options.to}: {reason.strerror or reason}"
    except PandocError as reason:
        fault = f"pandoc could not make the EPUB: {reason}"
    except ModuleNotFoundError as reason:
        fault = f"the PDF needs {reason.name}, which comes with the test tools"
    except takeaway.NoPrint as reason:
        fault = f"the browser could not print the PDF: {reason}"
    if fault:
        print(f"explainer: {fault}", file=sys.stderr)
    return 2 if fault else 0


def _compare(options: argparse.Namespace) -> int:
    """Print the differences between two states of the project, as the comment on a pull request."""
    import tempfile

    from . import checks, commit_files, rdjson
    from .comment import comment, unread
    from .library import load

    root = wanted_root(options)
    if root is None:
        return 2
    try:
        changes = commit_files.changed_paths(root, options.before, options.after)
        with tempfile.TemporaryDirectory() as folder:
            states, refused = [], []
            for name, revision in (("before", options.before), ("after", options.after)):
                state = Path(folder, name) if revision else root
                refused = commit_files.export(root, revision, state) if revision else []
                states.append(load(state))
            findings = checks.run(states[1])
            if options.findings:
                paths = {change.path for change in changes}
                shown = rdjson.for_review(findings, paths)
                options.findings.write_text(rdjson.rdjson(shown, states[1].root), "utf-8")
            text = comment(states[0], states[1], options.preview, changes, refused, findings)
    except GitFailed:
        raise
    except Exception as error:  # any failure must appear in the comment, not as a traceback in a log
        sys.stdout.write(unread(f"{type(error).__name__}: {error}"))
        return 1
    sys.stdout.write(text)
    return 0


def _links(options: argparse.Namespace) -> int:
    """Print every external address, one per line, for lychee; or, given lychee's report, the body of an issue on broken links."""
    from . import archives, hosts, links
    from .library import load

    root = wanted_root(options)
    if root is None:
        return 2
    found = list(links.outward(load(root)))
    if options.report is None:
        sys.stdout.writelines(f"{address}\n" for address in sorted({link.address for link in found}))
        return 0
    try:
        verdicts = links.verdicts(options.report.read_text("utf-8", "replace"), hosts.is_unknown)
        before = options.before.read_text("utf-8", "replace") if options.before else ""
    except (OSError, links.UnreadableReport) as reason:
        print(f"explainer: {reason}", file=sys.stderr)
        return 2
    service = options.archive or archives.SERVICE
    sys.stdout.write(links.issue(found, verdicts, lambda address: archives.copy_of(address, service), before))
    return 0


def _schemas(options: argparse.Namespace) -> int:
    """Write the JSON Schemas of all records into the folder schemas, for editors; see .vscode/settings.json."""
    from .schemas import schemas
    from .writing import write_whole

    root = wanted_root(options)
    if root is None:
        return 2
    for name, text in schemas().items():
        write_whole(root / "schemas" / name, text, inside=root)
    return 0


def _release(options: argparse.Namespace) -> int:
    """Write the record of a release: the changes since the previous one, from git's history, and your sentence about it."""
    from . import releases

    root = wanted_root(options)
    if root is None:
        return 2
    try:
        path = releases.make(root, options.text, options.since)
    except releases.NoRelease as reason:
        print(f"explainer: {reason}", file=sys.stderr)
        return 2
    print(f"{path.relative_to(root).as_posix()}: commit it; the next release will be compared with that commit")
    return 0


def _check(options: argparse.Namespace) -> int:
    """Check every page and record; exit with 0 if there are no errors, 1 if there are, 2 for wrong usage."""
    from . import checks, history, report
    from .diagnostics import Diagnostic, Severity
    from .fixes import apply_fixes, snapshot
    from .library import load, remembered

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
        path = diagnostic.place.path
        if wanted and not any(one == "." or path == one or path.startswith(one + "/") for one in wanted):
            return False
        if not options.changed or diagnostic.severity is Severity.ERROR:
            return True  # an error stops the build: if it is not on a changed line, a change elsewhere caused it
        return any(diagnostic.place.line in lines for lines in changed.get(path, ()))

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
    from .diagnostics import Lines
    from .escaping import as_json
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
    sys.stdout.write(as_json(groups))
    return 0


def _rule(options: argparse.Namespace) -> int:
    """Print what a rule finds, why it matters, an example and how to fix it."""
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
