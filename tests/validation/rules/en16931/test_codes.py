"""Codes of their lists, in either syntax, and what stands beside them."""

from __future__ import annotations

import pytest
from en16931_broken import CII, UBL, broken, findings
from en16931_invoices import changed, in_category, valid

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice import (
    Attachment,
    Classification,
    CreditTransfer,
    Delivery,
    Identifier,
    Note,
    Payment,
    PaymentCard,
    PaymentMeans,
    SupportingDocument,
)


@pytest.mark.parametrize(
    ("path", "value", "rule"),
    [
        ("type_code", "999", "BR-CL-01"),
        ("currency", "EURO", "BR-CL-04"),
        ("vat_point_code", "4", "BR-CL-06"),
        ("references.invoiced_object", Identifier(value="1", scheme="QQQ"), "BR-CL-07"),
        ("notes", (Note(text="t", subject="QQQ"),), "BR-CL-08"),
        ("seller.identifiers", (Identifier(value="1", scheme="9999"),), "BR-CL-10"),
        ("seller.legal_registration.scheme", "9999", "BR-CL-11"),
        (
            "lines[0].item.classifications",
            (Classification(code="1", list_id="QQQ"),),
            "BR-CL-13",
        ),
        ("buyer.address.country", "XX", "BR-CL-14"),
        ("lines[0].item.origin_country", "XX", "BR-CL-15"),
        ("payment.means[0].code", "999", "BR-CL-16"),
        ("allowances[0].reason_code", "999", "BR-CL-19"),
        ("charges[0].reason_code", "QQQ", "BR-CL-20"),
        ("lines[0].item.standard_identifier", Identifier(value="1", scheme="9999"), "BR-CL-21"),
        ("lines[0].unit", "QQQ", "BR-CL-23"),
        (
            "supporting_documents",
            (
                SupportingDocument(
                    reference="r",
                    attachment=Attachment(content=b"x", mime_code="text/html", file_name="f"),
                ),
            ),
            "BR-CL-24",
        ),
        ("seller.electronic_address.scheme", "QQ", "BR-CL-25"),
        (
            "delivery",
            Delivery(location=Identifier(value="1", scheme="9999")),
            "BR-CL-26",
        ),
    ],
)
@pytest.mark.parametrize("format_id", [None, UBL, CII])
def test_a_code_that_is_not_of_its_list_is_found(
    path: str, value: object, rule: str, format_id: FormatId | None
) -> None:
    invoice = changed(valid(), path, value)
    others = {"BR-CL-03"} if path == "currency" and format_id is not None else set()
    assert broken(invoice, format_id) - others == {rule}


def test_the_category_of_a_breakdown_is_judged_by_another_rule_in_each_syntax() -> None:
    invoice = changed(valid(), "vat_breakdown[0].category", "Q")
    assert "BR-CL-17" in broken(invoice, UBL)
    assert "BR-CL-18" in broken(invoice, CII)
    assert "BR-CL-18" in broken(changed(valid(), "lines[0].vat.category", "Q"), UBL)


def test_a_reason_of_exemption_may_be_written_in_any_case() -> None:
    invoice = in_category("E", reason=None)
    path = "vat_breakdown[0].exemption_reason_code"
    assert broken(changed(invoice, path, "vatex-eu-132-1a")) == set()
    assert broken(changed(invoice, path, "VATEX-NO")) == {"BR-CL-22"}


def test_a_note_of_ubl_may_have_its_subject_anywhere_in_the_text() -> None:
    strange = changed(valid(), "notes", (Note(text="voir #QQQ# plus bas"),))
    assert broken(strange, UBL) == {"BR-CL-08"}
    assert broken(strange, CII) == broken(strange) == set()
    plain = changed(valid(), "notes", (Note(text="numéro #12# du lot"),))
    assert broken(plain, UBL) == set()


def test_a_whole_card_number_weighs_more_in_cii() -> None:
    card = changed(valid(), "payment.means[0].card", PaymentCard(number="4000123456789010"))
    assert [each.severity for each in findings(card, UBL)] == [Severity.WARNING]
    assert [each.severity for each in findings(card, CII)] == [Severity.ERROR]


def test_several_means_of_payment_say_the_same_in_both_syntaxes() -> None:
    means = (
        PaymentMeans(code="30", transfer=CreditTransfer(account="FR76")),
        PaymentMeans(code="58", transfer=CreditTransfer(account="FR77")),
    )
    invoice = changed(valid(), "payment", Payment(means=means))
    assert broken(invoice, UBL) == {"UBL-SR-47"}
    assert broken(invoice, CII) == {"CII-SR-467"}
    assert broken(invoice) == set()


@pytest.mark.parametrize(
    ("code", "ids"), [("30", {"CII-SR-470"}), ("58", {"CII-SR-470"}), ("48", set()), ("", set())]
)
def test_who_is_paid_by_transfer_names_an_account_in_cii(code: str, ids: set[str]) -> None:
    """The code says which means are a transfer: of the bank, or within SEPA."""
    invoice = changed(valid(), "payment", Payment(means=(PaymentMeans(code=code),)))
    assert broken(invoice, CII) & {"CII-SR-470"} == ids
