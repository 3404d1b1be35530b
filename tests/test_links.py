"""The weekly look at outward links: lychee asks a real server that answers in every way, and one issue says what became of them."""

import http.server
import json
import threading
import urllib.parse

import pytest

from explainer import archives, links
from explainer.cli import main
from explainer.library import Library
from rules.test_rules import lay_out
from test_workflows import BIN, Host, needs_jq

CODES = ("200", "301", "302", "403", "404", "410", "429", "500", "never")
SOURCE = """type: webpage
title: Page {code}
URL: {address}
language: en
voice: press
rank: 3
read: {{date: 2026-11}}
evidence:
  - {{id: a, at: page 1, says: It says so.}}
"""


class Server(http.server.ThreadingHTTPServer):
    """Answers /404 with 404 and so on, /never not at all, and /available as the archive's service does."""

    daemon_threads = True

    def __init__(self):
        super().__init__(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self.server_port}"
        self.silence = threading.Event()
        self.mended = False
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path, _, query = self.path.partition("?")
        name = path.strip("/")
        if name == "never" and not self.server.mended:
            self.server.silence.wait(20)
            return
        body = b""
        if name == "available":
            address = urllib.parse.parse_qs(query)["url"][0]
            copy = {"available": True, "url": f"http://web.archive.org/web/2020/{address}", "status": "200"}
            body = json.dumps({"archived_snapshots": {"closest": copy} if address.endswith("404") else {}}).encode()
            name = "200"
        elif name == "broken":
            name, body = "200", b"<html>no JSON"
        elif name == "odd":
            name, body = (
                "200",
                json.dumps(
                    {"archived_snapshots": {"closest": {"available": True, "url": "javascript:x` @all"}}}
                ).encode(),
            )
        self.send_response(200 if self.server.mended or not name.isdigit() else int(name))
        if name in ("301", "302") and not self.server.mended:
            self.send_header("Location", "/200")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_HEAD = do_GET

    def log_message(self, *arguments):
        pass


@pytest.fixture
def server():
    server = Server()
    yield server
    server.silence.set()
    server.shutdown()


def files(server):
    page = f"---\ntitle: Home\ndescription: D.\n---\n\n# Home\n\nSee [here]({server.address}/404) and [there][1].\n\n[1]: {server.address}/200\n"
    records = {
        f"docs/sources/s{code}.yaml": SOURCE.format(code=code, address=f"{server.address}/{code}") for code in CODES
    }
    return {
        "docs/en/index.md": page,
        "docs/sources/lopez2019.yaml": "(removed)",
        "docs/glossary/humanitarian-card.yaml": "(removed)",
    } | records


def test_every_outward_address_is_known_with_its_places(tmp_path, server):
    record = SOURCE.format(code="200", address="https://example.org/own").replace(
        "read: {date: 2026-11}",
        "DOI: 10.1000/x\narchive: https://example.org/copy\nread: {date: 2026-11, url: https://example.org/read}",
    )
    lay_out(tmp_path, files(server) | {"docs/sources/more.yaml": record})
    found = {
        (link.address.removeprefix(server.address), link.place.path, link.place.line, link.field)
        for link in links.outward(Library.load(tmp_path))
    }
    assert ("/404", "docs/en/index.md", 8, "") in found and ("/200", "docs/en/index.md", 10, "") in found
    assert {one for one in found if one[1] == "docs/sources/more.yaml"} == {
        ("https://example.org/own", "docs/sources/more.yaml", 3, "URL"),
        ("https://doi.org/10.1000/x", "docs/sources/more.yaml", 7, "DOI"),
        ("https://example.org/copy", "docs/sources/more.yaml", 8, "archive"),
        ("https://example.org/read", "docs/sources/more.yaml", 9, "read.url"),
    }


