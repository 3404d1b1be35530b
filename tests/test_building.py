"""The site in site/ is that of one build at every moment, whatever happens to the builds."""

import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from explainer import building
from explainer.building import NotBuilt, build_site, put_in_place, settle
from explainer.cli import main
from support.paths import ROOT
from support.sites import build_site as build_small
from support.sites import prepare

FILES = 60
# Stands for MkDocs: a site whose files all say which build made them.
WRITER = f"""\
import os, pathlib, sys, time
folder, mark = pathlib.Path(sys.argv[-1]), str(os.getpid())
for number in range({FILES}):
    (folder / str(number % 5)).mkdir(exist_ok=True)
    (folder / str(number % 5) / f"{{number}}.html").write_text(mark)
    time.sleep(float(sys.argv[1]))
"""


def writer(seconds=0.0):
    return [sys.executable, "-c", WRITER, str(seconds)]


def started(root, seconds=0.0):
    """Start a build in a process group of its own."""
    script = (
        "import sys; from pathlib import Path; from explainer.building import build_site\n"
        "sys.exit(build_site(Path(sys.argv[1]), sys.argv[2:]))"
    )
    return subprocess.Popen(
        [sys.executable, "-c", script, root, *writer(seconds)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def marks(site):
    """Return what the files of a site say, as a reader finds them who keeps to one folder from the first file to the last."""
    folder = os.open(site, os.O_RDONLY)
    try:
        found = []
        for name in os.listdir(folder):
            part = os.open(name, os.O_RDONLY, dir_fd=folder)
            for file in os.listdir(part):
                with open(os.open(file, os.O_RDONLY, dir_fd=part)) as opened:
                    found.append(opened.read())
            os.close(part)
        return found
    finally:
        os.close(folder)


def whole(site):
    found = marks(site)
    return len(found) == FILES and len(set(found)) == 1 and found[0] != ""


def left(root):
    return sorted(path.name for path in (root / "build").iterdir() if path.name != ".lock")


def test_a_build_takes_the_place_of_the_last_and_leaves_nothing_beside_it(tmp_path):
    for _ in range(2):
        assert build_site(tmp_path, writer()) == 0
        assert whole(tmp_path / "site") and left(tmp_path) == []


def test_a_build_that_fails_leaves_the_last_site_and_gives_its_exit_status(tmp_path):
    build_site(tmp_path, writer())
    before = marks(tmp_path / "site")
    failing = [sys.executable, "-c", WRITER + "\nsys.exit(7)", "0"]
    assert build_site(tmp_path, failing) == 7
    assert marks(tmp_path / "site") == before and left(tmp_path) == []


@pytest.mark.parametrize("there", ["a folder", "a link", "a file", "nothing"])
@pytest.mark.parametrize("reference_formats", [True, False], ids=["in one step", "in two steps"])
def test_what_stands_in_the_place_gives_way(tmp_path, there, reference_formats, monkeypatch):
    if not reference_formats:
        monkeypatch.setattr(building, "_exchange", lambda *_: False)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere/kept.txt").write_text("kept")
    site = tmp_path / "site"
    if there == "a folder":
        shutil.copytree(tmp_path / "elsewhere", site)
    elif there == "a link":
        site.symlink_to("elsewhere")
    elif there == "a file":
        site.write_text("x")
    assert build_site(tmp_path, writer()) == 0
    assert whole(site) and not site.is_symlink() and left(tmp_path) == []
    assert (tmp_path / "elsewhere/kept.txt").read_text() == "kept", "nothing is removed behind a link"


def test_this_system_lets_two_folders_change_places(tmp_path):
    """On Linux and macOS nobody ever finds the place empty; elsewhere the tests of two steps have to be enough."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    if not building._exchange(tmp_path / "one", tmp_path / "other"):
        pytest.skip("the file system cannot")
    assert (tmp_path / "one/other").exists() and (tmp_path / "other/one").exists()


class Killed(BaseException):
    """As a signal that cannot be caught: nothing of ours runs after it."""


@pytest.mark.parametrize("renames", [1, 2])
def test_a_build_that_is_killed_between_two_steps_is_put_right_by_the_next(tmp_path, monkeypatch, renames):
    monkeypatch.setattr(building, "_exchange", lambda *_: False)
    (tmp_path / "build").mkdir()
    for folder in ("site", "build/.site-new"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "index.html").write_text(folder)
    rename, done = Path.rename, []

    def until(path, target):
        if len(done) == renames:
            raise Killed
        done.append(path)
        return rename(path, target)

    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", until)
        patched.setattr(building, "_remove", lambda _: (_ for _ in ()).throw(Killed))
        with pytest.raises(Killed):
            put_in_place(tmp_path / "build/.site-new", tmp_path / "site")
    settle(tmp_path / "build", tmp_path / "site")
    expected = "site" if renames == 1 else "build/.site-new"
    assert (tmp_path / "site/index.html").read_text() == expected
    assert list((tmp_path / "build").iterdir()) == []


@pytest.mark.parametrize("reference_formats", [True, False], ids=["in one step", "in two steps"])
def test_a_step_that_is_refused_leaves_the_last_site(tmp_path, reference_formats, monkeypatch):
    build_site(tmp_path, writer())
    before = marks(tmp_path / "site")
    rename = Path.rename
    if not reference_formats:
        monkeypatch.setattr(building, "_exchange", lambda *_: False)

    def refuse(path, target):
        if (Path(target) == tmp_path / "site" and not path.name.endswith(".old")) or reference_formats:
            raise OSError(16, "Device or resource busy", str(path))
        return rename(path, target)

    monkeypatch.setattr(building, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", refuse)
    with pytest.raises(NotBuilt, match="Device or resource busy"):
        build_site(tmp_path, writer())
    assert marks(tmp_path / "site") == before and left(tmp_path) == []


def test_two_builds_at_once_end_well_one_after_the_other(tmp_path):
    builds = [started(tmp_path, 0.01) for _ in range(3)]
    said = [build.communicate(timeout=120)[1] for build in builds]
    assert [build.returncode for build in builds] == [0, 0, 0]
    assert sorted(text.count("\n") for text in said) == [0, 1, 1], said
    assert sum("another build is running; waiting" in text for text in said) == 2
    assert whole(tmp_path / "site") and left(tmp_path) == []


def test_builds_killed_at_any_moment_never_touch_the_site_that_is_read(tmp_path):
    """Builds follow each other and are killed with all that they started, while a reader reads the site again and again."""
    assert build_site(tmp_path, writer()) == 0
    torn, missing, read, over = [], [], [], threading.Event()

    def reader():
        while not over.is_set():
            try:
                found = marks(tmp_path / "site")
            except FileNotFoundError:
                # Either nothing is there, or the folder that we had opened has been replaced and is being removed.
                if not (tmp_path / "site").exists():
                    missing.append(time.monotonic())
                continue
            read.append(found[0] if found else "")
            if found and (len(set(found)) != 1 or "" in found):
                torn.append(found)

    watcher = threading.Thread(target=reader)
    watcher.start()
    chance = random.Random(20261130)
    try:
        for _ in range(15):
            build = started(tmp_path, 0.001)
            time.sleep(chance.uniform(0.0, 0.6))
            os.killpg(build.pid, signal.SIGKILL)
            build.communicate()
            assert whole(tmp_path / "site")
    finally:
        over.set()
        watcher.join()
    assert not torn and len(read) > 100
    if building_in_one_step(tmp_path):
        assert not missing
    (tmp_path / "build/site-mine").mkdir()
    assert build_site(tmp_path, writer()) == 0
    assert whole(tmp_path / "site") and left(tmp_path) == ["site-mine"], (
        "what the killed ones left is gone, and nothing else"
    )


def building_in_one_step(folder):
    for name in ("one", "other"):
        (folder / name).mkdir()
    return building._exchange(folder / "one", folder / "other")


def test_what_a_killed_build_had_started_still_holds_the_lock(tmp_path):
    """Else the next build would remove the folder that it writes into, or both would write."""
    build = started(tmp_path, 0.02)
    while not list((tmp_path / "build").glob(".site-*/*/*")) if (tmp_path / "build").exists() else True:
        time.sleep(0.01)
    os.kill(build.pid, signal.SIGKILL)
    following = started(tmp_path)
    _, said = following.communicate(timeout=120)
    assert following.returncode == 0 and "another build is running" in said
    assert whole(tmp_path / "site") and left(tmp_path) == []


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_a_build_that_is_asked_to_end_cleans_up(tmp_path, number):
    build_site(tmp_path, writer())
    before = marks(tmp_path / "site")
    build = started(tmp_path, 0.5)
    while not list((tmp_path / "build").glob(".site-*/*/*")):
        time.sleep(0.01)
    build.send_signal(number)
    build.communicate(timeout=60)
    assert build.returncode != 0
    assert marks(tmp_path / "site") == before and left(tmp_path) == []


def test_a_lock_file_that_was_removed_while_one_waited_counts_for_nothing(tmp_path):
    """As `make clean` removes it: who comes later locks another file, and the one that waited must see that."""
    with building.lock(tmp_path):
        waiting = started(tmp_path)
        assert "waiting" in waiting.stderr.readline()
        (tmp_path / "build/.lock").unlink()
        later = started(tmp_path, 0.05)
        while not list((tmp_path / "build").glob(".site-*/*/*")):
            time.sleep(0.01)
    for build in (waiting, later):
        build.communicate(timeout=120)
    assert [build.returncode for build in (waiting, later)] == [0, 0]
    assert whole(tmp_path / "site") and left(tmp_path) == []


BLOCKED = {
    "a file in the place of build": lambda root: (root / "build").write_text("x"),
    "a link to nothing in its place": lambda root: (root / "build").symlink_to("nowhere/at/all"),
    "a folder in the place of the lock": lambda root: (root / "build/.lock").mkdir(parents=True),
    "a link in the place of the lock": lambda root: (
        (root / "build").mkdir(),
        (root / "build/.lock").symlink_to(root / "x"),
    ),
}


@pytest.mark.parametrize("block", BLOCKED.values(), ids=BLOCKED.keys())
def test_where_nothing_can_be_written_it_is_one_line(tmp_path, block, capfd):
    (tmp_path / "docs/en").mkdir(parents=True)
    (tmp_path / "site").mkdir()
    block(tmp_path)
    assert main(["site", "--root", str(tmp_path)]) == 2
    said = capfd.readouterr().err
    assert said.startswith("explainer: the new site could not be put in place: build") and said.count("\n") == 1
    assert list((tmp_path / "site").iterdir()) == [] and not (tmp_path / "x").exists()


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_read_only_project_is_one_line(tmp_path, capfd):
    (tmp_path / "docs/en").mkdir(parents=True)
    tmp_path.chmod(0o555)
    assert main(["site", "--root", str(tmp_path)]) == 2
    tmp_path.chmod(0o755)
    assert "Permission denied" in capfd.readouterr().err


# What came with the repository is no output of ours

COMMITTED = {
    "build/takeaway/caravan-debate.epub": True,
    "build/.site.old/index.html": True,
    "site/index.html": True,
    ".cache/explainer/references-0.json": True,
    ".venv/bin/python": True,
    "hooks/explainer/__pycache__/cli.cpython-311.pyc": True,
    "hooks/x.pyc": True,
    "build/takeaway/caf\udce9\n.zip": True,
    "docs/en/build/site/index.md": False,
    "docs/en/site.md": False,
}


@pytest.mark.parametrize(("name", "refused"), COMMITTED.items())
def test_output_that_git_tracks_is_refused_before_anything_is_touched(tmp_path, name, refused, capfd):
    def git(*arguments):
        subprocess.run(["git", "-C", tmp_path, *arguments], check=True, capture_output=True)

    (tmp_path / "docs/en").mkdir(parents=True)
    (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
    (tmp_path / name).write_text("forged")
    git("init")
    assert building.complaint(tmp_path) == "", "made here, and in no commit"
    git("add", "--force", ".")
    assert bool(building.complaint(tmp_path)) == refused
    if refused:
        assert main(["site", "--root", str(tmp_path)]) == 2
        said = capfd.readouterr().err
        assert said.count("\n") == 1 and "is in the repository" in said and "git rm --cached" in said
        assert (tmp_path / name).read_text() == "forged"


def test_mkdocs_itself_refuses_too(tmp_path):
    prepare(tmp_path, {})
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache/x").write_text("forged")
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    subprocess.run(["git", "-C", tmp_path, "add", "--force", "."], check=True)
    site, log = build_small(tmp_path, {})
    assert log[-1].startswith("Abort: Nothing was built: .cache/x is in the repository") and not site.exists()


# With MkDocs itself


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """A small project that builds with the real hooks."""
    folder = tmp_path_factory.mktemp("project")
    prepare(folder, {})
    return folder


def explainer(folder, *arguments, **options):
    command = [sys.executable, "-m", "explainer.cli", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, **options)


def state(site):
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in site.rglob("*") if path.is_file()}


def test_a_web_server_can_read_the_site_whatever_the_umask(project):
    for umask in (0o077, 0o000):
        assert explainer(project, "site", umask=umask).returncode == 0
        site = project / "site"
        modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in (site, *site.rglob("*"))}
        assert modes == {(True, 0o755), (False, 0o644)}


def test_a_full_disk_is_one_line_and_the_last_site_stays(project):
    assert explainer(project, "site").returncode == 0
    before = state(project / "site")

    def fill():
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = explainer(project, "site", preexec_fn=fill)
    said = (done.stdout + done.stderr).strip()
    assert done.returncode == 1 and "\n" not in said, said
    assert said.startswith("The build failed: ") and "/build/.site-" in said and said.endswith("File too large")
    assert state(project / "site") == before and left(project) == []


def test_findings_are_shown_and_the_last_site_stays(project):
    assert explainer(project, "site").returncode == 0
    before = state(project / "site")
    page = project / "docs/en/index.md"
    text = page.read_text("utf-8")
    try:
        page.write_text(text + "\nWrong [@nobody2020].\n", "utf-8")
        done = explainer(project, "site")
    finally:
        page.write_text(text, "utf-8")
    assert done.returncode == 1 and "[unknown-source]" in done.stderr
    assert state(project / "site") == before and left(project) == []


def test_two_real_builds_at_once(project):
    command = [sys.executable, "-m", "explainer.cli", "site"]
    builds = [subprocess.Popen(command, cwd=project, stderr=subprocess.PIPE, text=True) for _ in range(2)]
    for build in builds:
        build.communicate(timeout=300)
    assert [build.returncode for build in builds] == [0, 0]
    assert (project / "site/index.html").is_file() and left(project) == []


def test_files_to_take_away_are_replaced_all_together_or_not_at_all(tmp_path, monkeypatch):
    """The site from which they are made is nobody's to read, and offers none; the last site and its files stay until all is made."""
    for folder, mark in (("build/takeaway", "old"), ("site", "old")):
        (tmp_path / folder).mkdir(parents=True)
        (tmp_path / folder / "a").write_text(mark)
    seen = []
    offers = "import os, sys; open(sys.argv[-1] + '/a', 'w').write(os.environ.get('WITHOUT_TAKEAWAY', 'offered'))"
    for status, text in ((3, "half"), (0, "new")):

        def takeaway(root, plain, made, status=status, text=text):
            seen.append(((plain / "a").read_text(), (tmp_path / "site/a").read_text()))
            (made / "a").write_text(text)
            return [sys.executable, "-c", f"raise SystemExit({status})"]

        monkeypatch.setattr(building, "_takeaway", takeaway)
        assert build_site(tmp_path, [sys.executable, "-c", offers], takeaway=True) == status
        wanted = ("old", "old") if status else ("new", "offered")
        assert ((tmp_path / "build/takeaway/a").read_text(), (tmp_path / "site/a").read_text()) == wanted
        assert left(tmp_path) == ["takeaway"]
    assert seen == [("1", "old"), ("1", "old")]


def test_a_site_from_which_they_are_made_offers_none(project):
    made = project / "build/takeaway/caravan-debate.zip"
    made.parent.mkdir(parents=True)
    shutil.make_archive(str(made.with_suffix("")), "zip", ROOT / "schemas")
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir"]
    for offered, name in (("", "with"), ("1", "without")):
        subprocess.run([*build, name], cwd=project, check=True, env={**os.environ, "WITHOUT_TAKEAWAY": offered})
        assert (project / name / "take-away").exists() == (not offered)
    shutil.rmtree(made.parent)


def test_make_builds_in_no_other_way():
    for target, command in (("site", "explainer site"), ("takeaway", "explainer site --takeaway")):
        # `make test` hands its own flags down, and a make below a make prints the folder that it enters.
        alone = {name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "MFLAGS"))}
        shown = subprocess.run(["make", "-n", target], cwd=ROOT, env=alone, capture_output=True, text=True).stdout
        assert shown.endswith(f"/{command}\n") and "mkdocs" not in shown and "rm " not in shown


def test_taking_away_waits_for_a_build_and_a_build_for_it(tmp_path, monkeypatch, capfd):
    """Else a book could hold pages of two builds."""
    from explainer import takeaway

    (tmp_path / "docs/en").mkdir(parents=True)
    assert build_site(tmp_path, writer()) == 0
    (tmp_path / "site/index.html").write_text("home")
    held = []

    def make(site, folder, known, kinds, library):
        build = started(tmp_path)
        held.append(build.stderr.readline())
        held.append(build)
        assert whole_but_home(site)
        return iter(())

    monkeypatch.setattr(takeaway, "make", make)
    assert main(["takeaway", "--root", str(tmp_path)]) == 0
    assert "another build is running" in held[0]
    held[1].communicate(timeout=60)
    assert held[1].returncode == 0 and not (tmp_path / "site/index.html").exists()


def whole_but_home(site):
    return (site / "index.html").read_text() == "home" and len(list(site.glob("*/*"))) == FILES
