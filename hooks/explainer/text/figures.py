"""Figures and dates as readers understand them, so that "13,270", "13 270" and "1.2 million" are numbers.

A figure keeps every value that it can mean: "2 to 3 million" begins with two or with two million, "13.270" is thirteen
thousand in Madrid and thirteen in Boston. Two figures agree if they share a value. Names with digits (laws, articles,
COVID-19) are not figures.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from functools import lru_cache

from .spans import Spans

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan enero ene",
            "february feb febrero",
            "march mar marzo",
            "april apr abril abr",
            "may mayo",
            "june jun junio",
            "july jul julio",
            "august aug agosto ago",
            "september sept sep septiembre setiembre",
            "october oct octubre",
            "november nov noviembre",
            "december dec diciembre dic",
        ),
        1,
    )
    for name in names.split()
}
_MONTH = (
    r"(?P<{0}>Jan(?:uary|\.)?|Feb(?:ruary|\.)?|March|Mar\.|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|Sept?(?:ember|\.)?"
    r"|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?|(?i:enero|febrero|marzo|abril|mayo|junio|julio|agosto"
    r"|sep?tiembre|octubre|noviembre|diciembre))(?![^\W\d_])"
)
_DAY = r"(?:3[01]|[12]\d|0?[1-9])(?:st|nd|rd|th|º)?"
_AND = r"(?:\s*(?:,|-|–|—)\s*|\s+(?:and|to|or|through|until|y|e|al|a|o|hasta\s+el)\s+)"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
_MOST_DAYS = 31
"""The most days that one month may follow or precede. Without a limit, each day of a long list would be tried up to the list's end."""

_ISO = rf"(?P<iso>{_YEAR}-[01]\d(?:-[0-3]\d)?)(?![\d-])"
_NUMERIC_DATE = re.compile(_ISO)
_DATE = re.compile(
    rf"{_ISO}"
    rf"|(?P<days>(?<![\d.,]){_DAY}(?:{_AND}{_DAY}){{0,{_MOST_DAYS}}})\s+(?:de\s+)?{_MONTH.format('m1')}(?:,?\s+(?:del?\s+)?(?P<y1>{_YEAR})(?!\d))?"
    rf"|{_MONTH.format('m2')}\s+(?P<days2>{_DAY}(?:{_AND}{_DAY}){{0,{_MOST_DAYS}}})(?![\d,]*\d)(?:,?\s+(?P<y2>{_YEAR})(?!\d))?"
    rf"|{_MONTH.format('m3')}(?:\s+(?:del?\s+)?(?P<y3>{_YEAR}))(?!\d)"
    rf"|(?<=\b[Ii]n\s|\b[Oo]f\s|\b[Bb]y\s|\b[Tt]o\s|\bde\s|\ben\s){_MONTH.format('m4')}"
    rf"|(?:(?<=\b[Ss]ince\s)|(?<=\b[Uu]ntil\s)|(?<=\b[Ff]rom\s)|(?<=\b[Ll]ate\s)|(?<=\b[Ee]arly\s)|(?<=\b[Mm]id-)|(?<=\b[Bb]efore\s)"
    rf"|(?<=\b[Aa]fter\s)|(?<=\b[Tt]hat\s)|(?<=\b[Ll]ast\s)|(?<=\band\s)){_MONTH.format('m5')}"
)
_DIGIT = re.compile(r"\d")
_GLYPH = re.compile(
    "[\u00bc-\u00be\u2150-\u218b\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3220-\u3229\u3248-\u324f\u3251-\u325f\u3280-\u3289\u32b1-\u32bf]"
)
"""Fractions, Roman numerals and circled numbers that are single characters; superscripts, as in km², do not count."""
_ANY_MONTH = re.compile(
    r"\b(?:" + "|".join(name for name in _MONTHS if len(name) > 4) + r"|(?-i:May)|mayo)\b", re.IGNORECASE
)
_MONTH_NAME = re.compile(r"(?:" + "|".join(_MONTHS) + r")(?![^\W\d_])")
_STEMS = sorted({name[:3] for name in _MONTHS})
"""One of these is in every text with the name of a month: a cheap test before the costly patterns."""
_FISCAL = re.compile(
    rf"(?:\bFY\s?|\b[Ff]iscal\s+[Yy]ears?\s+|\baño\s+fiscal\s+)(?P<y>{_YEAR})(?:(?:\s*[-–/]\s*|\s+(?:and|to|y|a)\s+)(?:FY\s?)?(?P<z>{_YEAR}))?"
)
_NUMBER = re.compile(
    r"(?<![\w.,/\-])(?:[~≈+−-]\s?)?(?P<number>\d{1,3}(?P<between>[,\u00a0\u2009\u202f ])\d{3}(?:(?P=between)\d{3})*(?!\d|,\d{3})(?:\.\d+)?|\d{1,3}(?:\.\d{3})+(?![\d.])|\d+(?:[.,]\d+)?)"
    r"(?P<ordinal>st|nd|rd|th|º|ª|[ao]\b)?"
    r"|(?<=[$€£])\s?(?P<money>\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    r"|(?<=\d[-–—])(?P<second>\d{1,3}(?P<between2>[,\u00a0\u2009\u202f])\d{3}(?:(?P=between2)\d{3})*(?:\.\d+)?|\d+(?:\.\d+)?)"
)
_SCALE = re.compile(
    r"[\s\u00a0-]*(?P<word>thousand|million|millones|millón|billion|trillion|mil\s+millones|mil)\b|(?P<letter>bn|m|k)\b",
    re.I,
)
_MIL = re.compile(r"\s+(\d{1,3})(?!\d|[.,]\d|\s*%)")
_PERCENT = re.compile(r"[\s\u00a0]*(?:%|per\s?cent\b|percent\b|por\s?ciento\b|percentage points?\b)", re.I)
_NEXT = re.compile(r"\s*(?:,|-|–|—|/)\s*|\s+(?:and|to|or|y|a|o|e)\s+")
_SCALES = {
    "thousand": 3, "mil": 3, "k": 3, "million": 6, "millones": 6, "millón": 6, "m": 6,
    "billion": 9, "bn": 9, "mil millones": 9, "trillion": 12,
}  # fmt: skip

