"""The gate's verdict is that of the published schemas."""

from __future__ import annotations

import pytest

from chorus_sdk import detect
from chorus_sdk.errors import ChorusError, MalformedDocumentError, UnsafeDocumentError
from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.facturx.container import embedded_invoice
from chorus_sdk.formats.schemas import FILES, check_schema
from chorus_sdk.limits import DEFAULT_LIMITS

FORMATS = {
    "ubl-invoice": FormatId.UBL_INVOICE,
    "ubl-creditnote": FormatId.UBL_CREDIT_NOTE,
    "cii": FormatId.CII_INVOICE,
}


def test_a_finding_has_its_line_and_both_languages():
    finding = check_schema(b"\n<x/>", FormatId.UBL_INVOICE)[0]
    assert (finding.code, finding.severity, finding.location.line) == ("XSD", Severity.ERROR, 2)
    assert finding.message != finding.message_fr


def test_a_broken_or_hostile_document_is_no_finding_but_an_error():
    with pytest.raises(MalformedDocumentError):
        check_schema(b"<x>", FormatId.UBL_INVOICE)
    with pytest.raises(UnsafeDocumentError):
        check_schema(b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', FormatId.UBL_INVOICE)


def test_valid_documents_of_the_corpus_fit_and_mutilated_ones_do_not(corpus, corpus_index):
    numbers = {"cii": b"ram:IssueDateTime", "ubl-invoice": b"cbc:ID", "ubl-creditnote": b"cbc:ID"}
    failures = []
    for row in corpus_index:
        if row["expected"] != "valid" or row["family"] not in FORMATS:
            continue
        data = (corpus / row["path"]).read_bytes()
        if check_schema(data, FORMATS[row["family"]]):
            failures.append(row["path"])
        name = numbers[row["family"]]
        broken = data.replace(b"<" + name, b"<" + name + b"X").replace(
            b"</" + name, b"</" + name + b"X"
        )
        if broken != data and not check_schema(broken, FORMATS[row["family"]]):
            failures.append(row["path"] + " mutilated")
    assert failures == []


def test_valid_documents_of_a_factur_x_profile_fit_that_profile(corpus, corpus_index):
    failures = []
    seen = set()
    for row in corpus_index:
        if row["expected"] != "valid" or row["family"] not in ("cii", "facturx-pdf"):
            continue
        data = (corpus / row["path"]).read_bytes()
        if row["family"] == "facturx-pdf":
            data = embedded_invoice(data, DEFAULT_LIMITS).content
        found = detect(data)
        if found.format is FormatId.CII_INVOICE and (FormatId.FACTURX, found.profile) in FILES:
            seen.add(found.profile)
            if check_schema(data, FormatId.FACTURX, found.profile):
                failures.append(row["path"])
    assert failures == []
    assert {Profile.MINIMUM, Profile.BASIC_WL, Profile.EN16931, Profile.EXTENDED} <= seen


def test_what_no_rule_refuses_is_refused_by_the_schema_or_said_to_be_beyond_it(
    corpus, corpus_index
):
    """A document labelled invalid for which no rule is named breaks its schema.

    Unless what breaks is of a kind that neither schema nor rules see: blind spots that their
    finders published as such, national rules, and defects of the PDF around the XML.
    """
    beyond = ("or-gap__", "or-frmut__", "lu-err__", "vd__", "mu-lib__", "mu-val__", "zf-fail__")
    failures = []
    for row in corpus_index:
        if row["expected"] != "invalid" or row["rules"] or row["family"] not in FORMATS:
            continue
        if row["path"].rpartition("/")[2].startswith(beyond):
            continue
        try:
            findings = check_schema((corpus / row["path"]).read_bytes(), FORMATS[row["family"]])
        except ChorusError:
            continue
        if not findings:
            failures.append(row["path"])
    assert failures == []
