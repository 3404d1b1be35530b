"""What all tests share."""

import os
import sys
from pathlib import Path

os.environ["NO_MKDOCS_2_WARNING"] = "1"
# The day of the checks stands still, so that what is not stale today is not stale when the tests run next.
os.environ["SOURCE_DATE_EPOCH"] = "1795435200"  # 2026-11-23
sys.path.insert(0, str(Path(__file__).parent / "citations"))
sys.path.insert(0, str(Path(__file__).parent))
