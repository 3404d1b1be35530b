"""What differs between two states is found, recorded as a release, and shown as pages and a feed."""

import html
import re
import subprocess
from dataclasses import replace

import feedparser
import lxml.etree
import pytest
import yaml

from explainer import checks, commit_files, releases
from explainer.comment import LONGEST, comment
from explainer.commit_files import ABSENT, PLAIN, PathChange
from explainer.compare import compare, pair
from explainer.health import health
from explainer.library import load
from explainer.records.releases import KINDS, Correction
from explainer.render import changes
from explainer.render.site import Site
from support.cases import lay_out
from support.command import explainer
from support.git import commit
from support.paths import ROOT
from support.sites import build_site

HEAD = "---\ntitle: Home\ndescription: D.\nknown: 2026-11\n---\n\n# Home\n\n"
BEFORE = HEAD + (
    "The caravan was halted at the river on 19 January 2019 [@lopez2019#halted]. "
    "Some 12,574 people registered for a humanitarian card [@lopez2019#cards].\n"
)
SERIES = "series,date,value,source,evidence,note\nCards,2019-01,{},lopez2019,cards,\n"


def change(tmp_path, after, before=None):
    """The comparison of two projects, each the base with files over it."""
    libraries = []
    for name, files in (("before", before or {"docs/en/index.md": BEFORE}), ("after", after)):
        lay_out(tmp_path / name, files)
        libraries.append(load(tmp_path / name))
    return compare(*libraries)


@pytest.mark.parametrize(
    ("sentence", "counts", "corrections"),
    [
        (BEFORE, (0, 0, 0), []),
        (BEFORE.replace("Some", "About"), (0, 1, 0), []),
        (
            BEFORE.replace("12,574", "13,000"),
            (0, 1, 0),
            [("Some 12,574 people registered for a humanitarian card", "Some 13,000 people registered for a humanitarian card")],
        ),
        (BEFORE.replace("12,574", "12 574"), (0, 1, 0), []),
        (
            BEFORE.replace("19 January", "20 January"),
            (0, 1, 0),
            [("The caravan was halted at the river on 19 January 2019", "The caravan was halted at the river on 20 January 2019")],
        ),
        (
            BEFORE.partition("Some")[0] + "\n",
            (0, 0, 1),
            [("Some 12,574 people registered for a humanitarian card", None)],
        ),
        # The figure went into another statement of its page: nothing was taken back.
        (
            BEFORE.partition("Some")[0] + "Of them, an article says, 12,574 had asked for one [@lopez2019#cards].\n",
            (1, 0, 1),
            [],
        ),
        (BEFORE + "\nThe humanitarian card lasts [@lopez2019#cards].\n", (1, 0, 0), []),
    ],
    ids=["same", "word", "figure", "spelling", "date", "withdrawn", "moved", "added"],
)  # fmt: skip
def test_statements(tmp_path, sentence, counts, corrections):
    found = change(tmp_path, {"docs/en/index.md": sentence})
    stated = found.statements
    assert (stated.added, stated.reworded, stated.withdrawn) == counts
    assert [(one.before, one.after) for one in found.corrections] == corrections
    assert {one.where for one in found.corrections} <= {"index.md"}


def test_each_statement_is_paired_once(tmp_path):
    twice = BEFORE + "\nThe caravan was halted at the river on 19 January 2019 [@lopez2019#halted].\n"
    found = change(tmp_path, {"docs/en/index.md": BEFORE}, {"docs/en/index.md": twice})
    assert found.statements.withdrawn == 1 and not found.corrections  # the date still stands
    assert pair([], []) == []


def test_records_and_values(tmp_path):
    found = change(
        tmp_path,
        {
            "docs/data/cards.csv": SERIES.format(12575),
            "docs/glossary/humanitarian-card.yaml": "(removed)",
            "docs/en/index.md": "(removed)",
            "docs/en/new.md": BEFORE,
        },
        {"docs/data/cards.csv": SERIES.format(12574), "docs/en/index.md": BEFORE},
    )
    assert {kind: found.kinds[kind].model_dump(exclude_defaults=True) for kind in KINDS if found.kinds[kind] != type(found.kinds[kind])()} == {
        "pages": {"added": ["new.md"], "withdrawn": ["index.md"]},
        "terms": {"withdrawn": ["humanitarian-card"]},
        "series": {"changed": ["cards.csv"]},
    }  # fmt: skip
    assert Correction(
        where="data/cards.csv", before="Cards, 2019-01, lopez2019: 12574", after="Cards, 2019-01, lopez2019: 12575"
    ) in found.corrections  # fmt: skip


