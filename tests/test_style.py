"""The house style: every record finds its own example and no more, and a pattern is plain, bounded and refused with a reason."""

import shutil

import pytest
import yaml

from explainer import checks
from explainer.library import STYLE, load
from explainer.records.patterns import MOST_CHARACTERS, MOST_WAYS, BadPattern, pattern
from support.cases import lay_out
from support.paths import ROOT

HEAD = "---\ntitle: P\ndescription: D.\n---\n\n# P\n\n"
RECORDS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in sorted((ROOT / STYLE).glob("*.yaml"))}


def listed(value):
    return [value] if isinstance(value, str) else value


def test_the_phrases_of_the_guide_find_their_examples_and_nothing_else(tmp_path):
    """One table of all records: each sentence is a paragraph of a page, and the findings of its own record are read."""
    expected, wrong = [], []
    paragraphs = [
        (key, sentence, kind == "example")
        for key, record in RECORDS.items()
        for kind in ("example", "not")
        for sentence in listed(record[kind])
    ]
    lay_out(tmp_path, {"docs/en/page.md": HEAD + "\n\n".join(sentence for _, sentence, _ in paragraphs)})
    shutil.copytree(ROOT / STYLE, tmp_path / STYLE)
    found = [one for one in checks.run(load(tmp_path)) if one.rule == "house-style"]
    for number, (key, sentence, wanted) in enumerate(paragraphs):
        line = HEAD.count("\n") + 1 + 2 * number
        ours = [
            one for one in found if one.location.line == line and one.related[0].location.path == f"{STYLE}/{key}.yaml"
        ]
        expected.append(sentence)
        if bool(ours) != wanted:
            wrong.append((key, sentence))
    assert len(RECORDS) >= 40 and len(expected) > 3 * len(RECORDS)
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "sentence", "spans"),
    [
        ("hard facts", "No Hard\nFACTS, no hard facts.", ["Hard\nFACTS", "hard facts"]),
        ("hard facts", "unhard facts, hard factsheet, hard facts-based, die-hard facts", []),
        ("X's account", "By X’s account and X's account", ["X’s account", "X's account"]),
        ("(a|the) report", "The report, a report, one report", ["The report", "a report"]),
        ("no (very|) hard facts", "no hard facts, no very hard facts, no so hard facts",
         ["no hard facts", "no very hard facts"]),
        ("report(s|) say", "reports say, report say, reporter say", ["reports say", "report say"]),
        ("(the same|this) day", "the  same day", ["the  same day"]),
        ("of {month} {year}", "of May 2018, of may 2018, of May 12", ["of May 2018"]),
        ("{number} persons", "12,574 persons, two persons, some persons", ["12,574 persons", "two persons"]),
        ("by {name} figures", "by INM figures, by El Colef figures, by these figures",
         ["by INM figures", "by El Colef figures"]),
        ("as {words} puts it", "as the old judge puts it", ["as the old judge puts it"]),
        ("as {words} puts it", "as a very old and wise judge puts it", []),
    ],
)  # fmt: skip
def test_what_a_pattern_finds(text, sentence, spans):
    assert [sentence[start:end] for start, end in pattern(text).find(sentence)] == spans


@pytest.mark.parametrize(
    ("where", "found"), [("anywhere", 6), ("clause", 5), ("sentence", 3)], ids=["anywhere", "clause", "sentence"]
)
def test_where_a_phrase_begins(where, found):
    text = "By law it fell. By law it rose, by law; moved by law.” (By law) it – by law – ended"
    assert len([*pattern("by law").find(text, where)]) == found


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "it is empty"),
        ("(very|) same", "its first or last word is optional: remove that word"),
        ("same (day|)", "its first or last word is optional: remove that word"),
        ("{word} {year}", "it has no required word"),
        ("by {law}", "there is no kind of word {law}; there are {word}, {words}, {name}, {number}, {year}, {month}"),
        ("by (law)", "(law) is not a choice between different words"),
        ("by (law|law)", "(law|law) is not a choice between different words"),
        ("by (a|(b|c))", "'(a|(b|c))' cannot be read: write words, (one|another) and {kind}"),
        (r"(a+)+$", "(a+) is not a choice between different words"),
        (r"hard.*facts", "'hard.*facts' cannot be read: write words, (one|another) and {kind}"),
        ("by (law", "'(law' cannot be read: write words, (one|another) and {kind}"),
        ("a " * MOST_CHARACTERS, f"it has {2 * MOST_CHARACTERS} characters; the maximum is {MOST_CHARACTERS}"),
        ("zz" + " {words} (a|b)" * 4 + " zz", f"its choices can be combined in 4096 ways; the maximum is {MOST_WAYS}"),
    ],
)
def test_a_pattern_that_cannot_be_used(text, reason):
    with pytest.raises(BadPattern) as refused:
        pattern(text)
    assert str(refused.value) == reason


@pytest.mark.parametrize("word", ["a", "a" * 30, "a-" * 15, " "])
def test_the_longest_way_round_has_an_end(word):
    """What a regular expression with loops in loops would not finish: the words before the last one, in all ways."""
    text = (f"{word} " * 20_000)[:20_000] + " zz"
    assert len([*pattern("{words} {words} {words} {words} zz").find(text)]) <= 1
