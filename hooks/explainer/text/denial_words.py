"""Words that deny, words that may deny, and words that change what a denial says; all folded, in English and Spanish."""

from __future__ import annotations

DENYING = (
    "not n't cannot never no nobody none neither nor without nothing non"
    " ni sin nunca jamas nadie ningun ninguna ninguno tampoco"
)
DENIALS = frozenset(DENYING.split())
VERBAL = frozenset({"not", "n't", "cannot", "never", "nunca", "jamas"})
"""Those that deny a whole clause."""

OF_SUBJECTS = frozenset({"nobody", "none", "nadie", "ninguno", "neither"})
"""Those that deny a verb somewhere after them."""

AUXILIARY_VERBS = "was were is are has have had could would should must may can will did does do be been being"
AUXILIARIES = frozenset(AUXILIARY_VERBS.split())
PASSED_OVER = AUXILIARIES | {"yet", "also", "any"}
"""Words between a denial and the word that it denies."""

NO_DENIAL = (
    "only just merely least until all every so more less fewer longer later one even yet always necessarily many much"
    " quite alone far among"
)
AFTER_NO_DENIAL = frozenset(NO_DENIAL.split())
"""Words that change what "not" before them says: "not only", "not until", "no more than"."""

QUANTIFIERS = frozenset({"all", "every", "everybody", "everyone", "everything", "both", "todos", "todas"})
"""Words of which a denial denies only a part."""

SPEECH = frozenset({"say", "state", "name", "mention", "show", "give", "list", "mean", "prove", "speak", "stand"})
"""Verbs of what a source leaves unsaid: its note may only say what it does say."""

OPEN = frozenset({"if", "unless", "whether", "why", "how"})
"""Words before a clause that is not asserted."""

IDIOMS = (
    "without papers", "without documents", "without permission", "sin papeles", "whether or not", "or not", "no matter", "no doubt",
)  # fmt: skip
"""Phrases that deny nothing that a source would deny in the same words."""

VAGUE_WORDS = (
    "said say says found find name named united state states human rights government president mexico mexican people case"
    " cases over whatever ever"
)
VAGUE = frozenset(VAGUE_WORDS.split())
"""Words that are in too many sentences to show what one is about."""

DENYING_VERBS = (
    "refus*", "deny", "denied", "denies", "denial*", "reject*", "declin*", "prevent*", "forbid*", "forbade",
    "prohibit*", "ban", "bans", "banned", "bar", "bars", "barred", "block*", "rechaz*", "negó", "niega", "negar*", "imped*",
    "impid*", "prohíb*", "prohib*", "ruled out", "kept from", "keeping", "keep from", "keeps",
)  # fmt: skip
"""Words that put all of their clause in doubt."""
MAY_DENY = (
    "hardly", "barely", "lack*", "fail*", "unable", "unwilling", "impossib*", "instead", "rather than", "fewer",
    "less", "except", "unless", "abstain*", "avoid*", "absence", "against", "absent", "missing", "wrong", "wrongly", "false",
    "untrue", "disput*", "doubt*", "contradict*", "illegal*", "unlawful*", "ceas*", "cancel*", "unknown",
    "undocumented", "irregular*", "unclear", "uncertain", "unproven", "unauthoris*", "beyond", "other than",
    "scarce*", "rare*", "seldom", "halt*", "turned down", "turned away", "difficult*", "ineligible", "exclu*",
    "invalid*", "void", "null", "solely", "disagree*", "oppos*", "criti*", "left out", "withdr*", "zero", "withhold*",
    "withheld", "expired", "merely", "mere", "lost", "incomplete", "partial*", "blind", "miss", "nowhere", "nor",
    "evit*", "falt*", "carec*", "falso", "desconoc*", "sólo", "únicamente", "desacuerdo", "only", "sólo",
    "únicamente", "solo", "restrict*", "remaining", "rest",
)  # fmt: skip
"""Words that may deny without "not", or limit what is said."""
