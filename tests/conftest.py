"""What all tests share."""

import os
import sys
from pathlib import Path

os.environ["NO_MKDOCS_2_WARNING"] = "1"
sys.path.insert(0, str(Path(__file__).parent / "citations"))
sys.path.insert(0, str(Path(__file__).parent))
