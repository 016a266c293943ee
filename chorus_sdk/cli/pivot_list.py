"""`chorus pivot list`: the invoices of flows, and what is attached to them."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from chorus_sdk.cli.bar import ByteBar
from chorus_sdk.cli.output import complain, print_json, shown
from chorus_sdk.errors import DocumentError, UnknownFormatError

if TYPE_CHECKING:
    from chorus_sdk.export.files import SourceFile
    from chorus_sdk.export.progress import ByteCount
    from chorus_sdk.formats.pivot.model import PivotInvoice

_FINDINGS = 1
_UNREADABLE = 3


def list_flows(options: argparse.Namespace, bar: ByteBar) -> int:
    """List the flows that were named, and say what there is to say of them."""
    from chorus_sdk.export.files import source_files
    from chorus_sdk.export.progress import ByteCount

    files = source_files(options.sources)
    listing = _Listing(bar, ByteCount(files, bar.show), options, several=len(files) > 1)
    return max((listing.list(file) for file in files), default=0)


class _Listing:
    """What is printed of one file after another."""

    def __init__(
        self, bar: ByteBar, count: ByteCount, options: argparse.Namespace, *, several: bool
    ) -> None:
        self._bar = bar
        self._count = count
        self._options = options
        self._several = several

    def list(self, file: SourceFile) -> int:
        """List one file; return its exit code."""
        try:
            return self._listed(file)
        except UnknownFormatError as error:
            if file.found:
                return 0
            return self._refused(file, error)
        except DocumentError as error:
            return self._refused(file, error)

    def _listed(self, file: SourceFile) -> int:
        from chorus_sdk.export.part_stream import open_part
        from chorus_sdk.export.splitting import Part
        from chorus_sdk.formats.pivot.stream import open_pivot

        with open_part(Part(file), self._count.read) as stream, open_pivot(stream) as flow:
            self._head(file)
            for item in flow:
                self._bar.close()
                if self._options.json:
                    print_json({"file": file.name, **_invoice(item)})
                else:
                    print_pivot_invoice(item)
            self._bar.close()
            for finding in flow.findings:
                complain(shown(f"{self._about(file)}{finding}"), finding.hint)
            return _FINDINGS if flow.findings else 0

    def _head(self, file: SourceFile) -> None:
        if self._several and not self._options.json:
            self._bar.close()
            print(f"{shown(file.name)}:")

    def _refused(self, file: SourceFile, error: DocumentError) -> int:
        self._bar.close()
        complain(shown(f"{self._about(file)}{told(error)}"), error.hint)
        return _UNREADABLE

    def _about(self, file: SourceFile) -> str:
        return f"{file.name}: " if self._several else ""


def told(error: DocumentError) -> str:
    """Return what an error says, with the byte where it knows that."""
    offset = getattr(error, "offset", None)
    return error.message if offset is None else f"{error.message} ({offset:,} bytes were read.)"


def print_pivot_invoice(item: PivotInvoice) -> None:
    """Print one invoice of a pivot for a person."""
    print(
        f"{shown(item.invoice_number)}  {item.issue_date}  {shown(item.supplier.name)}  "
        f"{item.gross_total:f} {shown(item.currency)}"
    )
    for attachment in item.attachments:
        role, category = attachment.role.value, shown(attachment.category)
        print(f"    {role:<14} {shown(attachment.name)}  {category}".rstrip())


def _invoice(item: PivotInvoice) -> dict[str, object]:
    position = item.position
    return {
        "index": position and position.number,
        "offset": position and position.offset,
        "number": item.invoice_number,
        "type_code": item.type_code.value,
        "issue_date": item.issue_date,
        "supplier": item.supplier.identifier,
        "supplier_name": item.supplier.name,
        "recipient": item.recipient.siret,
        "currency": item.currency,
        "gross_total": item.gross_total,
        "payable": item.payable,
        "attachments": [
            {"name": a.name, "role": a.role.value, "category": a.category, "size": a.size}
            for a in item.attachments
        ],
    }
