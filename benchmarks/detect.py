"""How long `detect` takes, as ratios to the engines alone, in one run.

Run with the folder of documents: `python benchmarks/detect.py ../shared/corpus`.
"""

import io
import logging
import statistics
import sys
import time
from pathlib import Path

import pikepdf
from lxml import etree

from chorus_sdk import _pdf  # noqa: F401  loaded before the clock starts
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.detection import pdf  # noqa: F401

ROUNDS = 15


def best(action, rounds=ROUNDS):
    """Return the shortest of several runs, in microseconds."""
    shortest = float("inf")
    for _ in range(rounds):
        start = time.perf_counter()
        try:
            action()
        except (pikepdf.PdfError, pikepdf.PasswordError, ValueError, AttributeError):
            return None
        shortest = min(shortest, time.perf_counter() - start)
    return shortest * 1e6


def twenty_kilobytes(folder):
    """Return the invoice whose size is nearest to 20 KB."""
    files = sorted((folder / "cii").glob("*.xml"))
    return min(files, key=lambda file: abs(file.stat().st_size - 20_000)).read_bytes()


def xml_ratio(folder):
    invoice = twenty_kilobytes(folder)
    floor = best(lambda: etree.fromstring(invoice), 50)
    files = [*sorted((folder / "cii").glob("*.xml")), *sorted((folder / "ubl").glob("*.xml"))]
    for label, sources in (("path", files), ("bytes", [f.read_bytes() for f in files])):
        times = [best(lambda s=source: detect(s)) for source in sources]
        worst = max(times)
        print(
            f"xml  {label:5}  {len(times)} files  median {statistics.median(times):6.0f} us"
            f"  worst {worst:6.0f} us  lxml on 20 KB {floor:6.0f} us"
            f"  ratio median {statistics.median(times) / floor:.2f}  worst {worst / floor:.2f}"
        )


def fetch(source):
    """Do with the engine alone what detection cannot do without: fetch XMP and embedded XML."""
    with pikepdf.open(io.BytesIO(source) if isinstance(source, bytes) else source) as document:
        if "/Metadata" in document.Root:
            document.Root.Metadata.read_bytes()
        for attached in document.attachments.values():
            attached.get_file().read_bytes()


def pdf_ratio(folder, part):
    files = sorted((folder / part).glob("*.pdf"))
    for label, sources in (("path", files), ("bytes", [f.read_bytes() for f in files])):
        rows = []
        for source in sources:
            bare = best(
                lambda s=source: pikepdf.open(io.BytesIO(s) if isinstance(s, bytes) else s).close()
            )
            fetched = best(lambda s=source: fetch(s))
            if bare is not None and fetched is not None:
                rows.append((bare, fetched, best(lambda s=source: detect(s))))
        opened, fetched, ours = (sum(column) for column in zip(*rows, strict=True))
        print(
            f"pdf  {label:5}  {part}: {len(rows)} files"
            f"  ratio to open {ours / opened:.2f} (sums),"
            f" {statistics.median(o / b for b, _, o in rows):.2f} (median)"
            f"  ratio to open and fetch {ours / fetched:.2f} (sums)"
        )


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    root = Path(sys.argv[1])
    xml_ratio(root)
    pdf_ratio(root, "facturx")
    pdf_ratio(root, "pdf")
