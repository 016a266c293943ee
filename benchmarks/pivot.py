"""Typed pivot reading against the bare parser, on files of our own writer, in one run.

    .venv/bin/python benchmarks/pivot.py

Prints the ratio of bare `lxml.etree.iterparse` time to ours (1.0 is as fast as the bare parser,
which types nothing and decodes nothing), and the memory that one 60 MB attachment takes.
"""

from __future__ import annotations

import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from pathlib import Path

from chorus_sdk.formats.pivot.attachments import PivotAttachment
from chorus_sdk.formats.pivot.codes import (
    DocumentType,
    IdentifierKind,
    IssuingMode,
    PaymentMeans,
)
from chorus_sdk.formats.pivot.compose import compose_attachments
from chorus_sdk.formats.pivot.envelope import PivotEnvelope, PivotPartner
from chorus_sdk.formats.pivot.model import PivotInvoice, PivotLine, PivotRecipient, PivotSupplier
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.formats.pivot.writer import write_pivot_to
from chorus_sdk.invoice.chorus import InvoicingFramework

MB = 1_000_000
ROUNDS = 9


def invoice(
    number: str, lines: int = 0, attachments: tuple[PivotAttachment, ...] = ()
) -> PivotInvoice:
    day = date(2026, 1, 5)
    return PivotInvoice(
        invoice_number=number,
        type_code=DocumentType.INVOICE,
        framework=InvoicingFramework.A1,
        issue_date=day,
        reception_date=day,
        currency="EUR",
        net_total=Decimal("100.00"),
        gross_total=Decimal("120.00"),
        payable=Decimal("120.00"),
        payment_means=PaymentMeans.CREDIT_TRANSFER,
        supplier=PivotSupplier(
            identifier_kind=IdentifierKind.SIRET,
            identifier="99986401570264",
            name="SUPPLIER",
            country="FR",
            issuing_mode=IssuingMode.FLOW,
        ),
        recipient=PivotRecipient(siret="99944232322181", identifier_kind=IdentifierKind.SIRET),
        lines=tuple(
            PivotLine(
                rank=rank,
                product_reference=f"REF-{rank:05}",
                unit_price=Decimal("1789.250000"),
                quantity=Decimal(3),
                net_amount=Decimal("5367.75"),
                vat_rate=Decimal(20),
            )
            for rank in range(1, lines + 1)
        ),
        attachments=attachments
        or compose_attachments(
            supplier_id="99986401570264", invoice_number=number, original=b"%PDF"
        ),
        rank=1,
    )


def envelope() -> PivotEnvelope:
    return PivotEnvelope.of(
        flow_id="CPP0010036000000000000001",
        production_date=date(2026, 1, 5),
        sender=PivotPartner(id="CPP001"),
        receiver=PivotPartner(id="SYN001"),
    )


def attached(count: int, size: int) -> Iterator[PivotInvoice]:
    content = random.Random(7).randbytes(size)
    for number in range(count):
        files = compose_attachments(
            supplier_id="99986401570264", invoice_number=f"F{number}", original=content
        )
        yield invoice(f"F{number}", attachments=files)


def write(path: Path, invoices: Iterator[PivotInvoice]) -> None:
    with path.open("wb") as stream:
        write_pivot_to(stream, invoices, envelope=envelope())


def bare(path: Path) -> int:
    from lxml import etree

    count = 0
    for _, element in etree.iterparse(str(path), huge_tree=True):
        count += element.tag == "CPPFacturePivotUnitaire"
        element.clear()
    return count


def typed(path: Path) -> int:
    with open_pivot(path) as flow:
        return sum(1 for _ in flow)


def typed_lines(path: Path) -> int:
    with open_pivot(path) as flow:
        return sum(1 for item in flow for line in item.lines if line.net_amount) and 1


def saved(path: Path) -> int:
    with tempfile.TemporaryDirectory() as folder, open_pivot(path) as flow:
        return sum(1 for item in flow for file in item.attachments if file.save(folder))


def compare(name: str, path: Path, jobs: list[Callable[[Path], int]]) -> None:
    """Time all jobs in turn, several times over, so that a busy machine weighs on all alike."""
    times: dict[str, list[float]] = {job.__name__: [] for job in (bare, *jobs)}
    for _ in range(ROUNDS):
        for job in (bare, *jobs):
            start = time.perf_counter()
            job(path)
            times[job.__name__].append(time.perf_counter() - start)
    floor = statistics.median(times["bare"])
    size = path.stat().st_size / MB
    print(f"{name}: {size:.0f} MB, bare iterparse {floor * 1000:.0f} ms")
    for job in jobs:
        took = statistics.median(times[job.__name__])
        print(f"  {job.__name__:12} {took * 1000:6.0f} ms  {floor / took:.2f} of the bare speed")


def high_water() -> float:
    """Return the most memory that this process ever had, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def peak(path: str) -> None:
    """Print the memory that reading adds to what the loaded library takes (in a fresh process)."""
    write_small = Path(path).with_name("small.xml")
    with open_pivot(write_small) as flow:
        list(flow)
    idle = high_water()
    with open_pivot(path) as flow, tempfile.TemporaryDirectory() as folder:
        for item in flow:
            item.attachments[0].save(folder)
    print(f"{high_water() - idle:.1f} MiB over idle")


def main() -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = folder / "files.xml"
        write(files, attached(60, MB))
        compare("60 attachments of 1 MB", files, [typed, saved])
        one = folder / "one.xml"
        write(one, attached(1, 60 * MB))
        compare("one attachment of 60 MB", one, [typed, saved])
        lines = folder / "lines.xml"
        write(lines, (invoice(f"F{n}", lines=1000) for n in range(40)))
        compare("40 invoices of 1,000 lines", lines, [typed, typed_lines])
        heads = folder / "heads.xml"
        write(heads, (invoice(f"F{n}") for n in range(2000)))
        compare("2,000 small invoices", heads, [typed])
        write(folder / "small.xml", iter([invoice("F1", lines=10)]))
        print("one attachment of 60 MB, read and saved: ", end="", flush=True)
        subprocess.run([sys.executable, __file__, "--peak", str(one)], check=True)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--peak"]:
        peak(sys.argv[2])
    else:
        main()
