"""Typed pivot reading against the bare parser and the usual way, in one run.

    .venv/bin/python benchmarks/pivot.py [--megabytes 100] [--large] [--folder /dev/shm]

A has attachments, L 5,400 lines an invoice, G (with `--large`) a gigabyte. For each the time of
bare `lxml.etree.iterparse`, which types nothing and decodes nothing, over ours (1.0 is as fast),
and that of xmltodict with pydantic over ours (6 is six times as fast), by the clock and by the
time of the processor, which a busy machine disturbs less; then the memory that the flow, and one
attachment of 60 MB saved to disk, take over an idle interpreter.

To unpack is to read the flow and write the file inside every zip, on both sides: each checks its
CRC, and neither takes a digest. `unpacked` is the way for who wants the files (`iter_files`, which
`chorus pivot extract` takes), `saved` gives the whole typed invoices too. Taking the files away
again is not part of the time. The files of A are of random bytes, which lie in their zip as they
are, so that checking and writing them, which takes both sides as long, is most of what there is to
do. Where the system writes slowly, `--folder` names a file system in memory.
"""

from __future__ import annotations

import argparse
import base64
import io
import math
import random
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path
from typing import Final

import _peer
from _flows import HEAD, TAIL, one_invoice, write_flow
from lxml import etree

from chorus_sdk.formats.pivot.invoice_files import iter_files
from chorus_sdk.formats.pivot.stream import open_pivot

MB = 1_000_000
ROUNDS = 5


def bare(path: Path) -> int:
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
        return sum(1 for item in flow for line in item.lines if line.net_amount)


def saved(path: Path, folder: Path) -> int:
    with open_pivot(path) as flow:
        return sum(1 for item in flow for file in item.attachments if file.save(folder))


def unpacked(path: Path, folder: Path) -> int:
    found = iter_files(path)
    return sum(1 for invoice in found for file in invoice.attachments if file.save(folder))


def usual(path: Path) -> int:
    return len(_peer.read(path))


READING: Final = (bare, typed, typed_lines, usual)
UNPACKING: Final = (saved, unpacked, _peer.unpack)


def measured(path: Path) -> list[dict[str, float]]:
    """Return the shortest time of each way by the clock, and by the processor, in turns."""
    best: list[dict[str, float]] = [{}, {}]
    for _ in range(ROUNDS):
        for way in (*READING, *UNPACKING):
            with tempfile.TemporaryDirectory() as folder:
                places = (path, Path(folder)) if way in UNPACKING else (path,)
                start = time.perf_counter(), time.process_time()
                way(*places)
                end = time.perf_counter(), time.process_time()
            for times, began, ended in zip(best, start, end, strict=True):
                name = way.__name__
                times[name] = min(times.get(name, math.inf), ended - began)
    return best


def compare(name: str, path: Path) -> None:
    """Time all ways in turn, so that a busy machine weighs on all alike."""
    print(f"{name}: {path.stat().st_size / MB:.0f} MB")
    for label, times in zip(("clock", "processor"), measured(path), strict=True):
        print(f"  {label}: " + ", ".join(f"{way} {time:.3f} s" for way, time in times.items()))
        for way in ("typed", "typed_lines"):
            floor, peer = times["bare"] / times[way], times["usual"] / times[way]
            print(f"    {way:12} {floor:5.2f} x bare   {peer:5.1f} x usual")
        for way in ("saved", "unpacked"):
            print(f"    {way:12} {'':14} {times['unpack'] / times[way]:5.1f} x usual")


def high_water() -> float:
    """Return the most memory that this process ever had, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def peak(small: str, path: str) -> None:
    """Print the memory that a flow adds to what a small one takes (in a fresh process)."""
    with tempfile.TemporaryDirectory() as folder:
        saved(Path(small), Path(folder))
        idle = high_water()
        saved(Path(path), Path(folder))
    print(f"{high_water() - idle:.1f} MiB over idle")


def write_one(path: Path, size: int) -> None:
    """Write a flow of one invoice with one attachment."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("facture.pdf", random.Random(7).randbytes(size))
    content = base64.b64encode(target.getvalue()).decode("ascii")
    invoice = one_invoice(1, 1, [content], random.Random(7))
    path.write_text(f"{HEAD}{invoice}{TAIL}", encoding="utf-8")


def show_memory(name: str, small: Path, path: Path) -> None:
    print(f"{name}, read and saved: ", end="", flush=True)
    subprocess.run([sys.executable, __file__, "--peak", str(small), str(path)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Compare ways to read a pivot.")
    parser.add_argument("--megabytes", type=float, default=100)
    parser.add_argument("--large", action="store_true", help="with a gigabyte too")
    parser.add_argument("--folder", help="where all files are written; that of the system")
    parser.add_argument("--peak", nargs=2, metavar=("SMALL", "FLOW"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.peak:
        peak(*options.peak)
        return
    tempfile.tempdir = options.folder
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        small, one = folder / "small.xml", folder / "one.xml"
        write_flow(small, "A", 1)
        for kind in ("A", "L"):
            path = folder / f"{kind}.xml"
            write_flow(path, kind, int(options.megabytes * MB))
            compare(kind, path)
        write_one(one, 60 * MB)
        show_memory("one attachment of 60 MB", small, one)
        if options.large:
            large = folder / "G.xml"
            write_flow(large, "G", 1_000 * MB)
            show_memory("a gigabyte", small, large)


if __name__ == "__main__":
    main()
