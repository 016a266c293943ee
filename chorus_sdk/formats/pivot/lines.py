"""The lines of an invoice (*lignes*): kept as texts, and made when they are asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias, overload

from chorus_sdk.formats.pivot.lexical import WHITE

LineRow: TypeAlias = tuple[str, str | None, str, str, str, str | None]
"""The texts of a line in the order of `PivotLine`'s fields, already found to be numbers.

The reference may have white space around it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotLine:
    """A line of the invoice (*ligne*), as short as the pivot keeps it; `vat_rate` in per cent."""

    rank: int
    product_reference: str | None = None
    unit_price: Decimal
    quantity: Decimal
    net_amount: Decimal
    vat_rate: Decimal | None = None


class PivotLines(Sequence[PivotLine]):
    """The lines of an invoice (*lignes*), each made when it is asked for.

    Example:
        >>> lines = PivotLines([("1", "PEN", "1.50", "2", "3.00", "20")])
        >>> len(lines), lines[0].net_amount
        (1, Decimal('3.00'))
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: Sequence[LineRow | PivotLine]) -> None:
        self._rows = tuple(rows)

    @overload
    def __getitem__(self, index: int) -> PivotLine: ...
    @overload
    def __getitem__(self, index: slice) -> PivotLines: ...
    def __getitem__(self, index: int | slice) -> PivotLine | PivotLines:
        if isinstance(index, slice):
            return PivotLines(self._rows[index])
        return _line(self._rows[index])

    def __iter__(self) -> Iterator[PivotLine]:
        return map(_line, self._rows)

    def __len__(self) -> int:
        return len(self._rows)

    def __eq__(self, other: object) -> bool:
        if isinstance(other, (PivotLines, tuple)):
            return tuple(self) == tuple(other)
        return NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{len(self)} lines>"


def _line(row: LineRow | PivotLine) -> PivotLine:
    if isinstance(row, PivotLine):
        return row
    rank, reference, price, quantity, net, rate = row
    return PivotLine(
        rank=int(rank),
        product_reference=(reference or "").strip(WHITE) or None,
        unit_price=Decimal(price),
        quantity=Decimal(quantity),
        net_amount=Decimal(net),
        vat_rate=Decimal(rate) if rate else None,
    )
