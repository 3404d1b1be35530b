"""The list of hashes beside a published site, and the comparison of a site with it and with a rebuilt one, in a folder and on the web."""

import hashlib
import json
import os
import shutil
import subprocess
import threading
import time
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from explainer.cli import main
from explainer.published import comparing, listing, places
from explainer.published.listing import INFO, SUMS
from support.git import git
from support.paths import ROOT
from support.published import FACTS, FILES, HASH, Quiet, info_of, relist, write


@pytest.fixture
def site(tmp_path):
    """A published site with its lists, and the same site built again."""
    folder = write(tmp_path / "site", FILES)
    listing.write(folder, info_of(folder))
    write(tmp_path / "rebuilt", FILES)
    return folder


# The list


def test_the_list_is_what_sha256sum_reads_and_names_every_file(site):
    done = subprocess.run(["sha256sum", "--check", "--strict", SUMS], cwd=site, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert set(done.stdout.splitlines()) == {f"{name}: OK" for name in [*FILES, INFO]}
    lines = [line.partition("  ")[2] for line in (site / SUMS).read_text().splitlines()]
    assert lines == sorted(lines)
    assert set(json.loads((site / INFO).read_text())["files"]) == set(FILES)


def test_the_same_site_has_the_same_lists_and_is_listed_anew(site):
    before = [(site / name).read_bytes() for name in (INFO, SUMS)]
    listing.write(site, info_of(site))
    assert [(site / name).read_bytes() for name in (INFO, SUMS)] == before
    (site / "new.html").write_text("new")
    (site / "a/index.html").unlink()
    listing.write(site, info_of(site))
    assert set(listing.read_sums((site / SUMS).read_bytes())) == {*FILES, "new.html", INFO} - {"a/index.html"}


@pytest.mark.parametrize(
    "name", [b"two\nlines", b"back\\slash", b"caf\xe9", b"tab\t", "right\u202eleft".encode(), b" led", b"trailed "]
)
def test_a_name_that_a_line_cannot_hold_is_refused(site, name):
    with open(os.fsencode(site) + b"/" + name, "w"):
        pass
    with pytest.raises(listing.Unlistable) as reason:
        info_of(site)
    assert str(reason.value).isprintable()


@pytest.mark.parametrize("kind", ["file", "folder", "nowhere", "pipe"])
def test_what_is_no_file_is_refused(site, tmp_path, kind):
    place = site / "odd"
    if kind == "pipe":
        os.mkfifo(place)
    else:
        place.symlink_to({"file": site / "index.html", "folder": tmp_path / "rebuilt", "nowhere": "gone"}[kind])
    with pytest.raises(listing.Unlistable, match="odd"):
        info_of(site)
    assert comparing.compare(places.at(str(site))).code == 1


@pytest.mark.parametrize("failing", [0, 1])
def test_a_list_that_cannot_be_written_leaves_no_untrue_one(site, monkeypatch, failing):
    (site / "index.html").write_text("other")
    moves = []

    def replace(source, target):
        moves.append(target)
        if len(moves) > failing:
            raise OSError(28, "No space left on device")
        os.rename(source, target)

    monkeypatch.setattr(listing.os, "replace", replace)
    with pytest.raises(OSError):
        listing.write(site, info_of(site))
    assert not list(site.glob(".*"))
    assert not (site / SUMS).exists()


def test_what_a_killed_run_left_is_not_published(tmp_path, monkeypatch):
    monkeypatch.chdir(ROOT)
    site = write(tmp_path / "site", {"index.html": "<html>", f".{INFO}.part": "{", f".{SUMS}.part": "half"})
    assert main(["buildinfo", "--site", str(site)]) == 0
    assert sorted(path.name for path in site.iterdir()) == [SUMS, INFO, "index.html"]
    assert set(listing.read_sums((site / SUMS).read_bytes())) == {INFO, "index.html"}


HOME = '<html><head><link rel="canonical" href="https://example.org/x/"></head><a class="md-source" href="https://code.example/o/r">r</a>'


def test_the_list_says_from_what_the_site_was_built(tmp_path, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    root = write(tmp_path / "p", {"docs/en/index.md": "# H", "requirements.txt": "a==1\n", ".gitignore": "site/\n"})
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    git(root, "commit", "--quiet", "--message=One")
    write(root, {"site/index.html": HOME})

    def said():
        assert main(["buildinfo", "--root", str(root)]) == 0
        return json.loads((root / "site" / INFO).read_text())

    info = said()
    assert info["commit"] == git(root, "rev-parse", "HEAD").strip() and info["clean"] is True
    assert (info["site_url"], info["repo_url"]) == ("https://example.org/x/", "https://code.example/o/r")
    assert info["source_date_epoch"] == 1700000000
    assert info["lock"] == hashlib.sha256(b"a==1\n").hexdigest()
    assert {"python", "pandoc", "mkdocs", "mkdocs-material", "explainer"} <= set(info["tools"])
    write(root, {"docs/en/new.md": "# New"})
    assert said()["clean"] is False
    (root / "docs/en/new.md").unlink()
    write(root, {"requirements.txt": "a==2\n"})
    assert said()["clean"] is False
    assert "uncommitted changes" in capsys.readouterr().out
    shutil.rmtree(root / ".git")
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    info = said()
    assert (info["commit"], info["clean"], info["source_date_epoch"]) == ("", False, None)


@pytest.mark.parametrize("epoch", ["", "-1", "²", "1" * 12, "now"])
def test_a_time_that_is_none_is_not_listed(tmp_path, monkeypatch, epoch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    site = write(tmp_path / "site", {"index.html": "<html>"})
    assert main(["buildinfo", "--root", str(ROOT), "--site", str(site)]) == 0
    assert json.loads((site / INFO).read_text())["source_date_epoch"] is None


GOOD = {"format": 1, **FACTS, "files": {"a": HASH}}


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "[" * 100_000, "\xff", "{}", json.dumps(GOOD | {"format": 2}),
        *(json.dumps(GOOD | {"files": {name: HASH}}) for name in ("../x", "/x", "a//b", "", "a\\b", "a\nb", INFO, SUMS, "\u202e", "\ud800")),
        json.dumps(GOOD | {"files": {"a": "b"}}), json.dumps(GOOD | {"files": {"a": HASH.upper()}}),
        json.dumps(GOOD | {"files": {str(n): HASH for n in range(listing.MAX_FILES + 1)}}),
        json.dumps(GOOD | {"commit": "--upload-pack=x"}), json.dumps(GOOD | {"commit": "c" * 39}),
        json.dumps(GOOD | {"source_date_epoch": -1}), json.dumps(GOOD | {"source_date_epoch": 10**400}),
        json.dumps(GOOD | {"clean": "yes"}), json.dumps(GOOD | {"more": 1}), json.dumps(GOOD | {"site_url": "a\nb"}),
    ],
    ids=lambda text: text[:30],
)  # fmt: skip
def test_a_list_of_another_shape_is_refused_in_words(text, site):
    raw = text.encode("latin-1" if text == "\xff" else "utf-8", "surrogatepass")
    with pytest.raises(listing.UnreadableList) as reason:
        listing.read_info(raw)
    assert str(reason.value).startswith(INFO) and len(str(reason.value)) < 600
    (site / INFO).write_bytes(raw)
    assert comparing.compare(places.at(str(site))).code == 1


@pytest.mark.parametrize(
    "text",
    [f"{HASH}  ../x", f"{HASH}  /etc/passwd", f"{HASH} x", f"{HASH}  ", f"{HASH[1:]}  x", f"{HASH}  x\n{HASH}  x",
     f"\\{HASH}  a\\nb", f"{HASH}  {SUMS}", "\xff", f"{HASH}  a\x1b[2J"],
)  # fmt: skip
def test_sums_of_another_form_are_refused_in_words(text, site):
    raw = text.encode("latin-1")
    with pytest.raises(listing.UnreadableList) as reason:
        listing.read_sums(raw)
    assert str(reason.value).isprintable()
    (site / SUMS).write_bytes(raw)
    assert comparing.compare(places.at(str(site))).code == 1


# The comparison

FORGED = "somebody's words"


def forge(site):
    (site / "a/index.html").write_text(FORGED)


def forge_and_relist(site):
    forge(site)
    relist(site)


def add_and_relist(site):
    write(site, {"more.html": FORGED})
    relist(site)


def remove_and_relist(site):
    (site / "a/index.html").unlink()
    relist(site)


def list_what_is_not_there(site):
    info = listing.read_info((site / INFO).read_bytes())
    listing.write(site, info.model_copy(update={"files": info.files | {"gone.html": HASH}}))


def unclean(site):
    listing.write(site, info_of(site, clean=False))


TAMPERED = [
    # what is done to the published site, what the list alone shows, what a rebuilt site shows; nothing: all is well
    (lambda site: None, "", ""),
    (forge, "a/index.html differs", "a/index.html differs"),
    (lambda site: (site / "a/index.html").unlink(), "a/index.html is missing", "a/index.html is missing"),
    (lambda site: write(site, {"more.html": FORGED}), "more.html is not listed", "more.html is not in the rebuilt site"),
    (lambda site: write(site, {"\x1b[2J.html": FORGED}), "\\x1b[2J.html", "\\x1b[2J.html"),
    (lambda site: (site / SUMS).unlink(), f"{SUMS} is missing", f"{SUMS} is missing"),
    (lambda site: (site / INFO).unlink(), f"{INFO} is missing", f"{INFO} is missing"),
    (lambda site: (site / INFO).write_bytes((site / INFO).read_bytes() + b"\n"), f"{INFO} differs", f"{INFO} differs"),
    (list_what_is_not_there, "gone.html is missing", "gone.html: there is no such file"),
    (forge_and_relist, "", "a/index.html differs"),
    (add_and_relist, "", "more.html is not in the rebuilt site"),
    (remove_and_relist, "", "a/index.html is missing"),
    (unclean, "uncommitted files", "uncommitted files"),
]  # fmt: skip


@pytest.mark.parametrize(("tamper", "alone", "against"), TAMPERED)
def test_a_change_is_found_and_a_rebuilt_site_decides(site, tamper, alone, against, capsys):
    tamper(site)
    for options, expected in (([], alone), (["--against", str(site.parent / "rebuilt")], against)):
        code = main(["verify", str(site), *options])
        said = capsys.readouterr().out
        assert code == bool(expected), said
        assert expected in said
        assert all(line.isprintable() for line in said.splitlines())


def test_both_hashes_of_a_forged_file_are_shown(site, capsys):
    forge(site)
    assert main(["verify", str(site), "--against", str(site.parent / "rebuilt")]) == 1
    said = capsys.readouterr().out
    assert hashlib.sha256(b"page").hexdigest() in said and hashlib.sha256(FORGED.encode()).hexdigest() in said
    assert "4 files compared with the rebuilt site: 1 difference, 0 not checked." in said


def test_a_site_that_was_built_otherwise_is_told_with_what_it_is_built(site, capsys):
    write(site.parent / "rebuilt", {f"{number}.html": "x" for number in range(1000)})
    assert main(["verify", str(site), "--against", str(site.parent / "rebuilt")]) == 1
    said = capsys.readouterr().out
    assert f"- and {2000 - comparing.SHOWN:,} more" in said and len(said.splitlines()) < 800
    assert f"commit {'c' * 40} with SITE_URL=https://example.org/ REPO_URL= SOURCE_DATE_EPOCH=1795867200." in said


def test_what_cannot_be_rebuilt_is_held_against_the_list_and_said(site, capsys):
    (site.parent / "rebuilt/take-away/b.pdf").write_text("another browser's")
    command = ["verify", str(site), "--against", str(site.parent / "rebuilt"), "--not-rebuilt", "take-away/*.pdf"]
    assert main(command) == 0
    assert "take-away/b.pdf was not rebuilt" in capsys.readouterr().out
    (site / "take-away/b.pdf").write_text(FORGED)
    assert main(command) == 1
    assert main(command[:-2]) == 1


def test_a_rebuilt_site_may_have_lists_of_its_own(site):
    listing.write(site.parent / "rebuilt", info_of(site.parent / "rebuilt", commit="d" * 40))
    assert main(["verify", str(site), "--against", str(site.parent / "rebuilt")]) == 0


@pytest.mark.parametrize(
    "where",
    ["nowhere", "http://example.org/", "ftp://example.org/", "file:///etc/", "https://", "https://user@example.org/", "https://[::1",
     "https://example.org/?q", "https://example.org/#f", "https://example.org:x/", "https://exa mple.org/", "https://exämple.org/"],
)  # fmt: skip
def test_what_is_no_site_is_refused_in_one_line(where, capsys):
    for command in ("verify", "rebuild"):
        assert main([command, where, *(["--root", str(ROOT)] if command == "rebuild" else [])]) == 2
        assert len(capsys.readouterr().err.splitlines()) == 1


# On the web


@pytest.fixture
def serve():
    """Return a function that serves with a handler and returns the address."""
    servers = []

    def start(handler):
        server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.mark.parametrize(
    ("tamper", "alone", "against"),
    [one for one in TAMPERED if "more.html is not" not in one[2] and "x1b" not in one[2]],
)
def test_a_change_is_found_on_the_web_too(site, serve, tamper, alone, against, capsys):
    tamper(site)
    address = serve(partial(Quiet, directory=str(site)))
    for options, expected in (([], alone), (["--against", str(site.parent / "rebuilt")], against)):
        assert main(["verify", address, *options]) == bool(expected)
        assert expected in capsys.readouterr().out


def test_a_file_for_the_host_alone_may_be_kept_by_it(site, serve):
    for folder in (site, site.parent / "rebuilt"):
        write(folder, {"_headers": "/*"})
    relist(site)
    (site / "_headers").unlink()
    outcome = comparing.compare(places.at(serve(partial(Quiet, directory=str(site)))), site.parent / "rebuilt")
    assert outcome.code == 0 and "_headers" in outcome.notes[0]
    assert comparing.compare(places.at(str(site))).code == 1, "in a folder it is simply missing"


class Odd(Quiet):
    """Serves a site, and one of its pages in its own way."""

    how = "moved"
    asked: list[str] = []

    def do_GET(self):
        type(self).asked.append(self.path)
        if self.path != "/a/index.html":
            return super().do_GET()
        if self.how in ("elsewhere", "other port", "file", "within", "round"):
            self.send_response(302)
            to = {"elsewhere": "https://example.org/", "other port": "http://127.0.0.1:1/", "file": "file:///etc/passwd",
                  "within": "/moved/index.html", "round": "/a/index.html"}[self.how]  # fmt: skip
            self.send_header("Location", to)
            self.end_headers()
        elif self.how == "error":
            self.send_error(503)
        elif self.how == "broken":
            self.wfile.write(b"no HTTP at all\r\n\r\n")
        elif self.how == "short":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"page")
        elif self.how == "packed":
            self.send_response(200)
            self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(b"page")
        elif self.how in ("large", "slow"):
            self.send_response(200)
            self.end_headers()
            try:
                for _ in range(2000):
                    self.wfile.write(b"x" * (1 if self.how == "slow" else 1000))
                    time.sleep(0.02 if self.how == "slow" else 0)
            except OSError:
                pass


