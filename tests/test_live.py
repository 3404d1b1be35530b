"""While a site is served, what is saved is what is shown: a real server, asked as a browser would ask."""

import os
import re
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from support.paths import ROOT
from support.records import CLAIM, DATA, EVENT, RECORDS, RELEASE, ROUTE, TERM
from support.sites import prepare

PAGE = (
    "---\ntitle: Home\ndescription: D.\nknown: 2026-11\n---\n\n# Home\n\n"
    "Some 12,574 people registered for a humanitarian card [@lopez2019#cards]. The caravan was halted [@lopez2019#halted].\n"
)
PATIENCE = 60
"""Seconds after which a server that does not answer has failed."""


def answers(server):
    return server.get("")


class Server:
    """A served project; ``get`` waits until nothing is being read."""

    def __init__(self, folder, command, site_url="http://127.0.0.1:8000/", ready=answers):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.folder = folder
        self.log = (folder / "log.txt").open("w+", encoding="utf-8")
        environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "SITE_URL": site_url}
        command = [*command, "serve", "--livereload", "--dev-addr", f"127.0.0.1:{self.port}"]
        self.process = subprocess.Popen(command, cwd=folder, env=environment, stdout=self.log, stderr=self.log)
        self.wait(lambda: ready(self))
        self.wait(lambda: ready is not answers or self.readings())

    def get(self, path):
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/{path}", timeout=PATIENCE) as answer:
                return answer.read().decode()
        except urllib.error.HTTPError as error:
            return f"{error.code}"

    def readings(self):
        """Return how often the project was read and checked, or could not be."""
        return len(re.findall("Checked: |cannot be shown: ", self.said()))

    def save(self, name, text, below=""):
        """Save a file; wait for the reload that a browser would hear of, and for the check. The site stands ``below`` a path."""
        before = self.readings()
        epoch = re.search(r"livereload\((\d+), \d+\)", self.get(below))[1]
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink() if text is None else path.write_text(text, "utf-8")
        self.wait(lambda: int(self.get(f"livereload/{epoch}/1")) > int(epoch))
        self.wait(lambda: self.readings() > before)

    def said(self):
        self.log.flush()
        return Path(self.log.name).read_text("utf-8")

    def wait(self, until):
        start = time.monotonic()
        while time.monotonic() - start < PATIENCE:
            try:
                if until():
                    return
            except OSError:
                pass
            time.sleep(0.05)
            assert self.process.poll() is None, self.said()
        raise AssertionError(self.said())

    def stop(self):
        self.process.terminate()
        self.process.wait(PATIENCE)
        self.log.close()


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    folder = tmp_path_factory.mktemp("live")
    prepare(folder, {"docs/en/index.md": PAGE})
    server = Server(folder, [sys.executable, "-m", "mkdocs"])
    yield server
    server.stop()


def builds(server):
    return server.said().count("Documentation built")


def test_a_saved_page_is_shown_with_its_findings_and_without_a_build(server):
    before = builds(server)
    server.save("docs/en/index.md", PAGE.replace("Some 12,574", "Only 12,575"))
    page = server.get("")
    assert "Only 12,575" in page
    assert '<details class="findings" open' in page and "unsupported-figure" in page
    assert "elsewhere" in server.get("sources/lopez2019/")  # not of that page, and told there too
    server.save("docs/en/index.md", PAGE)
    page = server.get("")
    assert "Some 12,574" in page and "findings" not in page
    assert builds(server) == before


def test_a_saved_record_is_shown_on_its_page_and_in_the_cards(server):
    before = builds(server)
    record = (server.folder / "docs/sources/lopez2019.yaml").read_text("utf-8")
    changed = record.replace("was halted at the river", "was stopped at the river")
    assert changed != record
    server.save("docs/sources/lopez2019.yaml", changed)
    assert "was stopped at the river" in server.get("sources/lopez2019/")
    assert "was stopped at the river" in server.get("")
    term = (server.folder / "docs/glossary/humanitarian-card.yaml").read_text("utf-8")
    server.save("docs/glossary/humanitarian-card.yaml", term.replace("A card for", "A xylophone for"))
    assert "A xylophone for" in server.get("")
    server.save("docs/sources/lopez2019.yaml", record)
    server.save("docs/glossary/humanitarian-card.yaml", term)
    assert builds(server) == before


def test_a_saved_title_is_set_and_described_as_in_a_build(server):
    text = PAGE.replace("title: Home", 'title: Who\'s "in"').replace("# Home", '# Who\'s "in"\n\n## What\'s "out"')
    server.save("docs/en/index.md", text)
    shown = server.get("")
    assert "<title>Who’s “in”" in shown and re.search(r'class="md-ellipsis">\s*What’s “out”', shown)
    assert '<meta property="og:title" content="Who&#39;s &#34;in&#34;">' in shown
    server.save("docs/en/index.md", PAGE)
    assert '<meta property="og:title" content="Home">' in server.get("")


