"""The quiz of a kit for learning platforms (QTI 2.1) and for spreadsheets (CSV).

QTI is the standard of 1EdTech for questions: https://www.imsglobal.org/question/qtiv2p1/imsqti_infov2p1.html. The right
answer is scored by the standard's own template, which every player knows. The libraries for QTI that we tried write a
platform's own dialect: ``text2qti`` only QTI 1.2 for Canvas, ``qti_package_maker`` items that set no score.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from lxml import etree

from .content import Choice, KitContent

_QTI = "http://www.imsglobal.org/xsd/imsqti_v2p1"
_PACKAGE = "http://www.imsglobal.org/xsd/imscp_v1p1"
_MATCH_CORRECT = "http://www.imsglobal.org/question/qti_v2p1/rptemplates/match_correct"

_HEAD = ("number", "question", "a", "b", "c", "d", "e", "right", "answer", "because", "address")


def as_csv(kit: KitContent) -> bytes:
    """Return the quiz as a table in UTF-8 with a byte order mark, which spreadsheets need to see its letters."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_HEAD)
    for asked in kit.quiz:
        choices = [choice.text for choice in asked.choices] + [""] * (5 - len(asked.choices))
        writer.writerow(
            [asked.number, asked.question, *choices, asked.letter, asked.answer, asked.because, asked.address]
        )
    return b"\xef\xbb\xbf" + text.getvalue().encode()


def as_qti(kit: KitContent) -> dict[str, bytes]:
    """Return the files of a QTI 2.1 package by their names: the manifest, a test, and an item for each question."""
    items = {f"item-{asked.number:02}": _item(kit, f"item-{asked.number:02}", asked) for asked in kit.quiz}
    files = {f"{name}.xml": _bytes(item) for name, item in items.items()}
    files["test.xml"] = _bytes(_test(kit, items))
    return {"imsmanifest.xml": _bytes(_manifest(kit, items)), **files}


def _item(kit: KitContent, name: str, asked: Choice) -> etree._Element:
    item = etree.Element(f"{{{_QTI}}}assessmentItem", nsmap={None: _QTI})
    for attribute, value in (("identifier", name), ("title", f"{kit.title} ({asked.number})"), ("adaptive", "false"), ("timeDependent", "false")):  # fmt: skip
        item.set(attribute, value)
    item.set("{http://www.w3.org/XML/1998/namespace}lang", kit.language)
    answer = _below(item, "responseDeclaration", identifier="RESPONSE", cardinality="single", baseType="identifier")
    _below(_below(answer, "correctResponse"), "value").text = asked.letter
    outcome = _below(item, "outcomeDeclaration", identifier="SCORE", cardinality="single", baseType="float")
    _below(_below(outcome, "defaultValue"), "value").text = "0"
    body = _below(item, "itemBody")
    choices = _below(body, "choiceInteraction", responseIdentifier="RESPONSE", shuffle="false", maxChoices="1")
    _below(choices, "prompt").text = asked.question
    for choice in asked.choices:
        _below(choices, "simpleChoice", identifier=choice.letter).text = choice.text
    _below(item, "responseProcessing", template=_MATCH_CORRECT)
    return item


def _test(kit: KitContent, items: Iterable[str]) -> etree._Element:
    test = etree.Element(f"{{{_QTI}}}assessmentTest", nsmap={None: _QTI}, identifier="quiz", title=kit.title)
    part = _below(test, "testPart", identifier="part", navigationMode="nonlinear", submissionMode="individual")
    section = _below(part, "assessmentSection", identifier="questions", title=kit.title, visible="true")
    for name in items:
        _below(section, "assessmentItemRef", identifier=name, href=f"{name}.xml")
    return test


def _manifest(kit: KitContent, items: Iterable[str]) -> etree._Element:
    manifest = etree.Element(f"{{{_PACKAGE}}}manifest", nsmap={None: _PACKAGE}, identifier=f"kit-{kit.key}")
    about = _below(manifest, "metadata")
    _below(about, "schema").text = "QTIv2.1 Package"
    _below(about, "schemaversion").text = "1.0.0"
    _below(manifest, "organizations")
    resources = _below(manifest, "resources")
    test = _below(resources, "resource", identifier="quiz", type="imsqti_test_xmlv2p1", href="test.xml")
    _below(test, "file", href="test.xml")
    for name in items:
        _below(test, "dependency", identifierref=name)
        item = _below(resources, "resource", identifier=name, type="imsqti_item_xmlv2p1", href=f"{name}.xml")
        _below(item, "file", href=f"{name}.xml")
    return manifest


def _below(parent: etree._Element, name: str, **attributes: str) -> etree._Element:
    """Return a new element below ``parent``, in its namespace."""
    namespace = etree.QName(parent).namespace
    return etree.SubElement(parent, f"{{{namespace}}}{name}", attributes)


def _bytes(root: etree._Element) -> bytes:
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True))
