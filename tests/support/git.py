"""Repositories of tests, with an author of their own."""

import subprocess


def git(folder, *arguments, **environment):
    identity = {f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                for what, value in (("NAME", "A"), ("EMAIL", "a@example.org"))}  # fmt: skip
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, encoding="utf-8", env=identity | environment).stdout


def commit(folder, date):
    git(folder, "init", "--quiet")
    git(folder, "add", "docs")
    git(folder, "commit", "--quiet", "--message=One", GIT_AUTHOR_DATE=date, GIT_COMMITTER_DATE=date)
