"""Fields of a record as YAML, in the project's style: one name on each line, and a comment with the expected value after empty ones."""

from __future__ import annotations

from typing import Any

import yaml

WIDTH = 110
"""The line length at which a long text is wrapped."""


def filled(name: str, value: Any) -> str:
    """Return a field with its value: text, a list of texts or mappings, or a mapping of texts."""
    if isinstance(value, list) and any(isinstance(one, dict) for one in value):
        return f"{name}:\n" + "".join(f"  - {_dump(one, flow=True)}" for one in value)
    return _dump({name: value}, flow=None if isinstance(value, list) else False)


def empty(name: str, comment: str) -> str:
    """Return a field without a value, with a comment on the expected value."""
    return f"{name + ':':<34} # {comment}\n"


def indented(lines: str, first: str = "  ") -> str:
    """Return lines one level deeper; the first begins with ``first``."""
    return first + lines.rstrip("\n").replace("\n", "\n" + " " * len(first)) + "\n"


def _dump(value: Any, *, flow: bool | None) -> str:
    width = 10_000 if flow else WIDTH
    return str(yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=width, default_flow_style=flow))
