"""Invoices that differ at random from a right one, in places that rules of EN 16931 look at."""

from __future__ import annotations

import random
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from changed import invoice_with
from en16931_invoices import ADDRESS, adjustment, in_category, line, valid

from chorus_sdk.invoice import (
    AllowanceCharge,
    Attachment,
    Classification,
    Contact,
    CreditTransfer,
    Delivery,
    DirectDebit,
    Identifier,
    Invoice,
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


RICH: dict[str, object] = {
    "payee": VALUES["payee"][2],
    "tax_representative": AGENT,
    "delivery": Delivery(
        date=EARLY, address=ADDRESS, location=Identifier(value="1", scheme="0088"), name="Quai"
    ),
    "invoicing_period": PERIODS[0],
    "payment_terms": "30 jours",
    "payment.means": (
        PaymentMeans(
            code="30", text="Virement", transfer=CreditTransfer(account="FR76", name="Compte")
        ),
    ),
    "notes": (Note(text="t", subject="AAI"),),
    "references.preceding_invoices": VALUES["references.preceding_invoices"][0],
    "references.invoiced_object": Identifier(value="1", scheme="AAB"),
    "references.buyer": "R-1",
    "references.contract": "C-1",
    "references.purchase_order": "P-1",
    "supporting_documents": (DOCUMENTS[3],),
    "seller.contact": Contact(name="A. Martin", telephone="0102030405", email="a@example.org"),
    "seller.identifiers": (Identifier(value="1", scheme="0088"),),
    "seller.trading_name": "Enseigne",
    "seller.tax_registration": "123",
    "buyer.contact": Contact(name="B. Martin"),
    "buyer.identifiers": (Identifier(value="1", scheme="0088"),),
    "lines[0].period": PERIODS[0],
    "lines[0].note": "Note",
    "lines[0].item.attributes": (ItemAttribute(name="a", value="b"),),
    "lines[0].item.standard_identifier": Identifier(value="1", scheme="0160"),
    "lines[0].item.classifications": (Classification(code="1", list_id="STI"),),
    "lines[0].item.origin_country": "FR",
    "lines[0].object_identifier": Identifier(value="1", scheme="AAB"),
    "lines[0].price.gross": D("61.00"),
    "lines[0].price.discount": D("1.00"),
    "lines[0].allowances": (without_vat(adjustment("1.00")),),
    "lines[0].charges": (without_vat(adjustment("1.00")),),
}
"""What a right invoice may have beside what it has to have."""


FULLER: dict[str, object] = {
    **RICH,
    "business_process": "A1",
    "vat_currency": "GBP",
    "totals.vat_in_accounting_currency": D("17.00"),
    "totals.paid": D("20.00"),
    "totals.due": D("100.00"),
    "vat_point_code": "5",
    "payee": VALUES["payee"][3].model_copy(
        update={"legal_registration": Identifier(value="300000007", scheme="0002")}
    ),
    "payment.means": (
        PaymentMeans(
            code="58",
            transfer=CreditTransfer(account="FR7630006000011234567890189", provider="BANKFRPP"),
        ),
        PaymentMeans(code="48", card=PaymentCard(number="901012", holder="A. Martin")),
        PaymentMeans(code="10", text="Espèces"),
    ),
    "payment.remittance": "REM-1",
    "payment.direct_debit": DirectDebit(mandate="M-1", creditor="C-1", debited_account="FR77"),
    "notes": (Note(text="t", subject="AAI"), Note(text="u")),
    "references.preceding_invoices": (
        PrecedingInvoice(number="F-0", issue_date=EARLY),
        PrecedingInvoice(number="F-00"),
    ),
    "references.tender": "LOT-1",
    "references.project": "PRJ-1",
    "references.sales_order": "S-1",
    "references.receiving_advice": "RA-1",
    "references.despatch_advice": "DA-1",
    "references.buyer_accounting": "ACC-1",
    "supporting_documents": (
        SupportingDocument(reference="r", description="d", location="https://example.org/r"),
        DOCUMENTS[3],
    ),
    "allowances": (
        adjustment("20.00").model_copy(
            update={"reason_code": "95", "base_amount": D("200.00"), "percentage": D(10)}
        ),
    ),
    "charges": (adjustment("10.00").model_copy(update={"reason_code": "FC"}),),
    "seller.identifiers": (Identifier(value="1", scheme="0088"), Identifier(value="2")),
    "seller.legal_information": "SARL",
    "seller.address.line2": "Bâtiment A",
    "seller.address.line3": "Étage 2",
    "seller.address.subdivision": "ARA",
    "buyer.trading_name": "Enseigne B",
    "lines[0].order_line": "1",
    "lines[0].accounting_reference": "ACC-2",
    "lines[0].item.description": "Description",
    "lines[0].item.seller_identifier": "V-1",
    "lines[0].item.buyer_identifier": "A-1",
    "lines[0].item.attributes": (
        ItemAttribute(name="a", value="b"),
        ItemAttribute(name="c", value="d"),
    ),
    "lines[0].item.classifications": (
        Classification(code="1", list_id="STI", list_version="2"),
        Classification(code="2", list_id="CV"),
    ),
    "lines[0].price.base_quantity": D(1),
    "lines[0].price.base_unit": "C62",
    "lines[1].price.gross": D("50.00"),
    "lines[1].allowances": (
        without_vat(adjustment("1.00")).model_copy(update={"base_amount": D("10.00")}),
        without_vat(adjustment("2.00")).model_copy(update={"reason_code": "95"}),
    ),
    "lines[1].charges": (without_vat(adjustment("3.00")),),
}
"""What it may have instead and beside: several of each, and everything with a code."""


def fuller() -> Invoice:
    """Return a right invoice with nearly everything that EN 16931 has a place for."""
    return invoice_with(valid(), FULLER)


@dataclass(frozen=True)
class Changes:
    """Ways in which an invoice may be changed: values of places, and amounts to be moved a bit."""

    values: dict[str, tuple[object, ...]]
    amounts: tuple[str, ...]
    off: tuple[Decimal, ...]

    def one(self, invoice: Invoice, dice: random.Random) -> Invoice:
        """Change one place; what is not there any more is left."""
        with suppress(IndexError, AttributeError):
            if dice.random() < 0.35:
                path = dice.choice(self.amounts)
                amount = value_at(invoice, path) or D(0)
                new = None if dice.random() < 0.1 else amount + dice.choice(self.off)
                return invoice_with(invoice, {path: new})
            path = dice.choice(list(self.values))
            return invoice_with(invoice, {path: dice.choice(self.values[path])})
        return invoice


def value_at(invoice: Invoice, path: str) -> object:
    """Return the value at a path such as `lines[0].net_amount`."""
    found: object = invoice
    for step in path.replace("[", ".").replace("]", "").split("."):
        found = found[int(step)] if step.isdigit() else getattr(found, step)
    return found


def sound(dice: random.Random) -> Invoice:
    """Return an invoice to start from: in several VAT categories, and of several shapes."""
    if dice.random() < 0.4:
        return valid()
    code = dice.choice(CATEGORIES[1:])
    rate = dice.choice((D(0), None, D(20)))
    invoice = in_category(code, rate=rate, reason=dice.choice((None, "Motif")))
    if dice.random() < 0.4:
        invoice = invoice_with(invoice, {"seller.vat_identifier": None})
    if dice.random() < 0.4:
        invoice = invoice_with(invoice, {"buyer.vat_identifier": None})
    if dice.random() < 0.3:
        invoice = invoice_with(invoice, {"delivery": Delivery(date=EARLY, address=ADDRESS)})
    return invoice


def changed_invoices(seed: int, count: int, *, further: tuple[Decimal, ...] = ()) -> list[Invoice]:
    """Return invoices with one to three changes each; amounts may be off by `further` ones too."""
    dice, changes, found = random.Random(seed), Changes(VALUES, AMOUNTS, (*OFF, *further)), []
    while len(found) < count:
        invoice = sound(dice)
        for _ in range(dice.randint(1, 3)):
            invoice = changes.one(invoice, dice)
        found.append(invoice)
    return found
