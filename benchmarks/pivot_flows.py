"""Whole pivot flows: ours beside the bare parser and beside xmltodict with pydantic, in one run.

    .venv/bin/python benchmarks/pivot_flows.py
    .venv/bin/python benchmarks/pivot_flows.py --scale 0.1 --rounds 3

Makes the flows A, L and G of `_flows.py` in a temporary folder. All ways take turns, and the
smallest of each counts. Memory is what a fresh process takes beyond one that has read a small flow.

What is unpacked goes to a folder in memory where there is one, made and removed outside of the
times: what a disk makes of many new files depends on what was lately deleted there (ext4 passes
over each such file again), and is the same for all ways. `--into` names another folder.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from _flows import MB, SIZES, write_flow

Way = Callable[[Path, Path], object]
"""Reads a flow; may write into a folder."""
MEMORY = Path("/dev/shm")


def bare(path: Path, _folder: Path) -> int:
    from lxml import etree

    count = 0
    for _, element in etree.iterparse(str(path), huge_tree=True):
        count += element.tag == "CPPFacturePivotUnitaire"
        element.clear()
    return count


def typed(path: Path, _folder: Path) -> int:
    from chorus_sdk.formats.pivot.stream import open_pivot

    with open_pivot(path) as flow:
        return sum(1 for _ in flow)


def typed_lines(path: Path, _folder: Path) -> int:
    from chorus_sdk.formats.pivot.stream import open_pivot

    with open_pivot(path) as flow:
        return sum(1 for item in flow for line in item.lines if line.net_amount is not None)


def peer(path: Path, _folder: Path) -> int:
    import _peer

    return len(_peer.read(path))


def unpacked(path: Path, folder: Path, workers: int = 1) -> int:
    from chorus_sdk.export.extraction import extract_attachments

    return sum(1 for one in extract_attachments(path, folder, workers=workers) if one.path)


def peer_unpacked(path: Path, folder: Path) -> int:
    import _peer

    return _peer.unpack(path, folder)


def tables(path: Path, folder: Path, workers: int = 1) -> int:
    from chorus_sdk.export.exporting import export_pivot

    return sum(export_pivot(path, folder, format="csv", workers=workers).rows.values())


def smallest(ways: dict[str, Way], path: Path, rounds: int, into: Path | None) -> dict[str, float]:
    """Run all ways in turn, and return the shortest time of each."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(rounds):
        for name, way in ways.items():
            with tempfile.TemporaryDirectory(dir=into) as folder:
                start = time.perf_counter()
                way(path, Path(folder))
                best[name] = min(best[name], time.perf_counter() - start)
    return best


def show(name: str, path: Path, best: dict[str, float]) -> None:
    size = path.stat().st_size / MB
    print(f"{name}: {size:,.0f} MB")
    for way, took in best.items():
        print(f"  {way:<34} {took:7.2f} s  {size / took:7,.0f} MB/s")


def ratio(text: str, first: float, second: float, bound: str) -> None:
    print(f"  {text:<50} {first / second:6.2f}x  ({bound})")


def compare(name: str, path: Path, rounds: int, into: Path | None) -> None:
    least, peers = {"A": (0.7, 6), "L": (0.35, 4)}[name]
    ways: dict[str, Way] = {
        "bare iterparse": bare,
        "typed reading": typed,
        "typed reading, each line's value": typed_lines,
        "xmltodict + pydantic": peer,
        "attachments to disk": unpacked,
        "xmltodict + pydantic, to disk": peer_unpacked,
    }
    best = smallest(ways, path, rounds, into)
    show(name, path, best)
    floor, ours, lines, theirs, saved, their_saved = best.values()
    ratio("typed reading, of the bare speed", floor, ours, f"at least {least:g}")
    ratio("the same with each line's value", floor, lines, f"at least {least:g}")
    ratio("typed reading, of xmltodict + pydantic", theirs, ours, f"at least {peers:g}")
    ratio("the same with each line's value", theirs, lines, f"at least {peers:g}")
    ratio("attachments to disk, of xmltodict + pydantic", their_saved, saved, "at least 6 on A")


def two_processes(path: Path, rounds: int, into: Path | None) -> None:
    ways: dict[str, Way] = {
        "bare iterparse": bare,
        "typed reading": typed,
        "attachments to disk, one process": unpacked,
        "attachments to disk, two": partial(unpacked, workers=2),
        "tables to CSV, one process": tables,
        "tables to CSV, two": partial(tables, workers=2),
    }
    best = smallest(ways, path, rounds, into)
    show("G", path, best)
    floor, ours, one, two, one_table, two_tables = best.values()
    ratio("typed reading, of the bare speed", floor, ours, "no bound")
    ratio("attachments to disk, two processes of one", one, two, "at least 1.7 on two idle cores")
    ratio("tables to CSV, two processes of one", one_table, two_tables, "mostly starting them")


def high_water() -> float:
    """Return the most memory that this process ever had, in MiB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def peak(name: str, path: str) -> None:
    """Print what reading adds to a process that has read a small flow (in a fresh process)."""
    way: Way = {"read": typed, "save": unpacked, "tables": tables}[name]
    idle = 0.0
    for flow in (Path(path).with_name("small.xml"), Path(path)):
        idle = high_water()
        with tempfile.TemporaryDirectory() as folder:
            way(flow, Path(folder))
    print(f"{high_water() - idle:6.1f} MiB over idle")


def memory(folder: Path, large: Path) -> None:
    write_flow(folder / "small.xml", "A", MB)
    for name, text, bound in (
        ("read", "G read", "under 50"),
        ("save", "G, attachments to disk", "under 50"),
        ("tables", "G, tables to CSV", "under 50"),
    ):
        print(f"  {text:<34} ({bound}) ", end="", flush=True)
        subprocess.run([sys.executable, __file__, "--peak", name, str(large)], check=True)


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure whole pivot flows.")
    parser.add_argument("--scale", type=float, default=1.0, help="of the sizes: 100, 100, 1,000 MB")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--flows", default="ALG", help="which, of A, L and G")
    parser.add_argument("--peak", nargs=2, metavar=("WAY", "FLOW"), help=argparse.SUPPRESS)
    parser.add_argument("--into", type=Path, help="where to unpack; /dev/shm where there is one")
    options = parser.parse_args()
    if options.peak:
        peak(*options.peak)
        return
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}")
    into = options.into or (MEMORY if MEMORY.is_dir() else None)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for kind in options.flows:
            path = folder / f"{kind}.xml"
            write_flow(path, kind, int(SIZES[kind] * MB * options.scale))
            if kind == "G":
                two_processes(path, options.rounds, into)
                memory(folder, path)
            else:
                compare(kind, path, options.rounds, into)
            path.unlink()


if __name__ == "__main__":
    main()
