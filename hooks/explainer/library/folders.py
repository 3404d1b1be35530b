"""The folders of the project's records, and the names of the pages that are made from many records."""

SOURCES = "docs/sources"
GLOSSARY = "docs/glossary"
CLAIMS = "docs/claims"
TIMELINE = "docs/timeline"
KITS = "docs/kits"
PLANS = "docs/plans"
QUESTIONS = "docs/questions"
CHARTS = "docs/charts"
ROUTES = "docs/routes"
MAP = "docs/map"
DATA = "docs/data"
RELEASES = "docs/releases"
STYLE = "docs/style"
OPPOSITES = "docs/opposites"
NAMES = "docs/names"
SCORES = "docs/data/scores.json"
MUTANTS = "docs/data/mutants.json"

CLAIMS_PAGE = "check/the-article.md"
"""The page that is made from the claims."""

TIMELINE_PAGE = "timeline.md"
"""The page that is made from the events."""

QUESTIONS_PAGE = "questions.md"
"""The page that is made from the questions."""

MAP_PAGE = "map.md"
"""The page that is made from the routes."""

KIT_PAGES = "teach"
"""The folder of the pages that are made from the kits."""

DEBATES = "debate"
"""The folder of the written pages that kits are made from."""
