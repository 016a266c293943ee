"""Chapters 2 to 4: read an invoice, deposit it, prove its delivery; and one that is refused."""

from __future__ import annotations

from pathlib import Path

from chorus_sdk.cli.demo.stage import Stage
from chorus_sdk.cli.documents import print_detection, print_invoice
from chorus_sdk.cli.platform import print_delivery, print_refusal, print_step, print_withheld
from chorus_sdk.client import ChorusClient
from chorus_sdk.errors import DocumentError, FlowRejectedError, WouldBeLostError
from chorus_sdk.formats.detect import detect
from chorus_sdk.formats.documents import read
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.sandbox.data import SUPPLIER_SIRET
from chorus_sdk.services.flow_values import Delivery, Flow


def detect_and_read(file: Path) -> Invoice | None:
    """Tell chapter 2 (*détection et lecture*); None when the file is no invoice to read."""
    print_detection(file.name, detect(file))
    try:
        invoice = read(file)
    except DocumentError as error:
        print(f"  cannot be read: {error}")
        return None
    print_invoice(invoice)
    return invoice


def introduce(stage: Stage, invoice: Invoice) -> str:
    """Make the parties of the reader's own invoice known; return the depositor's SIRET."""
    for role, party, public in (("seller", invoice.seller, False), ("buyer", invoice.buyer, True)):
        if stage.introduce(party, public=public):
            print(f"  the sandbox now knows the {role}: {party.name}, SIRET {party.siret}")
        else:
            print(f"  the {role} has no SIRET: Chorus Pro will not know it")
    return str(invoice.seller.siret or SUPPLIER_SIRET)


def deposit(chorus: ChorusClient, file: Path) -> Delivery | None:
    """Tell chapters 3 and 4 (*dépôt et suivi*); None when Chorus Pro refuses."""
    try:
        flow = _send(chorus, file)
    except DocumentError as error:
        print(f"  not deposited: {error}")
        return None
    print(f"  Chorus Pro acknowledges: received as flow {flow.id} on {flow.deposited_on}")
    try:
        delivery = chorus.flows.wait_until_delivered(flow, on_step=print_step)
    except FlowRejectedError as error:
        print_refusal(error)
        return None
    print_delivery(delivery)
    return delivery


def _send(chorus: ChorusClient, file: Path) -> Flow:
    try:
        return chorus.flows.deposit(file)
    except WouldBeLostError as error:
        print_withheld(error)
        print("  sent all the same, to see:")
        return chorus.flows.deposit(file, allow_lost=True)
