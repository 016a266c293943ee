"""VAT, attachments, items, objects and numbers: both sides of each edge."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from french_parts import words

from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.amounts import AllowanceCharge, VatBreakdown
from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.items import ItemAttribute
from chorus_sdk.invoice.references import LineReferences, PrecedingInvoice

CII, UBL, NOTE = FormatId.CII_INVOICE, FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE
D = Decimal
BEFORE = PrecedingInvoice(number="F-1", issue_date=date(2026, 1, 2))
UNDATED = PrecedingInvoice(number="F-1")
LINE_BEFORE = LineReferences(preceding_invoice=BEFORE)

CASES = [
    # VAT
    *(
        ("BR-FR-15", {"lines[0].vat.category": code}, [])
        for code in ("S", "E", "AE", "K", "G", "O", "Z")
    ),
    *(
        ("BR-FR-15", {"lines[1].vat.category": code}, ["lines[1].vat.category"])
        for code in ("L", "M", "B", "AA", "s")
    ),
    (
        "BR-FR-15",
        {"vat_breakdown[0].category": "L"},
        ["vat_breakdown[0].category"],
    ),
    (
        "BR-FR-15",
        {"allowances": (AllowanceCharge(vat_category="S"), AllowanceCharge(vat_category="L"))},
        ["allowances[1].vat_category"],
    ),
    ("BR-FR-15", {"charges": (AllowanceCharge(vat_category="M"),)}, ["charges[0].vat_category"]),
    *(
        ("BR-FR-16", {"lines[0].vat.rate": D(rate)}, [])
        for rate in words(
            "0 0.0 0.00 10 10.0 10.00 13 13.0 13.00 20 20.0 20.00 8.5 8.50 19.6 19.60 2.1 2.10 5.5"
            " 5.50 7 7.0 7.00 20.6 20.60 1.05 0.9 0.90 1.75 9.2 9.20 9.6 9.60"
        )
    ),
    *(
        ("BR-FR-16", {"lines[0].vat.rate": D(rate)}, ["lines[0].vat.rate"])
        for rate in ("19", "20.000", "21", "5", "-20", "0.000", "1.050")
    ),
    ("BR-FR-16", {"vat_breakdown[0].rate": D(21)}, ["vat_breakdown[0].rate"]),
    ("BR-FR-16", {"allowances": (AllowanceCharge(vat_rate=D(21)),)}, ["allowances[0].vat_rate"]),
    ("BR-FR-16", {"charges": (AllowanceCharge(vat_rate=D(21)),)}, ["charges[0].vat_rate"]),
    ("BR-FR-CO-12", {"currency": "USD"}, ["vat_currency"]),
    ("BR-FR-CO-12", {"currency": "USD", "vat_currency": "USD"}, ["vat_currency"]),
    (
        "BR-FR-CO-12",
        {"currency": "USD", "vat_currency": "EUR"},
        ["totals.vat_in_accounting_currency"],
    ),
    (
        "BR-FR-CO-12",
        {
            "currency": "USD",
            "vat_currency": "EUR",
            "totals.vat_in_accounting_currency": D("20.00"),
        },
        [],
    ),
    ("BR-FR-CO-12", {"currency": None}, []),
    # attachments
    *(
        ("BR-FR-17", {"supporting_documents": (SupportingDocument(description=kind),)}, [])
        for kind in words(
            "RIB LISIBLE FEUILLE_DE_STYLE PJA BORDEREAU_SUIVI DOCUMENT_ANNEXE BON_LIVRAISON"
            " BON_COMMANDE BORDEREAU_SUIVI_VALIDATION ETAT_ACOMPTE FACTURE_PAIEMENT_DIRECT"
            " RECAPITULATIF_COTRAITANCE"
        )
    ),
    ("BR-FR-17", {"supporting_documents": (SupportingDocument(),)}, []),
    (
        "BR-FR-17",
        {"supporting_documents": (SupportingDocument(), SupportingDocument(description="rib"))},
        ["supporting_documents[1].description"],
    ),
    (
        "BR-FR-17",
        {"supporting_documents": (SupportingDocument(description="x", type_code="50"),)},
        [],
    ),
    (
        "BR-FR-17",
        {"supporting_documents": (SupportingDocument(description="x", type_code="916"),)},
        ["supporting_documents[0].description"],
    ),
    (
        "BR-FR-18",
        {"supporting_documents": (SupportingDocument(description="LISIBLE"),)},
        [],
    ),
    (
        "BR-FR-18",
        {"supporting_documents": (SupportingDocument(description="LISIBLE"),) * 2},
        ["supporting_documents"],
    ),
    (
        "BR-FR-18",
        {"supporting_documents": (SupportingDocument(description="RIB"),) * 2},
        [],
    ),
    # items
    *(
        ("BR-FR-28", {"lines[1].item.attributes": (attribute,)}, places)
        for attribute, places in (
            (ItemAttribute(name="a", value="b"), []),
            (ItemAttribute(name="a", measure=D(1), measure_unit="KGM"), []),
            (ItemAttribute(name="a"), ["lines[1].item.attributes[0]"]),
            (ItemAttribute(name="a", measure=D(1)), ["lines[1].item.attributes[0]"]),
            (
                ItemAttribute(name="a", value="b", measure=D(1), measure_unit="KGM"),
                ["lines[1].item.attributes[0]"],
            ),
        )
    ),
    # objects
    ("BR-FR-29", {"references.invoiced_object": Identifier(scheme="AFL", value="1")}, []),
    ("BR-FR-29", {"references.invoiced_object": Identifier(scheme="AFL")}, ["references"]),
    ("BR-FR-29", {"references.invoiced_object": Identifier(scheme="AVV")}, ["references"]),
    ("BR-FR-29", {"references.invoiced_object": Identifier(scheme="ABZ")}, []),
    # numbers as they are written
    ("BR-FR-DEC-01", {"totals.lines": D("12345678901234567.89")}, []),
    ("BR-FR-DEC-01", {"totals.lines": D("123456789012345678.89")}, ["totals.lines"]),
    ("BR-FR-DEC-01", {"totals.lines": D("-1234567890123456.89")}, []),
    ("BR-FR-DEC-01", {"totals.lines": D("-12345678901234567.89")}, ["totals.lines"]),
    *(
        ("BR-FR-DEC-01", {f"totals.{name}": D("1.001")}, [f"totals.{name}"])
        for name in words(
            "lines allowances charges without_vat vat vat_in_accounting_currency with_vat paid"
            " rounding due"
        )
    ),
    (
        "BR-FR-DEC-01",
        {"vat_breakdown": (VatBreakdown(taxable_amount=D("1.001"), tax_amount=D("1.001")),)},
        ["vat_breakdown[0].taxable_amount", "vat_breakdown[0].tax_amount"],
    ),
    *(
        (
            "BR-FR-DEC-01",
            {name: (AllowanceCharge(amount=D("1.001"), base_amount=D("1.001")),)},
            [f"{name}[0].amount", f"{name}[0].base_amount"],
        )
        for name in ("allowances", "charges", "lines[1].allowances", "lines[1].charges")
    ),
    ("BR-FR-DEC-01", {"lines[1].net_amount": D("1.001")}, ["lines[1].net_amount"]),
    ("BR-FR-DEC-02", {"lines[1].quantity": D("-1.0001")}, []),
    ("BR-FR-DEC-02", {"lines[1].quantity": D("1.00001")}, ["lines[1].quantity"]),
    (
        "BR-FR-DEC-02",
        {"lines[1].price.base_quantity": D("1.00001")},
        ["lines[1].price.base_quantity"],
    ),
    *(
        ("BR-FR-DEC-03", {f"lines[1].price.{name}": D("1.000001")}, [])
        for name in ("net", "discount", "gross")
    ),
    *(
        ("BR-FR-DEC-03", {f"lines[1].price.{name}": D(price)}, [f"lines[1].price.{name}"])
        for name in ("net", "discount", "gross")
        for price in ("1.0000001", "-1", "-0.00")
    ),
    *(
        (
            "BR-FR-DEC-03",
            {f"lines[0].price.{name}": (AllowanceCharge(amount=D("-1")),)},
            [f"lines[0].price.{name}[0].amount"],
        )
        for name in ("further_discounts", "charges")
    ),
    ("BR-FR-DEC-04", {"lines[0].vat.rate": D("20.55")}, []),
    ("BR-FR-DEC-04", {"lines[0].vat.rate": D("100.5")}, []),
    ("BR-FR-DEC-04", {"lines[0].vat.rate": D("100.55")}, ["lines[0].vat.rate"]),
    ("BR-FR-DEC-04", {"lines[0].vat.rate": D("20.000")}, ["lines[0].vat.rate"]),
    ("BR-FR-DEC-04", {"lines[0].vat.rate": D("-1")}, ["lines[0].vat.rate"]),
    ("BR-FR-DEC-04", {"vat_breakdown[0].rate": D("-1")}, ["vat_breakdown[0].rate"]),
    ("BR-FR-DEC-04", {"charges": (AllowanceCharge(vat_rate=D("-1")),)}, ["charges[0].vat_rate"]),
]


@pytest.mark.parametrize(("code", "changes", "places"), CASES)
def test_a_rule_names_the_places_that_break_it(breaches, syntax, code, changes, places):
    assert breaches(code, changes, syntax) == places
