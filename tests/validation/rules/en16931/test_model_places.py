"""Where findings stand, and what is asked of an invoice that was built and never read."""

from __future__ import annotations

import pytest
from changed import invoice_with
from en16931_invoices import adjustment, valid

from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice import Attachment, Classification, Identifier, SupportingDocument
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931

UBL, CII = FormatId.UBL_INVOICE, FormatId.CII_INVOICE
HTML = Attachment(content=b"x", mime_code="text/html", file_name="f.html")


def places(path: str, value: object, rule: str, format_id: FormatId) -> list[str | None]:
    subject = Subject(invoice=invoice_with(valid(), {path: value}), format=format_id)
    return [
        each.location.path if each.location else None
        for each in EN16931.run(subject)
        if each.code == rule
    ]


@pytest.mark.parametrize(
    ("path", "value", "rule", "place"),
    [
        ("buyer.address.country", "XX", "BR-CL-14", "buyer.address.country"),
        ("lines[1].unit", "QQQ", "BR-CL-23", "lines[1].unit"),
        ("currency", "QQQ", "BR-CL-04", "currency"),
        ("seller.vat_identifier", "00123", "BR-CO-09", "seller.vat_identifier"),
        (
            "lines[1].item.classifications",
            (Classification(code="1", list_id="STI"), Classification(code="1", list_id="QQQ")),
            "BR-CL-13",
            "lines[1].item.classifications[1].list_id",
        ),
        (
            "supporting_documents",
            (SupportingDocument(reference="r", attachment=HTML),),
            "BR-CL-24",
            "supporting_documents[0].attachment.mime_code",
        ),
        (
            "lines[0].object_identifier",
            Identifier(value="1", scheme="QQQ"),
            "BR-CL-07",
            "lines[0].object_identifier.scheme",
        ),
        (
            "charges",
            (adjustment("10.00").model_copy(update={"reason_code": "QQQ"}),),
            "BR-CL-20",
            "charges[0].reason_code",
        ),
    ],
)
@pytest.mark.parametrize("format_id", [UBL, CII])
def test_a_wrong_code_is_told_where_the_model_has_it(
    path: str, value: object, rule: str, place: str, format_id: FormatId
) -> None:
    assert places(path, value, rule, format_id) == [place]


@pytest.mark.parametrize(("code", "is_known"), [("50", True), ("130", True), ("380", False)])
def test_a_document_of_cii_is_of_one_of_three_types(code: str, is_known: bool) -> None:
    documents = (SupportingDocument(reference="r", type_code=code),)
    for path in ("supporting_documents", "lines[1].supporting_documents"):
        wanted = [] if is_known else [f"{path}[0].type_code"]
        assert places(path, documents, "CII-DT-018", CII) == wanted


@pytest.mark.parametrize("party", ["seller", "buyer"])
def test_a_scheme_of_tax_without_a_number_is_no_registration_of_ubl(party: str) -> None:
    path = f"{party}.tax_registration_scheme"
    assert len(places(path, "FC", "UBL-SR-53", UBL)) == 1
    assert places(path, None, "UBL-SR-53", UBL) == places(path, "FC", "UBL-SR-53", CII) == []