def test_nothing_differs_from_itself():
    library = load(ROOT)
    found = compare(library, load(ROOT))
    assert not found.pages and not found.corrections and not found.statuses
    assert all(kind == type(kind)() for kind in found.kinds.values())


# Releases


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project in a repository of one commit."""
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795500000")  # 24 November 2026
    lay_out(tmp_path, {"docs/en/index.md": BEFORE})
    commit(tmp_path, "2026-11-24T12:00:00Z")
    return tmp_path


def release(project, *arguments):
    return explainer("release", "--root", project, *arguments)


def test_a_release_says_what_changed_since_the_one_before(project, monkeypatch):
    assert release(project, "All is new.").returncode == 0
    first = yaml.safe_load((project / "docs/releases/2026-11-24.yaml").read_text("utf-8"))
    assert first["text"] == {"en": "All is new."} and first["totals"]["pages"] == 2
    assert set(first) == {"date", "text", "totals", "measures"}
    measured = health(load(project), "en").measures()
    assert first["measures"] == measured and measured["citations"] > measured["quoted"] > 0
    commit(project, "2026-11-24T13:00:00Z")
    (project / "docs/en/index.md").write_text(BEFORE.replace("12,574", "12,575"), "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795600000")
    run = release(project, "One figure was wrong.")
    assert run.returncode == 0 and run.stdout.startswith("docs/releases/2026-11-25.yaml")
    second = load(project).releases["2026-11-25"].data
    assert list(load(project).releases) == ["2026-11-25", "2026-11-24"]  # the newest first
    assert second.pages.changed == ["index.md"] and second.statements.reworded == 1
    assert [(one.before[:11], one.after[:11]) for one in second.corrections] == [("Some 12,574", "Some 12,575")]


def test_a_release_that_cannot_be_made_leaves_nothing(project, tmp_path_factory):
    def refused(folder, *arguments):
        kept = sorted(folder.rglob("docs/releases/*"))
        run = release(folder, "Text.", *arguments)
        assert run.returncode == 2 and "Traceback" not in run.stderr
        assert sorted(folder.rglob("docs/releases/*")) == kept
        return run.stderr

    assert "no revision 'v9'" in refused(project, "--since", "v9")
    assert "no revision '--output=x'" in refused(project, "--since=--output=x")
    assert release(project, "Text.").returncode == 0
    assert "there is already a release of 2026-11-24" in refused(project)
    (project / "docs/releases/2026-11-24.yaml").rename(project / "docs/releases/2026-11-20.yaml")
    assert "no commit that added docs/releases/2026-11-20.yaml" in refused(project)
    (project / "docs/sources/lopez2019.yaml").write_text("type: [", "utf-8")
    assert "cannot be read" in refused(project)
    bare = tmp_path_factory.mktemp("bare")
    lay_out(bare, {})
    assert "no revision" in refused(bare, "--since", "HEAD")


@pytest.mark.parametrize("name", ["<b>.md", "a\nb.md", "javascript:x.md"])
def test_a_name_that_no_record_holds_is_refused_in_words(project, monkeypatch, name):
    assert release(project, "Begun.").returncode == 0
    commit(project, "2026-11-24T13:00:00Z")
    (project / "docs/en" / name).write_text(BEFORE, "utf-8")
    before = set(project.rglob("*"))
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795600000")
    run = release(project, "More.")
    if run.returncode == 0:  # the record holds it: then it is read back
        assert not load(project).faults
    else:
        assert run.returncode == 2 and "Traceback" not in run.stderr and run.stderr.count("\n") == 1
        assert set(project.rglob("*")) == before


def test_a_release_in_a_shallow_clone_is_refused(project, tmp_path_factory, monkeypatch):
    assert release(project, "Begun.").returncode == 0
    commit(project, "2026-11-24T13:00:00Z")
    (project / "docs/en/index.md").write_text(BEFORE.replace("Some", "About"), "utf-8")
    commit(project, "2026-11-25T13:00:00Z")
    clone = tmp_path_factory.mktemp("shallow") / "clone"
    subprocess.run(["git", "clone", "--quiet", "--depth=1", f"file://{project}", str(clone)], check=True)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795600000")
    run = release(clone, "More.")
    assert run.returncode == 2 and "git fetch --unshallow" in run.stderr
    assert len(list((clone / "docs/releases").iterdir())) == 1
    assert release(project, "More.").returncode == 0


def test_what_is_exported_stays_in_its_folder(project, tmp_path_factory):
    (project / "docs/way-out").symlink_to("/etc")
    commit(project, "2026-11-24T13:00:00Z")
    out = tmp_path_factory.mktemp("out")
    assert [one.path for one in commit_files.export(project, "HEAD", out)] == ["docs/way-out"]
    assert (out / "docs/en/index.md").is_file() and not (out / "docs/way-out").is_symlink()


def test_the_pages_and_the_feed(project, monkeypatch):
    assert releases.make(project, "All is new.")
    commit(project, "2026-11-24T13:00:00Z")
    (project / "docs/en/index.md").write_text(BEFORE.replace("Some", "Only"), "utf-8")
    source = (project / "docs/sources/lopez2019.yaml").read_text("utf-8")
    (project / "docs/sources/new2020.yaml").write_text(source.replace("Una caravana", "Otra «caravana»"), "utf-8")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795600000")
    releases.make(project, "Mended: less & more.")
    files = {path.relative_to(project).as_posix(): path.read_text("utf-8") for path in (project / "docs").rglob("*.*")}
    del files["docs/sources/new2020.yaml"]  # withdrawn since
    (project / "docs/sources/new2020.yaml").unlink()
    site, log = build_site(project, files)
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))], log

    feed = feedparser.parse((site / "feed.xml").read_text("utf-8"))
    assert not feed.bozo and feed.version == "atom10"
    assert [entry.title for entry in feed.entries] == ["25 November 2026", "24 November 2026"]
    assert len({entry.id for entry in feed.entries}) == 2
    assert feed.entries[0].summary.startswith("Mended: less & more. Pages: 1 changed.")
    for entry in feed.entries:
        path = entry.link.removeprefix("http://127.0.0.1:8000/")
        assert (site / path / "index.html").is_file()
    assert '<link rel="alternate" type="application/atom+xml"' in (site / "index.html").read_text("utf-8")

    index = (site / "about/changes/index.html").read_text("utf-8")
    assert index.index("25 November 2026") < index.index("24 November 2026")
    shown = re.findall(
        r'<th scope="row">(.*?)</th><td class="number">(\d+)</td>',
        (site / "about/health/index.html").read_text("utf-8"),
    )
    assert [name for name, _ in shown] == ["Today", "25 November 2026", "24 November 2026"]
    page = (site / "about/changes/2026-11-25/index.html").read_text("utf-8")
    assert "new2020" in page and "sources/new2020" not in page  # gone: named, and no link to nowhere
    assert re.search(r'<li><a href="[./]+">Home</a></li>', page)


@pytest.mark.parametrize(
    "text",
    [
        "bell \\b, zero \\0, escape \\e, mark \\uFFFE, \\U0001FFFF, delete \\x7F",
        "\\ud800 and \\uFDD0",
        "]]> & < \\u2028",
    ],
)
@pytest.mark.parametrize("day", ["2026-11-24", "2026-11", "FY2026", "2026-11/2026-12"])
def test_the_feed_is_well_formed_whatever_a_release_says(tmp_path, text, day):
    record = f'date: {day}\ntext: "{text}"\ntotals: {{}}\n'
    lay_out(tmp_path, {"docs/releases/2026-11-24.yaml": record})
    library = load(tmp_path)
    site = Site(library, "en", name='A "name" \x1b', address="https://example.org/")
    written = changes.feed(site, "Title \x00")
    if not library.releases:  # refused in the record, with a place
        assert written == "" and any(fault.location.path == "docs/releases/2026-11-24.yaml" for fault in library.faults)
        return
    assert not feedparser.parse(written).bozo
    lxml.etree.fromstring(written.encode("utf-8"))
    assert re.findall(r"<updated>(.*?)</updated>", written)[0][10:] == "T00:00:00Z"


def test_a_site_without_releases_has_no_feed(tmp_path):
    site, _ = build_site(tmp_path, {})
    assert not (site / "feed.xml").exists()
    assert "atom+xml" not in (site / "index.html").read_text("utf-8")
    assert (site / "about/changes/index.html").is_file()


def test_a_release_with_a_fault_is_found(tmp_path):
    lay_out(tmp_path, {"docs/releases/2026-11-24.yaml": "date: 2026-11-31\ntext: T.\ntotals: {}\npage: {added: []}\n"})
    found = {finding.rule: finding for finding in checks.run(load(tmp_path))}
    assert found["impossible-date"].location.line == 1
    assert found["invalid-record"].location.line == 4


# The comment on a pull request


def test_a_comment_says_what_changed_and_what_did_not(tmp_path):
    for name in ("before", "after"):
        lay_out(tmp_path / name, {"docs/en/index.md": BEFORE})
    before, after = (load(tmp_path / name) for name in ("before", "after"))
    assert "No page or record changes." in comment(before, after)
    debate = HEAD + "".join(
        f"## Position {number}: {name}\n\nSomebody said so [@lopez2019#halted].\n\n"
        for number, name in (("one", "a"), ("two", "b"))
    )
    lay_out(tmp_path / "after", {"docs/en/debate/x.md": debate, "docs/en/index.md": BEFORE.replace("12,574", "12,575")})
    text = comment(before, load(tmp_path / "after"), "https://example.org/preview")
    assert text.startswith("<!-- caravan-explainer")
    assert "| pages | debate/x&#46;md | index&#46;md |  |" in text
    assert "| cited statements | 2 | 1 |  |" in text
    assert "| debate/x&#46;md | Position one&#58; a |  | 1 |" in text
    assert "12,574 people registered for a humanitarian card | Some 12,575" in text


def test_a_long_comment_is_cut_at_a_line(tmp_path):
    lay_out(tmp_path / "before", {})
    pages = {f"docs/en/{'x' * 200}{i}.md": BEFORE for i in range(200)}
    lay_out(tmp_path / "after", pages)
    text = comment(load(tmp_path / "before"), load(tmp_path / "after"))
    assert len(text) <= LONGEST and "and 170 more" in text


def test_all_changed_paths_are_named_or_counted_by_folder(tmp_path):
    lay_out(tmp_path, {})
    library = load(tmp_path)
    paths = [PathChange(f"docs/en/junk{i % 3}/{'@' * 150}{i}.js", ABSENT, "100644") for i in range(5_000)]
    paths += [PathChange(".github/workflows/check.yml", "100644", "100644"), PathChange("hooks/x.py", "100644", ABSENT)]
    text = comment(library, library, changes=paths)
    assert len(text) <= LONGEST and "**Not reviewed: 5002 changed paths.**" in text
    first, second, *_ = [line for line in text.splitlines() if line.startswith("- ")]
    assert ".github/workflows/check.yml" in first and "changed" in first and "deleted" in second
    [rest] = [line for line in text.splitlines() if line.startswith("- and ")]
    named = sum(line.startswith("- ``") for line in text.splitlines())
    assert f"and {5002 - named} more" in rest and sum(map(int, re.findall(r"`` (\d+)", rest))) == 5002 - named


@pytest.mark.parametrize("count", [1, 200])
def test_a_comment_of_hostile_rows_keeps_its_verdict_and_its_room(tmp_path, count):
    lay_out(tmp_path / "before", {})
    hostile = "@" * 4_000
    suppressions = "".join(
        f"<!-- waive uncited-figure until 2027-01-31: {hostile}{n} -->\n\nSome 42 people.\n\n" for n in range(count)
    )
    errors = "".join(f"Some 43 {hostile} people.\n\n" for _ in range(count))
    lay_out(tmp_path / "after", {"docs/en/index.md": BEFORE + "\n" + suppressions + errors})
    before, after = (load(tmp_path / name) for name in ("before", "after"))
    text = comment(before, after, changes=[PathChange("hooks/x.py", ABSENT, "100644")])
    assert len(text) <= LONGEST and text.count("<details>") == text.count("</details>")
    errors = sum(one.severity == "error" for one in checks.run(after))
    assert errors >= count
    assert f"**{errors} errors**" in text and f"waivers: {count}.**" in text and "hooks/x.py" in text
    assert not re.search(r"@\w", text)


def test_a_file_of_another_case_is_no_twin_of_one_that_is_gone(tmp_path):
    lay_out(tmp_path, {"docs/en/a.md": BEFORE})
    library = load(tmp_path)
    gone, come = PathChange("docs/en/A.md", PLAIN, ABSENT), PathChange("docs/en/a.md", ABSENT, PLAIN)
    assert "same file" not in comment(library, library, changes=[gone, come])
    assert "same file as docs/en/A" in html.unescape(
        comment(library, library, changes=[come, replace(gone, after=PLAIN)])
    )
    many = [PathChange(f"docs/en/{'x' * 13}.md".replace("x", "X", n), ABSENT, PLAIN) for n in range(14)] * 300
    assert len(comment(library, library, changes=many)) <= LONGEST
