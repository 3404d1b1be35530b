"""Where a denial can be put in, taken out or exchanged so that the text asserts the contrary, in English that somebody writes."""

from __future__ import annotations

import re

from .words import NO_SECOND_NOT

_CLAUSE_BEFORE = re.compile(r"[^.,;:!?()]*\Z")
_IS_QUESTION = re.compile(r"[^.;:!?]*\?")
_WE = re.compile(r"(?<!that )(?<!which )(?<!what )\bwe\s+(?:\w+\s+){0,2}\Z", re.IGNORECASE)
_DENIED_AFTER = re.compile(r"\s+(?:no|not|never|neither|nothing|nobody|none)\b", re.IGNORECASE)
_FULL_VERB = re.compile(
    r"\b(?:has|have|had|do|does|did)\s+(?=(?:an?|the|its|their|his|her|our|much|more|most|many|some|any|little|few|so|two|three|\d+)\b)",
    re.IGNORECASE,
)
_NOR = re.compile(r"[^.;:!?]*\bnor\b", re.IGNORECASE)


def is_our_search(text: str, start: int) -> bool:
    """Whether a word tells what the writer did, as in "we found no list": no source can contradict it."""
    return _WE.search(text, max(0, start - 60), start) is not None


def takes_not(text: str, start: int, end: int) -> bool:
    """Whether "not" after the verb from ``start`` to ``end`` is English and changes what is asserted.

    A question asserts nothing, "whether it was" says the same as "whether it was not", and nobody writes "nor did not",
    "did not the mayor sign", "was not no loss" or, of a full verb, "has not its critics".
    """
    before = _CLAUSE_BEFORE.search(text, 0, start)
    words = before.group().lower().split() if before else []
    begins = text[:start].rstrip()[-1:] in set(".;:!?") | {""}
    return not (
        begins
        or words[-1:] == ["as"]
        or NO_SECOND_NOT.intersection(words)
        or _IS_QUESTION.match(text, end)
        or _DENIED_AFTER.match(text, end)
        or _FULL_VERB.match(text, start)
    )


def can_be_exchanged(text: str, start: int, end: int) -> bool:
    """Whether a denial can become an assertion, or the reverse, without other changes: not "neither" before its "nor"."""
    return text[start:end].lower() not in ("neither", "both") or not _NOR.match(text, end)
