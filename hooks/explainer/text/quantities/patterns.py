"""Names and patterns of months, weekdays and years, shared by the modules that read numbers and dates."""

from __future__ import annotations

YEAR = r"(?:1[5-9]|20|21)\d\d"

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene", "february feb febrero", "march mar marzo", "april apr abril abr", "may mayo",
            "june jun junio", "july jul julio", "august aug agosto ago", "september sept sep septiembre setiembre",
            "october oct octubre", "november nov noviembre", "december dec diciembre dic",
        ),
        1,
    )
    for name in names.split()
}  # fmt: skip

MONTH_NAMES = frozenset(MONTHS)
"""For tests of whole sets of words, which are slow with a mapping."""

WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday lunes", "tuesday martes", "wednesday miércoles", "thursday jueves", "friday viernes",
         "saturday sábado", "sunday domingo"),
        1,
    )
    for name in names.split()
}  # fmt: skip

_ROMAN = {"I": 1, "V": 5, "X": 10}


def roman(number: str) -> int:
    """Return the value of a number in digits or in Roman numerals up to 39."""
    if number.isdigit():
        return int(number)
    values = [_ROMAN[letter] for letter in number.upper()]
    return sum(-value if i + 1 < len(values) and value < values[i + 1] else value for i, value in enumerate(values))
