"""The lines of an invoice as `soumettre` takes them: pure (*lignes de poste*).

Chorus Pro makes a line's net amount of quantity, unit price and allowance: where the invoice's is
another, that amount is not carried.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from typing import Final

from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import AMOUNT_DECIMALS
from chorus_sdk.services.submission_values import SubmissionLine

_CENT: Final = Decimal("0.01")
_FINEST: Final = Decimal(1).scaleb(-AMOUNT_DECIMALS)


class LineMapping:
    """What of an invoice's lines a submission says (*lignes*), and where it stood."""

    def __init__(self, invoice: Invoice) -> None:
        self._invoice = invoice
        self.carried: set[str] = set()

    def lines(self, *, all_or_none: bool) -> tuple[SubmissionLine, ...]:
        """Return the lines; with `all_or_none`, none at all where one is incomplete."""
        made = tuple(_line(line, rank) for rank, line in self._ranked())
        if all_or_none and not all(_is_complete(line) for line in made):
            return ()
        for place, (line, sent) in enumerate(zip(self._invoice.lines, made, strict=True)):
            self.carried |= {f"lines[{place}].{name}" for name in _carried(line, sent)}
        return made

    def _ranked(self) -> list[tuple[int, Line]]:
        """Return the lines with their own numbers where all have one, else by place."""
        own = [line.identifier or "" for line in self._invoice.lines]
        numbered = all(text.isascii() and text.isdecimal() and len(text) < 10 for text in own)
        numbers = [int(text) for text in own] if numbered else []
        if len(set(numbers)) != len(own) or 0 in numbers:
            numbers = list(range(1, len(own) + 1))
        return list(zip(numbers, self._invoice.lines, strict=True))


def net_of(line: SubmissionLine) -> Decimal | None:
    """Return the net amount that a line comes to, in cents; None where it is incomplete."""
    if line.quantity is None or line.unit_price is None:
        return None
    return _rounded(line.quantity * line.unit_price - (line.allowance or 0), _CENT)


def _line(line: Line, rank: int) -> SubmissionLine:
    allowances = [one.amount for one in line.allowances if one.amount is not None]
    return SubmissionLine(
        number=rank,
        name=line.item.name,
        reference=line.item.seller_identifier,
        quantity=line.quantity,
        unit=line.unit,
        unit_price=_unit_price(line),
        allowance=sum(allowances, Decimal(0)) if allowances else None,
        vat_rate=line.vat.rate,
    )


def _unit_price(line: Line) -> Decimal | None:
    price, base = line.price.net, line.price.base_quantity
    if price is None or not base or base == 1:
        return price
    rounded = _rounded(price / base, _FINEST)
    return price / base if rounded is None else rounded.normalize()


def _rounded(value: Decimal, step: Decimal) -> Decimal | None:
    """Round to a step; None for a number that is too large to have one."""
    try:
        return value.quantize(step, rounding=ROUND_HALF_UP)
    except InvalidOperation:
        return None


def _is_complete(line: SubmissionLine) -> bool:
    return bool(line.name) and line.quantity is not None and line.unit_price is not None


def _carried(line: Line, sent: SubmissionLine) -> list[str]:
    places = ["quantity", "unit", "item.name", "item.seller_identifier", "vat.rate"]
    places += [f"allowances[{number}].amount" for number in range(len(line.allowances))]
    if line.identifier == str(sent.number):
        places.append("identifier")
    price, base = line.price, line.price.base_quantity or 1
    if sent.unit_price is not None and sent.unit_price * base == price.net:
        places += ["price.net", "price.base_quantity"]
        if price.base_unit == line.unit:
            places.append("price.base_unit")
    if line.net_amount is not None and net_of(sent) == line.net_amount:
        places.append("net_amount")
    return places