def test_a_new_record_gets_a_page_and_a_removed_one_is_missed(server):
    before = builds(server)
    record = (server.folder / "docs/sources/lopez2019.yaml").read_text("utf-8")
    server.save(
        "docs/sources/vega2020.yaml", record.replace("Una caravana", "Dos caravanas").replace("/caravana", "/dos")
    )
    server.save("docs/en/index.md", PAGE + "\nIt was halted again [@vega2020#halted].\n")
    assert "Dos caravanas" in server.get("sources/vega2020/")
    assert "Dos caravanas" in server.get("")
    server.save("docs/sources/vega2020.yaml", None)
    assert "unknown-source" in server.get("")
    server.save("docs/en/index.md", PAGE)
    assert builds(server) == before


@pytest.mark.parametrize(
    "text", ["", "---\ntitle: [\n---\n", "\x00\x01 [@", "[" * 5000], ids=["empty", "front matter", "odd", "deep"]
)
def test_a_broken_save_shows_what_is_wrong_and_the_next_mends_it(server, text):
    server.save("docs/en/index.md", text)
    server.get("")
    server.save("docs/en/index.md", PAGE)
    assert "Some 12,574" in server.get("")
    assert "Traceback" not in server.said()


def test_what_a_reading_cannot_renew_brings_a_build(server):
    before = builds(server)
    server.save("docs/en/new.md", PAGE.replace("Home", "A new page"))
    assert "A new page" in server.get("new/")
    assert builds(server) == before + 1
    server.save("docs/en/new.md", None)
    assert server.get("new/") == "404"
    assert builds(server) == before + 2


def recipe():
    """Return the command of `make serve`, which starts the server anew when the engine changes."""
    text = re.search(r"^\t\$\(BIN\)/(watchmedo .*) -- ", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)[1]
    bin = Path(sys.executable).parent
    return [str(bin / "watchmedo"), *text.replace("'", "").split()[1:], "--", sys.executable, "-m", "mkdocs"]


def test_a_change_of_the_engine_restarts_the_server(tmp_path):
    """A build by the old code would not do: the server itself begins again."""
    prepare(tmp_path, {"docs/en/index.md": PAGE})
    server = Server(tmp_path, recipe())
    try:
        hook = tmp_path / "hooks/glossary.py"
        hook.write_text(hook.read_text("utf-8") + "\n# changed\n", "utf-8")
        server.wait(lambda: server.said().count("Serving on") == 2 and server.get(""))
    finally:
        server.stop()


def test_a_fault_of_the_engine_is_told_once_and_its_repair_starts_the_server(tmp_path):
    """It does not start again and again by itself, with a whole reading each time."""
    prepare(tmp_path, {"docs/en/index.md": PAGE})
    hook = tmp_path / "hooks/glossary.py"
    good = hook.read_text("utf-8")
    hook.write_text(good + "\nraise RuntimeError('a slip')\n", "utf-8")
    server = Server(tmp_path, recipe(), ready=lambda server: "RuntimeError: a slip" in server.said())
    try:
        time.sleep(3)  # as long as it takes to fail once more
        assert server.said().count("RuntimeError: a slip") == 1
        hook.write_text(good, "utf-8")
        server.wait(lambda: server.get(""))
    finally:
        server.stop()


def test_a_project_with_a_fault_of_each_kind_starts_and_says_what_is_wrong(tmp_path):
    """In the terminal, on top of each page, and in the place of what cannot be shown."""
    prepare(tmp_path, RECORDS)
    for name, old, new in (
        (DATA, "cards,2019", "cards,in 2019"),
        (ROUTE, "Suchiate", "Suchiatte"),
        (EVENT, "actors: [mexico]", "actors: [nobody]"),
        (CLAIM, "lopez2019#halted", "lopez2018#halted"),
        (TERM, ", es: Una tarjeta para un año.", ""),
        (RELEASE, "pages", "photographs"),
    ):
        path = tmp_path / name
        assert old in path.read_text("utf-8")
        path.write_text(path.read_text("utf-8").replace(old, new), "utf-8")
    (tmp_path / "docs/en/latin.md").write_bytes("# México\n".encode("latin-1"))
    (tmp_path / "docs/en/matter.md").write_text("---\ntitle: [\n---\n\n# Matter\n", "utf-8")
    server = Server(tmp_path, [sys.executable, "-m", "mkdocs"])
    try:
        home = server.get("")
        assert "This chart cannot be shown" in home
        said = server.said()
        for rule in ("impossible-date", "unsupported-stop", "invalid-record", "unknown-source", "missing-translation",
                     "unreadable-page", "broken-front-matter"):  # fmt: skip
            assert f"[{rule}]" in home and f"[{rule}]" in said, rule
        assert "not on the map" in server.get("map/")
        assert "This chart cannot be shown" in server.get("charts/cards/")
        assert "This page cannot be shown" in server.get("latin/")
        for page in (
            "matter/",
            "check/the-article/",
            "glossary/humanitarian-card/",
            "about/health/",
            "sources/lopez2019/",
        ):
            assert '<details class="findings"' in server.get(page), page
        server.save("docs/en/latin.md", "# México\n")
        assert ">México<" in server.get("latin/")
        assert "Traceback" not in server.said()
    finally:
        server.stop()


