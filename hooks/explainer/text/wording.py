"""Whether quoted words are a source's words, where an ellipsis or brackets may mark a change.

Typography does not matter: accents may be decomposed, and marks, hyphens and dashes may be of another kind. Words do.
What an ellipsis leaves out may not hold a "not" that belongs to the words around it. What brackets put in may stand
beside the source's words, or replace a pronoun, another form of the same word, or any words by a name.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

LONGEST_GAP = 400
"""The most characters that an ellipsis may replace."""
LONGEST_REPLACED = 60
"""The most characters that words in brackets may replace."""

EDGES = " .,;:!?¡¿…'-"
"""What may be missing at the ends of quoted words."""

_GAP = re.compile(r"([\[(][ ]?(?:…|\.(?:[ ]?\.){2,3})[ ]?[\])]|…|\.(?:[ ]?\.){2,3}|\[[^\[\]]*\])")
_LETTER = re.compile(r"(?<=\w)\[(\w+)\]|\[(\w+)\](?=\w)")
"""A letter in brackets is one whose case was changed: "[T]ake"."""

_SAME = str.maketrans(
    dict.fromkeys('’‘‛“”„‟«»‹›´`′″"', "'")
    | dict.fromkeys("‐‑‒–—―−", "-")
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", None)  # soft hyphens, and characters without width
)
_DASH = re.compile(r" ?-+ ?")

_NEGATOR = re.compile(
    r"(?<!\w)(?:no|not|never|nor|neither|none|nobody|nothing|nowhere|without|cannot|hardly|barely|scarcely|rarely|seldom"
    r"|refus(?:e|es|ed|ing)|fail(?:s|ed|ing)?|unless|except"
    r"|ni|nunca|jamás|sin|tampoco|nadie|nada|ning[uú]n(?:[oa]s?)?|apenas|salvo|excepto)(?!\w)|(?<=n't)(?!\w)"
)
_DENIED = re.compile(
    r"(?<!\w)(?:no|not|never|nor|neither|without|cannot|\w{1,8}n't|ni|nunca|jamás|sin|tampoco)(?: (?:an?|the|una?|el|la|los|las|be|as|como))? ?'? ?$"
)
"""A denial at the end of what comes before quoted words, with no more than an article between them."""
_LONGEST_DENIAL = 24
_MOST_PLACES = 40
"""At how many places of a source quoted words are looked at."""
_SENTENCE_END = re.compile(r"[.!?][')\]]*(?= )")
_POINTERS = frozenset(
    """
    i me my mine we us our ours you your yours he him his she her hers it its they them their theirs this that these
    those here there who whom whose which one ones now then today yesterday tomorrow last next a an the
    yo mi mis me tú tu tus te él ella ello ellos ellas lo la los las le les se su sus usted ustedes nosotros nosotras nos
    nuestro nuestra nuestros nuestras este esta esto estos estas ese esa eso esos esas aquel aquella aquellos aquellas
    aquí ahí allí allá hoy ayer mañana ahora entonces quien quienes el un una unos unas al del
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)
"""Words that point to something that the reader of a quotation may not see, which brackets may name."""
_FORMS = tuple(
    frozenset(forms.split())
    for forms in (
        "be am is are was were been being",
        "have has had having",
        "do does did doing done",
        "go goes went gone going",
        "will would",
        "can could",
        "may might",
        "shall should",
    )
)
"""Forms of one verb that do not begin alike."""
_IN_NAMES = frozenset({"of", "the", "and", "for", "de", "del", "la", "los", "las", "y", "s"})
"""Words that a name may hold in small letters; the last one is that of "Mexico's"."""
_WORD = re.compile(r"\w+")
_SHORTEST_STEM, _LONGEST_ENDING = 3, 3
"""Characters that forms of a word have in common, and those in which they may differ."""


