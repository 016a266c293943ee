"""Code lists as data (*listes de codes*): value, English label, French label, source.

Every list is open: real documents hold values that no list has. The frameworks A1 to A25 of
Chorus Pro are `chorus_sdk.invoice.chorus.InvoicingFramework`; those of the reform stand here.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.invoice.codes.code_list import Code, CodeList

ALLOWANCE_REASON: Final = CodeList("allowance_reasons")
ATTACHMENT_KIND: Final = CodeList("attachment_kinds")
CHARGE_REASON: Final = CodeList("charge_reasons")
COUNTRY: Final = CodeList("countries")
CURRENCY: Final = CodeList("currencies")
ELECTRONIC_ADDRESS: Final = CodeList("electronic_addresses")
IDENTIFIER_SCHEME: Final = CodeList("identifier_schemes")
INVOICE_TYPE: Final = CodeList("invoice_types")
MIME_TYPE: Final = CodeList("mime_types")
NOTE_SUBJECT: Final = CodeList("note_subjects")
PAYMENT_MEANS: Final = CodeList("payment_means")
REFORM_FRAMEWORK: Final = CodeList("reform_frameworks")
UNIT: Final = CodeList("units")
VAT_CATEGORY: Final = CodeList("vat_categories")
VAT_DATE_CII: Final = CodeList("vat_dates_cii")
VAT_DATE_UBL: Final = CodeList("vat_dates_ubl")
VATEX: Final = CodeList("vatex")

CREDIT_NOTE_TYPES: Final = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)
"""The codes of `INVOICE_TYPE` that give money back (*avoirs*): BR-CL-01 for UBL CreditNote."""
FRENCH_INVOICE_TYPES: Final = frozenset(
    {
        "261",
        "262",
        "380",
        "381",
        "384",
        "386",
        "389",
        "393",
        "396",
        "471",
        "472",
        "473",
        "500",
        "501",
        "502",
        "503",
    }
)
"""The codes that the French reform takes (*types de facture admis*): BR-FR-04."""
FRENCH_VAT_RATES: Final = (
    "0",
    "0.9",
    "1.05",
    "1.75",
    "2.1",
    "5.5",
    "7",
    "8.5",
    "9.2",
    "9.6",
    "10",
    "13",
    "19.6",
    "20",
    "20.6",
)
"""The rates that the French reform takes, in percent (*taux de TVA admis*): BR-FR-16."""

__all__ = [
    "ALLOWANCE_REASON",
    "ATTACHMENT_KIND",
    "CHARGE_REASON",
    "COUNTRY",
    "CREDIT_NOTE_TYPES",
    "CURRENCY",
    "ELECTRONIC_ADDRESS",
    "FRENCH_INVOICE_TYPES",
    "FRENCH_VAT_RATES",
    "IDENTIFIER_SCHEME",
    "INVOICE_TYPE",
    "MIME_TYPE",
    "NOTE_SUBJECT",
    "PAYMENT_MEANS",
    "REFORM_FRAMEWORK",
    "UNIT",
    "VATEX",
    "VAT_CATEGORY",
    "VAT_DATE_CII",
    "VAT_DATE_UBL",
    "Code",
    "CodeList",
]
