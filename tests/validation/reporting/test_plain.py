"""What a document or a file name says, in every form of a report."""

from __future__ import annotations

import json
import re

import pytest

from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.validation.layers import Artefact, Layer, ValidationReport, Why, judged, skipped
from chorus_sdk.validation.reporting.html_report import to_html
from chorus_sdk.validation.reporting.json_report import to_json
from chorus_sdk.validation.reporting.plain import MOST
from chorus_sdk.validation.reporting.sarif_report import to_sarif
from chorus_sdk.validation.reporting.text_report import to_log_lines, to_text

RISKY = re.compile(
    r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
HOSTILE = (
    "\x1b]0;title\x07\x1b[31m",
    "\x9b31m",
    "\u202egnp.exe\u2066\u200f\u061c",
    "a\r\nb\x85c\u2028d",
    "\udcff.xml",
    "\x00\ufffe\uffff",
)
FORMS = {
    "html": to_html,
    "json": to_json,
    "sarif": lambda report: to_sarif([report]),
    "text": to_text,
    "log": lambda report: "\n".join(to_log_lines(report)),
}


def saying(text: str) -> ValidationReport:
    """A report in which everything that can be is this text, the file's name too."""
    finding = Finding(
        code="X-1",
        severity=Severity.ERROR,
        message=text,
        location=Location(term=text, path=text, line=3, field=text, file=text),
        found=text,
        expected=text,
        hint=text,
    )
    layers = (
        judged(Layer.SCHEMA, (Artefact(name=text),), (finding,)),
        skipped(Layer.FRANCE, Why(text, text)),
    )
    return ValidationReport.of(text, layers)


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
@pytest.mark.parametrize("form", list(FORMS))
def test_nothing_steers_a_terminal_turns_text_around_or_is_no_unicode(form, text):
    told = FORMS[form](saying(text))
    assert RISKY.findall(told) == []
    told.encode("utf-8")


@pytest.mark.parametrize("text", HOSTILE, ids=ascii)
def test_json_says_what_the_document_said(text):
    (finding,) = json.loads(to_json(saying(text)))["layers"][0]["findings"]
    assert finding["found"] == text


def test_a_log_has_a_line_a_finding_whatever_the_name_of_the_file():
    assert len("\n".join(to_log_lines(saying("a\nb"))).splitlines()) == 3


def test_the_address_of_a_file_is_that_of_its_bytes():
    """A name that is no UTF-8 comes from the system with its bytes as lone surrogates."""
    name = b"\xff \xc3\xa9.xml".decode("utf-8", "surrogateescape")
    (artifact,) = json.loads(to_sarif([saying(name)]))["runs"][0]["artifacts"]
    assert artifact["location"]["uri"] == "%FF%20%C3%A9.xml"


@pytest.mark.parametrize("form", ["html", "text", "log"])
def test_a_value_of_megabytes_is_cut_for_people_and_whole_in_json(form):
    finding = Finding(code="X-1", severity=Severity.ERROR, message="m", found="x" * 2_000_000)
    report = ValidationReport.of("a.xml", (judged(Layer.SCHEMA, (), (finding,)),))
    assert len(FORMS[form](report)) < 10 * MOST
    (told,) = json.loads(to_json(report))["layers"][0]["findings"]
    assert told["found"] == finding.found
