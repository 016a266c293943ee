"""BR-FR-MV-13, 14, BR-FR-BD-13, 14: types of invoices that hold several (*types*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import (
    SELF_BILLED,
    group_lines,
    is_bidirectional,
    is_multi_vendor,
    is_ubl,
)

_MULTI_VENDOR_CORRECTIONS: Final = frozenset({"384", "472", "381", "396", "503"})
_BIDIRECTIONAL_CORRECTIONS: Final = frozenset({"261", "471", "473", "502"})


@rule(
    "BR-FR-MV-13",
    "BT-3",
    en="An invoice of several sellers is not self-billed.",
    fr="Une facture multi-vendeurs n'est pas une autofacture.",
)
def br_fr_mv_13(subject: Subject) -> Iterator[Breach]:
    """Frames x8 against the type."""
    if is_multi_vendor(subject.invoice) and subject.invoice.type_code in SELF_BILLED:
        yield Breach("type_code", subject.invoice.type_code, "a type of the seller's own")


@rule(
    "BR-FR-BD-13",
    "BT-3",
    en="A bidirectional invoice is self-billed.",
    fr="Une facture bidirectionnelle est une autofacture.",
)
def br_fr_bd_13(subject: Subject) -> Iterator[Breach]:
    """Everywhere but in UBL."""
    if not is_ubl(subject):
        yield from _not_self_billed(subject)


@rule(
    "BR-FR-MV-BD",
    "BT-3",
    en="A bidirectional invoice is self-billed (BR-FR-BD-13; called so by the rules for UBL).",
    fr="Une facture bidirectionnelle est une autofacture (BR-FR-BD-13 ; ainsi nommée en UBL).",
)
def br_fr_bd_13_in_ubl(subject: Subject) -> Iterator[Breach]:
    """The same in UBL."""
    if is_ubl(subject):
        yield from _not_self_billed(subject)


@rule(
    "BR-FR-MV-14",
    "EXT-FR-FE-136",
    "EXT-FR-FE-138",
    en="In a correction of several sellers, every group names an earlier invoice and its date.",
    fr="Dans une correction multi-vendeurs, chaque regroupement nomme une facture et sa date.",
)
def br_fr_mv_14(subject: Subject) -> Iterator[Breach]:
    """Types 384, 472, 381, 396, 503 in frames x8."""
    invoice = subject.invoice
    if is_multi_vendor(invoice) and invoice.type_code in _MULTI_VENDOR_CORRECTIONS:
        yield from _without_reference(subject)


@rule(
    "BR-FR-BD-14",
    "EXT-FR-FE-136",
    "EXT-FR-FE-138",
    en="In a bidirectional correction, every group names an earlier invoice and its date.",
    fr="Dans une correction bidirectionnelle, chaque regroupement nomme une facture et sa date.",
)
def br_fr_bd_14(subject: Subject) -> Iterator[Breach]:
    """Types 261, 471, 473, 502 in frames x9."""
    invoice = subject.invoice
    if is_bidirectional(invoice) and invoice.type_code in _BIDIRECTIONAL_CORRECTIONS:
        yield from _without_reference(subject)


def _not_self_billed(subject: Subject) -> Iterator[Breach]:
    invoice = subject.invoice
    if is_bidirectional(invoice) and invoice.type_code not in SELF_BILLED:
        yield Breach("type_code", invoice.type_code, " ".join(sorted(SELF_BILLED)))


def _without_reference(subject: Subject) -> Iterator[Breach]:
    for group in group_lines(subject.invoice):
        references = group.line.references
        before = references.preceding_invoice if references else None
        place = f"{group.place}.references.preceding_invoice"
        if before is None or not before.number:
            yield Breach(f"{place}.number", term="EXT-FR-FE-136")
        if before is None or before.issue_date is None:
            yield Breach(f"{place}.issue_date", term="EXT-FR-FE-138")
