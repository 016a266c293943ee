"""`chorus detect`, `chorus read`, `chorus pivot`: documents on this machine."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_sdk.cli.output import (
    complain,
    print_json,
    print_pairs,
    progress,
    progress_done,
)
from chorus_sdk.errors import ChorusError
from chorus_sdk.formats.base import Detection, FormatId

if TYPE_CHECKING:
    from chorus_sdk.formats.pivot.model import PivotInvoice
    from chorus_sdk.formats.pivot.stream import PivotFlow
    from chorus_sdk.invoice.model import Invoice
    from chorus_sdk.invoice.parties import Party


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add these commands to `chorus`."""
    detect = commands.add_parser("detect", parents=[shared], help="say what files are")
    detect.add_argument("files", nargs="+", type=Path, metavar="FILE")
    detect.set_defaults(command=_detect)
    read = commands.add_parser("read", parents=[shared], help="read one invoice")
    read.add_argument("file", type=Path, metavar="FILE")
    read.set_defaults(command=_read)
    pivot = commands.add_parser("pivot", help="pivot files (FEN0036A)")
    acts = pivot.add_subparsers(required=True, metavar="ACT")
    listing = acts.add_parser("list", parents=[shared], help="list invoices and attachments")
    listing.add_argument("file", type=Path, metavar="FILE")
    listing.set_defaults(command=_pivot_list)
    extract = acts.add_parser("extract", parents=[shared], help="save the attachments")
    extract.add_argument("file", type=Path, metavar="FILE")
    extract.add_argument("--into", type=Path, default=Path("attachments"), metavar="FOLDER")
    extract.set_defaults(command=_pivot_extract)


def _detect(options: argparse.Namespace) -> int:
    from chorus_sdk.formats.detect import detect

    unknown = False
    files: list[Path] = options.files
    for number, file in enumerate(files, 1):
        if len(files) > 1:
            progress(f"{number}/{len(files)} {file.name}")
        found = detect(file)
        progress_done()
        unknown = unknown or found.format is FormatId.UNKNOWN
        if options.json:
            print_json({"file": str(file), "detection": found})
        else:
            print_detection(file.name, found)
    return 1 if unknown else 0


def print_detection(name: str, found: Detection) -> None:
    """Print what a file is."""
    print(name)
    facets = found.pdf
    pdf = ""
    if facets is not None:
        marks = [
            f"PDF/A-{facets.pdfa_part}{(facets.pdfa_conformance or '').lower()}"
            if facets.pdfa_part
            else "",
            "signed" if facets.signed else "",
            "encrypted" if facets.encrypted else "",
            "damaged" if facets.damaged else "",
            f"holds {', '.join(facets.embedded)}" if facets.embedded else "",
        ]
        pdf = ", ".join(mark for mark in marks if mark)
    print_pairs(
        (
            ("format", found.format.value),
            ("profile", found.profile),
            ("guideline (BT-24)", found.guideline),
            ("PDF", pdf),
            ("deposit", found.deposit.flow_syntax or found.deposit.route.value),
            ("because", "; ".join(found.evidence)),
        ),
        indent="  ",
    )


def _read(options: argparse.Namespace) -> int:
    from chorus_sdk.formats.documents import read

    invoice = read(options.file)
    if options.json:
        print_json(invoice)
    else:
        print_invoice(invoice)
    return 0


def print_invoice(invoice: Invoice) -> None:
    """Print an invoice for a person."""
    totals, chorus = invoice.totals, invoice.chorus
    currency = invoice.currency or ""
    print(f"invoice {invoice.number} of {invoice.issue_date} (type {invoice.type_code})")
    print_pairs(
        (
            ("seller", _party(invoice.seller)),
            ("buyer", _party(invoice.buyer)),
            ("invoicing framework", chorus.framework.label_en if chorus.framework else None),
            ("service code", chorus.service_code),
            ("commitment number", chorus.commitment_number),
            ("contract number", chorus.contract_number),
            ("total without VAT", _money(totals.without_vat, currency)),
            ("VAT", _money(totals.vat, currency)),
            ("total with VAT", _money(totals.with_vat, currency)),
            ("amount due", _money(totals.due, currency)),
            ("lines", len(invoice.lines) or None),
        ),
        indent="  ",
    )
    for line in invoice.lines:
        amount = _money(line.net_amount, currency) or ""
        print(f"    {line.identifier}  {line.item.name or ''}  {amount}")
    for left in invoice.unmapped:
        print(f"  not in the model: {left.path} {left.text or ''}")


def _party(party: Party) -> str:
    known = (party.name, party.siret or party.siren or party.vat_identifier)
    return ", ".join(str(part) for part in known if part)


def _money(amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else f"{amount} {currency}".strip()


def _pivot_list(options: argparse.Namespace) -> int:
    findings = 0
    with _open(options.file) as flow:
        for item in _watched(flow):
            if options.json:
                print_json(_pivot_row(item))
            else:
                print_pivot_invoice(item)
        findings = len(flow.findings)
        for finding in flow.findings:
            complain(str(finding), finding.hint)
    return 0 if not findings else 1


def _pivot_extract(options: argparse.Namespace) -> int:
    failed = False
    with _open(options.file) as flow:
        for item in _watched(flow):
            for attachment in item.attachments:
                try:
                    path = attachment.save(options.into)
                except ChorusError as error:
                    failed = True
                    complain(f"{item.invoice_number}, {attachment.name}: {error}")
                    continue
                if options.json:
                    print_json({"invoice": item.invoice_number, "file": str(path)})
                else:
                    print(f"{item.invoice_number}  {attachment.role.value}  {path}")
    return 3 if failed else 0


def print_pivot_invoice(item: PivotInvoice) -> None:
    """Print one invoice of a pivot for a person."""
    print(
        f"{item.invoice_number}  {item.issue_date}  {item.supplier.name}  "
        f"{item.gross_total} {item.currency}"
    )
    for attachment in item.attachments:
        print(f"    {attachment.role.value:<14} {attachment.name}  {attachment.category or ''}")


def _pivot_row(item: PivotInvoice) -> dict[str, object]:
    return {
        "number": item.invoice_number,
        "issue_date": item.issue_date,
        "supplier": item.supplier.identifier,
        "recipient": item.recipient.siret,
        "currency": item.currency,
        "gross_total": item.gross_total,
        "attachments": [
            {"name": a.name, "role": a.role.value, "category": a.category} for a in item.attachments
        ],
    }


def _open(file: Path) -> PivotFlow:
    from chorus_sdk.formats.pivot.stream import open_pivot

    return open_pivot(file)


def _watched(flow: PivotFlow) -> Iterator[PivotInvoice]:
    for number, item in enumerate(flow, 1):
        progress_done()
        yield item
        progress(f"{number} invoices")
    progress_done()
