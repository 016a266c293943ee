"""An explanation says what is wrong, where, and what was expected; the verdict is the gate's."""

from __future__ import annotations

import re
import threading

import pytest

from chorus_sdk._xml import parse
from chorus_sdk.errors import ChorusError, MalformedDocumentError, UnsupportedProfileError
from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.schemas import check_schema, explain_schema, schema_path
from chorus_sdk.formats.schemas.explanation import explain_tree
from chorus_sdk.formats.schemas.gate import judge

NAMESPACES = (
    'xmlns:rsm="urn:un:unece:uncefact:data:standard:CrossIndustryInvoice:100" '
    'xmlns:ram="urn:un:unece:uncefact:data:standard:'
    'ReusableAggregateBusinessInformationEntity:100" '
    'xmlns:udt="urn:un:unece:uncefact:data:standard:UnqualifiedDataType:100"'
)
SOUND = f"""<rsm:CrossIndustryInvoice {NAMESPACES}>
<rsm:ExchangedDocumentContext><ram:GuidelineSpecifiedDocumentContextParameter>
<ram:ID>urn:factur-x.eu:1p0:minimum</ram:ID>
</ram:GuidelineSpecifiedDocumentContextParameter></rsm:ExchangedDocumentContext>
<rsm:ExchangedDocument>
<ram:ID>F-1</ram:ID>
<ram:TypeCode>380</ram:TypeCode>
<ram:IssueDateTime>
<udt:DateTimeString format="102">20260131</udt:DateTimeString></ram:IssueDateTime>
</rsm:ExchangedDocument>
<rsm:SupplyChainTradeTransaction>
<ram:ApplicableHeaderTradeAgreement>
<ram:SellerTradeParty><ram:Name>Vendeur</ram:Name></ram:SellerTradeParty>
<ram:BuyerTradeParty><ram:Name>Acheteur</ram:Name></ram:BuyerTradeParty>
</ram:ApplicableHeaderTradeAgreement>
<ram:ApplicableHeaderTradeDelivery/>
<ram:ApplicableHeaderTradeSettlement>
<ram:InvoiceCurrencyCode>EUR</ram:InvoiceCurrencyCode>
<ram:SpecifiedTradeSettlementHeaderMonetarySummation>
<ram:TaxBasisTotalAmount>10.00</ram:TaxBasisTotalAmount>
<ram:TaxTotalAmount currencyID="EUR">2.00</ram:TaxTotalAmount>
<ram:GrandTotalAmount>12.00</ram:GrandTotalAmount>
<ram:DuePayableAmount>12.00</ram:DuePayableAmount>
</ram:SpecifiedTradeSettlementHeaderMonetarySummation>
</ram:ApplicableHeaderTradeSettlement>
</rsm:SupplyChainTradeTransaction>
</rsm:CrossIndustryInvoice>"""
DOCUMENT = "/rsm:CrossIndustryInvoice/rsm:ExchangedDocument"
DELIVERY = (
    "/rsm:CrossIndustryInvoice/rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeDelivery"
)
TYPE = "<ram:TypeCode>380</ram:TypeCode>"
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'


def explain(text, **options):
    return explain_schema(text.encode(), FormatId.FACTURX, Profile.MINIMUM, **options)


def test_a_document_that_fits_needs_no_words():
    assert explain(SOUND) == ()


