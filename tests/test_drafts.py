"""A record is begun from a file, a form or answers: what is known is filled in, what is missing is named, nothing is doubled."""

import json
import re
import shutil

import pytest
import yaml

from explainer import checks
from explainer.library import load
from explainer.records.loader import parse_record
from explainer.records.sources import Source
from explainer.scaffold import form, source
from explainer.scaffold.bibliography import files
from support.cases import lay_out
from support.command import explainer
from support.paths import ROOT

BIBTEX = r"""
@article{gandini,
  title = {The {M}igrant caravan \& its "uses": a study},
  author = {Gandini, Luciana and de la Peña, Ana and {{El Colegio de México}}},
  journal = {Migraciones}, year = 2020, month = mar, pages = {1--20}, volume = 7,
  doi = {10.1000/xyz}, url = {https://example.org/a?b=1&c=2}, langid = {spanish}, abstract = {secret}
}
"""
RIS = """TY  - NEWS
TI  - Llegan 12,574 al puente
AU  - Vega, Juan
T2  - Diario del Sur
PY  - 2019/01/20
UR  - https://example.org/puente
LA  - es
ER  -
"""
CSL = json.dumps(
    {
        "id": "x",
        "type": "report",
        "title": "<i>Tents</i> & camps",
        "author": [{"literal": "World Office"}],
        "issued": {"date-parts": [[2020, 3], [2020, 5]]},
        "event-place": "Tapachula",
        "genre": "Study",
    }
)
WORKS = {"a.bib": BIBTEX, "b.ris": RIS, "c.json": CSL}
FILLED = {
    "language": "es",
    "voice": "press",
    "rank": "3",
    "evidence": [{"id": "cards", "at": "page 1", "says": "It says: 12,574 people."}],
}


@pytest.fixture
def project(tmp_path):
    lay_out(tmp_path, {})
    return tmp_path


def run(project, *arguments, text=None):
    done = explainer("new", *arguments, "--root", project, text=text or "")
    assert "Traceback" not in done.stderr, done.stderr
    return done


@pytest.mark.parametrize(
    ("name", "key", "expected"),
    [
        (
            "a.bib",
            "gandini2020",
            {
                "type": "article-journal",
                "title": 'The Migrant caravan & its "uses": a study',
                "author": [
                    {"family": "Gandini", "given": "Luciana"},
                    {"dropping-particle": "de la", "family": "Peña", "given": "Ana"},
                    {"literal": "El Colegio de México"},
                ],
                "container-title": "Migraciones",
                "volume": "7",
                "page": "1-20",
                "issued": "2020-03",
                "DOI": "10.1000/xyz",
                "URL": "https://example.org/a?b=1&c=2",
                "language": "es",
            },
        ),
        (
            "b.ris",
            "vega2019",
            {
                "type": "article-newspaper",
                "title": "Llegan 12,574 al puente",
                "author": [{"family": "Vega", "given": "Juan"}],
                "container-title": "Diario del Sur",
                "issued": "2019-01-20",
                "URL": "https://example.org/puente",
                "language": "es",
            },
        ),
        (
            "c.json",
            "worldoffice2020",
            {
                "type": "report",
                "title": "Tents & camps",
                "author": [{"literal": "World Office"}],
                "genre": "Study",
                "issued": "2020-03/2020-05",
            },
        ),
    ],
)
def test_a_reference_manager_s_file_becomes_a_record(project, name, key, expected):
    (project / name).write_text(WORKS[name], "utf-8")
    done = run(project, "source", str(project / name))
    assert done.returncode == 0 and done.stdout == f"docs/sources/{key}.yaml: created\n"
    text = (project / f"docs/sources/{key}.yaml").read_text("utf-8")
    given = {field: value for field, value in yaml.safe_load(text).items() if value is not None}
    assert {field: str(value) if not isinstance(value, list) else value for field, value in given.items() if field not in ("read", "evidence")} == expected  # fmt: skip
    # What the command names as missing is what the check finds in the record.
    found = [f for f in checks.run(load(project)) if f.location.path == f"docs/sources/{key}.yaml"]
    assert {f"{f.location.line}:{f.location.column}" for f in found} == set(
        re.findall(r"yaml:(\d+:\d+): still missing", done.stderr)
    )
    assert {f.rule for f in found} == {"invalid-record"}
    # Filled in, it is a record without a fault.
    whole = source.text(key, expected | FILLED, "2026-11")
    record, faults = parse_record(f"docs/sources/{key}.yaml", whole, Source)
    assert faults == [] and record.data.evidence[0].says == {"en": "It says: 12,574 people."}


