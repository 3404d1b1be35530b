"""Asking git, with a limit on its time; what it cannot answer is an exception in words."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .escaping import one_line

LIMIT = 60
"""Seconds that one question may take; on a large project git answers in less than one."""


class GitFailed(Exception):
    """Why git gave no answer, in words for a reader."""


class GitRefused(GitFailed):
    """Git ran and ended with an error: the folder is no repository, or what was asked for is not in it."""

    def __init__(self, message: str, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        """What git itself said; empty where it said nothing."""


def run(root: Path, command: str, *arguments: str, given: bytes = b"") -> bytes:
    """Return what a command of git prints in the folder ``root``, byte for byte; ``given`` is its standard input.

    Paths in the arguments are taken as they are, not as patterns. Raises `GitFailed`.
    """
    line = ["git", "--literal-pathspecs", "-c", "core.quotePath=true", "-C", str(root), command, *arguments]
    try:
        return subprocess.run(line, input=given, capture_output=True, check=True, timeout=LIMIT).stdout
    except subprocess.TimeoutExpired:
        raise GitFailed(f"git {command} gave no answer within {LIMIT} seconds") from None
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode("utf-8", "replace").strip().splitlines()
        reason = one_line(said[0])[:300] if said else ""
        raise GitRefused(f"git {command}: {reason or f'exit status {error.returncode}'}", reason) from None
    except (OSError, ValueError) as error:  # no git here; or an argument that holds a zero byte
        raise GitFailed(f"git cannot be run: {error}") from None


def commit(root: Path, revision: str) -> str:
    """Return the full hash of the commit that a revision names. Raises `GitFailed`."""
    try:
        found = run(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    except GitRefused as refusal:
        why = f" ({refusal.reason})" if refusal.reason else ""
        raise GitRefused(f"git has no revision '{one_line(revision)}'{why}") from None
    return found.decode("ascii").split()[-1]


def is_shallow(root: Path) -> bool:
    """Whether the clone lacks a part of its history. Raises `GitFailed`."""
    return run(root, "rev-parse", "--is-shallow-repository").strip() != b"false"
