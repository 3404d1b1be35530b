"""Style sheets without the rules that cannot match any page of the site.

A theme styles everything that any site may show. A rule is removed only if that is certainly safe: each of its
selectors requires, outside functional pseudo-classes, an element, class, id or attribute value whose name is neither in
a page nor in a script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import tinycss2
from tinycss2 import ast

_IN_PAGE = re.compile(
    r"<([a-z][a-z0-9]*)|\s(?:class|id|name|type|role|dir|data-md-[a-z-]+)=(?:\"([^\"]*)\"|([^\s\">]+))"
)
_TAG = re.compile(r"<[a-z](?:[^<>\"]++|\"[^\"]*+\")*+>")
_IN_SCRIPT = re.compile(r"[A-Za-z_-][\w-]*")
_ASKED = re.compile(r"var\(\s*(--[\w-]+)")
_NESTING = {"media", "supports", "container", "layer"}


class Names(set[str]):
    """The names that pages ask of style sheets: elements, classes, ids and values of the theme's own attributes.

    Most tags of a page are those of the page before it, so each different tag is looked at once.
    """

    def __init__(self) -> None:
        super().__init__()
        self._tags: set[str] = set()

    def add_page(self, html: str) -> None:
        """Add the names of a page or of a part of one."""
        new = set(_TAG.findall(html)) - self._tags
        self._tags |= new
        self |= names_in_page("".join(new))


def names_in_page(html: str) -> set[str]:
    """Return the names of a page's elements, classes, ids and values of the theme's own attributes."""
    found: set[str] = set()
    for element, quoted, bare in _IN_PAGE.findall(html):
        found.update((element,) if element else (quoted or bare).split())
    return found


def names_in_script(script: str) -> set[str]:
    """Return every word of a script: the names of everything that it creates or looks for are among them."""
    return set(_IN_SCRIPT.findall(script))


def without_unused(css: str, names: set[str], also: str = "") -> str:
    """Return a style sheet without rules that ``names`` cannot match and without unused custom properties.

    ``also`` is the text of the site's other style sheets, which may use properties too.
    """
    rules = [_rule(node, names) for node in tinycss2.parse_stylesheet(css, skip_comments=True, skip_whitespace=True)]
    lean = "".join(rules)
    asked = set(_ASKED.findall(lean + also)) | {name for name in names if name.startswith("--")}
    kept = tinycss2.parse_stylesheet(lean)
    return "".join(_with_properties(node, asked) for node in kept)


def _rule(node: ast.Node, names: set[str]) -> str:
    """Return a rule as text; empty if it cannot match anything."""
    if isinstance(node, ast.QualifiedRule):
        selectors = [part for part in _selectors(node.prelude) if all(name in names for name in _names(part))]
        if not selectors:
            return ""
        return f"{','.join(tinycss2.serialize(part).strip() for part in selectors)}{{{tinycss2.serialize(node.content).strip()}}}"
    if isinstance(node, ast.AtRule) and node.lower_at_keyword in _NESTING and node.content is not None:
        inner = tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
        text = "".join(_rule(part, names) for part in inner)
        return f"@{node.at_keyword}{tinycss2.serialize(node.prelude).rstrip()}{{{text}}}" if text else ""
    return str(node.serialize())


def _with_properties(node: ast.Node, asked: set[str]) -> str:
    """Return a rule as text, without the custom properties that are not ``asked`` for."""
    if isinstance(node, ast.AtRule) and node.lower_at_keyword in _NESTING and node.content is not None:
        text = "".join(_with_properties(part, asked) for part in tinycss2.parse_rule_list(node.content))
        return f"@{node.at_keyword}{tinycss2.serialize(node.prelude)}{{{text}}}" if text else ""
    if isinstance(node, ast.QualifiedRule):
        declarations = [
            part
            for part in tinycss2.parse_blocks_contents(node.content, skip_comments=True, skip_whitespace=True)
            if not (isinstance(part, ast.Declaration) and part.name.startswith("--") and part.name not in asked)
        ]
        text = "".join(f"{part.serialize().rstrip(';')};" for part in declarations).rstrip(";")
        return f"{tinycss2.serialize(node.prelude)}{{{text}}}" if text else ""
    return str(node.serialize())


def _selectors(prelude: Iterable[ast.Node]) -> Iterator[list[ast.Node]]:
    """Yield the selectors of a list of them."""
    part: list[ast.Node] = []
    for node in prelude:
        if node.type == "literal" and node.value == ",":
            yield part
            part = []
        else:
            part.append(node)
    yield part


def _names(selector: list[ast.Node]) -> Iterator[str]:
    """Yield the names that a selector requires; the content of ``:is()``, ``:not()`` and the like may require less, and is skipped."""
    before = ""
    for node in selector:
        if (node.type == "ident" and before != ":") or node.type == "hash":
            yield node.value
        elif node.type == "[] block":
            yield from _values(node.content)
        before = node.value if node.type == "literal" else ""


def _values(attribute: Iterable[ast.Node]) -> Iterator[str]:
    """Yield the value of ``[name=value]`` for the theme's own attributes, classes or types."""
    name, *rest = [node for node in attribute if node.type != "whitespace"]
    exact = rest and rest[0].type == "literal" and rest[0].value == "="
    if exact and name.type == "ident" and (name.value.startswith("data-md-") or name.value in ("type", "dir", "role")):
        yield rest[1].value
