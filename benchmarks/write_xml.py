"""How many times longer than bare serialisation it takes to write an Invoice as XML.

Run: python benchmarks/write_xml.py. The floor is `lxml.etree.tostring` of a tree that is already
built; ours begins at the model, and says at the end that nothing was lost.
"""

from __future__ import annotations

from _invoices import SIZES, invoice
from lxml import etree
from _turns import show, smallest

from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import writer as ubl_writer


def main() -> None:
    for lines, rounds in SIZES:
        content = invoice(lines)
        for name, write in (("UBL", ubl_writer.write), ("CII", cii_writer.write)):
            root = etree.fromstring(write(content))
            times = smallest(
                (
                    lambda: etree.tostring(root, xml_declaration=True, encoding="UTF-8"),
                    lambda: write(content),
                ),
                rounds,
            )
            show(f"{name} {lines:>5} lines", "tostring", times, ("chorus_sdk",), most=6)


if __name__ == "__main__":
    main()
