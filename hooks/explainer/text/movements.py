"""Numbers of a statement that contradict its own verb: "fell from 320 to 410", "rose to 410, then fell to 560"."""

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

_REACHED = re.compile(
    rf"\bto\s{_NUMBER}{_MONTH}{_SCALE}[^.;:!?\d]{{0,30}}(?:\d{{4}})?[^.;:!?\d]{{0,30}}\b(?:then|luego)\s\Z",
    re.IGNORECASE,
)
"""What stands before the verb where a number that was reached changes again."""
_NEXT = re.compile(rf"\s(?:\w+\s)?(?P<whole>to\s{_NUMBER}{_MONTH}{_SCALE})", re.IGNORECASE)
_BEFORE = 120
"""How far before a verb the number may stand that it changes."""


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
    text, (start, end) = one.text.text, one.span
    if match := _FROM_TO.match(text, end, stop):
        before, scale_before, after, scale = match.group(2, 3, 4, 5)
        words = match["whole"]
    else:
        reached, match = _REACHED.search(text, max(0, start - _BEFORE), start), _NEXT.match(text, end, stop)
        if not (reached and match):
            return None
        before, scale_before, after, scale = *reached.group(1, 2), *match.group(2, 3)
        words = f"from {reached[1]}{reached[2] or ''} {match['whole']}"
    first, last = (float(number.replace(",", "")) for number in (before, after))
    years = all(len(number) == 4 and 1900 <= float(number) < 2100 for number in (before, after))
    same_scale = scale_before == scale or (not scale_before and scale[0] in "%p")  # "from 32 to 58 per cent"
    if years or not same_scale or first == last:
        return None
    return " ".join(words.split()) if (last > first) != (one.side == 0) else None
