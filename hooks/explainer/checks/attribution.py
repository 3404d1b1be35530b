"""Whether a quotation is attributed to the one who spoke it; a part of the rule `altered-quotation`."""

from __future__ import annotations

from collections.abc import Iterator

from ..diagnostics import Diagnostic, RelatedLocation
from ..library import Library
from ..text.attribution import abbreviates, attributed_to, may_be_anybody, names_in, speakers_in, words_of_names
from ..text.citation import Item
from ..text.quotations import Quotation
from ..text.statements import Stretch


def misattributed(library: Library, stretch: Stretch, quotation: Quotation, items: list[Item]) -> Iterator[Diagnostic]:
    """Yield a finding if the name beside a quotation is not in the evidence, and the evidence names another speaker."""
    span = attributed_to(stretch.text, quotation)
    if span is None:
        return
    name = stretch.text[slice(*span)].removeprefix("The ")
    if may_be_anybody(name):
        return
    ours = names_in(name)
    ours |= names_in(" ".join(library.term_index.spellings.get(name, ())))
    speaker: tuple[str, RelatedLocation] | None = None
    for item in items:
        record_of_source = library.sources[item.key]
        source, note = record_of_source.data, library.evidence.note(item)
        if note is None:
            return
        people = [part for one in source.author or () for part in (one.family, one.given, one.literal) if part]
        about = [one for one in (source.publisher, source.container_title) if one]
        texts = [*library.evidence.texts(item), *people, *about]
        if ours & words_of_names(texts) or any(abbreviates(name, text) for text in texts):
            return
        said = [*(note.speaker or {}).values(), *speakers_in(" ".join(note.says.values()))]
        named = next((one for one in said if names_in(one)), None)
        if named and speaker is None:
            index = source.evidence.index(note)
            location = record_of_source.location("evidence", index, "speaker" if note.speaker else "says")
            speaker = named, RelatedLocation(location, "the note's speaker")
    if speaker:
        yield Diagnostic(
            "altered-quotation",
            stretch.location(*span),
            f"these words are attributed to '{name}', but the evidence names {speaker[0]!r} as the speaker",
            "name the speaker of the evidence, or cite evidence that has this one",
            (speaker[1],),
        )
