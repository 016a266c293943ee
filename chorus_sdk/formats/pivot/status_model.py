"""What a status flow says (*flux de statuts*, CPPStatut): frozen values, in English words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from chorus_sdk.findings import Finding
from chorus_sdk.formats.pivot.codes import IdentifierKind
from chorus_sdk.formats.pivot.envelope import PivotEnvelope
from chorus_sdk.formats.pivot.model import PivotRecipient
from chorus_sdk.formats.pivot.status_codes import FLOW_STATUSES, INVOICE_STATUSES, StatusLabel
from chorus_sdk.invoice.provenance import Unmapped


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusSupplier:
    """Who sent the invoice (*fournisseur*)."""

    identifier: str | None = None
    identifier_kind: IdentifierKind | None = None
    name: str | None = None
    country: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class InvoiceStatus:
    """Where an invoice stands (*statut de facture*).

    `status_code` is as written; `status` its number, which may be one without a published label.
    `at` is an aware instant: without an offset in the file it is French legal time.
    """

    invoice_number: str
    status_code: str
    at: datetime
    recipient: PivotRecipient
    supplier: StatusSupplier | None = None
    complement: str | None = None
    comment: str | None = None
    producer_id: str | None = None
    invoice_date: date | None = None
    payment_order_number: str | None = None
    """*IdMandatDP*, at the recipient."""
    rank: int | None = None
    unmapped: tuple[Unmapped, ...] = ()

    @property
    def status(self) -> int:
        """The status number (*numéro de statut*), 1 to 41 in the schema."""
        return int(self.status_code)

    @property
    def label(self) -> StatusLabel | None:
        """Labels and API name; None for a number that has none."""
        return INVOICE_STATUSES.get(self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowError:
    """One reason why a flow was not taken (*ligne d'erreur*)."""

    line_id: str | None = None
    nature: str | None = None
    error_code: str | None = None
    label: str | None = None
    description: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowAcknowledgement:
    """What became of a flow (*statut de flux*); `flow_id` is the acknowledged flow's."""

    flow_id: str
    status_code: str
    at: datetime
    complement: str | None = None
    comment: str | None = None
    note: str | None = None
    producer_id: str | None = None
    error_count: int | None = None
    errors: tuple[FlowError, ...] = ()
    rank: int | None = None
    unmapped: tuple[Unmapped, ...] = ()

    @property
    def status(self) -> int:
        """The status number (*numéro de statut*), 90 to 96 in the schema."""
        return int(self.status_code)

    @property
    def label(self) -> StatusLabel | None:
        """Labels; None for a number that has none."""
        return FLOW_STATUSES.get(self.status)


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotStatus:
    """A whole status flow (*CPPStatut*): statuses of invoices, or acknowledgements of flows.

    What could not be read is a finding and is left out of the tuples. `version` is the schema's as
    the file states it.
    """

    envelopes: tuple[PivotEnvelope, ...] = ()
    version: str | None = None
    invoices: tuple[InvoiceStatus, ...] = ()
    flows: tuple[FlowAcknowledgement, ...] = ()
    findings: tuple[Finding, ...] = ()
    unmapped: tuple[Unmapped, ...] = ()

    @property
    def envelope(self) -> PivotEnvelope:
        """Technical data of the flow (*enveloppe*); empty where the file has none."""
        return self.envelopes[0] if self.envelopes else PivotEnvelope()

    def __iter__(self) -> Iterator[InvoiceStatus | FlowAcknowledgement]:
        yield from self.invoices
        yield from self.flows
