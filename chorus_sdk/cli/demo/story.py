"""The whole story, chapter after chapter (*démonstration*)."""

from __future__ import annotations

from pathlib import Path

from chorus_sdk.cli.demo.deposits import deposit, detect_and_read, introduce
from chorus_sdk.cli.demo.login import log_in_with_both_factors
from chorus_sdk.cli.demo.pivot import fetch_pivot
from chorus_sdk.cli.demo.stage import Stage, stage
from chorus_sdk.sandbox.data import SUPPLIER_SIRET
from chorus_sdk.sandbox.samples import broken_facturx, sample_facturx
from chorus_sdk.services.flow_values import Delivery


def tell(file: Path | None, *, into: Path) -> int:
    """Tell the story with the reader's own file, or with a sample; return the exit code.

    The story ends well when every chapter did what it was to show: of a file that Chorus Pro
    refuses, that the refusal was seen and explained.
    """
    with stage(into) as scene:
        _chapter(1, "Log in with the second factor")
        log_in_with_both_factors(scene)
        delivery = _own_file(scene, file) if file else None
        if delivery is None:
            delivery = _sample(scene, first=file is None)
        _chapter(4, "A Factur-X that Chorus Pro acknowledges, and then loses")
        lost = _write(scene, "lost.pdf", broken_facturx())
        with scene.client() as chorus:
            refused = deposit(chorus, lost) is None
        if delivery is None or not refused:
            return 1
        _chapter(5, "The pivot, its attachments, the readable copy")
        with scene.client(_supplier(delivery)) as chorus:
            fetch_pivot(scene, chorus, delivery)
    return 0


def _own_file(scene: Stage, file: Path) -> Delivery | None:
    _chapter(2, f"What is {file.name}?")
    invoice = detect_and_read(file)
    _chapter(3, "Deposit it, follow it, prove its delivery")
    supplier = introduce(scene, invoice) if invoice else SUPPLIER_SIRET
    with scene.client(supplier) as chorus:
        delivery = deposit(chorus, file)
    if delivery is None:
        print("  The story goes on with a sample that Chorus Pro takes.")
    return delivery


def _sample(scene: Stage, *, first: bool) -> Delivery | None:
    sample = _write(scene, "sample.pdf", sample_facturx())
    if first:
        _chapter(2, f"What is {sample}?")
        detect_and_read(sample)
        _chapter(3, "Deposit it, follow it, prove its delivery")
    with scene.client() as chorus:
        return deposit(chorus, sample)


def _supplier(delivery: Delivery) -> str:
    return delivery.invoices[0].supplier_identifier or SUPPLIER_SIRET


def _write(scene: Stage, name: str, content: bytes) -> Path:
    path = scene.folder / name
    path.write_bytes(content)
    return path


def _chapter(number: int, title: str) -> None:
    print(f"\n{number}. {title}\n")
