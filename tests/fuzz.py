"""Coverage-guided fuzzing of the readers: ``make fuzz`` runs it for a minute.

Any exception, and any input that takes longer than a second, is a finding; the input is written to a file.
"""

import sys

import atheris

with atheris.instrument_imports(include=["explainer"]):
    from explainer.diagnostics import Lines
    from explainer.records.reading import parse_record
    from explainer.records.sources import Source
    from explainer.records.terms import Term
    from explainer.text.figures import read_figures
    from explainer.text.frontmatter import split
    from explainer.text.passages import prose, read_passage
    from explainer.text.quotations import quotations
    from explainer.text.statements import statements


def one_input(data):
    """Read the same text as a page, as a source and as a term."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    matter = split(text)
    passage = read_passage("page.md", text[matter.body :], Lines(text), matter.body)
    for part, citation in passage.citations():
        passage.place(part, citation.start, citation.end)
    for statement in statements(passage):
        read_figures(statement.text, spanish=len(data) % 2 == 0)
        quotations(statement.text)
        prose(statement.part, statement.start, statement.end)
    parse_record("docs/sources/a.yaml", text, Source)
    parse_record("docs/glossary/a.yaml", text, Term)


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
