"""Is a flow delivered? The verdict on a report and on what search found: pure.

Integrated is the platform's word; found by search is the proof. Only both together are delivery.
"""

from __future__ import annotations

from collections import Counter

from chorus_sdk.errors import (
    DeliveryNotProvenError,
    FlowError,
    FlowPartlyIntegratedError,
    FlowRejectedError,
)
from chorus_sdk.findings import Finding, Location, Report, Severity
from chorus_sdk.services.flow_status import FlowOutcome
from chorus_sdk.services.flow_values import Flow, IntegrationReport
from chorus_sdk.services.issued import IssuedInvoice


def missing_numbers(
    flow: Flow, report: IntegrationReport, found: tuple[IssuedInvoice, ...]
) -> tuple[str, ...]:
    """Return the numbers (BT-1) that should be found and are not.

    A lot may hold one number of several suppliers: it is looked for as often.
    """
    left = Counter(invoice.number for invoice in found) + Counter(report.refused_numbers)
    missing = []
    for number in flow.invoice_numbers:
        if left[number] > 0:
            left[number] -= 1
        else:
            missing.append(number)
    return tuple(missing)


def is_complete(flow: Flow, report: IntegrationReport, found: tuple[IssuedInvoice, ...]) -> bool:
    """Tell whether search shows all that it should; with no number known, anything at all."""
    return bool(found) and not missing_numbers(flow, report, found)


def failure(
    flow: Flow, report: IntegrationReport, found: tuple[IssuedInvoice, ...]
) -> FlowError | None:
    """Return the error that a final report amounts to, or None when delivery is proven."""
    outcome = report.status.outcome
    if outcome is FlowOutcome.REJECTED:
        return _rejected(flow, report)
    if outcome is FlowOutcome.PARTLY_INTEGRATED:
        return _partly(flow, report, found)
    if report.invoice_errors:
        # Called integrated, yet errors are listed: what is listed was refused.
        return _partly(flow, report, found)
    return None if is_complete(flow, report, found) else _not_proven(flow, report, found)


def _rejected(flow: Flow, report: IntegrationReport) -> FlowRejectedError:
    return FlowRejectedError(
        f"Chorus Pro rejected the flow {flow.id}: nothing of it was delivered.",
        flow_id=flow.id,
        status=report.status.value,
        report=report.report(),
        hint="Correct what the report names and deposit again.",
    )


def _partly(
    flow: Flow, report: IntegrationReport, found: tuple[IssuedInvoice, ...]
) -> FlowPartlyIntegratedError:
    refused = len(report.invoice_errors)
    return FlowPartlyIntegratedError(
        f"Chorus Pro refused {refused} invoice(s) of the flow {flow.id}.",
        flow_id=flow.id,
        status=report.status.value,
        report=_with_missing(flow, report, found),
        delivered=tuple(invoice.number for invoice in found if invoice.number),
        hint="Correct the refused invoices and deposit those alone.",
    )


def _not_proven(
    flow: Flow, report: IntegrationReport, found: tuple[IssuedInvoice, ...]
) -> DeliveryNotProvenError:
    return DeliveryNotProvenError(
        f"The flow {flow.id} is called integrated, but search does not show all its invoices.",
        flow_id=flow.id,
        status=report.status.value,
        report=_with_missing(flow, report, found),
        missing=missing_numbers(flow, report, found),
        hint="Search again later; if it stays so, ask AIFE with the flow's number.",
    )


def _with_missing(
    flow: Flow, report: IntegrationReport, found: tuple[IssuedInvoice, ...]
) -> Report:
    told = report.report()
    lost = tuple(
        Finding(
            code="CPRO-NOT-FOUND",
            severity=Severity.ERROR,
            message="Search does not show the invoice.",
            message_fr="La facture est introuvable par la recherche.",
            location=Location(invoice=number),
        )
        for number in missing_numbers(flow, report, found)
    )
    return Report(subject=told.subject, findings=told.findings + lost)
