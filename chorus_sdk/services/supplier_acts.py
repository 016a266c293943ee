"""What a supplier does with an invoice that is at Chorus Pro already, and what comes back.

Source: chorus-pro-api §3.1 op. 4 to 7, §7.7.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Annotated

from chorus_sdk._codes import OpenCode
from chorus_sdk._http.api import Api
from chorus_sdk._http.exchange import JsonObject
from chorus_sdk._http.operation import Operation
from chorus_sdk.errors import LimitExceededError
from chorus_sdk.limits import (
    COMMENT_CHARACTERS,
    SERVICE_CODE_CHARACTERS,
    SUBMITTED_REFERENCE_CHARACTERS,
    Limits,
)
from chorus_sdk.services.attachments import Attachments
from chorus_sdk.services.codes import IdentifierType, InvoiceType, PaymentMeans, VatRegime
from chorus_sdk.services.invoice_files import InvoiceFiles
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.operations import (
    ACKNOWLEDGE_REJECTIONS,
    COMPLETE,
    CORRECT_APPROVER,
    RECYCLE,
)
from chorus_sdk.services.quirks import AS_TEXT, WireDate, WireInstant, WireText
from chorus_sdk.services.structures import Structure
from chorus_sdk.services.submission_values import InvoiceAttachment
from chorus_sdk.services.submission_wire import encode_files
from chorus_sdk.services.wire import submission as wire
from chorus_sdk.services.wire.codec import DomainModel, Model, Names, decode, encode


@dataclass(frozen=True, kw_only=True)
class Rerouting:
    """Where an invoice to be recycled is to go, and under which numbers (*recyclage*).

    Shape: `recipient` is a SIRET; what is None is not sent. Chorus Pro publishes no rule on what
    it does with a reference that is left out.

    Example:
        >>> Rerouting(service_code="SFACETAT").asked()
        {'service_code': 'SFACETAT'}
    """

    recipient: str | None = None
    service_code: str | None = None
    commitment_number: str | None = None
    contract_number: str | None = None
    original_number: str | None = None
    currency: str | None = None
    type: InvoiceType | str | None = None
    vat_regime: VatRegime | str | None = None
    exemption_reason: str | None = None
    payment_means: PaymentMeans | str | None = None
    comment: str | None = None

    def asked(self) -> dict[str, object]:
        """Return what is said, in our names.

        Raises:
            ValueError: nothing is.
            LimitExceededError: a text is longer than Chorus Pro takes.
        """
        said = {field.name: getattr(self, field.name) for field in fields(self)}
        asked = {name: value for name, value in said.items() if value is not None}
        if not asked:
            raise ValueError("a recycling changes something")
        _stay_below("COMMENT_CHARACTERS", self.comment, COMMENT_CHARACTERS)
        _stay_below("SERVICE_CODE_CHARACTERS", self.service_code, SERVICE_CODE_CHARACTERS)
        for text in (self.commitment_number, self.contract_number):
            _stay_below("SUBMITTED_REFERENCE_CHARACTERS", text, SUBMITTED_REFERENCE_CHARACTERS)
        return {
            name: value.value if isinstance(value, OpenCode) else value
            for name, value in asked.items()
        }


class CompletedInvoice(DomainModel):
    """A suspended invoice that was completed (*facture complétée*)."""

    id: int
    number: WireText = None
    processed_at: WireInstant = None


class RecycledInvoice(DomainModel):
    """An invoice that was sent on its way again (*facture recyclée*)."""

    id: int
    number: WireText = None
    status: Annotated[InvoiceStatus | None, AS_TEXT] = None
    deposited_on: WireDate = None


class SupplierActs:
    """Completing, recycling, correcting and acknowledging (*actions du fournisseur*)."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._files = InvoiceFiles(Attachments(api))

    def complete(
        self,
        invoice_id: int,
        attachments: Sequence[InvoiceAttachment],
        comment: str | None,
        limits: Limits,
    ) -> CompletedInvoice:
        """Add files or a comment to a suspended invoice."""
        if not attachments and comment is None:
            raise ValueError("a completion adds a file or a comment")
        _stay_below("COMMENT_CHARACTERS", comment, COMMENT_CHARACTERS)
        files = encode_files(self._files.add(attachments, limits))
        asked = {"id": invoice_id, "attachments": files, "comment": comment}
        members = self._call(COMPLETE, asked, wire.COMPLETE)
        return _read(CompletedInvoice, members, wire.COMPLETED, invoice_id)

    def recycle(self, invoice_id: int, rerouting: Rerouting) -> RecycledInvoice:
        """Send an invoice on another way."""
        members = self._call(RECYCLE, {"id": invoice_id, **rerouting.asked()}, wire.RECYCLE)
        return _read(RecycledInvoice, members, wire.RECYCLED, invoice_id)

    def correct_approver(
        self,
        invoice_id: int,
        approver: Structure | int | str,
        identifier_type: IdentifierType | str,
    ) -> None:
        """Name another approver."""
        asked: dict[str, object] = {"id": invoice_id}
        if isinstance(approver, str):
            asked |= {"identifier": approver, "identifier_type": str(identifier_type)}
        else:
            asked["structure_id"] = approver if isinstance(approver, int) else approver.id
        self._call(CORRECT_APPROVER, asked, wire.CORRECT_APPROVER)

    def acknowledge(
        self, invoice_ids: Sequence[int], comment: str | None, reason: str | None
    ) -> None:
        """Say that rejections were dealt with."""
        if not invoice_ids:
            raise ValueError("an acknowledgement names at least one invoice")
        named = [{wire.ACKNOWLEDGED_INVOICE: one} for one in invoice_ids]
        asked = {"invoices": named, "comment": comment, "reason": reason}
        self._call(ACKNOWLEDGE_REJECTIONS, asked, wire.ACKNOWLEDGE)

    def _call(self, operation: Operation, asked: Mapping[str, object], names: Names) -> JsonObject:
        return self._api.call(operation, encode(asked, names))


def _read(model: type[Model], members: JsonObject, names: Names, invoice_id: int) -> Model:
    # The act has happened: an answer without its number is about the invoice that was named.
    return decode(model, {names["id"]: invoice_id, **members}, names)


def _stay_below(limit: str, text: str | None, longest: int) -> None:
    if text is not None and len(text) > longest:
        raise LimitExceededError(limit, value=len(text), maximum=longest)
