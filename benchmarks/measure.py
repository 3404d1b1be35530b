"""Runs commands as their users do, each in a new process, and tells what each took."""

import atexit
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

CACHE = tempfile.mkdtemp(prefix="bench-cache-")
"""Where our builds keep pandoc's answers; among the leavings of a command that has to ask anew."""
atexit.register(shutil.rmtree, CACHE, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Command:
    """What to run, where, and what earlier runs left there that must be gone first."""

    arguments: Sequence[str | Path]
    folder: Path
    leavings: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Run:
    """What one run took."""

    seconds: float
    """By the clock on the wall."""
    cpu: float
    """Seconds of the processor, the command's own children included: other work on the machine does not count."""
    memory: float
    """Megabytes that the largest process held at its height."""


@dataclass(frozen=True, slots=True)
class Runs:
    """Several runs of one command."""

    each: tuple[Run, ...]

    @property
    def seconds(self) -> float:
        """The median by the clock."""
        return median(run.seconds for run in self.each)

    @property
    def cpu(self) -> float:
        """The median of the processor's seconds."""
        return median(run.cpu for run in self.each)

    @property
    def spread(self) -> tuple[float, float]:
        """The shortest and the longest by the clock."""
        return min(run.seconds for run in self.each), max(run.seconds for run in self.each)

    @property
    def memory(self) -> float:
        """The most megabytes."""
        return max(run.memory for run in self.each)

    def ratio(self, base: "Runs", measure: str = "seconds") -> float:
        """Return how many times as long as ``base`` this took: the median of the rounds, each against its own."""
        pairs = zip(self.each, base.each, strict=True)
        return float(median(getattr(ours, measure) / getattr(other, measure) for ours, other in pairs))


def run(command: Command) -> Run:
    """Run a command once. Raises RuntimeError with the end of its output where it fails."""
    for name in command.leavings:
        subprocess.run(["rm", "-rf", command.folder / name], check=True)
    # Commits and forks see the same addresses; no tool asks the network or colours its output.
    surroundings = os.environ | {
        "EXPLAINER_CACHE": CACHE,
        "NO_MKDOCS_2_WARNING": "1",
        "REPO_URL": "https://example.org/debate",
        "NO_COLOR": "1",
    }
    with tempfile.TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            command.arguments, cwd=command.folder, stdout=output, stderr=subprocess.STDOUT, env=surroundings
        )
        # Popen's own wait tells nothing about the process's memory.
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            said = output.read().decode(errors="replace")[-2000:]
            raise RuntimeError(f"{' '.join(map(str, command.arguments))} in {command.folder} failed:\n{said}")
    return Run(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def interleaved(commands: Mapping[str, Command], rounds: int) -> dict[str, Runs]:
    """Run all commands in turn, several rounds, so that a slow minute of the machine meets all of them alike."""
    found: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(run(command))
    return {name: Runs(tuple(each)) for name, each in found.items()}
