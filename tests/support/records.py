"""A small project with a record of each kind."""

PAGE = """---
title: Home
description: A page with all that can be put on one.
---

# Home

The caravan was halted [@lopez2019#halted], and the humanitarian cards came later [@lopez2019#registered].

![The cards](chart:cards)
"""

RECORDS = {
    "docs/en/index.md": PAGE,
    "docs/sources/lopez2019.yaml": """\
type: article-newspaper
title: Una caravana en el río
author: [{family: López, given: Ana}]
container-title: Diario del Sur
issued: 2019-01-20
URL: https://example.org/caravana
archive: https://archive.example.org/caravana
language: es
voice: press
rank: 3
read: {date: 2026-11}
evidence:
  - id: halted
    at: headline
    date: 2019-01-19
    says: The caravan of 19 January 2019 was halted at the Suchiate.
    quote: detenida en el río
    speaker: headline
  - id: cards
    at: third paragraph
    says: 12,574 people registered for a card.
  - id: registered
    at: fourth paragraph
    date: 2019
    says: In 2019, 12,574 people registered.
""",
    "docs/charts/cards.yaml": """\
title: The cards
data: cards.csv
kind: line
unit: cards
text: "The cards were handed over [@lopez2019#cards]."
""",
    "docs/data/cards.csv": "series,date,value,source,evidence,note\ncards,2019,12574,lopez2019,registered,\n",
    "docs/routes/october-2018.yaml": """\
title: January 2019
stops:
  - {place: Suchiate, date: 2019-01-19, text: "It was halted [@lopez2019#halted]."}
""",
    "docs/map/places.csv": "name,latitude,longitude,label\nSuchiate,14.68,-92.15,n\n",
    "docs/map/outlines.json": '{"frame": [-119, 12, -83, 34], "countries": {"MX": [[[-100, 20], [-99, 20], [-99, 21], [-100, 20]]]}}',
    "docs/timeline/halted.yaml": """\
date: 2019-01-19
actors: [mexico]
title: The caravan is halted
text: "It was halted [@lopez2019#halted]."
pages: [index.md]
main: true
""",
    "docs/questions/who.yaml": """\
question: Who halted the caravan?
answer: It was halted by nobody that the newspaper names [@lopez2019#halted].
page: index.md
subject: caravans
""",
    "docs/claims/s01.yaml": """\
claim: Police stopped the caravan.
kind: [fact]
status: contested
answer: It was halted [@lopez2019#halted].
""",
    "docs/releases/2026-11-01.yaml": "date: 2026-11-01\ntext: The first.\ntotals: {pages: 2}\n",
}
"""A record of each kind, without a fault."""

TERM = "docs/glossary/humanitarian-card.yaml"
CHART, ROUTE, EVENT = "docs/charts/cards.yaml", "docs/routes/october-2018.yaml", "docs/timeline/halted.yaml"
SOURCE, DATA, PLACES, OUTLINES = (
    "docs/sources/lopez2019.yaml",
    "docs/data/cards.csv",
    "docs/map/places.csv",
    "docs/map/outlines.json",
)
HOME, CLAIM, RELEASE = "docs/en/index.md", "docs/claims/s01.yaml", "docs/releases/2026-11-01.yaml"
QUESTION = "docs/questions/who.yaml"
