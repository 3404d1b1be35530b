"""``explainer review``, ``compare`` and ``release``: what a reviewer reads."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ..git import GitFailed
from ..root import wanted_root


def add(commands: Any, rooted: argparse.ArgumentParser) -> None:
    """Add the commands of this module to the program's."""
    review = commands.add_parser(
        "review", parents=[rooted], help="show statements beside their evidence", description=_review.__doc__
    )
    review.add_argument("pages", nargs="*", metavar="PAGE", help="a page's path, or a part of it (default: all pages)")
    review.add_argument("--sample", type=_count, metavar="N", help="take N statements at random")
    review.add_argument("--seed", type=int, default=0, metavar="S", help="the seed of the random sample (default: 0)")
    review.add_argument("--format", choices=("text", "json"), default="text")
    review.set_defaults(run=_review)

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

    release = commands.add_parser("release", parents=[rooted], help="record a release", description=_release.__doc__)
    release.add_argument("text", metavar="TEXT", help="what readers should know about it, in a sentence or two")
    release.add_argument(
        "--since", metavar="REVISION", help="compare with this revision (default: the previous release)"
    )
    release.set_defaults(run=_release)


def _count(text: str) -> int:
    """Return a positive number; raises the error that argparse shows to the user."""
    if not (text.isascii() and text.isdigit() and len(text) < 10):
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a number of statements")
    return int(text)


def _review(options: argparse.Namespace) -> int:
    """Print statements beside the evidence that they cite, so that a second reader can compare them."""
    from .. import review
    from ..library import load

    root = wanted_root(options)
    if root is None:
        return 2
    found = review.entries(load(root), options.pages, options.sample, options.seed)
    if options.pages and not found:
        print(f"explainer: no cited statement on a page named {', '.join(options.pages)}", file=sys.stderr)
        return 2
    sys.stdout.write(review.FORMATS[options.format](found))
    return 0


def _compare(options: argparse.Namespace) -> int:
    """Print the differences between two states of the project, as the comment on a pull request."""
    import tempfile

    from .. import checks, commit_files, rdjson
    from ..comment import comment, unread
    from ..library import load

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


def _release(options: argparse.Namespace) -> int:
    """Write the record of a release: the changes since the previous one, from git's history, and your sentence about it."""
    from .. import releases

    root = wanted_root(options)
    if root is None:
        return 2
    try:
        path = releases.make(root, options.text, options.since)
    except releases.ReleaseError as reason:
        print(f"explainer: {reason}", file=sys.stderr)
        return 2
    print(f"{path.relative_to(root).as_posix()}: commit it; the next release will be compared with that commit")
    return 0
