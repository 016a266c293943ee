"""How many times longer than bare lxml it takes to read XML into an Invoice.

Run: python benchmarks/read_xml.py. One run measures both sides in turns and prints the ratio of
the medians; the documents are written here, by the library's own writers.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from decimal import Decimal

from lxml import etree

from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.invoice import (
    Address,
    CreditTransfer,
    Identifier,
    Invoice,
    Item,
    Line,
    LineVat,
    Party,
    Payment,
    PaymentMeans,
    Price,
    References,
    Totals,
    VatBreakdown,
)
from chorus_sdk.invoice.totals import compute

CENT = Decimal("0.01")
ADDRESS = Address(line1="1 rue des Essais", city="Lyon", post_code="69001", country="FR")


def party(name: str, siren: str) -> Party:
    return Party(
        name=name,
        legal_registration=Identifier(value=siren, scheme="0002"),
        vat_identifier=f"FR00{siren}",
        address=ADDRESS,
    )


def line(number: int) -> Line:
    price = Decimal(number % 97 + 1) / 4
    return Line(
        identifier=str(number),
        quantity=Decimal(4),
        unit="C62",
        net_amount=(price * 4).quantize(CENT),
        price=Price(net=price),
        vat=LineVat(category="S", rate=Decimal(20)),
        item=Item(name=f"Article {number}", seller_identifier=f"A-{number}"),
    )


def invoice(lines: int) -> Invoice:
    items = tuple(line(number) for number in range(1, lines + 1))
    base = sum((item.net_amount or Decimal(0) for item in items), Decimal(0))
    vat = VatBreakdown(
        taxable_amount=base,
        tax_amount=(base / 5).quantize(CENT),
        category="S",
        rate=Decimal(20),
    )
    means = PaymentMeans(code="30", transfer=CreditTransfer(account="FR7630006000011234567890189"))
    draft = Invoice(
        number="F-1",
        issue_date=date(2026, 11, 2),
        type_code="380",
        currency="EUR",
        specification="urn:cen.eu:en16931:2017",
        business_process="A1",
        references=References(purchase_order="E-1"),
        seller=party("Vendeur", "100000009"),
        buyer=party("Acheteur", "200000008"),
        payment=Payment(means=(means,)),
        vat_breakdown=(vat,),
        totals=Totals(),
        lines=items,
    )
    return draft.model_copy(update={"totals": compute(draft)})


def medians(first: Callable[[], object], second: Callable[[], object], rounds: int) -> list[float]:
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for action, taken in zip((first, second), times, strict=True):
            start = time.perf_counter()
            action()
            taken.append(time.perf_counter() - start)
    return [statistics.median(taken) for taken in times]


def main() -> None:
    for lines, rounds in ((10, 400), (1_000, 15)):
        content = invoice(lines)
        for name, data, read in (
            ("UBL", ubl_writer.write(content), ubl_reader.read),
            ("CII", cii_writer.write(content), cii_reader.read),
        ):
            assert read(data) == content
            floor, ours = medians(
                lambda data=data: etree.fromstring(data),
                lambda data=data, read=read: read(data),
                rounds,
            )
            print(
                f"{name} {lines:>5} lines {len(data):>9,} bytes"
                f"  lxml {floor * 1e3:8.3f} ms  read {ours * 1e3:8.3f} ms  {ours / floor:5.1f}x"
            )


if __name__ == "__main__":
    main()
