"""The weekly look at outward links: lychee asks a real server that answers in every way, and one issue says what became of them."""

import http.server
import json
import socket
import threading
import urllib.parse

import pytest

from explainer import archives, hosts, links
from explainer.cli import main
from explainer.library import load
from explainer.redirects import destination
from support.cases import lay_out
from support.code_host import Host, needs_jq
from support.paths import BIN

CODES = ("200", "301", "302", "403", "404", "410", "429", "500", "never", "news-of-a-day", "column")
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


TO = {"301": "/200", "302": "/200", "news-of-a-day": "/", "column": "/user/login?next=/column"}


class Answer(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        path, _, query = self.path.partition("?")
        name = path.strip("/")
        # Spelled so that a client that mends addresses asks another one, which works.
        name = "410" if name == "centroam%C3%A9rica." else "404" if name == "copied" else name
        if name == "never" and not self.server.mended:
            self.server.silence.wait(20)
            return
        body = b""
        if name == "available":
            address = urllib.parse.parse_qs(query)["url"][0]
            copy = {"available": True, "url": f"http://web.archive.org/web/2020/{address}", "status": "200"}
            copy |= {"status": "404"} if address.endswith("error") else {}
            copy |= {"url": f"https://web.archive.org/{'a' * 2000}"} if address.endswith("long") else {}
            known = address.endswith(("404", "error", "long")) or (address.endswith("bare") and "://" not in address)
            body = json.dumps({"archived_snapshots": {"closest": copy} if known else {}}).encode()
            name = "200"
        elif name == "garbage":
            self.wfile.write(b"hello\r\n\r\n")
            return
        elif name == "deep":
            name, body = "200", b"[" * 90_000
        elif name == "broken":
            name, body = "200", b"<html>no JSON"
        elif name == "odd":
            name, body = (
                "200",
                json.dumps(
                    {"archived_snapshots": {"closest": {"available": True, "url": "javascript:x` @all"}}}
                ).encode(),
            )
        code = 301 if name in TO and not name.isdigit() else int(name) if name.isdigit() else 200
        self.send_response(200 if self.server.mended else code)
        if name in TO and not self.server.mended:
            self.send_header("Location", TO[name])
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
    records["docs/sources/spelled.yaml"] = SOURCE.format(code="spelled", address=f"{server.address}/centroamérica.")
    records["docs/sources/copied.yaml"] = SOURCE.format(code="copied", address=f"{server.address}/copied").replace(
        "language", f"archive: {server.address}/archive\nlanguage"
    )
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
        (link.address.removeprefix(server.address), link.location.path, link.location.line, link.field)
        for link in links.external_links(load(tmp_path))
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
    - `` docs/en/index.md:8 ``: the copy is `https://web.archive.org/web/2020/{0}/404`
- **Gone**: `` {0}/410 `` (Rejected status code: 410 Gone)
    - `` docs/sources/s410.yaml:3 ``, `URL`: the archive has no copy
- **Gone**: `` {0}/centroamérica. `` (Rejected status code: 410 Gone)
    - `` docs/sources/spelled.yaml:3 ``, `URL`: the archive has no copy
- **Gone**: `` {0}/news-of-a-day `` (leads to the front page: {0}/)
    - `` docs/sources/snews-of-a-day.yaml:3 ``, `URL`: the archive has no copy
- **Moved**: `` {0}/301 `` leads to `` {0}/200 ``
    - `` docs/sources/s301.yaml:3 ``, `URL`

<details>
<summary>2 failed or did not answer; they will be asked again next week</summary>

- `` {0}/500 ``: Rejected status code: 500 Internal Server Error
- `` {0}/never ``: Timeout

</details>

<details>
<summary>3 refused a program, so the page may be fine</summary>

- `` {0}/403 ``: Rejected status code: 403 Forbidden
- `` {0}/429 ``: Rejected status code: 429 Too Many Requests
- `` {0}/column ``: leads to a login: {0}/user/login?next=/column

</details>

3 addresses work; 1 gone, each with an archived copy on record.

<!-- failing: {{"{0}/500": 1, "{0}/never": 1}} -->
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
    host.run("check-links", **gentle)
    _, issue = host.world["issues"]
    plain = issue["body"].replace("&#45;", "-").replace("&#58;", ":").replace("&#46;", ".")
    assert plain == EXPECTED.format(server.address)
    assert issue["title"] == "Links that broke or moved" and issue["labels[]"] == "links"
    host.run("check-links", **gentle)
    assert len(host.world["issues"]) == 2 and f'{server.address}/never": 2' in host.world["issues"][1]["body"]
    server.mended = True
    host.run("check-links", **gentle)
    assert [one["state"] for one in host.world["issues"]] == ["open", "closed"]
    assert [one["body"] for one in host.world["comments"]] == [
        "This week no address is gone without its archived copy, none has moved, and none has failed for long."
    ]
    server.mended = False
    host.run("check-links", **gentle)
    assert [one["state"] for one in host.world["issues"]] == ["open", "open"], "the same issue is opened again"


COPY = "https://web.archive.org/web/2020/"


@pytest.mark.parametrize(
    ("path", "address", "copy", "why"),
    [
        ("/available", "https://example.org/404", COPY + "https://example.org/404", ""),
        ("/available", "https://example.org/bare", COPY + "example.org/bare", ""),
        ("/available", "https://example.org/x", "", "the archive has no copy"),
        ("/available", "https://example.org/error", "", "the archive has no copy"),
        ("/available", "https://example.org/long", "", "the archive did not give the address of a copy"),
        ("/odd", "https://example.org/x", "", "the archive did not give the address of a copy"),
        ("/broken", "https://example.org/x", "", "the archive could not be asked (JSONDecodeError)"),
        ("/500", "https://example.org/x", "", "the archive could not be asked (HTTPError)"),
        ("/garbage", "https://example.org/x", "", "the archive could not be asked (BadStatusLine)"),
        ("/deep", "https://example.org/x", "", "the archive could not be asked (RecursionError)"),
        (":x", "https://example.org/x", "", "the archive could not be asked (InvalidURL)"),
    ],
)
def test_what_the_archive_says(server, path, address, copy, why):
    assert archives.find_snapshot(address, server.address + path) == (copy, why)


def test_an_archive_that_is_not_there():
    why = "the archive could not be asked (URLError)"
    assert archives.find_snapshot("https://example.org", "http://127.0.0.1:9/x") == ("", why)


@pytest.mark.parametrize(
    ("address", "spelled"),
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("https://example.org/centroamérica?q=ñ'x'#é", "https://example.org/centroam%C3%A9rica?q=%C3%B1%27x%27#%C3%A9"),
        ("https://example.org/a%20b_(c),d;e?f=1&g=2", "https://example.org/a%20b_(c),d;e?f=1&g=2"),
        ("https://español.example/", "https://xn--espaol-zwa.example/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:80", "http://example.org/"),
        ("https://example.org:8443/a/", "https://example.org:8443/a/"),
        ("https://example.org/a/./b/../c/..", "https://example.org/a/"),
        ("https://example.org/../a/%2E%2e/b//c", "https://example.org/b//c"),
        ("https://[", "https://["),
    ],
)
def test_how_an_address_is_spelled_when_it_is_asked(address, spelled):
    assert links.asked(address) == spelled == links.asked(spelled)


