"""Running git with a time limit; a failure raises an exception with a readable reason."""

from __future__ import annotations

import subprocess
from pathlib import Path

from .escaping import one_line

LIMIT = 60
"""The time limit of one command in seconds; on a large project git needs less than one second."""


class GitFailed(Exception):
    """The reason, for a reader, why git gave no answer."""


class GitRefused(GitFailed):
    """Git ended with an error: the folder is not a repository, or does not have the requested object."""

    def __init__(self, message: str, reason: str = "") -> None:
        super().__init__(message)
        self.reason = reason
        """Git's own message; empty if it gave none."""


def run(root: Path, command: str, *arguments: str, given: bytes = b"") -> bytes:
    """Return the output of a git command in the folder ``root``, byte for byte; ``given`` is its standard input.

    Paths in the arguments are literal, not patterns. Raises `GitFailed`.
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
    except (OSError, ValueError) as error:  # there is no git, or an argument contains a null byte
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
