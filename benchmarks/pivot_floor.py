"""What unpacking a pivot's attachments costs below Python: C libraries and the system alone.

    .venv/bin/python benchmarks/_flows.py A flow.xml
    .venv/bin/python benchmarks/pivot_floor.py flow.xml

Each step has its input ready in memory and does nothing else; the smallest time of several counts,
in processor time, so that other work on the machine does not show. No reader, however written, can
be quicker than the sum on one core; what reading the invoices takes comes on top.
"""

from __future__ import annotations

import argparse
import os
import re
import struct
import tempfile
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pybase64

PIECE = 32 * 1024
MEMORY = Path("/dev/shm")


def read(path: Path) -> int:
    done = 0
    with path.open("rb", buffering=0) as stream:
        while piece := stream.read(128 * 1024):
            done += len(piece)
    return done


def unpack(packed: memoryview) -> list[bytes]:
    engine = zlib.decompressobj(-zlib.MAX_WBITS)
    pieces = []
    for start in range(0, len(packed), PIECE):
        rest: bytes | memoryview = packed[start : start + PIECE]
        while rest:
            pieces.append(engine.decompress(rest, PIECE))
            rest = engine.unconsumed_tail
    return pieces


def deflated(archive: bytes) -> memoryview:
    """Return the packed bytes of the only entry, which the generator always deflates."""
    name, extra = struct.unpack_from("<2H", archive, 26)
    (size,) = struct.unpack_from("<L", archive, archive.rindex(b"PK\x01\x02") + 20)
    start = 30 + name + extra
    return memoryview(archive)[start : start + size]


def write(files: list[list[bytes]], folder: Path) -> None:
    for number, pieces in enumerate(files):
        handle = os.open(f"{folder}/{number}", os.O_WRONLY | os.O_CREAT | os.O_EXCL)
        for piece in pieces:
            os.write(handle, piece)
        os.close(handle)


def shortest(way: Callable[[Path], object], rounds: int) -> float:
    best = float("inf")
    for _ in range(rounds):
        with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
            start = time.process_time()
            way(Path(folder))
            best = min(best, time.process_time() - start)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure what lies below any reader.")
    parser.add_argument("flow", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    texts = re.findall(rb"<Contenu>([^<]*)<", options.flow.read_bytes())
    archives = [pybase64.b64decode(text, validate=True) for text in texts]
    packed = [deflated(archive) for archive in archives]
    files = [unpack(one) for one in packed]
    ways: dict[str, Callable[[Path], object]] = {
        "read": lambda _: read(options.flow),
        "base64": lambda _: sum(len(pybase64.b64decode(text, validate=True)) for text in texts),
        "inflate": lambda _: sum(len(unpack(one)) for one in packed),
        "CRC-32": lambda _: sum(zlib.crc32(piece) for pieces in files for piece in pieces),
        "create and write": lambda folder: write(files, folder),
    }
    times = {name: shortest(way, options.rounds) for name, way in ways.items()}
    for name, took in times.items():
        print(f"{name:<20} {took * 1000:7.1f} ms")
    print(f"{'together':<20} {sum(times.values()) * 1000:7.1f} ms for {len(files)} attachments")


if __name__ == "__main__":
    main()
