"""How many times longer than bare serialisation it takes to write an Invoice as XML.

Run: python benchmarks/write_xml.py. The floor is `lxml.etree.tostring` of a tree that is already
built; ours begins at the model, and says at the end that nothing was lost.
"""

from __future__ import annotations

from collections.abc import Callable

from _invoices import SIZES, invoice
from _turns import show, smallest
from lxml import etree

from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.invoice import Invoice


def measure(label: str, content: Invoice, write: Callable[[Invoice], bytes], rounds: int) -> None:
    root = etree.fromstring(write(content))

    def serialise() -> object:
        return etree.tostring(root, xml_declaration=True, encoding="UTF-8")

    times = smallest((serialise, lambda: write(content)), rounds)
    show(label, "tostring", times, ("chorus_sdk",), most=6)


def main() -> None:
    for lines, rounds in SIZES:
        content = invoice(lines)
        for name, write in (("UBL", ubl_writer.write), ("CII", cii_writer.write)):
            measure(f"{name} {lines:>5} lines", content, write, rounds)


if __name__ == "__main__":
    main()
