"""BR-FR-04, 08, CO-08, CO-09: type and frame of the invoice (*type de facture, cadre*)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from chorus_sdk.invoice.codes import FRENCH_INVOICE_TYPES, REFORM_FRAMEWORK
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import (
    FINAL_FRAMES,
    PAID_FRAMES,
    PREPAYMENTS,
    frame,
    is_cii,
    is_ubl,
)
from chorus_sdk.validation.rules.france.writing import without_positions

_ZERO = Decimal(0)
_ISSUED: Final = (
    "/rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString",
    "/Invoice/cbc:IssueDate",
    "/CreditNote/cbc:IssueDate",
)
_DUE: Final = (
    "/ram:DueDateDateTime/udt:DateTimeString",
    "/Invoice/cbc:DueDate",
    "/cac:PaymentMeans/cbc:PaymentDueDate",
)


@rule(
    "BR-FR-04",
    "BT-3",
    "EXT-FR-FE-02",
    "EXT-FR-FE-137",
    en="The type of an invoice is one of the sixteen that France takes.",
    fr="Le type d'une facture est l'un des seize admis en France.",
)
def br_fr_04(subject: Subject) -> Iterator[Breach]:
    """The invoice itself, and those that it refers to."""
    for place, term, code in _types(subject.invoice):
        if code is not None and code not in FRENCH_INVOICE_TYPES:
            yield Breach(place, code, " ".join(sorted(FRENCH_INVOICE_TYPES)), term)


@rule(
    "BR-FR-08",
    "BT-23",
    en="The business process is one of the frames of the reform.",
    fr="Le type de processus est l'un des cadres de facturation de la réforme.",
    hint="B1, S1 or M1 for a plain invoice of goods, services or both.",
    hint_fr="B1, S1 ou M1 pour une facture simple de biens, de services ou des deux.",
)
def br_fr_08(subject: Subject) -> Iterator[Breach]:
    """Present, and in the list."""
    if frame(subject.invoice) not in REFORM_FRAMEWORK:
        known = " ".join(code.value for code in REFORM_FRAMEWORK)
        yield Breach("business_process", subject.invoice.business_process, known)


@rule(
    "BR-FR-08",
    "BT-151",
    en="A line's VAT category is neither L nor M (filed so by the official rules for UBL).",
    fr="La catégorie de TVA d'une ligne n'est ni L ni M (classée ici par les règles UBL).",
)
def br_fr_08_in_ubl(subject: Subject) -> Iterator[Breach]:
    """What BR-FR-15 says of lines: the official rules for UBL give it this id as well."""
    if is_ubl(subject):
        for index, line in enumerate(subject.invoice.lines):
            if line.vat.category in ("L", "M"):
                yield Breach(f"lines[{index}].vat.category", line.vat.category)


@rule(
    "BR-FR-CO-08",
    "BT-23",
    "BT-3",
    en="A final invoice after a down payment (B4, S4, M4) is no down-payment invoice.",
    fr="Une facture définitive après acompte (B4, S4, M4) n'est pas une facture d'acompte.",
)
def br_fr_co_08(subject: Subject) -> Iterator[Breach]:
    """Frame against type."""
    invoice = subject.invoice
    if frame(invoice) in FINAL_FRAMES and invoice.type_code in PREPAYMENTS:
        yield Breach("type_code", invoice.type_code, "another type than 386, 500, 503")


@rule(
    "BR-FR-CO-09",
    "BT-23",
    "BT-113",
    "BT-115",
    "BT-9",
    en="A paid invoice (B2, S2, M2) is paid in full, owes nothing and says when it was paid.",
    fr="Une facture déjà payée (B2, S2, M2) l'est en entier, ne doit rien et dit sa date.",
)
def br_fr_co_09(subject: Subject) -> Iterator[Breach]:
    """Paid amount is the total, the amount due is zero, the due date is there."""
    invoice, totals = subject.invoice, subject.invoice.totals
    if frame(invoice) not in PAID_FRAMES:
        return
    if totals.paid is None or totals.paid != totals.with_vat:
        yield Breach("totals.paid", _said(totals.paid), _said(totals.with_vat), "BT-113")
    if totals.due != _ZERO:
        yield Breach("totals.due", _said(totals.due), "0", "BT-115")
    if not any(due_days(subject)):
        yield Breach("due_date", None, "the day of payment", "BT-9")


def issue_day(subject: Subject) -> str | None:
    """Return the day of issue as its syntax writes it, or the text that is none."""
    unread = (kept.text for kept in _unread(subject.invoice, _ISSUED))
    return _written(subject, subject.invoice.issue_date) or next(unread, None)


def due_days(subject: Subject) -> Iterator[tuple[str, str]]:
    """Yield every due date as its syntax writes it, so that it sorts, with its place.

    UBL invoices also say one with the payment means, which the model does not hold; what they say
    with the payment terms the official rules for UBL do not look at.
    """
    invoice = subject.invoice
    places = [("due_date", invoice.due_date)]
    for index, terms in enumerate(() if is_ubl(subject) else invoice.further_payment_terms):
        places.append((f"further_payment_terms[{index}].due_date", terms.due_date))
    for place, day in places:
        if text := _written(subject, day):
            yield place, text
    for kept in _unread(invoice, _DUE):
        yield kept.path, kept.text


def _written(subject: Subject, day: date | None) -> str | None:
    if day is None:
        return None
    return day.isoformat().replace("-", "") if is_cii(subject) else day.isoformat()


def _unread(invoice: Invoice, endings: tuple[str, ...]) -> Iterator[Unmapped]:
    return (kept for kept in invoice.unmapped if without_positions(kept.path).endswith(endings))


def _types(invoice: Invoice) -> Iterator[tuple[str, str, str | None]]:
    yield "type_code", "BT-3", invoice.type_code
    for index, before in enumerate(invoice.references.preceding_invoices):
        place = f"references.preceding_invoices[{index}].type_code"
        yield place, "EXT-FR-FE-02", before.type_code
    for index, line in enumerate(invoice.lines):
        if line.references and line.references.preceding_invoice:
            place = f"lines[{index}].references.preceding_invoice.type_code"
            yield place, "EXT-FR-FE-137", line.references.preceding_invoice.type_code


def _said(amount: Decimal | None) -> str | None:
    return None if amount is None else f"{amount:f}"
