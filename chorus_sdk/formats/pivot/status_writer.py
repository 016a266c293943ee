"""Write a status flow (*écrire un flux de statuts*, schema CPPStatut V1_19)."""

from __future__ import annotations

import io
from typing import BinaryIO, Final
from xml.sax.saxutils import quoteattr

from chorus_sdk.errors import UnsupportedProfileError
from chorus_sdk.formats.pivot.binding import Group
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.conformity import violations
from chorus_sdk.formats.pivot.output import Output, as_envelopes, refuse
from chorus_sdk.formats.pivot.status_model import FlowAcknowledgement, InvoiceStatus, PivotStatus
from chorus_sdk.formats.pivot.status_schema import FLOW_STATUS, INVOICE_STATUS
from chorus_sdk.formats.pivot.xsd import STATUS_VERSION
from chorus_sdk.limits import DEFAULT_LIMITS

_TABLE: Final = PivotVersion.V2_02
"""Nothing in the status tables depends on the pivot's own version."""


def write_status(status: PivotStatus, *, allow_loss: bool = False) -> bytes:
    """Write a status flow (*CPPStatut*) and return its bytes; see `write_status_to`.

    Example:
        >>> from datetime import UTC, date, datetime
        >>> from chorus_sdk.formats.pivot.envelope import PivotEnvelope, PivotPartner
        >>> envelope = PivotEnvelope.of(
        ...     flow_id="SYN0010037000000000000001",
        ...     production_date=date(2026, 1, 6),
        ...     sender=PivotPartner(id="SYN001"),
        ...     receiver=PivotPartner(id="CPP001"),
        ... )
        >>> received = FlowAcknowledgement(
        ...     flow_id="CPP0010036000000000000001",
        ...     status_code="92",
        ...     at=datetime(2026, 1, 6, 9, 30, tzinfo=UTC),
        ... )
        >>> content = write_status(PivotStatus(envelopes=(envelope,), flows=(received,)))
        >>> b"<IdStatut>92</IdStatut>" in content
        True
    """
    target = io.BytesIO()
    write_status_to(target, status, allow_loss=allow_loss)
    return target.getvalue()


def write_status_to(target: BinaryIO, status: PivotStatus, *, allow_loss: bool = False) -> None:
    """Write a status flow (*CPPStatut*) to a binary stream.

    It reports on invoices or on flows, never on both. The same values give the same bytes, and the
    number of units is stated. `findings` are not written: they belong to the source.

    Raises:
        InvalidInvoiceError: a value that the schema does not allow; all of a unit are listed.
        UnsupportedProfileError: there is text that no field holds; not with `allow_loss=True`.
        ValueError: no status at all, both kinds at once, or no whole envelope.
    """
    if bool(status.invoices) is bool(status.flows):
        raise ValueError("a status flow reports on invoices or on flows")
    envelopes = as_envelopes(status.envelopes)
    group = INVOICE_STATUS if status.invoices else FLOW_STATUS
    branch = "CPPFactureStatuts" if status.invoices else "CPPFluxStatuts"
    units = tuple(status)
    _check(status, units, group, allow_loss=allow_loss)
    out = Output(target, _TABLE, DEFAULT_LIMITS)
    stated = f" Version={quoteattr(status.version)}" if status.version else ""
    out.text(f'<?xml version="1.0" encoding="UTF-8"?>\n<CPPStatut{stated}>\n')
    out.envelopes(envelopes)
    out.text(f'<{branch} compteur="{len(units)}">\n')
    for unit in units:
        out.group(group, unit)
    out.text(f"</{branch}>\n</CPPStatut>\n")


def _check(
    status: PivotStatus,
    units: tuple[InvoiceStatus | FlowAcknowledgement, ...],
    group: Group,
    *,
    allow_loss: bool,
) -> None:
    for number, unit in enumerate(units, 1):
        about = unit.invoice_number if isinstance(unit, InvoiceStatus) else unit.flow_id
        found = violations(unit, group, _TABLE, invoice=about)
        refuse(about or f"{group.tag}[{number}]", list(found))
    lost = [*status.unmapped, *(item for unit in units for item in unit.unmapped)]
    if lost and not allow_loss:
        raise UnsupportedProfileError(
            f"{STATUS_VERSION} has no place for {len(lost)} value(s): {lost[0].path}.",
            profile=STATUS_VERSION,
            hint="Pass allow_loss=True to leave them out.",
        )
