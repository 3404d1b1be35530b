"""Whether the percentages and numbers of some evidence make the share or multiple that a page states in words."""

from __future__ import annotations

from bisect import bisect_left
from decimal import Decimal

from .model import Bound, Quantity

LONGEST = Decimal(10) ** 6
"""Ratios of greater numbers are not compared."""
_MORE_ENDS_AT = (0.1, 0.2, 0.25, 1 / 3, 0.5, 2 / 3, 0.75, 0.9)
"""Parts of a whole that "more than" ends at: "more than a third" may be 41 per cent, but not a half."""
_NEARLY_BEGINS_AT = (0.1, 0.2, 0.25, 1 / 3, 0.4, 0.5, 0.6, 2 / 3, 0.75, 0.8, 0.9)
"""Parts that "nearly" begins at: "nearly two thirds" is more than three fifths."""
_MOST_ABOVE, _MOST_BELOW = 1.26, 0.79
"""How far a share with a bound may be from its part, if no other part is nearer."""


def is_share(quantity: Quantity, shares: tuple[float, ...], ratios: tuple[float, ...]) -> bool:
    """Whether a percentage or two numbers of the evidence make a share; both are in ascending order."""
    for value in quantity.values:
        least, most = _meant_by(float(value), quantity.bound)
        if _any_between(shares, least, most):
            return True
        if shares and not quantity.bound:
            # A share that the evidence gives in so many words counts for more than one that two of its numbers happen to make.
            least, most = 0.97 * float(value), 1.03 * float(value)
        if _any_between(ratios, least, most):
            return True
    return False


def is_ratio(quantity: Quantity, shares: tuple[float, ...], ratios: tuple[float, ...]) -> bool:
    """Whether two numbers or a percentage of the evidence make a multiple, such as "five times"; both ascend."""
    for value in quantity.values:
        times = float(min(value, LONGEST))
        if value > 1 and any(_any_between(one, 0.9 * times, 1.1 * times) for one in (shares, ratios)):
            return True
    return False


def _meant_by(share: float, bound: Bound) -> tuple[float, float]:
    """Return the least and the greatest share that a part in words can mean, since a writer names the nearest part."""
    if bound == "more":
        end = next((part for part in _MORE_ENDS_AT if part > 1.01 * share), 1.0)
        return 0.999 * share, min(_MOST_ABOVE * share, end)
    if bound == "fewer":
        begin = next((part for part in reversed(_NEARLY_BEGINS_AT) if part < 0.99 * share), 0.0)
        return max(_MOST_BELOW * share, begin), 1.001 * share
    return 0.9 * share, 1.1 * share


def _any_between(numbers: tuple[float, ...], least: float, most: float) -> bool:
    """Whether one of ``numbers``, which ascend, lies in the range."""
    at = bisect_left(numbers, least)
    return at < len(numbers) and numbers[at] <= most