@pytest.mark.parametrize(
    ("how", "code"),
    [("within", 0), ("elsewhere", 2), ("other port", 2), ("file", 2), ("round", 2), ("error", 2), ("broken", 2), ("short", 2),
     ("packed", 2), ("large", 2), ("slow", 2)],
)  # fmt: skip
def test_a_server_that_answers_oddly_is_never_taken_for_right(site, serve, monkeypatch, how, code, capsys):
    monkeypatch.setattr(places, "MAX_BYTES", 1_000_000)
    if how == "slow":
        monkeypatch.setattr(places, "SECONDS_A_FILE", 0.2)
    write(site, {"moved/index.html": "page"})
    relist(site)
    handler = type("This", (Odd,), {"how": how, "asked": []})
    address = serve(partial(handler, directory=str(site)))
    begun = time.monotonic()
    assert main(["verify", address]) == code
    assert time.monotonic() - begun < 20, "it drips for 40 seconds"
    said = capsys.readouterr().out
    assert (how == "within") != ("a/index.html could not be checked" in said)
    assert set(handler.asked) <= {"/" + name.replace(" ", "%20") for name in [*FILES, "moved/index.html", INFO, SUMS]}


def test_another_host_is_not_even_asked(site, serve):
    """A redirection leads nowhere else, even where the same file lies there."""
    handler = type("Other", (Odd,), {"how": "as it is", "asked": []})
    other = serve(partial(handler, directory=str(site)))

    class Leading(Quiet):
        def do_GET(self):
            self.send_response(302)
            self.send_header("Location", other + self.path)
            self.end_headers()

    assert main(["verify", serve(Leading)]) == 2
    assert handler.asked == []


def test_a_host_that_fails_is_not_asked_for_ever(site, serve, monkeypatch, capsys):
    write(site, {f"{number}.html": "x" for number in range(200)})
    relist(site)
    asked = []

    class Failing(Quiet):
        def do_GET(self):
            asked.append(self.path)
            return super().do_GET() if self.path[1:] in (INFO, SUMS) else self.send_error(500)

    assert main(["verify", serve(partial(Failing, directory=str(site)))]) == 2
    assert len(asked) < 2 + places.FAILURES + comparing.READERS
    assert "204 not checked" in capsys.readouterr().out


def test_a_host_that_is_silent_ends(serve, monkeypatch):
    monkeypatch.setattr(places, "SECONDS", 0.2)

    class Silent(BaseHTTPRequestHandler):
        def handle(self):
            time.sleep(3)

    assert main(["verify", serve(Silent)]) == 2
