"""What the gate and the explanation of a schema cost, as ratios to the bare parse, in one run.

Run with the folder of documents: `python benchmarks/schemas.py ../shared/corpus`.
"""

import sys
import time
from pathlib import Path

from lxml import etree

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.schemas import check_schema, explain_schema

ROUNDS = 50


def best(action, rounds=ROUNDS):
    """Return the shortest of several runs, in microseconds."""
    shortest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        shortest = min(shortest, time.perf_counter() - start)
    return shortest * 1e6


def nearest(folder, size, start):
    """Return the document of a folder that begins so and whose size is nearest."""
    files = [file for file in sorted(folder.glob("*.xml")) if start in file.read_bytes()[:2_000]]
    return min(files, key=lambda file: abs(file.stat().st_size - size)).read_bytes()


def line(label, data, broken, format_id):
    first = time.perf_counter()
    check_schema(data, format_id)
    gate_once = time.perf_counter() - first
    first = time.perf_counter()
    explain_schema(broken, format_id)
    words_once = time.perf_counter() - first
    floor = best(lambda: etree.fromstring(data))
    gate = best(lambda: check_schema(data, format_id))
    words = best(lambda: explain_schema(broken, format_id), 10)
    print(
        f"{label:4} {len(data) // 1000:3} KB  parse {floor:6.0f} us  gate {gate / floor:5.2f}x"
        f" (first {gate_once * 1e3:5.0f} ms)  words {words / floor:6.1f}x"
        f" (first {words_once * 1e3:5.0f} ms)"
    )


def main(folder):
    """Print one line a syntax."""
    ubl = nearest(folder / "ubl", 20_000, b"<Invoice")
    line("UBL", ubl, ubl.replace(b"IssueDate", b"Date"), FormatId.UBL_INVOICE)
    cii = nearest(folder / "cii", 20_000, b"CrossIndustryInvoice")
    line("CII", cii, cii.replace(b"IssueDateTime", b"Date"), FormatId.CII_INVOICE)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpus"))
