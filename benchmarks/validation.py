"""All native layers against Saxon's EN 16931 pass alone, in one run, as ratios.

Run with the folder of documents: `python benchmarks/validation.py ../shared/corpus`. Needs the
extra `schematron` (saxonche). Bounds: warm at least 2x faster for the median invoice, the first
verdict of a fresh process at least 3x sooner, memory at least 4x less; cost per line flat.

The first verdict is that of a fresh process, from its start to its end: on our side import, schema
and rules, on Saxon's `import saxonche`, the compilation of the official stylesheet of the same
syntax, and the transformation. It is taken twice: with the rules of EN 16931 alone, which is what
the stylesheet holds, and with every layer that applies. In CII the stylesheet is that of Factur-X,
which holds the rules of EN 16931 and of its profile. Memory is the peak after fifty documents
beyond that of an idle interpreter: that of the work and not of Python. Compiled Python files are
there on both sides, as an installer leaves them. What no first verdict of ours can be below is
told in the table of floors: the interpreter, and the libraries that it imports. What the rest is
made of, `benchmarks/first_verdict.py` tells.
"""

from __future__ import annotations

import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import NamedTuple

from chorus_sdk.formats.ubl.writer import write
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.validation.layers import LayerStatus
from chorus_sdk.validation.pyramid import validate
from chorus_sdk.validation.rules.facturx.sheet import artefact_folder

SHEETS = {
    "ubl": "ubl-2.1/EN16931-UBL-validation.xslt",
    "cii": "facturx-en16931/FACTUR-X_EN16931.xslt",
}
ROUNDS = 7
BOUNDS = {"warm": 2.0, "first verdict": 3.0, "memory": 4.0}
LINES = (100, 1_000, 10_000, 100_000)
FLOORS = {
    "interpreter": "",
    "and lxml": "import lxml.etree",
    "and pydantic with one model": (
        "import lxml.etree\n"
        "from pydantic import BaseModel, ConfigDict, Field, Strict\n"
        "class Model(BaseModel):\n"
        "    model_config = ConfigDict(defer_build=True)\n"
    ),
    "saxonche": "import saxonche",
}
"""What both sides cannot do without; the model of the invoice is one of pydantic."""

OURS = """
import sys
import chorus_sdk
rules = None if sys.argv[1] == "all" else sys.argv[1]
for path in sys.argv[2:]:
    chorus_sdk.validate(path, rules=rules, explain=False)
"""
SAXON = """
import sys
from saxonche import PySaxonProcessor
processor = PySaxonProcessor(license=False)
sheet = processor.new_xslt30_processor().compile_stylesheet(stylesheet_file=sys.argv[1])
for path in sys.argv[2:]:
    sheet.transform_to_string(xdm_node=processor.parse_xml(xml_file_name=path))
"""
PEAK = """
print(next(row for row in open("/proc/self/status") if row.startswith("VmHWM")).split()[1])
"""  # the resource module would count what this process had when it started the child


def best(action, rounds=ROUNDS):
    """Return the shortest of several runs, in milliseconds."""
    shortest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        action()
        shortest = min(shortest, time.perf_counter() - start)
    return 1000 * shortest


def invoices(folder, kind):
    """Return the valid EN 16931 invoices of one syntax."""
    rows = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    return [
        folder / row["path"]
        for row in rows
        if row["path"].startswith(f"{kind}/")
        and row["expected"] == "valid"
        and row["profile"] == "en16931"
    ]


def warm(folder, kind, saxon):
    """Compare file by file, both warm; Saxon parses and transforms, ours does everything."""
    sheet = str(artefact_folder() / SHEETS[kind])
    executable = saxon.new_xslt30_processor().compile_stylesheet(stylesheet_file=sheet)
    ours, theirs = [], []
    for path in invoices(folder, kind):
        data, text = path.read_bytes(), str(path)
        ours.append(best(lambda data=data: validate(data, explain=False)))
        theirs.append(
            best(
                lambda text=text: executable.transform_to_string(
                    xdm_node=saxon.parse_xml(xml_file_name=text)
                )
            )
        )
    ratios = [b / a for a, b in zip(ours, theirs, strict=True)]
    print(
        f"warm, {kind}: {len(ours)} invoices, median {statistics.median(ours):.2f} ms,"
        f" Saxon's EN 16931 alone {statistics.median(theirs):.2f} ms,"
        f" ratio {statistics.median(ratios):.1f}"
    )
    return ratios


class Child(NamedTuple):
    """What a process took: seconds from start to end, seconds of processor, peak in MB."""

    wall: float
    processor: float
    peak: float


def child(code, *arguments):
    """Run code in a fresh interpreter that finds its compiled files."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", code + PEAK, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return Child(wall, processor, int(run.stdout.split()[-1]) / 1024)


@cache
def compiled_files():
    """Return a folder for compiled files; it goes when the benchmark ends."""
    return tempfile.TemporaryDirectory(prefix="compiled-")


def environment():
    """Return the environment of a child: nothing that keeps Python from its compiled files."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("PYTHON")}
    root = str(Path(__file__).resolve().parents[1])
    return {**kept, "PYTHONPYCACHEPREFIX": compiled_files().name, "PYTHONPATH": root}


