"""What evidence supports: tables of sentences, evidence and verdicts in tests/quantities."""

from pathlib import Path

import pytest
import yaml

from explainer.text.quantities import collect_facts, extract_quantities

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
