"""``explainer buildinfo``, ``verify`` and ``rebuild``: list a built site's hashes, and verify a published site."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..root import wanted_root

if TYPE_CHECKING:
    from .comparing import Outcome
    from .places import Place


def add(commands: Any, rooted: argparse.ArgumentParser) -> None:
    """Add the commands; ``rooted`` provides the option ``--root``."""
    buildinfo = commands.add_parser(
        "buildinfo", parents=[rooted], help="list a built site's hashes", description=_buildinfo.__doc__
    )
    buildinfo.add_argument("--site", type=Path, default=Path("site"), help="the built site (default: site)")
    buildinfo.set_defaults(run=_buildinfo)

    where = "the address of a published site, or the folder of a copy"
    verify = commands.add_parser("verify", help="compare a published site with its list", description=_verify.__doc__)
    verify.add_argument("site", metavar="SITE", help=where)
    verify.add_argument(
        "--against", type=Path, metavar="FOLDER", help="a site that you built yourself; files must equal its files"
    )
    verify.add_argument(
        "--not-rebuilt",
        action="append",
        default=[],
        metavar="PATTERN",
        help="files to compare with the list only, such as 'take-away/*.pdf'; may be repeated",
    )
    verify.set_defaults(run=_verify)

    rebuild = commands.add_parser(
        "rebuild", parents=[rooted], help="build a published site again and compare", description=_rebuild.__doc__
    )
    rebuild.add_argument("site", metavar="SITE", help=where)
    rebuild.set_defaults(run=_rebuild)


def _buildinfo(options: argparse.Namespace) -> int:
    """Write buildinfo.json and SHA256SUMS into the built site: its hashes, its commit and the tools that made it."""
    from . import building, listing

    root = wanted_root(options)
    if root is None:
        return 2
    site = root / options.site
    if not (site / "index.html").is_file():
        print(f"explainer: there is no built site in {options.site}; build it with 'make site'", file=sys.stderr)
        return 2
    try:
        info = building.build_info(root, site)
        listing.write(site, info)
    except (listing.Unlistable, OSError) as reason:
        print(f"explainer: cannot list the files of {options.site}: {reason}", file=sys.stderr)
        return 2
    commit = f"commit {info.commit[:12]}" if info.commit else "no commit"
    state = "" if info.clean else ", with uncommitted changes"
    print(f"{options.site}: {len(info.files):,} files listed, {commit}{state}")
    return 0


def _verify(options: argparse.Namespace) -> int:
    """Compare every file of a published site with its list, or with a site that you built yourself. Exit with 0 if all files are the same, 1 if one differs, 2 if the site could not be checked."""
    from .comparing import report

    place = _place(options.site)
    if place is None:
        return 2
    if options.against and not (options.against / "index.html").is_file():
        print(f"explainer: there is no built site in {options.against}", file=sys.stderr)
        return 2
    outcome = _compared(place, options.against, options.not_rebuilt)
    if outcome is None:
        return 2
    sys.stdout.write(report(outcome))
    return outcome.code


def _rebuild(options: argparse.Namespace) -> int:
    """Build the commit that a published site names, outside this folder, and compare the results; exit like verify."""
    from . import listing, places
    from .comparing import MAX_LIST, report
    from .rebuild import PDFS, Astray, NotRebuilt, rebuild

    root = wanted_root(options)
    place = _place(options.site)
    if root is None or place is None:
        return 2
    try:
        raw = places.read(place, listing.INFO, MAX_LIST)
        info = listing.read_info(raw)
        built = rebuild(root, place, info, lambda step: print(step, flush=True))
        outcome = _compared(place, built, list(PDFS))
        if outcome is None:
            return 2
        if outcome.code and places.read(place, listing.INFO, MAX_LIST) != raw:
            raise NotRebuilt("the site was published again in the meantime; start again")
    except places.Missing:
        print(f"- {listing.INFO} is missing: the site does not name the commit that it was built from")
        return 1
    except (listing.UnreadableList, Astray) as reason:
        print(f"- {reason}")
        return 1
    except (NotRebuilt, places.Unchecked, OSError) as reason:
        print(f"explainer: not rebuilt: {reason}", file=sys.stderr)
        return 2
    sys.stdout.write(report(outcome))
    return outcome.code


def _place(where: str) -> Place | None:
    from .places import at

    try:
        return at(where)
    except ValueError as reason:
        print(f"explainer: {reason}", file=sys.stderr)
        return None


def _compared(place: Place, against: Path | None, unrebuilt: list[str]) -> Outcome | None:
    from .comparing import compare
    from .listing import Unlistable

    try:
        return compare(place, against, unrebuilt)
    except (Unlistable, OSError) as reason:
        print(f"explainer: {reason}", file=sys.stderr)
        return None
