"""What real pandoc makes of the citations in a Markdown text: the expected answers of ``cases/*.yaml``.

Nobody writes those answers down, so that nobody can write them down wrongly. One pandoc process reads all texts (each as
a document of its own, in ``oracle.lua``) and lets citeproc cut the locator out of every suffix, with a style
(``test.csl``) that prints what it found in a form that can be read back. All cases together take about a second.

Run ``python pandoc_oracle.py TEXT [LANG]`` to see the answer for one text.
"""

import json
import re
import subprocess
import sys
from pathlib import Path

import pypandoc

HERE = Path(__file__).parent

ADDED = [
    # Python-Markdown wants four spaces for what belongs to a list item; six are no code there.
    "four_space_rule",
    # Python-Markdown's md_in_html: Markdown inside an HTML block only where the tag says so.
    "markdown_attribute",
]
"""Extensions that pandoc's ``markdown`` has not by itself but MkDocs has."""

REMOVED = [
    # A page's front matter is stripped before the page is parsed; there are no other metadata blocks or title blocks.
    "yaml_metadata_block", "pandoc_title_block",
    # Would change the text of prefixes and suffixes (curly quotes, dashes); MkDocs does not do that.
    "smart",
    # `$`, `\begin`, `\newcommand` and `{=html}` are plain text in MkDocs; pandoc would hide citations in them.
    "tex_math_dollars", "raw_tex", "latex_macros", "raw_attribute",
    # `(@a)` would number an example; `(a)`, `#.` and `(1)` would start a list.
    "example_lists", "fancy_lists",
    # `| verse` lines, `:::` fences and `Table:` captions are plain text in Python-Markdown; so are tables without pipes.
    "line_blocks", "fenced_divs", "table_captions", "simple_tables", "multiline_tables", "grid_tables",
    # `^[@a]` would be a footnote; Python-Markdown has footnotes by reference only.
    "inline_notes",
    # `^x^`, `~x~` and `~~x~~` are not in Python-Markdown; leaving them out keeps prefixes and suffixes as written.
    "superscript", "subscript", "strikeout",
    # `[@a]{.cls}`: MkDocs' attr_list knows no bracketed spans, so the brackets are a citation there.
    "bracketed_spans",
    # With these pandoc parses the Markdown inside any <div> or <span>, with or without a `markdown` attribute.
    "native_divs", "native_spans",
    # A lonely image would become a figure that has the alternative text, and its citations, twice.
    "implicit_figures",
    # `[A heading]` is no link in MkDocs; it would keep `@a [A heading]` from being one citation.
    "implicit_header_references",
    # Python-Markdown needs neither the empty line nor the space.
    "blank_before_header", "blank_before_blockquote", "space_in_atx_header",
]  # fmt: skip
"""Extensions of pandoc's ``markdown`` that MkDocs has not; all others stay on, ``all_symbols_escapable`` too: ``\\@``."""

FORMAT = "markdown" + "".join(f"+{name}" for name in ADDED) + "".join(f"-{name}" for name in REMOVED)

MODES = {"NormalCitation": "normal", "SuppressAuthor": "suppress-author", "AuthorInText": "in-text"}

LOCALES = {None: "en-US", "es": "es-MX"}
"""The locale that citeproc takes locator labels from; the site's Spanish is Mexico's."""

RENDERED = re.compile(r"⟦x¦(?P<label>[^¦]*)¦(?P<locator>.*?)⟧(?P<rest>.*)", re.DOTALL)
"""What ``test.csl`` makes of one citation."""


def expected(texts: list[tuple[str, str | None]]) -> list[list[list[dict]]]:
    """Return the groups of citations that pandoc finds in each of ``texts``, in document order.

    A text is a pair of Markdown and language (``None`` is English). A group is a list of items with ``key``,
    ``evidence`` (``None`` without ``#``), ``prefix``, ``label`` (``None`` if citeproc names none), ``locator`` and
    ``suffix`` (as written, ``""`` if there is none) and ``mode``. Citations in link texts and footnotes count where
    they stand; citations inside the prefix or suffix of another one do not count.

    Raises RuntimeError with pandoc's words if pandoc fails.
    """
    cases = [{"text": text, "lang": LOCALES.get(lang, lang)} for text, lang in texts]
    request = {"format": FORMAT, "style": str(HERE / "test.csl"), "cases": cases}
    result = subprocess.run(
        [pypandoc.get_pandoc_path(), "lua", str(HERE / "oracle.lua")],
        input=json.dumps(request),
        capture_output=True,
        encoding="utf-8",
        check=False,  # pandoc's own words are the better message
    )
    if result.returncode != 0:
        raise RuntimeError(result.stderr)
    answers = json.loads(result.stdout)
    return [[[_item(item) for item in group] for group in groups] for groups in answers]


def _item(raw: dict) -> dict:
    """Turn what ``oracle.lua`` says of one citation into an item."""
    key, _, evidence = raw["id"].partition("#")
    label, locator, rest = _locator(raw)
    return {
        "key": key,
        "evidence": evidence or None,
        "prefix": raw["prefix"].strip(),
        "label": label,
        "locator": locator,
        "suffix": re.sub(r"^\s*,?\s*", "", rest).rstrip(),
        "mode": MODES[raw["mode"]],
    }


def _locator(raw: dict) -> tuple[str | None, str, str]:
    """Return label, locator and the rest of the suffix, locator and rest as they were written.

    Citeproc formats the locator (``3-5`` becomes ``3–5``, ``1,234`` becomes ``1, 234``), so it serves only to find the
    place in the suffix: the rest stands at the suffix's end, the locator right before it.

    Raises ValueError if the place cannot be found.
    """
    label, locator, rest = RENDERED.fullmatch(raw["rendered"]).groups()
    if not locator:
        # `{}` means: no locator. Citeproc removes it, and may put a comma before what follows.
        return None, "", re.sub(r"^\s*,?\s*\{\s*\}", "", raw["suffix"])
    if not raw["suffix"].endswith(rest):
        raise ValueError(f"citeproc has changed the rest of a suffix: {raw}")
    head = raw["suffix"].removesuffix(rest)
    written = r"\s*".join("[-–]" if char in "-–" else re.escape(char) for char in locator if not char.isspace())
    found = re.search(rf"({written})\s*(\}}?)$", head)
    if not found:
        raise ValueError(f"the locator is not in the suffix: {raw}")
    return label or None, found[1], rest


if __name__ == "__main__":
    for group in expected([(sys.argv[1], *(sys.argv[2:3] or [None]))])[0]:
        print(json.dumps(group, ensure_ascii=False, indent=2))
