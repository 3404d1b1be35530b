"""What search engines read of pages for teachers and of the words of sources, read by a JSON-LD parser that is not ours."""

import json
import re

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef

from explainer.records.sources import Source
from explainer.render.exports.learning import MEDIA_TYPES, quotations
from explainer.takeaway.kits import KINDS
from support.kits import FILES, KEY
from support.pages import read
from support.sites import build_site

SITE = "http://127.0.0.1:8000/"
SCHEMA = Namespace("https://schema.org/")
REQUIRED = (
    "name",
    "description",
    "inLanguage",
    "license",
    "isAccessibleForFree",
    "audience",
    "educationalLevel",
    "author",
)
"""Of every page for teachers; a lesson also has those of `LESSON`."""
LESSON = ("timeRequired", "learningResourceType")
SPOKEN = "We counted the people who crossed the river"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("learning")
    made = folder / f"build/takeaway/kits/{KEY}.csv"
    made.parent.mkdir(parents=True)
    made.write_text("question,answer\n", "utf-8")
    lesson = "---\ntitle: A lesson\ndescription: How to argue.\n---\n\n# A lesson\n\nHow can a class argue?\n"
    built, log = build_site(folder, {**FILES, "docs/en/lesson.md": lesson})
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))], log
    return built


def graph(site, page):
    """A page's linked data as RDF; schema.org's vocabulary stands in for its context, which lives on the web."""
    data = json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', read(site, page)).group(1))
    assert data.pop("@context") == "https://schema.org"
    return Graph().parse(data=json.dumps({"@context": {"@vocab": str(SCHEMA)}, **data}), format="json-ld")


@pytest.mark.parametrize(
    ("page", "required"),
    [
        ("lesson", REQUIRED + LESSON),
        ("teach", REQUIRED),
        (f"teach/{KEY}", (*REQUIRED, *LESSON, "teaches", "isBasedOn")),
    ],
)
def test_a_page_for_teachers_has_every_required_property(site, page, required):
    found, node = graph(site, page), URIRef(f"{SITE}{page}/")
    assert found.value(node, RDF.type) == SCHEMA.LearningResource
    assert [name for name in required if found.value(node, SCHEMA[name]) is None] == []


def test_a_kit_takes_a_lesson_and_leads_to_its_debate_and_to_the_files_that_exist(site):
    found, node = graph(site, f"teach/{KEY}"), URIRef(f"{SITE}teach/{KEY}/")
    assert found.value(node, SCHEMA.timeRequired) == Literal("PT45M")
    based = found.value(node, SCHEMA.isBasedOn)
    assert (site / str(based).removeprefix(SITE) / "index.html").is_file()
    files = {str(found.value(one, SCHEMA.contentUrl)): one for one in found.objects(node, SCHEMA.encoding)}
    assert list(files) == [f"{SITE}take-away/kits/{KEY}.csv"], "one of eight was made"
    (name,) = files
    assert (site / name.removeprefix(SITE)).is_file()
    assert found.value(files[name], SCHEMA.encodingFormat) == Literal("text/csv")


def test_the_page_of_all_kits_leads_to_each(site):
    found = graph(site, "teach")
    assert list(found.objects(URIRef(f"{SITE}teach/"), SCHEMA.hasPart)) == [URIRef(f"{SITE}teach/{KEY}/")]


def test_each_kind_of_file_has_a_media_type():
    assert set(MEDIA_TYPES) == set(KINDS)


def test_a_source_s_page_has_its_quotation_with_its_speaker(site):
    found = graph(site, "sources/debate1")
    (quoted,) = found.subjects(RDF.type, SCHEMA.Quotation)
    assert quoted == URIRef(f"{SITE}sources/debate1/#fact") and 'id="fact"' in read(site, "sources/debate1")
    assert found.value(quoted, SCHEMA.text) == Literal(SPOKEN) and found.value(quoted, SCHEMA.inLanguage)
    assert found.value(found.value(quoted, SCHEMA.spokenByCharacter), SCHEMA.name) == Literal("Juan Vega")
    assert (URIRef(f"{SITE}sources/debate1/"), SCHEMA.hasPart, quoted) in found


@pytest.mark.parametrize(
    ("quote", "speaker", "published"),
    [
        (SPOKEN, "Juan Vega", True),
        (SPOKEN, None, False),
        (None, "Juan Vega", False),
        ("We counted … the river", "Juan Vega", False),
        ("We counted ... the river", "Juan Vega", False),
        ("[They] counted the people", "Juan Vega", False),
    ],
)
def test_only_whole_words_with_a_speaker_are_quotations(quote, speaker, published):
    class Site:
        language = "en"

    note = {"id": "fact", "at": "page 1", "says": "They counted.", "quote": quote, "speaker": speaker}
    fields = {"type": "report", "title": "A count", "language": "es", "voice": "ngo", "rank": "2"}
    source = Source.model_validate({**fields, "read": {"date": "2026-11"}, "evidence": [note]})
    assert bool(quotations(Site, source, "https://example.org/sources/a/")) is published
