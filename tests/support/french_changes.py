"""Invoices that differ at random from one that is right in France, where BR-FR rules look."""

from __future__ import annotations

import random
from datetime import date
from decimal import Decimal

from french_parts import BAR, NOTES, OTHER, SIREN, SIRET, ids
from random_changes import Changes

from chorus_sdk.invoice.amounts import AllowanceCharge, Period, VatBreakdown
from chorus_sdk.invoice.attachments import Attachment, SupportingDocument
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.items import ItemAttribute
from chorus_sdk.invoice.lines import LineVat
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.parties import Address, Delivery, Party
from chorus_sdk.invoice.payments import PaymentTerms
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.sandbox.samples import sample_invoice

D = Decimal
EDGES = (date(1999, 12, 31), date(2000, 1, 1), date(2099, 12, 31), date(2100, 1, 1))
SPAN = Period(start=date(1999, 1, 1), end=date(2100, 1, 1))
NUMBERS = (None, "F" * 35, "F" * 36, "F 1", "F.1", "F-1_/+", "é")
FRAMES = (None, "B1", "S2", "M4", "B4", "S4", "B2", "M2", "S3", "S5", "B7", "A1", "b1")
TYPES = (None, "380", "381", "386", "384", "389", "261", "500", "503", "326", "751")
REGISTRATIONS = tuple(
    None if value is None else Identifier(scheme=scheme, value=value)
    for scheme, value in (
        (None, None),
        ("0002", SIREN),
        ("0002", "12345678"),
        ("0002", SIRET),
        ("0009", SIRET),
        (None, SIREN),
    )
)
PRIVATE = (
    (),
    ids(("0009", SIRET)),
    ids(("0009", OTHER)),
    ids(("0009", "1")),
    ids(("0224", "X" * 100)),
    ids(("0224", "X" * 101)),
    ids(("0231", SIREN)),
    ids(("0231", "1")),
    ids((None, "X")),
    ids(("0009", SIRET), ("0009", OTHER)),
)
ADDRESSES = tuple(
    None if value is None else Identifier(scheme=scheme, value=value)
    for scheme, value in (
        (None, None),
        ("0225", SIREN),
        ("0225", f"{SIREN}_A"),
        ("0225", "123456789_A"),
        ("0225", "X" * 126),
        ("0225", f"{SIREN} A"),
        ("0088", "1234567890128"),
        ("EM", "a@example.org"),
    )
)
TEXTS = tuple(
    (*NOTES, Note(subject="BAR", text=text))
    for text in ("B2B", "B2BINT", "B2C", "OUTOFSCOPE", "ARCHIVEONLY", "autre")
)
SETS_OF_NOTES = (
    (),
    *(NOTES[:number] + NOTES[number + 1 :] for number in range(len(NOTES))),
    (*NOTES, NOTES[0]),
    (*NOTES, BAR, BAR),
    (*NOTES, Note(subject="TXD", text="MEMBRE_ASSUJETTI_UNIQUE")),
    (*NOTES, Note(subject="TXD", text="autre")),
    (*NOTES, Note(subject="ABL", text="t"), Note(subject="ABL", text="t")),
    (*NOTES, Note(subject="QQQ", text="t")),
    (*NOTES, Note(text="t")),
    *TEXTS,
)
RATES = (None, *(D(text) for text in ("0", "20", "20.0", "10", "5.5", "2.1", "13", "19.6", "7.7")))
CATEGORIES = (None, "S", "Z", "E", "AE", "K", "G", "O", "L", "M", "B")
REASONS = (None, "VATEX-FR-FRANCHISE", "VATEX-EU-132", "VATEX-FR-CNWVAT", "VATEX-NO")
DOCUMENTS = tuple(
    (SupportingDocument(reference="r", description=description, attachment=attachment),)
    for description in (None, "LISIBLE", "RIB", "autre")
    for attachment in (
        None,
        Attachment(content=b"x", mime_code="application/pdf", file_name="f.pdf"),
        Attachment(content=b"x", mime_code="text/html", file_name="f.html"),
    )
)
LISIBLE = DOCUMENTS[4] * 2
PRECEDING = (
    (),
    (PrecedingInvoice(number="F-1", issue_date=date(2026, 1, 2)),),
    (PrecedingInvoice(number="F-1"),),
    (PrecedingInvoice(number="F.1", issue_date=date(1999, 1, 2)),),
    (PrecedingInvoice(number="F" * 36, issue_date=date(2026, 1, 2)),),
    (
        PrecedingInvoice(number="F-1", issue_date=date(2026, 1, 2)),
        PrecedingInvoice(number="F-2", issue_date=date(2026, 1, 2)),
    ),
)
DUE = (None, date(2026, 11, 19), date(2026, 11, 20), date(2026, 11, 21), *EDGES)
AMOUNTS = (
    "lines[0].net_amount",
    "lines[1].quantity",
    "lines[0].price.net",
    "lines[0].price.gross",
    "totals.lines",
    "totals.with_vat",
    "totals.due",
    "totals.paid",
    "totals.rounding",
    "vat_breakdown[0].tax_amount",
    "vat_breakdown[0].rate",
)
OFF = tuple(D(text) for text in ("0.01", "-0.01", "0.001", "0.0001", "0.0000001", "1E+18", "0"))
PARTS = (
    (AllowanceCharge(amount=D("1.00"), vat_category="L", vat_rate=D(20), reason="r"),),
    (AllowanceCharge(amount=D("1.001"), vat_category="S", vat_rate=D("13.5"), reason="r"),),
    (AllowanceCharge(amount=D("1.00"), vat_rate=D("19.6"), reason="r"),),
)
VALUES: dict[str, tuple[object, ...]] = {
    "number": NUMBERS,
    "issue_date": (None, *EDGES),
    "due_date": DUE,
    "vat_point_date": EDGES,
    "invoicing_period": (SPAN, Period(start=date(2026, 1, 1), end=date(2026, 2, 1))),
    "delivery": tuple(Delivery(date=day) for day in EDGES),
    "further_payment_terms": tuple((PaymentTerms(due_date=day),) for day in DUE[1:4]),
    "type_code": TYPES,
    "business_process": FRAMES,
    "notes": SETS_OF_NOTES,
    "references.preceding_invoices": PRECEDING,
    "references.contract": ("C-1",),
    "seller.legal_registration": REGISTRATIONS,
    "buyer.legal_registration": REGISTRATIONS,
    "seller.identifiers": PRIVATE,
    "buyer.identifiers": PRIVATE,
    "seller.electronic_address": ADDRESSES,
    "buyer.electronic_address": ADDRESSES,
    "seller.vat_identifier": (None, f"FR00{SIREN}", "DE123456789"),
    "buyer.vat_identifier": (None, f"FR00{SIREN}"),
    "seller.tax_registration": ("1",),
    "payee": (Party(name="P"), Party(name="P", identifiers=PRIVATE[3])),
    "tax_representative": (
        Party(name="R", address=Address(country="FR")),
        Party(name="R", vat_identifier="FR00300000007", address=Address(country="FR")),
    ),
    "supporting_documents": (*DOCUMENTS, LISIBLE),
    "lines[0].vat": tuple(LineVat(category=code, rate=D(20)) for code in CATEGORIES),
    "lines[1].vat.rate": RATES,
    "lines[1].period": (SPAN,),
    "lines[0].item.attributes": tuple(
        (each,)
        for each in (
            ItemAttribute(name="n", value="v"),
            ItemAttribute(value="v"),
            ItemAttribute(code="c", value="v"),
        )
    ),
    "lines[0].item.standard_identifier": (Identifier(scheme="0002", value="1"),),
    "vat_breakdown[0].category": CATEGORIES,
    "vat_breakdown[0].rate": RATES,
    "vat_breakdown[0].exemption_reason": ("Motif",),
    "vat_breakdown[0].exemption_reason_code": REASONS,
    "vat_breakdown": (
        (),
        (VatBreakdown(taxable_amount=D(1), tax_amount=D(0), category="E", rate=D(0)),),
    ),
    "allowances": PARTS,
    "charges": PARTS,
    "lines[0].allowances": PARTS[:2],
    "totals.paid": (D("134.40"), D("1.00")),
    "totals.due": (D("0.00"),),
    "payment": (None,),
    "currency": ("USD",),
    "vat_currency": ("EUR", "USD"),
    "totals.vat_in_accounting_currency": (D("1.00"), D("1.001")),
}


def changed_french_invoices(seed: int, count: int) -> list[Invoice]:
    """Return invoices with one to four changes each."""
    dice, changes, found = random.Random(seed), Changes(VALUES, AMOUNTS, OFF), []
    right = sample_invoice(framework="M1")
    while len(found) < count:
        invoice = right
        for _ in range(dice.randint(1, 4)):
            invoice = changes.one(invoice, dice)
        found.append(invoice)
    return found
