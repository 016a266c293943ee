"""Reads the platform's detailed report on a flow (*compte rendu détaillé*)."""

from __future__ import annotations

from chorus_sdk._http.exchange import JsonObject
from chorus_sdk.services.flow_values import IntegrationReport, RejectedInvoice, TechnicalError
from chorus_sdk.services.quirks import as_list
from chorus_sdk.services.wire import flows as wire
from chorus_sdk.services.wire.codec import decode, decode_rows, pick


def read_report(flow_id: str, members: JsonObject) -> IntegrationReport:
    """Make a report of the platform's members; either error list may be absent or one object.

    Raises:
        UnexpectedResponseError: the report has no state.
    """
    head = decode(IntegrationReport, {**members, _OWN_ID: flow_id}, _HEAD)
    return head.model_copy(
        update={
            "technical_errors": decode_rows(
                TechnicalError,
                as_list(pick(members, wire.TECHNICAL_ERRORS)),
                wire.TECHNICAL_ERROR,
            ),
            "invoice_errors": decode_rows(
                RejectedInvoice, as_list(pick(members, wire.INVOICE_ERRORS)), wire.INVOICE_ERROR
            ),
        }
    )


_OWN_ID = wire.DEPOSITED["id"]
_HEAD = {**wire.REPORT, "flow_id": _OWN_ID}
