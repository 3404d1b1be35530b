"""Works from BibTeX and BibLaTeX."""

from __future__ import annotations

import re

from . import dates
from .bibtex import Entry, entries
from .bibtex_names import read_names
from .cleaning import plain, shown
from .date_forms import DateRead
from .works import PEOPLE, Work, Works

TYPES = {
    "article": "article-journal", "suppperiodical": "article-journal", "book": "book", "mvbook": "book",
    "booklet": "pamphlet", "collection": "book", "mvcollection": "book", "reference": "book", "proceedings": "book",
    "mvproceedings": "book", "manual": "book", "inbook": "chapter", "incollection": "chapter", "suppbook": "chapter",
    "suppcollection": "chapter", "bookinbook": "chapter", "inreference": "entry-encyclopedia",
    "inproceedings": "paper-conference", "conference": "paper-conference", "mastersthesis": "thesis", "phdthesis": "thesis",
    "thesis": "thesis", "bachelorsthesis": "thesis", "misc": "document", "online": "webpage", "electronic": "webpage",
    "www": "webpage", "webpage": "webpage", "patent": "patent", "periodical": "periodical", "report": "report",
    "techreport": "report", "unpublished": "manuscript", "dataset": "dataset", "software": "software",
    "legislation": "legislation", "legal": "legislation", "jurisdiction": "legal_case", "movie": "motion_picture",
    "video": "motion_picture", "audio": "song", "music": "song", "artwork": "graphic", "image": "graphic",
    "letter": "personal_communication", "review": "review", "standard": "standard", "newspaper": "article-newspaper",
    "newsarticle": "article-newspaper", "magazine": "article-magazine", "performance": "performance",
}  # fmt: skip
"""CSL's types by the types of entries."""
_SUBTYPES = {"newspaper": "article-newspaper", "magazine": "article-magazine"}
_GENRES = {"phdthesis": "PhD thesis", "mathesis": "Master's thesis", "mastersthesis": "Master's thesis"}

_FIELDS = {
    "journal": "container-title", "journaltitle": "container-title", "booktitle": "container-title",
    "maintitle": "container-title", "series": "collection-title", "publisher": "publisher", "institution": "publisher",
    "organization": "publisher", "school": "publisher", "address": "publisher-place", "location": "publisher-place",
    "eventtitle": "event-title", "volume": "volume", "edition": "edition", "pages": "page", "isbn": "ISBN", "issn": "ISSN",
    "doi": "DOI", "url": "URL", "language": "language", "langid": "language", "type": "genre",
}  # fmt: skip
_OF_BODIES = ("journal", "journaltitle", "institution", "organization", "school")
"""Fields that name bodies. A publisher is left out: it can be the author, a person."""
_HANDLED = {"title", "subtitle", "titleaddon", "date", "year", "month", "day", "number", "issue", "howpublished", "eprint", "eprinttype", "archiveprefix", "primaryclass", "eprintclass", "entrysubtype", "hyphenation", *PEOPLE, *_FIELDS}  # fmt: skip
_PERIODICALS = {"article-journal", "article-magazine", "article-newspaper", "periodical"}


def read(text: str) -> Works:
    """Return the works of a BibTeX or BibLaTeX file."""
    found, faults = entries(text)
    works = []
    for entry in found:
        if entry.kind in ("xdata", "set"):
            continue
        if entry.fields:
            works.append(_work(entry))
        else:
            faults.append((entry.line, f"the entry {plain(entry.key)[:60]!r} has no fields"))
    return Works(works, sorted(faults))


