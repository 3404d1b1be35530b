"""A debate and its class kit in a generated site; every word of them is fixed here."""

KEY = "river"

_POSITIONS = (
    ("Position one: the count helps", "Juan Vega", 1),
    ("Position two: the count harms", "Rosa Luna", 5),
)

_SOURCE = """\
type: report
title: A debate on counting, part {number}
author: [{{family: Vega, given: Juan}}]
publisher: Observatory of the Border
issued: 2019-03-{number:02}
URL: https://example.org/debate/{number}
archive: https://archive.example.org/debate/{number}
language: en
voice: ngo
rank: 2
read: {{date: 2026-11}}
evidence:
  - id: fact
    at: page {number}
    says: Juan Vega and Rosa Luna agree that {number}30 people crossed the river on a quiet day.
    quote: We counted the people who crossed the river
    speaker: Juan Vega
"""


def _section(first: int, heading: str, name: str) -> str:
    cite = [f"[@debate{number}#fact]" for number in range(first, first + 4)]
    return f"""\
## {heading}

### Who holds it

{name} holds it {cite[0]}.

### Their case in their words

“We counted the people who crossed the river,” said {name} {cite[1]}.

### Best evidence

On a quiet day {first + 1}30 people crossed the river {cite[1]}.
On another {first + 2}30 people crossed it {cite[2]}.

### Best reply

On a third day there were {first + 3}30 people {cite[3]}.
"""


def _short(number: int, first: int, name: str) -> str:
    """Return about two hundred words on a position, in short sentences."""
    lines = [
        f"On one day {first + i % 4}30 people crossed the river, and {name} saw it [@debate{first + i % 4}#fact].\n"
        for i in range(15)
    ]
    return "".join(f"      {line}" for line in lines)


PAGE = (
    "---\ntitle: Does the count help?\ndescription: Two views of a count.\nknown: 2026-11\nkey_points:\n  - One counts.\n  - One does not.\n---\n\n# Does the count help?\n\nDoes it help to count the people at the river?\n\n"
    + "\n".join(_section(first, heading, name) for heading, name, first in _POSITIONS)
)

KIT = (
    "question: Does it help to count?\ngoal: Students can put both cases.\ngrades: 9-12\nbackground: |\n"
    + "".join(f"  On a day {number}30 people crossed the river [@debate{number}#fact].\n" for number in range(1, 9))
    + "positions:\n"
    + "".join(
        f'  - heading: "{heading}"\n    name: {heading.partition(": ")[2].capitalize()}\n    holder: {name}\n'
        f"    wants: {name} wants people to know that {first}30 crossed [@debate{first}#fact].\n"
        f"    text: |\n{_short(number, first, name)}"
        f"    must_answer: On another day {first + 3}30 people crossed [@debate{first + 3}#fact].\n"
        for number, (heading, name, first) in enumerate(_POSITIONS)
    )
    + "expect: [Somebody will ask who counted., Somebody will ask why.]\ncare: [Ask nobody whether they crossed.]\nquiz:\n"
    + "".join(
        f"  - question: How many crossed on day number {i + 1}?\n"
        f"    answer: {1 + i % 8}30 people\n    wrong: [{1 + i % 8}3 people, {1 + i % 8}300 people]\n"
        f"    because: On that day {1 + i % 8}30 people crossed the river [@debate{1 + i % 8}#fact].\n"
        for i in range(10)
    )
)

FILES = {
    f"docs/en/debate/{KEY}.md": PAGE,
    f"docs/kits/{KEY}.yaml": KIT,
    **{f"docs/sources/debate{number}.yaml": _SOURCE.format(number=number) for number in range(1, 9)},
}
"""The files of the debate and its kit, by their paths."""
