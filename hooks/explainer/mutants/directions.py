"""Which words of direction in a text have a contrary that says the contrary.

"Last" may be a verb, "since" a "because", "most" a superlative. To exchange such a word makes no false statement but a broken
sentence, or one that asserts the same, and no evidence can contradict it. Each exception is one of the language: it names
the words around, never a page or a subject.
"""

from __future__ import annotations

import re

from .words import NUMBERS

_END = r"(?=\s*(?:[.,;:!?)\]”]|$))"
"""The end of a clause."""
_DATE = r"\s+(?:then\b|\d|(?:early|mid|late)\b|January|February|March|April|May|June|July|August|September|October|November|December)"
_LENGTH = r"(?:(?:hour|day|week|month|year|decade|mile|kilomet(?:re|er))s?|km)\b(?!['’])"
_MODAL = r"\b(?:may|might|can|could|would|will|should|did|does|do|not|to)\s+"

_NO_CONTRARY = re.compile(
    "|".join(
        (
            r"\bat\s+(?:first|last|most|least)\b",
            r"\babove\s+all\b",
            r"\b(?:first|last)\s+names?\b",
            rf"{_MODAL}(?:\w+\s+){{0,2}}last\b",  # it may last an hour
            rf",\s+since\b(?!{_DATE})",  # because
            r"\b(?:a|an|very|too|so|as)\s+few\b",  # a few are some; "too most" is no English
            rf"\b(?:the|its|his|her|their|our|my)\s+(?:(?:second|third|two|three|four|five|ten)\s+)?most\b|\bmost{_END}",  # the most visible, likes most
            r"\bmost\s+(?:often|recent|recently|likely|probably|of\s+all)\b",
            rf"\b(?:above|below){_END}",  # in the table below: another place of the page
            r"\b(?:above|below)\s+(?:and|or|is|are|was|were|shows?|gives?|tells?|says?)\b",
            r"\b(?:be|been|being|is|are|was|were|nothing|nobody|little|the)\s+left\b",  # what remains; the political left
            r"\bleft\s+(?:out|behind|alone|open|over|unsaid|unclear)\b",
            r"\bentered\s+(?:into|office|force)\b",
            r"\bbefore\s+(?:(?:an?|the|any|its|their|\w+)\s+){0,2}(?:judges?|courts?|tribunals?)\b",  # in front of them
            rf"\bafter\s+(?:some\s+|about\s+|nearly\s+|only\s+)?(?:an?|\d[\d,.]*|{'|'.join(NUMBERS)})\s+{_LENGTH}",  # after two days
            r"\bafter\s+\d[\d,.]*(?=\s*(?:[,.;:)]|$|in\s+\d{4}|the\s+year\s+before|an?\s+year\s+earlier))(?<!\s[12]\d{3})",  # down from 15
            r"\bonce\s+more\b|\bmore\s+or\s+less\b|\bmore\s+and\s+more\b",
        )
    ),
    re.IGNORECASE,
)
_TO_LOWER = re.compile(rf"(?:{_MODAL}|n['’]t\s+)$", re.IGNORECASE)

_ADJECTIVE = re.compile(
    r"\s+(?:\w+(?:ly|ive|ous|able|ible|ful|less|ed|ic)|than\s+(?:once|a|half|twice))\b", re.IGNORECASE
)


def without_contrary(text: str) -> list[tuple[int, int]]:
    """Return the spans of phrases whose word of direction cannot be exchanged for its contrary."""
    return [match.span() for match in _NO_CONTRARY.finditer(text)]


def fits(text: str, start: int, before: str, after: str) -> bool:
    """Whether ``after`` can take the place of the word ``before`` at ``start``.

    Only the verb "to lower" has the contrary "to raise", and "fewer" counts things: it is no contrary of "more openly".
    """
    if after.lower() == "fewer":
        return not _ADJECTIVE.match(text, start + len(before))
    if before.lower() != "lower":
        return True
    return (after.lower() == "raise") == bool(_TO_LOWER.search(text, max(0, start - 12), start))
