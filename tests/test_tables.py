"""Tables of sentences on a phone, and tables whose rows begin with names."""

import re

import pytest
from lxml import html

from explainer.render import codes
from explainer.render.people import MANY
from explainer.render.tables_of_text import stacked
from support.pages import article, read
from support.paths import ROOT
from support.sites import build_site

SENTENCE = "They signed it at the river, and both sides kept to what it said for a year."


def table(*rows, head=("Treaty", "Asks", "Binds")):
    cells = "".join(f"<th>{name}</th>" for name in head)
    body = "".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><thead><tr>{cells}</tr></thead><tbody>{body}</tbody></table>"


def test_cells_of_a_table_of_sentences_have_roles_and_the_heads_of_their_columns():
    made = html.fromstring(
        stacked(table(("One", SENTENCE, "Yes"), ("Two", SENTENCE, "No"), head=("Treaty", 'A &amp; "B"', "")))
    )
    assert made.xpath("//table/@role") == ["table"] and made.xpath("//table/@data-rows")
    assert made.xpath("//thead//th/@role") == ["columnheader"] * 3
    assert made.xpath("//tbody//td/@role") == ["cell"] * 6
    assert made.xpath("//tbody//td/@data-head") == ['A & "B"'] * 2, (
        "neither for the first cell nor for a head without words"
    )


@pytest.mark.parametrize(
    "left",
    [
        table(("12", "13", "14"), ("15", "16", "17")),
        table(("One", SENTENCE + SENTENCE), head=("Who", "What")),
        table(("One", SENTENCE, "Yes")).replace("<td>One", '<td colspan="2">One'),
        f"<table><tbody><tr><td>{SENTENCE}</td><td>{SENTENCE}</td><td>a</td></tr></tbody></table>",
        table(head=("a", "b", "c")),
        "<p>No table.</p>",
    ],
    ids=["figures", "two columns", "a wide cell", "no head", "no rows", "no table"],
)
def test_other_tables_are_left_alone(left):
    assert stacked(left) == left


def test_a_head_of_a_row_stays_one():
    row = table(("One", SENTENCE, "Yes")).replace("<td>One</td>", '<th scope="row">One</th>')
    assert '<th role="rowheader" scope="row">One</th>' in stacked(row)


def people(names):
    rows = "".join(f"| {name} | {SENTENCE} |\n" for name in names)
    return f"## Group\n\nAll of them.\n\n| Who | What |\n|---|---|\n{rows}\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    head = "---\ntitle: T\ndescription: D.\n---\n\n# T\n\nWords.\n\n"
    many = [f"**Person {chr(97 + number)}**: a reader" for number in range(MANY - 3)]
    files = {
        "docs/en/many.md": head
        + people([*many, "**Álvaro *Aa***: a guard", "**Same**: one", "**Same**: two"])
        + "## Rest\n\nNobody is named here.\n",
        "docs/en/few.md": head + people(many[:5]),
        "docs/en/treaties.md": head + people(name.partition(":")[0] for name in many * 2),
    }
    return build_site(tmp_path_factory.mktemp("people"), files)[0]


def test_each_name_of_a_page_of_names_has_a_link_and_stands_in_an_index(site):
    page = html.fromstring(article(read(site, "many")))
    rows = page.xpath("//tr/@id")
    assert len(rows) == len(set(rows)) == MANY
    assert {"name-person-a", "name-álvaro-aa", "name-same", "name-same-2"} <= set(rows)
    index = page.xpath('//details[contains(@class, "people")]//a/@href')
    assert sorted(index) == sorted(f"#{row}" for row in rows)
    assert index[0] == "#name-álvaro-aa", "sorted without accents"


def test_sections_of_names_fold_and_others_do_not(site):
    page = html.fromstring(article(read(site, "many")))
    assert page.xpath("//details[table]/summary/h2/@id") == ["group"]
    assert page.xpath("//h2[not(ancestor::details)]/@id")[:1] == ["rest"]


@pytest.mark.parametrize("page", ["few", "treaties"])
def test_a_page_of_few_names_or_of_other_bold_words_is_left_alone(site, page):
    assert not re.search(r'<tr id|class="fold', article(read(site, page)))


def test_the_style_sheet_filters_by_every_verdict_and_every_actor():
    css = (ROOT / "overrides/assets/explainer.css").read_text("utf-8")
    for verdict in codes.STATUSES:
        assert f'#verdict-{verdict}:checked) [class*="claim--"]:not(.claim--{verdict})' in css
    for actor in codes.ACTORS:
        assert f"#actor-{actor}:checked) :is(.event:not(.event--{actor}), .entries:not(:has(.event--{actor})))" in css
