"""How many times longer than bare lxml it takes to convert an invoice into the other syntax.

Run: python benchmarks/convert.py. Detection, reading, writing and the account of losses are all
in it.
"""

from __future__ import annotations

from _invoices import SIZES, invoice
from _turns import show, smallest
from lxml import etree

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.conversion import convert
from chorus_sdk.formats.documents import write

WAYS = (
    ("UBL to CII", FormatId.UBL_INVOICE, FormatId.CII_INVOICE),
    ("CII to UBL", FormatId.CII_INVOICE, FormatId.UBL_INVOICE),
)


def measure(label: str, data: bytes, end: FormatId, rounds: int) -> None:
    times = smallest((lambda: etree.fromstring(data), lambda: convert(data, end)), rounds)
    show(label, "lxml", times, ("chorus_sdk",), most=14)


def main() -> None:
    for lines, rounds in SIZES:
        content = invoice(lines)
        for name, start, end in WAYS:
            data = write(content, start)
            assert convert(data, end).is_lossless
            measure(f"{name} {lines:>5} lines", data, end, rounds)


if __name__ == "__main__":
    main()
