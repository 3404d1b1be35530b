"""What all tests share."""

import atexit
import os
import shutil
import signal
import tempfile

import pytest
from hypothesis import settings

from support.templates import compile_once

os.environ["NO_MKDOCS_2_WARNING"] = "1"
# The day of the checks stands still, so that what is not stale today is not stale when the tests run next.
os.environ["SOURCE_DATE_EPOCH"] = "1795867200"  # 2026-11-28
# Pandoc's answers of other runs are not known, those of this one are: the tests' processes share a folder.
if "PYTEST_XDIST_WORKER" not in os.environ:
    os.environ["EXPLAINER_CACHE"] = tempfile.mkdtemp(prefix="explainer-tests-")
    atexit.register(shutil.rmtree, os.environ["EXPLAINER_CACHE"], ignore_errors=True)
compile_once()
# Where tests run in the background, an interrupt is ignored by all that they start; tests of interrupts need it to arrive.
signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="module")
def real_day():
    """Let the tests of the real content run on their own day: somebody may have read a page against its sources today."""
    day = os.environ.pop("SOURCE_DATE_EPOCH")
    yield
    os.environ["SOURCE_DATE_EPOCH"] = day


# The same examples on every run: a pull request is not held up by a text that nobody wrote. `make fuzz` looks for new ones.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("searching", max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))


LONGEST = (
    "test_real_site",
    "test_linear",
    "test_live",
    "test_browser",
    "test_served",
    "test_takeaway",
    "test_building",
    "test_mutations",
)
"""The modules that take longest, which begin first: a process that runs a module builds once what its tests share."""


def pytest_collection_modifyitems(items):
    order = {name: location for location, name in enumerate(LONGEST)}
    items.sort(key=lambda item: order.get(item.path.stem, len(order)))
