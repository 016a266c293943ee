"""What a flow is, and what Chorus Pro says of it: values."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from chorus_sdk.findings import Finding, Location, Report, Severity
from chorus_sdk.services.flow_status import FlowStatus
from chorus_sdk.services.issued import IssuedInvoice
from chorus_sdk.services.quirks import REASONS_CUT_AT, WireInstant, WireText
from chorus_sdk.services.wire.codec import DomainModel


@dataclass(frozen=True, kw_only=True)
class Flow:
    """A deposited flow (*flux*): save `id` before anything else.

    `invoice_numbers` are the BT-1 that the file holds, as far as they could be read; `sha256` is
    in hexadecimal; `syntax` the platform's *syntaxeFlux*.
    """

    id: str
    deposited_on: date | None = None
    syntax: str | None = None
    file_name: str | None = None
    sha256: str | None = None
    invoice_numbers: tuple[str, ...] = ()


class TechnicalError(DomainModel):
    """An error that stopped a whole file (*erreur technique*), in the platform's words."""

    code: WireText = None
    text: WireText = None
    nature: WireText = None

    def finding(self) -> Finding:
        """Say it as a finding."""
        return Finding(
            code=self.code or self.nature or "CPRO-TECHNICAL",
            severity=Severity.ERROR,
            message=f"Chorus Pro refused the file: « {self.text or 'no reason given'} »",
            message_fr=self.text,
        )


class RejectedInvoice(DomainModel):
    """An invoice that was refused (*demande de paiement en erreur*).

    `reasons` are the platform's own sentences, in French.
    """

    number: WireText = None
    supplier: WireText = None
    recipient: WireText = None
    text: WireText = None

    @property
    def reasons(self) -> tuple[str, ...]:
        """The reasons, one by one; the last may be cut short by the platform."""
        return tuple(part.strip() for part in (self.text or "").split("|") if part.strip())

    @property
    def is_cut(self) -> bool:
        """True when the platform has likely cut its reasons short, at 200 characters."""
        return len(self.text or "") >= REASONS_CUT_AT

    def findings(self) -> tuple[Finding, ...]:
        """Say each reason as a finding."""
        place = Location(invoice=self.number)
        told = [
            Finding(
                code="CPRO-REJECTED",
                severity=Severity.ERROR,
                message=f"Chorus Pro refused the invoice: « {reason} »",
                message_fr=reason,
                location=place,
            )
            for reason in self.reasons or ("aucun motif communiqué",)
        ]
        if self.is_cut:
            told.append(_cut_short(place))
        return tuple(told)


class IntegrationReport(DomainModel):
    """The detailed report on a flow (*compte rendu détaillé*).

    `interface` is the platform's interface code such as FSO1117A.
    """

    flow_id: str
    status: FlowStatus
    status_at: WireInstant = None
    file_name: WireText = None
    interface: WireText = None
    deposited_at: WireInstant = None
    technical_errors: tuple[TechnicalError, ...] = ()
    invoice_errors: tuple[RejectedInvoice, ...] = ()

    @property
    def refused_numbers(self) -> tuple[str, ...]:
        """Numbers (BT-1) of the refused invoices."""
        return tuple(error.number for error in self.invoice_errors if error.number)

    def report(self) -> Report:
        """Say everything as findings."""
        technical = tuple(error.finding() for error in self.technical_errors)
        refused = tuple(f for error in self.invoice_errors for f in error.findings())
        return Report(subject=f"flow {self.flow_id}", findings=technical + refused)


@dataclass(frozen=True, kw_only=True)
class FlowStep:
    """A state that a flow was seen in (*étape*).

    `status` is None while the platform does not show the flow yet; `seen_at` is our clock's.
    """

    flow_id: str
    status: FlowStatus | None
    seen_at: datetime
    report: IntegrationReport | None = None

    @property
    def is_final(self) -> bool:
        """True when the flow moves no more."""
        return self.status is not None and self.status.is_final


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """Proof that a flow was delivered (*preuve de remise*): its report, and its invoices as seen.

    `invoices` were found by search after integration: that, and not the acknowledgement of the
    deposit, proves that they exist.
    """

    flow: Flow
    report: IntegrationReport
    invoices: tuple[IssuedInvoice, ...]


def _cut_short(place: Location) -> Finding:
    return Finding(
        code="CPRO-REASONS-CUT",
        severity=Severity.INFORMATION,
        message="The platform cuts its reasons at 200 characters: there may be more.",
        message_fr="La plateforme coupe ses motifs à 200 caractères : il peut y en avoir d'autres.",
        location=place,
        hint="flows.report_pdf() has them in full.",
    )
