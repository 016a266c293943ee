"""A deposit is looked at on its way to proof (*suivi*)."""

from __future__ import annotations

from chorus_sdk.errors import DeliveryNotProvenError, FlowPartlyIntegratedError
from chorus_sdk.journal.entry import Entry
from chorus_sdk.journal.reconciling import seen
from chorus_sdk.journal.states import JournalState
from chorus_sdk.journal.worker import Worker
from chorus_sdk.services.delivery import failure
from chorus_sdk.services.deposits import distinct_numbers
from chorus_sdk.services.flow_values import Flow, IntegrationReport


def look_at(worker: Worker, entry: Entry) -> Entry:
    """Look at a flow once: its report, and at its end the proof by search."""
    assert entry.flow_id is not None  # noqa: S101 (what is followed has a number)
    report = worker.chorus.flows.report(entry.flow_id)
    if report is None or not report.status.is_final:
        note = report.status.value if report else "not shown yet"
        return worker.move(entry, entry.state, after=worker.pause(entry), note=note)
    return _ended(worker, entry, report)


def _ended(worker: Worker, entry: Entry, report: IntegrationReport) -> Entry:
    flow = Flow(id=report.flow_id, invoice_numbers=distinct_numbers(entry.invoices))
    found = tuple(worker.chorus.invoices.search(flow_id=flow.id))
    numbers = tuple(one.number for one in found if one.number)
    problem = failure(flow, report, found)
    if problem is None:
        note = report.status.value
        return worker.move(entry, JournalState.DELIVERED, delivered=numbers, note=note)
    if isinstance(problem, DeliveryNotProvenError):
        note = f"not found by search: {', '.join(problem.missing)}"
        later = worker.pause(entry)
        return worker.move(entry, JournalState.UNPROVEN, after=later, delivered=numbers, note=note)
    reasons = "; ".join(said.message_fr or said.message for said in report.report().findings)
    if isinstance(problem, FlowPartlyIntegratedError):
        return worker.move(
            entry, JournalState.PARTLY_DELIVERED, delivered=problem.delivered, note=reasons
        )
    return _rejected(worker, entry, reasons or report.status.value)


def _rejected(worker: Worker, entry: Entry, reasons: str) -> Entry:
    """Write a rejection, unless it is that of a double: a network, too, may send a thing twice."""
    earlier = seen(worker.chorus, entry)
    if not earlier:
        return worker.move(entry, JournalState.REJECTED, note=reasons)
    is_whole = len(earlier) == len(set(entry.invoices))
    return worker.move(
        entry,
        JournalState.DELIVERED if is_whole else JournalState.PARTLY_DELIVERED,
        delivered=tuple(key.number for key in earlier),
        note="an earlier sending had arrived" if is_whole else reasons,
    )
