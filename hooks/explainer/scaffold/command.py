"""``explainer new``: begin the record of a source or of a term."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..escaping import one_line
from ..root import wanted_root

if TYPE_CHECKING:
    from .bibliography.works import Works
    from .create import RecordDraft


def add(commands: Any, rooted: argparse.ArgumentParser) -> None:
    """Add the command; ``rooted`` provides the option ``--root``."""
    new = commands.add_parser("new", help="begin a record", description="Begin the record of a source or of a term.")
    kinds = new.add_subparsers(dest="kind", required=True, metavar="KIND")
    source = kinds.add_parser("source", parents=[rooted], help="a source", description=_new_source.__doc__)
    source.add_argument(
        "file", nargs="?", type=Path, metavar="FILE", help="BibTeX (.bib), RIS (.ris) or CSL-JSON (.json)"
    )
    source.set_defaults(run=_new_source)
    term = kinds.add_parser("term", parents=[rooted], help="a term", description=_new_term.__doc__)
    term.add_argument("name", nargs="?", metavar="NAME", help="the term in English")
    term.add_argument("--es", metavar="NAME", help="its name in Spanish")
    term.set_defaults(run=_new_term)
    for kind in (source, term):
        kind.add_argument(
            "--form", type=Path, metavar="FILE", help="the body of a filled-in issue form, or - for standard input"
        )
        kind.add_argument("--key", help="the record's key, instead of the proposed one")
        kind.add_argument("--print", action="store_true", help="print the record instead of writing it")


def _new_source(options: argparse.Namespace) -> int:
    """Begin the record of a source: from a reference manager's file, from a filled-in issue form, or by answering questions.

    Prints what is missing. A work that already has a record is refused.
    """
    from ..library import load
    from . import create, form, questions
    from .bibliography import files, known_bodies, works

    root = wanted_root(options)
    if root is None:
        return 2
    read = works.Works([])
    try:
        if options.form:
            created = [form.source_fields(_answers(options.form, root, "source"))]
        elif options.file:
            read = files.read(options.file)
            created = [work.fields for work in read.works]
        else:
            created = [questions.ask_source(input, print)]
    except (works.BibliographyError, form.FormError) as reason:
        print(f"explainer: {one_line(str(reason))}", file=sys.stderr)
        return 2
    except (EOFError, KeyboardInterrupt):
        print("\nexplainer: nothing was written", file=sys.stderr)
        return 2
    if options.key and len(created) > 1:
        print("explainer: --key gives the key of one record, but the file has several works", file=sys.stderr)
        return 2
    library = load(root)
    known_bodies.recognise(read, known_bodies.bodies_of(library))
    _say_what_was_left_out(read, options.file)
    new = create.NewSources(library)
    done: list[bool] = []
    for number, fields in enumerate(created):
        where = f"{options.file.name}:{read.works[number].line}: " if options.file else ""
        separate = options.print and any(done)
        done.append(_create(partial(new.begin, fields, options.key), root, options, where=where, separate=separate))
    return 0 if all(done) and not read.faults else 1


def _say_what_was_left_out(read: Works, path: Path | None) -> None:
    """Print what of a file was not read, or was changed, with its line, its entry and the reason."""
    if path is None:
        return
    name = one_line(path.name)
    if read.note:
        print(f"explainer: {name}: {read.note}", file=sys.stderr)
    for line, why in read.faults:
        print(f"explainer: {name}:{line}: {one_line(why)}", file=sys.stderr)
    for work in read.works:
        for said in work.said():
            print(f"explainer: {name}:{work.line}: {one_line(work.name)}: {one_line(said)}", file=sys.stderr)


def _new_term(options: argparse.Namespace) -> int:
    """Begin the record of a term, from its name or from a filled-in issue form. Prints what is missing."""
    from ..library import load
    from . import create, form

    root = wanted_root(options)
    if root is None:
        return 2
    if options.form:
        try:
            fields = form.term_fields(_answers(options.form, root, "term"))
        except form.FormError as reason:
            print(f"explainer: {reason}", file=sys.stderr)
            return 2
    elif options.name:
        fields = {"term": {"en": options.name} | ({"es": options.es} if options.es else {})}
    else:
        print("explainer: give the term, or a filled-in form with --form", file=sys.stderr)
        return 2
    return 0 if _create(partial(create.create_term, load(root), fields, options.key), root, options) else 1


def _answers(path: Path, root: Path, kind: str) -> dict[str, str]:
    """Return the answers of a filled-in issue form. Raises `FormError` if there is none."""
    from . import form

    try:
        raw = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    except OSError as error:
        raise form.FormError(f"{path}: {error.strerror or error}") from None
    return form.answers(raw.decode("utf-8", "replace"), root / form.TEMPLATES / f"{kind}.yml")


def _create(
    make: Callable[[], RecordDraft], root: Path, options: argparse.Namespace, *, where: str = "", separate: bool = False
) -> bool:
    """Write or print a record and the findings on it; return whether it was created.

    ``where`` is its location in a file; ``separate`` puts YAML's separator before a record that is not the first one printed.
    """
    from .create import DraftError

    try:
        draft = make()
        if options.print:
            sys.stdout.write("---\n" * separate + draft.text)
        else:
            draft.write(root)
            print(f"{draft.path}: created")
    except (DraftError, OSError) as reason:
        print(f"explainer: {where}{reason}", file=sys.stderr)
        return False
    for finding in draft.missing:
        location = f"{finding.location.path}:{finding.location.line}:{finding.location.column}"
        print(f"{location}: still missing: {finding.message} ({finding.help})", file=sys.stderr)
    return True
