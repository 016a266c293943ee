"""A right invoice with nearly everything that EN 16931 has a place for."""

from __future__ import annotations

from decimal import Decimal

from changed import invoice_with
from changed_values import AGENT, DOCUMENTS, EARLY, PERIODS, VALUES, without_vat
from en16931_invoices import ADDRESS, adjustment, valid

from chorus_sdk.invoice import (
    Classification,
    Contact,
    CreditTransfer,
    Delivery,
    DirectDebit,
    Identifier,
    Invoice,
    ItemAttribute,
    Note,
    PaymentCard,
    PaymentMeans,
    PrecedingInvoice,
    SupportingDocument,
)

D = Decimal

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
