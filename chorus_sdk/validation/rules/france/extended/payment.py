"""BR-CO-25: when to pay (*échéance*). EN 16931 dropped the rule, the profile keeps it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.formats.base import FormatId
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.source import SETTLEMENT
from chorus_sdk.validation.rules.en16931.traces import traces

_TERMS: Final = f"{SETTLEMENT}/ram:SpecifiedTradePaymentTerms"
_PLACES: Final = (
    *("cbc:DueDate", "cac:PaymentTerms/cbc:Note"),
    *(f"{_TERMS}/ram:DueDateDateTime", f"{_TERMS}/ram:Description"),
)
"""Where a day that is none, or an empty text, counts as said."""


@rule(
    "BR-CO-25",
    "BT-115",
    "BT-9",
    "BT-20",
    en="Where something is to be paid, there is a due date or there are terms of payment.",
    fr="S'il reste à payer, il y a une échéance ou des conditions de paiement.",
)
def br_co_25(subject: Subject) -> Iterator[Breach]:
    """BT-9 or BT-20 when BT-115 is positive; a credit note of UBL is not asked."""
    invoice = subject.invoice
    if subject.format is FormatId.UBL_CREDIT_NOTE or (invoice.totals.due or 0) <= 0:
        return
    is_told = any(
        terms.due_date is not None or terms.text is not None
        for terms in invoice.further_payment_terms
    )
    first = invoice.due_date is not None or invoice.payment_terms is not None
    if not first and not is_told and not any(traces(subject).has(path) for path in _PLACES):
        yield Breach("due_date")
