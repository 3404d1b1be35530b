"""The ids of a page's headings, to which links may lead."""

from __future__ import annotations

from markdown.extensions.toc import slugify, unique

from .attributes import ATTRIBUTES
from .documents import Document


def heading_ids(document: Document) -> dict[str, str]:
    """Return the id that each heading gets from the converter, and the heading's words, in their order.

    A writer may give it with an attribute list, such as ``{#cards}``; otherwise it is made from the words, with a
    number if another heading has the same.
    """
    headings = [_words_and_id(part.prose()) for part in document.parts if part.block.level]
    taken = {name for _, name in headings if name}
    return {name or unique(slugify(words, "-"), taken): words for words, name in headings}


def _words_and_id(text: str) -> tuple[str, str]:
    """Divide a heading into its words and the id in the attribute list at its end, which is empty if it gives none."""
    start = text.rfind("{")
    found = ATTRIBUTES.fullmatch(text.rstrip(), start) if start >= 0 else None
    if found is None:
        return text.strip(), ""
    names = [word[1:] for word in found.group(1).split() if word[0] == "#"]
    return text[:start].strip(), names[-1] if names else ""
