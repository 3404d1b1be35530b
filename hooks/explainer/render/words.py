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
        "about_page": "About this page",
        "checked": "Every statement was read against its evidence on",
        "changed": "The text was last changed on",
        "version": "version",
        "history": "See its history",
        "cite": "Cite this page",
        "social": "The Caravan Debate: Mexico's response to the migrant caravans, with its sources",
        "to": "to",
        "fiscal_year": "US fiscal year",
        "announced": "announced or unconfirmed",
        "in_time": "When it happened",
        "main_events": "The debate in time",
        "whole_timeline": "The whole timeline",
        "actors": {
            "mexico": "Mexico",
            "united-states": "United States",
            "central-america": "Central America",
            "migrants": "Migrants and organisations",
            "courts": "Courts and the UN",
        },
        # A series' mark differs in its shape too: colour alone tells some readers nothing.
        "shapes": {
            1: '<circle r="4"/>',
            2: '<rect x="-4" y="-4" width="8" height="8"/>',
            3: '<path d="M0-5 5 4H-5Z"/>',
            4: '<path d="M0-5 5 0 0 5-5 0Z"/>',
            5: '<path d="M-4-4 4 4M4-4-4 4"/>',
            6: '<path d="M0-5V5M-5 0H5"/>',
        },
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
