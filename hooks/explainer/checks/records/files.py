"""Rules on a record as a file: it can be read, and nothing else has its name."""

from __future__ import annotations

from collections.abc import Iterator

from ...diagnostics import Diagnostic, RelatedLocation
from ...library import Library
from ..rules import rule, while_reading


@rule("invalid-record")
def invalid_record(library: Library) -> Iterator[Diagnostic]:
    """A record cannot be read, or one of its fields is missing, misspelt or of the wrong kind.

    ## What it finds

    Files in `docs/sources/` and `docs/glossary/` that are not UTF-8 text, are not one YAML mapping, are too large or
    too deeply nested; fields that the format does not have; values of the wrong kind; HTML in a text; a key that
    differs from the file's name.

    ## Why it matters

    The whole of a faulty record is left out, and every citation of it loses its evidence.

    ## Example

    ```yaml
    titel: Migrant caravan halted   # there is no field 'titel'
    rank: 5                         # '5' is not one of the choices
    ```

    ## How to fix it

    Correct the field that the finding names, with the closest name or choice that it gives. The README shows a complete
    record.
    """
    return while_reading(library, "invalid-record")


@rule("duplicate-record")
def duplicate_record(library: Library) -> Iterator[Diagnostic]:
    """Two records have the same key, or two evidence notes of a source the same id.

    ## What it finds

    Files whose names differ only in case or extension (`lopez2019.yaml`, `Lopez2019.yml`), and evidence ids that occur
    twice in one source.

    ## Why it matters

    A citation of the key could mean either, and the site could show the wrong evidence.

    ## Example

    ```yaml
    evidence:
      - id: cards
        ...
      - id: cards
    ```

    ## How to fix it

    Remove one of the two, or give it another name.
    """
    yield from while_reading(library, "duplicate-record")
    for record in library.sources.values():
        seen: dict[str, int] = {}
        for i, note in enumerate(record.data.evidence):
            if note.id in seen:
                yield Diagnostic(
                    "duplicate-record",
                    record.location("evidence", i, "id"),
                    f"the evidence id '{note.id}' occurs twice in this source",
                    "give one of the two notes another id",
                    (RelatedLocation(record.location("evidence", seen[note.id], "id"), "the other note"),),
                )
            seen.setdefault(note.id, i)
