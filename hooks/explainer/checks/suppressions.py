"""Rules on waivers. Their findings are made while waivers are applied: see `rules.run_checks`."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, Severity
from ..library import Library
from .rules import rule


@rule("unknown-waiver")
def unknown_waiver(library: Library) -> Iterator[Diagnostic]:
    """A waiver, a comment that suppresses a finding, cannot be read or names no rule.

    ## What it finds

    Comments that begin with `waive` but do not give a rule, the last day and a reason.

    ## Why it matters

    Its author believes that the finding is suppressed, and the published list of waivers does not show it.

    ## Example

    `<!-- waive missing-locater: no pages -->`

    ## How to fix it

    Write `<!-- waive missing-locator until 2027-06-30: the copy that we read shows no pages -->` on a line
    of its own before the block.
    """
    return iter(())


@rule("expired-waiver")
def expired_waiver(library: Library) -> Iterator[Diagnostic]:
    """A waiver, a comment that suppresses a finding, has expired.

    ## What it finds

    Waivers whose last day is before the day of the check.

    ## Why it matters

    A waiver is a promise to look again. Without an end it would disable the check for good.

    ## Example

    `<!-- waive weak-source until 2020-01-31: a better source is on its way -->`

    ## How to fix it

    Fix the finding that it suppresses. If that is not possible, set a new day and say why.
    """
    return iter(())


@rule("distant-waiver")
def distant_waiver(library: Library) -> Iterator[Diagnostic]:
    """A waiver, a comment that suppresses a finding, ends more than a year ahead.

    ## What it finds

    Waivers whose last day is more than a year after the day of the check.

    ## Why it matters

    A waiver that ends decades ahead suppresses its finding for good.

    ## Example

    `<!-- waive weak-source until 2099-12-31: a better source is on its way -->`

    ## How to fix it

    Set a day within the next year. On that day, fix the finding that the waiver suppresses, or renew the waiver and say
    why.
    """
    return iter(())


@rule("unused-waiver", Severity.WARNING)
def unused_waiver(library: Library) -> Iterator[Diagnostic]:
    """A waiver, a comment that suppresses a finding, suppresses nothing.

    ## What it finds

    Waivers of a rule that has no finding in the block after them.

    ## Why it matters

    Its finding has been fixed. The waiver would now hide the next mistake.

    ## Example

    A waiver of `missing-locator` before a paragraph whose citations all have one.

    ## How to fix it

    Remove it.
    """
    return iter(())
