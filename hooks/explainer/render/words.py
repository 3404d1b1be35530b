"""The words of the generated pages, by language."""

from __future__ import annotations

from typing import Any

Phrases = dict[str, Any]

PHRASES: dict[str, Phrases] = {
    "en": {
        "note": "Evidence",
        "references": "References",
        "close": "Close",
        "back": "Back to the text",
        "open": "Open the source",
        "copy": "Open the copy that was read",
        "all": "All that was read in it",
        "key_points": "Key points",
        "known": "As known in",
        "months": [
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December",
        ],
        "statuses": {
            "supported": "supported",
            "contested": "contested",
            "outdated": "outdated",
            "unsupported": "unsupported",
            "opinion": "opinion",
        },
        "kinds": {"fact": "a statement of fact", "evaluation": "a judgement", "prediction": "advice or a forecast"},
        "certainties": {"certain": "Certain", "likely": "Likely", "same-claim": "Same claim; target unknown"},
        "unknown": "There is no such source or note.",
        "in_words": "In its own words",
        "ranks": {
            "1": "Primary document",
            "2": "Research or official report",
            "3": "Press",
            "4": "Weak: never carries a statement alone",
        },
        "voices": {
            "law": "Laws, treaties and rulings",
            "government-mx": "Government of Mexico",
            "government-us": "Government of the United States",
            "government-ca": "Governments of Central America",
            "igo": "International organisations",
            "ngo": "Civil society",
            "academic": "Universities and journals",
            "think-tank": "Research institutes",
            "press": "Press",
        },
        "categories": {
            "people": "People",
            "concept": "Concepts",
            "law": "Law",
            "policy": "Policies and measures",
            "institution": "Institutions",
            "event": "Events",
            "place": "Places",
        },
        "languages": {"en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese", "it": "Italian"},
    },
}
PHRASES["es"] = PHRASES["en"]  # until there are Spanish pages; the records' own texts follow the language already
