"""Tables as JSON Lines (*une ligne JSON par ligne de table*), in UTF-8."""

from __future__ import annotations

import base64
import json
from datetime import date
from decimal import Decimal
from pathlib import Path

from chorus_sdk.export.columns import Cell, Table
from chorus_sdk.export.pieces import Block
from chorus_sdk.export.sinks import ByteSink


class JsonLines:
    """One JSON object a row (*JSON Lines*).

    Amounts are strings, so that no reader makes binary floats of them; days are strings as well,
    bytes are base64, and an empty cell is null.

    Example:
        >>> from chorus_sdk.export.tables import VAT
        >>> row = ("f.xml", 1, 1, "F-1", Decimal("5.50"), Decimal(100), None)
        >>> print(JsonLines().encode(Block(VAT, (row,))).decode(), end="")
        {"source_file": "f.xml", "invoice_index": 1, "vat_index": 1, "invoice_number": "F-1",
         "rate": "5.50", "base": "100", "amount": null}
    """

    suffix = ".jsonl"

    def encode(self, block: Block) -> bytes:
        """Return the rows as lines."""
        names = block.table.names
        lines = [_ENCODER.encode(dict(zip(names, row, strict=True))) for row in block.rows]
        return ("\n".join(lines) + "\n").encode()

    def open(self, path: Path, table: Table) -> ByteSink:
        """Begin a file."""
        del table
        return ByteSink(path)


def _plain(cell: Cell) -> str:
    if isinstance(cell, Decimal):
        return format(cell, "f")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, bytes):
        return base64.b64encode(cell).decode("ascii")
    raise TypeError(f"a cell holds {type(cell)!r}")


_ENCODER = json.JSONEncoder(ensure_ascii=False, default=_plain)
