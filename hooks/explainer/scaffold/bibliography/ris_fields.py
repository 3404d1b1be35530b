"""Works from RIS files and from Web of Science's tagged files."""

from __future__ import annotations

import re

from . import dates, people
from .cleaning import plain, shown
from .date_forms import DateRead
from .ris import Entry, entries
from .works import Work, Works

TYPES = {
    "JOUR": "article-journal", "EJOUR": "article-journal", "JFULL": "periodical", "INPR": "article-journal",
    "MGZN": "article-magazine", "NEWS": "article-newspaper", "BLOG": "post-weblog", "ELEC": "webpage", "WEB": "webpage",
    "RPRT": "report", "GOVDOC": "report", "BOOK": "book", "EBOOK": "book", "EDBOOK": "book", "WHOLE": "book",
    "CHAP": "chapter", "ECHAP": "chapter", "CONF": "paper-conference", "CPAPER": "paper-conference", "THES": "thesis",
    "BILL": "bill", "STAT": "legislation", "LEGAL": "legislation", "CASE": "legal_case", "HEAR": "hearing",
    "PAMP": "pamphlet", "MAP": "map", "DATA": "dataset", "DBASE": "dataset", "AGGR": "dataset", "ENCYC": "entry-encyclopedia",
    "DICT": "entry-dictionary", "UNPB": "manuscript", "UNPD": "manuscript", "MANSCPT": "manuscript", "SLIDE": "speech",
    "PCOMM": "personal_communication", "ICOMM": "personal_communication", "VIDEO": "motion_picture", "MPCT": "motion_picture",
    "SOUND": "song", "MUSIC": "musical_score", "ART": "graphic", "FIGURE": "figure", "COMP": "software", "STAND": "standard",
    "PAT": "patent", "CLSWK": "classic", "ANCIENT": "classic", "PREPRINT": "article", "INTV": "interview", "GEN": "document",
    "J": "article-journal", "B": "book", "S": "book", "P": "patent", "C": "paper-conference",
}  # fmt: skip
"""CSL's types by those of RIS, EndNote and Web of Science."""

_WHOLE_BOOKS = {"book", "report", "thesis", "periodical", "classic", "dataset", "software", "pamphlet"}
_NUMBERED = {"report", "legislation", "bill", "standard", "patent", "legal_case"}
"""Types whose ``IS`` or ``M1`` is a number of their own, not an issue of a periodical."""

_RIS = {
    "T3": "collection-title", "PB": "publisher", "CY": "publisher-place", "PP": "publisher-place", "VL": "volume",
    "ET": "edition", "LA": "language", "DO": "DOI", "M3": "genre", "SE": "section",
}  # fmt: skip
_WOS = {
    "TI": "title", "SO": "container-title", "SE": "collection-title", "PU": "publisher", "PI": "publisher-place",
    "VL": "volume", "IS": "issue", "DI": "DOI", "LA": "language", "CT": "event-title", "SN": "ISSN", "BN": "ISBN",
}  # fmt: skip
_SILENT = {"TY", "PT", "ER"}


def read(text: str) -> Works:
    """Return the works of a RIS file, or of a tagged file of Web of Science."""
    works = [_web_of_science(entry) if entry.all("PT") else _ris(entry) for entry in entries(text)]
    return Works(works)


def _begin(entry: Entry, kind: str, *names: str) -> Work:
    name = next(iter(entry.all(*names)), f"the entry at line {entry.line}")
    work = Work(entry.line, plain(name[:200])[:60])
    if kind.upper() in TYPES:
        work.fields["type"] = TYPES[kind.upper()]
    else:
        work.note("TY", f"the type {shown(kind)} is not known")
    for line in entry.ignored:
        work.note("TY", f"{shown(line)} belongs to no tag")
    return work


