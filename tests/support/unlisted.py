"""Pages that the navigation does not list, beside some that it does."""

from .records import RECORDS
from .sites import prepare

NAVIGATION = """
nav:
  - Home: index.md
  - Look it up:
      - Sources: sources/index.md
      - How to start: help/start.md
not_in_nav: |
  /*
"""
WRITTEN = (
    "---\ntitle: {title}\n{matter}---\n\n# {title}\n\n## Who's in\n\nThe caravan was halted [@lopez2019#halted].\n"
)
PAGES = {
    "docs/en/help/start.md": WRITTEN.format(title="Start", matter="description: How.\n"),
    "docs/en/help/other.md": WRITTEN.format(title="Another & Gómez's more", matter="description: What & why.\n"),
    "docs/en/help/plain.md": WRITTEN.format(title="Plain", matter=""),
    "docs/en/help/wide.md": WRITTEN.format(title="Wide", matter="hide: [navigation, toc]\n"),
    "docs/en/help/wider.md": WRITTEN.format(title="Wider", matter="hide: [navigation]\n"),
    "docs/en/top.md": WRITTEN.format(title="Top", matter=""),
}


def prepare_unlisted(folder):
    """Write a project with these pages and this navigation, and with a record of each kind; return its folder."""
    prepare(folder, RECORDS | PAGES)
    configuration = folder / "mkdocs.yml"
    configuration.write_text(configuration.read_text("utf-8") + NAVIGATION, "utf-8")
    return folder
