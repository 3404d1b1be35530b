"""A style sheet loses only what no page can meet."""

import pytest

from explainer.render.stylesheets import Names, names_in_page, names_in_script, without_unused
from explainer_mkdocs.styles import SCRIPTED, drop_unused

PAGES = [
    '<p class="a b" id=c data-md-state="open" title="x > y" role="note">text &lt;p class="no"></p>',
    '<svg viewBox="0 0 1 1"><path d="M0 0"/></svg><input type="radio"\n name="one">',
    '<a href="?a=1&amp;b=2" class="link">1 < 2</a>',
]


def test_the_names_of_pages_are_those_of_each():
    names = Names()
    for page in (*PAGES, *PAGES):
        names.add_page(page)
    assert names == set().union(*map(names_in_page, PAGES)) - {"no"}, "but for what a text only shows"
    assert {"p", "a", "b", "c", "open", "note", "svg", "radio", "one", "link"} <= names


@pytest.mark.parametrize(
    ("css", "left"),
    [
        (".a{color:red}.gone{color:blue}", ".a{color:red}"),
        (".a,.gone{color:red}", ".a{color:red}"),
        (".a .gone{color:red}", ""),
        (".a:not(.gone){color:red}", ".a:not(.gone){color:red}"),
        ("@media print{.gone{color:red}}", ""),
        ("@media print{.a{color:red}}", "@media print{.a{color:red}}"),
        ("[data-md-state=shut]{color:red}", ""),
        ("[data-md-state=open]{color:red}", "[data-md-state=open]{color:red}"),
        (":root{--used:1;--unused:2}.a{top:var(--used)}", ":root{--used:1}.a{top:var(--used)}"),
        ("@font-face{font-family:x}", "@font-face{font-family:x}"),
        ("", ""),
    ],
)
def test_rules(css, left):
    assert without_unused(css, {"a", "open"}) == left


def test_what_a_script_names_stays():
    assert "js-open" in names_in_script('document.body.classList.add("js-open")')
    assert without_unused(".x{color:var(--y)}", {"x"}) == ".x{color:var(--y)}"
    assert without_unused(":root{--y:1}", set(), also=".x{color:var(--y)}") == ":root{--y:1}"


def test_what_only_scripts_need_comes_with_them(tmp_path):
    sheets = {
        "stylesheets/theme.css": ":root{--hue:7;--lost:8}p{top:0}.made{top:1px}.gone{top:2px}",
        "explainer.css": "p{top:3px}.made{left:var(--hue)}",
        "chart.css": ".made{top:4px}.gone{top:5px}",
    }
    (tmp_path / "assets/stylesheets").mkdir(parents=True)
    (tmp_path / "assets/tip.js").write_text('tip.className = "made"')
    for name, text in sheets.items():
        (tmp_path / "assets" / name).write_text(text)
    drop_unused(tmp_path, {"p"})
    left = {name: (tmp_path / "assets" / name).read_text() for name in sheets}
    assert left == {
        "stylesheets/theme.css": ":root{--hue:7}p{top:0}",
        "explainer.css": "p{top:3px}",
        "chart.css": ".made{top:4px}",
    }
    whole = (tmp_path / SCRIPTED).read_text()
    assert whole == ":root{--hue:7}p{top:0}.made{top:1px}p{top:3px}.made{left:var(--hue)}", "in its authors' order"
