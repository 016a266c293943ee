"""What the first verdict of a fresh process is made of, stage by stage.

Run with the folder of documents: `python benchmarks/first_verdict.py ../shared/corpus`. Each row is
what a stage adds, in milliseconds of processor time and in megabytes of peak memory, the least of
many processes. The first three rows are the floor: the interpreter, and the two libraries without
which there is no tree and no model. What follows is ours, layer by layer, with the modules, tables
and schemas that a layer loads. Compiled Python files are there, as an installer leaves them. The
last row of a syntax is by the clock, with the rules of EN 16931 alone, beside Saxon's: as it is,
and as it would be if pydantic took no time at all.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

from validation import OURS, SAXON, SHEETS, environment, invoices

from chorus_sdk.validation.rules.facturx.sheet import artefact_folder

NO_PYDANTIC = str(Path(__file__).parent / "_no_pydantic")

ROUNDS = 15
CODE = """
import sys, time
def stage(name):
    row = next(row for row in open("/proc/self/status") if row.startswith("VmHWM"))
    print(name, time.process_time(), int(row.split()[1]) / 1024, sep="|")
stage("the interpreter")
import lxml.etree
stage("lxml")
from pydantic import BaseModel, ConfigDict, Field, Strict
class Model(BaseModel):
    model_config = ConfigDict(defer_build=True)
stage("pydantic, with one model")
import chorus_sdk.invoice.model
stage("the classes of the model")
from chorus_sdk.validation import pyramid
stage("the modules of validation")
timed = pyramid._timed
def told(run, step):
    report = timed(run, step)
    if report.has_run:
        stage("layer " + report.layer.value)
    return report
pyramid._timed = told
pyramid.validate(sys.argv[1], explain=False)
"""


def stages(path):
    """Return what each stage adds in one fresh process: seconds of processor, megabytes."""
    run = subprocess.run(
        [sys.executable, "-c", CODE, str(path)],
        capture_output=True,
        text=True,
        check=True,
        env=environment(),
    )
    rows = [line.split("|") for line in run.stdout.splitlines()]
    told = [(name, float(seconds), float(peak)) for name, seconds, peak in rows]
    before = ("", 0.0, 0.0)
    found = {}
    for row in told:
        found[row[0]] = (row[1] - before[1], row[2] - before[2])
        before = row
    return found


def clock(code, *arguments, first=None):
    """Return the seconds of a fresh process; `first` is looked into before other packages."""
    env = environment()
    if first is not None:
        env["PYTHONPATH"] = os.pathsep.join((first, env["PYTHONPATH"]))
    start = time.perf_counter()
    command = [sys.executable, "-c", code, *map(str, arguments)]
    subprocess.run(command, check=True, capture_output=True, env=env)
    return time.perf_counter() - start


def without_pydantic(kind, path):
    """Show by the clock what the first verdict would take without pydantic."""
    sheet = artefact_folder() / SHEETS[kind]
    rows = [
        (
            clock(OURS, "en16931", path),
            clock(OURS, "en16931", path, first=NO_PYDANTIC),
            clock(SAXON, sheet, path),
        )
        for _ in range(ROUNDS + 1)
    ][1:]
    ours, bare, theirs = (1000 * min(column) for column in zip(*rows, strict=True))
    print(
        f"{kind}: by the clock {ours:.0f} ms, without pydantic {bare:.0f} ms,"
        f" Saxon {theirs:.0f} ms:"
        f" {theirs / ours:.1f} and {theirs / bare:.1f} times sooner"
    )


def table(folder, kind):
    """Show the least that each stage takes for the median invoice of a syntax."""
    files = sorted(invoices(folder, kind)[:50], key=lambda path: path.stat().st_size)
    median = files[len(files) // 2]
    runs = [stages(median) for _ in range(ROUNDS + 1)][1:]
    print(f"{kind}: {'stage':<28} {'ms CPU':>8} {'MB':>6}")
    total = memory = 0.0
    for name in runs[0]:
        took = 1000 * min(run[name][0] for run in runs)
        peak = min(run[name][1] for run in runs)
        total, memory = total + took, memory + peak
        print(f"{kind}: {name:<28} {took:8.1f} {peak:6.1f}")
    print(f"{kind}: {'together':<28} {total:8.1f} {memory:6.1f}")
    without_pydantic(kind, median)


def main():
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "../shared/corpus")
    for kind in SHEETS:
        table(folder, kind)
    return 0


if __name__ == "__main__":
    sys.exit(main())
