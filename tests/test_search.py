"""The index that readers search."""

import hashlib
import json
from pathlib import Path

import pytest

from explainer import search

ROOT = Path(__file__).parents[1]
ENTRIES = [
    {"location": "story/", "title": "The river", "text": "<p>One <em>raft</em>.</p><p>Two &amp; three.</p>"},
    {"location": "story/#bridge", "title": "At the bridge", "text": "<p>The gate was shut.</p>"},
    {"location": "story/#empty", "title": "Nothing", "text": ""},
    {"location": "glossary/raft/", "title": "raft", "text": "<p>A float.</p>"},
    {"location": "about/rules/", "title": "Rules", "text": "<p>For writers.</p>"},
    {"location": "sources/vega2019/", "title": "Counts", "text": "<p>Vega. 2019.</p>"},
    {"location": "sources/vega2019/#people", "title": "people", "text": "<p>100</p>"},
]


def test_pages_and_sources_are_apart():
    made = search.files(ENTRIES, {"glossary/raft/": ["raft", "balsa"]}, [["Vega", "Juan Vega"]])
    pages, sources = (json.loads(made[name].partition("=")[2]) for name in (search.PAGES, search.SOURCES))
    assert pages["pages"] == [
        ["story/", "The river", "", "One raft . Two & three.", ""],
        ["story/#bridge", "The river", "At the bridge", "The gate was shut.", ""],
        ["glossary/raft/", "raft", "", "A float.", "raft; balsa"],
    ]
    assert pages["names"] == [["Vega", "Juan Vega"]]
    assert sources["pages"] == [["sources/vega2019/", "Counts", "", "Vega. 2019.", ""]]


@pytest.mark.parametrize(("text", "plain"), [("<dt>In Spanish</dt><dd>balsa</dd>", "In Spanish balsa")])
def test_words_in_different_elements_stay_apart(text, plain):
    assert search.plain(text) == plain


def test_the_library_is_the_published_one():
    """MiniSearch 7.2.0 (MIT, Luca Ongaro), `dist/umd/index.js` of the npm package, with its licence, without its link to a source map."""
    text = (ROOT / "overrides/assets/minisearch.js").read_bytes()
    assert hashlib.sha256(text).hexdigest() == "ab6d389138327f80f2853f70e2c44392b39fad0acfb98b5ce2506204cf5fb01a"
