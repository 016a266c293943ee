"""Reading issued invoices: search, history, download (*consultation des factures émises*)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from chorus_sdk._http.api import Api
from chorus_sdk._http.paging import Pager
from chorus_sdk.limits import SEARCH_MAXIMUM_RESULTS, SEARCH_PAGE_SIZE
from chorus_sdk.services.consulting import consult
from chorus_sdk.services.downloads import download_group
from chorus_sdk.services.histories import read_history
from chorus_sdk.services.invoice_details import InvoiceDetails
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.issued import DownloadFormat, HistoryEntry, IssuedInvoice
from chorus_sdk.services.operations import FETCH_ISSUED, ISSUED_TO_DO, SEARCH_ISSUED
from chorus_sdk.services.searches import search
from chorus_sdk.services.structures import Structure
from chorus_sdk.services.wire import invoice_details as details_wire
from chorus_sdk.services.wire import invoices as wire


class IssuedReading:
    """What a supplier asks about its invoices (*consultation*): the reading half of `Invoices`."""

    def __init__(self, api: Api) -> None:
        self._api = api

    def fetch(self, invoice: IssuedInvoice | int) -> InvoiceDetails:
        """Return one issued invoice in full (*consulter une facture*), with lines and files.

        Raises:
            RejectedRequestError: no such invoice, or no right to it.
        """
        return consult(self._api, FETCH_ISSUED, id_of(invoice), details_wire.SUPPLIER_PAGES)

    def search(
        self,
        *,
        number: str | None = None,
        flow_id: str | None = None,
        status: InvoiceStatus | str | Iterable[InvoiceStatus | str] | None = None,
        type: str | None = None,  # noqa: A002 (the field's own name)
        deposited_from: date | None = None,
        deposited_to: date | None = None,
        issued_from: date | None = None,
        issued_to: date | None = None,
        commitment_number: str | None = None,
        contract_number: str | None = None,
        gross_from: Decimal | None = None,
        gross_to: Decimal | None = None,
        page_size: int = SEARCH_PAGE_SIZE,
        limit: int | None = None,
    ) -> Pager[IssuedInvoice]:
        """Search issued invoices (*rechercher factures fournisseur*), oldest deposit first.

        Dates include both ends. Nothing is sent before the result is read; each loop over it asks
        anew. All results are asked for, where the platform alone would stop at 200.

        Raises:
            ValueError: `page_size` or `limit` is not positive.
            ApiError, AuthenticationError, TransportError: while the result is read.
        """
        if page_size < 1:
            raise ValueError("page_size is a positive number of lines")
        asked: dict[str, object] = {
            "number": number,
            "flow_id": flow_id,
            "statuses": _statuses(status),
            "type": type,
            "deposited_from": _day(deposited_from),
            "deposited_to": _day(deposited_to),
            "issued_from": _day(issued_from),
            "issued_to": _day(issued_to),
            "commitment_number": commitment_number,
            "contract_number": contract_number,
            "gross_from": gross_from,
            "gross_to": gross_to,
            "page_size": page_size,
            "maximum": SEARCH_MAXIMUM_RESULTS,
            **wire.OLDEST_FIRST,
        }
        return search(
            self._api,
            SEARCH_ISSUED,
            asked,
            wire.SEARCH,
            model=IssuedInvoice,
            names=wire.ISSUED,
            at=wire.ISSUED_PAGE,
            key=lambda one: one.id,
            limit=limit,
        )

    def to_do(
        self,
        structure: Structure | int | None = None,
        *,
        hide_rejected: bool | None = None,
        limit: int | None = None,
    ) -> Pager[IssuedInvoice]:
        """List the invoices on which the supplier can still act (*à traiter*): *deprecated*.

        Without a structure, those of all the account's. Read lazily; `search` by status does the
        same.
        """
        number = structure.id if isinstance(structure, Structure) else structure
        asked = {
            "structure_id": number,
            "hide_rejected": hide_rejected,
            "maximum": SEARCH_MAXIMUM_RESULTS,
            **wire.OLDEST_FIRST,
        }
        return search(
            self._api,
            ISSUED_TO_DO,
            asked,
            wire.TO_DO,
            model=IssuedInvoice,
            names=wire.ISSUED,
            at=wire.ISSUED_PAGE,
            key=lambda one: one.id,
            limit=limit,
        )

    def history(self, invoice: IssuedInvoice | int) -> tuple[HistoryEntry, ...]:
        """Return the statuses that an invoice went through, oldest first (*historique*).

        Raises:
            RejectedRequestError: no such invoice, or no right to it.
        """
        return read_history(self._api, id_of(invoice))

    def download_pivot(self, invoices: Iterable[IssuedInvoice | int]) -> bytes:
        """Download invoices with their attachments as one pivot (*FEN0036A*).

        The result is XML or a zip around it: `open_pivot` reads both. AIFE advises ten invoices a
        call; the platform stops at 120 MB.

        Raises:
            ApiError: too big, not found, no right.
        """
        ids = [id_of(one) for one in invoices]
        return download_group(self._api, ids, DownloadFormat.PIVOT, with_attachments=None)

    def download_pdf(
        self, invoices: Iterable[IssuedInvoice | int], *, with_attachments: bool = True
    ) -> bytes:
        """Download invoices to read: one PDF, or a zip of several (*format PDF*).

        Raises:
            ApiError: too big, not found, no right.
        """
        ids = [id_of(one) for one in invoices]
        return download_group(self._api, ids, DownloadFormat.PDF, with_attachments=with_attachments)


def _statuses(
    status: InvoiceStatus | str | Iterable[InvoiceStatus | str] | None,
) -> list[str] | None:
    if status is None:
        return None
    several = (status,) if isinstance(status, str) else tuple(status)
    return [str(one) for one in several]


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def id_of(invoice: IssuedInvoice | int) -> int:
    """Return the platform's number of an invoice (*identifiantFactureCPP*)."""
    return invoice if isinstance(invoice, int) else invoice.id
