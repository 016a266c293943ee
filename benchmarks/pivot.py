"""Typed pivot reading against the bare parser and the usual way, in one run.

    .venv/bin/python benchmarks/pivot.py [--megabytes 100] [--large] [--folder /dev/shm]

A has attachments, L 5,400 lines an invoice, G (with `--large`) a gigabyte. For each the time of
bare `lxml.etree.iterparse`, which types nothing and decodes nothing, over ours (1.0 is as fast),
and that of xmltodict with pydantic over ours (6 is six times as fast), by the clock and by the
time of the processor, which a busy machine disturbs less; then the memory that the flow, and one
attachment of 60 MB saved to disk, take over an idle interpreter.

To unpack is to read the flow and write the file inside every zip, on both sides: each checks its
CRC, and neither takes a digest. The files of A are of random bytes, which lie in their zip as they
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
from collections.abc import Callable
from pathlib import Path

import _peer
from _flows import HEAD, TAIL, one_invoice, write_flow
from lxml import etree

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


def saved(path: Path) -> int:
    with tempfile.TemporaryDirectory() as folder, open_pivot(path) as flow:
        return sum(1 for item in flow for file in item.attachments if file.save(folder))


def usual(path: Path) -> int:
    return len(_peer.read(path))


def usual_saved(path: Path) -> int:
    with tempfile.TemporaryDirectory() as folder:
        return _peer.unpack(path, Path(folder))


def measured(actions: tuple[Callable[[], int], ...]) -> list[tuple[float, float]]:
    """Return the shortest time of each action by the clock, and by the processor, in turns."""
    best = [(math.inf, math.inf)] * len(actions)
    for _ in range(ROUNDS):
        for number, action in enumerate(actions):
            wall, busy = time.perf_counter(), time.process_time()
            action()
            taken = time.perf_counter() - wall, time.process_time() - busy
            best[number] = min(best[number][0], taken[0]), min(best[number][1], taken[1])
    return best


def compare(name: str, path: Path) -> None:
    """Time all jobs in turn, so that a busy machine weighs on all alike."""
    jobs: list[Callable[[Path], int]] = [bare, typed, typed_lines, saved, usual, usual_saved]
    actions = tuple(lambda job=job: job(path) for job in jobs)
    both = measured(actions)
    print(f"{name}: {path.stat().st_size / MB:.0f} MB")
    for label, column in (("clock", 0), ("processor", 1)):
        times = {job: pair[column] for job, pair in zip(jobs, both, strict=True)}
        print(f"  {label}: " + ", ".join(f"{j.__name__} {t:.2f} s" for j, t in times.items()))
        for job in (typed, typed_lines):
            floor, peer = times[bare] / times[job], times[usual] / times[job]
            print(f"    {job.__name__:12} {floor:5.2f} x bare   {peer:5.1f} x usual")
        print(f"    {'saved':12} {'':14} {times[usual_saved] / times[saved]:5.1f} x usual")


def high_water() -> float:
    """Return the most memory that this process ever had, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def peak(small: str, path: str) -> None:
    """Print the memory that a flow adds to what a small one takes (in a fresh process)."""
    saved(Path(small))
    idle = high_water()
    saved(Path(path))
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
