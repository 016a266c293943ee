"""What places of an invoice may say instead: where rules of EN 16931 look, right and wrong."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from en16931_invoices import ADDRESS, adjustment, in_category, line, valid

from chorus_sdk.invoice import (
    AllowanceCharge,
    Attachment,
    Classification,
    CreditTransfer,
    Delivery,
    Identifier,
    ItemAttribute,
    Note,
    Party,
    PaymentCard,
    PaymentMeans,
    Period,
    PrecedingInvoice,
    SupportingDocument,
    Totals,
    VatBreakdown,
)

D = Decimal
EARLY, LATE = date(2026, 1, 1), date(2026, 2, 1)
AGENT = Party(name="Représentant", vat_identifier="FR00300000007", address=ADDRESS)
ABROAD = ADDRESS.model_copy(update={"country": "IT"})
NOWHERE = ADDRESS.model_copy(update={"country": None})
CATEGORIES = (None, "S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B")
RATES = (None, D(0), D("20.00"), D("5.5"), D(-1))
OFF = tuple(D(text) for text in ("0.01", "-0.01", "0.97", "-0.97", "1.03", "-1.03"))
"""They never add up to 1: the official rules compute some bounds of 1 in binary."""
AMOUNTS = (
    *(f"lines[{number}].net_amount" for number in (0, 1)),
    "allowances[0].amount",
    "charges[0].amount",
    "vat_breakdown[0].taxable_amount",
    "vat_breakdown[0].tax_amount",
    *(f"totals.{name}" for name in ("lines", "allowances", "charges", "without_vat", "vat")),
    *(f"totals.{name}" for name in ("with_vat", "due", "paid", "rounding")),
)
PERIODS = (
    Period(start=EARLY, end=LATE),
    Period(start=LATE, end=EARLY),
    Period(start=EARLY, end=EARLY),
    Period(start=EARLY),
    Period(end=EARLY),
)
MEANS = (
    PaymentMeans(code="30"),
    PaymentMeans(code="58", transfer=CreditTransfer(name="Compte")),
    PaymentMeans(code="10"),
    PaymentMeans(code="49", transfer=CreditTransfer(account="FR76")),
    PaymentMeans(code="48", card=PaymentCard(number="4000123456789010")),
    PaymentMeans(code="48", card=PaymentCard(number="901012")),
    PaymentMeans(code="999", transfer=CreditTransfer(account="FR76")),
)
DOCUMENTS = (
    SupportingDocument(reference="r"),
    SupportingDocument(description="d"),
    SupportingDocument(
        reference="r",
        attachment=Attachment(content=b"x", mime_code="text/html", file_name="f.html"),
    ),
    SupportingDocument(
        reference="r", attachment=Attachment(content=b"x", mime_code="text/csv", file_name="f.csv")
    ),
)
PARTS = (
    (),
    (adjustment("1.00"),),
    (adjustment("1.000"),),
    (adjustment("10.00"), adjustment("10.00")),
    (adjustment("20.00", category="E", rate="0"),),
    (adjustment("20.00").model_copy(update={"reason": None}),),
    (adjustment("20.00").model_copy(update={"reason": None, "reason_code": "95"}),),
    (adjustment("20.00").model_copy(update={"reason": None, "reason_code": "QQQ"}),),
    (adjustment("20.00").model_copy(update={"base_amount": D("1.001"), "percentage": D(5)}),),
    (adjustment("20.00").model_copy(update={"vat_category": None, "vat_rate": None}),),
)


def without_vat(part: AllowanceCharge) -> AllowanceCharge:
    """Return an allowance or charge as lines have it."""
    return part.model_copy(update={"vat_category": None, "vat_rate": None})


BREAKDOWNS = (
    (),
    valid().vat_breakdown * 2,
    (
        *valid().vat_breakdown,
        VatBreakdown(
            taxable_amount=D("0.00"),
            tax_amount=D("0.00"),
            category="E",
            rate=D(0),
            exemption_reason="Motif",
        ),
    ),
    *(in_category(code).vat_breakdown for code in ("Z", "E", "AE", "K", "G", "O")),
)
LINE_VALUES: dict[str, tuple[object, ...]] = {
    "identifier": (None,),
    "quantity": (None, D(0), D(-1)),
    "unit": (None, "QQQ", "HUR"),
    "item.name": (None,),
    "price.net": (None, D(-1), D("1.23456")),
    "price.gross": (D(-1), D(0), D(100)),
    "period": PERIODS,
    "item.attributes": tuple((each,) for each in (ItemAttribute(name="a", value="b"),)),
    "item.standard_identifier": (
        Identifier(value="1", scheme="0160"),
        Identifier(value="1", scheme="9999"),
        Identifier(value="1"),
    ),
    "item.classifications": (
        (Classification(code="1", list_id="STI"),),
        (Classification(code="1", list_id="QQQ"),),
        (Classification(code="1"),),
    ),
    "item.origin_country": ("FR", "XX"),
    "object_identifier": (
        Identifier(value="1", scheme="AAB"),
        Identifier(value="1", scheme="QQQ"),
        Identifier(value="1"),
    ),
    "vat.category": CATEGORIES,
    "vat.rate": RATES,
    "allowances": (*PARTS, *(tuple(without_vat(each) for each in parts) for parts in PARTS)),
    "charges": (*PARTS, *(tuple(without_vat(each) for each in parts) for parts in PARTS)),
}
VALUES: dict[str, tuple[object, ...]] = {
    **{f"lines[0].{name}": values for name, values in LINE_VALUES.items()},
    **{f"lines[1].{name}": values for name, values in LINE_VALUES.items()},
    "lines": ((line(1, "110.00"),), (line(1, "60.00"), line(2, "50.00"), line(3, "0.00"))),
    "allowances": PARTS,
    "charges": PARTS,
    "allowances[0].vat_category": CATEGORIES,
    "allowances[0].vat_rate": RATES,
    "charges[0].vat_category": CATEGORIES,
    "charges[0].vat_rate": RATES,
    "vat_breakdown": BREAKDOWNS,
    "vat_breakdown[0].category": CATEGORIES,
    "vat_breakdown[0].rate": RATES,
    "vat_breakdown[0].exemption_reason": (None, "Motif"),
    "vat_breakdown[0].exemption_reason_code": ("VATEX-EU-132", "vatex-eu-132", "VATEX-NO"),
    "totals.vat_in_accounting_currency": (D("1.00"), D("1.001")),
    "vat_currency": ("GBP", "EUR", "QQQ"),
    "currency": ("USD", "QQQ"),
    "type_code": ("381", "389", "999", "751"),
    "number": (None,),
    "issue_date": (None,),
    "totals": (Totals(),),
    "vat_breakdown[0].taxable_amount": (None,),
    "vat_breakdown[0].tax_amount": (None,),
    "specification": (None,),
    "vat_point_date": (EARLY,),
    "vat_point_code": ("5", "35", "72", "3", "432", "29", "4"),
    "invoicing_period": PERIODS,
    "seller.name": (None,),
    "seller.trading_name": ("Enseigne",),
    "seller.vat_identifier": (None, "XX100000009", "EL100000009", "FR"),
    "seller.tax_registration": ("123",),
    "seller.legal_registration": (None, Identifier(value="1"), Identifier(value="1", scheme="9")),
    "seller.identifiers": ((Identifier(value="1"),), (Identifier(value="1", scheme="9999"),)),
    "seller.address": (None, NOWHERE, ABROAD),
    "seller.electronic_address": (None, Identifier(value="1"), Identifier(value="1", scheme="QQ")),
    "buyer.name": (None,),
    "buyer.vat_identifier": (None, "XX100000009"),
    "buyer.legal_registration": (None, Identifier(value="1")),
    "buyer.address": (None, NOWHERE, ABROAD),
    "buyer.electronic_address": (None, Identifier(value="1")),
    "payee": (
        Party(name="Autre"),
        Party(name="Vendeur"),
        Party(name="Autre", identifiers=(Identifier(value="1"),)),
        Party(name="Autre", legal_registration=Identifier(value="100000009", scheme="0002")),
    ),
    "tax_representative": (
        AGENT,
        AGENT.model_copy(update={"name": None}),
        AGENT.model_copy(update={"vat_identifier": None}),
        AGENT.model_copy(update={"address": None}),
        AGENT.model_copy(update={"address": NOWHERE}),
    ),
    "delivery": (
        Delivery(date=EARLY),
        Delivery(date=EARLY, address=ADDRESS),
        Delivery(address=NOWHERE),
        Delivery(location=Identifier(value="1", scheme="9999"), address=ADDRESS),
    ),
    "payment.means": tuple((each,) for each in MEANS),
    "notes": (
        (Note(text="t"),),
        (Note(text="t", subject="AAI"),),
        (Note(text="t", subject="QQQ"),),
    ),
    "references.preceding_invoices": (
        (PrecedingInvoice(number="F-0", issue_date=EARLY),),
        (PrecedingInvoice(issue_date=EARLY),),
    ),
    "references.invoiced_object": (
        Identifier(value="1", scheme="AAB"),
        Identifier(value="1", scheme="QQQ"),
    ),
    "supporting_documents": tuple((each,) for each in DOCUMENTS),
}
