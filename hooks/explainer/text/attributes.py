"""Attribute lists, fences and admonitions: the properties that a writer may give to a part of a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from .converter import active

_ATTRIBUTE = (
    r"(?:lang=(?:[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*|\"[a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*\")|[.#][a-zA-Z][\w-]*)"
)
ATTRIBUTES = re.compile(rf"\{{:?[ ]*({_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE})*)[ ]*\}}")
"""An allowed attribute list: it contains no text."""

_INFO = re.compile(r"^[ \t>]*(?:`{3,}|~{3,})([^`\n]*)$", re.MULTILINE)
_LANGUAGE = re.compile(r"[\w+#.-]*")
_ADMONITION = re.compile(
    r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:!!!|\?\?\?\+?)[ \t]*([\w-]+(?:[ ]+[\w-]+)*)(?=[ \t]*(?:\"|$))",
    re.MULTILINE,
)

ADMONITIONS = frozenset(
    [
        "note",
        "abstract",
        "info",
        "tip",
        "success",
        "question",
        "warning",
        "failure",
        "danger",
        "bug",
        "example",
        "quote",
        "diagram",
    ]
)
"""The theme's types of admonition, and ours. Any other word would be a class and, without a title, visible text."""

ENGINE_IDS = re.compile(
    r"(?:note|cite|term|ref|chart|actor|verdict|name|map|m\d+)-.*|references|in-time|about-this-page|print-evidence|the_source|what_it_says|__.*|fn.*",
    re.IGNORECASE,
)
"""The ids that the engine and the theme put on a page: a second element with one of them would open instead of theirs."""

_NUMBERED_IDS = re.compile(
    r"(?:note|cite|term)-\d+(?:-card)?|ref-.+|references|in-time|about-this-page|print-evidence|map-(?:title|words|all|inset|stop|stop-name)"
)

SITE_CLASSES = frozenset(
    """
    admonition admonition-title arithmatex block byline chart cite citeas claim colophon critic diagram end entries event evidence
    facts figures filename filters find finder findings fold footnote footnote-backref footnote-ref gap giscus grid headerlink hero
    highlight hit hits hold inline keypoints keys kit land letters linenos map mark mend mermaid names nb no-js note notes number part
    people printed printing questions rail
    references result route source sources strip tabbed-set term termhead terms time twemoji unsure walk ways wide-first
    """.split()  # noqa: SIM905 - a list of quoted words would be three times as long
)
"""Classes of the site's own parts in its style sheets; a name with two underscores or hyphens belongs to its first part."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Something in a Markdown text that is not allowed there; the places are offsets into the text."""

    start: int
    end: int
    message: str
    help: str


def attributes(text: str) -> Iterator[Mark]:
    """Yield the attribute lists of a Markdown text that contain more than ``lang`` and the writer's own classes and ids."""
    suspects: list[int] = []
    for brace in _braces(text):
        allowed = ATTRIBUTES.match(text, brace)
        if not allowed:
            suspects.append(brace)
            continue
        for word in allowed.group(1).split():
            if word[0] == "#" and ENGINE_IDS.fullmatch(word[1:]):
                message = f"the site uses the id '{word[1:]}' itself"
                yield Mark(brace, allowed.end(), message, "choose another id")
            elif word[0] == "." and _is_ours(word[1:]):
                message = f"the class '{word[1:]}' belongs to a part of the site"
                yield Mark(brace, allowed.end(), message, "remove it")
    for start in active(text, tuple(suspects)):
        end = text.find("}", start) + 1
        message = f"an attribute list may hold only lang=, .class and #id, not '{text[start:end][:40]}'"
        yield Mark(start, end, message, "remove the rest; if the brace is text, put it in backticks")
    for match in _INFO.finditer(text) if "```" in text or "~~~" in text else ():
        if not _LANGUAGE.fullmatch(match.group(1).strip()):
            message = "the code fence has more than a language"
            yield Mark(
                match.start(1),
                match.end(1),
                message,
                "keep only the language, and put a title in the text above the code",
            )
    for match in _ADMONITION.finditer(text) if "!!!" in text or "???" in text else ():
        for word in re.finditer(r"\S+", match.group(1)):
            if word.group() not in ADMONITIONS:
                start = match.start(1) + word.start()
                message = f"there is no admonition type '{word.group()[:40]}'"
                yield Mark(start, start + len(word.group()), message, f"write one of {', '.join(sorted(ADMONITIONS))}")


def _braces(text: str) -> Iterator[int]:
    """Yield the places where an attribute list may begin: at a brace that is closed in its line, except those of citations."""
    if "{" not in text:
        return
    start = 0
    for line in text.split("\n"):
        last = line.rfind("}")
        at = line.find("{", 0, max(last, 0))
        while at >= 0:
            if line[at - 1 : at] != "@":
                yield start + at
            at = line.find("{", at + 1, last)
        start += len(line) + 1


def is_taken(name: str) -> bool:
    """Whether the id that a heading gets from its words is one that the site gives to a part of a page."""
    return bool(_NUMBERED_IDS.fullmatch(name))


def _is_ours(name: str) -> bool:
    """Whether a class belongs to the theme or the engine."""
    return name.startswith("md-") or re.split("__|--", name)[0] in SITE_CLASSES
