"""``explainer links`` and ``schemas``: what maintainers and their workflows run."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from ..root import wanted_root


def add(commands: Any, rooted: argparse.ArgumentParser) -> None:
    """Add the commands of this module to the program's."""
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


def _links(options: argparse.Namespace) -> int:
    """Print every external address, one per line, for lychee; or, given lychee's report, the body of an issue on broken links."""
    from .. import archives, hosts, links
    from ..library import load

    root = wanted_root(options)
    if root is None:
        return 2
    found = list(links.external_links(load(root)))
    if options.report is None:
        sys.stdout.writelines(f"{address}\n" for address in sorted({link.address for link in found}))
        return 0
    try:
        verdicts = links.verdicts(options.report.read_text("utf-8", "replace"), hosts.host_not_found)
        before = options.before.read_text("utf-8", "replace") if options.before else ""
    except (OSError, links.ReportFormatError) as reason:
        print(f"explainer: {reason}", file=sys.stderr)
        return 2
    service = options.archive or archives.SERVICE
    sys.stdout.write(links.issue(found, verdicts, lambda address: archives.find_snapshot(address, service), before))
    return 0


def _schemas(options: argparse.Namespace) -> int:
    """Write the JSON Schemas of all records into the folder schemas, for editors; see .vscode/settings.json."""
    from ..schemas import schemas
    from ..writing import write_whole

    root = wanted_root(options)
    if root is None:
        return 2
    for name, text in schemas().items():
        write_whole(root / "schemas" / name, text, inside=root)
    return 0