def test_what_has_no_place_is_named(project):
    (project / "c.json").write_text(CSL, "utf-8")
    assert (
        "c.json:1: x: left out, since a record has no such field: event-place"
        in run(project, "source", str(project / "c.json")).stderr
    )


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"url": "http://www.example.org/caravana/"}, "lopez2019.yaml has the same URL"),
        ({"title": "UNA CARAVANA, en el río", "year": "2019"}, "lopez2019.yaml has the same title"),
    ],
)
def test_a_work_that_is_there_is_not_begun_again(project, changed, why):
    entry = {"title": "Another", "year": "2018", "url": "https://example.org/other"} | changed
    fields = ",".join(f"{name} = {{{value}}}" for name, value in entry.items())
    (project / "x.bib").write_text(f"@misc{{x, {fields}}}", "utf-8")
    before = sorted(project.rglob("*"))
    done = run(project, "source", str(project / "x.bib"))
    assert done.returncode == 1 and why in done.stderr
    assert sorted(project.rglob("*")) == before


def test_the_same_work_twice_in_a_file_is_begun_once(project):
    (project / "x.bib").write_text(BIBTEX + BIBTEX.replace("{gandini,", "{other,"), "utf-8")
    done = run(project, "source", str(project / "x.bib"))
    assert done.returncode == 1 and "gandini2020.yaml has the same DOI" in done.stderr
    again = run(project, "source", str(project / "x.bib"))  # the record has faults as yet, and is known all the same
    assert again.returncode == 1 and not again.stdout
    assert len(list((project / "docs/sources").glob("gandini*"))) == 1


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("x.txt", b"@misc{x}", "does not end in .bib or .ris or .json"),
        ("x.bib", b"@misc{x, title = {", "x.bib has no works: line 1: the entry 'x' cannot be read"),
        ("x.bib", b"", "x.bib has no works"),
        ("x.json", b"{", "x.json, line 1: not JSON at column 2"),
        ("x.json", b"[1, null]", "x.json"),
        ("x.ris", b"\xff\xfe\x00", "x.ris is not UTF-8 text"),
        (".", b"", "does not end in"),
        ("no.bib", None, "no.bib cannot be read: No such file"),
    ],
)
def test_a_file_without_works_says_why(project, name, content, why):
    if content is not None and name != ".":
        (project / name).write_bytes(content)
    before = sorted(project.rglob("*"))
    done = run(project, "source", str(project / name))
    assert done.returncode == 2 and why in done.stderr
    assert sorted(project.rglob("*")) == before


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"author": [{"family": "López Ruiz", "given": "Ana"}], "issued": "2019-01"}, "lopezruiz2019"),
        ({"author": [{"literal": "The World Office of the Sea"}], "issued": "FY2019"}, "worldoffice2019"),
        ({"publisher": "Reuters", "title": "Caravan halted"}, "reuters"),
        ({"title": "El puente de los sueños", "issued": "2020"}, "puente2020"),
        ({"author": [{"family": "Ивано́в"}], "title": "移民", "issued": "2020"}, "work2020"),
        ({"author": [{"family": "Taken"}], "title": "A second look", "issued": "2020"}, "taken2020second"),
        ({}, "work"),
    ],
)
def test_keys(fields, key):
    assert source.propose_key(fields, {"taken2020"}) == key


# Questions

ANSWERS = {
    "title": ["", "A title: with a colon"],  # nothing, where something is needed, is asked again
    "type": ["reportt", "report"],
    "author": ["López, Ana; INM"],
    "container-title": [""],
    "publisher": ["INM"],
    "issued": ["2019-13", "2019-01"],
    "URL": ["example.org", "https://example.org/x"],
    "language": ["es"],
    "voice": ["government-mx"],
    "rank": ["5", "1"],
    "id": ["Two words", "cards"],
    "at": ["page 3"],
    "date": [""],
    "says": ["It says so: 12,574."],
    "quote": ["doce mil"],
    "speaker": ["Tonatiuh Guillén"],
}


