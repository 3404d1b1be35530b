"""The series of the charts as other programs read them, and what search engines read of charts and checked claims."""

import csv
import json
import re
import subprocess
import sys

import frictionless
import pytest

from support.paths import ROOT
from support.showcase import FILES
from support.sites import build_site

SITE = "http://127.0.0.1:8000/"


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder, log = build_site(tmp_path_factory.mktemp("datasets"), FILES)
    assert not [line for line in log if line.startswith(("ERROR", "Abort"))], log
    return folder


def linked(site, page):
    text = (site / page / "index.html").read_text("utf-8")
    return json.loads(re.search(r'<script type="application/ld\+json">(.*?)</script>', text).group(1))


def test_the_package_is_valid_with_every_file_that_it_describes(site):
    report = frictionless.validate(str(site / "datapackage.json"))
    assert report.valid, report.flatten(["title", "message"])
    assert {task.name for task in report.tasks} == {path.stem for path in (site / "charts").glob("*.csv")} != set()


def test_a_file_that_is_no_number_where_the_package_says_so_is_found(site, tmp_path):
    """The validator reads the tables: the test above can fail."""
    for path in (site / "datapackage.json", *(site / "charts").glob("*.csv")):
        copy = tmp_path / path.relative_to(site)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    one = next(iter((tmp_path / "charts").glob("*.csv")))
    one.write_text(re.sub(r",[0-9]+,", ",many,", one.read_text("utf-8")), "utf-8")
    assert not frictionless.validate(str(tmp_path / "datapackage.json")).valid


def test_a_chart_s_json_has_the_rows_of_its_csv_each_with_its_evidence(site):
    for table in (site / "charts").glob("*.csv"):
        rows = list(csv.DictReader(table.read_text("utf-8").splitlines()))
        data = json.loads(table.with_suffix(".json").read_text("utf-8"))
        values = [(one["name"], value) for one in data["series"] for value in one["values"]]
        assert [(name, value["date"], value["value"]) for name, value in values] == [
            (row["series"], row["date"], float(row["value"])) for row in rows
        ]
        for (_, value), row in zip(values, rows, strict=True):
            assert value["evidence"] == f"{SITE}sources/{row['source']}/#{row['evidence']}"
            page = (site / f"sources/{row['source']}/index.html").read_text("utf-8")
            assert f'id="{row["evidence"]}"' in page
        assert data["page"] == f"{SITE}charts/{table.stem}/" and data["csv"] == f"{SITE}charts/{table.stem}.csv"


def test_a_chart_s_page_is_a_data_set_whose_files_exist(site):
    data = linked(site, "charts/counts")
    assert data["@type"] == "Dataset" and data["name"] and data["description"] and data["license"]
    files = [one["contentUrl"].removeprefix(SITE) for one in data["distribution"]]
    assert files == ["charts/counts.csv", "charts/counts.json"]
    assert all((site / name).is_file() for name in files)


def test_the_questions_are_a_page_of_questions_each_with_its_answer_and_evidence(site):
    data = linked(site, "questions")
    assert data["@context"] == "https://schema.org" and data["@type"] == "FAQPage" and data["inLanguage"] == "en"
    page = (site / "questions/index.html").read_text("utf-8")
    for one in data["mainEntity"]:
        assert one["@type"] == "Question" and one["name"].endswith("?")
        assert f'<h3 id="{one["@id"].removeprefix(SITE + "questions/#")}">' in page
        answer = one["acceptedAnswer"]
        assert answer["@type"] == "Answer" and answer["url"] == one["@id"]
        assert not re.search(r"[@\[\]<>*]|\s\s", answer["text"]), "no marks, no markup"
        for note in answer["citation"]:
            source, _, id_ = note["@id"].removeprefix(SITE).partition("#")
            assert f'id="{id_}"' in (site / source / "index.html").read_text("utf-8")
    answers = {one["name"]: one["acceptedAnswer"] for one in data["mainEntity"]}
    families = answers["Did families walk?"]
    assert families["text"] == "Yes. At Tapachula 30 people of 100 travelled with their families."
    assert [one["@id"].partition("#")[2] for one in families["citation"]] == ["families", "people"]


def test_each_claim_with_a_verdict_is_a_review_and_an_opinion_is_none(tmp_path):
    claims = {
        f"docs/claims/c{number}.yaml": f"claim: They were stopped.\nkind: [fact]\nstatus: {status}\n"
        "answer: The caravan was halted [@lopez2019#halted].\n"
        for number, status in enumerate(("supported", "opinion", "unsupported"))
    }
    folder, _ = build_site(tmp_path, claims)
    reviews = linked(folder, "check/the-article")["@graph"]
    assert [(one["url"], one["reviewRating"]["ratingValue"]) for one in reviews] == [
        (f"{SITE}check/the-article/#c0", 5),
        (f"{SITE}check/the-article/#c2", 1),
    ]
    page = (folder / "check/the-article/index.html").read_text("utf-8")
    assert all(f'id="{one["url"].partition("#")[2]}"' in page for one in reviews)
    assert {one["@type"] for one in reviews} == {"ClaimReview"}
    assert all(one["itemReviewed"]["@type"] == "Claim" and one["claimReviewed"] for one in reviews)


def test_the_repository_says_how_to_cite_it():
    """The schema of the Citation File Format comes with the validator that also reads our records."""
    command = [
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.citation-file-format",
        "CITATION.cff",
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 0, run.stdout