def _ris(entry: Entry) -> Work:
    kind = next(iter(entry.all("TY")), "")
    work = _begin(entry, kind, "ID", "T1", "TI")
    type = str(work.fields.get("type", ""))
    used = {"ID", "ST", "AU", "A1", "T1", "TI", "UR", "SP", "EP", "SN", "DA", "Y1", "PY", "IS", "M1", "BT", "CT", "T2", "JF", "JO", "JA", "J1", "J2"}  # fmt: skip
    titles = entry.all("T1", "TI", "CT")
    series = type in _WHOLE_BOOKS
    container = entry.all("T2") if series else entry.all("JF", "T2", "BT", "JO", "JA", "J1", "J2")
    if series:
        titles += entry.all("BT")
    titles += entry.all("ST") if not titles else []
    for title in titles[:1]:
        work.put("title", title, "TI")
    for other in titles[1:]:
        if plain(other) != work.fields.get("title"):
            work.note("TI", f"{shown(other)} was left out: the record has one title")
    for name in container[:1]:
        work.put("collection-title" if series else "container-title", name, "T2")
    for tag in ("JF", "T2", "BT", "JO", "JA", "J1", "J2"):
        kept = (work.fields.get("container-title"), work.fields.get("collection-title"), work.fields.get("title"))
        work.unplaced.extend(tag for value in entry.all(tag) if plain(value) not in kept)
    _authors(work, "author", entry.all("A1", "AU"))
    _authors(work, "editor", entry.all("ED", "A2"))
    _authors(work, "translator", entry.all("A4", "TA"))
    used |= {"ED", "A2", "A4", "TA"}
    for tag, name in _RIS.items():
        for value in entry.all(tag):
            if tag == "M3" and re.match(r"\s*(doi:|https?:|10\.)", value, re.IGNORECASE):
                work.put("DOI", value, tag)
            elif tag == "M3" and value.lower() in ("article", "journal article", "newspaper article", "news"):
                continue
            else:
                work.put(name, value, tag)
        used.add(tag)
    numbers = entry.all("IS") or entry.all("M1")
    for value in numbers[:1]:
        work.put("number" if type in _NUMBERED else "issue", value, "IS")
    for value in entry.all("UR")[:1]:
        work.put("URL", value, "UR")
    for value in entry.all("UR")[1:]:
        work.note("UR", f"{shown(value)} was left out: a record has one address")
    _pages(work, entry.all("SP"), entry.all("EP"))
    for value in entry.all("SN"):
        _serial(work, value)
    work.date(_date(entry), "date")
    work.unplaced.extend(tag for tag, value in entry.values if tag not in used | _SILENT and value)
    return work


def _web_of_science(entry: Entry) -> Work:
    kind = next(iter(entry.all("PT")), "")
    work = _begin(entry, kind, "UT", "TI")
    used = {"AU", "AF", "CA", "GP", "BE", "BP", "EP", "AR", "PD", "PY", "UT", "DT"} | set(_WOS)
    for tag, name in _WOS.items():
        for value in entry.all(tag)[:1]:
            work.put(name, value, tag)
    _authors(work, "author", [*(entry.all("AF") or entry.all("AU")), *entry.all("CA", "GP")])
    _authors(work, "editor", entry.all("BE"))
    _pages(work, entry.all("BP") or entry.all("AR"), entry.all("EP"))
    year = next(iter(entry.all("PY")), "")
    found = dates.read(year, of_year=True)
    if (day := next(iter(entry.all("PD")), "")) and found.value[:4].isdigit():
        exact = dates.read(day, year=int(found.value[:4]))
        found = exact if exact.value else DateRead(found.value, f"'{day[:40]}' was left out: a record has no such date")
    work.date(found, "PY, PD")
    work.unplaced.extend(tag for tag, value in entry.values if tag not in used | _SILENT and value)
    return work


