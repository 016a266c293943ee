"""What forbids to build an invoice: one function for a few rules that belong together.

This is no validation: only what the parts cannot see, and what would surely be refused on the
road that was chosen. Ids are those of EN 16931, of BR-FR and of BR-FR-CPRO (XP Z12-012).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.findings import Finding
from chorus_sdk.invoice.building import party_checks, vat_checks
from chorus_sdk.invoice.building.problems import problem
from chorus_sdk.invoice.building.routes import Route
from chorus_sdk.invoice.chorus import InvoicingFramework
from chorus_sdk.invoice.codes import (
    CREDIT_NOTE_TYPES,
    CURRENCY,
    FRENCH_INVOICE_TYPES,
    INVOICE_TYPE,
    REFORM_FRAMEWORK,
    UNIT,
)
from chorus_sdk.invoice.model import Invoice

PAID_FRAMES: Final = frozenset({"A2", "B2", "S2", "M2"})
"""Frames of what is already paid (*déjà payée*): BR-FR-CO-09."""
_PREPAYMENTS: Final = frozenset({"386", "500", "503"})
_CORRECTIONS: Final = frozenset({"384", "471", "472", "473"})
_STRAIGHT_TYPES: Final = frozenset({"380", "381"})
_TYPES: Final = (
    "Correct by a credit note (381) and a new invoice; other types go through a platform, "
    "route=Route.PLATFORM_B2G."
)
_NUMBER: Final = re.compile(r"[A-Za-z0-9_/+\-]+")
_ONCE: Final = ("PMT", "PMD", "AAB", "TXD")

Check = Callable[[Invoice, Route], Iterator[Finding]]


def problems(invoice: Invoice, route: Route) -> Iterator[Finding]:
    """Yield every reason not to build this invoice for this road."""
    for check in _CHECKS:
        yield from check(invoice, route)


def _number(invoice: Invoice, route: Route) -> Iterator[Finding]:
    number = invoice.number or ""
    if not number.strip():
        yield problem("BR-02", "The invoice has no number.", term="BT-1")
    elif route is not Route.EN16931 and not _NUMBER.fullmatch(number):
        yield problem("BR-FR-01", "The number has letters, digits and + - _ / only.", term="BT-1")
    if route.is_public and len(number) > 20:
        yield problem("BR-FR-CPRO-02", "The number has over 20 characters.", term="BT-1")
    elif route.is_platform and len(number) > 35:
        yield problem("BR-FR-01", "The number has over 35 characters.", term="BT-1")


def _codes(invoice: Invoice, route: Route) -> Iterator[Finding]:
    kind = invoice.type_code or ""
    if invoice.currency not in CURRENCY:
        yield problem(
            "BR-CL-04", "The currency is unknown.", term="BT-5", found=str(invoice.currency)
        )
    if kind not in INVOICE_TYPE:
        yield problem("BR-CL-01", "The type is unknown.", term="BT-3", found=kind)
    elif route.is_platform and kind not in FRENCH_INVOICE_TYPES:
        yield problem("BR-FR-04", "The French reform has no such type.", term="BT-3", found=kind)
    elif route.is_straight and kind not in _STRAIGHT_TYPES:
        yield problem(
            "CPRO-TYPE", "Chorus Pro takes 380 and 381.", term="BT-3", found=kind, hint=_TYPES
        )


def _currency(invoice: Invoice, route: Route) -> Iterator[Finding]:
    if route is Route.EN16931 or invoice.currency == "EUR":
        return
    if invoice.totals.vat_in_accounting_currency is None:
        yield problem(
            "BR-FR-CO-12",
            "The VAT must also be said in euros.",
            term="BT-111",
            hint="Give vat_in_euros=.",
        )


def _days(invoice: Invoice, _: Route) -> Iterator[Finding]:
    due, issued, period = invoice.due_date, invoice.issue_date, invoice.invoicing_period
    is_free = invoice.type_code in _PREPAYMENTS or invoice.business_process in PAID_FRAMES
    if due and issued and due < issued and not is_free:
        yield problem("BR-FR-CO-07", "The due date is before the issue date.", term="BT-9")
    if _is_extended(invoice) and not (due or invoice.payment_terms) and _is_owed(invoice):
        yield problem(
            "BR-CO-25",
            "What is due has a day or terms.",
            term="BT-9",
            hint="Give terms=PaymentDelay(30), or due_date=.",
        )
    if period and period.start and period.end and period.end < period.start:
        yield problem("BR-29", "The invoicing period ends before it begins.", term="BG-14")
    if period and not (period.start or period.end):
        yield problem("BR-CO-19", "The period needs its first or its last day.", term="BG-14")


def _frame(invoice: Invoice, route: Route) -> Iterator[Finding]:
    frame = invoice.business_process
    if route.is_straight and not InvoicingFramework(frame or "").is_known:
        yield problem("CPRO-FRAMEWORK", "The frame is one of A1 to A25.", term="BT-23", found=frame)
    if route.is_platform and frame not in REFORM_FRAMEWORK:
        yield problem("BR-FR-08", "The frame is one of B1, S1, M1 …", term="BT-23", found=frame)
    if route is Route.PLATFORM_B2G and frame == "S5":
        yield problem("BR-FR-CPRO-24", "S5 is not for public buyers.", term="BT-23")
    if frame in PAID_FRAMES and invoice.totals.paid != invoice.totals.with_vat:
        yield problem("BR-FR-CO-09", "An already paid invoice is paid in full.", term="BT-113")
    if frame in ("B4", "S4", "M4") and invoice.type_code in _PREPAYMENTS:
        yield problem("BR-FR-CO-08", "A final invoice is no prepayment invoice.", term="BT-23")


def _notes(invoice: Invoice, route: Route) -> Iterator[Finding]:
    subjects = [note.subject for note in invoice.notes]
    if route.is_platform:
        for subject in ("PMT", "PMD", "AAB"):
            if subject not in subjects:
                yield problem(
                    "BR-FR-05",
                    f"The note {subject} is wanted.",
                    term="BT-21",
                    hint="Give notes=french_notes().",
                )
        for subject in _ONCE:
            if subjects.count(subject) > 1:
                yield problem("BR-FR-06", f"The note {subject} stands only once.", term="BT-21")


def _preceding(invoice: Invoice, route: Route) -> Iterator[Finding]:
    kind, known = invoice.type_code, invoice.references.preceding_invoices
    if any(not (one.number or "").strip() for one in known):
        yield problem("BR-55", "A preceding invoice has a number.", term="BT-25")
    dated = sum(1 for one in known if one.number and one.issue_date)
    if kind in CREDIT_NOTE_TYPES and kind != "262" and not dated and route is not Route.EN16931:
        yield problem(
            "BR-FR-CO-05",
            "A credit note names its invoice and its day.",
            term="BG-3",
            hint="Make it with credit_note(…), or give preceding=.",
        )
    if kind in _CORRECTIONS and dated != 1 and route.is_platform:
        yield problem("BR-FR-CO-04", "A correction names one invoice and its day.", term="BG-3")
    if route is Route.PLATFORM_B2G and len(known) > 1:
        yield problem("BR-FR-CPRO-20", "At most one preceding invoice is named.", term="BG-3")


def _references(invoice: Invoice, route: Route) -> Iterator[Finding]:
    known = invoice.references
    if not route.is_public:
        return
    for text, rule, term in (
        (known.contract, "BR-FR-CPRO-14", "BT-12"),
        (known.purchase_order, "BR-FR-CPRO-15", "BT-13"),
    ):
        if text and len(text) > 50:
            yield problem(rule, "The reference has over 50 characters.", term=term)


def _payment(invoice: Invoice, route: Route) -> Iterator[Finding]:
    payment = invoice.payment
    if route.is_straight and not (payment and payment.code):
        yield problem(
            "CPRO-PAYMENT-MEANS",
            "Chorus Pro wants a payment means.",
            term="BT-81",
            hint="Give payment=bank_transfer(iban), direct_debit(…) or paid_by_card(…).",
        )
    for means in payment.means if payment else ():
        if means.code in ("30", "58") and not (means.transfer and means.transfer.account):
            yield problem("BR-61", "A transfer needs its account.", term="BT-84")


def _lines(invoice: Invoice, route: Route) -> Iterator[Finding]:
    identifiers = [line.identifier for line in invoice.lines]
    if len(set(identifiers)) != len(identifiers):
        yield problem("BUILD-LINE-ID", "Two lines have one number.", term="BT-126")
    for line in invoice.lines:
        if not (line.unit in UNIT or re.fullmatch(r"[A-Z0-9]{1,3}", line.unit or "")):
            yield problem("BR-CL-23", "The unit is no code.", term="BT-130", found=line.unit)
        if route is not Route.EN16931:
            if _decimals(line.quantity) > 4:
                yield problem(
                    "BR-FR-DEC-02", "A quantity has at most four decimals.", term="BT-129"
                )
            if _decimals(line.price.net) > 6:
                yield problem("BR-FR-DEC-03", "A price has at most six decimals.", term="BT-146")


def _is_extended(invoice: Invoice) -> bool:
    return "extended-ctc-fr" in (invoice.specification or "")


def _is_owed(invoice: Invoice) -> bool:
    return (invoice.totals.due or 0) > 0


def _decimals(number: Decimal | None) -> int:
    exponent = 0 if number is None else number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) and exponent < 0 else 0


_CHECKS: Final[tuple[Check, ...]] = (
    _number,
    _codes,
    _currency,
    _days,
    _frame,
    *party_checks.CHECKS,
    _notes,
    _preceding,
    _references,
    _payment,
    _lines,
    *vat_checks.CHECKS,
)