def test_questions_are_asked_until_the_answer_fits(project):
    text = "".join(f"{answer}\n" for answers in ANSWERS.values() for answer in answers)
    done = run(project, "source", text=text)
    assert done.returncode == 0 and "docs/sources/lopez2019title.yaml: created" in done.stdout
    record = load(project).sources["lopez2019title"].data  # without a fault
    assert record.author[0].family == "López" and record.author[1].literal == "INM"
    assert record.evidence[0].quote == "doce mil" and record.rank == "1"
    for said in (
        "A record must have it.",
        "the calendar has no such day",
        "not a plain web address",
        "is not a key",
    ):
        assert said in done.stdout


@pytest.mark.parametrize("lines", range(0, 20, 3))
def test_whoever_stops_answering_leaves_nothing(project, lines):
    answers = [answer for answers in ANSWERS.values() for answer in answers]
    before = sorted(project.rglob("*"))
    done = run(project, "source", text="".join(f"{answer}\n" for answer in answers[:lines]))
    assert done.returncode == 2 and "nothing was written" in done.stderr
    assert sorted(project.rglob("*")) == before


# Terms


def test_a_term_is_begun_with_its_names(project):
    done = run(project, "term", "caravan captain", "--es", "capitán de caravana")
    assert done.returncode == 0
    text = (project / "docs/glossary/caravan-captain.yaml").read_text("utf-8")
    record = yaml.safe_load(text)
    assert record["term"] == {"en": "caravan captain", "es": "capitán de caravana"}
    assert done.stderr.count("still missing") == 4  # category, both short sentences, definition


@pytest.mark.parametrize("name", ["Humanitarian  Card", "TVRH", "humanitarian cards"])
def test_a_term_that_is_explained_is_not_begun_again(project, name):
    done = run(project, "term", name)
    assert done.returncode == 1 and "docs/glossary/humanitarian-card.yaml already explains" in done.stderr


@pytest.mark.parametrize("arguments", [(), ("移民",), ("a", "--key", "Not a key")])
def test_a_term_without_a_name_or_a_key(project, arguments):
    done = run(project, "term", *arguments)
    assert done.returncode in (1, 2) and done.stderr.startswith("explainer: ")


# Forms: the body that the code host makes of the real form


def body(name, answers):
    """A filled form: a heading a question, in the form's order."""
    template = yaml.safe_load((ROOT / form.TEMPLATES / f"{name}.yml").read_text("utf-8"))
    questions = [item for item in template["body"] if item.get("id")]
    assert set(answers) <= {item["id"] for item in questions}
    return "\n\n".join(
        f"### {item['attributes']['label']}\n\n{answers.get(item['id'], '_No response_')}" for item in questions
    )


def option(name, id, word):
    """The whole text of the option that begins with a word."""
    template = yaml.safe_load((ROOT / form.TEMPLATES / f"{name}.yml").read_text("utf-8"))
    [options] = [item["attributes"]["options"] for item in template["body"] if item.get("id") == id]
    return next(one for one in options if re.match(rf"{re.escape(word)}\b", one))


@pytest.fixture
def with_forms(project):
    shutil.copytree(ROOT / form.TEMPLATES, project / form.TEMPLATES)
    return project


def source_body(**changes):
    answers = {
        "title": "Llegan al puente",
        "type": option("source", "type", "article-newspaper"),
        "author": "Vega, Juan\nDiario del Sur",
        "container-title": "Diario del Sur",
        "issued": "2019-01-20",
        "URL": "https://example.org/puente",
        "language": "es",
        "voice": option("source", "voice", "press"),
        "rank": option("source", "rank", "3"),
        "read-date": "2026-11-20",
        "evidence-at": "third paragraph",
        "evidence-says": "12,574 people came\nto the bridge.\n\n### A heading of my own\n\nMore.",
    }
    return body("source", answers | changes)


