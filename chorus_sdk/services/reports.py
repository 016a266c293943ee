"""Reads the platform's detailed report on a flow (*compte rendu détaillé*)."""

from __future__ import annotations

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.services.flow_values import IntegrationReport, RejectedInvoice, TechnicalError
from chorus_sdk.services.quirks import as_list
from chorus_sdk.services.wire import flows as wire
from chorus_sdk.services.wire.codec import decode, pick


def read_report(flow_id: str, members: JsonObject) -> IntegrationReport:
    """Make a report of the platform's members; either error list may be absent or one object.

    Raises:
        UnexpectedResponseError: the report has no state.
    """
    head = decode(IntegrationReport, {**members, _OWN_ID: flow_id}, _HEAD)
    return head.model_copy(
        update={
            "technical_errors": tuple(
                decode(TechnicalError, row, wire.TECHNICAL_ERROR)
                for row in as_list(pick(members, wire.TECHNICAL_ERRORS))
            ),
            "invoice_errors": tuple(
                decode(RejectedInvoice, row, wire.INVOICE_ERROR)
                for row in as_list(pick(members, wire.INVOICE_ERRORS))
            ),
        }
    )


_OWN_ID = wire.DEPOSITED["id"]
_HEAD = {**wire.REPORT, "flow_id": _OWN_ID}
