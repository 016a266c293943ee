"""Works invoices: the pieces of public works contracts (*factures de travaux*)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated

from chorus_sdk._http.api import Api
from chorus_sdk._http.paging import Pager
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.limits import SEARCH_PAGE_SIZE
from chorus_sdk.services.codes import (
    DepositMode,
    IdentifierType,
    PaymentRequestType,
    UserRole,
    WorksInvoiceType,
)
from chorus_sdk.services.criteria import asked_of
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.operations import SEARCH_WORKS
from chorus_sdk.services.quirks import (
    AS_TEXT,
    WireAmount,
    WireDate,
    WireFlag,
    WireInstant,
    WireNumber,
    WireText,
)
from chorus_sdk.services.searches import search
from chorus_sdk.services.wire import works as wire
from chorus_sdk.services.wire.codec import DomainModel
from chorus_sdk.services.wire.frameworks import spell_framework


class WorksInvoice(DomainModel):
    """A piece of a works contract (*facture de travaux*); amounts are in `currency`."""

    id: int
    number: WireText = None
    type: Annotated[WorksInvoiceType | None, AS_TEXT] = None
    kind: Annotated[PaymentRequestType | None, AS_TEXT] = None
    status: Annotated[InvoiceStatus | None, AS_TEXT] = None
    status_at: WireInstant = None
    issue_date: WireDate = None
    deposited_on: WireDate = None
    recipient_id: WireNumber = None
    recipient_identifier: WireText = None
    recipient_name: WireText = None
    supplier_identifier: WireText = None
    supplier_identifier_type: Annotated[IdentifierType | None, AS_TEXT] = None
    supplier_name: WireText = None
    net_total: WireAmount = None
    gross_total: WireAmount = None
    payable: WireAmount = None
    currency: WireText = None
    is_downloaded: WireFlag = None


@dataclass(frozen=True, kw_only=True)
class WorksCriteria:
    """What works invoices are searched by (*critères de recherche*); what is None lets all pass.

    Numbers ending in `_id` are the platform's. Days and instants include both ends; an instant
    without a zone is refused. `with_or_without_service` asks for both at once.
    """

    recipient_id: int | None = None
    service_id: int | None = None
    supplier_id: int | None = None
    supplier_service_id: int | None = None
    project_manager_id: int | None = None
    project_manager_service_id: int | None = None
    contracting_authority_id: int | None = None
    contracting_authority_service_id: int | None = None
    approver_id: int | None = None
    types: tuple[WorksInvoiceType | str, ...] | None = None
    framework: InvoicingFramework | str | None = None
    statuses: tuple[InvoiceStatus | str, ...] | None = None
    status_from: datetime | None = None
    status_to: datetime | None = None
    deposited_from: date | None = None
    deposited_to: date | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    bank_account_id: int | None = None
    number: str | None = None
    contract_number: str | None = None
    commitment_number: str | None = None
    deposit_mode: DepositMode | str | None = None
    flow_id: str | None = None
    downloaded: bool | None = None
    without_following_piece: bool | None = None
    with_or_without_service: bool = False


class Works:
    """Works invoices as each of their actors sees them (*factures de travaux*)."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def search(
        self,
        role: UserRole | str,
        criteria: WorksCriteria | None = None,
        *,
        page_size: int = SEARCH_PAGE_SIZE,
        limit: int | None = None,
    ) -> Pager[WorksInvoice]:
        """Search works invoices in a role (*rechercher des factures de travaux*); *unverified*.

        Nothing is sent before the result is read.

        Raises:
            ValueError: `page_size` or `limit` is not positive, or an instant has no zone.
        """
        if page_size < 1:
            raise ValueError("page_size is a positive number of lines")
        asked = {**_asked(criteria or WorksCriteria()), "role": str(role), "page_size": page_size}
        return search(
            self._api,
            SEARCH_WORKS,
            asked,
            wire.SEARCH,
            model=WorksInvoice,
            names=wire.INVOICE,
            at=wire.PAGE,
            key=lambda invoice: invoice.id,
            limit=limit,
        )


def _asked(criteria: WorksCriteria) -> dict[str, object]:
    asked = asked_of(criteria)
    if criteria.framework is not None:
        asked["framework"] = spell_framework(criteria.framework)
    asked["with_or_without_service"] = (
        wire.WITH_AND_WITHOUT_SERVICE if criteria.with_or_without_service else None
    )
    return asked
