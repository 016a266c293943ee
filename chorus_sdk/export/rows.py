"""From an invoice of a pivot to the rows of the tables (*lignes des tables*)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Final, TypeAlias, cast

from chorus_sdk.errors import DocumentError
from chorus_sdk.export import tables
from chorus_sdk.export.columns import Cell, Kind, Row, Table
from chorus_sdk.export.exact import held, is_held
from chorus_sdk.export.invoice_table import INVOICES
from chorus_sdk.export.remarks import failure_of
from chorus_sdk.findings import Finding, Location, Severity
from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.formats.pivot.envelope import PivotEnvelope
from chorus_sdk.formats.pivot.model import PivotInvoice
from chorus_sdk.limits import Limits

DOES_NOT_FIT: Final = "EXPORT-DOES-NOT-FIT"
"""Code of the finding for a number that its column cannot hold exactly: the cell is empty."""

_FLAT: Final = (tables.LINES.name, tables.VAT.name)
_Take: TypeAlias = Callable[[object], tuple[Cell, ...]]
_Checks: TypeAlias = tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Subject:
    """One invoice and where it stands (*facture située*)."""

    file: str
    index: int
    invoice: PivotInvoice
    envelope: PivotEnvelope

    @property
    def unmapped(self) -> str | None:
        """What no column holds, as a JSON list of path and text (*données non reprises*)."""
        left = [(item.path, item.text) for item in self.invoice.unmapped]
        return json.dumps(left, ensure_ascii=False) if left else None


class RowMaker:
    """Makes rows (*mise en lignes*); what does not fit is told to `note`, and its cell is empty.

    `content` is for the table of attachments: whether it has their bytes.
    """

    def __init__(
        self, note: Callable[[Finding], object], limits: Limits, *, content: bool = False
    ) -> None:
        self._note = note
        self._limits = limits
        self._content = content

    def rows(self, table: Table, subject: Subject) -> Iterator[Row]:
        """Yield the rows that an invoice has in a table."""
        take, checks = _taking(table.name), _checks(table.name)
        invoice = subject.invoice
        if table.name == INVOICES.name:
            yield self._checked(take(subject), checks, invoice, table.name)
            return
        file, index, number = subject.file, subject.index, invoice.invoice_number
        for place, item in enumerate(getattr(invoice, table.name), 1):
            taken = self._checked(take(item), checks, invoice, f"{table.name}[{place}]")
            if self._content and isinstance(item, PivotAttachment):
                taken += self._bytes(item, invoice)
            yield (file, index, place, number, *taken)

    def _checked(
        self, row: tuple[Cell, ...], checks: _Checks, invoice: PivotInvoice, place: str
    ) -> tuple[Cell, ...]:
        for position, name in checks:
            value = row[position]
            kept = _held(value)
            if kept is not value:
                row = (*row[:position], kept, *row[position + 1 :])
                if kept is None:
                    self._note(_does_not_fit(invoice, f"{place}.{name}", str(value)))
        return row

    def _bytes(self, attachment: PivotAttachment, invoice: PivotInvoice) -> tuple[Cell, ...]:
        if attachment.content is None or attachment.problem is not None:
            return None, None  # the reader has said why
        try:
            data = attachment.read(self._limits)
        except DocumentError as error:
            where = Location(path=attachment.name, invoice=invoice.invoice_number)
            self._note(failure_of(error, where))
            return None, None
        return hashlib.sha256(data).hexdigest(), data


def finding_row(file: str, finding: Finding) -> Row:
    """Return the row of a finding."""
    return (file, *_taking(tables.FINDINGS.name)(finding))


def _does_not_fit(invoice: PivotInvoice, field: str, found: str) -> Finding:
    return Finding(
        code=DOES_NOT_FIT,
        severity=Severity.ERROR,
        message="The column cannot hold this number exactly: its cell is empty.",
        message_fr="La colonne ne peut contenir ce nombre exactement : la cellule est vide.",
        location=Location(path=field, invoice=invoice.invoice_number),
        found=found,
    )


def _held(value: Cell) -> Cell:
    if isinstance(value, Decimal):
        return held(value)
    return value if not isinstance(value, int) or is_held(value) else None


@lru_cache
def _checks(name: str) -> _Checks:
    """Return the places, among what is taken of an item, of numbers that may not fit."""
    columns = [column for column in tables.TABLES[name].columns if column.path]
    return tuple(
        (place, column.name)
        for place, column in enumerate(columns)
        if column.kind in {Kind.AMOUNT, Kind.INTEGER}
    )


@lru_cache
def _taking(name: str) -> _Take:
    """Compile what takes the cells out of an item: its columns that have a path, in order."""
    paths = [column.path for column in tables.TABLES[name].columns if column.path]
    if name in _FLAT:
        return cast("_Take", attrgetter(*paths))  # they come by the thousand
    steps = [tuple(path.split(".")) for path in paths]
    return lambda item: tuple(_reach(item, names) for names in steps)


def _reach(item: object, names: tuple[str, ...]) -> Cell:
    for name in names:
        item = getattr(item, name)
        if item is None:
            return None
    return cast("Cell", item.value if isinstance(item, Enum) else item)
