"""Tables as CSV (*valeurs séparées par des virgules*): UTF-8, a header, RFC 4180."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Iterable
from decimal import Decimal
from pathlib import Path
from typing import Final

from chorus_sdk.export.columns import Cell, Kind, Table
from chorus_sdk.export.pieces import Block
from chorus_sdk.export.sinks import ByteSink

_EXPONENT: Final = re.compile("[0-9]E[+-]?[0-9]")
"""Perhaps a very small number in a form that not every reader knows."""


class Csv:
    r"""Comma-separated values (*CSV*).

    Numbers are written as they stand in the flow, days as `YYYY-MM-DD`, bytes in base64; an empty
    cell has nothing between its commas.

    Example:
        >>> from chorus_sdk.export.tables import VAT
        >>> row = ("f.xml", 1, 1, "F-1", Decimal("5.50"), Decimal(100), None)
        >>> Csv().encode(Block(VAT, (row,)))
        b'f.xml,1,1,F-1,5.50,100,\r\n'
    """

    suffix = ".csv"

    def encode(self, block: Block) -> bytes:
        """Return the rows as lines."""
        text = _lines(block.rows)
        if block.table.columns[-1].kind is Kind.BYTES or _EXPONENT.search(text):
            text = _lines([[_text(cell) for cell in row] for row in block.rows])
        return text.encode()

    def open(self, path: Path, table: Table) -> ByteSink:
        """Begin a file with the names of its columns."""
        sink = ByteSink(path)
        sink.write((",".join(table.names) + "\r\n").encode())
        return sink


def _lines(rows: Iterable[Iterable[Cell]]) -> str:
    """Write rows as they are: numbers and days by their own text, which is mostly the right one."""
    target = io.StringIO()
    csv.writer(target).writerows(rows)
    return target.getvalue()


def _text(cell: Cell) -> Cell:
    if isinstance(cell, Decimal):
        return format(cell, "f")
    return base64.b64encode(cell).decode("ascii") if isinstance(cell, bytes) else cell
