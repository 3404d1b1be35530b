"""The catalogues of the interface's words, in gettext's format: one for each language, by the English message.

A message that a catalogue lacks is shown in English. English itself needs no catalogue.
"""

from __future__ import annotations

import gettext
import io
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).parent / "locale"
DOMAIN = "explainer"


@lru_cache
def catalogue(language: str) -> gettext.NullTranslations:
    """Return the catalogue of a language; an empty one, which gives each message back, if there is none.

    It is compiled when it is first needed, so that the repository has no binary that could differ from its source.
    """
    path = FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"
    if language == "en" or not path.is_file():
        return gettext.NullTranslations()
    from babel.messages.mofile import write_mo  # only here: an English site is built and checked without them
    from babel.messages.pofile import read_po

    compiled = io.BytesIO()
    with path.open("rb") as source:
        write_mo(compiled, read_po(source, locale=language, domain=DOMAIN))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)


def N_(message: str) -> str:
    """Return a message unchanged: it is marked for the catalogues here, and translated where it is shown."""
    return message