def comparable(text: str) -> str:
    """Return text normalised for comparison: case, white space, kinds of marks and dashes, and hidden characters are ignored."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", text).replace("« ", "«").replace(" »", "»")
        text = text.replace("«\u00a0", "«").replace("\u00a0»", "»").replace("«\u202f", "«").replace("\u202f»", "»")
    text = " ".join(text.translate(_SAME).casefold().split())
    return _DASH.sub("-", text) if "-" in text else text


def stands_in(quotation: str, texts: Iterable[str]) -> bool:
    """Whether the words are in one of the texts, apart from what an ellipsis or [brackets] mark."""
    pieces, gaps = _divided(quotation)
    return bool(pieces) and any(_in_order(pieces, gaps, _source(text)) for text in texts)


def denial_before(quotation: str, texts: Iterable[str]) -> str:
    """Return the denial right before the words in the texts, such as "not a"; nothing if they stand anywhere without one."""
    pieces, _ = _divided(quotation)
    found = ""
    for text in texts if pieces else ():
        source = _source(text)
        if len(pieces) == 1 and source.text.strip(EDGES) == pieces[0]:
            continue  # these words and nothing else: what stood before them is not known
        places = source.places(pieces[0])
        for _ in range(_MOST_PLACES):
            if not places:
                break
            at = (places & -places).bit_length() - 1
            places &= places - 1
            match = _DENIED.search(source.text, max(0, at - _LONGEST_DENIAL), at)
            if not match:
                return ""
            found = found or match.group().strip(" '")
    return found


class _Gap(NamedTuple):
    """What is between two pieces of a quotation."""

    omitted: bool
    """Whether an ellipsis marks omitted words."""
    added: str
    """The words in brackets."""


def _divided(quotation: str) -> tuple[list[str], list[_Gap]]:
    """Return the pieces of a quotation that must be in the source, and the gaps: before, between and after them."""
    # White space is made plain first, so that the pattern of a gap has at most one space to look for.
    bare = _LETTER.sub(r"\1\2", re.sub(r"[*_`]", "", " ".join(quotation.split())))
    pieces: list[str] = []
    gaps: list[_Gap] = [_Gap(False, "")]
    for number, text in enumerate(_GAP.split(bare)):
        if number % 2 == 0:
            if piece := _trimmed(comparable(text)):
                pieces.append(piece)
                gaps.append(_Gap(False, ""))
        elif text[0] == "[" and re.search(r"\w", text):
            gaps[-1] = gaps[-1]._replace(added=f"{gaps[-1].added} {text[1:-1]}".strip())
        else:
            gaps[-1] = gaps[-1]._replace(omitted=True)
    return pieces, gaps


def _trimmed(text: str) -> str:
    """Return a piece without punctuation at its ends; the sign of a number is no punctuation."""
    bare = text.strip(EDGES)
    at = text.find(bare)
    return f"-{bare}" if bare[:1].isdigit() and text[at - 1 : at] == "-" and at == 1 else bare


@dataclass(frozen=True)
class _Source:
    """A source's words as they are compared. A set of places is an integer whose bit ``i`` represents ``text[i]``."""

    text: str

    @cached_property
    def negators(self) -> list[tuple[int, int]]:
        """The spans of the words that negate."""
        return [_word_at(self.text, *match.span()) for match in _NEGATOR.finditer(self.text)]

    @cached_property
    def crossed(self) -> int:
        """The places after a character that is in no negator: where an omission may go on."""
        return self._after([(0, len(self.text))]) & ~self._after(self.negators)

    @cached_property
    def sentence_parts(self) -> tuple[int, int]:
        """The places after the last negator of their sentence, and those before its first."""
        ends = [match.end() for match in _SENTENCE_END.finditer(self.text)]
        after: list[tuple[int, int]] = []
        before: list[tuple[int, int]] = []
        number = 0
        for start, end in zip([0, *ends], [*ends, len(self.text) + 1], strict=True):
            first = number
            while number < len(self.negators) and self.negators[number][0] < end:
                number += 1
            spans = self.negators[first:number]
            after.append((spans[-1][1] if spans else start, end))
            before.append((start, spans[0][0] + 1 if spans else end))
        return self._set(after), self._set(before)

    @cached_property
    def pointed(self) -> int:
        """The places after a character of no word, or of one of `_POINTERS`: what any words in brackets may replace."""
        spans: list[tuple[int, int]] = []
        position = 0
        for match in _WORD.finditer(self.text):
            if match.group() not in _POINTERS:
                spans.append((position, match.start()))
                position = match.end()
        return self._after([*spans, (position, len(self.text))])

    @cached_property
    def _by_stem(self) -> dict[str, list[tuple[str, int, int]]]:
        """The words with their spans, by their first letters."""
        found: dict[str, list[tuple[str, int, int]]] = {}
        for match in _WORD.finditer(self.text):
            found.setdefault(match.group()[:_SHORTEST_STEM], []).append((match.group(), *match.span()))
        return found

    def forms_of(self, words: Iterable[str]) -> int:
        """Return the places after a character of a word that is a form of one of the words."""
        alike = {
            other for word in words for other in (word, *(one for forms in _FORMS if word in forms for one in forms))
        }
        return self._after(
            (start, end)
            for one in alike
            for word, start, end in self._by_stem.get(one[:_SHORTEST_STEM], ())
            if _same_word(one, word)
        )

    def _after(self, spans: Iterable[tuple[int, int]]) -> int:
        return self._set((start + 1, end + 1) for start, end in spans)

    def _set(self, spans: Iterable[tuple[int, int]]) -> int:
        """Return the set of the places in spans."""
        found = bytearray(b"0" * (len(self.text) + 2))
        for start, end in spans:
            end = min(end, len(found))
            if start < end:
                found[start:end] = b"1" * (end - start)
        return int(found[::-1], 2)

    def places(self, piece: str) -> int:
        """Return the places of a piece as whole words; "can" is no word of "can't"."""
        found = 0
        start = self.text.find(piece)
        while start >= 0:
            end = start + len(piece)
            whole = not _in_word(self.text[start - 1 : start]) and not _in_word(self.text[end : end + 1])
            if whole and not (self.text.startswith("'t", end) and not _in_word(self.text[end + 2 : end + 3])):
                found |= 1 << start
            start = self.text.find(piece, start + 1)
        return found