def _authors(work: Work, name: str, values: list[str]) -> None:
    found = []
    for value in values:
        for one in re.split(r"\s*;\s*", plain(value)):
            if re.fullmatch(r"\W*", one) or re.fullmatch(r"(?:et al\.?|anonymous|anon\.?|na|n/a|\[?no author\]?)", one, re.IGNORECASE):  # fmt: skip
                if one.strip():
                    work.note(name, f"{shown(one)} is not a name")
                continue
            names, note = people.from_text(one)
            found.extend(names)
            if note:
                work.note(name, note)
    unique = [one for i, one in enumerate(found) if i < 500 and one not in found[:i]]
    if len(found) > 500:
        work.note(name, f"only the first 500 of {len(found):,} names were read")
    if unique:
        work.put(name, unique)


def _pages(work: Work, start: list[str], end: list[str]) -> None:
    if start:
        first, last = start[0], end[0] if end else ""
        joined = f"{first}-{last}" if last and last != first and not re.search(r"[-–]", first) else first
        work.put("page", joined, "SP")
    elif end:
        work.put("page", end[0], "EP")


def _serial(work: Work, value: str) -> None:
    """Take ISSN and ISBN, which RIS does not tell apart, by their length."""
    bare = re.sub(r"\([^)]*\)", " ", value)
    for one in [bare] if _kind_of_number(bare) else re.split(r"[;,]|\s(?=[0-9])", bare):
        if name := _kind_of_number(one):
            if name not in work.fields:
                work.put(name, _LABEL.sub("", one.strip()), "SN")
        elif one.strip():
            work.note("SN", f"{shown(one)} is neither an ISSN nor an ISBN")


_LABEL = re.compile(r"^\W*(?:e-?issn|issn|isbn)(?:-1[03])?\W*", re.IGNORECASE)


def _kind_of_number(text: str) -> str:
    digits = re.sub(r"[\s-]", "", _LABEL.sub("", text.strip())).upper()
    if re.fullmatch(r"[0-9]{7}[0-9X]", digits):
        return "ISSN"
    return "ISBN" if re.fullmatch(r"[0-9]{9}[0-9X]|[0-9]{13}", digits) else ""


def _date(entry: Entry) -> DateRead:
    """Return the most exact date that agrees with the year of publication (``PY``, else ``Y1``, else ``DA``)."""
    years = [_read(value, of_year=True) for value in entry.all("PY")]
    year = next((one for one in years if one.value), None)
    number = int(year.value[:4]) if year and year.value[:4].isdigit() else None
    given = [(tag, value) for tag in ("PY", "Y1", "DA") for value in entry.all(tag)]
    read = [(tag, value, _read(value, year=number, of_year=tag == "PY")) for tag, value in given]
    dated = [(tag, value, one) for tag, value, one in read if one.value]
    if not dated:
        return read[0][2] if read else DateRead("")
    chosen = dated[0][2]
    for _, _, one in dated[1:]:
        if one.value.startswith(chosen.value) or (chosen.note and one.value[:4] == chosen.value[:4] and not one.note):
            chosen = one
    notes = [chosen.note] if chosen.note else []
    for tag, value, one in read:
        if not one.value or not chosen.value.startswith(one.value):
            if one.value and one.note and one.value[:4] == chosen.value[:4]:
                continue
            notes.append(f"{tag} {shown(value)} was left out, since the record has {chosen.value}" if one.value else f"{tag} {one.note}")  # fmt: skip
        elif one.note and one is not chosen and one.note not in notes and not chosen.value > one.value:
            notes.append(one.note)
    return DateRead(chosen.value, "; ".join(notes))


def _read(value: str, *, of_year: bool, year: int | None = None) -> DateRead:
    """Read a date of RIS, where slashes may follow the last part that is known."""
    if match := re.fullmatch(r"([0-9]{4})(?:/(0[1-9]|1[0-2]))?/*", value.strip()):
        return dates.from_parts([(int(match[1]), int(match[2]) if match[2] else None)])
    return dates.read(value, year=year, of_year=of_year)
