"""How texts stand in the document (*écriture*), where reading sets it straight and rules ask.

What could not be read at all is in `Invoice.unmapped`, what is empty in the remarks of its origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from chorus_sdk.invoice.provenance import EMPTY, Unmapped
from chorus_sdk.validation.rules.base import Subject

QUANTITIES: Final = (
    "BilledQuantity",
    "BasisQuantity",
    "InvoicedQuantity",
    "CreditedQuantity",
    "BaseQuantity",
)
PRICES: Final = ("PriceAmount", "ChargeAmount")
RATES: Final = ("RateApplicablePercent", "Percent")
AMOUNTS: Final = (
    "ActualAmount",
    "BasisAmount",
    "CalculatedAmount",
    "LineTotalAmount",
    "AllowanceTotalAmount",
    "ChargeTotalAmount",
    "TaxBasisTotalAmount",
    "TaxTotalAmount",
    "GrandTotalAmount",
    "TotalPrepaidAmount",
    "RoundingAmount",
    "DuePayableAmount",
    "Amount",
    "BaseAmount",
    "LineExtensionAmount",
    "TaxExclusiveAmount",
    "TaxAmount",
    "TaxInclusiveAmount",
    "PrepaidAmount",
    "PayableRoundingAmount",
    "PayableAmount",
    "TaxableAmount",
)
_NUMBERS: Final = frozenset((*QUANTITIES, *PRICES, *RATES, *AMOUNTS))
_ODD = re.compile(r"\+[0-9.]+|-?\.[0-9]+|-?[0-9]+\.")
_BARE_GLOBAL_ID = re.compile(rb"<(?:[\w.-]+:)?GlobalID(?:>\s*([^<>]*?)\s*</|\s*/>)")


class Written(NamedTuple):
    """A text of the document and where it stands (*texte du document*)."""

    place: str
    text: str


def odd_numbers(subject: Subject) -> Iterator[tuple[str, Written]]:
    """Yield what stands where a number should and is not written as one, by its element's name."""
    invoice = subject.invoice
    for kept in invoice.unmapped:
        if (name := last_step(kept.path)) in _NUMBERS and _is_odd(kept):
            yield name, Written(kept.path, kept.text)
    for remark in invoice.origin.remarks if invoice.origin else ():
        if remark.reason == EMPTY and (name := last_step(remark.path)) in _NUMBERS:
            yield name, Written(remark.path, "")


def _is_odd(kept: Unmapped) -> bool:
    """Tell what is no number at all, and a number beside the model that is written oddly."""
    return kept.reason == "not a number" or _ODD.fullmatch(kept.text) is not None


def global_identifiers_without_scheme(subject: Subject) -> frozenset[str]:
    """Return what CII says in a GlobalID that names no scheme."""
    found = _BARE_GLOBAL_ID.findall(subject.document or b"")
    return frozenset(text.decode("utf-8", "replace") for text in found)


def without_positions(path: str) -> str:
    """Take the positions out of an element path.

    Example:
        >>> without_positions("/a/b[2]/c[10]/d")
        '/a/b/c/d'
    """
    if "[" not in path:
        return path
    first, *parts = path.split("[")
    return first + "".join(part.partition("]")[2] for part in parts)


def last_step(path: str) -> str:
    """Return the local name of the element that a path ends at.

    Example:
        >>> last_step("/ubl:Invoice/cac:InvoiceLine[2]/cbc:InvoicedQuantity[1]")
        'InvoicedQuantity'
    """
    return path.rpartition("/")[2].rpartition(":")[2].partition("[")[0]
