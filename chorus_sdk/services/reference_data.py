"""The platform's reference lists: asked for once, then kept (*référentiels*)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from chorus_sdk._codes import OpenCode
from chorus_sdk._http.api import Api
from chorus_sdk._http.exchange import JsonObject
from chorus_sdk._http.operation import Operation
from chorus_sdk._http.paging import Pager
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.services import operations as rows
from chorus_sdk.services.codes import (
    AttachmentOwner,
    DepositMode,
    FlowFormat,
    FlowSyntax,
    IdentifierType,
    PaymentMeans,
    PaymentRequestType,
    WorksInvoiceType,
)
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.quirks import as_list, parse_text
from chorus_sdk.services.reference_values import (
    AttachmentType,
    Labelled,
    RefusalReason,
    TicketCategory,
    TicketSubcategory,
    VatRate,
)
from chorus_sdk.services.ticket_subjects import search_categories, search_subcategories
from chorus_sdk.services.wire import reference_data as wire
from chorus_sdk.services.wire.codec import DomainModel, Names, decode_rows, encode, pick
from chorus_sdk.services.wire.frameworks import parse_framework, spell_framework

Code = TypeVar("Code", bound=OpenCode)
Row = TypeVar("Row", bound=DomainModel)


class ReferenceData:
    """Lists that hold for everybody (*référentiels*): one cache a client.

    A list is fetched at its first use and kept until `refresh`. Every method raises ApiError,
    AuthenticationError or TransportError when the platform does not give the list. Labels come in
    `language`, `fr` or `en`.
    """

    def __init__(self, api: Api) -> None:
        self._api = api
        self._kept: dict[tuple[object, ...], JsonObject] = {}

    def refresh(self) -> None:
        """Forget what was fetched: each list is asked for anew (*actualiser*)."""
        self._kept.clear()

    def statuses(self, kind: PaymentRequestType | str) -> tuple[InvoiceStatus, ...]:
        """Return the statuses that a kind of payment request can have (*états*)."""
        asked = encode({"type": str(kind)}, wire.ASK_STATUSES)
        return self._codes(rows.STATUSES_BY_TYPE, InvoiceStatus, wire.STATUSES, asked)

    def next_statuses(self, status: InvoiceStatus | str) -> tuple[InvoiceStatus, ...]:
        """Return what a recipient may make of an invoice in `status` (*états possibles*)."""
        asked = encode({"status": str(status)}, wire.ASK_NEXT_STATUSES)
        return self._codes(rows.NEXT_STATUSES, InvoiceStatus, wire.NEXT_STATUSES, asked)

    def flow_formats(self) -> tuple[FlowFormat, ...]:
        """Return the families of flow syntaxes (*formats de flux*)."""
        return self._codes(rows.FLOW_FORMATS, FlowFormat, wire.FLOW_FORMATS)

    def flow_syntaxes(self, family: FlowFormat | str) -> tuple[FlowSyntax, ...]:
        """Return the syntaxes of a family (*syntaxes de flux*); the answer's shape is inferred."""
        asked = encode({"format": str(family)}, wire.ASK_SYNTAXES)
        return self._codes(rows.FLOW_SYNTAXES, FlowSyntax, wire.FLOW_SYNTAXES, asked)

    def currencies(self, *, language: str = "fr") -> tuple[Labelled, ...]:
        """Return the currencies (*devises*), ISO 4217."""
        asked = encode({"language": language}, wire.LANGUAGE)
        return self._labelled(rows.CURRENCIES, Labelled, wire.CURRENCIES, wire.CURRENCY, asked)

    def countries(self, *, language: str = "fr") -> tuple[Labelled, ...]:
        """Return the countries (*pays*), ISO 3166."""
        asked = encode({"language": language}, wire.LANGUAGE)
        return self._labelled(rows.COUNTRIES, Labelled, wire.COUNTRIES, wire.COUNTRY, asked)

    def vat_rates(self, *, language: str = "fr") -> tuple[VatRate, ...]:
        """Return the VAT rates with the codes that `submit` takes (*taux de TVA*)."""
        asked = encode({"language": language}, wire.LANGUAGE)
        return self._labelled(rows.VAT_RATES, VatRate, wire.VAT_RATES, wire.VAT_RATE, asked)

    def vat_exemption_reasons(self, *, language: str = "fr") -> tuple[Labelled, ...]:
        """Return why there may be no VAT (*motifs d'exonération de TVA*)."""
        asked = encode({"language": language}, wire.LANGUAGE)
        return self._labelled(
            rows.VAT_EXEMPTION_REASONS,
            Labelled,
            wire.EXEMPTION_REASONS,
            wire.EXEMPTION_REASON,
            asked,
        )

    def deposit_modes(self) -> tuple[DepositMode, ...]:
        """Return the ways in which an invoice may come in (*modes de dépôt*)."""
        return self._codes(rows.DEPOSIT_MODES, DepositMode, wire.DEPOSIT_MODES)

    def payment_means(self) -> tuple[PaymentMeans, ...]:
        """Return the means of payment (*modes de règlement*)."""
        return self._codes(rows.PAYMENT_MEANS, PaymentMeans, wire.PAYMENT_MEANS)

    def refusal_reasons(self, framework: InvoicingFramework | str) -> tuple[RefusalReason, ...]:
        """Return why an approver may refuse an invoice of a framework (*motifs de refus*)."""
        asked = encode({"framework": spell_framework(framework)}, wire.ASK_REFUSAL_REASONS)
        return self._labelled(
            rows.REFUSAL_REASONS, RefusalReason, wire.REFUSAL_REASONS, wire.REFUSAL_REASON, asked
        )

    def frameworks(
        self, kind: PaymentRequestType | str = PaymentRequestType.INVOICE
    ) -> tuple[InvoicingFramework, ...]:
        """Return the frameworks of a kind of payment request (*cadres de facturation*)."""
        asked = encode({"type": str(kind)}, wire.ASK_FRAMEWORKS)
        values = self._values(rows.FRAMEWORKS, wire.FRAMEWORKS, asked)
        return tuple(found for value in values if (found := parse_framework(value)))

    def attachment_types(
        self, owner: AttachmentOwner | str | None = None, *, language: str = "fr"
    ) -> tuple[AttachmentType, ...]:
        """Return the types of attachments, of one kind of owner or all (*types de PJ*)."""
        asked = encode(
            {"language": language, "owner": str(owner) if owner else None},
            wire.ASK_ATTACHMENT_TYPES,
        )
        return self._labelled(
            rows.ATTACHMENT_TYPES,
            AttachmentType,
            wire.ATTACHMENT_TYPES,
            wire.ATTACHMENT_TYPE,
            asked,
        )

    def payment_request_types(self) -> tuple[PaymentRequestType, ...]:
        """Return the kinds of payment requests (*types de demande de paiement*)."""
        return self._codes(
            rows.PAYMENT_REQUEST_TYPES, PaymentRequestType, wire.PAYMENT_REQUEST_TYPES
        )

    def works_invoice_types(self) -> tuple[WorksInvoiceType, ...]:
        """Return the pieces of a works contract (*types de facture de travaux*)."""
        return self._codes(rows.WORKS_INVOICE_TYPES, WorksInvoiceType, wire.WORKS_INVOICE_TYPES)

    def identifier_types(self) -> tuple[IdentifierType, ...]:
        """Return what structures are identified by (*types d'identifiant*)."""
        return self._codes(rows.IDENTIFIER_TYPES, IdentifierType, wire.IDENTIFIER_TYPES)

    def ticket_categories(
        self, *, code: str | None = None, label: str | None = None, active: bool | None = None
    ) -> Pager[TicketCategory]:
        """Search the subjects of support tickets (*catégories de sollicitation*); not kept."""
        return search_categories(self._api, {"code": code, "label": label, "active": active})

    def ticket_subcategories(
        self,
        category: TicketCategory | int | None = None,
        *,
        code: str | None = None,
        label: str | None = None,
        active: bool | None = None,
    ) -> Pager[TicketSubcategory]:
        """Search the closer subjects of support tickets (*sous-catégories*); not kept."""
        category_id = category.id if isinstance(category, TicketCategory) else category
        return search_subcategories(
            self._api,
            {"category_id": category_id, "code": code, "label": label, "active": active},
        )

    def _answer(self, operation: Operation, asked: Mapping[str, object]) -> JsonObject:
        key = (operation.name, *asked.items())
        if key not in self._kept:
            self._kept[key] = self._api.call(operation, asked)
        return self._kept[key]

    def _values(
        self, operation: Operation, at: tuple[str, str], asked: Mapping[str, object] | None = None
    ) -> list[str]:
        place, member = at
        listed = as_list(pick(self._answer(operation, asked or {}), place))
        texts = (parse_text(pick(row, member) if isinstance(row, dict) else row) for row in listed)
        return [text for text in texts if text]

    def _codes(
        self,
        operation: Operation,
        code: type[Code],
        at: tuple[str, str],
        asked: Mapping[str, object] | None = None,
    ) -> tuple[Code, ...]:
        return tuple(code(value) for value in self._values(operation, at, asked))

    def _labelled(
        self,
        operation: Operation,
        model: type[Row],
        place: str,
        names: Names,
        asked: Mapping[str, object],
    ) -> tuple[Row, ...]:
        listed = as_list(pick(self._answer(operation, asked), place))
        return decode_rows(model, listed, names)
