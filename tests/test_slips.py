"""What a writer typed and what the page shows: small slips, on a built page."""

import re

import pytest

from support.sites import build_site

PAGE = """---
title: Home
description: A page without a fault.
---

# Home

The caravan was halted [@lopez2019#halted]. Some 12,574 came [@lopez2019#cards]. The humanitarian cards came.

Ask \\@desk, \\\\ and `\\@code` [@lopez2019#halted].

One\u00a0[@lopez2019#cards]. Two\u202f[@lopez2019#cards].
There, and an end\u00a0[@lopez2019#cards].
{: .lead #cards }

## Words

Write to humanitarian-card@example.org or a ‘humanitarian card’ {: .card }, of a _humanitarian&nbsp;card_ [@ruiz2019].
"""

SOURCE = """type: article-newspaper
title: Notas del puente
author:
- family: Ruiz
  given: Marta
issued: 2019-03-02
URL: https://example.org/notas
archive: https://archive.example.org/notas
language: en
voice: press
rank: 3
read:
  date: 2026-11
evidence:
- id: card
  at: first paragraph
  says: The desk answers letters.
  quote: what we call a humanitarian card
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    site, log = build_site(
        tmp_path_factory.mktemp("slips"), {"docs/en/index.md": PAGE, "docs/sources/ruiz2019.yaml": SOURCE}
    )
    assert not [line for line in log if not line.startswith("INFO")]
    return (site / "index.html").read_text("utf-8")


def paragraph(page, words):
    return next(one for one in re.findall(r"<p\b.*?</p>", page, re.DOTALL) if words in one)


def test_a_backslash_before_an_at_sign_is_not_shown(page):
    found = paragraph(page, "Ask ")
    assert "Ask @desk, \\ and <code>\\@code</code>" in found


def test_no_space_is_left_before_a_citation(page):
    found = paragraph(page, "One")
    assert re.search(r'One<span class="hold">\.<sup', found) and re.search(r'Two<span class="hold">\.<sup', found)


def test_the_attributes_of_a_paragraph_stay_on_their_line(page):
    assert re.search(r'<p class="lead" id="cards">One', page)


def test_a_term_is_linked_in_emphasis_and_not_in_an_address_or_in_quotation_marks(page):
    found = paragraph(page, "Write to")
    assert len(re.findall(r'<a href="glossary/', found)) == 1
    assert re.search(
        r'<em><span class="term"><a href="glossary/humanitarian-card/"[^>]*>humanitarian(?:&nbsp;|\u00a0)card</a>',
        found,
    )
