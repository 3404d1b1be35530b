"""Words that change a statement's meaning when one replaces another.

They are a writer's slips, listed apart from the records that the rules read, so that the table is a test of both.
"""

from __future__ import annotations

import re

NUMBERS = [
    "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen",
    "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty", "thirty", "forty", "fifty", "sixty",
    "seventy", "eighty", "ninety",
]  # fmt: skip
PARTS = ["half", "a third", "a quarter", "two-thirds", "three-quarters", "a fifth", "a tenth", "two-fifths"]
"""Parts of a whole, each of which can replace another; a number can replace another number."""

DIRECTIONS = (
    ("rose", "fell"), ("rise", "fall"), ("rising", "falling"), ("grew", "shrank"), ("more", "fewer"), ("more", "less"),
    ("most", "few"), ("majority", "minority"), ("before", "after"), ("earlier", "later"), ("until", "since"),
    ("increased", "decreased"), ("increase", "decrease"), ("increasing", "decreasing"), ("raised", "lowered"),
    ("raise", "lower"), ("doubled", "halved"), ("first", "last"), ("began", "ended"), ("opened", "closed"),
    ("north", "south"), ("northern", "southern"), ("northward", "southward"), ("east", "west"), ("eastern", "western"),
    ("higher", "lower"), ("highest", "lowest"), ("largest", "smallest"), ("larger", "smaller"), ("above", "below"),
    ("strengthened", "weakened"), ("entered", "left"),
)  # fmt: skip
"""Words of the same kind that say the contrary; each pair is used in both directions."""

AUXILIARIES = [
    "was", "were", "is", "are", "has", "have", "had", "could", "would", "should", "must", "may", "can", "will", "did",
    "does", "do",
]  # fmt: skip
"""Words after which "not" is inserted or removed."""

DENIED_OR_ASKED = "not no never nor neither nobody none nothing cannot without hardly little whether how what which why"
NO_SECOND_NOT = frozenset(DENIED_OR_ASKED.split())
"""Words of a clause into which "not" is not inserted: it is denied or asked already."""

DENIALS = (
    ("never", "always"), ("no", "some"), ("nobody", "everybody"), ("nothing", "everything"), ("none", "all"),
    ("neither", "both"), ("without", "with"), ("no longer", "still"), ("cannot", "can"),
)  # fmt: skip
"""Words that deny, and what each becomes."""

REFUSALS = (
    ("refused to", "agreed to"), ("must", "may"), ("denied", "confirmed"), ("rejected", "accepted"),
    ("allowed", "forbade"), ("allows", "forbids"), ("refused", "accepted"), ("failed to", "managed to"),
)  # fmt: skip
"""Verbs that deny and verbs that assert; each pair is used in both directions."""

UNITS = (
    ("per cent", "percentage points"), ("percentage points", "per cent"), ("people", "families"), ("families", "people"),
    ("migrants", "families"), ("dollars", "pesos"), ("pesos", "dollars"), ("US$", "MXN"), ("days", "months"),
    ("day", "month"), ("months", "days"), ("months", "years"), ("years", "months"), ("weeks", "months"), ("hours", "days"),
    ("km", "miles"), ("kilometres", "miles"), ("miles", "km"), ("men", "women"), ("women", "men"), ("children", "adults"),
    ("cases", "people"), ("applications", "people"), ("million", "thousand"), ("billion", "million"),
)  # fmt: skip
"""What is counted or measured, and what it may be confused with; they are changed only after a figure."""

COUNTRIES = (
    "Mexico", "Guatemala", "Honduras", "El Salvador", "Nicaragua", "Costa Rica", "Panama", "Belize", "Haiti", "Cuba",
    "Colombia", "Ecuador", "Venezuela", "Brazil", "Bolivia", "Peru", "Chile", "Argentina", "Canada", "United States",
    "Spain", "Hungary", "Poland", "Switzerland", "Germany", "Turkey",
)  # fmt: skip


def expression(words: list[str] | tuple[str, ...] | set[str]) -> re.Pattern[str]:
    """Return an expression that finds any of the words as whole words, the longest first, in any case."""
    return re.compile(
        rf"(?<![\w-])(?:{'|'.join(re.escape(word) for word in sorted(words, key=len, reverse=True))})(?![\w-])",
        re.IGNORECASE,
    )


def both_ways(pairs: tuple[tuple[str, str], ...]) -> dict[str, list[str]]:
    """Return what may replace each word of the pairs."""
    found: dict[str, list[str]] = {}
    for one, other in pairs:
        for word, contrary in ((one, other), (other, one)):
            if contrary not in found.setdefault(word, []):
                found[word].append(contrary)
    return found


def in_case_of(word: str, model: str) -> str:
    """Return a word with a capital where the word that it replaces has one."""
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
