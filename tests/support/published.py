"""A small published site with its lists of hashes, and a quiet server for it."""

from http.server import SimpleHTTPRequestHandler

from explainer.published import listing
from explainer.published.listing import INFO, BuildInfo

HASH = "a" * 64
LOCK = f"mkdocs==1.6.1 \\\n    --hash=sha256:{HASH}\n"
FACTS = {"commit": "c" * 40, "clean": True, "source_date_epoch": 1795867200, "site_url": "https://example.org/",
         "repo_url": "", "lock": "", "tools": {}}  # fmt: skip
FILES = {"index.html": "home", "a/index.html": "page", "take-away/b.pdf": "book", "name with space.txt": "x"}


def write(folder, files):
    for name, text in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def info_of(folder, **facts):
    files = {name: listing.digest(folder / name) for name in listing.names(folder)}
    return BuildInfo(**(FACTS | facts), files=files)


def relist(site):
    """Write the lists anew, as somebody would who holds the server."""
    info = listing.read_info((site / INFO).read_bytes())
    listing.write(site, info.model_copy(update={"files": info_of(site).files}))


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass
