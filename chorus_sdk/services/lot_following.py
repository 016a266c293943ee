"""What came of the deposits of many files, told file by file (*suivi des lots*)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from chorus_sdk._http.waiting import Schedule
from chorus_sdk.errors import ChorusError, FlowPartlyIntegratedError, FlowRejectedError
from chorus_sdk.findings import Report
from chorus_sdk.services.flow_values import Flow
from chorus_sdk.services.issued import IssuedInvoice
from chorus_sdk.services.lot_values import LotResult, LotResults

if TYPE_CHECKING:
    from chorus_sdk.services.flows import Flows
    from chorus_sdk.services.invoices import Invoices


def follow_lots(
    flows: Flows, invoices: Invoices, results: Iterable[LotResult], schedule: Schedule | None
) -> LotResults:
    """Follow every deposit to its end and say of each file what came of it."""
    told = {one.place: one for one in results}
    for flow in LotResults(tuple(told.values())).flows:
        own = [one for one in told.values() if one.flow is not None and one.flow.id == flow.id]
        found, failure = _outcome(flows, invoices, flow, schedule)
        for one in own:
            told[one.place] = _told(one, found, failure)
    return LotResults(tuple(told.values()))


def _outcome(
    flows: Flows, invoices: Invoices, flow: Flow, schedule: Schedule | None
) -> tuple[tuple[IssuedInvoice, ...], ChorusError | None]:
    try:
        return flows.wait_until_delivered(flow, schedule=schedule).invoices, None
    except FlowRejectedError as error:
        # Refused in part, or not all is shown: search says whose file has come through.
        return tuple(invoices.search(flow_id=flow.id)), error
    except ChorusError as error:
        return (), error


def _told(
    one: LotResult, found: tuple[IssuedInvoice, ...], failure: ChorusError | None
) -> LotResult:
    own = tuple(invoice for invoice in found if invoice.number in one.numbers)
    if failure is None or (own and len(own) == len(one.numbers)):
        return replace(one, invoices=own)
    return replace(one, invoices=own, error=_about(one, failure))


def _about(one: LotResult, failure: ChorusError) -> ChorusError:
    """Return the error of one file: of a lot's report, what names its invoices."""
    if not isinstance(failure, FlowPartlyIntegratedError):
        return failure
    own = tuple(
        finding
        for finding in failure.report
        if finding.location and finding.location.invoice in one.numbers
    )
    return FlowRejectedError(
        f"Chorus Pro refused {one.file_name}, deposited with the flow {failure.flow_id}.",
        flow_id=failure.flow_id,
        status=failure.status,
        report=Report(subject=one.file_name, findings=own or failure.report.findings),
        hint=failure.hint,
    )
