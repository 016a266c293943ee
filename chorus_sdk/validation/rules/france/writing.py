"""How texts stand in the document (*écriture*), where reading sets it straight and rules ask.

A number such as `100.` or `+0.10` is one for XML Schema and for the model, but not for the
French rules, which hold its text against a pattern. What could not be read at all is in
`Invoice.unmapped`, what is empty in the remarks of its origin.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final, NamedTuple

from chorus_sdk.invoice.provenance import EMPTY
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
_END = rb"\s*</(?:[\w.-]+:)?([A-Za-z]+)\s*>"
_ODD_NUMBERS: Final = tuple(
    re.compile(shape + _END) for shape in (rb">\+([0-9.]+)", rb">(\.[0-9]+)", rb">(-\.[0-9]+)")
)
_OPEN_END = re.compile(rb"\.</(?:[\w.-]+:)?([A-Za-z]+)\s*>")
"""Each begins with a sign that does not vary, which makes the search fast."""
_DIGITS = re.compile(rb"-?[0-9]+")
_BEFORE = re.compile(rb">\s*\Z")
_AFTER = re.compile(rb"\s*</(?:[\w.-]+:)?(?:ID|IssuerAssignedID)\s*>")
_BARE_GLOBAL_ID = re.compile(rb"GlobalID>\s*([^<>\s][^<>]*?)\s*<")
_BLANKS: Final = frozenset(b" \t\r\n")
_NEAR: Final = 200
"""How far around an identifier its blanks are looked for."""


class Written(NamedTuple):
    """A text of the document and where it stands (*texte du document*)."""

    place: str
    text: str


def odd_numbers(subject: Subject) -> Iterator[tuple[str, Written]]:
    """Yield what stands where a number should and is not written as one, by its element's name."""
    invoice = subject.invoice
    for kept in invoice.unmapped:
        if kept.reason == "not a number" and (name := last_step(kept.path)) in _NUMBERS:
            yield name, Written(kept.path, kept.text)
    for remark in invoice.origin.remarks if invoice.origin else ():
        if remark.reason == EMPTY and (name := last_step(remark.path)) in _NUMBERS:
            yield name, Written(remark.path, "")
    for name, text in _oddly_written(subject.document or b""):
        if name in _NUMBERS:
            yield name, Written(name, text)


def _oddly_written(document: bytes) -> Iterator[tuple[str, str]]:
    for shape in _ODD_NUMBERS:
        for found in shape.finditer(document):
            yield found[2].decode(), found[0][1:].partition(b"<")[0].decode().strip()
    for found in _OPEN_END.finditer(document):
        before = document[document.rfind(b">", 0, found.start()) + 1 : found.start()].strip()
        if _DIGITS.fullmatch(before):
            yield found[1].decode(), f"{before.decode()}."


def empty_elements(subject: Subject) -> frozenset[str]:
    """Return the paths of empty elements, without positions."""
    origin = subject.invoice.origin
    remarks = origin.remarks if origin else ()
    return frozenset(without_positions(r.path) for r in remarks if r.reason == EMPTY)


def is_padded(document: bytes | None, identifier: str) -> bool:
    """Tell whether an identifier stands between blanks; a document in UTF-16 is passed over."""
    if document is None:
        return False
    said = identifier.encode()
    at = document.find(said)
    while at >= 0:
        end = at + len(said)
        around = document[at - 1 : at] + document[end : end + 1]
        if (
            not _BLANKS.isdisjoint(around)
            and _BEFORE.search(document, max(0, at - _NEAR), at)
            and _AFTER.match(document, end)
        ):
            return True
        at = document.find(said, end)
    return False


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
