"""The words of a text that say what it is about, shortened so that their inflected forms are equal."""

from __future__ import annotations

import re
from functools import lru_cache

from .names import folded

_WORD = re.compile(r"[a-z]{4,}")
_SUFFIX = re.compile(
    r"(?:(?:is|iz)?ations?|ments?|nesses|ness|ings?|edly|ally|ied|ies|ed|es|al|ly|ers?|s|y|e)$"
)  # the longest first
_STEM = 4
"""The fewest letters that a suffix leaves of a word."""
_LONGEST = 6
"""The letters of a word that are compared: "expulsion" equals "expulsive", but not "expects"."""
_FUNCTION_WORDS = frozenset(
    word
    for words in (
        "about above according account across actually added adds after again against ago agreed ahead all almost",
        "along already also although always among amount another any anyone anything anyway apart around asked",
        "away back became because become been before began begin being below beside besides between beyond both",
        "bring brought call called came case cases come comes could date does doing done down during each earlier",
        "either else ended enough even ever every everyone everything example except fact fall fallen fell figure",
        "figures find first followed following former found four from full further gave give given gives goes",
        "going gone good half hand hardly have having held hence here high himself however instead into itself",
        "just keep kept kind known large last late later least leave less like likely little long longer look made",
        "main make makes making many matter mean means meant mere might more most mostly much must name named",
        "names near nearly neither never nevertheless next nobody none notes nothing number numbers obtained often",
        "once only onto other others otherwise over part past people perhaps place point possible power put quite",
        "rather read really reason reported reports said same second seen several shall should show shown shows",
        "side simply since some somebody someone something soon still such take taken takes than that their them",
        "themselves then there therefore these they thing things think this those though thought three through",
        "thus till time times together told took toward towards true turn turned under unless until upon used uses",
        "using usually very want wanted ways week went were what whatever when where whether which while whole",
        "whom whose will with within without words work would write wrote year years your",
    )
    for word in words.split()
)
"""Words that say nothing about a subject."""


def telling_words(text: str) -> list[str]:
    """Return the beginnings of a text's content words, each once, in their order; words of fewer than four letters are left out."""
    words = (word for word in _WORD.findall(folded(text).lower()) if word not in _FUNCTION_WORDS)
    return list(dict.fromkeys(_shortened(word) for word in words))


@lru_cache(1 << 15)  # a project uses the same words again and again
def _shortened(word: str) -> str:
    suffix = _SUFFIX.search(word, _STEM)
    return word[: min(suffix.start() if suffix else len(word), _LONGEST)]


def has_word(text: str, beginning: str) -> bool:
    """Whether a word of a folded lower-case text begins so."""
    at = text.find(beginning)
    while at > 0 and text[at - 1].isalnum():
        at = text.find(beginning, at + 1)
    return at >= 0
