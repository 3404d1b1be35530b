"""Pages of built sites, and what is put on them."""

import html
import re

HEAD = "---\ntitle: Home\ndescription: D.\n---\n\n# Home\n\n"


def read(site, page):
    return (site / page / "index.html").read_text("utf-8")


def article(text):
    """Return the page's own content, without what it says of itself at its end."""
    return text.partition("<article")[2].partition("</article>")[0].partition('<section class="colophon"')[0]


def plain(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", markup)).split())


CONTEXTS = {
    "a paragraph": ("The caravan [@lopez2019#halted].", 1),
    "at the start": ("[@lopez2019#halted] says so.", 1),
    "running text": ("As @lopez2019#halted [p. 3] says.", 1),
    "two in a sentence": ("One [@lopez2019#halted] and two [@lopez2019#cards].", 2),
    "wrapped over lines": ("One [see @lopez2019#halted,\np. 3] and\ntwo.", 1),
    "emphasis": ("One **two [@lopez2019#halted]** and *there*.", 1),
    "a heading": ("## Halted [@lopez2019#halted]\n\nText.", 1),
    "an underlined heading": ("Halted [@lopez2019#halted]\n---\n\nText.", 1),
    "a list": ("- one [@lopez2019#halted]\n- two [@lopez2019#cards]\n\n    more [@lopez2019#cards]\n", 3),
    "a nested list": ("- one\n    - two [@lopez2019#halted]\n        1. there [@lopez2019#cards]\n", 2),
    "a numbered list": ("1. one [@lopez2019#halted]\n2. two\n   lazy [@lopez2019#cards]\n", 2),
    "a quotation": ("> Detenida en\n> el río [@lopez2019#halted,\n> p. 3]\ndetenida [@lopez2019#halted]\n", 2),
    "a table": ("| a [@lopez2019#halted] | b |\n|---|---|\n| c | d [@lopez2019#cards] |\n", 2),
    "a table without outer pipes": ("a | b\n--- | ---\nc [@lopez2019#halted] | `|` d [@lopez2019#cards]\n", 2),
    "an admonition": (
        '!!! note "One [@lopez2019#halted]"\n    Two [@lopez2019#cards]\n\n    There [@lopez2019#cards]\n',
        3,
    ),
    "a collapsed admonition": ('??? note "One"\n    Two [@lopez2019#cards]\n', 1),
    "tabs": ('=== "One"\n\n    Two [@lopez2019#halted]\n\n=== "There"\n\n    - far [@lopez2019#cards]\n', 2),
    "a footnote": ("One[^1].\n\n[^1]: Two [@lopez2019#halted]\n    there [@lopez2019#cards]\n", 2),
    "a definition list": ("One\n:   Two [@lopez2019#halted]\n\n    There [@lopez2019#cards]\n", 2),
    "a division": ('<div class="ways" markdown>\n\nOne [@lopez2019#halted]\n\n</div>\n', 1),
    "code": ("One `[@lopez2019#halted]` and ``two ` [@x]``.", 0),
    "a code block": ("```yaml\n[@lopez2019#halted]\n```\n\n~~~\n[@x]\n~~~\n", 0),
    "a code block in a list": ("- one\n\n    ```\n    [@x]\n    ```\n\n    two [@lopez2019#halted]\n", 1),
    "a code block in an admonition": ("!!! note\n    ```\n    [@x]\n    ```\n    two [@lopez2019#halted]\n", 1),
    "indented code": ("One\n\n    [@x]\n\nTwo [@lopez2019#halted]\n", 1),
    "indented code in a list": ("- one\n\n        [@x]\n\n    two [@lopez2019#halted]\n", 1),
    "a comment": ("<!-- [@x] -->\n\nOne [@lopez2019#halted]\n", 1),
    "a link": ("[see @x](https://example.org/@x) and <https://example.org/@x> https://example.org/@x", 0),
    "a reference": ("[one][r] and [r].\n\n[r]: https://example.org/@x\n", 0),
    "an image": ("![@x](https://example.org/x.png)", 0),
    "escapes": ("\\@x and \\[@lopez2019#halted\\]", 1),
    "e-mail": ("ana@example.org, <ana@example.org> and a.b@c.d", 0),
}
