"""When a tool's message counts as having found a planted error, and when as having placed it. Generous on purpose.

Only messages that the tool does not give for the project without a fault are asked. Such a message has found the error
if it names what is wrong, which is decided by the kind of the rule:

- *records* (invalid-record, impossible-date and the like, and addresses in records): the record's key, the field under
  our name or BibTeX's, the value, or that the bibliography cannot be read at all;
- *citations, terms and all other rules*: one of the words that our own message quotes (a key, a note, a figure, a form),
  the word at the place of the error, or a key of the citation that stands there;
- *pages*: a word for the construct, from the table ``CONSTRUCTS`` (as "front matter", "YAML" or "metadata").

It has placed the error if it also names the file that holds it in the tool's own project, and a line of it.
"""

import re

from . import bibliography

CONSTRUCTS = {
    "broken-front-matter": r"front.?matter|metadata|yaml|mapping|title block",
    "swallowed-front-matter": r"front.?matter|metadata|yaml",
    "missing-description": r"description",
    "unreadable-page": r"utf-?8|decod|encod|unicode",
    "hard-to-read": r"readab|long sentence|hard to read",
    "malformed-citation": r"citation|cite|bibtex key|unclosed|unbalanced|bracket",
    "unsafe-url": r"javascript|vbscript|data:|scheme|unsafe",
    "missing-page": r"translat|no spanish|missing page",
    "missing-translation": r"translat",
    "citation-drift": r"translat|inconsistent (citation|reference)",
    "figure-drift": r"translat|figures? differ",
}
"""By rule, words for the construct that is wrong; a message with one of them is about it."""

UNREADABLE = r"syntax|pars(e|ing)|yaml|data error|reading file|undefined string|premature end|unexpected|expected|entry type|invalid"
"""What a tool says of a bibliography that it cannot read."""

KEYS = re.compile(r"@(\w[\w:.+-]*\w)")


def found(planted, text, source):
    """Return whether the message ``text`` names the planted error; ``source`` is the text of the file that holds it."""
    if re.search(CONSTRUCTS.get(planted.rule, r"(?!)"), text, re.IGNORECASE):
        return True
    if planted.path.startswith("docs/sources/") and re.search(UNREADABLE, text, re.IGNORECASE):
        return True
    return any(_names(text, word) for word in words(planted, source))


def placed(message, files):
    """Return whether a message names one of the ``files`` that may hold the error, and a line."""
    return message.line is not None and message.file in files


def words(planted, source):
    """Return the words of which a message must name one."""
    said = planted.message.split(" (")[0]
    quoted = set(re.findall(r"'([^']+)'", said))
    lines = source.splitlines()
    rest = lines[planted.line - 1][planted.column - 1 :] if planted.line <= len(lines) else ""
    if planted.path.startswith("docs/sources/"):
        key = planted.path.rpartition("/")[2].rpartition(".")[0]
        fields = re.match(r"([\w-]+):", said)
        known = quoted | {key} | ({fields[1]} if fields else set())
        return known | {name for word in known for name in bibliography.FIELDS.get(word, [])}
    at = re.match(r"[\[@-]*([\w-]+)", rest)
    here = {at[1]} if at else set()
    if planted.rule == "malformed-citation":
        here |= set(KEYS.findall(re.split(r"[\]\n]", rest)[0]))
    return quoted | here


def _names(text, word):
    """Return whether a text names a word; one of a letter or two only in quotation marks."""
    pattern = rf"(?<![^\W_]){re.escape(word)}(?![^\W_])"
    if len(word) < 3:
        pattern = rf"[\"'`]{re.escape(word)}[\"'`]"
    return re.search(pattern, text, re.IGNORECASE) is not None