EXPECTED = """<!-- caravan-explainer: links -->
## Links that broke or moved

- **Gone**: `` {0}/404 `` (Rejected status code: 404 Not Found)
    - `` docs/sources/s404.yaml:3 ``, `URL`: take `archive: https://web.archive.org/web/2020/{0}/404`
    - `` docs/en/index.md:8 ``: take `archive: https://web.archive.org/web/2020/{0}/404`
- **Gone**: `` {0}/410 `` (Rejected status code: 410 Gone)
    - `` docs/sources/s410.yaml:3 ``, `URL`: the archive has no copy
- **Moved**: `` {0}/301 `` leads to `` {0}/200 ``
    - `` docs/sources/s301.yaml:3 ``, `URL`

<details>
<summary>2 failed or kept silent; they are asked again next week</summary>

- `` {0}/500 ``: Rejected status code: 500 Internal Server Error
- `` {0}/never ``: Timeout

</details>

<details>
<summary>2 refused a program, which says nothing of the page</summary>

- `` {0}/403 ``: Rejected status code: 403 Forbidden
- `` {0}/429 ``: Rejected status code: 429 Too Many Requests

</details>

2 addresses work.
"""


@needs_jq
def test_one_issue_is_opened_renewed_and_closed(tmp_path, server):
    host = Host(tmp_path)
    lay_out(host.clone, files(server))
    (host.clone / ".venv/bin/lychee").symlink_to(BIN / "lychee")
    gentle = {
        "PACE": "--timeout 2 --max-retries 0 --host-request-interval 1ms",
        "ARCHIVE": f"{server.address}/available",
    }
    someone = {"number": 1, "state": "open", "user": {"login": "somebody"}, "body": links.MARK}
    host.keep(host.world | {"issues": [someone]})
    for _ in range(2):
        host.run("check-links", **gentle)
    _, issue = host.world["issues"]
    plain = issue["body"].replace("&#45;", "-").replace("&#58;", ":").replace("&#46;", ".")
    assert plain == EXPECTED.format(server.address)
    assert issue["title"] == "Links that broke or moved" and issue["labels[]"] == "links"
    server.mended = True
    host.run("check-links", **gentle)
    assert [one["state"] for one in host.world["issues"]] == ["open", "closed"]
    assert [one["body"] for one in host.world["comments"]] == ["Every link is as it should be."]


@pytest.mark.parametrize(
    ("path", "address", "said"),
    [
        (
            "/available",
            "https://example.org/404",
            "take `archive: https://web.archive.org/web/2020/https://example.org/404`",
        ),
        ("/available", "https://example.org/x", "the archive has no copy"),
        ("/broken", "https://example.org/x", "the archive could not be asked (JSONDecodeError)"),
        ("/500", "https://example.org/x", "the archive could not be asked (HTTPError)"),
        ("/odd", "https://example.org/x", "the archive gave no address of a copy"),
    ],
)
def test_what_the_archive_says(server, path, address, said):
    assert archives.proposed(address, server.address + path) == said


def test_an_archive_that_is_not_there():
    assert (
        archives.proposed("https://example.org", "http://127.0.0.1:9/x") == "the archive could not be asked (URLError)"
    )


@pytest.mark.parametrize(
    "report",
    ["", "[]", "{}", '{"success_map": 1, "error_map": {}, "timeout_map": {}}', '{"success_map": {"a": [1]}}', "\x00"],
)
def test_what_is_no_report_says_so(tmp_path, capsys, report):
    lay_out(tmp_path, {})
    (tmp_path / "report.json").write_text(report, "utf-8")
    assert main(["links", str(tmp_path / "report.json"), "--root", str(tmp_path)]) == 2
    assert "this is no report of lychee's" in capsys.readouterr().err


def test_what_a_server_says_stays_in_its_place():
    place = links.Place("docs/en/index.md", 1)
    found = {"https://a.example": links.Verdict("moved", "", "https://b.example/`` @all <img> ``")}
    body = links.issue([links.Link("https://a.example", place)], found, str)
    assert body.count("``") == 6 and "` @" not in body.replace("``", "")
