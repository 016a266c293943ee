"""Build a right invoice in few lines: sums, VAT, due date and French mentions are worked out."""

from datetime import date

from chorus_sdk import FormatId, InvoiceBuilder, write
from chorus_sdk.invoice.building import (
    PaymentDelay,
    allowance,
    bank_transfer,
    credit_note,
    french_notes,
    french_party,
    line,
)

draft = InvoiceBuilder(
    number="F-2026-001",
    issue_date=date(2026, 11, 23),
    seller=french_party(
        "Atelier des Tilleuls", "404 833 048 00022", street="1 rue de l'Exemple", city="Nîmes"
    ),
    buyer=french_party("Commune de Valfleury", "213 001 898 00011", city="Valfleury"),
    lines=[
        line("Chaise en hêtre", quantity=12, price="48.50", vat=20),
        line("Livraison", price=15, vat=20),
        line("Guide d'entretien", quantity=3, price="7.77", vat="5.5"),
    ],
    adjustments=[allowance(percentage=10, reason="Remise de fidélité", vat=20)],
    service_code="SERVICE-TECHNIQUE",
    commitment_number="ENG-778",
    terms=PaymentDelay(30),
    payment=bank_transfer("FR14 2004 1010 0505 0001 3M02 606"),
    notes=french_notes(),
)
invoice = draft.build()
print(f"{invoice.number}: {invoice.totals.with_vat} EUR, due {invoice.due_date}")
for part in invoice.vat_breakdown:
    print(f"  VAT {part.rate} % of {part.taxable_amount}: {part.tax_amount}")
print(f"  {len(write(invoice, FormatId.CII_INVOICE))} bytes of CII")

credit = credit_note(draft, number="A-2026-001", issue_date=date(2026, 12, 1)).build()
print(f"{credit.number} gives back {credit.totals.with_vat} EUR")
