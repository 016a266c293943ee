"""Integration (*intégration*): a deposited file becomes invoices, or a reason why not. Once."""

from __future__ import annotations

import json
import sqlite3
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Final

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.sandbox.flow_life import INCIDENT, INTEGRATED, PARTLY_INTEGRATED, REJECTED
from chorus_sdk.sandbox.frames import FRAMES
from chorus_sdk.sandbox.inspection import Inspected, TechnicalError, inspect_file
from chorus_sdk.sandbox.judge import Case, frame_of, judge
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import Structure, written

_CREDIT_NOTES: Final = frozenset(
    {"81", "83", "261", "262", "296", "308", "381", "396", "420", "458", "502", "503", "532"}
)
_PREPAYMENTS: Final = frozenset({"386", "500"})


@dataclass
class _Result:
    """What a flow came to."""

    technical: list[TechnicalError] = field(default_factory=list)
    business: list[dict[str, str]] = field(default_factory=list)
    integrated: int = 0
    incident: bool = False

    @property
    def outcome(self) -> str:
        if self.incident:
            return INCIDENT
        refused = bool(self.technical or self.business)
        if not self.integrated:
            return REJECTED
        return PARTLY_INTEGRATED if refused else INTEGRATED


def integrate_due_flows(platform: Platform, now: datetime) -> None:
    """Integrate or reject the flows whose time has come, oldest first, each exactly once."""
    due = platform.store.rows(
        "SELECT id FROM flow WHERE outcome IS NULL AND settles_at <= ? ORDER BY settles_at, id",
        (written(now),),
    )
    for row in due:
        with platform.store.transaction():
            flow = platform.store.row(
                "SELECT * FROM flow WHERE id = ? AND outcome IS NULL", (row["id"],)
            )
            if flow is not None:
                _integrate(platform, flow)


def _integrate(platform: Platform, flow: sqlite3.Row) -> None:
    result = _forced(flow["forced"])
    if result is None:
        result = _Result()
        _judge_documents(platform, flow, result)
    platform.store.run(
        "UPDATE flow SET outcome = ?, technical_errors = ?, business_errors = ? WHERE id = ?",
        (
            result.outcome,
            json.dumps([error.wire() for error in result.technical]),
            json.dumps(result.business),
            flow["id"],
        ),
    )


def _forced(text: str | None) -> _Result | None:
    if text is None:
        return None
    wanted = json.loads(text)
    return _Result(
        technical=[TechnicalError(code=None, label=wanted["label"], nature="ERR_FLUX")],
        incident=wanted["outcome"] == INCIDENT,
    )


def _judge_documents(platform: Platform, flow: sqlite3.Row, result: _Result) -> None:
    inspected = inspect_file(flow["file_name"], flow["content"], flow["syntax"])
    result.incident = any(one.is_incident for one in inspected)
    for one in inspected:
        result.technical.extend(one.errors)
        if one.invoice is not None and not one.errors and not result.incident:
            _judge_invoice(platform, flow, one, one.invoice, result)


def _judge_invoice(
    platform: Platform, flow: sqlite3.Row, one: Inspected, invoice: Invoice, result: _Result
) -> None:
    supplier = platform.structure_named(invoice.seller.siret or "")
    recipient = platform.structure_named(invoice.buyer.siret or "")
    case = Case(
        invoice=invoice,
        supplier=supplier,
        recipient=recipient,
        services=tuple(platform.services(recipient.structure_id)) if recipient else (),
        is_duplicate=_is_known(platform, supplier, invoice.number),
    )
    reasons = judge(case)
    if reasons or supplier is None or recipient is None:
        result.business.append(
            {
                "numeroDP": invoice.number or "",
                "identifiantFournisseur": invoice.seller.siret or "",
                "identifiantDestinataire": invoice.buyer.siret or "",
                "libelleErreurDP": "|".join(reasons),
            }
        )
        return
    service = case.service
    keep(
        platform, flow, one, invoice, (supplier, recipient, service.service_id if service else None)
    )
    result.integrated += 1


def _is_known(platform: Platform, supplier: Structure | None, number: str | None) -> bool:
    if supplier is None or number is None:
        return False
    row = platform.store.row(
        "SELECT id FROM invoice WHERE supplier_id = ? AND number = ?",
        (supplier.structure_id, number),
    )
    return row is not None


def keep(
    platform: Platform,
    flow: sqlite3.Row,
    one: Inspected,
    invoice: Invoice,
    parties: tuple[Structure, Structure, int | None],
) -> None:
    """Write an invoice of a flow into the records: supplier, recipient, and its service."""
    supplier, recipient, service_id = parties
    preceding = invoice.references.preceding_invoices
    transfers = invoice.payment.transfers if invoice.payment else ()
    values = {
        "flow_id": flow["id"],
        "supplier_id": supplier.structure_id,
        "recipient_id": recipient.structure_id,
        "service_id": service_id,
        "number": invoice.number,
        "kind": kind_of(invoice.type_code),
        "frame": FRAMES[frame_of(invoice)],
        "issue_date": str(invoice.issue_date),
        "net": _amount(invoice.totals.without_vat),
        "gross": _amount(invoice.totals.with_vat),
        "payable": _amount(invoice.totals.due),
        "currency": invoice.currency or "EUR",
        "market": invoice.chorus.contract_number,
        "engagement": invoice.chorus.commitment_number,
        "preceding": preceding[0].number if preceding else None,
        "iban": transfers[0].account if transfers else None,
        "integrated_at": flow["settles_at"],
        "document": one.content,
        "document_name": one.name,
        "document_format": one.format.value,
    }
    marks = ", ".join("?" * len(values))
    platform.store.run(
        f"INSERT INTO invoice ({', '.join(values)}) VALUES ({marks})",  # noqa: S608 (our names)
        tuple(values.values()),
    )


def kind_of(type_code: str | None) -> str:
    """Return the type of an invoice (*typeFacture*), by BT-3."""
    if type_code in _CREDIT_NOTES:
        return "AVOIR"
    return "ACOMPTE" if type_code in _PREPAYMENTS else "FACTURE"


def _amount(value: Decimal | None) -> str:
    return f"{value or Decimal(0):f}"
