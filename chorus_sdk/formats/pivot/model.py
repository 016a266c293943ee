"""What a pivot says of an invoice (*facture pivot*): frozen values, in English words.

Amounts are exact decimals with the scale in which they were written; text is given without the
white space around it; an empty element is the same as none. Codes are open lists.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from chorus_sdk.formats.pivot.attachments import AttachmentRole, PivotAttachment
from chorus_sdk.formats.pivot.codes import (
    BankReferenceKind,
    DocumentType,
    IdentifierKind,
    IssuingMode,
    PaymentMeans,
    Resend,
)
from chorus_sdk.formats.pivot.lines import PivotLine
from chorus_sdk.formats.pivot.position import PivotPosition
from chorus_sdk.invoice.chorus import InvoicingFramework
from chorus_sdk.invoice.provenance import Unmapped
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

if TYPE_CHECKING:
    import os

    from chorus_sdk.formats.pivot.full_invoice import FullInvoice
    from chorus_sdk.formats.pivot.saving import SavedAttachment


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotBankAccount:
    """Where the supplier wants the money (*référence bancaire*).

    `payee` is named when it is not the supplier, such as a factor (*encaisseur*).
    """

    kind: BankReferenceKind | None = None
    account: str | None = None
    institution: str | None = None
    payee: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotSupplier:
    """Who sends the invoice (*fournisseur*): `identifier` is a SIRET when the kind says so."""

    identifier_kind: IdentifierKind | None = None
    identifier: str | None = None
    name: str | None = None
    country: str | None = None
    bank_account: PivotBankAccount | None = None
    issuing_mode: IssuingMode | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotRecipient:
    """The public buyer (*débiteur*) and its service (*code service*)."""

    siret: str
    identifier_kind: IdentifierKind | None = None
    name: str | None = None
    service_code: str | None = None
    service_name: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotVat:
    """Tax at one rate (*TVA*): `rate` is in per cent, 5.5 is 5.5 %."""

    rate: Decimal
    base: Decimal
    amount: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotProducer:
    """Who gave a status (*producteur du statut*)."""

    identifier_kind: IdentifierKind | None = None
    identifier: str | None = None
    name: str | None = None
    country: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PivotValidationStep:
    """A step before the invoice came to the buyer (*cycle de validation*).

    `status_code` is as written (`01` and `1` are the same status, see `status`).
    """

    on: date
    status_code: str
    complement: str | None = None
    comment: str | None = None
    producer: PivotProducer | None = None

    @property
    def status(self) -> int:
        """The status number (*code statut*); 1 to 12 are named in `status_codes`."""
        return int(self.status_code)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class PivotInvoice:
    """One invoice of a pivot (*facture*), with all that the file says of it.

    `unmapped` lists what stands in the file and in no field: nothing is lost in silence. The paths
    there begin below the invoice.
    """

    invoice_number: str
    """Supplier's number (*Id*), at most 20 characters."""
    type_code: DocumentType
    issue_date: date
    currency: str
    net_total: Decimal
    gross_total: Decimal
    payable: Decimal
    supplier: PivotSupplier
    recipient: PivotRecipient
    chorus_id: int | None = None
    """Chorus Pro's own number (*IdCPRO*, `idFacture` of the API), since V2_02."""
    resend: Resend | None = None
    """*Renvoi*, since V2_02."""
    original_invoice_number: str | None = None
    """The invoice that a credit note corrects (*IdFactureOrigine*)."""
    framework: InvoicingFramework | None = None
    """*Cadre de facturation*."""
    delivery_date: date | None = None
    """*DateLivraison*, since V2_02; the issue date where it is absent."""
    payment_means: PaymentMeans | None = None
    payment_means_label: str | None = None
    reception_date: date | None = None
    """Day on which Chorus Pro received it (*DateReception*)."""
    project_manager_date: date | None = None
    """Works: made available to the *maîtrise d'œuvre* (*DateMiseADispositionMOE*)."""
    vat: tuple[PivotVat, ...] = ()
    contract_number: str | None = None
    """*NumeroMarche*."""
    commitment_number: str | None = None
    """*NumeroEngagement*."""
    lines: Sequence[PivotLine] = ()
    attachments: tuple[PivotAttachment, ...] = ()
    validation_steps: tuple[PivotValidationStep, ...] = ()
    rank: int | None = None
    """*NumOrdre*: not to be relied on; see `position`."""
    unmapped: tuple[Unmapped, ...] = ()
    position: PivotPosition | None = field(default=None, compare=False)
    """Where it was read; None for one that was not. No part of what makes invoices equal."""

    @property
    def original(self) -> PivotAttachment | None:
        """The invoice as its supplier sent it (*facture originale*)."""
        return self._first(AttachmentRole.ORIGINAL)

    @property
    def readable_copy(self) -> PivotAttachment | None:
        """The PDF that Chorus Pro made of it (*pièce jointe lisible*)."""
        return self._first(AttachmentRole.READABLE_COPY)

    def to_invoice(self, *, limits: Limits = DEFAULT_LIMITS) -> FullInvoice:
        """Return the whole EN 16931 invoice, from the best source inside (*facture complète*).

        That is the original if it is XML or a Factur-X, else the Factur-X that is its readable
        copy, else what the pivot itself says. The answer tells which it was, why others could not
        be read, and where the pivot says something else; nothing wrong with an attachment is an
        error here.

        Raises:
            ValueError: the flow that it came from is closed.

        Example:
            ```python
            with open_pivot("pivot.xml") as flow:
                for item in flow:
                    full = item.to_invoice()
                    print(full.source, full.invoice.due_date, full.disagreements)
            ```
        """
        from chorus_sdk.formats.pivot.full_invoice import full_invoice

        return full_invoice(self, limits)

    def save_attachments(
        self, folder: str | os.PathLike[str], *, limits: Limits = DEFAULT_LIMITS
    ) -> tuple[SavedAttachment, ...]:
        """Write all attachments into a folder (*enregistrer les pièces jointes*), in their order.

        Each goes as `PivotAttachment.save` does it: nothing outside the folder, nothing that is
        there touched. One that cannot be read carries its problem and stops nothing.

        Raises:
            LimitExceededError: `archive_total_bytes`, by the sizes that they state; nothing is
                written then.
            OSError: the folder cannot be written to.
            ValueError: the flow that it came from is closed.
        """
        from chorus_sdk.formats.pivot.saving import save_all

        return save_all(self.attachments, folder, limits=limits)

    def _first(self, role: AttachmentRole) -> PivotAttachment | None:
        return next((item for item in self.attachments if item.role is role), None)

    def __repr__(self) -> str:
        return (
            f"PivotInvoice({self.invoice_number!r}, {self.issue_date}, "
            f"{self.payable} {self.currency})"
        )
