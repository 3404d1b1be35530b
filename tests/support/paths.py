"""Where the project and its tests are."""

import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
"""The project."""
BIN = Path(sys.executable).parent
"""The commands of the environment that the tests run in."""
RULES = ROOT / "tests/rules"
BASE = RULES / "base"
"""A project without a fault, over which each case of a rule lays its files."""