def in_turns(*runs):
    """Run each in turn, often; return the shortest wall and processor time of each."""
    taken = [[child(*run) for run in runs] for _ in range(ROUNDS + 1)][1:]
    return [
        (min(one.wall for one in each), min(one.processor for one in each))
        for each in zip(*taken, strict=True)
    ]


def least(code, *arguments):
    """Return the smaller peak of two runs: the first one may have to write compiled files."""
    return min(child(code, *arguments).peak for _ in range(2))


def floors():
    """Show what the processes are made of, each cumulative with what it needs."""
    runs = [(code,) for code in FLOORS.values()]
    for name, (wall, processor) in zip(FLOORS, in_turns(*runs), strict=True):
        peak = least(FLOORS[name])
        print(f"floor, {name}: {1000 * wall:.0f} ms, {1000 * processor:.0f} ms CPU, {peak:.1f} MB")


def fresh(folder, kind):
    """Compare whole processes: the first verdict, and the memory of fifty."""
    files = invoices(folder, kind)[:50]
    sheet = artefact_folder() / SHEETS[kind]
    median = sorted(files, key=lambda path: path.stat().st_size)[len(files) // 2]
    runs = ((OURS, "en16931", median), (OURS, "all", median), (SAXON, sheet, median))
    *ours, (their_wall, their_processor) = in_turns(*runs)
    ratios = {}
    for name, (wall, processor) in zip(("en16931", "all layers"), ours, strict=True):
        ratios[f"first verdict, {kind}, {name}"] = their_wall / wall
        print(
            f"first verdict, {kind}, {name}: {1000 * wall:.0f} ms ({1000 * processor:.0f} ms CPU),"
            f" Saxon {1000 * their_wall:.0f} ms ({1000 * their_processor:.0f} ms CPU),"
            f" ratio {their_wall / wall:.1f} (CPU {their_processor / processor:.1f})"
        )
    idle, theirs = least(""), least(SAXON, sheet, *files)
    for name in ("en16931", "all"):
        peak = least(OURS, name, *files)
        ratio = (theirs - idle) / (peak - idle)
        ratios[f"memory, {kind}, {name}"] = ratio
        print(
            f"memory, {kind}, {name}: {peak:.0f} MB, Saxon {theirs:.0f} MB, idle {idle:.1f} MB,"
            f" ratio beyond idle {ratio:.1f}"
        )
    return ratios


def long_invoice(lines):
    """Return a valid UBL invoice of many lines."""
    invoice = sample_invoice(framework="S1")
    one = invoice.lines[0]
    total = Decimal("97.00") * lines
    vat = (total * Decimal("0.2")).quantize(Decimal("0.01"))
    totals = invoice.totals.model_copy(
        update={
            "lines": total,
            "without_vat": total,
            "vat": vat,
            "with_vat": total + vat,
            "due": total + vat,
        }
    )
    breakdown = invoice.vat_breakdown[0].model_copy(
        update={"taxable_amount": total, "tax_amount": vat}
    )
    many = tuple(one.model_copy(update={"identifier": str(n + 1)}) for n in range(lines))
    return write(
        invoice.model_copy(update={"lines": many, "totals": totals, "vat_breakdown": (breakdown,)})
    )


def per_line():
    """Show the cost of one line, from short invoices to very long ones."""
    costs = []
    for lines in LINES:
        data = long_invoice(lines)
        report = validate(data, explain=False)
        core = report.layer("en16931")
        assert core.status is LayerStatus.PASSED, [str(one) for one in core.findings[:3]]
        took = best(lambda data=data: validate(data, explain=False), 3 if lines < 10_000 else 1)
        costs.append(1000 * took / lines)
        print(f"{lines:>7} lines: {took:9.1f} ms, {costs[-1]:6.1f} us a line")
    return costs[-1] / costs[1]


def main():
    try:
        from saxonche import PySaxonProcessor
    except ImportError:
        print("saxonche is not installed: nothing to compare with")
        return 0
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpus")
    saxon = PySaxonProcessor(license=False)
    ratios = [ratio for kind in SHEETS for ratio in warm(folder, kind, saxon)]
    found = {"warm": statistics.median(ratios)}
    floors()
    for kind in SHEETS:
        found |= fresh(folder, kind)
    for name, ratio in found.items():
        bound = BOUNDS[name.partition(",")[0]]
        verdict = "held" if ratio >= bound else "MISSED"
        print(f"{name}: {ratio:.1f}, bound {bound:.1f}: {verdict}")
    growth = per_line()
    print(f"a line of the longest costs {growth:.2f} of one among a thousand (bound 1.5)")
    missed = any(ratio < BOUNDS[name.partition(",")[0]] for name, ratio in found.items())
    return int(missed or growth > 1.5)


if __name__ == "__main__":
    sys.exit(main())
