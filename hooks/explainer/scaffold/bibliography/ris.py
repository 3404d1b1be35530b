"""The entries of RIS files and of Web of Science's tagged files.

A reader of our own, since such files are seldom as their format says: rispy, with which this project writes RIS, loses an
entry without its end (``ER``), joins it to the next one, and loses what comes before ``TY``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

START = {"TY", "PT"}
_TAGS_TEXT = """
    TY A1 A2 A3 A4 AB AD AN AU AV BT C1 C2 C3 C4 C5 C6 C7 C8 CA CN CP CT CY DA DB DO DP ED EP ET ID IS J1 J2 JA
    JF JO KW L1 L2 L3 L4 LA LB LK M1 M2 M3 N1 N2 NV OP PB PP PY RI RN RP SE SN SP ST T1 T2 T3 TA TI TT U1 U2 U3
    U4 U5 UR VL VO Y1 Y2 ER
"""
_TAGS = frozenset(_TAGS_TEXT.split())
"""The tags of RIS, in which other spaces before the hyphen and lower-case letters are accepted."""
_RIS = re.compile(r"\s{0,3}([A-Za-z][A-Za-z0-9])(\s{0,4})-(?:\s(.*))?$")
_LONG = {"AB", "N1", "N2", "KW", "AD"}
"""Tags whose text may have several paragraphs."""
_WOS = re.compile(r"([A-Z][A-Z0-9])(?: (.*))?$")
_WOS_HEADER = re.compile(r"(?:\ufeff|\s)*(?:FN |VR |PT )")


@dataclass(slots=True)
class Entry:
    """The tags of one work."""

    line: int
    values: list[tuple[str, str]] = field(default_factory=list)
    """Tags and values, in order."""
    ignored: list[str] = field(default_factory=list)
    """Lines that belong to no tag."""

    def all(self, *tags: str) -> list[str]:
        """Return the values of tags, those of the first tag first."""
        return [value for tag in tags for name, value in self.values if name == tag and value]


def entries(text: str) -> list[Entry]:
    """Return the entries of a file. Text before the first one, between two and after the last is ignored."""
    wos = bool(_WOS_HEADER.match(text))
    found: list[Entry] = []
    pieces: list[list[str]] = []  # the tag and the lines of each value of the current entry
    early = False  # whether the entry's TY is still to come
    after_blank = False

    def close() -> None:
        if found and pieces and not early:
            found[-1].values = [(tag, " ".join(lines).strip()) for tag, *lines in pieces]
            pieces.clear()

    for number, line in enumerate(text.split("\n"), 1):
        line = line.rstrip().lstrip("\ufeff")
        tag, value = _tagged(line, wos)
        if tag in START:
            close()
            if not early:
                found.append(Entry(number))
            early = False
            pieces.append([tag, value])
        elif tag in ("ER", "EF"):
            close()
            if early:  # an entry without its TY
                early = False
                close()
            pieces.clear()
        elif tag and pieces:
            pieces.append([tag, value])
        elif tag and tag not in ("FN", "VR", "DB", "DP"):
            found.append(Entry(number))
            early = True
            pieces.append([tag, value])
        elif pieces and value:
            _continue(found[-1], pieces, value, wos, after_blank)
        after_blank = not value and not tag
    close()
    if early:
        early = False
        close()
    return found


def _tagged(line: str, wos: bool) -> tuple[str, str]:
    """Return a line's tag and value; the tag is empty if the line has none."""
    if wos:
        match = _WOS.match(line)
        return (match[1], (match[2] or "").strip()) if match else ("", line.strip())
    match = _RIS.match(line)
    if match and match[1].upper() == "TY" and not re.fullmatch(r"\w{0,12}", (match[3] or "").strip()):
        return "", line.strip()  # a line of a text
    if match and ((len(match[2]) == 2 and match[1].isupper()) or match[1].upper() in _TAGS):
        return match[1].upper(), (match[3] or "").strip()
    return "", line.strip()


def _continue(entry: Entry, pieces: list[list[str]], value: str, wos: bool, after_blank: bool) -> None:
    """Add a line without a tag to the value before it, if it can belong to it."""
    tag = pieces[-1][0]
    if wos and tag in _ONE_A_LINE:
        pieces.append([tag, value])
    elif tag in START or (after_blank and tag not in _LONG):
        entry.ignored.append(value)
    else:
        pieces[-1].append(value)


_ONE_A_LINE = {"AU", "AF", "BA", "BE", "BF", "CA", "ED"}
"""Tags of Web of Science with a name on each line."""
