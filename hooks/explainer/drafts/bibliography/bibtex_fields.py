"""Works from BibTeX and BibLaTeX."""

from __future__ import annotations

import re

from bibtexparser.middlewares.names import parse_single_name_into_parts

from . import dates, latex, people
from .bibtex import Entry, entries
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
    parts = [_text(work, name, given.get(name, "")) for name in ("title", "subtitle")]
    work.put("title", ": ".join(filter(None, parts)) if not parts[0].endswith(("?", "!", ":")) else " ".join(filter(None, parts)))  # fmt: skip
    for name in PEOPLE:
        if name in given:
            work.put(name, _people(work, name, given[name]))
    for name, field in _FIELDS.items():
        if name not in given or (name == "type" and not given[name]):
            continue
        if field in ("URL", "DOI"):
            work.put(field, given[name] if field == "URL" else _verbatim(given[name]), name)
        else:
            value = given[name].replace("--", "-") if field == "page" else given[name]
            value = _GENRES.get(value.lower(), value) if field == "genre" else value
            work.put(field, _text(work, name, value), name)
    for name in ("number", "issue"):
        if name in given:
            work.put("issue" if kind in _PERIODICALS else "number", _text(work, name, given[name]), name)
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


def _text(work: Work, name: str, value: str) -> str:
    try:
        found, unknown = latex.text(value)
    except ValueError as error:
        work.note(name, f"was left out: {error}")
        return ""
    if unknown:
        commands = ", ".join(f"\\{one}" for one in unknown[:5])
        work.note(name, f"the commands {commands} are not known and were left out")
    return found


def _verbatim(value: str) -> str:
    return re.sub(r"[{}\\]", "", value)


def _how(work: Work, value: str) -> None:
    """Read how a work was published: mostly its address, else a kind of work."""
    if re.search(r"https?:|www\.", value):
        if "URL" not in work.fields:
            work.put("URL", value, "howpublished")
        return
    text = plain(_text(work, "howpublished", value))
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
    whole = plain(_text(work, "date", given.get("date", "").replace("~", "\\textasciitilde ")))
    year, month, day = (plain(_text(work, name, given.get(name, ""))) for name in ("year", "month", "day"))
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


_EXTENDED = re.compile(r"(?:^|,)\s*(family|given|prefix|suffix)\s*=\s*(\{[^{}]*\}|\"[^\"]*\"|[^,]*)", re.IGNORECASE)


def _people(work: Work, name: str, value: str) -> list[dict[str, str]]:
    value = " ".join(value.strip(" ,").split())
    if ";" in value and " and " not in value.lower() and "{" not in value:
        value = value.replace(";", " and ")
    names = _divided(value)
    found: list[dict[str, str]] = []
    after_body = ""
    for one in names:
        bare = one.strip(" ,")
        if bare.lower() in ("others", "et al.", "et al"):
            work.note(name, "'and others' was left out: a record names every author")
        elif after_body and "," not in one and "{" not in one and not bare.isupper():
            found.append(people.body(_text(work, name, one)))
            work.note(name, f"{shown(after_body)} and {shown(bare)} are read as two bodies: put braces around one with 'and' in its name")  # fmt: skip
        elif bare:
            found.extend(_names(work, name, one))
        after_body = bare if found and "literal" in found[-1] and " " in bare and "{" not in bare else ""
    return [one for one in found if one]


def _divided(value: str) -> list[str]:
    """Return names that are separated by ``and`` outside of braces. (bibtexparser's function loses a backslash after ``and``.)"""
    names, depth, start = [], 0, 0
    for match in re.finditer(r"\\.|[{}]|(?<=\s)and(?=\s|$)|^and(?=\s)", value, re.IGNORECASE | re.DOTALL):
        sign = match.group()
        if sign.lower() == "and" and depth <= 0:
            names.append(value[start : match.start()].strip())
            start = match.end()
        else:
            depth += {"{": 1, "}": -1}.get(sign, 0)
    return [*names, value[start:].strip()]