@pytest.mark.parametrize(
    ("origin", "to", "expected"),
    [
        ("/2018/a-story", "/2020/a-story", "page"),
        ("/2018/a-story", "/2018/a-story/", "same"),
        ("/2018/a-story", "/2018/x/../a-story", "same"),
        ("/2018/a-story", "/", "front"),
        ("/2018/a-story", "/es/", "front"),
        ("/2018/a-story", "/es-mx/inicio.aspx", "front"),
        ("/2018/a-story", "/index.php", "front"),
        ("/?p=12", "/", "front"),
        ("/", "/es/", "page"),
        ("/index.html", "/", "page"),
        ("/2018/a-story", "/?p=12", "page"),
        ("/2018/a-story", "/error/404.html", "error"),
        ("/2018/a-story", "/page-not-found", "error"),
        ("/2018/a-story", "/es/pagina-no-encontrada", "error"),
        ("/2018/a-story", "/sorry.aspx?aspxerrorpath=/2018/a-story", "error"),
        ("/2018/error-404", "/news/error-404", "page"),
        ("/2018/a-story", "/news/the-404-families", "page"),
        ("/2018/a-story", "/accounts/login?next=/2018/a-story", "login"),
        ("/2018/a-story", "https://login.example.org/?to=1", "login"),
        ("/2018/a-story", "/suscripciones", "login"),
        ("/login", "/login/", "same"),
        ("/2018/a-story", "https://[", "page"),
    ],
)
def test_what_a_redirect_leads_to(origin, to, expected):
    assert (
        destination(
            f"https://example.org{origin}", urllib.parse.urljoin("https://example.org", to) if to[0] == "/" else to
        )
        == expected
    )


def test_an_address_that_fails_for_weeks_is_listed():
    location = links.Location("docs/sources/a.yaml", 3)
    found = {f"https://{name}.example/": links.Verdict("failing", "520") for name in ("old", "new", "kept")}
    given = [links.Link(address, location, "URL", True, "kept" in address) for address in found]
    bodies = [""]
    for week in range(1, links.WEEKS + 2):
        bodies.append(
            links.issue(given if week > 1 else given[::2], found, lambda _: ("", "the archive has no copy"), bodies[-1])
        )
    assert all(body.splitlines()[1] == links.QUIET for body in bodies[1 : links.WEEKS])
    first, second = bodies[links.WEEKS :]
    assert links.QUIET not in first and "**Failing for 4 weeks**: `` https://old.example/ ``" in first
    assert "`` docs/sources/a.yaml:3 ``, `URL`: the archive has no copy" in first
    assert "new.example/ ``: 520" in first and "**Failing for 4 weeks**: `` https://new.example/ ``" in second
    assert "kept.example/ ``: 520" in second, "it has an archived copy"
    works = links.issue(given, {address: links.Verdict("works") for address in found}, lambda _: ("", ""), second)
    assert works == ""
    again = links.issue(given, found, lambda _: ("", ""), works)
    assert again.splitlines()[1] == links.QUIET and '"https://old.example/": 1' in again


