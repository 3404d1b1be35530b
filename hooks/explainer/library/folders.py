"""Where the project's records are, and what the pages are called that are made from many of them."""

SOURCES = "docs/sources"
GLOSSARY = "docs/glossary"
CLAIMS = "docs/claims"
TIMELINE = "docs/timeline"
CHARTS = "docs/charts"
ROUTES = "docs/routes"
MAP = "docs/map"
DATA = "docs/data"
RELEASES = "docs/releases"
STYLE = "docs/style"
SCORES = "docs/data/scores.json"

CLAIMS_PAGE = "check/the-article.md"
"""The page that is made of the claims."""

TIMELINE_PAGE = "timeline.md"
"""The page that is made of the events."""

MAP_PAGE = "map.md"
"""The page that is made of the routes."""
