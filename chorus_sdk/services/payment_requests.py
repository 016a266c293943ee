"""Payment requests of every kind, live and archived (*demandes de paiement*)."""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated

from chorus_sdk._http.api import Api
from chorus_sdk.errors import RejectedRequestError
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.services.codes import (
    ArchiveScope,
    IdentifierType,
    InvoiceType,
    PaymentRequestType,
    UserRole,
    WorksInvoiceType,
)
from chorus_sdk.services.criteria import wire_value
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.operations import SEARCH_PAYMENT_REQUESTS
from chorus_sdk.services.quirks import (
    AS_TEXT,
    WireAmount,
    WireDate,
    WireInstant,
    WireNumber,
    WireText,
    as_list,
    finds_nothing,
    parse_number,
)
from chorus_sdk.services.structures import Structure
from chorus_sdk.services.wire import payment_requests as wire
from chorus_sdk.services.wire.codec import DomainModel, decode_rows, encode, pick
from chorus_sdk.services.wire.frameworks import WireFramework, spell_framework


class PaymentRequest(DomainModel):
    """An invoice, works invoice, justice memorandum or refund claim (*demande de paiement*).

    Numbers ending in `_id` are the platform's; from `court_code` on, of memoranda and claims.
    """

    id: int
    number: WireText = None
    kind: Annotated[PaymentRequestType | None, AS_TEXT] = None
    type: Annotated[InvoiceType | None, AS_TEXT] = None
    works_type: Annotated[WorksInvoiceType | None, AS_TEXT] = None
    framework: WireFramework = None
    status: Annotated[InvoiceStatus | None, AS_TEXT] = None
    status_at: WireInstant = None
    status_comment: WireText = None
    issue_date: WireDate = None
    deposited_on: WireDate = None
    net_total: WireAmount = None
    gross_total: WireAmount = None
    payable: WireAmount = None
    contract_number: WireText = None
    commitment_number: WireText = None
    original_number: WireText = None
    supplier_id: WireNumber = None
    supplier_identifier: WireText = None
    supplier_service_id: WireNumber = None
    project_manager_id: WireNumber = None
    project_manager_service_id: WireNumber = None
    contracting_authority_id: WireNumber = None
    contracting_authority_service_id: WireNumber = None
    first_approver_id: WireNumber = None
    second_approver_id: WireNumber = None
    recipient_id: WireNumber = None
    recipient_identifier: WireText = None
    recipient_service_id: WireNumber = None
    recipient_service_code: WireText = None
    recipient_service_name: WireText = None
    scope: Annotated[ArchiveScope | None, AS_TEXT] = None
    file_id: WireNumber = None
    file_number: WireText = None
    payment_order_number: WireText = None
    supplier_siret_in_qualification: WireText = None
    recipient_siret_in_qualification: WireText = None
    court_code: WireText = None
    court_name: WireText = None
    tribunal_name: WireText = None
    department_name: WireText = None
    department_post_code: WireText = None
    requesting_service_code: WireText = None
    requesting_service_name: WireText = None


@dataclass(frozen=True, kw_only=True)
class PaymentRequestCriteria:
    """What payment requests are searched by (*critères*); what is None lets all pass.

    Structures are the platform's, their numbers, or SIRETs. Days, instants and amounts include
    both ends; an instant without a zone is refused. `issued_from` and `issued_to` are the
    supplier's own date.
    """

    number: str | None = None
    kind: PaymentRequestType | str | None = None
    type: InvoiceType | str | None = None
    works_type: WorksInvoiceType | str | None = None
    framework: InvoicingFramework | str | None = None
    statuses: tuple[InvoiceStatus | str, ...] | None = None
    status_from: datetime | None = None
    status_to: datetime | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    deposited_from: date | None = None
    deposited_to: date | None = None
    net_from: Decimal | None = None
    net_to: Decimal | None = None
    gross_from: Decimal | None = None
    gross_to: Decimal | None = None
    payable_from: Decimal | None = None
    payable_to: Decimal | None = None
    contract_number: str | None = None
    commitment_number: str | None = None
    original_number: str | None = None
    supplier: Structure | int | str | None = None
    any_establishment_of_supplier: bool | None = None
    supplier_service_id: int | None = None
    project_manager: Structure | int | str | None = None
    project_manager_service_id: int | None = None
    contracting_authority: Structure | int | str | None = None
    contracting_authority_service_id: int | None = None
    approver: Structure | int | str | None = None
    recipient: Structure | int | str | None = None
    any_establishment_of_recipient: bool | None = None
    recipient_service_id: int | None = None
    scope: ArchiveScope | str | None = None
    file_number: str | None = None
    memorandum_number: str | None = None
    payment_order_number: str | None = None


@dataclass(frozen=True, kw_only=True)
class FoundRequests:
    """What a search has found (*résultat*): `total` is how many there are, where it is said.

    The service has no pages: where `is_complete` is false, narrow the criteria.
    """

    requests: tuple[PaymentRequest, ...]
    total: int | None = None

    @property
    def is_complete(self) -> bool:
        """True when everything that matches is here."""
        return self.total is None or self.total <= len(self.requests)


class PaymentRequests:
    """Payment requests in any role (*demandes de paiement*)."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def search(
        self, role: UserRole | str, criteria: PaymentRequestCriteria | None = None
    ) -> FoundRequests:
        """Search live and archived requests of all kinds (*rechercher*): in production alone.

        Raises:
            ValueError: an instant has no zone.
            AccessDeniedError: qualification, which does not have this service.
            ApiError, AuthenticationError, TransportError: no answer to read.
        """
        asked = {"roleUtilisateur": str(role), **_asked(criteria or PaymentRequestCriteria())}
        try:
            members = self._api.call(SEARCH_PAYMENT_REQUESTS, asked)
        except RejectedRequestError as error:
            if finds_nothing(error):
                return FoundRequests(requests=(), total=0)
            raise
        rows = as_list(pick(members, wire.ROWS))
        return FoundRequests(
            requests=decode_rows(PaymentRequest, rows, wire.REQUEST),
            total=parse_number(pick(members, wire.TOTAL)),
        )


def _asked(criteria: PaymentRequestCriteria) -> dict[str, object]:
    said = {field.name: getattr(criteria, field.name) for field in fields(criteria)}
    structures = {name: said.pop(name) for name in wire.STRUCTURES}
    plain = {name: wire_value(value) for name, value in said.items()}
    if criteria.framework is not None:
        plain["framework"] = spell_framework(criteria.framework)
    asked = encode(plain, wire.SEARCH)
    for name, structure in structures.items():
        asked |= encode(_named(structure), wire.STRUCTURES[name])
    return asked


def _named(structure: object) -> dict[str, object]:
    if isinstance(structure, str):
        return {"identifier": structure, "identifier_type": IdentifierType.SIRET.value}
    return {"id": structure.id if isinstance(structure, Structure) else structure}
