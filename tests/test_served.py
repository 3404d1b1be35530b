"""Nothing crashes what shows a finding: every case of the rules is rendered as the served site would render it.

A build stops at an error, so only the served site renders pages that have findings. Each case is built here with the project's own
hooks, as `mkdocs serve` begins; the theme is one line in place of Material, and pandoc answers equal questions once, for time's sake.
`test_live.py` starts real servers.
"""

import re
from functools import lru_cache

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from explainer.render import pandoc
from explainer.render.site import Site
from rules.test_rules import CASES, read_case
from sites import prepare

PLAIN = "<html><head><title>{{ page.title }}</title></head><body>{{ page.content }}</body></html>"


RUN = lru_cache(pandoc._run)
ABOUT = Site.about


@pytest.fixture(autouse=True)
def quick(monkeypatch):
    """Pandoc's answer depends on nothing but the question, and the page of one rule is like those of the others."""
    monkeypatch.setattr(pandoc, "_run", RUN)
    monkeypatch.setattr(Site, "about", lambda site, outcome, rules, scores: ABOUT(site, outcome, rules[:1], scores))


def serve(folder, files, theme=PLAIN):
    """Build a project as `mkdocs serve` begins, under the real theme where ``theme`` is empty; return its pages by address."""
    prepare(folder, files)
    given = {}
    if theme:
        (folder / "plain").mkdir()
        (folder / "plain/main.html").write_text(theme, "utf-8")
        given["theme"] = {"name": None, "custom_dir": str(folder / "plain"), "language": "en"}
        given["plugins"] = []
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(folder / "site"), **given)
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    return {
        path.parent.relative_to(folder / "site").as_posix(): path.read_text("utf-8")
        for path in (folder / "site").rglob("index.html")
    }


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_a_case_is_served_with_its_findings(case, tmp_path):
    title, files, expected = read_case(case)
    pages = serve(tmp_path, files)
    assert len(pages) >= 4, "the home page, and those of the checks"
    errors = [line for line in expected if re.search(r": (?:error|warning)\[", line)]
    for address, page in pages.items():
        assert ('<details class="findings"' in page) == bool(errors), (title, address)
        assert not re.search("[\ufdd0-\ufdef]", page), (title, address)
        assert 'src="chart:' not in page, (title, address)
