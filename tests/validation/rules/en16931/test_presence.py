"""What an invoice has to say: one change of a correct one breaks the rules that speak of it."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from en16931_broken import CII, UBL, broken, findings
from en16931_invoices import ADDRESS, adjustment, changed, valid

from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice import (
    Classification,
    Delivery,
    Identifier,
    ItemAttribute,
    Party,
    PaymentCard,
    Period,
    PrecedingInvoice,
    SupportingDocument,
)

EARLY, LATE = date(2026, 1, 1), date(2026, 2, 1)


BACKWARDS = Period(start=LATE, end=EARLY)


AGENT = Party(name="Représentant", vat_identifier="FR00300000007", address=ADDRESS)


@pytest.mark.parametrize("format_id", [None, UBL, CII])
def test_a_correct_invoice_breaks_no_rule(format_id: FormatId | None) -> None:
    assert findings(valid(), format_id) == []


@pytest.mark.parametrize(
    ("path", "value", "ids"),
    [
        ("specification", " ", {"BR-01"}),
        ("number", None, {"BR-02"}),
        ("issue_date", None, {"BR-03"}),
        ("type_code", None, {"BR-04"}),
        ("currency", None, {"BR-05"}),
        ("seller.name", None, {"BR-06"}),
        ("buyer.name", "", {"BR-07"}),
        ("seller.address", None, {"BR-08"}),
        ("seller.address.country", None, {"BR-09"}),
        ("buyer.address", None, {"BR-10"}),
        ("buyer.address.country", None, {"BR-11"}),
        ("payee", Party(legal_registration=Identifier(value="1", scheme="0002")), {"BR-17"}),
        ("payee", Party(name="Vendeur"), {"BR-17"}),
        ("payee", Party(name="Autre"), set()),
        (
            "payee",
            Party(name="Autre", legal_registration=Identifier(value="100000009", scheme="0002")),
            {"BR-17"},
        ),
        ("tax_representative", AGENT, set()),
        ("tax_representative", AGENT.model_copy(update={"name": None}), {"BR-18"}),
        ("tax_representative", AGENT.model_copy(update={"address": None}), {"BR-19"}),
        ("tax_representative", AGENT.model_copy(update={"vat_identifier": None}), {"BR-56"}),
        (
            "tax_representative",
            AGENT.model_copy(update={"address": ADDRESS.model_copy(update={"country": None})}),
            {"BR-20"},
        ),
        ("seller.electronic_address.scheme", None, {"BR-62"}),
        ("buyer.electronic_address.scheme", None, {"BR-63"}),
        ("delivery", Delivery(address=ADDRESS), set()),
        (
            "delivery",
            Delivery(address=ADDRESS.model_copy(update={"country": None})),
            {"BR-57"},
        ),
        ("seller.vat_identifier", "00100000009", {"BR-CO-09"}),
        ("buyer.vat_identifier", "EL123456789", set()),
        ("buyer.vat_identifier", "XX123456789", {"BR-CO-09"}),
    ],
)
def test_what_an_invoice_says_of_itself_and_its_parties(
    path: str, value: object, ids: set[str]
) -> None:
    assert broken(changed(valid(), path, value)) == ids


@pytest.mark.parametrize(
    ("path", "value", "ids"),
    [
        ("lines[1].identifier", None, {"BR-21"}),
        ("lines[1].quantity", None, {"BR-22"}),
        ("lines[1].unit", None, {"BR-23"}),
        ("lines[1].item.name", None, {"BR-25"}),
        ("lines[1].price.net", None, {"BR-26"}),
        ("lines[1].price.net", Decimal(-1), {"BR-27"}),
        ("lines[1].price.gross", Decimal(-1), {"BR-28"}),
        ("lines[1].price.gross", Decimal(0), set()),
        ("lines[1].period", BACKWARDS, {"BR-30"}),
        ("lines[1].period", Period(), {"BR-CO-20"}),
        ("lines[1].period", Period(end=EARLY), set()),
        ("lines[1].item.attributes", (ItemAttribute(name="a"),), {"BR-54"}),
        ("lines[1].item.standard_identifier", Identifier(value="1"), {"BR-64"}),
        ("lines[1].item.classifications", (Classification(code="1"),), {"BR-65"}),
        ("lines[1].vat.category", None, {"BR-CO-04", "BR-S-08"}),
    ],
)
def test_what_a_line_says(path: str, value: object, ids: set[str]) -> None:
    found = findings(changed(valid(), path, value))
    assert {each.code for each in found} == ids
    assert all(
        each.location and (each.location.path or "").startswith(("lines[1]", "vat_breakdown"))
        for each in found
    )


def test_a_missing_net_amount_changes_the_sums_as_well() -> None:
    assert broken(changed(valid(), "lines[1].net_amount", None)) == {
        "BR-24",
        "BR-CO-10",
        "BR-S-08",
    }


def test_an_invoice_without_lines_says_so_and_its_sums_are_wrong() -> None:
    assert broken(changed(valid(), "lines", ())) == {"BR-16", "BR-CO-10", "BR-S-08"}


@pytest.mark.parametrize(
    ("path", "value", "ids"),
    [
        ("invoicing_period", BACKWARDS, {"BR-29"}),
        ("invoicing_period", Period(), {"BR-CO-19"}),
        ("invoicing_period", Period(start=EARLY, end=EARLY), set()),
        ("allowances[0].amount", None, {"BR-31", "BR-CO-11", "BR-S-08"}),
        ("allowances[0].vat_category", None, {"BR-32", "BR-S-08"}),
        ("allowances[0].reason", None, {"BR-33", "BR-CO-21"}),
        ("charges[0].amount", None, {"BR-36", "BR-CO-12", "BR-S-08"}),
        ("charges[0].vat_category", None, {"BR-37", "BR-S-08"}),
        ("charges[0].reason", None, {"BR-38", "BR-CO-22"}),
        ("payment.means[0].code", None, {"BR-49"}),
        ("payment.means[0].transfer", None, {"BR-61"}),
        ("payment.means[0].transfer.account", None, {"BR-50", "BR-61"}),
        ("payment.means[0].card", PaymentCard(number="4000123456789010"), {"BR-51"}),
        ("payment.means[0].card", PaymentCard(number="4000129010"), set()),
        ("supporting_documents", (SupportingDocument(description="d"),), {"BR-52"}),
        ("vat_currency", "GBP", {"BR-53"}),
        ("references.preceding_invoices", (PrecedingInvoice(issue_date=EARLY),), {"BR-55"}),
        ("vat_breakdown[0].taxable_amount", None, {"BR-45", "BR-CO-17", "BR-S-08", "BR-S-09"}),
        ("vat_breakdown[0].tax_amount", None, {"BR-46", "BR-CO-14", "BR-CO-17", "BR-S-09"}),
        ("vat_breakdown[0].category", None, {"BR-47", "BR-S-01"}),
        ("vat_breakdown[0].rate", None, {"BR-48", "BR-CO-17", "BR-S-09"}),
    ],
)
def test_what_the_other_parts_say(path: str, value: object, ids: set[str]) -> None:
    assert broken(changed(valid(), path, value)) == ids


@pytest.mark.parametrize("kind", ["allowances", "charges"])
def test_allowances_and_charges_of_lines_have_amount_and_reason(kind: str) -> None:
    empty = adjustment("1.00").model_copy(
        update={"amount": None, "reason": None, "vat_category": None, "vat_rate": None}
    )
    ids = {
        "allowances": {"BR-41", "BR-42", "BR-CO-23"},
        "charges": {"BR-43", "BR-44", "BR-CO-24"},
    }
    assert broken(changed(valid(), f"lines[0].{kind}", (empty,))) == ids[kind]


def test_a_vat_point_is_a_date_or_a_code() -> None:
    invoice = changed(changed(valid(), "vat_point_date", EARLY), "vat_point_code", "35")
    assert broken(invoice) == {"BR-CO-03"}


def test_a_seller_who_is_not_identified_is_found() -> None:
    seller = Party(name="Vendeur", address=ADDRESS, tax_registration="123")
    assert broken(changed(valid(), "seller", seller)) == {"BR-CO-26"}
    named = seller.model_copy(update={"identifiers": (Identifier(value="1"),)})
    assert broken(changed(valid(), "seller", named)) == set()


def test_a_document_without_a_breakdown_says_so() -> None:
    assert "BR-CO-18" in broken(changed(valid(), "vat_breakdown", ()))
