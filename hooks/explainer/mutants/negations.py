"""Where a denial can be put in, taken out or exchanged so that the text asserts the contrary, in English that somebody writes."""

from __future__ import annotations

import re

from .words import NO_SECOND_NOT

_CLAUSE_BEFORE = re.compile(r"[^.,;:!?()]*\Z")
_IS_QUESTION = re.compile(r"[^.;:!?]*\?")
_WE = re.compile(r"(?<!that )(?<!which )(?<!what )\bwe\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_WE_FOUND = re.compile(
    r"\b(?:\w+est|only|most\s+\w+)\s+(?:\w+\s+){1,4}that\s+we\s+(?:have\s+)?(?:found|know|read|saw)\s+\Z", re.IGNORECASE
)
"""What is the best or the only one only of those that the writer found."""
_DENIED_AFTER = re.compile(
    r"\s+(?:(?:in|by|at|to|under)\s+)?(?:no|not|never|neither|nothing|nobody|none)\b", re.IGNORECASE
)
_FULL_VERB = re.compile(
    r"\b(?:has|have|had|do|does|did)\s+(?=(?:an?|the|its|their|his|her|our|much|more|most|many|some|any|little|less|least|few|so|two|three|\d+)\b)"
    r"|\b(?:has|have|had)\s+(?:yet\s+)?to\b|\b(?:do|does|did)\s+(?:it|this|that|harm|well)\b",
    re.IGNORECASE,
)
_NO_SOME = re.compile(r"no(?=\s*[,.;:!?)]|\s+(?:to|one|single|less|more|fewer|later|earlier|longer)\b)", re.IGNORECASE)
_IS = re.compile(r"\b(?:is|was|be)\s+\Z", re.IGNORECASE)
_NOR = re.compile(r"[^.;:!?]*\bnor\b", re.IGNORECASE)


def is_our_search(text: str, start: int) -> bool:
    """Whether a word tells what the writer did, as in "we found no list" or "the best count that we found is": no source can contradict it."""
    before = max(0, start - 60)
    return (_WE.search(text, before, start) or _WE_FOUND.search(text, before, start)) is not None


def takes_not(text: str, start: int, end: int) -> bool:
    """Whether "not" after the verb from ``start`` to ``end`` is English and changes what is asserted.

    A question asserts nothing, "whether it was" says the same as "whether it was not", and nobody writes "nor did not",
    "did not the mayor sign", "so did not we", "was not no loss" or, of a full verb, "has not its critics" or "has not to go".
    """
    before = _CLAUSE_BEFORE.search(text, 0, start)
    words = before.group().lower().split() if before else []
    begins = text[:start].rstrip()[-1:] in set(".;:!?") | {""}
    return not (
        begins
        or words[-1:] in (["as"], ["so"])
        or NO_SECOND_NOT.intersection(words)
        or _IS_QUESTION.match(text, end)
        or _DENIED_AFTER.match(text, end)
        or _FULL_VERB.match(text, start)
    )


def can_be_exchanged(text: str, start: int, end: int) -> bool:
    """Whether a denial can become an assertion, or the reverse, without other changes.

    Not "neither" before its "nor", nor "no" where "some" is no English: in an answer, and in what something is.
    """
    word = text[start:end].lower()
    if word == "no":
        return not (_NO_SOME.match(text, start) or _IS.search(text, max(0, start - 12), start))
    return word not in ("neither", "both") or not _NOR.match(text, end)
