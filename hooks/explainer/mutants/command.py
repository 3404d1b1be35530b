"""``explainer mutants``: change the written pages on purpose, and show what the checks find."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..root import wanted_root

if TYPE_CHECKING:
    from .planting import Outcome


def add(commands: Any, rooted: argparse.ArgumentParser) -> None:
    """Add the command; ``rooted`` provides the option ``--root``."""
    mutants = commands.add_parser(
        "mutants", parents=[rooted], help="change pages on purpose, and check them", description=_mutants.__doc__
    )
    mutants.add_argument(
        "--seed", type=_seed, action="append", metavar="N", help="the seed of the changes (default: 1); may be repeated"
    )
    mutants.add_argument(
        "--kind", action="append", metavar="KIND", help="plant only changes of this kind; may be repeated"
    )
    mutants.add_argument("--all", action="store_true", help="list the changes that were found too")
    mutants.add_argument("--record", action="store_true", help="record the table, which the site shows")
    mutants.set_defaults(run=_mutants)


def _seed(text: str) -> int:
    """Return a seed; raises the error that argparse shows to the user."""
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise argparse.ArgumentTypeError(f"'{text[:40]}' is not a number from 0 to 999999")
    return int(text)


def _mutants(options: argparse.Namespace) -> int:
    """Change one place in each paragraph of a copy of the written pages, check it, and list the changes that no check finds."""
    from ..library import MUTANTS, load
    from ..writing import write_whole
    from .kinds import KINDS
    from .planting import Outcome, changes, survivors

    root = wanted_root(options)
    if root is None:
        return 2
    kinds = options.kind or list(KINDS)
    if unknown := [kind for kind in kinds if kind not in KINDS]:
        print(f"explainer: there is no kind '{unknown[0][:40]}'; there are {', '.join(KINDS)}", file=sys.stderr)
        return 2
    if options.record and options.kind:
        print("explainer: the record has all kinds; leave out --kind or --record", file=sys.stderr)
        return 2
    library = load(root)
    seeds = list(dict.fromkeys(options.seed or [1]))
    outcomes: list[Outcome] = []
    for seed in seeds:
        planted = changes(library, seed, kinds)
        outcomes.append(Outcome(planted, survivors(root, planted)))
        sys.stdout.write(_listed(outcomes[-1], options.all))
    if not any(one.planted for one in outcomes):
        print("explainer: no page has a cited statement that such a change can be made in", file=sys.stderr)
        return 2
    counts = _counts(outcomes)
    sys.stdout.write(_table(counts, seeds))
    if options.record:
        record = {
            "date": library.today.isoformat(),
            "seeds": seeds,
            "kinds": [{"kind": kind, "found": found, "planted": planted} for kind, found, planted in counts],
        }
        write_whole(root / Path(MUTANTS), json.dumps(record, indent=1) + "\n", inside=root)
        print(f"recorded in {MUTANTS}")
    return 0


def _listed(outcome: Outcome, everything: bool) -> str:
    """Return a line for each change that survived, and if asked for each that was found."""
    survived = set(outcome.survived)
    lines = [
        f"{'survived' if change in survived else 'found':8}  {change}\n"
        for change in outcome.planted
        if everything or change in survived
    ]
    return "".join(lines)


def _counts(outcomes: Sequence[Outcome]) -> list[tuple[str, int, int]]:
    """Return the kinds with how many changes were found and how many were planted, over all seeds."""
    found: Counter[str] = Counter()
    planted: Counter[str] = Counter()
    for outcome in outcomes:
        for kind, (one, whole) in outcome.by_kind().items():
            found[kind] += one
            planted[kind] += whole
    return [(kind, found[kind], planted[kind]) for kind in planted]


def _table(counts: Sequence[tuple[str, int, int]], seeds: Sequence[int]) -> str:
    """Return the table of the kinds."""
    lines = [f"{'kind':16} {'found':>6} {'planted':>8} {'share':>6}"]
    lines += [f"{kind:16} {found:6,} {planted:8,} {found / planted:6.0%}" for kind, found, planted in counts]
    return "\n".join([*lines, f"seeds: {', '.join(map(str, seeds))}"]) + "\n"
