"""How many times longer than bare lxml it takes to convert an invoice into the other syntax.

Run: python benchmarks/convert.py. Detection, reading, writing and the account of losses are all
in it.
"""

from __future__ import annotations

from _invoices import SIZES, invoice
from lxml import etree
from _turns import show, smallest

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.conversion import convert
from chorus_sdk.formats.documents import write

WAYS = (
    ("UBL to CII", FormatId.UBL_INVOICE, FormatId.CII_INVOICE),
    ("CII to UBL", FormatId.CII_INVOICE, FormatId.UBL_INVOICE),
)


def main() -> None:
    for lines, rounds in SIZES:
        content = invoice(lines)
        for name, start, end in WAYS:
            data = write(content, start)
            assert convert(data, end).is_lossless
            times = smallest((lambda: etree.fromstring(data), lambda: convert(data, end)), rounds)
            show(f"{name} {lines:>5} lines", "lxml", times, ("chorus_sdk",), most=14)


if __name__ == "__main__":
    main()
