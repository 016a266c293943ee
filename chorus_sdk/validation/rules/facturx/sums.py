"""Sums as the rules of Factur-X EXTENDED make them (*sommes*): plain lines, cents, a tolerance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal

from chorus_sdk.invoice.amounts import AllowanceCharge, VatBreakdown
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice

CENT = Decimal("0.01")
_HALF = Decimal("0.5")


def is_plain(line: Line) -> bool:
    """Tell whether a line counts in sums: it is no group and no information (BT-X-8)."""
    return line.kind in (None, "DETAIL")


def cents(amount: Decimal) -> Decimal:
    """Round to cents as XPath does: a half goes up, also below zero.

    Example:
        >>> cents(Decimal("1.005")), cents(Decimal("-1.005"))
        (Decimal('1.01'), Decimal('-1.00'))
    """
    whole = (amount * 100 + _HALF).to_integral_value(rounding=ROUND_FLOOR)
    return (whole / 100).quantize(CENT)


@dataclass(frozen=True)
class Part:
    """One amount that a breakdown is made of: signed, with its VAT and exemption reasons."""

    amount: Decimal
    category: str | None
    rate: Decimal | None
    reason: tuple[str, str]


def parts_of(invoice: Invoice) -> tuple[Part, ...]:
    """List what the VAT breakdown sums: plain lines, allowances, charges, logistics fees."""
    return (
        *_of_lines(invoice),
        *_of_adjustments(invoice.allowances, sign=-1),
        *_of_adjustments(invoice.charges, sign=1),
        *(
            Part(fee.amount or Decimal(0), vat.category, vat.rate, reason_of(vat))
            for fee in invoice.service_charges
            for vat in fee.vat[:1]
        ),
    )


def reason_of(part: VatBreakdown | AllowanceCharge) -> tuple[str, str]:
    """Return the exemption reason, code and text, with blanks set straight."""
    return _straight(part.exemption_reason_code), _straight(part.exemption_reason)


def _of_lines(invoice: Invoice) -> Iterable[Part]:
    for line in invoice.lines:
        if is_plain(line):
            vat = line.vat
            reason = _straight(vat.exemption_reason_code), _straight(vat.exemption_reason)
            yield Part(line.net_amount or Decimal(0), vat.category, vat.rate, reason)


def _of_adjustments(adjustments: Iterable[AllowanceCharge], *, sign: int) -> Iterable[Part]:
    for one in adjustments:
        amount = sign * (one.amount or Decimal(0))
        yield Part(amount, one.vat_category, one.vat_rate, reason_of(one))


def _straight(text: str | None) -> str:
    return " ".join((text or "").split())