def _work(entry: Entry) -> Work:
    given = entry.fields
    work = Work(
        entry.line, plain(entry.key)[:60] or plain(given.get("title", ""))[:60] or f"the entry at line {entry.line}"
    )
    work.notes.extend(entry.notes)
    kind = _SUBTYPES.get(given.get("entrysubtype", "").lower()) or TYPES.get(entry.kind)
    if kind:
        work.fields["type"] = kind
    else:
        work.note("type", f"the type {shown('@' + entry.kind)} is not known")
    parts = [work.latex(name, given.get(name, "")) for name in ("title", "subtitle")]
    work.put("title", ": ".join(filter(None, parts)) if not parts[0].endswith(("?", "!", ":")) else " ".join(filter(None, parts)))  # fmt: skip
    bodies = {work.comparable(given[name]) for name in _OF_BODIES if name in given} - {""}
    for name in PEOPLE:
        if name in given:
            work.put(name, read_names(work, name, given[name], bodies))
    for name, field in _FIELDS.items():
        if name not in given or (name == "type" and not given[name]):
            continue
        if field in ("URL", "DOI"):
            work.put(field, given[name] if field == "URL" else _verbatim(given[name]), name)
        else:
            value = given[name].replace("--", "-") if field == "page" else given[name]
            value = _GENRES.get(value.lower(), value) if field == "genre" else value
            work.put(field, work.latex(name, value), name)
    for name in ("number", "issue"):
        if name in given:
            work.put("issue" if kind in _PERIODICALS else "number", work.latex(name, given[name]), name)
    if entry.kind in _GENRES and "genre" not in work.fields:
        work.put("genre", _GENRES[entry.kind])
    if "howpublished" in given:
        _how(work, given["howpublished"])
    note = given.get("note", "")
    if "URL" not in work.fields and _ADDRESS_FIRST.match(note):
        work.put("URL", note, "note")
    _eprint(work, given)
    work.date(_date(work, given), "date")
    work.unplaced.extend(name for name, value in given.items() if name not in _HANDLED and value)
    return work


def _verbatim(value: str) -> str:
    return re.sub(r"[{}\\]", "", value)


def _how(work: Work, value: str) -> None:
    """Read how a work was published: mostly its address, else a kind of work."""
    if re.search(r"https?:|www\.", value):
        if "URL" not in work.fields:
            work.put("URL", value, "howpublished")
        return
    text = plain(work.latex("howpublished", value))
    if text:
        work.note("howpublished", f"{shown(text)} was left out, since a record has no such field")


_ADDRESS_FIRST = re.compile(
    r"\W*(?:(?:available|disponible|retrieved|online|url|en línea)[\w\s:.\]]{0,20})?(?:\\url|https?:)", re.IGNORECASE
)
"""A note that gives the work's address, as in ``Available at \\url{...}``."""


def _eprint(work: Work, given: dict[str, str]) -> None:
    """Read the number of a preprint: arXiv's is an address too."""
    number = plain(given.get("eprint", ""))
    if not number:
        return
    archive = (given.get("eprinttype") or given.get("archiveprefix") or "").lower()
    bare = re.sub(r"(?i)^arxiv:", "", number)
    if (archive == "arxiv" or bare != number) and re.fullmatch(r"[\w./-]+", bare):
        if "URL" not in work.fields:
            work.put("URL", f"https://arxiv.org/abs/{bare}", "eprint")
    else:
        work.note("eprint", f"{shown(number)} was left out, since a record has no such field")


def _date(work: Work, given: dict[str, str]) -> DateRead:
    """Return the date of ``date``, or of ``year``, ``month`` and ``day``."""
    whole = plain(work.latex("date", given.get("date", "").replace("~", "\\textasciitilde ")))
    year, month, day = (plain(work.latex(name, given.get(name, ""))) for name in ("year", "month", "day"))
    found = dates.read(whole)
    if found.value:
        by_year = dates.read(year, of_year=True)
        if by_year.value and by_year.value[:4] not in found.value:
            work.note("year", f"{shown(year)} was left out, since the date is {shown(whole)}")
        return found
    if found.note:
        work.note("date", found.note)
    by_year = dates.read(year, of_year=True)
    if not month or not by_year.value:
        if month or day:
            work.note("month", f"{shown(' '.join(filter(None, (day, month))))} was left out, since there is no year")
        return by_year
    if not re.fullmatch(r"[0-9]{4}", by_year.value):
        if len(by_year.value) == 4 or "/" in by_year.value:
            work.note("month", f"{shown(month)} was left out, since the year is {shown(year)}")
        return by_year
    number = int(by_year.value)
    month = month.strip(" .,")
    if month.isdigit():
        exact = dates.from_parts([(number, int(month[:4]), int(day[:4]) if day.isdigit() else None)])
        exact = dates.explained("-".join(filter(None, (year, month, day))), exact)
    else:
        exact = dates.read(f"{day} {month}".strip(), year=number)
        if exact.value and not exact.value.startswith(by_year.value):
            exact = DateRead("")
    if not exact.value:
        return DateRead(
            by_year.value, "; ".join(filter(None, (by_year.note, f"the month {shown(month)} was left out")))
        )
    return DateRead(exact.value, "; ".join(filter(None, (by_year.note, exact.note))))
