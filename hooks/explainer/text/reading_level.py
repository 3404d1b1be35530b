"""The reading level of a text: Flesch-Kincaid grade (English) and Fernández-Huerta score (Spanish).

Syllables are counted by groups of vowels, with the usual corrections for a silent e. The formulas are those of Kincaid
and others (1975) and of Fernández Huerta (1959).
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from .documents import Document

FEWEST_WORDS = 150
"""With fewer words than this the formulas mean nothing."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SENTENCE = re.compile(r"[.!?…:;]+(?=\s|$|[\"”'’)])")
_VOWELS = re.compile(r"[aeiouyáéíóúü]+", re.IGNORECASE)


@lru_cache(65_536)  # the same words occur again and again
def syllables(word: str) -> int:
    """Count the syllables of an English word."""
    word = word.lower()
    count = len(_VOWELS.findall(word))
    if word.endswith("e") and not word.endswith(("le", "ee", "ye")) and count > 1:
        count -= 1
    if word.endswith(("es", "ed")) and not re.search(r"(?:[sxz]|ch|sh|[td])e[sd]$|[td]ed$", word) and count > 1:
        count -= 1
    return max(1, count)


def _counts(texts: Iterable[str]) -> tuple[int, int, list[str]]:
    """Return sentences, words and the words themselves."""
    sentences = 0
    words: list[str] = []
    for text in texts:
        found = _WORD.findall(text)
        if found:
            words += found
            sentences += max(1, len(_SENTENCE.findall(text)))
    return sentences, len(words), words


def flesch_kincaid_grade(texts: Iterable[str]) -> float:
    """Return the school grade (US) that a reader of English texts needs; 0 for no words."""
    sentences, count, words = _counts(texts)
    if not count:
        return 0.0
    return 0.39 * count / sentences + 11.8 * sum(map(syllables, words)) / count - 15.59


def fernandez_huerta(texts: Iterable[str]) -> float:
    """Return the ease of Spanish texts, about 0 (hard) to 100 (easy); 100 for no words."""
    sentences, count, words = _counts(texts)
    if not count:
        return 100.0
    nuclei = sum(max(1, len(_VOWELS.findall(word))) for word in words)
    return 206.84 - 60 * nuclei / count - 1.02 * count / sentences


def level(document: Document, language: str) -> float | None:
    """Return the reading level of a page's paragraphs and lists, on its language's scale; None if it has too few words."""
    texts = [part.prose() for part in document.parts if part.block.kind == "paragraph" and not part.block.quoted]
    if sum(len(text.split()) for text in texts) < FEWEST_WORDS:
        return None
    return fernandez_huerta(texts) if language == "es" else flesch_kincaid_grade(texts)
