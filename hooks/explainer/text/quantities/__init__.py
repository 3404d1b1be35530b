"""Quantities and dates as readers understand them, and the facts of the evidence with which they are compared.

"13,270", "13 270" and "thirteen thousand two hundred and seventy" are one number. A quantity keeps every value that it
can mean: "2 to 3 million" begins with two or with two million, "13.270" is thirteen thousand in Madrid and thirteen in
Boston. It carries what the text says about it: what it counts or measures, its sign, its bound, and its year. Names with
digits (laws, articles, COVID-19) are no quantities.
"""

from .collect import collect_facts
from .dates import read_record_date
from .extract import extract_quantities
from .facts import FactSet
from .intervals import can_lie_between, lies_after
from .model import DateMention, NamedYear, Quantities, Quantity

__all__ = [
    "DateMention",
    "FactSet",
    "NamedYear",
    "Quantities",
    "Quantity",
    "can_lie_between",
    "collect_facts",
    "extract_quantities",
    "lies_after",
    "read_record_date",
]
