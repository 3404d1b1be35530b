"""Coverage-guided fuzzing of the readers: ``make fuzz`` runs it for a minute.

Any exception, and any input that takes longer than a second, is a finding; the input is written to a file.
"""

import shutil
import sys
import tempfile
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["explainer"]):
    from explainer import checks
    from explainer.diagnostics import LineIndex
    from explainer.library import load
    from explainer.records.loader import parse_record
    from explainer.records.sources import Source
    from explainer.records.terms import Term
    from explainer.text.documents import prose, read_document
    from explainer.text.frontmatter import split
    from explainer.text.limits import excesses
    from explainer.text.quantities import extract_quantities
    from explainer.text.quotations import nearest, quotations
    from explainer.text.statements import statements
    from explainer.text.wording import stands_in

PROJECT = Path(tempfile.mkdtemp())
shutil.copytree(Path(__file__).parent / "rules/base", PROJECT, dirs_exist_ok=True)


def one_input(data):
    """Read the same text as a page, as a source and as a term."""
    text = data.decode("utf-8", "replace").replace("\r\n", "\n").replace("\r", "\n")
    matter = split(text)
    document = read_document("page.md", text[matter.body :], LineIndex(text), matter.body)
    for part, citation in document.citations():
        document.location(part, citation.start, citation.end)
    list(excesses(document))
    for statement in statements(document):
        for stretch in statement.stretches:
            extract_quantities(stretch.text, spanish=len(data) % 2 == 0)
            prose(stretch.part, stretch.start, stretch.end)
            for quotation in quotations(stretch.text):
                stands_in(quotation.text, [text])
                nearest(quotation.text, [text])
    parse_record("docs/sources/a.yaml", text, Source)
    parse_record("docs/glossary/a.yaml", text, Term)
    if len(data) % 20 == 0:  # the whole check reads from the disk, which takes its time
        (PROJECT / "docs/en/page.md").write_bytes(data)
        (PROJECT / "docs/glossary/a.yaml").write_bytes(data)
        checks.run(load(PROJECT))


if __name__ == "__main__":
    atheris.Setup(sys.argv, one_input)
    atheris.Fuzz()