@pytest.mark.parametrize("before", ["<!-- failing: {} -->", "<!-- failing: {\"https://a.example/\": \"x\"} -->", "<!-- failing: {x} -->",
                                    "<!-- failing: {" + '"a":{' * 50_000 + "} -->", "failing: 9"])  # fmt: skip
def test_counts_that_somebody_changed_begin_again(before):
    found = {"https://a.example/--><b>": links.Verdict("failing", "520")}
    body = links.issue(
        [links.Link("https://a.example/--><b>", links.Location("a.md", 1))], found, lambda _: ("", ""), before
    )
    counted = body.splitlines()[-1]
    assert counted.count("--") == 2 and counted.count("<") == 1 and counted.endswith(": 1} -->")
    assert links._weeks(body) == {"https://a.example/--><b>": 1}


FAILED = "Network error: Connection failed. Check network connectivity and firewall settings"  # for all of these


def reported(**bad):
    errors = [{"url": f"https://{name}.example/", "status": status} for name, status in bad.items()]
    return json.dumps({"total": len(bad), "success_map": {}, "error_map": {"a": errors}, "timeout_map": {}})


def test_a_host_without_a_name_is_gone_and_one_that_fails_is_not(monkeypatch):
    answers = {"lost.example": socket.EAI_NONAME, "silent.example": socket.EAI_AGAIN, "here.example": None}

    def ask(host, port):
        if answers[host]:
            raise socket.gaierror(answers[host], "")

    monkeypatch.setattr(socket, "getaddrinfo", ask)
    failed = {"text": FAILED}
    report = reported(lost=failed, silent=failed, here=failed, shut={"text": "403", "code": 403})
    states = {address: verdict.state for address, verdict in links.verdicts(report, hosts.host_not_found).items()}
    assert states == {
        "https://lost.example/": "gone",
        "https://silent.example/": "failing",
        "https://here.example/": "failing",
        "https://shut.example/": "refused",
    }


@pytest.mark.parametrize(
    ("report", "said"),
    [
        (reported(a={"text": FAILED}, b={"text": FAILED}), "no server answered"),
        ('{"total": 3, "success_map": {}, "error_map": {}, "timeout_map": {}}', "no server answered"),
        ('{"successful": 3, "success_map": {}, "error_map": {}, "timeout_map": {}}', "make it with -vv"),
    ],
)
def test_a_report_that_says_nothing_of_the_pages_closes_no_issue(report, said):
    with pytest.raises(links.ReportFormatError, match=said):
        links.verdicts(report, lambda address: True)


def test_an_issue_is_never_longer_than_the_code_host_takes():
    addresses = [f"https://example.org/{i}/{'a' * 400}" for i in range(1000)]
    places = [
        links.Link(one, links.Location(f"docs/sources/s{i}.yaml", 3), "URL", True) for i, one in enumerate(addresses)
    ]
    states = ("gone", "moved", "failing", "refused")
    found = {one: links.Verdict(states[i % 4], "<@&>" * 50, one) for i, one in enumerate(addresses[:900])}
    body = links.issue(places, found, lambda address: (f"{COPY}{address}", ""))
    assert 40_000 < len(body) < 65_536 and "\n0 addresses work.\n" in body
    assert body.count(" more\n") == 5 and "<summary>100 were not asked</summary>" in body


@pytest.mark.parametrize(
    "report",
    [
        "",
        "[]",
        "{}",
        '{"success_map": 1, "error_map": {}, "timeout_map": {}}',
        '{"success_map": {"a": [1]}}',
        "\x00",
        "[" * 200_000,
    ],
    ids=range(7),
)
def test_what_is_no_report_says_so(tmp_path, capsys, report):
    lay_out(tmp_path, {})
    (tmp_path / "report.json").write_text(report, "utf-8")
    assert main(["links", str(tmp_path / "report.json"), "--root", str(tmp_path)]) == 2
    assert "this is not a JSON report of lychee" in capsys.readouterr().err


def test_what_a_server_says_stays_in_its_place():
    location = links.Location("docs/en/index.md", 1)
    found = {"https://a.example/": links.Verdict("moved", "", "https://b.example/`` @all <img> ``")}
    body = links.issue([links.Link("https://a.example", location)], found, lambda address: ("", ""))
    assert body.count("``") == 6 and "` @" not in body.replace("``", "")
