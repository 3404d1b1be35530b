"""When quoted words count as the source's."""

import unicodedata

import pytest

from explainer.text.wording import stands_in

SOURCE = (
    "We do not want a wall; our country can't pay for one. They will receive every family that asks for help. "
    "Nobody was hurt. The camp near the bridge closes on Monday, and no bus leaves before then."
)


@pytest.mark.parametrize(
    "quotation",
    [
        "They will receive … every family",
        "They will receive (...) for help",
        "will receive [. . .] help.",
        "They will receive every family … The camp near the bridge closes",  # a whole sentence is left out
        "They [the governors] will receive every family",
        "[The governors] will receive every family that asks",
        "[the governors] will [soon] receive every family that asks for help [sic]",
        "[T]hey will receive",
        "They [would] receive every [families] that [asked] for help",
        "not want a wall; [Guatemala] can't pay",  # a name for a pronoun
    ],
)
def test_words_that_stand_in_the_source(quotation):
    assert stands_in(quotation, [SOURCE])


@pytest.mark.parametrize(
    "quotation",
    [
        "We do [...] want a wall",
        "We do … want a wall",
        "We do (…) want a wall",
        "We … want a wall",
        "our country … pay for one",  # can't
        "our country can",
        "The camp near the bridge closes on Monday, and … bus leaves",
        "We do [really] want a wall",
        "We do [.] want a wall",
        "They will [never] receive every family",
        "They will [not ...] receive every family",
        "They will [refuse] every family",
        "They will receive [no] family",
        "[Never] will receive every family",
        "will receive every family [, but not yet]",
        "closes on [Tuesday evening, if at all], and no bus",
        "They will receive every family that [fears] for help",
        "every family … They will receive",
    ],
)
def test_words_that_do_not(quotation):
    assert not stands_in(quotation, [SOURCE])


@pytest.mark.parametrize(
    ("quotation", "source"),
    [
        ("a café – in Bogotá — closed", "a café - in Bogotá - closed"),
        ("a café—in Bogotá—closed", "a café -- in Bogotá -- closed"),
        ("the well‑known ‘gate’", 'the well-known "gate"'),
        ("from 1990–1995", "from 1990-1995"),
        ("per\u00admis\u00adsion to en\u200bter", "permission to enter"),
        ("five\u202fkilometres\u00a0away", "five kilometres away"),
        ("the « gate » is “shut”", "the «gate» is 'shut'"),
        ("don’t go", "don't go"),
        ("la devolución de Martín", unicodedata.normalize("NFD", "la devolución de Martín")),
        (unicodedata.normalize("NFD", "mañana"), "mañana"),
        ("the oﬃce", "the office"),
        ("colder than −3 degrees", "colder than -3 degrees"),
    ],
)
def test_typography_does_not_matter(quotation, source):
    assert stands_in(quotation, [source])
    assert stands_in(source, [quotation])


@pytest.mark.parametrize(
    ("quotation", "source"),
    [
        ("manana", "mañana"),
        ("a re-sent form", "a resent form"),
        ("-3 degrees", "3 degrees"),
        ("red, white and blue", "red, white, and blue"),
    ],
)
def test_letters_signs_and_commas_do(quotation, source):
    assert not stands_in(quotation, [source])


@pytest.mark.parametrize("gap", ["…", "[b]", "[not]", "[B]", "[the]", "[…][b]"])
def test_hostile_quotations_end(gap):
    """As many gaps as a field may hold words, each of which fits in many ways."""
    assert stands_in(f" {gap} ".join(["a"] * 1500), ["a " * 2500]) is (gap != "[not]")
    assert not stands_in(f" {gap} ".join(["a"] * 1500) + " c", ["not a " * 1500])
