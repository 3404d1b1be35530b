"""How long reading, checking and building take: ``make bench`` prints a table.

The engine is measured on the real project and on copies of it with more pages, each time in a new process,
as its users run it. The best of several runs is shown: what else the machine does only ever adds.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parent.parent
RUNS = 3


def seconds(command, folder):
    """Return the shortest of some runs of a command."""
    best = float("inf")
    for _ in range(RUNS):
        start = time.perf_counter()
        subprocess.run(
            command, cwd=folder, check=True, capture_output=True, env=os.environ | {"NO_MKDOCS_2_WARNING": "1"}
        )
        best = min(best, time.perf_counter() - start)
    return best


def multiplied(folder, times):
    """Copy the project into ``folder`` with every written page ``times`` times."""
    for name in ("docs", "hooks", "overrides", "mkdocs.yml"):
        source = ROOT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    pages = sorted((folder / "docs/en").rglob("*.md"))
    for page in pages:
        for i in range(1, times):
            shutil.copy(page, page.with_name(f"{page.stem}-{i}.md"))
    return len(pages) * times


def main():
    explainer = [sys.executable, "-m", "explainer.cli", "check"]
    mkdocs = [sys.executable, "-m", "mkdocs", "build", "--quiet"]
    print(f"{'pages':>6} {'citations':>10} {'check':>9} {'build':>9}")
    for times in (1, 5, 20):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            pages = multiplied(folder, times)
            text = "".join(page.read_text("utf-8") for page in (folder / "docs/en").rglob("*.md"))
            check = seconds(explainer, folder)
            build = f"{seconds(mkdocs, folder):8.2f}s" if times < 20 else "-"
            print(f"{pages:6} {text.count('[@'):10} {check:8.2f}s {build:>9}")


if __name__ == "__main__":
    main()
