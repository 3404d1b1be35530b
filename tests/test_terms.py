"""Where terms are linked, and where never."""

import pytest
import yaml

from explainer.diagnostics import LineIndex
from explainer.library import load
from explainer.text.documents import BOUNDARY, prose, read_document, sentence
from explainer.text.terms import Forms
from support.paths import ROOT

FORMS = Forms(
    {
        "refugee": ["refugee", "refugees"],
        "convention": ["Refugee Convention", "1951 Convention"],
        "inm": ["National Migration Institute", "INM"],
        "refoulement": ["non-refoulement", "no devolución"],
        "us": ["US", "U.S."],
    }
)


def found(text):
    document = read_document("page.md", text, LineIndex(text))
    return [(m.term, part.block.text[m.start : m.end]) for part in document.parts for m in FORMS.matches(part)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A refugee came.", [("refugee", "refugee")]),
        ("Refugees came.", [("refugee", "Refugees")]),
        ("The Refugee Convention binds.", [("convention", "Refugee Convention")]),
        ("the refugee\nconvention", [("convention", "refugee\nconvention")]),
        ("The 1951 Convention.", [("convention", "1951 Convention")]),
        ("INM and inm.", [("inm", "INM")]),
        ("Non-refoulement: NO DEVOLUCIÓN", [("refoulement", "Non-refoulement"), ("refoulement", "NO DEVOLUCIÓN")]),
        ("**refugee**, *refugee* and (refugee)", [("refugee", "refugee")] * 3),
        ("prerefugee refugeeish refugee_x", []),
        ("Let us go to the US.", [("us", "US")]),
        ("# Refugees\n\nText", []),
        ("`refugee` and ``a refugee``", []),
        ("    refugee\n", []),
        ("[a refugee](x.md) and [refugee][r]\n\n[r]: x.md", []),
        ("> A refugee said so.", []),
        ('He said “a refugee”, "a refugee" and «refugee»; a refugee.', [("refugee", "refugee")]),
        ("https://example.org/refugee <a title='refugee'>x</a>", []),
        ("[see refugee @key, a refugee]", []),
        ("<!-- refugee -->", []),
        ("the _refugee_ and the __refugee__", [("refugee", "refugee")] * 2),
        (
            "the 1951\u00a0Convention, the 1951&nbsp;Convention",
            [("convention", "1951\u00a0Convention"), ("convention", "1951&nbsp;Convention")],
        ),
        (
            "non‑refoulement, non-re\u00adfoulement, non&#8209;refoulement",
            [
                ("refoulement", "non‑refoulement"),
                ("refoulement", "non-re\u00adfoulement"),
                ("refoulement", "non&#8209;refoulement"),
            ],
        ),
        (
            "no devolucio\u0301n: no devolución",
            [("refoulement", "no devolucio\u0301n"), ("refoulement", "no devolución")],
        ),
        ("&amp; the INM&rsquo;s refugee&shy;", [("inm", "INM"), ("refugee", "refugee")]),
        (
            "a ‘refugee’, a 'refugee', &ldquo;refugee&rdquo; and the refugees' INM’s",
            [("refugee", "refugees"), ("inm", "INM")],
        ),
        ("refugee@example.org, the-inm.refugee@example.org", []),
        ("text {.refugee} and {: #INM } and {: title=refugee }", []),
        ("| refugee | x |\n|---|---|\n| a | INM |", [("refugee", "refugee"), ("inm", "INM")]),
        ("- a refugee\n- the INM", [("refugee", "refugee"), ("inm", "INM")]),
    ],
)
def test_matches(text, expected):
    assert found(text) == expected


@pytest.mark.parametrize(
    ("text", "word", "expected"),
    [
        ("One came. Two refugees went. Three.", "refugees", "Two refugees went."),
        ("The U.S. sent a refugee back. Then.", "refugee", "The U.S. sent a refugee back."),
        ("Art. 33 of J. Smith protects a refugee. Next.", "refugee", "Art. 33 of J. Smith protects a refugee."),
        ("One [@a]. A *refugee* [@b, p. 3] came, @c says. Next.", "refugee", "A refugee came, … says."),
        ("One? “A refugee!” Next.", "refugee", "“A refugee!”"),
        ("In 2019. 12,574 refugees came.", "refugees", "12,574 refugees came."),
    ],
)
def test_sentences(text, word, expected):
    document = read_document("page.md", text, LineIndex(text))
    part = document.parts[0]
    start, end = sentence(part, part.block.text.index(word))
    assert prose(part, start, end) == expected


@pytest.mark.parametrize(
    "text", ["A card for a refugee", "| refugee |\n|---|\n| refugee |", "refugee", "A refugee [@a]"]
)
def test_a_term_at_the_very_end_of_a_block_keeps_its_sentence(text):
    document = read_document("page.md", text, LineIndex(text))
    part = document.parts[-1]
    start = part.block.text.index("refugee")
    _, form, after = prose(part, 0, None, (start, start + 7)).split(BOUNDARY)
    assert (form, after.strip()) == ("refugee", "")


WORDS = yaml.safe_load((ROOT / "tests/forms.yaml").read_text("utf-8"))


@pytest.fixture(scope="module")
def real():
    """The real glossary's forms, by language."""
    return load(ROOT).term_index.forms


@pytest.mark.parametrize(("language", "phrase", "term"), WORDS, ids=[f"{word[0]} {word[1]}" for word in WORDS])
def test_inflected_forms_of_the_real_glossary(real, language, phrase, term):
    document = read_document("page.md", phrase, LineIndex(phrase))
    matches = [match.term for part in document.parts for match in real[language].matches(part)]
    assert matches == ([term] if term else [])
