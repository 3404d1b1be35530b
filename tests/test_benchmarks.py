"""The benchmark measures what it says: the same text each time, with all its citations and terms, and without a fault."""

from benchmarks.generate import Plan, generate
from benchmarks.write import write_ours
from explainer import checks
from explainer.library import load

PLAN = Plan(pages=8, sources=20, terms=12)


def test_the_same_plan_gives_the_same_debate():
    assert generate(PLAN) == generate(PLAN)


def test_the_engine_finds_what_was_planned_and_no_fault(tmp_path):
    write_ours(tmp_path, generate(PLAN))
    library = load(tmp_path)
    assert not [finding for finding in checks.run(library) if finding.severity.value in ("error", "warning")]
    pages = [page for page in library.written() if page.src.startswith("pages/")]
    assert len(pages) == PLAN.pages
    for page in pages:
        assert len(library.citations.on(page)) == PLAN.citations
        assert len(library.term_index.on(page)) == PLAN.uses