def test_a_site_below_a_path_shows_what_is_saved_and_the_first_event_and_the_first_claim(tmp_path):
    """A project's page on a host of code stands below the project's name."""
    prepare(tmp_path, {"docs/en/index.md": PAGE})
    server = Server(tmp_path, [sys.executable, "-m", "mkdocs"], "https://example.org/caravan/")
    try:
        server.save("docs/en/index.md", PAGE.replace("Some 12,574", "Nearly 12,574"), below="caravan/")
        assert "Nearly 12,574" in server.get("caravan/")
        for name, page, words in (
            (EVENT, "timeline/", "The caravan is halted"),
            (CLAIM, "check/the-article/", "Police stopped"),
        ):
            assert server.get(f"caravan/{page}") == "404"
            server.save(name, RECORDS[name], below="caravan/")
            assert words in server.get(f"caravan/{page}")
            assert words in server.get("caravan/search/pages.js")
            assert "BibTeX" in server.get(f"caravan/{page}"), "citations are made from all pages, as the search is"
            server.save(name, None, below="caravan/")
            assert server.get(f"caravan/{page}") == "404"
        assert "Traceback" not in server.said()
    finally:
        server.stop()


def test_a_removed_source_has_no_page(server):
    record = (server.folder / "docs/sources/lopez2019.yaml").read_text("utf-8")
    server.save("docs/sources/vega2021.yaml", record.replace("Una caravana", "Tres").replace("/caravana", "/tres"))
    assert "Tres" in server.get("sources/vega2021/")
    server.save("docs/sources/vega2021.yaml", None)
    assert server.get("sources/vega2021/") == "404"


def test_a_save_that_cannot_be_built_leaves_the_pages_and_says_so(server):
    """A server that waited for a good build would answer no request until then."""
    configuration = (server.folder / "mkdocs.yml").read_text("utf-8")
    server.save("mkdocs.yml", configuration.replace("theme:", "theme: [", 1))
    assert "Some 12,574" in server.get("") and "older than your last save" in server.get("")
    server.save("mkdocs.yml", configuration)
    assert "older than your last save" not in server.get("")


def test_a_taken_address_is_said_in_one_line_before_anything_is_built(tmp_path):
    prepare(tmp_path, {"docs/en/index.md": PAGE})
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        for command in (["mkdocs", "serve", "--dev-addr", address], ["explainer.address", address]):
            run = subprocess.run(
                [sys.executable, "-m", *command], cwd=tmp_path, capture_output=True, text=True, timeout=PATIENCE
            )
            said = [line for line in (run.stdout + run.stderr).splitlines() if line.strip()]
            assert run.returncode in (1, 2)
            [line] = [line for line in said if not line.startswith("INFO")]
            assert f"{address}: Address already in use" in line


def test_make_serve_ends_where_its_address_is_taken_and_does_not_start_again_by_itself(tmp_path):
    recipe = (ROOT / "Makefile").read_text("utf-8").partition("\nserve:")[2].partition("\n\n")[0]
    assert recipe.index("explainer.address $(ADDRESS)") < recipe.index("watchmedo")
    assert "--no-restart-on-command-exit" in recipe and "--dev-addr $(ADDRESS)" in recipe


@pytest.mark.parametrize(
    "address", ["", "8000", "127.0.0.1:", "127.0.0.1:99999", "127.0.0.1:²", "nowhere.invalid:80", ":80"]
)
def test_what_is_no_address_is_said_in_one_line(address):
    run = subprocess.run(
        [sys.executable, "-m", "explainer.address", address], capture_output=True, text=True, timeout=PATIENCE
    )
    assert run.returncode == 2 and run.stderr.count("\n") == 1 and "Traceback" not in run.stderr
