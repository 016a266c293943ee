"""How many times longer than bare lxml it takes to read XML into an Invoice, and the peers.

Run: python benchmarks/read_xml.py. One run measures all sides in turns; the documents are written
here, by the library's own writers. Peers that are not installed are named and left out.
"""

from __future__ import annotations

from collections.abc import Callable

from _invoices import SIZES, invoice, peers
from _turns import show, smallest
from lxml import etree

from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer


def measure(label: str, data: bytes, read: Callable[[bytes], object], rounds: int) -> None:
    def parse() -> object:
        return etree.fromstring(data)

    ours = smallest((parse, lambda: read(data)), rounds)
    show(label, "lxml", ours, ("chorus_sdk",), most=8)
    for peer, action in peers(data).items():
        show(label, "lxml", smallest((parse, action), max(3, rounds // 10)), (peer,), most=0)


def main() -> None:
    for lines, rounds in SIZES:
        content = invoice(lines)
        for name, write, read in (
            ("UBL", ubl_writer.write, ubl_reader.read),
            ("CII", cii_writer.write, cii_reader.read),
        ):
            data = write(content)
            assert read(data) == content
            measure(f"{name} {lines:>5} lines", data, read, rounds)


if __name__ == "__main__":
    main()
