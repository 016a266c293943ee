"""How many times longer than bare lxml it takes to read XML into an Invoice, and the peers.

Run: python benchmarks/read_xml.py. One run measures all sides in turns; the documents are written
here, by the library's own writers. Peers that are not installed are named and left out.
"""

from __future__ import annotations

from _invoices import SIZES, invoice, peers
from lxml import etree
from _turns import show, smallest

from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer


def main() -> None:
    for lines, rounds in SIZES:
        content = invoice(lines)
        for name, data, read in (
            ("UBL", ubl_writer.write(content), ubl_reader.read),
            ("CII", cii_writer.write(content), cii_reader.read),
        ):
            assert read(data) == content
            times = smallest((lambda: etree.fromstring(data), lambda: read(data)), rounds)
            label = f"{name} {lines:>5} lines"
            show(label, "lxml", times, ("chorus_sdk",), most=8)
            beside = peers(data)
            few = max(3, rounds // 10)
            for peer, action in beside.items():
                show(
                    label,
                    "lxml",
                    smallest((lambda: etree.fromstring(data), action), few),
                    (peer,),
                    0,
                )


if __name__ == "__main__":
    main()
