"""Rules on waivers. What they find is found while waivers are applied: see `rules.examine`."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity
from ..library import Library
from .rules import rule


@rule("unknown-waiver")
def unknown_waiver(library: Library) -> Iterator[Diagnostic]:
    """A waiver cannot be read, or names no rule.

    ## What it finds

    Comments that begin with `waive` and do not give a rule, the last day and a reason.

    ## Why it matters

    Its writer believes that something is accepted, and readers of the list of waivers see nothing.

    ## Example

    `<!-- waive missing-locater: no pages -->`

    ## How to mend it

    Write `<!-- waive missing-locator until 2027-06-30: the copy that we read shows no pages -->` on a line
    of its own before the block.
    """
    return iter(())


@rule("expired-waiver")
def expired_waiver(library: Library) -> Iterator[Diagnostic]:
    """A waiver's last day has passed.

    ## What it finds

    Waivers whose day lies before the day of the check.

    ## Why it matters

    A waiver is a promise to look again. Without an end it would be a hole in the checks.

    ## Example

    `<!-- waive weak-source until 2020-01-31: a better source is on its way -->`

    ## How to mend it

    Mend what it accepts. If that cannot be done, give a new day and say why.
    """
    return iter(())


@rule("distant-waiver")
def distant_waiver(library: Library) -> Iterator[Diagnostic]:
    """A waiver ends more than a year ahead.

    ## What it finds

    Waivers whose last day is more than a year after the day of the check.

    ## Why it matters

    A waiver with an end that nobody lives to see is a fault that was accepted for good.

    ## Example

    `<!-- waive weak-source until 2099-12-31: a better source is on its way -->`

    ## How to mend it

    Give a day within the next year. When it comes, fix what the waiver accepts, or renew it and say why.
    """
    return iter(())


@rule("unused-waiver", Severity.WARNING)
def unused_waiver(library: Library) -> Iterator[Diagnostic]:
    """A waiver accepts nothing.

    ## What it finds

    Waivers of a rule that finds nothing in the block after them.

    ## Why it matters

    What it accepted has been mended; left in place it would hide the next fault.

    ## Example

    A waiver of `missing-locator` before a paragraph whose citations all have one.

    ## How to mend it

    Remove it.
    """
    return iter(())
