"""Questions that readers ask, each with a short answer and the page that says more."""

from __future__ import annotations

from typing import Literal, get_args

from pydantic import Field

from .fields import Key, Localized, LocalizedMarkdown, Model, Text, Whole

Subject = Literal["debate", "caravans", "response", "pressure", "law", "numbers", "people", "site"]
"""The subjects, in the order in which the page shows them; `site` is for questions about the site itself."""

SUBJECTS: tuple[Subject, ...] = get_args(Subject)


class Question(Model):
    """A question and its answer."""

    key: Key | None = None
    question: Localized
    """The question as a reader would ask it, with its question mark."""
    also_asked: list[Text] = Field(default_factory=list, max_length=20)
    """The same question in other words, for the search."""
    answer: LocalizedMarkdown
    """One to three sentences with their citations."""
    page: Text
    """The written page to read on, such as ``background/caravans.md``."""
    section: Text | None = None
    """The id of the heading on that page where the answer is: the words after ``#`` in the heading's address."""
    subject: Subject
    rank: Whole = "999"
    """Its place within the subject: 1 for the most important question."""

    def place(self) -> tuple[int, int]:
        """Return the place of its subject, and its own within it."""
        return SUBJECTS.index(self.subject), int(self.rank)
