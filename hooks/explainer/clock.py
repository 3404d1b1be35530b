"""The day of the checks: today, or the day in ``SOURCE_DATE_EPOCH``, so that a build can be reproduced."""

from __future__ import annotations

import datetime
import os

VARIABLE = "SOURCE_DATE_EPOCH"


class NoDay(Exception):
    """The reason in one line why the environment does not give a valid day."""


def today() -> datetime.date:
    """Return the day, in UTC. Raises `NoDay` if the variable is set but is not a number of seconds since 1970."""
    given = os.environ.get(VARIABLE)
    if given is None:
        return datetime.datetime.now(datetime.UTC).date()
    shown = given[:40].encode("ascii", "backslashreplace").decode()
    try:
        if not (given.isascii() and given.isdigit()):
            raise ValueError
        return datetime.datetime.fromtimestamp(int(given), datetime.UTC).date()
    except (ValueError, OverflowError, OSError):
        raise NoDay(
            f"{VARIABLE} is '{shown}', not a number of seconds since 1970, up to the year 9999; correct it, or unset it"
        ) from None
