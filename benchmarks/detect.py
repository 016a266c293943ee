"""How long `detect` takes, as ratios to the engines alone, measured in turns in one process.

Run with the folder of documents: `python benchmarks/detect.py ../shared/corpus`. For every file
the floor and ours take turns, each several times in a row so that both are warm, and the shortest
time of each counts. The floor of a PDF is a bare `pikepdf.open` of the same source; beside it
stands the same with the metadata and the embedded files fetched, which is what the engine needs to
get at what detection looks at. The floor of an XML is a bare lxml parse of the invoice next to
20 KB. `--table` says where the time of one PDF goes, and what Python needs to do nothing with it.
"""

import io
import logging
import os
import statistics
import sys
import time
from pathlib import Path

import pikepdf
from lxml import etree

from chorus_sdk._pdf.direct.crossref import cross_reference
from chorus_sdk._pdf.direct.document import Document
from chorus_sdk._pdf.direct.facts import Facts
from chorus_sdk._pdf.direct.pieces import Held
from chorus_sdk._pdf.direct.syntax import Undecided
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.detection.pdf import look_inside
from chorus_sdk.formats.detection.sample import open_sample
from chorus_sdk.formats.detection.xmp import read_xmp
from chorus_sdk.limits import DEFAULT_LIMITS

TURNS, IN_A_ROW = 8, 4
ASKED = 1.3
NOT_READ = (pikepdf.PdfError, pikepdf.PasswordError, ValueError, AttributeError)


def in_turns(*actions, turns=TURNS):
    """Return the shortest time of each action in microseconds; None where one of them fails."""
    best = [float("inf")] * len(actions)
    for _ in range(turns):
        for number, action in enumerate(actions):
            for _ in range(IN_A_ROW):
                start = time.perf_counter()
                try:
                    action()
                except NOT_READ:
                    return None
                best[number] = min(best[number], time.perf_counter() - start)
    return [taken * 1e6 for taken in best]


def twenty_kilobytes(folder):
    """Return the invoice whose size is nearest to 20 KB."""
    files = sorted((folder / "cii").glob("*.xml"))
    return min(files, key=lambda file: abs(file.stat().st_size - 20_000)).read_bytes()


def show(what, rows, asked):
    """Print the ratio of rows (ours, floor): by sums, by median, at worst, and how many hold."""
    ratios = [ours / floor for ours, floor in rows]
    sums = sum(ours for ours, _ in rows) / sum(floor for _, floor in rows)
    held = sum(ratio <= asked for ratio in ratios)
    print(
        f"{what}: {len(rows)} files  sums {sums:.2f}  median {statistics.median(ratios):.2f}"
        f"  worst {max(ratios):.2f}  at most {asked}: {held}"
        f"  (median {statistics.median(ours for ours, _ in rows):.0f} us"
        f" to {statistics.median(floor for _, floor in rows):.0f} us)"
    )


def xml_ratio(folder):
    invoice = twenty_kilobytes(folder)
    files = [*sorted((folder / "cii").glob("*.xml")), *sorted((folder / "ubl").glob("*.xml"))]
    for label, sources in (("path", files), ("bytes", [f.read_bytes() for f in files])):
        rows = [
            in_turns(lambda s=source: detect(s), lambda: etree.fromstring(invoice))
            for source in sources
        ]
        show(f"xml by {label}, to lxml on 20 KB", rows, 1.0)


def opened(source):
    """Open a PDF with the engine, and nothing else."""
    pikepdf.open(io.BytesIO(source) if isinstance(source, bytes) else source).close()


def fetched(source):
    """Do with the engine what detection cannot do without: fetch XMP and embedded files."""
    with pikepdf.open(io.BytesIO(source) if isinstance(source, bytes) else source) as document:
        if "/Metadata" in document.Root:
            document.Root.Metadata.read_bytes()
        for attached in document.attachments.values():
            attached.get_file().read_bytes()


def pdf_ratio(folder, part):
    files = sorted((folder / part).glob("*.pdf"))
    for label, sources in (("path", files), ("bytes", [f.read_bytes() for f in files])):
        rows = [
            in_turns(lambda s=s: detect(s), lambda s=s: opened(s), lambda s=s: fetched(s))
            for s in sources
        ]
        rows = [row for row in rows if row is not None]
        show(f"{part} by {label}, to open", [(ours, floor) for ours, floor, _ in rows], ASKED)
        show(f"{part} by {label}, to open and fetch", [(row[0], row[2]) for row in rows], ASKED)
        show(f"{part} by {label}, engine: fetch to open", [(r[2], r[1]) for r in rows], ASKED)


def searched(path):
    """Open a file, read it and find where its table stands: the least that Python can do."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        data = os.pread(descriptor, os.fstat(descriptor).st_size, 0)
    finally:
        os.close(descriptor)
    return int(data[data.rfind(b"startxref") + 9 :].split(None, 1)[0])


def sampled(path):
    with open_sample(path, DEFAULT_LIMITS):
        pass


def is_plain(path):
    try:
        Facts(path.read_bytes(), DEFAULT_LIMITS.pdf_embedded_files)
    except Undecided:
        return False
    return True


def table(path):
    """Print where the time goes for one PDF, each step alone and warm."""
    data = path.read_bytes()
    facts = Facts(data, DEFAULT_LIMITS.pdf_embedded_files)
    steps = {
        "pikepdf.open(path)": lambda: opened(path),
        "pikepdf.open(path), XMP and files fetched": lambda: fetched(path),
        "Python: open, read, find startxref": lambda: searched(path),
        "detect(path)": lambda: detect(path),
        "  open, read the head": lambda: sampled(path),
        "  cross-reference": lambda: cross_reference(Held(data)),
        "  ... and catalogue, page tree": lambda: Document(Held(data)),
        "  ... and signature, XMP, pages, files": lambda: Facts(data, 1_000),
        "  read the XMP": lambda: read_xmp(facts.xmp),
        "  inflate and read the XML's head": lambda: look_inside(facts.files, DEFAULT_LIMITS),
    }
    print(f"{path.name}, {len(data)} bytes")
    for name, taken in zip(steps, in_turns(*steps.values(), turns=60), strict=True):
        print(f"  {name:45} {taken:7.1f} us")


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    root = Path(sys.argv[1])
    if "--table" in sys.argv:
        for part in ("facturx", "pdf"):
            plain = [file for file in sorted((root / part).glob("*.pdf")) if is_plain(file)]
            table(plain[len(plain) // 3])
        sys.exit()
    xml_ratio(root)
    pdf_ratio(root, "facturx")
    pdf_ratio(root, "pdf")
