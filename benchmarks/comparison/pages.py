"""Our pages in the Markdown of the other tools. Every line keeps its number.

Evidence notes are dropped (``[@key#note]`` becomes ``[@key]``), as no other tool has them. Our admonitions and tabs, which
are MkDocs', become fenced divisions. A link to a term becomes a reference to the glossary of the tool, or a link to
the place of the term on a page where the tool has none. A citation that is broken stays broken in the nearest way.
"""

import re

NOTE = re.compile(r"(@[\w][\w:.+-]*|\[[a-z0-9-]+)#[\w-]+")
TERM = re.compile(r"\[(?P<text>[^\[\]]*)\]\(term:(?P<key>[^()\s]*)\)")
BLOCK = re.compile(r"(?P<indent> *)(?:!!!|\?\?\?\+?|===) *(?P<kind>[\w-]+)? *(?:\"(?P<title>.*)\")?\s*$")
GROUP = re.compile(r"(?<!\\)\[(?P<inside>[^\[\]]*(?<![\w\\])@[^\[\]]*)\](?!\()")
IN_TEXT = re.compile(r"(?<![\w\\`\[@-])@(?P<key>[A-Za-z0-9_][\w:.+-]*\w|\w)")
PART = re.compile(r"(?P<prefix>.*?)(?P<minus>-?)@(?P<key>\w[\w:.+-]*\w|\w)?(?P<rest>.*)", re.DOTALL)


def without_notes(text):
    """Return the text with ``#note`` taken from the keys."""
    return NOTE.sub(r"\1", text)


def as_divisions(text, braces):
    """Return the text with admonitions and tabs as ``::: note`` divisions, or ``:::{note}`` with braces."""
    lines, out, i = text.split("\n"), [], 0
    while i < len(lines):
        opening = BLOCK.match(lines[i])
        if not opening:
            out.append(lines[i])
            i += 1
            continue
        out.append(":::{note}" if braces else "::: note")
        i += 1
        inner = len(opening["indent"]) + 4
        while i < len(lines) and (not lines[i].strip() or lines[i].startswith(" " * inner)):
            out.append(lines[i][inner:])
            i += 1
        if out[-1].strip():
            out.append(":::")
        else:
            out[-1] = ":::"
    return "\n".join(out)


def with_term_links(text, address):
    """Return the text with links to terms as ``[text](address#key)``."""
    return TERM.sub(lambda m: f"[{m['text']}]({address}#{m['key']})", text)


def with_term_roles(text, names):
    """Return the text with links to terms as MyST's ``{term}`` role; ``names`` holds each known key's term."""
    return TERM.sub(lambda m: f"{{term}}`{m['text']} <{names.get(m['key'], m['key'])}>`", text)


def with_citation_roles(text):
    """Return the text with Pandoc's citations as the roles of sphinxcontrib-bibtex."""
    text = GROUP.sub(lambda m: _role(m["inside"]), text)
    return IN_TEXT.sub(lambda m: f"{{cite:t}}`{m['key']}`", text)


def _role(inside):
    """Return one bracketed group as a role. A part without a key stays as it is: it is the planted error."""
    parts, role = [], "cite:p"
    for part in inside.split(";"):
        found = PART.fullmatch(part)
        if not found or not found["key"]:
            parts.append(part.replace("@", "").strip(" "))
            continue
        prefix, rest = found["prefix"].strip(), found["rest"].replace("@", "").strip(" ,")
        second = re.search(r"@(\w[\w-]*)", found["rest"])
        if second:  # two keys and nothing between them: so also in the role
            parts.append(f"{found['key']} {second[1]}")
            continue
        if found["minus"] and ";" not in inside:
            role = "cite:year"
        parts.append(f"{{{prefix}}}" * bool(prefix) + found["key"] + f"{{{rest}}}" * bool(rest))
    return f"{{{role}}}`{','.join(parts)}`"
