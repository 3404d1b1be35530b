"""Names in text: where a name begins and ends, and what the evidence must have for it."""

import pytest

from explainer.text import names
from explainer.text.names import NamedText, NameForms, folded
from explainer.text.words import has_word, telling_words

FORMS = NameForms(
    {
        "Ruritania": ["Ruritania", "Ruritanian", "R.U.", "ruritano"],
        "Upper Ruritania": ["Upper Ruritania"],
        "Lake Office": ["Lake Office", "LO", "lake agency"],
        "Vera Molína": ["Vera Molína", "Molína"],
        "Lake Pact": ["Lake Pact"],
    },
    skipped=["Lake Pact"],
    people=["Quist"],
    implied={"Lake Office": frozenset({"Lake Office", "Ruritania"})},
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("In Ruritania it rained", ["Ruritania"]),
        ("Upper Ruritania's lake", ["Upper Ruritania"]),
        ("the R.U. and the Ruritanian-born Molina", ["R.U", "Ruritanian", "Molina"]),
        ("said Vera\nMolína", ["Vera\nMolína"]),
        ("the Lake Agency", ["Lake Agency"]),
        ("said Vera Moli\u0301na of it", ["Vera Moli\u0301na"]),
        ("Shelters closed. Boats came. “Rain fell”", []),
        ("Quist said so. Ruritania too", ["Quist", "Ruritania"]),
        ("said Otto von Brandt, and Ana de la Cruz", ["Otto", "Brandt", "Ana de la Cruz"]),
        ("by John F. Dorn of Port Marie", ["John F. Dorn of Port Marie"]),
        ("under the Lake Pact in March, Title 42, US$5 and FY2019", []),
        ("ruritanian", []),
    ],
)
def test_the_names_of_a_text(text, found):
    assert [text[one.start : one.end] for one in FORMS.mentions(text)] == found


@pytest.mark.parametrize(
    ("evidence", "form", "found"),
    [
        ("a Ruritanian boat", "Ruritania", True),
        ("un barco ruritano", "Ruritania", True),
        ("the LO closed", "Ruritania", True),
        ("the lake agency closed", "Lake Office", True),
        ("in Ruritania", "Lake Office", False),
        ("in Upper Ruritania", "Ruritania", False),
        ("PreRuritania", "Ruritania", False),
        ("lo cerró", "Lake Office", False),
    ],
)
def test_a_listed_name_in_evidence(evidence, form, found):
    assert NamedText(folded(evidence), FORMS).has_name(form) is found


@pytest.mark.parametrize(
    ("evidence", "name", "found"),
    [
        ("Ana Dörn spoke", "Dorn", True),
        ("Ana Dorn spoke", "Eva Dorn", False),
        ("three Graustarkian boats", "Graustark", True),
        ("in Graustark", "Graustarkians", True),
        ("a mirage", "Mira", False),
    ],
)
def test_an_unlisted_name_in_evidence(evidence, name, found):
    assert NamedText(folded(evidence), FORMS).has_words(name) is found


def test_words_that_tell_something_are_compared_by_their_beginnings():
    words = telling_words("They were expelled, and the expulsions of families would have continued.")
    assert [has_word("the expulsion of a family continues", word) for word in words] == [False, True, True, True]
    assert not has_word("separate", "rate")


def test_evidence_is_divided_into_words_once_for_all_names(monkeypatch):
    calls = []
    monkeypatch.setattr(FORMS, "in_evidence", lambda text: calls.append(text) or set())
    text = NamedText("nothing here", FORMS)
    assert not any(text.has_name(form) for form in list(FORMS.names) * 50)
    assert len(calls) == 1


class Counted:
    """A pattern that counts the words it is asked for."""

    def __init__(self, pattern):
        self.pattern, self.words = pattern, 0

    def finditer(self, text, start=0):
        for match in self.pattern.finditer(text, start):
            self.words += 1
            yield match

    def findall(self, text):
        return self.pattern.findall(text)


@pytest.mark.parametrize("unit", ["Weber said of ", "Vera said of ", "Lake Lake ", "lake Office of ", "Weber. "])
def test_a_word_is_looked_at_a_few_times_however_long_the_text(unit, monkeypatch):
    counted = Counted(names._WORD)
    monkeypatch.setattr(names, "_WORD", counted)
    list(FORMS.mentions(unit * 1000))
    assert counted.words <= 4 * len(unit.split()) * 1000
