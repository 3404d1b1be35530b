"""Numbers of a statement that contradict its own verb: "fell from 320 to 410"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .opposites import Contrary, Occurrence, Read

_NUMBER = r"[$€£]?(\d[\d,]*(?:\.\d+)?)(?![\w-]|[.,]\d)"
_SCALE = r"(?:\s?(%|per cent|million|billion|thousand|percentage points))?"
_MONTH = (
    r"(?!\s(?:de\s)?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|ene|abr|ago|dic)\w*)"  # "from 3 May to 2 June"
)
_FROM_TO = re.compile(
    rf"[^.;:!?]{{0,40}}?\b(?P<whole>from\s{_NUMBER}{_MONTH}{_SCALE}[^.;:!?]{{0,40}}?\sto\s{_NUMBER}{_MONTH}{_SCALE})",
    re.IGNORECASE,
)


def contradicted_by_numbers(statement: Read) -> Iterator[Contrary]:
    """Yield words for going up whose numbers go down, and the reverse; only pairs that measure something are compared."""
    for pair, found in statement.items():
        words = [one for one in found if one.measures and not one.sign and not one.idiom]
        for index, one in enumerate(words):
            if one.denied:
                continue
            after = words[index + 1].span[0] if index + 1 < len(words) else len(one.text.text)
            if numbers := _against(one, after):
                yield Contrary(*one.span, numbers, pair)


def _against(one: Occurrence, stop: int) -> str | None:
    """Return the numbers after a word, and before the place ``stop``, if they go the other way."""
    match = _FROM_TO.match(one.text.text, one.span[1], stop)
    if not match:
        return None
    first, last = (float(match[group].replace(",", "")) for group in (2, 4))
    years = all(len(match[group]) == 4 and 1900 <= float(match[group].replace(",", "")) < 2100 for group in (2, 4))
    same_scale = match[3] == match[5] or (not match[3] and match[5][0] in "%p")  # "from 32 to 58 per cent"
    if years or not same_scale or first == last:
        return None
    return " ".join(match["whole"].split()) if (last > first) != (one.side == 0) else None
