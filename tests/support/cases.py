"""The cases of the rules: small projects, each with the findings that it must give.

A case is one file of ``tests/rules/cases``. Its first line says in words what it shows. Then come the files that
the case lays over ``tests/rules/base`` (a project without a fault), each under a line ``--- path``, and last the
expected findings under ``--- expected``, as the concise format prints them; nothing there means that
the project must stay silent. A file whose only line is ``(removed)`` is taken away;
one that begins with ``(bytes)`` holds what follows in hexadecimal.
"""

import shutil

from .paths import BASE, RULES

LAYOUT = "several-sentences-on-a-line"
"""The rule that most cases need not care about."""
CASES = sorted((RULES / "cases").glob("*.txt"))
"""The files of all cases."""


def read_case(path):
    """Return a case's title, its files by path, and its expected lines."""
    title, *sections = path.read_text("utf-8").split("\n--- ")
    files = dict(section.split("\n", 1) for section in sections)
    expected = files.pop("expected", "").strip().splitlines()
    return title.strip(), files, expected


def lay_out(folder, files):
    """Make the project of a case in ``folder``."""
    shutil.copytree(BASE, folder, dirs_exist_ok=True)
    for name, text in files.items():
        path = folder / name
        if text.strip() == "(removed)":
            path.unlink()
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            if text.startswith("(bytes) "):
                path.write_bytes(bytes.fromhex(text.removeprefix("(bytes) ")))
            else:
                path.write_text(text if text.endswith("\n") else text + "\n", "utf-8")


def concerns(finding, case):
    """Whether a finding is of interest to a case: most need not care where their lines break."""
    return finding.rule != LAYOUT or case.stem.startswith(LAYOUT)
