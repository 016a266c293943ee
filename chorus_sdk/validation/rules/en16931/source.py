"""How the invoice was written: the two syntaxes differ in what some rules look at.

An invoice that was never a document is neither: it gets each rule as the standard words it.
"""

from __future__ import annotations

from typing import Final

from chorus_sdk.formats.base import FormatId
from chorus_sdk.validation.rules.base import Subject

UBL: Final = frozenset({FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE})
"""The formats of UBL."""
_CII: Final = frozenset({FormatId.CII_INVOICE, FormatId.FACTURX})

TRANSACTION: Final = "rsm:SupplyChainTradeTransaction"
AGREEMENT: Final = f"{TRANSACTION}/ram:ApplicableHeaderTradeAgreement"
DELIVERY: Final = f"{TRANSACTION}/ram:ApplicableHeaderTradeDelivery"
SETTLEMENT: Final = f"{TRANSACTION}/ram:ApplicableHeaderTradeSettlement"
SUMMATION: Final = f"{SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation"
LINE: Final = f"{TRANSACTION}/ram:IncludedSupplyChainTradeLineItem"


def is_ubl(subject: Subject) -> bool:
    """Tell whether the invoice was written in UBL."""
    return subject.format in UBL


def is_cii(subject: Subject) -> bool:
    """Tell whether the invoice was written in CII, inside a PDF or not."""
    return subject.format in _CII


def is_written(subject: Subject) -> bool:
    """Tell whether the invoice was written in UBL or CII, where the official rules hold."""
    return is_ubl(subject) or is_cii(subject)


def path_of(subject: Subject, ubl: str, cii: str) -> str:
    """Return the element path, below the root, of one place in the syntax of the document."""
    return cii if is_cii(subject) else ubl


def line_path(subject: Subject) -> str:
    """Return the element path of a line, below the root."""
    if is_cii(subject):
        return LINE
    credit_note = subject.format is FormatId.UBL_CREDIT_NOTE
    return "cac:CreditNoteLine" if credit_note else "cac:InvoiceLine"


def lacks(subject: Subject, attribute: str | None) -> bool:
    """Tell whether an attribute is missing: in UBL one that says nothing is there."""
    return attribute is None or not (attribute.strip() or is_ubl(subject))
