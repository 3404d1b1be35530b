"""The command ``explainer``: check the project, list a page's citations, explain a rule."""

from __future__ import annotations

import argparse
import io
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from . import __version__, collector
from .clock import NoDay
from .commands import checking, maintaining, publishing, reviewing
from .git import GitFailed
from .mutants import command as mutants
from .published import command as published
from .scaffold import command as new
from .writing import NotWritten


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return 0 if all is well, 1 if there are errors, 2 for wrong usage or an error of the system."""
    sys.stdout = sys.stdout or open(os.devnull, "w")  # noqa: SIM115 - the caller closed it; open until the process ends
    sys.stderr = sys.stderr or sys.stdout
    for stream in (sys.stdout, sys.stderr):  # show characters that the terminal's encoding lacks as numbers
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    parser = argparse.ArgumentParser(
        prog="explainer", description="Check that the site's evidence supports every citation."
    )
    parser.add_argument("--version", action="version", version=f"explainer {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    rooted = argparse.ArgumentParser(add_help=False)
    rooted.add_argument("--root", type=Path, help="the project's folder (default: the nearest one from here upwards)")

    for one in (checking, reviewing, publishing, new, published, maintaining, mutants):
        one.add(commands, rooted)

    options = parser.parse_args(arguments)
    if arguments is None and options.command == "check":  # the whole program, not a call from another one
        collector.off()
    try:
        ended = int(options.run(options))
        sys.stdout.flush()  # a full disk shows here, not when the interpreter ends
        return ended
    except BrokenPipeError:  # the reader of our output, such as head, has gone
        sys.stderr.close()
        return 1
    except KeyboardInterrupt:
        return _failed("stopped", 130)
    except (GitFailed, NoDay, NotWritten) as reason:
        return _failed(str(reason))
    except OSError as error:  # faulty content gives findings; this is an error of the system, about a file or a program
        where = f"{os.fsdecode(error.filename)}: " if isinstance(error.filename, (str, bytes, os.PathLike)) else ""
        return _failed(f"{where}{error.strerror or error}")
    except subprocess.CalledProcessError as error:
        said = str(error.stderr or "").strip().splitlines()
        return _failed(f"{Path(error.cmd[0]).name} ended with {error.returncode}{': ' + said[0] if said else ''}")


def _failed(why: str, status: int = 2) -> int:
    """Print in one line why the command failed; return its exit status."""
    print(f"explainer: {' '.join(why.split())}", file=sys.stderr)
    try:
        sys.stdout.flush()
    except OSError:  # the output itself failed: replaced, so that the interpreter does not fail to flush it
        sys.stdout = open(os.devnull, "w")  # noqa: SIM115 - it ends with the process
    return status


if __name__ == "__main__":
    sys.exit(main())
