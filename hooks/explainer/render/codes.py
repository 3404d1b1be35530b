"""What readers see for the codes that records use, in the order in which lists show them."""

from __future__ import annotations

from ..catalogue import N_
from .words import Words

ACTORS = {
    "mexico": N_("Mexico"),
    "united-states": N_("United States"),
    "central-america": N_("Central America"),
    "migrants": N_("Migrants and organisations"),
    "courts": N_("Courts and the UN"),
}
CATEGORIES = {
    "people": N_("People"),
    "concept": N_("Concepts"),
    "law": N_("Law"),
    "policy": N_("Policies and measures"),
    "institution": N_("Institutions"),
    "event": N_("Events"),
    "place": N_("Places"),
}
CERTAINTIES = {
    "certain": N_("Certain"),
    "likely": N_("Likely"),
    "same-claim": N_("Same claim; target unknown"),
}
FAMILIES = {
    "citations": N_("Citations"),
    "evidence": N_("Evidence"),
    "data": N_("Data"),
    "diagrams": N_("Diagrams"),
    "direction": N_("Direction and negation"),
    "events": N_("Events"),
    "files": N_("Files"),
    "front_matter": N_("Front matter"),
    "glossary": N_("Glossary"),
    "idle": N_("Idle citations"),
    "kits": N_("Class kits"),
    "labels": N_("Labels"),
    "limits": N_("Limits"),
    "names": N_("Names"),
    "pages": N_("Pages"),
    "published": N_("Published"),
    "questions": N_("Questions"),
    "quotations": N_("Quotations"),
    "records": N_("Records"),
    "style": N_("Style"),
    "suppressions": N_("Waivers"),
}
"""The families of rules, which are the modules of `checks`."""
KINDS = {
    "fact": N_("a statement of fact"),
    "evaluation": N_("a judgement"),
    "prediction": N_("advice or a forecast"),
}
MUTANTS = {
    "figure": N_("A digit of a figure"),
    "year": N_("A year"),
    "number in words": N_("A number in words, or a part such as half"),
    "quotation": N_("A word of a quotation"),
    "actor": N_("A person, body or place"),
    "direction": N_("A direction: fell for rose, fewer for more, after for before"),
    "negation": N_("A negation: did not for did, refused for agreed, may for must"),
    "unit": N_("A unit, or what is counted: families for people, pesos for dollars"),
    "citation": N_("A citation, for another of the page or another note of its source"),
}
"""What `explainer mutants` changes."""
RANKS = {
    "1": N_("Primary document"),
    "2": N_("Research or official report"),
    "3": N_("Press"),
    "4": N_("Weak: never the only source of a statement"),
}
SHORT_RANKS = {**RANKS, "4": N_("Weak")}
SEVERITIES = {
    "error": N_("An error: it stops the build."),
    "warning": N_("A warning: it is shown to editors."),
    "note": N_("A note: it is counted, and shown on request."),
}
STATUSES = {
    "supported": N_("supported"),
    "contested": N_("contested"),
    "outdated": N_("outdated"),
    "unsupported": N_("unsupported"),
    "opinion": N_("opinion"),
}
VOICES = {
    "law": N_("Laws, treaties and rulings"),
    "government-mx": N_("Government of Mexico"),
    "government-us": N_("Government of the United States"),
    "government-ca": N_("Governments of Central America"),
    "government-other": N_("Other governments and parliaments"),
    "igo": N_("International organisations"),
    "ngo": N_("Civil society"),
    "academic": N_("Universities and journals"),
    "think-tank": N_("Research institutes"),
    "press": N_("Press"),
    "legal-commentary": N_("Law firms and legal publishers"),
}
CHANGED = {
    "pages": N_("Pages"),
    "statements": N_("Cited statements"),
    "sources": N_("Sources"),
    "terms": N_("Terms"),
    "claims": N_("Claims"),
    "events": N_("Events"),
    "charts": N_("Charts"),
    "series": N_("Series of figures"),
}
"""What a release may change."""
CHANGES = {"added": N_("Added"), "changed": N_("Changed"), "withdrawn": N_("Withdrawn")}

CODES = {
    "actors": ACTORS,
    "categories": CATEGORIES,
    "certainties": CERTAINTIES,
    "changed": CHANGED,
    "changes": CHANGES,
    "families": FAMILIES,
    "kinds": KINDS,
    "mutants": MUTANTS,
    "ranks": RANKS,
    "short_ranks": SHORT_RANKS,
    "severities": SEVERITIES,
    "statuses": STATUSES,
    "voices": VOICES,
}
"""By the name under which templates know them."""


def names(words: Words) -> dict[str, dict[str, str]]:
    """Return the names of all codes in one language: by kind of code, then by code."""
    return {kind: {code: words.gettext(name) for code, name in codes.items()} for kind, codes in CODES.items()}
