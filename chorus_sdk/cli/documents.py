"""`chorus detect`, `chorus read`: documents on this machine."""

from __future__ import annotations

import argparse
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_sdk.cli.output import print_json, print_pairs, progress, progress_done, say
from chorus_sdk.formats.base import Detection, FormatId

if TYPE_CHECKING:
    from chorus_sdk.invoice.model import Invoice
    from chorus_sdk.invoice.parties import Party


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add these commands to `chorus`."""
    detect = commands.add_parser("detect", parents=[shared], help="say what files are")
    detect.add_argument(
        "files", nargs="+", type=Path, metavar="FILE", help="any file: its bytes decide"
    )
    detect.set_defaults(command=_detect)
    read = commands.add_parser("read", parents=[shared], help="read one invoice")
    read.add_argument("file", type=Path, metavar="FILE", help="UBL, CII, Factur-X or ZUGFeRD")
    read.set_defaults(command=_read)


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
    say(name)
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
            *zip(("because", *[""] * len(found.evidence)), found.evidence, strict=False),
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
    number, day = invoice.number or "without a number", invoice.issue_date or "no day"
    say(f"invoice {number} of {day} (type {invoice.type_code or 'not said'})")
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
        say(f"    {line.identifier}  {line.item.name or ''}  {amount}")
    for left in invoice.unmapped:
        say(f"  not in the model: {left.path} {left.text or ''}")


def _party(party: Party) -> str:
    known = (party.name, party.siret or party.siren or party.vat_identifier)
    return ", ".join(str(part) for part in known if part)


def _money(amount: Decimal | None, currency: str) -> str | None:
    return None if amount is None else f"{amount} {currency}".strip()
