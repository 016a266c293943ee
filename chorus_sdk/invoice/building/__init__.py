"""Make a right invoice in few lines (*établir une facture*): sums, VAT and French mentions.

Parts are refused where they are made, the whole where it is built: always with
`InvalidInvoiceError`, whose report names every rule that is broken.
"""

from chorus_sdk.invoice.building.adjustments import Adjustment, allowance, charge
from chorus_sdk.invoice.building.builder import InvoiceBuilder
from chorus_sdk.invoice.building.credit import credit_note
from chorus_sdk.invoice.building.lines import DraftLine, line
from chorus_sdk.invoice.building.notes import french_notes
from chorus_sdk.invoice.building.parties import foreign_party, french_party, french_vat_number
from chorus_sdk.invoice.building.payment import (
    PaymentDelay,
    bank_transfer,
    direct_debit,
    paid_by_card,
)
from chorus_sdk.invoice.building.routes import Route
from chorus_sdk.invoice.building.vat import Vat

__all__ = [
    "Adjustment",
    "DraftLine",
    "InvoiceBuilder",
    "PaymentDelay",
    "Route",
    "Vat",
    "allowance",
    "bank_transfer",
    "charge",
    "credit_note",
    "direct_debit",
    "foreign_party",
    "french_notes",
    "french_party",
    "french_vat_number",
    "line",
    "paid_by_card",
]
