"""The files of a class kit: for paper, to edit, to show, and for learning platforms; each is read by another program than ours."""

import csv
import datetime
import io
import re
import sqlite3
import zipfile

import page as validator  # the package page-validation
import pikepdf
import pypandoc
import pytest
from lxml import etree

from explainer.library import load
from explainer.library.kits import compile_kit
from explainer.render.site import Site
from explainer.takeaway import kits
from explainer.takeaway.chapters import NoSite
from explainer.takeaway.kits.sheets import SHEETS, NoSheet, read_sheets
from support.kits import FILES, KEY
from support.sites import build_site

DAY = datetime.datetime(2026, 11, 1, tzinfo=datetime.UTC)
QTI = {"q": "http://www.imsglobal.org/xsd/imsqti_v2p1", "p": "http://www.imsglobal.org/xsd/imscp_v1p1"}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    folder = tmp_path_factory.mktemp("kit")
    built, log = build_site(folder, FILES)
    assert (built / f"teach/{KEY}/index.html").is_file(), log
    return folder


@pytest.fixture(scope="module")
def site(project):
    return Site(load(project), name="The Caravan Debate", address="https://example.org/")


@pytest.fixture(scope="module")
def kit(site):
    return compile_kit(site.library, site.library.kits[KEY], "en")


@pytest.fixture(scope="module")
def made(site, project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("made")
    assert list(kits.make(site, project / "site", folder, DAY)) == [folder / f"{KEY}.zip"]
    return folder


def test_a_kit_is_all_of_its_files_and_a_zip_of_them(made):
    names = {path.name for path in made.iterdir()}
    assert names == {
        f"{KEY}-a4.pdf", f"{KEY}-letter.pdf", f"{KEY}-qti.zip", f"{KEY}.apkg", f"{KEY}.csv", f"{KEY}.docx", f"{KEY}.pptx", f"{KEY}.zip",
    }  # fmt: skip
    with zipfile.ZipFile(made / f"{KEY}.zip") as archive:
        assert {name.removeprefix(f"{KEY}/") for name in archive.namelist()} == names - {f"{KEY}.zip"} | {"README.txt"}
        for name in names - {f"{KEY}.zip"}:
            assert archive.read(f"{KEY}/{name}") == (made / name).read_bytes()


@pytest.mark.parametrize(("size", "points"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_paper_has_its_size_its_sheets_and_is_tagged(made, size, points):
    with pikepdf.open(made / f"{KEY}-{size}.pdf") as document:
        width, height = (round(float(value)) for value in document.pages[0].MediaBox[2:])
        assert abs(width - points[0]) <= 1 and abs(height - points[1]) <= 1
        assert document.Root.MarkInfo.Marked and document.Root.Lang == "en"
        assert document.Root.ViewerPreferences.DisplayDocTitle
        assert len(document.pages) >= len(SHEETS)
        report = validator.validate_pdf(str(made / f"{KEY}-{size}.pdf"), profile="ua1")
        assert report.is_compliant, [(one.rule_id, one.message) for one in report.failures]
        with document.open_metadata() as metadata:
            assert metadata["pdfuaid:part"] == "1" and metadata["dc:title"] == "Does it help to count?"


def test_the_docx_says_what_the_page_says_and_each_sheet_begins_a_page(made, kit):
    text = pypandoc.convert_file(str(made / f"{KEY}.docx"), "plain", extra_args=["--wrap=none"])
    for heading in ("Teacher’s sheet", "Student’s sheet", "Role cards", "Evidence cards", "Rubric", "Letter home"):
        assert heading in text
    for side in kit.sides:
        assert side.evidence[0].words in text
    with zipfile.ZipFile(made / f"{KEY}.docx") as archive:
        styles = archive.read("word/styles.xml").decode()
    assert re.search(r'w:styleId="Heading2".*?<w:pPr><w:pageBreakBefore/>', styles, re.DOTALL)


def test_the_slides_have_each_position_and_its_evidence(made, kit):
    with zipfile.ZipFile(made / f"{KEY}.pptx") as archive:
        slides = [archive.read(name) for name in archive.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)]
    text = " ".join("".join(etree.fromstring(slide).itertext()) for slide in slides)
    for side in kit.sides:
        assert side.kept.name["en"] in text
        assert all(one.words in text for one in side.evidence)


def test_the_quiz_as_a_table_is_the_quiz(made, kit):
    rows = list(csv.DictReader(io.StringIO((made / f"{KEY}.csv").read_text("utf-8-sig"))))
    assert [row["right"] for row in rows] == [one.letter for one in kit.quiz]
    for row in rows:
        assert row[row["right"].lower()] == row["answer"]
        assert row["address"].startswith("https://example.org/debate/river/#s-")


def test_the_quiz_as_qti_names_every_file_and_the_right_answers(made, kit):
    with zipfile.ZipFile(made / f"{KEY}-qti.zip") as archive:
        files = {name: etree.fromstring(archive.read(name)) for name in archive.namelist()}
    manifest = files.pop("imsmanifest.xml")
    assert {one.get("href") for one in manifest.iterfind(".//p:file", QTI)} == set(files)
    test = files.pop("test.xml")
    items = [files[one.get("href")] for one in test.iterfind(".//q:assessmentItemRef", QTI)]
    assert len(items) == len(files) == len(kit.quiz)
    for item, asked in zip(items, kit.quiz, strict=True):
        choices = {one.get("identifier"): one.text for one in item.iterfind(".//q:simpleChoice", QTI)}
        right = item.findtext(".//q:correctResponse/q:value", namespaces=QTI)
        assert choices[right] == asked.question.answer["en"]
        assert item.find("q:responseProcessing", QTI).get("template").endswith("/match_correct")


def test_the_flash_cards_are_a_deck_with_the_quiz(made, kit, tmp_path):
    with zipfile.ZipFile(made / f"{KEY}.apkg") as archive:
        archive.extract("collection.anki2", tmp_path)
    with sqlite3.connect(tmp_path / "collection.anki2") as deck:
        notes = [fields.split("\x1f") for (fields,) in deck.execute("select flds from notes")]
    assert {asked.question.question["en"] for asked in kit.quiz} <= {front for front, *_ in notes}


def test_the_same_kit_is_the_same_file(made, site, project, tmp_path):
    assert list(kits.make(site, project / "site", tmp_path, DAY))
    for path in made.iterdir():
        assert (tmp_path / path.name).read_bytes() == path.read_bytes(), path.name


def test_no_file_is_offered_of_a_kit_whose_page_lacks_a_sheet(site, project, tmp_path):
    page = project / f"site/teach/{KEY}/index.html"
    (tmp_path / f"site/teach/{KEY}").mkdir(parents=True)
    (tmp_path / f"site/teach/{KEY}/index.html").write_text(page.read_text("utf-8").replace('id="rubric"', 'id="other"'))
    with pytest.raises(NoSheet, match="lacks rubric"):
        list(kits.make(site, tmp_path / "site", tmp_path / "made", DAY))
    assert not list((tmp_path / "made").iterdir())
    with pytest.raises(NoSite):
        list(kits.make(site, tmp_path / "nowhere", tmp_path / "made", DAY))


def test_each_sheet_has_its_own_text(site, project):
    content = next(kits.contents(site))
    found = read_sheets(project / "site", content)
    assert [sheet.name for sheet in found] == [*SHEETS, "references"]
    texts = {sheet.name: " ".join(element.text_content() for element in sheet.elements) for sheet in found}
    assert "Answers to the quiz" in texts["teacher"] and "Answers to the quiz" not in texts["student"]
    assert all(texts.values())
