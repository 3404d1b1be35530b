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

_OF_IT = r"\s+(?:that|which|who|of|for|from|in|on|to|was|is|has|had|went|came)\b"
"""What follows a noun, not an adjective."""
_PRESENT = r"(?:is|are|has|have|can|takes?|acts?|agrees?)\b"

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
            rf"(?:\bonce|\d|\b(?:{'|'.join(NUMBERS)}))\s+more\b(?!\s+than)",  # three more: three others
            r"\bmore\s+or\s+less\b|\b(?:more\s+and\s+more|(?:fewer|less)\s+and\s+(?:fewer|less))\b",
            r"\bmore\s+than\s+once\b|\bmore\s+than\s+one\s+(?!million|billion|thousand|hundred|in\b|(?:hour|day|week|month|year|decade)\b)",
            rf"\b(?:than|as|or|any|ever|never)\s+before{_END}|\bafter\s+all\b",
            r"\b(?:before,?\s+and\s+(?:\w+\s+){0,2}after|after,?\s+and\s+(?:\w+\s+){0,2}before)\b",
            r"\bfrom\s+north\s+to\s+south\b|\bfrom\s+south\s+to\s+north\b",
            r"\bfirst\b[^.;:!?]{0,120}?\b(?:second|later)\b",  # an order of what is told
            r"\bfrom\s+(?:the|its|his|her|their)\s+(?:very\s+)?first\b",  # "from the last day"
            rf"{_MODAL}first\b",  # it must first avert the worst
            r"\b(?:first|last)\s+(?:(?:two|three|four|five)\s+)?(?:rows?|columns?)\b",  # of the page's own table
            r"\b(?:tables?|figures?|maps?|lists?|charts?|those|given|shown)\s+(?:above|below)\b",
            r"\bmatters?\s+most\b|\bmost\s+(?:here|there|when|where|to)\b",  # an adverb: "mattered most to them"
            r"\bmost\s+of\s+(?:it|this|that)\b",  # few are of what can be counted
            rf"\bmost\s+of\s+(?:the|its|his|her|their)\s+(?!people\b|children\b|men\b|women\b|police\b)\w*[^\W\ds](?={_OF_IT}|{_END})",
            r"\b(?:is|are|was|were|be|been|always|only)\s+few\b",  # "they were most"
            rf"\buntil\s+(?:\w+\s+){{1,3}}{_PRESENT}",  # "since they are": because
            r"\bf(?:alls?|ell|allen|alling)\s+(?:apart|asleep|behind|ill|into|on|outside|short|under|victim|within)\b",
            r"\b(?:rain|snow)\s+fell\b",
            r"\bg(?:rows?|rew|rown)\s+(?:from|out\s+of|into)\s+(?:an?|the|what)\b",  # became
            r"\brais(?:e|ed)\s+(?:\w+\s+)?(?:alarm|concerns?|doubts?|issues?|objections?|questions?)\b|\balarm\s+was\s+raised\b",
            r"\bleft\s+(?:people|many|hundreds|thousands|families|them|it)\s+(?:to|without|waiting)\b",  # made or let
            r"\bleft\s+(?:\w+\s+){1,6}?(?:behind|in\s+force|in\s+place|waiting)\b|\bleft\s+(?:traces|room|doubts?|no)\b",
        )
    ),
    re.IGNORECASE,
)
_FOUND_NONE = re.compile(r"\bwe\s+(?:have\s+)?found\s+(?:no|none|nothing|only)\b[^.;:!?]*\Z", re.IGNORECASE)
_TO_LOWER = re.compile(rf"(?:{_MODAL}|n['’]t\s+)$", re.IGNORECASE)

_ADJECTIVE = re.compile(
    r"\s+(?:\w+(?:ly|ive|ous|able|ible|ful|less|ed|ic)|than\s+(?:once|a|half|twice))\b", re.IGNORECASE
)


def without_contrary(text: str) -> list[tuple[int, int]]:
    """Return the spans of phrases whose word of direction cannot be exchanged for its contrary."""
    return [match.span() for match in _NO_CONTRARY.finditer(text)]


def is_what_we_miss(text: str, start: int) -> bool:
    """Whether a word tells of what no source has, as in "we found no count of those who left later"."""
    return _FOUND_NONE.search(text, max(0, start - 120), start) is not None


def fits(text: str, start: int, before: str, after: str) -> bool:
    """Whether ``after`` can take the place of the word ``before`` at ``start``.

    Only the verb "to lower" has the contrary "to raise", and "fewer" counts things: it is no contrary of "more openly".
    """
    if after.lower() == "fewer":
        return not _ADJECTIVE.match(text, start + len(before))
    if before.lower() != "lower":
        return True
    return (after.lower() == "raise") == bool(_TO_LOWER.search(text, max(0, start - 12), start))
