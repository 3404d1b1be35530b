"""Make a virtual environment from a lock file, or bring it up to date: ``environment.py FOLDER REQUIREMENTS [--with-project]``.

Two `make` at once work on it one after the other, and one that was stopped half-way is completed by the next: the stamp
``.ready`` is put there last. Run by the system's Python, of any version: it says which one is needed.
"""

import fcntl
import os
import subprocess
import sys
import time

OLDEST = (3, 11, 5)


def main(arguments):
    """Make the environment; return the exit status."""
    if sys.version_info < OLDEST:
        print("Python 3.11.5 or later is needed; set PYTHON=python3.x", file=sys.stderr)
        return 1
    folder, requirements = arguments[:2]
    sources = [requirements, *(["pyproject.toml"] if "--with-project" in arguments else [])]
    os.makedirs(folder, exist_ok=True)
    stamp = os.path.join(folder, ".ready")
    with open(os.path.join(folder, ".lock"), "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # it ends with this process
        if is_fresh(stamp, sources):
            return 0  # another one has done it while this one waited
        started = time.time()
        try:
            install(folder, requirements, with_project="--with-project" in arguments)
        except subprocess.CalledProcessError as error:
            return error.returncode
        with open(stamp, "a"):
            os.utime(stamp, (started, started))  # what was changed meanwhile is newer
    return 0


def is_fresh(stamp, sources):
    """Whether the environment was made after the last change of what it is made from."""
    try:
        made = os.stat(stamp).st_mtime
    except FileNotFoundError:
        return False
    return all(os.stat(source).st_mtime <= made for source in sources)


def install(folder, requirements, with_project):
    """Install what the lock names, and the project itself without what it depends on."""
    python = os.path.join(folder, "bin", "python")
    pip = [python, "-m", "pip"]
    whole = os.path.exists(python) and subprocess.call([*pip, "--version"], stdout=subprocess.DEVNULL) == 0
    if not whole:  # not there, or stopped before it had pip
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
    subprocess.run([*pip, "install", "--quiet", "--require-hashes", "-r", requirements], check=True)
    if with_project:
        subprocess.run([*pip, "install", "--quiet", "--no-deps", "--no-build-isolation", "--editable", "."], check=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
