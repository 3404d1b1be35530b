"""Our glossary, claims and events as pages of the other tools: a real glossary where the tool has one.

A record that cannot be read as a mapping is left out: the other tools have nothing that it could become.
"""

import yaml

from .bibliography import ANCHOR


def read(texts):
    """Return the records that can be read, as dictionaries by key, of ``texts`` by key."""
    records = {}
    for key, text in texts.items():
        try:
            record = None if ANCHOR.search(text) else yaml.load(text, yaml.BaseLoader)
        except (yaml.YAMLError, RecursionError):
            continue
        if isinstance(record, dict):
            records[key] = record
    return records


def english(value):
    """Return the English of a text that may be a mapping by language."""
    if isinstance(value, dict):
        value = value.get("en") or next(iter(value.values()), "")
    return " ".join(str(value or "").split())


def names(terms):
    """Return what each key's term is called."""
    return {key: english(term.get("term")) or key for key, term in terms.items()}


def forms(term):
    """Return the English forms of a term besides its name."""
    value = term.get("forms")
    value = value.get("en") if isinstance(value, dict) else value
    return [form for form in value if isinstance(form, str)] if isinstance(value, list) else []


def definition(term):
    """Return all that a term says, as one line in our Markdown; related terms are links to terms."""
    said = [english(term.get("short")), english(term.get("definition"))]
    said += [f"{english(d.get('by'))}: {english(d.get('text'))}" for d in _mappings(term.get("definitions"))]
    said += [f"Not {english(a.get('word'))} [@{a.get('source')}]." for a in _mappings(term.get("avoid"))]
    related = term.get("see_also") if isinstance(term.get("see_also"), list) else []
    related += [term["same_as"]] if isinstance(term.get("same_as"), str) else []
    said += [f"See [{key}](term:{key})." for key in related if isinstance(key, str)]
    return " ".join(text for text in said if text)


def _mappings(value):
    """Return those items of a list that are mappings."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def as_headings(terms):
    """Return the glossary as headings, each with its key as anchor."""
    return "# Glossary\n\n" + "".join(
        f"## {names(terms)[key]} {{#{key}}}\n\n{definition(term)}\n\n" for key, term in terms.items()
    )


def as_sphinx(terms):
    """Return the glossary as Sphinx's directive: the name and all forms above one definition."""
    entries = (
        "\n".join([names(terms)[key], *forms(term)]) + f"\n  {definition(term)}\n" for key, term in terms.items()
    )
    return "# Glossary\n\n:::{glossary}\n" + "\n".join(entries) + ":::\n"


def as_myst(terms):
    """Return the glossary as mystmd's directive: a definition list, each form an entry of its own."""
    entries = []
    for key, term in terms.items():
        entries.append(f"{names(terms)[key]}\n: {definition(term)}\n")
        entries += [f"{form}\n: See [{form}](term:{key}).\n" for form in forms(term)]
    return "# Glossary\n\n:::{glossary}\n" + "\n".join(entries) + ":::\n"


def as_texts(title, records):
    """Return claims or events as a page: a heading and the text of each."""
    page = f"# {title}\n\n"
    for key, record in records.items():
        heading = english(record.get("title")) or key
        page += f"## {heading}\n\n{english(record.get('date'))} {english(record.get('location'))}\n\n"
        page += f"{english(record.get('answer') or record.get('text'))}\n\n"
    return page
