"""What evidence supports: tables of sentences, evidence and verdicts in tests/quantities."""

from pathlib import Path

import pytest
import yaml

from explainer.text.quantities import can_lie_between, collect_facts, extract_quantities

TABLES = Path(__file__).parent / "quantities"


def rows(*names):
    """The rows of the tables, each with a name that can be read."""
    for name in names:
        for row in yaml.safe_load((TABLES / f"{name}.yaml").read_text("utf-8")):
            yield pytest.param(*row, name == "spanish", id=f"{name}: {' / '.join(row[:-1])}")


@pytest.mark.parametrize(
    ("sentence", "evidence", "verdict", "spanish"), rows("words", "digits", "meaning", "dates", "spanish")
)
def test_evidence_supports_a_sentence_or_not(sentence, evidence, verdict, spanish):
    found = extract_quantities(sentence)
    facts = collect_facts([evidence], {evidence} if spanish else ())
    missing = [one for one in found.stated() if not facts.supports(one)]
    missing += [one for one in found.named_years if facts.contradicts_name(one)]
    assert ("unsupported" if missing else "supported") == verdict, (found, missing)


@pytest.mark.parametrize(("sentence", "verdict", "spanish"), rows("uncited"))
def test_a_sentence_needs_a_citation_or_not(sentence, verdict, spanish):
    found = [one for one in extract_quantities(sentence).stated() if not one.refers_back]
    assert ("needed" if found else "not needed") == verdict, found


@pytest.mark.parametrize(
    ("sentence", "evidence", "verdict"),
    [
        (
            "In 2016 the camp closed",
            "The camp closed.",
            "supported",
        ),  # a note without a year is of the year of its work
        ("In 2016 the camp closed", "The camp closed in 2014.", "unsupported"),
        ("A 2016 study counts the camps closed in 2014", "The camp closed in 2014.", "supported"),
        ("Ruiz wrote in 2016 that it closed in 2014", "The camp closed in 2014.", "supported"),
        ("40 tents, the Ministry in early 2016", "In 2014 it had 40 tents.", "supported"),
    ],
)
def test_the_year_of_issue_supports_what_is_said_of_the_publication(sentence, evidence, verdict):
    facts = collect_facts([evidence], issued="2016-03")
    supported = all(facts.supports(one) for one in extract_quantities(sentence).dates)
    assert ("supported" if supported else "unsupported") == verdict


@pytest.mark.parametrize(("year", "contradicted"), [(1966, False), (1969, True)])
def test_a_treatys_year_is_compared_with_the_dates_of_the_treaty(year, contradicted):
    facts = collect_facts(["Article 3 bans it."], title="Covenant on Roads", issued="1966-02-01")
    [named] = extract_quantities(f"The Covenant of {year} bans it").named_years
    assert facts.contradicts_name(named) is contradicted


@pytest.mark.parametrize(("year", "contradicted"), [(1994, True), (1993, False)])
def test_a_law_has_the_year_of_its_work_whose_title_is_spanish(year, contradicted):
    facts = collect_facts(["It counts boats."], title="Ley de Puertos", issued="1993-07-19")
    [named] = extract_quantities(f"The Ports Law of {year} counts boats").named_years
    assert facts.contradicts_name(named) is contradicted


@pytest.mark.parametrize(
    ("time", "dates", "others", "possible"),
    [
        ("two days later", [(2017, 3, 6)], [(2017, 3, 4)], True),
        ("nine days later", [(2017, 3, 6)], [(2017, 3, 4)], False),
        ("three months later", [(2017, 3, 0)], [(2016, 12, 20)], True),
        ("thirteen months later", [(2017, 3, 0)], [(2016, 12, 20)], False),
        ("less than three weeks before", [(2017, 3, 6)], [(2017, 3, 24)], True),
        ("four years later", [(2017, 0, 0)], [(2013, 0, 0)], True),
        ("nine years later", [(2017, 0, 0)], [(2013, 0, 0)], False),
        ("three days later", [(2017, 3, 6)], [(2017, 3, 4)], False),
        ("two weeks later", [(2017, 3, 6)], [(2017, 2, 21)], True),
        ("three weeks later", [(2017, 3, 6)], [(2017, 2, 16)], False),
        ("two years later", [(2017, 3, 6)], [(2014, 11, 6)], False),
        ("nine hours later", [(2017, 3, 6)], [(2017, 3, 4)], True),
        ("nine days later", [(2017, 2, 31)], [], False),
    ],
)
def test_a_time_between_two_events_fits_two_dates(time, dates, others, possible):
    [found] = [one for one in extract_quantities(f"They came {time}").incidental if one.between]
    assert can_lie_between(found, dates, others) is possible
