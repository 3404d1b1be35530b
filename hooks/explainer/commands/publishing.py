"""``explainer site`` and ``takeaway``: the site, and the files to take away."""

from __future__ import annotations

import argparse
import contextlib
import sys
from pathlib import Path
from typing import Any

from ..root import wanted_root


def add(commands: Any, rooted: argparse.ArgumentParser) -> None:
    """Add the commands of this module to the program's."""
    site = commands.add_parser("site", parents=[rooted], help="build the site in site/", description=_site.__doc__)
    site.add_argument(
        "--takeaway", action="store_true", help="make the EPUB, the PDFs and the ZIP too, and a site that offers them"
    )
    site.set_defaults(run=_site)

    takeaway = commands.add_parser(
        "takeaway",
        parents=[rooted],
        help="make an EPUB, PDFs and a ZIP of the built site",
        description=_takeaway.__doc__,
    )
    takeaway.add_argument("--site", type=Path, default=Path("site"), help="the built site (default: site)")
    takeaway.add_argument("--to", type=Path, default=Path("build", "takeaway"), help="where (default: build/takeaway)")
    takeaway.add_argument("--only", choices=("epub", "pdf", "pages", "kits", "zip"), help="make only this kind of file")
    takeaway.set_defaults(run=_takeaway)


def _site(options: argparse.Namespace) -> int:
    """Build the site and replace the last good one when the build is complete. Only one build runs at a time."""
    from .. import building

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
    """Make the book (EPUB and PDF), a PDF of each page, the class kits, and the offline copy (ZIP) of a built site."""
    root = wanted_root(options)
    if root is None:
        return 2
    from .. import building, takeaway
    from ..library import load
    from ..render.pandoc import PandocError

    if not (root / options.site / "index.html").is_file():
        print(f"explainer: there is no built site in {options.site}; build it with 'make site'", file=sys.stderr)
        return 2
    library = load(root)
    kinds = [options.only] if options.only else takeaway.KINDS
    fault = ""
    # The lock keeps other builds from replacing the site while it is read; a site elsewhere needs no lock.
    published = (root / options.site).resolve() == (root / building.SITE).resolve()
    try:
        with building.lock(root) if published else contextlib.nullcontext():
            for path in takeaway.make(root / options.site, root / options.to, library.known, kinds, library):
                shown = path.relative_to(root) if path.is_relative_to(root) else path
                print(f"{shown}: {path.stat().st_size / 1e6:.1f} MB")
    except takeaway.NoSite as reason:
        fault = f"{options.site} is not a built site of this project: {reason}; build it with 'make site'"
    except OSError as reason:
        fault = f"the files cannot be written to {options.to}: {reason.strerror or reason}"
    except PandocError as reason:
        fault = f"pandoc could not make a file: {reason}"
    except takeaway.NoSheet as reason:
        fault = f"no kit was made: {reason}"
    except ModuleNotFoundError as reason:
        fault = f"the file needs {reason.name}, which comes with the test tools"
    except takeaway.NoPrint as reason:
        fault = f"the browser could not print the PDF: {reason}"
    if fault:
        print(f"explainer: {fault}", file=sys.stderr)
    return 2 if fault else 0
