"""BR-FR-CPRO-11 to 13, 22, 23: what the recipient wants, as its directory says (*exigences*)."""

from __future__ import annotations

from collections.abc import Iterator

from chorus_sdk.invoice.identifiers import SCHEME_ROUTING_CODE, SCHEME_SIRET
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.directory import Directory
from chorus_sdk.validation.rules.base import Breach, Subject
from chorus_sdk.validation.rules.chorus.public import asked, frame, unasked


@asked(
    11,
    "BT-46",
    en="A buyer that wants a service code gets one of its own (BT-46, scheme 0224).",
    fr="Un acheteur qui exige un code service en reçoit un qui est le sien (BT-46, schéma 0224).",
)
def cpro_11(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """There, and known."""
    siret, code = _buyer(subject.invoice)
    if siret is None or not directory.demands(siret, code).service:
        return
    if code not in directory.service_codes(siret):
        yield Breach("buyer.identifiers", code, "a code of one of its services")


cpro_11_unasked = unasked(cpro_11)


@asked(
    12,
    "BT-13",
    en="A buyer that wants a commitment number gets one.",
    fr="Un acheteur qui exige un numéro d'engagement en reçoit un.",
    hint="Without a commitment, the number of the contract may stand in BT-13.",
    hint_fr="Sans engagement, le numéro du marché peut figurer en BT-13.",
)
def cpro_12(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """BT-13, as the buyer or its service demands."""
    siret, code = _buyer(subject.invoice)
    if siret is None or subject.invoice.references.purchase_order:
        return
    if directory.demands(siret, code).commitment:
        yield Breach("references.purchase_order", None, "the commitment number")


cpro_12_unasked = unasked(cpro_12)


@asked(
    13,
    "BT-13",
    "BT-46",
    en="A buyer that wants a service code or a commitment number gets one of them.",
    fr="Un acheteur qui exige un code service ou un engagement reçoit l'un des deux.",
)
def cpro_13(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """BT-13 or BT-46 of scheme 0224."""
    siret, code = _buyer(subject.invoice)
    if siret is None or code or subject.invoice.references.purchase_order:
        return
    if directory.demands(siret).either:
        yield Breach("references.purchase_order", None, "BT-13, or BT-46 of scheme 0224")


cpro_13_unasked = unasked(cpro_13)


@asked(
    22,
    "EXT-FR-FE-BG-03",
    "EXT-FR-FE-69",
    en="The seller's agent is known to Chorus Pro.",
    fr="L'agent du vendeur est connu de Chorus Pro.",
)
def cpro_22(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """By its SIRET."""
    agent = subject.invoice.sales_agent
    siret = agent.identifier(SCHEME_SIRET) if agent is not None else None
    if siret is not None and not directory.exists(siret):
        yield Breach("sales_agent.identifiers", siret, "a structure of Chorus Pro")


cpro_22_unasked = unasked(cpro_22)


@asked(
    23,
    "BT-23",
    "BT-46",
    en="A payment request of a subcontractor (S3) goes to a public body.",
    fr="Une demande de paiement direct (S3) est adressée à une entité publique.",
)
def cpro_23(subject: Subject, directory: Directory) -> Iterator[Breach]:
    """The buyer, in frame S3."""
    siret, _ = _buyer(subject.invoice)
    is_direct = frame(subject.invoice) == "S3"
    if is_direct and siret is not None and not directory.is_public(siret):
        yield Breach("buyer.identifiers", siret, "a public body")


cpro_23_unasked = unasked(cpro_23)


def _buyer(invoice: Invoice) -> tuple[str | None, str | None]:
    buyer = invoice.buyer
    return buyer.identifier(SCHEME_SIRET), buyer.identifier(SCHEME_ROUTING_CODE)
