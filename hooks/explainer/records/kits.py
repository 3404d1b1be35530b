"""Class kits: what a lesson on a debate needs besides the debate's page."""

from __future__ import annotations

from pydantic import Field

from .fields import Key, Localized, LocalizedMarkdown, Model, Text


class QuizQuestion(Model):
    """A question with one right answer, which the debate's page gives."""

    question: Localized
    """With its question mark."""
    answer: Localized
    """The right answer, in a few words; its figures must be in the evidence of ``because``."""
    wrong: list[Localized] = Field(min_length=2, max_length=4)
    """Answers that look possible and are wrong."""
    because: LocalizedMarkdown
    """A cited sentence that gives the right answer; it leads to the paragraph of the page that cites the same note."""


class KitPosition(Model):
    """One position of the debate, in words that students can use."""

    heading: Text
    """The position's heading on the debate's page, as it is written there."""
    name: Localized
    """The position in a few words, for the head of a card."""
    holder: Text
    """The person or body that the role card is about; it must be named under "Who holds it"."""
    wants: LocalizedMarkdown
    """What the holder wants, in one or two cited sentences."""
    text: LocalizedMarkdown
    """The position in plain words: about 600 words, divided by the number of positions, less the background."""
    must_answer: LocalizedMarkdown
    """The strongest objection, which the holder must answer, in one or two cited sentences."""


class Kit(Model):
    """A kit for one debate; its file has the name of the debate's page."""

    key: Key | None = None
    question: Localized
    """The question of the debate as students would ask it, with its question mark."""
    goal: Localized
    """What students can do at the end of the lesson."""
    grades: Text
    """The school years in the United States that it suits, such as ``9-12``."""
    background: LocalizedMarkdown
    """What everybody must know first, in plain cited sentences."""
    positions: list[KitPosition] = Field(min_length=2, max_length=6)
    """Every position of the page, in its order."""
    expect: list[Localized] = Field(min_length=2, max_length=6)
    """What students tend to say or ask, and what helps."""
    care: list[Localized] = Field(min_length=1, max_length=6)
    """What needs care in this debate, besides what the page for teachers says about all."""
    quiz: list[QuizQuestion] = Field(min_length=1, max_length=20)
    """Ten questions."""

    def texts(self) -> list[tuple[str | int, ...]]:
        """Return the paths of its cited texts, in the order in which its page shows them."""
        numbers = range(len(self.positions))
        return [
            *(("quiz", i, "because") for i in range(len(self.quiz))),
            ("background",),
            *(("positions", i, "text") for i in numbers),
            *(("positions", i, "must_answer") for i in numbers),
            *(("positions", i, "wants") for i in numbers),
        ]