_WIDE = Context(prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN)
"""For arithmetic with the numbers of a text: the usual context rounds after 28 digits, and raises for a million digits."""

# The separators of a list of numbers, such as "articles 3, 5(b) and 7-9". A number ends where the next one begins, so
# that there is only one way to divide a list: with two ways for each hyphen, a line of hyphens would take forever.
_LISTED = r"(?:\s*(?:,|and|to|or|y|-|–))+\s*"
_LIST = rf"\s*)(?:[\dIVX](?:(?!{_LISTED}(?:[\dIVX]|$))[\w()./-])*{_LISTED})*$"
"""Text between a label and a number: other numbers of its list, as in "articles 33, 34 and 35"."""
_LOCATOR = re.compile(
    r"(?<!\bthis\s)(?<!\bthat\s)(?<!\beach\s)(?<!\bevery\s)(?<!\bthe\s)(?<!\bany\s)(?<!\ba\s)(?<!\bno\s)(?<!\bone\s)(?<!\bper\s)"
    r"(?:(?:\b(?:art(?:icle|ículo|\.)?s?|sec(?:tion|ción|\.)?s?|para(?:graph|\.)?s?|párr(?:afo|\.)?s?|chapters?|ch\.|cap(?:ítulo|\.)"
    r"|titles?|título|figures?|figuras?|tables?|tablas?|charts?|objectives?|objetivos?|principles?|rules?|recommendations?|recomendación|rec\."
    r"|resolutions?|resolución|nos?\.|núm\.|number|annex|pages?|pp?\.|pág\.|expediente|(?<!\d\s)kilomet(?:re|er))|§+)"
    + _LIST,
    re.IGNORECASE,
)
"""Words for a place in a work or on a road, in upper or lower case."""
_TITLE = re.compile(
    r"(?:\b(?:Protocol|Annex|Part|Order|Decree|Proclamation|Opinion|Law|Case|Comment|Conclusions?|Formula|Form|Bill|Room|Camera|Gate|Km"
    r"|Route|Highway|Agenda|PROTOCOL|ORDER|DECREE|CASE)" + _LIST
)
"""Words that make a name only with a capital: "Law 27" is one law, "by law 27 people" is not."""
_COUNTED = re.compile(
    r"\s+(?:[\w-]+\s+)?(?:people|persons?|men|women|boys|girls|children|minors|adults|babies|migrants?|refugees?|applicants?|asylum.seekers?"
    r"|famil(?:y|ies)|households|members|agents|officers|soldiers|guards|police|troops|victims|dead|deaths|bodies|killed|times|days|weeks"
    r"|months|years|hours|minutes|lines|cases|votes|dollars|pesos|euros|buses|cars|trucks|personas?|migrantes|familias|niñ[oa]s|mujeres"
    r"|hombres|muert[oa]s|días|meses|años|horas|veces)\b",
    re.IGNORECASE,
)
"""Words that follow a count: in "in this section 500 people" people are counted."""
_VERSION = re.compile(r"\d+(?:\.\d+){2,}(?!\d|,\d)")
_LAW = re.compile(
    r"\s+(?:[A-ZÁÉÍÓÚ][\w'’-]+\s+|of\s+|on\s+){0,4}(?:Conventions?|Protocol|Declaration|Covenant|Treaty|Act|Law|Constitution|Statute"
    r"|Ley|Convención|Declaración|Protocolo|Compact|Charter|Regulations?)\b"
)
_NAMED = re.compile(r"[-/(]?[A-Za-z]|/\d|\.\d|[-–]\d*[A-Za-z]")
_WORDS = {
    word: value
    for value, words in enumerate(
        (
            "zero none", "one uno una", "two dos", "three tres", "four cuatro", "five cinco", "six seis", "seven siete",
            "eight ocho", "nine nueve", "ten diez", "eleven once", "twelve doce", "thirteen trece", "fourteen catorce",
            "fifteen quince", "sixteen dieciséis", "seventeen diecisiete", "eighteen dieciocho", "nineteen diecinueve",
            "twenty veinte",
        )
    )
    for word in words.split()
} | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90, "hundred": 100}  # fmt: skip
_STOP = re.compile(r"[.;!?](?:\s|$)")
_WORD = re.compile(r"\b(?:" + "|".join(_WORDS) + r")\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Figure:
    """A number in a text, with every value that it can mean."""

    start: int
    end: int
    text: str
    values: frozenset[Decimal]
    percent: bool | None = False
    """Whether it is a percentage; ``None`` if a later figure of its list may decide that."""


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a text; missing parts are 0."""

    start: int
    end: int
    text: str
    year: int
    month: int = 0
    day: int = 0
    fiscal: bool = False


@dataclass(slots=True)
class Reading:
    """The figures and dates of a text."""

    figures: list[Figure] = field(default_factory=list)
    dates: list[Day] = field(default_factory=list)

    def both(self) -> list[Figure | Day]:
        """Return the figures, then the dates."""
        return [*self.figures, *self.dates]


@lru_cache(1 << 15)  # evidence is read again for each statement, and after each save while a site is served
def read_figures(text: str, *, spanish: bool = False, names: tuple[tuple[int, int], ...] = ()) -> Reading:
    """Find the figures and dates in ``text``; ``names`` are spans, such as terms, without figures.

    With ``spanish`` a full stop may separate thousands and a comma may be a decimal sign. Callers must not change the
    result.
    """
    reading = Reading()
    taken = list(names)
    digits = _DIGIT.search(text)
    if not text.isascii():
        reading.figures += _glyphs(text)
    lowered = text.lower()
    months = any(stem in lowered for stem in _STEMS) and _MONTH_NAME.search(lowered)
    if not digits and not months:
        return reading
    for match in _FISCAL.finditer(text) if "fiscal" in lowered or "fy" in lowered else ():
        for group in ("y", "z"):
            if match.group(group):
                reading.dates.append(
                    Day(match.start(), match.end(), match.group(), int(match.group(group)), fiscal=True)
                )
        taken.append(match.span())
    named = Spans(taken)  # the dates do not overlap
    for match in (_DATE if months else _NUMERIC_DATE).finditer(text):
        if not named.overlap(*match.span()):
            reading.dates += _days(match)
            taken.append(match.span())
    if digits:
        _numbers(text, spanish, Spans(taken), reading)
    reading.dates.sort(key=lambda day: day.start)
    return reading


def _glyphs(text: str) -> Iterator[Figure]:
    """Yield the figures that are one character each: "¾", "Ⅻ", "⑨"."""
    for match in _GLYPH.finditer(text):
        value = unicodedata.numeric(match.group(), None)
        if value is not None:
            yield Figure(*match.span(), match.group(), frozenset({Decimal(str(value))}))


def _days(match: re.Match[str]) -> Iterator[Day]:
    """Yield the dates of one expression, such as both of "17 to 29 January 2019"."""
    location = (match.start(), match.end(), match.group())
    if iso := match.group("iso"):
        parts = [*map(int, iso.split("-")), 0]
        yield Day(*location, parts[0], parts[1], parts[2])
        return
    month = next(
        _MONTHS[name.lower().rstrip(".")] for group in ("m1", "m2", "m3", "m4", "m5") if (name := match.group(group))
    )
    year = int(match.group("y1") or match.group("y2") or match.group("y3") or 0)
    days = match.group("days") or match.group("days2")
    for day in re.findall(r"\d+", days) if days else ["0"]:
        yield Day(*location, year, month, int(day))


def _numbers(text: str, spanish: bool, taken: Spans, reading: Reading) -> None:
    """Find the numbers outside ``taken``; bare years become dates."""
    found: list[Figure] = []
    scales: list[int] = []
    position = 0
    # A number begins at most two characters, a sign and a space, before its first digit.
    while (digit := _DIGIT.search(text, position)) and (
        match := _NUMBER.search(text, max(position, digit.start() - 2))
    ):
        raw = match.group("number") or match.group("money") or match.group("second")
        money = bool(match.group("money")) or text[match.start("number") - 1 : match.start("number")] in tuple("$€£")
        start = match.end() - len(raw) - len(match.group("ordinal") or "")
        end = match.end()
        position = end
        if taken.overlap(start, end) or _is_name(text, start, end, raw):
            continue
        if re.fullmatch(_YEAR, raw) and not money:
            after = text[end : end + 14]
            if not _PERCENT.match(after) and not _SCALE.match(after):
                reading.dates.append(Day(start, end, raw, int(raw)))
                continue
        values = _values(raw, spanish)
        exponent = 0
        if scale := _SCALE.match(text, end):
            name = " ".join((scale.group("word") or scale.group("letter")).lower().split())
            if scale.group("word") or money:
                exponent = _SCALES[name]
                end = scale.end()
                if name == "mil" and (rest := _MIL.match(text, end)):
                    values = {_WIDE.add(_WIDE.multiply(value, 1000), int(rest.group(1))) for value in values}
                    exponent, end = 0, rest.end()
        values = {value.scaleb(exponent, _WIDE) for value in values}
        percent: bool | None = False
        if mark := _PERCENT.match(text, end):
            percent, end = True, mark.end()
        position = max(position, end)
        found.append(Figure(start, end, text[start:end], frozenset(values), percent))
        scales.append(exponent)
    # The unit and scale of the last number of a list may apply to those before it: "5, 10 and 15%".
    for i in range(len(found) - 2, -1, -1):
        this, following = found[i], found[i + 1]
        between = text[this.end : following.start]
        if _NEXT.fullmatch(between.replace("$", "")):
            values = set(this.values)
            if scales[i + 1] and not scales[i]:
                values |= {value.scaleb(scales[i + 1], _WIDE) for value in values}
                scales[i] = scales[i + 1] if between.strip() in ("-", "–", "to") else scales[i]
            percent = None if following.percent is not False and this.percent is False else this.percent
            found[i] = Figure(this.start, this.end, this.text, frozenset(values), percent)
    # And those of the first may apply to the numbers after it: "45.5 per cent in 2015, 63.0 in 2016".
    for i in range(1, len(found)):
        this, earlier = found[i], found[i - 1]
        if this.percent is False and earlier.percent is not False and not _STOP.search(text, earlier.end, this.start):
            found[i] = Figure(this.start, this.end, this.text, this.values, None)
    reading.figures += found


def _values(raw: str, spanish: bool) -> set[Decimal]:
    """Return every number that the digits can mean."""
    bare = re.sub(r"[\u00a0\u2009\u202f ]", "", raw)
    if re.fullmatch(r"\d{1,3}(?:,\d{3})+(?:\.\d+)?", bare):
        values = {Decimal(bare.replace(",", ""))}
        if spanish and bare.count(",") == 1 and "." not in bare:
            values.add(Decimal(bare.replace(",", ".")))
        return values
    if re.fullmatch(r"\d{1,3}(?:\.\d{3})+", bare):
        values = {Decimal(bare.replace(".", ""))} if spanish or bare.count(".") > 1 else set()
        if bare.count(".") == 1:
            values.add(Decimal(bare))
        return values
    return {Decimal(bare.replace(",", "."))}


def _is_name(text: str, start: int, end: int, raw: str) -> bool:
    """Whether the digits belong to a name: an article, a law of a year, COVID-19, 33(1)."""
    before = text[max(0, start - 60) : start]
    if (
        "," not in raw
        and (_LOCATOR.search(before) or _TITLE.search(before))
        and not _COUNTED.match(text, end)
        and not _SCALE.match(text, end)
    ):
        return True
    if re.fullmatch(_YEAR, raw) and _LAW.match(text, end):
        return True
    if _VERSION.match(text, start) and "," not in raw:  # MkDocs 1.6.1
        return True
    if re.search(r"[\w)]\($|\d:$", before):  # 33(1), 235(b)(2), the minutes of 8:00
        return True
    if start and (text[start - 1].isalnum() or re.search(r"[A-Za-z][-–/]$", before)):
        return True
    if text.startswith("(", end) and re.match(r"\((?:\d|[a-z])\)", text[end : end + 4]):
        return True
    after = text[end : end + 3]
    return bool(re.match(r"[A-Za-z]|-[A-Z]|/\d", after)) and not re.match(r"(?:bn|m|k)\b", after)


def read_record_date(date: str) -> list[Day]:
    """Return the days, months or years of a record's date, such as ``2018-10-19`` or ``2018-10/2019-02``."""
    found: list[Day] = []
    for text in date.split("/"):
        fiscal = text.startswith("FY")
        year, month, day = (*map(int, text.removeprefix("FY").split("-")), 0, 0)[:3]
        found.append(Day(0, len(text), text, year, month, day, fiscal))
    return found


# Comparison


ANY = -1
"""In a stock's dates: any year, month or day."""


@dataclass(slots=True)
class Stock:
    """The figures and dates of some evidence."""

    plain: set[Decimal] = field(default_factory=set)
    percent: set[Decimal] = field(default_factory=set)
    dates: set[tuple[int, int, int]] = field(default_factory=set)
    """Year, month and day of each date, and the same with `ANY` for some of them, so that a date can be looked up without a search; missing parts are 0."""
    fiscal: set[int] = field(default_factory=set)

    def add(self, text: str, *, spanish: bool = False) -> None:
        """Add the figures and dates of a text."""
        reading = read_figures(text, spanish=spanish)
        for figure in reading.figures:
            if figure.percent is not True:
                self.plain |= figure.values
            if figure.percent is not False:
                self.percent |= figure.values
        for day in reading.dates:
            if day.fiscal:
                self.fiscal.add(day.year)
            else:
                self._add_day(day.year, day.month, day.day)
        for word in _WORD.finditer(text):
            self.plain.add(Decimal(_WORDS[word.group().lower()]))
        # A list of months gives each without a word before it; a month with a year has no other year.
        dated = Spans((day.start, day.end) for day in reading.dates if day.year and day.month)
        for month in _ANY_MONTH.finditer(text):
            if not dated.overlap(*month.span()):
                self._add_day(0, _MONTHS[month.group().lower()], 0)

    def add_date(self, date: str) -> None:
        """Add a record's date, as `records.fields.parse_date` reads it."""
        for day in read_record_date(date):
            if day.fiscal:
                self.fiscal.add(day.year)
            else:
                self._add_day(day.year, day.month, day.day)

    def _add_day(self, year: int, month: int, day: int) -> None:
        self.dates |= {
            (year, month, day), (year, month, ANY), (year, ANY, ANY), (ANY, month, day), (ANY, month, ANY),
        }  # fmt: skip

    def update(self, other: Stock) -> None:
        """Add the content of another stock."""
        self.plain |= other.plain
        self.percent |= other.percent
        self.dates |= other.dates
        self.fiscal |= other.fiscal

    def holds(self, figure: Figure | Day) -> bool:
        """Whether the evidence has the figure or date."""
        if isinstance(figure, Day):
            return self._holds_day(figure)
        if figure.percent is not False and figure.values & self.percent:
            return True
        return figure.percent is not True and bool(figure.values & self.plain)

    def _holds_day(self, day: Day) -> bool:
        """Whether the evidence has the date, or its parts in one date and its year beside it."""
        if day.fiscal:
            return day.year in self.fiscal
        year = (day.year, ANY, ANY) in self.dates
        if not day.month:
            return year or Decimal(day.year) in self.plain
        number = day.day or ANY
        if not day.year:
            return (ANY, day.month, number) in self.dates
        return (day.year, day.month, number) in self.dates or (year and (0, day.month, number) in self.dates)


def joint(stocks: Iterable[Stock]) -> Stock:
    """Return one stock with the content of all."""
    whole = Stock()
    for stock in stocks:
        whole.update(stock)
    return whole
