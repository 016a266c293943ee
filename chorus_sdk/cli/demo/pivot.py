"""Chapter 5: fetch the pivot, list its invoices, save the attachments, find the readable copy."""

from __future__ import annotations

from chorus_sdk.cli.demo.stage import Stage
from chorus_sdk.cli.pivot_list import print_pivot_invoice
from chorus_sdk.client import ChorusClient
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.pivot.attachments import AttachmentRole
from chorus_sdk.formats.pivot.stream import open_pivot
from chorus_sdk.services.flow_values import Delivery


def fetch_pivot(stage: Stage, chorus: ChorusClient, delivery: Delivery) -> None:
    """Tell the chapter (*pivot*)."""
    pivot = stage.folder / "pivot.xml"
    pivot.write_bytes(chorus.invoices.download_pivot(delivery.invoices))
    print(f"  {pivot}: {detect(pivot).format.value}, {pivot.stat().st_size:,} bytes")
    with open_pivot(pivot) as flow:
        for item in flow:
            print_pivot_invoice(item)
            for attachment in item.attachments:
                path = attachment.save(stage.folder / "attachments")
                mark = ""
                if attachment.role is AttachmentRole.READABLE_COPY:
                    inside = detect(path).format.value
                    mark = f"  ← the readable copy « {attachment.category} », itself {inside}"
                print(f"  saved {path}{mark}")
