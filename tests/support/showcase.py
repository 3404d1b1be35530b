"""A generated site that has every kind of page and everything that a page can show, in fixed words.

Tests of what readers see and of bytes run on it: what writers add to the real pages never breaks a test of code.
"""

from .kits import FILES as KIT
from .records import RECORDS

LONG = "story/crossing/"
"""The address of its longest page, which has cards, terms, a chart, key points, a table and a quotation."""

_PLACES = ("Suchiate", "Tapachula", "Mapastepec", "Arriaga", "Juchitán", "Matías Romero")


def _source(number: int) -> str:
    location = _PLACES[number % len(_PLACES)]
    return f"""\
type: report
title: Count number {number} at {location}
author: [{{family: Vega, given: Juan}}]
publisher: Observatory of the Border
issued: 2019-02-{number:02}
URL: https://example.org/counts/{number}
archive: https://archive.example.org/counts/{number}
language: en
voice: ngo
rank: 2
read: {{date: 2026-11}}
evidence:
  - id: people
    at: page {number}
    date: 2019-02-{number:02}
    says: At {location} the observatory counted {100 * number:,} people.
  - id: families
    at: page {number + 1}
    says: Of the people at {location} {30 * number:,} travelled with their families.
"""


def _sentences(number: int) -> str:
    location = _PLACES[number % len(_PLACES)]
    return (
        f"At {location} the observatory counted {100 * number:,} people [@count{number}#people].\n"
        f"Of these {30 * number:,} travelled with their families, and some held a humanitarian card [@count{number}#families].\n"
    )


def _page(title: str, text: str) -> str:
    matter = f"---\ntitle: {title}\ndescription: A page of the generated site.\nknown: 2026-11\nkey_points:\n  - One thing.\n  - Another.\n---\n"
    return f"{matter}\n# {title}\n\n{text}"


_LONG_PAGE = (
    """\
---
title: "The crossing: who counted whom?"
description: What was counted at six places, and by whom.
known: 2026-11
checked: 2026-11-20
key_points:
  - The caravan was halted at the river.
  - Each place had a count of its own.
---

# The crossing: who counted whom?

Before the humanitarian card, newspapers wrote, the caravan was “detenida en el río” [@lopez2019#halted].
No rule of non-refoulement was named.

![The cards](chart:cards)

"""
    + "\n".join(
        f"## Part {part + 1}\n\n" + "\n".join(_sentences(number) for number in range(4 * part + 1, 4 * part + 5))
        for part in range(4)
    )
    + """
## What was counted

| Place | People | With families |
|---|--:|--:|
"""
    + "".join(
        f"| {_PLACES[number % len(_PLACES)]} | {100 * number:,} [@count{number}#people] | {30 * number:,} [@count{number}#families] |\n"
        for number in range(1, 5)
    )
)

_CHART = "title: {title}\ndata: counts.csv\nkind: {kind}\nunit: people\ntext: At Tapachula 100 people were counted [@count1#people].\n"

_DIAGRAM = """
!!! diagram "From one count to the next"

    1. **The first** found 1,700 people at Matías Romero [@count17#people].
    2. Two more followed:

        - **One** found 1,800 people at Suchiate [@count18#people].
        - **Another** found 1,900 people at Tapachula [@count19#people].

    3. **The last** found 2,000 people at Mapastepec [@count20#people].
"""

FILES = (
    RECORDS
    | KIT
    | {
        "docs/en/story/crossing.md": _LONG_PAGE,
        "docs/en/story/after.md": _page("After the crossing", "\n".join(_sentences(number) for number in range(17, 21)))
        + _DIAGRAM
        + "\n![Each place](chart:counts)\n\n![As bars](chart:bars)\n\n![Day by day](chart:days)\n\n```console\nmake check\n```\n"
        "\n| Who | What was said | What became of it |\n|---|---|---|\n"
        "| The observatory | It would count all who came to the bridge, day and night. | It counted for as long as it had people for it. |\n"
        "| The mayor | Everybody would be given a roof as long as rooms were free. | Nobody wrote down how many found one. |\n",
        # Generated pages lead to these.
        **{
            f"docs/en/{name}.md": _page(name, "Nothing is here.\n")
            for name in ("in-brief", "law/what-binds-whom", "numbers/how-many-people")
        },
        **{f"docs/sources/count{number}.yaml": _source(number) for number in range(1, 21)},
        "docs/glossary/non-refoulement.yaml": "term: {en: non-refoulement, es: no devolución}\ncategory: law\n"
        "short: {en: Nobody may be sent back into danger., es: Nadie puede ser devuelto al peligro.}\n"
        "definition: A rule that was named by nobody at Tapachula, where 100 people were counted [@count1#people].\n"
        "see_also: [humanitarian-card]\n",
        "docs/charts/counts.yaml": _CHART.format(title="Counted at each place", kind="dot"),
        "docs/charts/bars.yaml": _CHART.format(title="The same counts as bars", kind="bar"),
        "docs/charts/days.yaml": _CHART.format(title="Counted day by day", kind="line").replace("counts", "days"),
        "docs/data/days.csv": "series,date,value,source,evidence,note\n"
        + "".join(
            f"{name},2019-02-{number:02},{each * number},count{number},{name},{note}\n"
            for name, each, note in (("people", 100, "by hand"), ("families", 30, ""))
            for number in (1, 2, 3, 4, 9, 10)
        ),
        "docs/data/counts.csv": "series,date,value,source,evidence,note\n"
        + "".join(
            f"{_PLACES[number % len(_PLACES)]},2019-02-{number:02},{100 * number},count{number},people,\n"
            for number in range(1, 11)
        ),
        "docs/questions/families.yaml": "question: Did families walk?\nalso_asked: [¿Caminaron familias?]\nsubject: numbers\n"
        "answer: Yes. At Tapachula 30 people of 100 travelled with their families [@count1#families; @count1#people].\n"
        "page: story/crossing.md\nsection: what-was-counted\n",
        **{
            f"docs/timeline/day{number}.yaml": f"date: 2019-02-{number:02}\nactors: [{actor}]\ntitle: A count at {_PLACES[number % len(_PLACES)]}\n"
            f"text: The observatory counted {100 * number:,} people [@count{number}#people].\npages: [story/crossing.md]\n"
            for number, actor in enumerate(("mexico", "united-states", "central-america", "migrants", "courts"), 1)
        },
    }
)
