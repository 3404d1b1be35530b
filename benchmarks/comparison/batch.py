"""Build many small projects with Sphinx or MkDocs in little time: ``batch.py sphinx|mkdocs FOLDER ...``.

Runs in the other tools' own virtual environment. The tool is imported once and every build is a fork of that process,
so that none sees another's state. What a build prints goes to ``FOLDER/printed.txt``.
"""

import importlib
import multiprocessing
import os
import signal
import sys
import traceback
from pathlib import Path

IMPORTS = {
    "sphinx": ["sphinx.application", "sphinx.builders.dummy", "sphinxcontrib.bibtex", "myst_parser.parsers.sphinx_"],
    "mkdocs": ["mkdocs.commands.build", "mkdocs_bibtex.plugin"],
}
"""What is imported before the forks, once."""


def sphinx(folder):
    """Build a folder with Sphinx, and complain about every reference that leads nowhere."""
    from sphinx.cmd.build import main

    main(["-q", "-n", "-N", "-b", "dummy", "-d", f"{folder}/trees", f"{folder}/pages", f"{folder}/out"])


def mkdocs(folder):
    """Build a folder with MkDocs."""
    from mkdocs.__main__ import cli

    cli(["--no-color", "build", "--strict", "-f", f"{folder}/mkdocs.yml"], standalone_mode=True)


def build(job):
    """Build one folder and write down what is printed, a crash too. A build of more than a minute is stopped."""
    tool, folder = job
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.alarm(60)
    with open(Path(folder, "printed.txt"), "wb") as file:
        os.dup2(file.fileno(), 1)
        os.dup2(file.fileno(), 2)
    try:
        {"sphinx": sphinx, "mkdocs": mkdocs}[tool](folder)
    except SystemExit:
        pass
    except BaseException:
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()


def main():
    """Build all folders, two at a time."""
    tool, *folders = sys.argv[1:]
    for name in IMPORTS[tool]:
        importlib.import_module(name)
    fork = multiprocessing.get_context("fork")
    with fork.Pool(2, maxtasksperchild=1) as pool:
        pool.map(build, [(tool, folder) for folder in folders], chunksize=1)


if __name__ == "__main__":
    main()
