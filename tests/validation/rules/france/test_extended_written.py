"""EXTENDED-CTC-FR on how a document is written, with the official rules, run by Saxon, as judge."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import cache

import pytest
from lxml import etree
from saxon_referee import FOLDER, fatal_rules

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.invoice.amounts import AllowanceCharge
from chorus_sdk.invoice.deliveries import DeliveryTerms
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation.rules.attributes import attribute_codes
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.france.extended import EXTENDED_CTC_FR, NOT_IMPLEMENTED
from chorus_sdk.validation.rules.france.extended.codes import INCOTERMS
from chorus_sdk.validation.rules.france.extended.written import LOOKS, TAXES

UBL, CII = FormatId.UBL_INVOICE, FormatId.CII_INVOICE
SHEETS = {
    UBL: FOLDER / "ubl-2.1" / "EXTENDED-CTC-FR-UBL.xslt",
    CII: FOLDER / "cii-extended-ctc-fr" / "EXTENDED-CTC-FR-CII.xslt",
}
URN = "urn:cen.eu:en16931:2017#conformant#urn.cpro.gouv.fr:1p0:extended-ctc-fr"
NEW = {look.id for look in LOOKS} | {
    *("BR-FREXT-04", "BR-FREXT-CL-27", "BR-FREXT-CL-19-GP", "BR-CO-25"),
}


@cache
def written(syntax):
    charge = AllowanceCharge(
        amount=Decimal("5.00"), reason_code="FC", vat_category="S", vat_rate=Decimal(20)
    )
    invoice = sample_invoice(framework="M1").model_copy(
        update={
            "specification": URN,
            "charges": (charge,),
            "delivery_terms": DeliveryTerms(code="DDP", location="Lyon"),
        }
    )
    made = ubl_writer.compose(invoice, UBL) if syntax is UBL else cii_writer.compose(invoice)
    return made.content.decode()


def changed(syntax, before, after):
    text = written(syntax)
    assert before in text
    return text.replace(before, after, 1).encode()


def ours(syntax, data, severity=Severity.ERROR):
    read = ubl_reader.read if syntax is UBL else cii_reader.read
    subject = Subject(invoice=read(data), format=syntax, document=data)
    said = EXTENDED_CTC_FR.run(subject)
    return {one.code for one in said if one.severity is severity}


REASON = {UBL: "cbc:AllowanceChargeReasonCode", CII: "ram:ReasonCode"}
INCOTERM = {UBL: "<cbc:ID>DDP<", CII: "DeliveryTypeCode>DDP<"}
HEAD = "</ram:BuyerTradeParty>"
AFTER_TERMS = "</ram:ApplicableTradeDeliveryTerms>"
ORDER = (
    "<ram:BuyerOrderReferencedDocument><ram:IssuerAssignedID>1</ram:IssuerAssignedID>{}"
    "</ram:BuyerOrderReferencedDocument>"
)
SUPPORT = (
    "<ram:AdditionalReferencedDocument><ram:IssuerAssignedID>1</ram:IssuerAssignedID>"
    "<ram:TypeCode>{}</ram:TypeCode>{}</ram:AdditionalReferencedDocument>"
)
KIND = "<ram:ReferenceTypeCode>AAA</ram:ReferenceTypeCode>"
DAY = (
    "<ram:FormattedIssueDateTime><qdt:DateTimeString format='102' xmlns:qdt="
    "'urn:un:unece:uncefact:data:standard:QualifiedDataType:100'>20260101</qdt:DateTimeString>"
    "</ram:FormattedIssueDateTime>"
)


def reason(syntax, attribute, code, rule):
    name = REASON[syntax]
    return syntax, f"<{name}>FC<", f"<{name}{attribute}>{code}<", rule


CASES = [
    *(
        reason(syntax, attribute, code, rule)
        for syntax in (UBL, CII)
        for attribute, code, rule in (
            ("", "FC", None),
            ("", "ENV", "BR-FREXT-CL-20"),
            (' listID="7161"', "FC", None),
            (' listID="7161"', "QQQ", "BR-FREXT-CL-20"),
            (' listID="5153"', "ENV", None),
            (' listID="5153"', "VAT", "BR-FREXT-CL-20-TAX"),
            (' listID="5189"', "FC", "BR-FREXT-CL-20-LISTID"),
        )
    ),
    *(
        (syntax, INCOTERM[syntax], INCOTERM[syntax].replace("DDP", code), rule)
        for syntax in (UBL, CII)
        for code, rule in (("FOB", None), ("DAF", "BR-FREXT-CL-27"), ("2", None))
    ),
    (CII, AFTER_TERMS, AFTER_TERMS + ORDER.format(KIND), "CII-FREXT-DT-024"),
    (CII, AFTER_TERMS, AFTER_TERMS + ORDER.format(DAY), None),
    (CII, AFTER_TERMS, AFTER_TERMS + SUPPORT.format("130", KIND), None),
    (CII, AFTER_TERMS, AFTER_TERMS + SUPPORT.format("50", KIND), "CII-FREXT-DT-024"),
    (CII, AFTER_TERMS, AFTER_TERMS + SUPPORT.format("50", DAY), "CII-FREXTDT-027"),
]


@cache
def official(syntax):
    """The answers of the official rules, all cases of a syntax in one process."""
    documents = [changed(s, before, after) for s, before, after, _ in CASES if s is syntax]
    return dict(zip(documents, fatal_rules(SHEETS[syntax], documents), strict=True))


@pytest.mark.slow
@pytest.mark.parametrize(("syntax", "before", "after", "rule"), CASES)
def test_the_rule_is_broken_where_the_official_one_is(syntax, before, after, rule):
    pytest.importorskip("saxonche")
    data = changed(syntax, before, after)
    wanted = official(syntax)[data] & NEW
    assert wanted == ({rule} if rule else set())
    assert ours(syntax, data) & NEW == wanted


@pytest.mark.parametrize(
    ("syntax", "before", "after", "rule"),
    [
        (UBL, "<cbc:Name>Lyon<", "<cbc:ID>1</cbc:ID><cbc:Name>Lyon<", "UBL-FREXT-CR-410"),
        (UBL, "<cbc:Name>Lyon<", "<cbc:Name>Nice<", None),
        (
            CII,
            "<ram:Name>Lyon<",
            "<ram:ID>1</ram:ID><ram:Name>Lyon<",
            "CII-FREXT-SR-293",
        ),
        (CII, "<ram:Name>Lyon<", "<ram:Name>Nice<", None),
    ],
)
def test_what_should_not_be_there_is_a_warning(syntax, before, after, rule):
    said = ours(syntax, changed(syntax, before, after), Severity.WARNING) & NEW
    assert said == ({rule} if rule else set())


def test_an_invoice_that_was_never_a_document_is_held_against_the_lists_of_the_model():
    charge = AllowanceCharge(amount=Decimal(5), reason_code="ENV")
    invoice = sample_invoice(framework="M1").model_copy(update={"charges": (charge,)})
    said = {one.code for one in EXTENDED_CTC_FR.run(Subject(invoice=invoice))}
    assert "BR-FREXT-CL-20" in said


@pytest.mark.parametrize("syntax", [UBL, CII])
def test_every_rule_of_the_published_set_is_here_or_listed(syntax):
    asserts = etree.parse(SHEETS[syntax]).iter("{http://purl.oclc.org/dsdl/svrl}failed-assert")
    named = {
        (said.text or "").strip() for each in asserts for said in each if said.get("name") == "id"
    }
    in_cii = {"BR-FREXT-BR-22", "BR-FREXT-BR-23", "BR-FREXT-BR-24", "BR-FREXT-BR-26"} | {
        *("BR-FREXT-BR-38", "BR-FREXT-BR-44", "BR-EXT-CL-07", "CII-EXT-DT-018"),
        *("CII-FREXT-SR-069", "CII-FREXT-SR-072", "CII-FREXT-SR-439"),
    }  # ids that rules of EN 16931 take on in CII
    assert len(named) > 700
    assert named - EXTENDED_CTC_FR.ids - in_cii <= set(NOT_IMPLEMENTED)


def test_code_lists_are_those_of_the_published_set():
    text = SHEETS[UBL].read_text(encoding="utf-8")
    lists = {frozenset(found.split()) for found in re.findall(r"contains\(' ([^']+) '", text)}
    assert {attribute_codes(), INCOTERMS, TAXES} <= lists
