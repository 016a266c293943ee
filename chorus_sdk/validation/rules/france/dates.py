"""BR-FR-03: days (*dates*)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Final

from chorus_sdk.invoice.amounts import Period
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.france.facts import is_ubl
from chorus_sdk.validation.rules.france.writing import without_positions

FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2099
_DIGITS: Final = 8
_NO_DAY: Final = "not a day"
_TIMED: Final = "a day has no time"
"""How reading says why a text was kept."""
_UNREAD: Final = (
    ("rsm:ExchangedDocument/ram:IssueDateTime/udt:DateTimeString", "BT-2"),
    ("ram:TaxPointDate/udt:DateString", "BT-7"),
    ("ram:DueDateDateTime/udt:DateTimeString", "BT-9"),
    ("ram:InvoiceReferencedDocument/ram:FormattedIssueDateTime/qdt:DateTimeString", "BT-26"),
    ("ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString", "BT-72"),
    ("ram:BillingSpecifiedPeriod/ram:StartDateTime/udt:DateTimeString", "BT-73"),
    ("ram:BillingSpecifiedPeriod/ram:EndDateTime/udt:DateTimeString", "BT-74"),
    ("cac:InvoiceDocumentReference/cbc:IssueDate", "BT-26"),
    ("cbc:IssueDate", "BT-2"),
    ("cbc:TaxPointDate", "BT-7"),
    ("cbc:DueDate", "BT-9"),
    ("cac:Delivery/cbc:ActualDeliveryDate", "BT-72"),
    ("cac:InvoicePeriod/cbc:StartDate", "BT-73"),
    ("cac:InvoicePeriod/cbc:EndDate", "BT-74"),
)
"""Where days stand in the two syntaxes: a text there that is no day is left unmapped."""


@rule(
    "BR-FR-03",
    "BT-2",
    "BT-7",
    "BT-9",
    "BT-26",
    "BT-72",
    "BT-73",
    "BT-74",
    "BT-134",
    "BT-135",
    "EXT-FR-FE-138",
    "EXT-FR-FE-158",
    en="A date is a day of the calendar in the years 2000 to 2099.",
    fr="Une date est un jour du calendrier, de l'an 2000 à l'an 2099.",
)
def br_fr_03(subject: Subject) -> Iterator[Breach]:
    """Days out of the century, and texts that are no day at all."""
    for place, term, day in _days(subject.invoice):
        if day is not None and not FIRST_YEAR <= day.year <= LAST_YEAR:
            yield Breach(place, day.isoformat(), "a year from 2000 to 2099", term)
    yield from _unread(subject)


def _starts_with_a_day(text: str) -> bool:
    """Tell a text of CII whose first eight characters are a day: the rules look at no more."""
    try:
        day = datetime.strptime(text[:_DIGITS], "%Y%m%d").replace(tzinfo=UTC)
    except ValueError:
        return False
    return text[:_DIGITS].isdecimal() and FIRST_YEAR <= day.year <= LAST_YEAR


def _days(invoice: Invoice) -> Iterator[tuple[str, str, date | None]]:
    yield "issue_date", "BT-2", invoice.issue_date
    yield "vat_point_date", "BT-7", invoice.vat_point_date
    yield "due_date", "BT-9", invoice.due_date
    for index, terms in enumerate(invoice.further_payment_terms):
        yield f"further_payment_terms[{index}].due_date", "BT-9", terms.due_date
    for index, before in enumerate(invoice.references.preceding_invoices):
        yield f"references.preceding_invoices[{index}].issue_date", "BT-26", before.issue_date
    if invoice.delivery is not None:
        yield "delivery.date", "BT-72", invoice.delivery.date
    yield from _period("invoicing_period", ("BT-73", "BT-74"), invoice.invoicing_period)
    for index, line in enumerate(invoice.lines):
        place = f"lines[{index}]"
        preceding: PrecedingInvoice | None = None
        if line.references is not None:
            preceding = line.references.preceding_invoice
        if preceding is not None:
            where = f"{place}.references.preceding_invoice.issue_date"
            yield where, "EXT-FR-FE-138", preceding.issue_date
        if line.delivery is not None:
            yield f"{place}.delivery.date", "EXT-FR-FE-158", line.delivery.date
        yield from _period(f"{place}.period", ("BT-134", "BT-135"), line.period)


def _period(
    place: str, terms: tuple[str, str], period: Period | None
) -> Iterator[tuple[str, str, date | None]]:
    if period is not None:
        yield f"{place}.start", terms[0], period.start
        yield f"{place}.end", terms[1], period.end


def _unread(subject: Subject) -> Iterator[Breach]:
    """Yield the texts that are no day; the rules for UBL do not take a time or a zone either."""
    for kept in subject.invoice.unmapped:
        reason = kept.reason or ""
        if not is_ubl(subject) and _starts_with_a_day(kept.text):
            continue
        if not reason.startswith(_NO_DAY) and not (is_ubl(subject) and reason.startswith(_TIMED)):
            continue
        steps = without_positions(kept.path)
        for ending, term in _UNREAD:
            if steps.endswith("/" + ending):
                yield Breach(kept.path, kept.text, "a day of the calendar", term)
                break
