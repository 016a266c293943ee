"""BR-FR-CO-03, 04, 05, 07: what a type of invoice must refer to, and when it is due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.codes import due_days, issue_day
from chorus_sdk.validation.rules.france.facts import (
    CORRECTIVE,
    CREDIT_NOTES,
    PAID_FRAMES,
    PREPAYMENTS,
    frame,
    is_cii,
)

GLOBAL_REBATE: Final = "262"
"""A credit note over many invoices (*avoir remise globale*)."""
_COUNTED: Final = (None, "DETAIL")


@rule(
    "BR-FR-CO-03",
    "BT-3",
    "BT-12",
    "BT-73",
    "BT-74",
    en="A rebate over a period (262) names its contract and the whole period.",
    fr="Une remise globale (262) nomme son contrat et toute la période.",
)
def br_fr_co_03(subject: Subject) -> Iterator[Breach]:
    """In UBL asked of credit notes alone: an Invoice cannot be of type 262 there."""
    invoice = subject.invoice
    if subject.format is FormatId.UBL_INVOICE or invoice.type_code != GLOBAL_REBATE:
        return
    if not invoice.references.contract:
        yield Breach("references.contract", term="BT-12")
    period = invoice.invoicing_period
    if period is None or period.start is None:
        yield Breach("invoicing_period.start", term="BT-73")
    if period is None or period.end is None:
        yield Breach("invoicing_period.end", term="BT-74")


@rule(
    "BR-FR-CO-04",
    "BT-3",
    "BG-3",
    en="A corrective invoice (384, 471, 472, 473) refers to exactly one earlier invoice.",
    fr="Une facture rectificative (384, 471, 472, 473) renvoie à une seule facture antérieure.",
)
def br_fr_co_04(subject: Subject) -> Iterator[Breach]:
    """In UBL asked of invoices alone: a CreditNote cannot be of these types."""
    invoice = subject.invoice
    if subject.format is FormatId.UBL_CREDIT_NOTE or invoice.type_code not in CORRECTIVE:
        return
    count = len(invoice.references.preceding_invoices)
    if count != 1:
        yield Breach("references.preceding_invoices", str(count), "exactly 1")


@rule(
    "BR-FR-CO-05",
    "BT-3",
    "BT-25",
    "BT-26",
    "EXT-FR-FE-136",
    "EXT-FR-FE-138",
    en="A credit note names an earlier invoice and its date, in the header or at every line.",
    fr="Un avoir nomme une facture antérieure et sa date, en en-tête ou à chaque ligne.",
)
def br_fr_co_05(subject: Subject) -> Iterator[Breach]:
    """In UBL asked of credit notes alone; groups and information lines need no reference."""
    invoice = subject.invoice
    if subject.format is FormatId.UBL_INVOICE or invoice.type_code not in CREDIT_NOTES:
        return
    before = invoice.references.preceding_invoices
    if any(one.number and one.issue_date for one in before):
        return
    if not all(_has_reference(line) for line in invoice.lines if line.kind in _COUNTED):
        yield Breach("references.preceding_invoices", None, "number and date")


@rule(
    "BR-FR-CO-07",
    "BT-9",
    "BT-2",
    en="An invoice is not due before it is issued, unless it is a down payment or is paid.",
    fr="L'échéance ne précède pas l'émission, sauf facture d'acompte ou déjà payée.",
)
def br_fr_co_07(subject: Subject) -> Iterator[Breach]:
    """Every due date that the invoice says; a text that is no day is compared as it stands.

    Without a day of issue no due date is late enough for the official rules for CII.
    """
    invoice = subject.invoice
    issued = issue_day(subject)
    if _may_be_due_before(invoice) or (issued is None and not is_cii(subject)):
        return
    for place, day in due_days(subject):
        if issued is None or day < issued:
            yield Breach(place, day, f"{issued or 'the day of issue'} or later", "BT-9")


def _may_be_due_before(invoice: Invoice) -> bool:
    return invoice.type_code in PREPAYMENTS or frame(invoice) in PAID_FRAMES


def _has_reference(line: Line) -> bool:
    before = line.references.preceding_invoice if line.references else None
    return before is not None and bool(before.number) and before.issue_date is not None
