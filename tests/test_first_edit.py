"""A first contribution, as somebody makes it who never was here, with the commands that CONTRIBUTING names."""

import re

import pytest

from explainer.library import load
from support.cases import lay_out
from support.command import explainer
from support.showcase import FILES

BIBTEX = """@misc{x, title = {Cifras de las tarjetas}, author = {{Observatorio de la Frontera}}, year = 2019,
  url = {https://example.org/cifras-de-las-tarjetas}}"""


@pytest.fixture
def clone(tmp_path):
    """A project, as a clone has it."""
    lay_out(tmp_path, FILES)
    return tmp_path


def run(clone, *arguments):
    return explainer(*arguments, cwd=clone)


def a_figure(clone):
    """Return a page of the site, a figure that it gives once, in a paragraph and with its citation, and the line of that."""
    library = load(clone)
    for page, statement in library.citations.statements:
        (stretch, *others) = statement.stretches
        if (
            page.is_generated
            or others
            or statement.point
            or not statement.citations
            or stretch.part.block.kind != "paragraph"
        ):
            continue
        for figure in library.term_index.figures(stretch).quantities:
            text = (clone / page.path).read_text("utf-8")
            if (number := re.match(r"\d,\d{3}(?![\d,.])", figure.text)) and text.count(number[0]) == 1:
                return clone / page.path, number[0], stretch.location(figure.start, figure.end).line
    raise AssertionError("the site has no such figure")


def test_a_figure_without_its_source_is_refused_and_with_it_accepted(clone):
    page, figure, line = a_figure(clone)
    changed = page.read_text("utf-8").replace(figure, "1,999")

    # Change a figure, and nothing else.
    page.write_text(changed, "utf-8")
    done = run(clone, "check")
    assert done.returncode == 1
    [finding] = [line for line in done.stdout.splitlines() if ": error[" in line]
    location, _, message = finding.partition(": error[unsupported-figure] ")
    assert location.startswith(f"{page.relative_to(clone).as_posix()}:{line}:")
    assert "'1,999" in message and "correct the sentence, or cite evidence that has it" in message

    # Bring the source that has it: created from a reference manager's file, filled in where the command says so.
    (clone / "x.bib").write_text(BIBTEX, "utf-8")
    done = run(clone, "new", "source", "x.bib")
    path = clone / re.match(r"(\S+): created", done.stdout)[1]
    for field, value in {
        "type": "webpage", "language": "es", "voice": "ngo", "rank": "2",
        "id": "applicants", "at": "first table", "says": "1,999 people applied for the card in January 2019.",
    }.items():  # fmt: skip
        record, count = re.subn(
            rf"^([ -]*{field}:)( +#.*)?$", rf"\1 {value}", path.read_text("utf-8"), flags=re.MULTILINE
        )
        if count:
            path.write_text(record, "utf-8")
    done = run(clone, "check")
    assert (
        "unused-source" in done.stdout and "invalid-record" not in done.stdout
    )  # it is there, and nothing cites it yet

    # Cite it where the statement ends.
    start = changed.index("1,999")
    end = changed.index("]", start)
    page.write_text(changed[:end] + f"; @{path.stem}#applicants" + changed[end:], "utf-8")
    done = run(clone, "check")
    assert done.returncode == 0 and ": error[" not in done.stdout, done.stdout
