"""Who is said to have spoken a quotation: the name beside it, and the names in a note that may be the speaker's."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from .quotations import Quotation

_VERBS = (
    r"(?:said|says|told|wrote|writes|declared|declares|added|adds|replied|promised|warned|announced|insisted|argued|claimed"
    r"|asked|spoke|called|tweeted|stated|explained|dijo|dice|declaró|afirmó|aseguró|señaló|escribió|añadió|advirtió|prometió"
    r"|anunció|respondió|expresó|explicó)"
)
_NAME = r"[^\W\d_a-zà-ÿ][\w.’'-]{1,40}(?:[ ](?:(?:de|del|la|los|van|von)[ ]){0,2}[^\W\d_a-zà-ÿ][\w.’'-]{1,40}){0,4}"
_BEFORE = re.compile(rf"(?<!\w)({_NAME})(?:,[^,.;:]{{1,80}},)?[ ](?:\w+ly[ ])?{_VERBS}(?!\w)[^.;“”«»\"]{{0,60}}$")
"""A name and its verb right before a quotation."""
_NAMED = re.compile(
    rf"(?:(?<!\w)(?:[Aa]ccording to|[Ii]n the words of|[Ss]egún|[Ee]n palabras de)[ ]({_NAME}),?|(?<!\w)(?=[^:]+[ ])({_NAME}):)\s*$"
)
"""A name that introduces a quotation without a verb."""
_AFTER = re.compile(rf"[”»\"’'›.,!?\s—-]{{1,5}}(?:{_VERBS}[ ]({_NAME})|({_NAME})[ ]{_VERBS}(?!\w))")
_SPOKE = re.compile(rf"(?<!\w)({_NAME})[ ]{_VERBS}(?!\w)")
_NO_NAME = frozenset(
    """
    he she it they we i you who the a an this that these those one both many some others in on at by when as but and later
    then él ella ellos ellas el la los las un una en según cuando president minister secretary senator governor mayor mr mrs
    ms dr sr presidente presidenta ministro secretario senador gobernador alcalde january february march april may june july
    august september october november december
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)
_SEATS = frozenset(
    """
    washington white house mexico ottawa canada guatemala honduras tegucigalpa salvador nicaragua managua brussels geneva
    pinos palacio nacional casa blanca
    """.split()  # noqa: SIM905 - as above
)
"""Words of countries, capitals and palaces, whose names may be used for any official there."""
_LOOKED_AT = 240


def attributed_to(text: str, quotation: Quotation) -> tuple[int, int] | None:
    """Return the span of the name that a text gives, next to its verb of speech, as the speaker of a quotation."""
    start = max(0, quotation.start - _LOOKED_AT)
    before = text[start : quotation.start].rstrip("“«\"‘'„‹ ")
    found = [(match, match.lastindex or 1, start) for pattern in (_BEFORE, _NAMED) if (match := pattern.search(before))]
    if match := _AFTER.match(text, quotation.end, quotation.end + _LOOKED_AT):
        found.append((match, 1 if match.group(1) else 2, 0))
    for match, group, offset in found:
        if names_in(match.group(group)):
            return match.start(group) + offset, match.end(group) + offset
    return None


def speakers_in(says: str) -> list[str]:
    """Return the names that a note gives as those of somebody who spoke."""
    return [match.group(1) for match in _SPOKE.finditer(says) if names_in(match.group(1))]


def names_in(text: str) -> frozenset[str]:
    """Return the names of a text, word by word, without accents, titles and the words that only begin a sentence."""
    plain = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    words = {word.casefold() for word in re.findall(r"(?<!\w)[^\W\d_a-z]\w+", plain)}
    return frozenset(words - _NO_NAME)


def may_be_anybody(name: str) -> bool:
    """Whether a name is that of a country or a seat of government, used for those who speak for it."""
    return names_in(name) <= _SEATS


def abbreviates(name: str, full: str) -> bool:
    """Whether a name in capitals consists of the first letters of a longer one."""
    return name.isupper() and name in "".join(re.findall(r"(?<!\w)[A-ZÁÉÍÓÚÑ](?=\w)", full))


def words_of_names(texts: Iterable[str]) -> frozenset[str]:
    """Return all words in which a name may occur, without accents and case."""
    plain = "".join(one for one in unicodedata.normalize("NFD", " ".join(texts)) if not unicodedata.combining(one))
    return frozenset(re.findall(r"\w+", plain.casefold()))