@pytest.mark.parametrize(
    ("old", "new", "code", "path", "line", "found", "expected"),
    [
        (
            TYPE,
            "<ram:Kind>380</ram:Kind>",
            "XSD-UNEXPECTED",
            f"{DOCUMENT}/ram:Kind",
            7,
            "ram:Kind",
            "ram:TypeCode",
        ),
        (
            TYPE,
            f"<!-- a comment --><?pi x?>{TYPE}{TYPE}",
            "XSD-REPEATED",
            f"{DOCUMENT}/ram:TypeCode[2]",
            7,
            "ram:TypeCode",
            "ram:IssueDateTime",
        ),
        (
            '<udt:DateTimeString format="102">20260131</udt:DateTimeString>',
            "",
            "XSD-MISSING",
            f"{DOCUMENT}/ram:IssueDateTime",
            8,
            None,
            "udt:DateTimeString",
        ),
        (' format="102"', "", "XSD-ATTRIBUTE-MISSING", None, 9, None, "format"),
        (
            "<ram:TypeCode>",
            '<ram:TypeCode listID="x">',
            "XSD-ATTRIBUTE",
            f"{DOCUMENT}/ram:TypeCode",
            7,
            "x",
            None,
        ),
        (
            "<rsm:ExchangedDocument>",
            "<rsm:ExchangedDocument>bonjour",
            "XSD-TEXT",
            DOCUMENT,
            5,
            "bonjour",
            None,
        ),
        (">380<", "><b/><", "XSD-CHILD", f"{DOCUMENT}/ram:TypeCode", 7, "b", None),
        (
            "<ram:ApplicableHeaderTradeDelivery/>",
            "<ram:ApplicableHeaderTradeDelivery>\n</ram:ApplicableHeaderTradeDelivery>",
            "XSD-NOT-EMPTY",
            DELIVERY,
            16,
            None,
            None,
        ),
        (
            "<ram:TypeCode>",
            f'<ram:TypeCode {XSI} xsi:nil="true">',
            "XSD-ATTRIBUTE",
            f"{DOCUMENT}/ram:TypeCode",
            7,
            "true",
            None,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) and value.startswith("XSD") else "",
)
def test_each_kind_of_error_has_its_code_place_and_expectation(
    old, new, code, path, line, found, expected
):
    assert old in SOUND
    finding = explain(SOUND.replace(old, new, 1))[0]
    assert (finding.code, finding.location.line, finding.found, finding.expected) == (
        code,
        line,
        found,
        expected,
    )
    assert path is None or finding.location.path == path
    assert finding.severity is Severity.ERROR
    assert finding.message_fr not in (None, finding.message)


@pytest.mark.parametrize("value", ["12,00", "", "12€", "1e3"])
def test_a_wrong_amount_is_told_with_what_a_number_looks_like(value):
    finding = explain(SOUND.replace(">10.00<", f">{value}<"))[0]
    assert (finding.code, finding.found) == ("XSD-VALUE", value)
    assert "1234.50" in finding.expected


@pytest.mark.parametrize("value", ["31/01/2026", "2026-02-30", "20260131"])
def test_a_wrong_date_is_told_with_what_a_date_looks_like(value):
    invoice = (
        '<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" xmlns:cbc='
        '"urn:oasis:names:specification:ubl:schema:xsd:CommonBasicComponents-2">'
        f"<cbc:ID>1</cbc:ID><cbc:IssueDate>{value}</cbc:IssueDate></Invoice>"
    )
    findings = explain_schema(invoice.encode(), FormatId.UBL_INVOICE)
    dates = [finding for finding in findings if finding.code == "XSD-VALUE"]
    assert [(f.found, f.location.path) for f in dates] == [(value, "/Invoice/cbc:IssueDate")]
    assert "2026-01-31" in dates[0].expected


def test_a_long_value_is_not_told_whole():
    finding = explain(SOUND.replace(">10.00<", f">{'9' * 50}{'x' * 5_000}<"))[0]
    assert len(finding.found) == 80
    assert len(finding.message) < 300


def test_findings_are_bounded_and_say_that_there_are_more():
    bad = re.sub(r">\d\d?\.00<", ">x<", SOUND)
    assert [f.code for f in explain(bad)] == ["XSD-VALUE"] * 4
    few = explain(bad, maximum=3)
    assert [f.code for f in few] == ["XSD-VALUE"] * 3 + ["XSD-MORE"]
    assert few[-1].severity is Severity.INFORMATION
    assert [f.code for f in explain(bad, maximum=4)] == ["XSD-VALUE"] * 4


def test_findings_are_in_the_order_of_the_document():
    bad = SOUND.replace(TYPE, "<ram:X/>").replace(">12.00<", ">x<").replace("F-1", "<b/>")
    lines = [finding.location.line for finding in explain(bad)]
    assert lines == sorted(lines)
    assert len(lines) >= 3


def test_where_the_explainer_stops_the_gate_speaks():
    bad = SOUND.replace("<ram:TypeCode>", f'<ram:TypeCode {XSI} xsi:type="ram:Nothing">')
    findings = explain(bad)
    assert findings == check_schema(bad.encode(), FormatId.FACTURX, Profile.MINIMUM)
    assert findings != ()


def test_what_the_gate_alone_sees_stands_beside_what_is_explained():
    bad = SOUND.replace(">10.00<", ">1 200.00<").replace(TYPE, "<ram:X/>")
    codes = [(finding.code, finding.location.line) for finding in explain(bad)]
    assert codes == [("XSD-UNEXPECTED", 7), ("XSD", 20)]


def test_a_document_as_deep_as_it_may_be_is_explained():
    start, end = "<ram:SellerTradeParty>", "</ram:SellerTradeParty>"
    bad = SOUND.replace(start, start * 240, 1).replace(end, end * 240, 1)
    assert explain(bad)[0].severity is Severity.ERROR


def test_errors_are_those_of_the_gate():
    with pytest.raises(MalformedDocumentError):
        explain("<x>")
    with pytest.raises(UnsupportedProfileError):
        explain_schema(b"<x/>", FormatId.PDF)


def test_a_schema_that_a_document_names_is_not_followed(tmp_path):
    (tmp_path / "any.xsd").write_text(
        '<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema"><xs:element name="x"/></xs:schema>'
    )
    document = f'<x {XSI} xsi:noNamespaceSchemaLocation="{tmp_path}/any.xsd"/>'
    assert explain(document)[0].code == "XSD-ROOT"


def test_threads_may_explain_at_once():
    bad = SOUND.replace(TYPE, "<ram:X/>")
    codes = []
    threads = [
        threading.Thread(target=lambda: codes.append(explain(bad)[0].code)) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert codes == ["XSD-UNEXPECTED"] * 4


@pytest.mark.slow
def test_gate_and_explainer_agree_on_the_corpus(corpus, corpus_index):
    """Two engines that know nothing of each other are each other's oracle."""
    formats = {
        "ubl-invoice": FormatId.UBL_INVOICE,
        "ubl-creditnote": FormatId.UBL_CREDIT_NOTE,
        "cii": FormatId.CII_INVOICE,
    }
    rows = [row for row in corpus_index if row["family"] in formats and "/unit/" not in row["path"]]
    invalid = [row for row in rows if row["expected"] == "invalid"]
    valid = [row for row in rows if row["expected"] != "invalid"]
    failures, verdicts = [], set()
    for row in (*invalid, *valid[::6]):
        path = schema_path(formats[row["family"]])
        try:
            root = parse((corpus / row["path"]).read_bytes())
        except ChorusError:
            continue
        at_the_gate, explained = judge(root, path), explain_tree(root, path, 5)
        verdicts.add(bool(at_the_gate))
        if bool(at_the_gate) != bool(explained):
            failures.append(row["path"])
    assert failures == []
    assert verdicts == {True, False}