def _names(work: Work, field: str, value: str) -> list[dict[str, str]]:
    """Return a name, or several that are separated by commas as in ``Vega, Sara, Luna, Ana``."""
    parts = value.split(",")
    if len(parts) > 3 and not re.search(r"[{=]", value) and not people.is_body(value):
        if len(parts) % 2 == 0 and all(part.strip() for part in parts):
            work.note(field, f"{shown(value)} is read as {len(parts) // 2} names, since it has {len(parts) - 1} commas")
            return [_name(work, field, ",".join(parts[at : at + 2])) for at in range(0, len(parts), 2)]
        work.note(field, f"{shown(value)} has {len(parts) - 1} commas and was left out: separate names with 'and'")
        return []
    return [_name(work, field, value)]


def _name(work: Work, field: str, value: str) -> dict[str, str]:
    """Return one name: a body if it stands in braces, has a comma at its end, or is evidently one."""
    if re.fullmatch(r"\{.*\},?", value, re.DOTALL) and _one_group(value.rstrip(",")):
        return people.body(_text(work, field, value))
    if extended := dict((key.lower(), part.strip('{}" ')) for key, part in _EXTENDED.findall(value)):
        named = {
            "family": _text(work, field, extended.get("family", "")),
            "given": _text(work, field, extended.get("given", "")),
            "suffix": _text(work, field, extended.get("suffix", "")),
            "non-dropping-particle": _text(work, field, extended.get("prefix", "")),
        }
        return people.from_csl(named)
    text = re.sub(r"[ \t\n]+", " ", _text(work, field, _kept_together(value))).strip()
    if text.endswith(",") or ("," not in text and ("\xa0" not in text and (" " not in text or people.is_body(text)))):
        return people.body(text.replace(_COMMA, ","))
    if "," in text:
        family, _, given = text.partition(",")
        if people.is_body(given) or (" " in family.strip() and people.is_body(family)):
            return people.body(text.replace(_COMMA, ","))
    given_parts = [part.strip() for part in text.split(",")]
    if len(given_parts) == 3 and people.is_suffix(
        given_parts[2]
    ):  # "Vega, Juan, Jr.", where BibTeX has "Vega, Jr., Juan"
        text = ", ".join((given_parts[0], given_parts[2], given_parts[1]))
    elif len(given_parts) == 2 and people.is_suffix(given_parts[1]) and " " in given_parts[0]:
        return people.from_text(text)[0][0]
    parts = parse_single_name_into_parts(text.strip(), strict=False)
    joined = {
        "family": " ".join(parts.last),
        "given": " ".join(parts.first),
        "suffix": " ".join(parts.jr),
        "dropping-particle": " ".join(parts.von),
    }
    return people.from_csl({part: one.replace(_COMMA, ",") for part, one in joined.items()})


_COMMA = "\ue000"
"""Stands for a comma within braces, which divides no name."""


def _one_group(value: str) -> bool:
    """Whether the brace with which a value begins closes at its end."""
    depth = 0
    for match in re.finditer(r"\\.|[{}]", value):
        depth += {"{": 1, "}": -1}.get(match.group(), 0)
        if depth == 0:
            return match.end() == len(value)
    return False


def _kept_together(value: str) -> str:
    """Return a name with other spaces and commas within braces, so that a group is not divided."""
    pieces, depth = [], 0
    for piece in re.findall(r"\\[A-Za-z]+\s*|\\.|[{}]|[^\\{}]+|\\", value, re.DOTALL):
        depth += {"{": 1, "}": -1}.get(piece, 0)
        inside = depth > 0 and piece[0] not in "\\{}"
        if inside:
            piece = re.sub(r"[\s~]", "\xa0", piece).replace(",", _COMMA)
        elif piece[0] not in "\\{}":
            piece = piece.replace("~", " ")
        pieces.append(piece)
    return "".join(pieces)
