"""Our source records as the bibliographies of the other tools, with their faults.

Pandoc reads CSL as YAML, so it gets the records' own text. The others read BibTeX: a field keeps its name, misspelt or
twice, unless BibTeX has another for it; a record that is no YAML becomes an entry that is no BibTeX.
"""

import re

import yaml

TYPES = {
    "article": "article", "article-journal": "article", "article-magazine": "article", "article-newspaper": "article",
    "book": "book", "chapter": "incollection", "paper-conference": "inproceedings", "report": "techreport",
    "thesis": "phdthesis", "legislation": "misc", "legal_case": "misc", "bill": "misc", "treaty": "misc",
    "regulation": "misc", "hearing": "misc", "speech": "misc", "interview": "misc", "webpage": "misc", "post": "misc",
    "post-weblog": "misc", "broadcast": "misc", "document": "misc", "dataset": "misc", "map": "misc",
    "motion_picture": "misc", "press-release": "misc",
}  # fmt: skip

FIELDS = {
    "title": ["title"],
    "container-title": ["journal", "booktitle"],
    "issued": ["year", "month", "date"],
    "publisher-place": ["address"],
    "URL": ["url"],
    "DOI": ["doi"],
    "evidence": ["annote"],
    "read": ["urldate"],
}
"""What BibTeX calls our fields, where the names differ in more than their case."""


ANCHOR = re.compile(r"(?:^|[\s\[{,])[&*]\w")
"""A YAML anchor or alias, which may multiply a text without end: such a record stays the text that it is."""


def csl(records):
    """Return the records, key and text, as one CSL bibliography in YAML."""
    items = [f"- id: {key}\n" + "".join(f"  {line}\n" for line in text.splitlines()) for key, text in records]
    return "---\nreferences:\n" + "".join(items) + "...\n"


def bibtex(records):
    """Return the records, key and text, as one BibTeX file."""
    return "\n".join(_entry(key, text) for key, text in records)


def _entry(key, text):
    """Return one record as an entry."""
    try:
        node = None if ANCHOR.search(text) else yaml.compose(text, yaml.BaseLoader)
    except (yaml.YAMLError, RecursionError):
        node = yaml.ScalarNode("", text)
    if isinstance(node, yaml.MappingNode):
        pairs = [(name.value, value) for name, value in node.value if isinstance(name, yaml.ScalarNode)]
        kind = next((_plain(value) for name, value in pairs if name == "type"), "misc")
        lines = [line for name, value in pairs if name != "type" for line in _fields(name, value, kind)]
    else:
        kind = "misc"
        lines = [re.sub(r"^(\s*[\w-]+):", r"\1 =", line) for line in text.splitlines() if line.strip()]
    return f"@{TYPES.get(kind, kind)}{{{key},\n" + "".join(f"  {line},\n" for line in lines) + "}\n"


def _fields(name, node, kind):
    """Return one field of a record as the lines of an entry."""
    value = _plain(node)
    if name in ("author", "editor") and isinstance(node, yaml.SequenceNode):
        value = " and ".join(_person(person) for person in node.value)
    elif name == "issued":
        year, _, rest = value.partition("-")
        month, _, day = rest.partition("-")
        dated = [("year", year), ("month", month), ("day", day), ("date", value)]
        return [f"{part} = {{{number}}}" for part, number in dated if number]
    elif name == "container-title":
        name = "booktitle" if TYPES.get(kind, "").startswith("in") else "journal"
    elif name == "publisher" and TYPES.get(kind) == "techreport":
        name = "institution"
    elif name == "read":
        date = _part(node, "date")
        return [f"urldate = {{{date or value}}}"]
    else:
        name = FIELDS.get(name, [name])[0]
    return [f"{name} = {{{value}}}"]


def _person(node):
    """Return one author as BibTeX writes it."""
    if _part(node, "literal"):
        return "{" + _part(node, "literal") + "}"
    return ", ".join(filter(None, (_part(node, "family"), _part(node, "given")))) or _plain(node)


def _part(node, name):
    """Return a field of a mapping as plain text, or nothing."""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(key, yaml.ScalarNode) and key.value == name:
                return _plain(value)
    return ""


def _plain(node):
    """Return a value as one line; of a mapping by language its English, of anything else nested all its texts."""
    if isinstance(node, yaml.ScalarNode):
        return " ".join(node.value.split())
    if isinstance(node, yaml.MappingNode):
        return _part(node, "en") or "; ".join(_plain(value) for _, value in node.value)
    return "; ".join(_plain(value) for value in node.value)
