"""Folds: a heading within the head of a fold has its link after the head, since a control may contain no other."""

from __future__ import annotations

import re

_SUMMARY = re.compile(r"<summary>(?:(?!</summary>).)*</summary>", re.DOTALL)
_LINK = re.compile(r'<a class="headerlink"[^<>]*>[^<]*</a>')


def with_links_after(html: str) -> str:
    """Return a page whose folds have the links of their headings as the first thing that opens."""
    return _SUMMARY.sub(_moved, html) if "<summary>" in html else html


def _moved(summary: re.Match[str]) -> str:
    return _LINK.sub("", summary.group()) + "".join(_LINK.findall(summary.group()))
