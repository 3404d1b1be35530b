"""The pages on the formats of records say what the models take, and their examples are records."""

import pytest

from explainer.formats import KINDS, formats
from explainer.records.loader import parse_record
from explainer.schemas import MODELS

FORMATS = {one.key: one for one in formats()}


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_is_a_whole_record(kind):
    record, findings = parse_record(f"{MODELS[kind][1]}/example.yaml", FORMATS[kind].example, MODELS[kind][0])
    assert record is not None and not findings


def test_the_example_of_opposites_shows_every_field():
    record, _ = parse_record(
        f"{MODELS['opposites'][1]}/example.yaml", FORMATS["opposites"].example, MODELS["opposites"][0]
    )
    assert record is not None
    assert set(MODELS["opposites"][0].model_fields) - record.data.model_fields_set == {"key"}


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_listed_once(kind):
    names = [field.name for field in FORMATS[kind].fields]
    assert len(names) == len(set(names))
    model = MODELS[kind][0]
    top = {info.alias or name for name, info in model.model_fields.items()} - {"key"}
    assert {name for name in names if "." not in name} == top
    required = {info.alias or name for name, info in model.model_fields.items() if info.is_required()}
    assert {field.name for field in FORMATS[kind].fields if field.required and "." not in field.name} == required


def test_what_a_field_takes_is_said_in_words():
    fields = {field.name: field for field in FORMATS["source"].fields}
    assert fields["rank"].value == "one of `1`, `2`, `3`, `4`"
    assert fields["evidence"].value == "a list, with the fields below" and fields["evidence[].says"].required
    assert fields["editor"].value == "as `author`" and "editor[].family" not in fields
    assert fields["issued"].value.startswith("a date") and fields["URL"].value == "an address"
    assert all(field.says for field in FORMATS["style"].fields if field.required)
