"""Links from a card to the quoted words of a source."""

import pytest

from explainer.render.passages import passage

PAGE = "https://example.org/report"


@pytest.mark.parametrize(
    ("url", "words", "expected"),
    [
        (PAGE, None, PAGE),
        (PAGE, "The river rose.", f"{PAGE}#:~:text=The%20river%20rose"),
        (PAGE, "well-known, 5 % & more", f"{PAGE}#:~:text=well%2Dknown%2C%205%20%25%20%26%20more"),
        (PAGE, "una niña", f"{PAGE}#:~:text=una%20ni%C3%B1a"),
        (
            PAGE,
            "one two three four five six seven eight nine",
            f"{PAGE}#:~:text=one%20two%20three%20four,six%20seven%20eight%20nine",
        ),
        (PAGE, "They left […] at dawn", f"{PAGE}#:~:text=They%20left,at%20dawn"),
        (PAGE, "[The ministry] denied it", f"{PAGE}#:~:text=denied%20it"),
        (PAGE, "[…]", PAGE),
        (f"{PAGE}#part-2", "at dawn", f"{PAGE}#part-2:~:text=at%20dawn"),
        (f"{PAGE}#:~:text=dusk", "at dawn", f"{PAGE}#:~:text=dusk"),
        (f"{PAGE}.PDF?page=2", "at dawn", f"{PAGE}.PDF?page=2"),
        ("https://[broken", "at dawn", "https://[broken"),
    ],
)
def test_the_address_of_quoted_words(url, words, expected):
    assert passage(url, words) == expected