def test_a_body_that_the_project_knows_is_no_person_and_one_that_it_does_not_is_named(project):
    lay_out(project, {"docs/names/some.yaml": "kind: body\nnames:\n  - {name: Camino Abierto, forms: [the walkers]}\n"})
    entry = "@misc{x, title = {Uno}, year = 2020, author = {Camino abierto and Ana Prensa and Eva Luna}}"
    (project / "x.bib").write_text(entry, "utf-8")
    done = run(project, "source", str(project / "x.bib"), "--print")
    authors = yaml.safe_load(done.stdout)["author"]
    assert authors == [
        {"literal": "Camino abierto"},
        {"family": "Prensa", "given": "Ana"},
        {"family": "Luna", "given": "Eva"},
    ]
    assert "'Camino abierto' is a body in this project's records" in done.stderr
    assert "left as a person: 'Ana Prensa'" in done.stderr and "Luna" not in done.stderr


def test_a_filled_form_becomes_the_same_record_as_a_file(with_forms):
    (with_forms / "form.md").write_text(source_body().replace("\n", "\r\n"), "utf-8")
    done = run(with_forms, "source", "--form", str(with_forms / "form.md"))
    assert done.returncode == 0, done.stderr
    text = (with_forms / "docs/sources/vega2019.yaml").read_text("utf-8")
    (with_forms / "b.ris").write_text(RIS.replace("Llegan 12,574", "Llegan"), "utf-8")
    [work] = files.read(with_forms / "b.ris").works
    fields = work.fields
    fields["author"].append({"literal": "Diario del Sur"})
    note = {"at": "third paragraph", "says": "12,574 people came to the bridge. ### A heading of my own More."}
    extra = {"voice": "press", "rank": "3", "evidence": [note], "read": {"date": "2026-11-20"}}
    assert text == source.text("vega2019", fields | extra, "2026-11")
    assert re.findall(r"still missing: (.*?) \(", done.stderr) == ["evidence 1, id is empty"]


def test_a_form_from_standard_input_is_printed(with_forms):
    before = sorted(with_forms.rglob("*"))
    done = run(with_forms, "source", "--form", "-", "--print", text=source_body())
    assert done.returncode == 0 and done.stdout.startswith("type: article-newspaper\ntitle: Llegan al puente\n")
    assert sorted(with_forms.rglob("*")) == before


@pytest.mark.parametrize(
    "answer",
    ["x: [", "'\"", "---\nevidence: []", "<script>alert(1)</script>", "@somebody ```\n```", "{}", "\x00", "- - -", "~", "!!python/object:x"],
)  # fmt: skip
def test_no_answer_breaks_out_of_its_field(with_forms, answer):
    done = run(
        with_forms, "source", "--form", "-", "--print", text=source_body(title=answer, **{"evidence-says": answer})
    )
    if not done.returncode:
        record = yaml.safe_load(done.stdout.replace("\x00", ""))
        assert record["evidence"][0].keys() <= {"id", "at", "says"}
        assert set(record) <= {"type", "title", "author", "container-title", "issued", "URL", "language", "voice", "rank", "read", "evidence"}  # fmt: skip


def test_a_filled_form_for_a_term(with_forms):
    answers = {
        "term-en": "caravan captain",
        "term-es": "capitán",
        "forms-en": "caravan captains; captains",
        "category": option("term", "category", "people"),
        "short-en": "Who leads a caravan.",
        "definition": "Somebody who leads.",
        "sources": "https://example.org",
    }
    done = run(with_forms, "term", "--form", "-", text=body("term", answers))
    assert done.returncode == 0, done.stderr
    record = yaml.safe_load((with_forms / "docs/glossary/caravan-captain.yaml").read_text("utf-8"))
    assert record["forms"] == {"en": ["caravan captains", "captains"], "es": []}
    assert record["category"] == "people" and record["definition"] == "Somebody who leads."


def test_the_form_for_a_source_asks_for_what_a_record_needs():
    template = yaml.safe_load((ROOT / form.TEMPLATES / "source.yml").read_text("utf-8"))
    ids = {item["id"] for item in template["body"] if item.get("id")}
    assert set(source.ASKED) <= ids
    needed = {name for name, info in Source.model_fields.items() if info.is_required()} - {"read", "evidence"}
    assert needed == set(source.ASKED)
    for name in ("type", "voice", "rank"):
        [options] = [item["attributes"]["options"] for item in template["body"] if item.get("id") == name]
        for one in options:
            record = source.text(
                "a", {"title": "T", "type": "report", **FILLED, **form.source_fields({name: one})}, "2026-11"
            )
            assert parse_record("docs/sources/a.yaml", record, Source)[1] == [], one
