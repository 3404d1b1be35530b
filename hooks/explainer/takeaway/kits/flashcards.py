"""The words and the quiz of a kit as flash cards for Anki, written by the library that its users know."""

from __future__ import annotations

import hashlib
import html
import zipfile
from pathlib import Path

from ..packing import pack
from .content import KitContent

_TIME = 315532800.0  # the same day for Anki, so that the same kit is always the same deck


def write_deck(kit: KitContent, path: Path) -> None:
    """Write the deck of a kit.

    Raises ModuleNotFoundError without genanki, which comes with the test tools.
    """
    import genanki

    model = genanki.Model(
        _number("model"),
        kit.site_name,
        fields=[{"name": "Front"}, {"name": "Back"}, {"name": "Source"}],
        templates=[
            {
                "name": "Card",
                "qfmt": "{{Front}}",
                "afmt": '{{FrontSide}}<hr id="answer">{{Back}}<p><small>{{Source}}</small></p>',
            }
        ],
        css=".card { font-family: serif; font-size: 20px; text-align: center; }",
    )
    deck = genanki.Deck(_number(kit.key), f"{kit.site_name}: {kit.title}", html.escape(kit.address))
    cards = [(name, short, kit.address) for name, short in kit.words]
    cards += [(one.question, f"{one.answer}\n{one.because}", one.address) for one in kit.quiz]
    for front, back, source in cards:
        fields = [html.escape(text).replace("\n", "<br>") for text in (front, back, source)]
        deck.add_note(genanki.Note(model=model, fields=fields, guid=genanki.guid_for(kit.key, front)))
    genanki.Package(deck).write_to_file(str(path), timestamp=_TIME)
    _without_times(path)


def _number(name: str) -> int:
    """Return an id for Anki that stays the same, so that a newer deck replaces the older one."""
    return 1 << 30 | int.from_bytes(hashlib.sha256(f"caravan-debate {name}".encode()).digest()[:3], "big")


def _without_times(path: Path) -> None:
    """Pack a deck again without the time at which it was made."""
    with zipfile.ZipFile(path) as deck:
        parts = sorted((info.filename, deck.read(info)) for info in deck.infolist())
    pack(path, parts)
