"""What became of a deposit whose answer was lost (*rapprochement*): asked, then sent again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Final

from chorus_sdk.errors import ChorusError
from chorus_sdk.journal.entry import Entry
from chorus_sdk.journal.sending import send
from chorus_sdk.journal.states import JournalState
from chorus_sdk.journal.worker import Desk, Worker
from chorus_sdk.services.deposits import InvoiceKey
from chorus_sdk.services.issued import IssuedInvoice

A_DAY: Final = timedelta(days=1)
"""The platform's days are French ones, and its clock is not ours."""
ONE_BY_ONE: Final = 10
"""So many invoices are searched for by their numbers; a lot of more, by its days."""


def reconcile_one(worker: Worker, entry: Entry) -> Entry:
    """Take an entry on: found, waited for, or sent again."""
    if entry.state is JournalState.NOT_SENT:
        return _send_again(worker, entry)
    if entry.state is JournalState.SENDING:
        note = "its worker has not come back"
        entry = worker.move(entry, JournalState.UNKNOWN, after=worker.pace.lease, note=note)
    if not entry.numbers:
        note = "no invoice number could be read: look for it on the portal"
        return worker.move(entry, JournalState.UNKNOWN, after=worker.pace.settle, note=note)
    found = seen(worker.chorus, entry)
    if found:
        return _found(worker, entry, found)
    left = worker.pace.settle - (worker.clock.now() - entry.sent_at)
    if left > timedelta(0):
        later = min(worker.pause(entry), left)
        return worker.move(entry, JournalState.UNKNOWN, after=later, note="not found yet")
    return _send_again(worker, entry)


def seen(chorus: Desk, entry: Entry) -> dict[InvoiceKey, IssuedInvoice]:
    """Search the invoices of an entry, and return those that are there: the very same ones."""
    found: dict[InvoiceKey, IssuedInvoice] = {}
    wanted = set(entry.invoices)
    for invoice in _candidates(chorus, entry):
        same = {key for key in wanted if _is_same(key, invoice)}
        found |= dict.fromkeys(same, invoice)
        wanted -= same
        if not wanted:
            break
    return {key: found[key] for key in entry.invoices if key in found}


def _candidates(chorus: Desk, entry: Entry) -> Iterator[IssuedInvoice]:
    """Search by number; of a lot, by the days of its sendings: pages are fewer than its numbers."""
    since = (entry.first_sent_at - A_DAY).date()
    if len(entry.invoices) > ONE_BY_ONE:
        until = (entry.sent_at + A_DAY).date()
        yield from chorus.invoices.search(deposited_from=since, deposited_to=until)
        return
    for number in dict.fromkeys(entry.numbers):
        yield from chorus.invoices.search(number=number, deposited_from=since)


def _is_same(key: InvoiceKey, invoice: IssuedInvoice) -> bool:
    """Compare all that both sides say; a number alone may be another invoice's."""
    issued_on, total = invoice.issue_date, invoice.gross_total
    return (
        invoice.number == key.number
        and (not key.supplier or invoice.supplier_identifier in (None, key.supplier))
        and (not key.issued_on or issued_on is None or issued_on.isoformat() == key.issued_on)
        and (not key.total or total is None or total == Decimal(key.total))
    )


def _found(worker: Worker, entry: Entry, found: dict[InvoiceKey, IssuedInvoice]) -> Entry:
    flow_id = next((one.flow_id for one in found.values() if one.flow_id), None)
    if len(found) < len(set(entry.invoices)):
        if flow_id is None:
            note = "some of its invoices were found, without a flow number"
            return worker.move(entry, JournalState.UNKNOWN, after=worker.pace.settle, note=note)
        note = "some of its invoices were found: its report tells of the others"
        return worker.move(
            entry, JournalState.SENT, after=worker.pace.look, flow_id=flow_id, note=note
        )
    return worker.move(
        entry,
        JournalState.DELIVERED,
        flow_id=flow_id,
        delivered=tuple(key.number for key in found),
        note="found by search after a lost answer",
    )


def _send_again(worker: Worker, entry: Entry) -> Entry:
    is_lost = entry.state is JournalState.UNKNOWN
    entry = worker.move(
        entry,
        JournalState.SENDING,
        after=worker.pace.lease,
        attempts=entry.attempts + 1,
        sent_at=worker.clock.now(),
        note="not found: sent again" if is_lost else "sent again",
    )
    try:
        return send(worker, entry)
    except ChorusError:
        return worker.store.entry(entry.id) or entry
