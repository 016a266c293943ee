"""The rank of each invoice in its file (*rang des factures*), those that cannot be given counted.

So a rank is the same whether a file is read as a whole or in parts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chorus_sdk.formats.pivot.model import PivotInvoice
from chorus_sdk.formats.pivot.schema import DOCUMENT, INVOICE
from chorus_sdk.formats.pivot.stream import PivotFlow

UNIT: Final = re.compile(
    rf"((?:/{DOCUMENT.tag}/)?CPPFactures/{INVOICE.tag}\[)([0-9]+)(\].*)", re.DOTALL
)
"""The place of something in an invoice: what stands before its rank, the rank, and the rest."""


def numbered(flow: PivotFlow, first: int = 1) -> Iterator[tuple[int, PivotInvoice]]:
    """Yield the invoices of a flow with their ranks, of which `first` is the first."""
    for invoice in flow:
        position = invoice.position
        assert position is not None  # noqa: S101 (it was read)
        yield first + position.number - 1, invoice


def moved(path: str, first: int) -> str:
    """Return a place in the invoices of a part as the place in its file.

    Example:
        >>> moved("CPPFactures/CPPFacturePivotUnitaire[2]/PJ[1]", 11)
        'CPPFactures/CPPFacturePivotUnitaire[12]/PJ[1]'
    """
    unit = UNIT.fullmatch(path)
    return f"{unit[1]}{int(unit[2]) + first - 1}{unit[3]}" if unit else path