def _word_at(text: str, start: int, end: int) -> tuple[int, int]:
    """Return the span of a negator: a match without characters is the end of a word such as "won't"."""
    return (end - 3, end) if start == end else (start, end)


@lru_cache(1 << 12)  # a note is compared with each quotation that cites it
def _source(text: str) -> _Source:
    return _Source(comparable(text))


def _in_order(pieces: list[str], gaps: list[_Gap], source: _Source) -> bool:
    """Whether the pieces are in a source's text in this order, with nothing between them that the gaps may not replace.

    All ways to place the pieces so far are followed at once, so that the time is the number of pieces times the few
    hundred machine words of the longest note.
    """
    if sum(map(len, pieces)) > len(source.text) or any(_negates(gap.added) for gap in (gaps[0], gaps[-1])):
        return False
    places = {piece: source.places(piece) for piece in set(pieces)}
    starts = places[pieces[0]]
    replaceable: dict[str, int] = {}
    for before, gap, piece in zip(pieces, gaps[1:], pieces[1:], strict=False):
        if not starts:
            return False
        starts = _reached(starts << len(before), gap, source, replaceable) & places[piece]
    return bool(starts)


def _reached(ends: int, gap: _Gap, source: _Source, replaceable: dict[str, int]) -> int:
    """Return the places at which the next piece may begin; ``replaceable`` keeps what brackets may replace."""
    if gap.omitted:
        if _negates(gap.added):
            return 0
        after_last, before_first = source.sentence_parts
        # Whole sentences may be left out, whatever they say; of the first and the last one, only what negates nothing.
        return _followed(ends, source.crossed, LONGEST_GAP) | (
            _followed(ends & after_last, -1, LONGEST_GAP) & before_first
        )
    if gap.added not in replaceable:
        replaceable[gap.added] = _replaceable(gap.added, source)
    allowed = replaceable[gap.added]
    reached = _followed(ends, allowed, LONGEST_REPLACED)
    # Where the brackets negate, the words that they replace must do so too.
    return reached & ~_followed(ends, allowed & source.crossed, LONGEST_REPLACED) if _negates(gap.added) else reached


def _replaceable(added: str, source: _Source) -> int:
    """Return the places after a character that the words in brackets may replace."""
    found = source.pointed | source.forms_of(_WORD.findall(comparable(added)))
    if _negates(added):
        return found | ~source.crossed
    if all(one[0].isupper() or one in _IN_NAMES for one in re.findall(r"[^\W_]+", added)):
        return source.crossed
    return found & source.crossed


def _negates(words: str) -> bool:
    return bool(words) and bool(_NEGATOR.search(comparable(words)))


def _same_word(one: str, other: str) -> bool:
    """Whether two words are forms of one word: they are the same, or differ only at their ends."""
    if one == other:
        return True
    shorter = min(len(one), len(other))
    same = next((i for i in range(shorter) if one[i] != other[i]), shorter)
    return same >= _SHORTEST_STEM and max(len(one), len(other)) - same <= _LONGEST_ENDING


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


def _followed(places: int, allowed: int, most: int) -> int:
    """Return the places together with those up to ``most`` after each, as long as all in between are ``allowed``."""
    reached = 0
    while reached < most:  # each step doubles the reach after a place
        step = min(reached + 1, most - reached)
        places |= allowed & (places << step)
        reached += step
        allowed &= allowed << step  # the places after `reached + 1` allowed ones
    return places


def words_of(text: str) -> Iterator[str]:
    """Yield the words of a text without their punctuation, as they are compared."""
    for word in text.split():
        yield comparable(word).strip(EDGES)
