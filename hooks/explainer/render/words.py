"""The words of the interface in one language, and how that language writes dates and numbers.

Messages are looked up in the catalogue by their English text. Values in a message are named, as in
``gettext("Changes of %(date)s", date=...)``; numbers among them are written as the language writes them. A literal
per cent sign is doubled.
"""

from __future__ import annotations

import datetime
from decimal import Decimal
from typing import Any

from babel import Locale
from babel.dates import format_date, format_skeleton
from babel.numbers import format_decimal, format_percent
from jinja2 import Environment
from markupsafe import Markup, escape

from ..catalogue import catalogue
from . import placeholders

LOCALES = {"en": "en_GB", "es": "es_MX"}
"""The country whose way of writing dates and numbers a language follows; without one, the language's own."""

MONTH, DAY = "yMMMM", "MMMMd"
"""Skeletons of a month with its year and of a day without: Babel finds the order and the words of each language."""


class Words:
    """The words of one language; what was formatted once is remembered, since pages repeat it."""

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = Locale.parse(LOCALES.get(language, language))
        self._catalogue = catalogue(language)
        self._dates: dict[str, str] = {}
        self._numbers: dict[int, str] = {}
        self._constant: dict[str, Markup] = {}

    def gettext(self, message: str, **values: Any) -> str:
        """Return a message as plain text."""
        return self._catalogue.gettext(message) % self._written(values)

    def ngettext(self, one: str, many: str, number: int, **values: Any) -> str:
        """Return the message for a number of things as plain text; the message may show it as ``%(num)s``."""
        return self._catalogue.ngettext(one, many, number) % self._written({"num": number, **values})

    def date(self, text: str) -> str:
        """Return ``2026-11`` as ``November 2026``, and so on; other text unchanged."""
        if text not in self._dates:
            self._dates[text] = self._date(text)
        return self._dates[text]

    def day(self, text: str) -> str:
        """Return a day without its year, for an axis; other dates as `date` writes them."""
        try:
            known = datetime.date.fromisoformat(text)
        except ValueError:
            return self.date(text)
        return format_skeleton(DAY, known, locale=self.locale)

    def month(self, number: int) -> str:
        """Return the short name of a month, from 1, for an axis."""
        return format_date(datetime.date(2000, number, 1), "LLL", locale=self.locale)

    def number(self, value: Decimal | float) -> str:
        """Return a number for readers: with separated thousands and without trailing zeros."""
        if not isinstance(value, int):
            exact = value if isinstance(value, Decimal) else Decimal(f"{value:.10f}")
            return format_decimal(exact.normalize(), locale=self.locale, decimal_quantization=False)
        if value not in self._numbers:
            self._numbers[value] = format_decimal(value, locale=self.locale)
        return self._numbers[value]

    def share(self, part: float, whole: float, digits: int = 0) -> str:
        """Return a part of a whole in per cent, with a fixed number of decimals; that of nothing is none."""
        exact = Decimal(str(round(100 * part / (whole or 1), digits))) / 100
        pattern = self.locale.percent_formats[None].pattern.replace("##0", f"##0.{'0' * digits}".rstrip("."))
        return format_percent(exact, pattern, locale=self.locale)

    def name(self, language: str) -> str:
        """Return the name of a language, such as ``es``; the code itself if it has none."""
        return str(self.locale.languages.get(language, language))

    def install(self, environment: Environment) -> None:
        """Give an environment with Jinja's extension ``i18n`` the messages of this language, as HTML."""
        environment.newstyle_gettext = True  # type: ignore[attr-defined]
        environment.policies["ext.i18n.trimmed"] = True
        environment.globals.update(gettext=self._html, ngettext=self._html_of, _=self._html)

    def _html(self, message: str, /, **values: Any) -> Markup:
        if values:
            return Markup(self._catalogue.gettext(message) % self._escaped(values))
        if message not in self._constant:
            self._constant[message] = Markup(self._catalogue.gettext(message) % ())
        return self._constant[message]

    def _html_of(self, one: str, many: str, number: int, /, **values: Any) -> Markup:
        found = self._catalogue.ngettext(one, many, number)
        return Markup(found % self._escaped({"num": number, **values}))

    def _written(self, values: dict[str, Any]) -> dict[str, str]:
        """Return the values of a message as texts, without characters that marks are made of, except in HTML."""
        return {
            name: self.number(value)
            if isinstance(value, int | float | Decimal)
            else value
            if isinstance(value, Markup)
            else placeholders.without(str(value))
            for name, value in values.items()
        }

    def _escaped(self, values: dict[str, Any]) -> dict[str, str]:
        return {name: escape(value) for name, value in self._written(values).items()}

    @staticmethod
    def _interval(first: str, last: str) -> str:
        """Return two dates as an interval; two days of one month name it once, as in ``25–26 October 2018``."""
        (day, _, month), (other, _, same) = first.partition(" "), last.partition(" ")
        return f"{day}–{other} {month}" if day.isdecimal() and month and month == same else f"{first} – {last}"

    def _date(self, text: str) -> str:
        first, slash, last = text.partition("/")
        if slash:
            return self._interval(self.date(first), self.date(last))
        if text.startswith("FY"):
            return self.gettext("US fiscal year %(year)s", year=text[2:])
        parts = text.split("-")
        try:
            year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
            known = datetime.date(year, month, day)
        except ValueError:
            return text
        if len(parts) == 1 or len(parts) > 3:
            return text
        if len(parts) == 3:
            return format_date(known, "long", locale=self.locale)
        return format_skeleton(MONTH, known, locale=self.locale)
