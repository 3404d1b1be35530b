"""Dates as exports write them: nothing is invented, no year is lost, and what a record cannot say is reported."""

import pytest

from explainer.records.fields import parse_date
from explainer.scaffold.bibliography.dates import read

WHOLE = {
    "2011": "2011",
    "(2011)": "2011",
    "2011-04": "2011-04",
    "2011-4-6": "2011-04-06",
    "2011/04/06/": "2011-04-06",
    "2011.04.06": "2011-04-06",
    "20110406": "2011-04-06",
    "4/2011": "2011-04",
    "26/04/2011": "2011-04-26",
    "04/26/2011": "2011-04-26",
    "4/4/2011": "2011-04-04",
    "2011 Apr 6": "2011-04-06",
    "Wed, 06 Apr 2011 08:00:00 +0200": "2011-04-06",
    "April 6th, 2011": "2011-04-06",
    "6-Apr-2011": "2011-04-06",
    "1.º de abril de 2011": "2011-04-01",
    "miércoles 6 de abril del 2011": "2011-04-06",
    "abril 2011": "2011-04",
    "2011-04-06T08:00:00Z": "2011-04-06",
    "2011/2012": "2011/2012",
    "2011–13": "2011/2013",
    "2013-14": "2013/2014",
    "1999-00": "1999/2000",
    "2011-04/2011-06": "2011-04/2011-06",
    "2011-04-06/09": "2011-04-06/2011-04-09",
    "Mar./Apr. 2011": "2011-03/2011-04",
    "6–9 April 2011": "2011-04-06/2011-04-09",
    "April 28 - May 2, 2011": "2011-04-28/2011-05-02",
    "Dec 2010-Jan 2011": "2010-12/2011-01",
    "FY 2011": "FY2011",
}
LESS = {
    "c. 2011": "2011",
    "2011?": "2011",
    "[2011?]": "2011",
    "©2011": "2011",
    "Spring 2011": "2011",
    "Winter 2010/11": "2010/2011",
    "Q2 2011": "2011",
    "mid-2011": "2011",
    "2011-22": "2011",
    "201X": "2010/2019",
    "1970s": "1970/1979",
    "2011/": "2011",
    "2011/..": "2011",
    "2011/00/00": "2011",
    "2011/13/02": "2011",
    "2011-02-29": "2011-02",
    "2011//06": "2011",
    "03/04/2011": "2011",
    "2011 [reprint]": "2011",
    "2012-2011": "2012",
}
NONE = ["n.d.", "s. f.", "forthcoming", "0000", "0000/00/00", "99", "3 April", "June", "before 2011", "-0044", "5011", "x" * 300, "between 2010 and 2012", ".."]  # fmt: skip


@pytest.mark.parametrize(("text", "date"), WHOLE.items())
def test_a_date_is_read_whole(text, date):
    assert read(text) == (date, "")
    parse_date(date)


@pytest.mark.parametrize(("text", "date"), LESS.items())
def test_what_is_certain_is_kept_and_the_rest_reported(text, date):
    found = read(text)
    assert found.value == date and found.note.startswith(f"'{text}' is read as {date}: ")
    parse_date(date)


@pytest.mark.parametrize("text", NONE)
def test_no_date_is_said(text):
    found = read(text)
    assert not found.value and found.note


@pytest.mark.parametrize(("text", "date"), [("Oct 9", "2011-10-09"), ("9 de octubre", "2011-10-09"), ("JAN-FEB", "2011-01/2011-02")])  # fmt: skip
def test_a_date_without_a_year_takes_the_given_one(text, date):
    assert read(text, year=2011) == (date, "")


def test_a_year_s_field_may_mean_two_years():
    assert read("2010-11") == ("2010-11", "")
    assert read("2010-11", of_year=True).value == "2010"
    assert read("2010-07", of_year=True) == ("2010-07", "")
