"""How much a browser asks for before anybody touches a page of the real site."""

import tempfile
from pathlib import Path

from tests.support.browsing import first_view, launched, served

from .measure import Command, run

PAGES = ("", "in-brief/", "timeline/", "map/", "charts/", "glossary/", "sources/", "about/health/")
"""The home page, a written page and the large indexes; those that a fork does not have are left out."""


def first_views(mkdocs: list[str | Path], root: Path) -> list[tuple[str, str]]:
    """Build the site of ``root`` with a command and return some pages' addresses, and the compressed bytes of their first views."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "site"
        run(Command([*mkdocs, "--site-dir", folder], root))
        longest = max(folder.rglob("index.html"), key=lambda path: path.stat().st_size).parent
        paths = dict.fromkeys([*PAGES, f"{longest.relative_to(folder).as_posix()}/"])
        with served(folder) as address, launched() as browser:
            return [
                (f"/{path}", f"{first_view(browser, folder, address, path).bytes:,}")
                for path in paths
                if (folder / path / "index.html").is_file()
            ]
