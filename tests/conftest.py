"""What all tests share."""

import os
import sys
from pathlib import Path

from hypothesis import settings

os.environ["NO_MKDOCS_2_WARNING"] = "1"
# The day of the checks stands still, so that what is not stale today is not stale when the tests run next.
os.environ["SOURCE_DATE_EPOCH"] = "1795867200"  # 2026-11-28
sys.path.insert(0, str(Path(__file__).parent / "citations"))
sys.path.insert(0, str(Path(__file__).parent))

# The same examples on every run: a pull request is not held up by a text that nobody wrote. `make fuzz` looks for new ones.
settings.register_profile("repeatable", derandomize=True)
settings.register_profile("searching", max_examples=1000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "repeatable"))
