"""Class kits: each is compiled from its debate's page, is whole and balanced, or is not published."""

from collections import Counter

import pytest

from explainer import checks
from explainer.library import load
from explainer.library.kits import LETTERS, compile_kit
from explainer.render.kits import MINUTES, steps
from explainer.render.site import Site
from support.cases import lay_out
from support.kits import FILES, KEY

KIT, PAGE = f"docs/kits/{KEY}.yaml", f"docs/en/debate/{KEY}.md"


def read(folder, *changes):
    """Return the library of the generated debate after changes: path, old text, new text."""
    files = dict(FILES)
    for path, old, new in changes:
        assert old in files[path]
        files[path] = files[path].replace(old, new)
    lay_out(folder, files)
    return load(folder)


def findings(library):
    return [finding for finding in checks.run(library) if finding.rule in ("faulty-kit", "unbalanced-kit", "hard-kit")]


def compiled(library):
    return compile_kit(library, library.kits[KEY], "en")


def test_a_whole_kit_has_no_finding(tmp_path):
    assert findings(read(tmp_path)) == []


def test_each_position_gets_the_same_number_of_cards(tmp_path):
    kit = compiled(read(tmp_path))
    assert [side.kept.name["en"] for side in kit.sides] == ["The count helps", "The count harms"]
    assert set(kit.balance.evidence) == {2} and set(kit.balance.quotations) == {1}
    assert kit.sides[0].evidence[0].words == "On a quiet day 230 people crossed the river"


def test_a_position_with_more_evidence_gets_no_more_cards(tmp_path):
    more = "On another 330 people crossed it [@debate3#fact].\nAnd on one 430 people crossed it [@debate4#fact].\n"
    kit = compiled(read(tmp_path, (PAGE, "On another 330 people crossed it [@debate3#fact].\n", more)))
    assert [len(side.position.pieces) for side in kit.sides] == [3, 2]
    assert set(kit.balance.evidence) == {2}


def test_half_a_sentence_is_no_card(tmp_path):
    halves = "On another 330 people crossed it [@debate3#fact], and on one 430 people did [@debate4#fact].\n"
    kit = compiled(read(tmp_path, (PAGE, "On another 330 people crossed it [@debate3#fact].\n", halves)))
    assert [one.words[:10] for one in kit.sides[0].position.pieces] == ["On a quiet", "On another"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ((KIT, "Position two: the count harms", "Position two: the count"), "is not a position of the debate's page"),
        ((KIT, "Position two: the count harms", "Position one: the count helps"), "stands twice in the kit"),
        ((KIT, "holder: Rosa Luna", "holder: Ana López"), "'Ana López' is not named below 'Who holds it'"),
        ((KIT, "question: Does it help to count?", "question: Does it help to count"), "does not end with a question mark"),
        ((KIT, "on day number 2?", "on day number 1?"), "the quiz asks this twice"),
        ((KIT, "wrong: [13 people,", "wrong: [130 people.,"), "two of the answers are the same"),
        ((KIT, "answer: 130 people", "answer: 130 friends of Jane Roe"), "'Jane Roe' of the right answer is not in the evidence"),
        ((KIT, "crossed [@debate4#fact].", "crossed [@lopez2019#halted]."), "does not cite 'lopez2019#halted'"),
        ((PAGE, "“We counted the people who crossed the river,” said Rosa Luna", "They were counted"), "has no cited quotation"),
        ((PAGE, "On another 330 people crossed it [@debate3#fact].\n", ""), "has 1 whole cited sentence"),
    ],
    ids=lambda value: value[2][:30] if isinstance(value, tuple) else "",
)  # fmt: skip
def test_a_kit_that_is_not_whole_is_an_error(tmp_path, change, says):
    found = [finding for finding in findings(read(tmp_path, change)) if finding.rule == "faulty-kit"]
    assert any(says in finding.message for finding in found), [finding.message for finding in found]
    assert all(finding.severity.value == "error" and finding.location.line and finding.help for finding in found)


def test_a_kit_without_a_debate_is_an_error(tmp_path):
    lay_out(tmp_path, {path: text for path, text in FILES.items() if path != PAGE})
    library = load(tmp_path)
    (finding,) = [finding for finding in findings(library) if finding.rule == "faulty-kit"]
    assert finding.location.path == KIT and "there is no debate" in finding.message
    assert compiled(library) is None


def test_a_longer_position_is_unbalanced(tmp_path):
    line = "wants: Rosa Luna wants people to know that"
    (finding,) = findings(read(tmp_path, (KIT, line, line + " in her own view, which she repeats," * 7)))
    assert finding.rule == "unbalanced-kit" and finding.location.path == KIT


def test_long_words_are_too_hard(tmp_path):
    hard = "Notwithstanding considerable methodological uncertainties of international organisations,"
    found = findings(read(tmp_path, (KIT, "  On a day", f"  {hard} notwithstanding, on a day")))
    assert [finding.rule for finding in found] == ["hard-kit"] and "years of school" in found[0].message


def test_the_quiz_is_the_same_in_every_build(tmp_path):
    library = read(tmp_path)
    first, second = compiled(library), compiled(library)
    assert [one.choices for one in first.quiz] == [one.choices for one in second.quiz]
    assert all(one.choices[one.right] == one.question.answer["en"] for one in first.quiz)
    assert len(Counter(one.letter for one in first.quiz)) > 1, "the right answer always has the same letter"
    assert all(one.letter in LETTERS and one.anchor.startswith("s-") for one in first.quiz)


@pytest.mark.parametrize("sides", range(2, 6))
def test_the_minutes_add_up(sides, tmp_path):
    lay_out(tmp_path, {})
    plan = steps(Site(load(tmp_path)), sides)
    assert sum(step.minutes for step in plan) == MINUTES
    assert all(step.minutes > 1 for step in plan)


def test_a_changed_figure_of_the_page_changes_the_cards(tmp_path):
    before = compiled(read(tmp_path / "before"))
    after = compiled(read(tmp_path / "after", (PAGE, "On a quiet day 230 people", "On a calm day 230 people")))
    assert "calm" in after.sides[0].evidence[0].words != before.sides[0].evidence[0].words


def test_a_debate_that_lacks_a_section_has_no_kit(tmp_path):
    library = read(tmp_path, (PAGE, "### Best reply\n\nOn a third day there were 430", "On a third day there were 430"))
    assert compiled(library) is None
    assert "one-sided" in {finding.rule for finding in checks.run(library)}
