"""What invoices are searched by, whoever searches (*critères de recherche communs*)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.services.codes import InvoiceType, PaymentRequestType, WorksInvoiceType
from chorus_sdk.services.criteria import asked_of, one_or_more
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.wire.frameworks import spell_framework

_SEVERAL = ("types", "works_types", "statuses")


@dataclass(frozen=True, kw_only=True)
class InvoiceCriteria:
    """Criteria that a recipient and an approver have alike (*critères*); None lets all pass.

    Days include both ends; amounts are in the currency of the invoice.
    """

    kind: PaymentRequestType | str | None = None
    service_id: int | None = None
    number: str | None = None
    types: InvoiceType | str | tuple[InvoiceType | str, ...] | None = None
    works_types: WorksInvoiceType | str | tuple[WorksInvoiceType | str, ...] | None = None
    recipient_id: int | None = None
    by_supplier_siren: bool | None = None
    approver_id: int | None = None
    framework: InvoicingFramework | str | None = None
    statuses: InvoiceStatus | str | tuple[InvoiceStatus | str, ...] | None = None
    deposited_from: date | None = None
    deposited_to: date | None = None
    issued_from: date | None = None
    issued_to: date | None = None
    net_from: Decimal | None = None
    net_to: Decimal | None = None
    gross_from: Decimal | None = None
    gross_to: Decimal | None = None
    payable_from: Decimal | None = None
    payable_to: Decimal | None = None
    contract_number: str | None = None
    commitment_number: str | None = None

    def asked(self) -> dict[str, object]:
        """Return what is asked for, in our names; raises ValueError for a zoneless instant."""
        asked = asked_of(self)
        for name in _SEVERAL:
            if name in asked:
                asked[name] = one_or_more(getattr(self, name))
        if self.framework is not None:
            asked["framework"] = spell_framework(self.framework)
        return asked
