"""Issued invoices: search, history, download (*factures émises*)."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from chorus_sdk._http.api import Api
from chorus_sdk._http.paging import Page, Pager
from chorus_sdk.errors import RejectedRequestError, UnexpectedResponseError
from chorus_sdk.limits import SEARCH_MAXIMUM_RESULTS, SEARCH_PAGE_SIZE
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.issued import DownloadFormat, HistoryEntry, IssuedInvoice
from chorus_sdk.services.operations import DOWNLOAD_GROUP, INVOICE_HISTORY, SEARCH_ISSUED
from chorus_sdk.services.quirks import finds_nothing
from chorus_sdk.services.wire import invoices as wire
from chorus_sdk.services.wire.codec import decode_page, encode, pick


class Invoices:
    """What a supplier asks about its invoices (*espace factures émises*)."""

    def __init__(self, api: Api) -> None:
        self._api = api

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
        return Pager(lambda page: self._page(asked, page), key=lambda i: i.id, limit=limit)

    def history(self, invoice: IssuedInvoice | int) -> tuple[HistoryEntry, ...]:
        """Return the statuses that an invoice went through, oldest first (*historique*).

        Raises:
            RejectedRequestError: no such invoice, or no right to it.
        """
        pager = Pager(lambda page: self._history_page(_id(invoice), page), key=_history_key)
        return tuple(sorted(pager, key=_by_time))

    def download_pivot(self, invoices: Iterable[IssuedInvoice | int]) -> bytes:
        """Download invoices with their attachments as one pivot (*FEN0036A*).

        The result is XML or a zip around it: `open_pivot` reads both. AIFE advises ten invoices a
        call; the platform stops at 120 MB.

        Raises:
            ApiError: too big, not found, no right.
        """
        return self._download(invoices, DownloadFormat.PIVOT, with_attachments=None)

    def download_pdf(
        self, invoices: Iterable[IssuedInvoice | int], *, with_attachments: bool = True
    ) -> bytes:
        """Download invoices to read: one PDF, or a zip of several (*format PDF*).

        Raises:
            ApiError: too big, not found, no right.
        """
        return self._download(invoices, DownloadFormat.PDF, with_attachments=with_attachments)

    def _page(self, asked: dict[str, object], number: int) -> Page[IssuedInvoice]:
        payload = encode({**asked, "page": number}, wire.SEARCH)
        try:
            members = self._api.call(SEARCH_ISSUED, payload)
        except RejectedRequestError as error:
            if finds_nothing(error):
                return Page(items=(), number=number, pages=0, total=0)
            raise
        return decode_page(IssuedInvoice, members, wire.ISSUED, number, at=wire.ISSUED_PAGE)

    def _history_page(self, invoice_id: int, number: int) -> Page[HistoryEntry]:
        asked = {"invoice_id": invoice_id, "page": number, "page_size": SEARCH_PAGE_SIZE}
        members = self._api.call(INVOICE_HISTORY, encode(asked, wire.ASK_HISTORY))
        return decode_page(HistoryEntry, members, wire.HISTORY_ENTRY, number, at=wire.HISTORY_PAGE)

    def _download(
        self,
        invoices: Iterable[IssuedInvoice | int],
        form: DownloadFormat,
        *,
        with_attachments: bool | None,
    ) -> bytes:
        ids = [{wire.DOWNLOAD_INVOICE: _id(invoice)} for invoice in invoices]
        if not ids:
            raise ValueError("a download names at least one invoice")
        asked: dict[str, object] = {"format": form.value, "invoices": ids}
        if with_attachments is not None:
            asked["with_attachments"] = wire.YES if with_attachments else wire.NO
        members = self._api.call(DOWNLOAD_GROUP, encode(asked, wire.DOWNLOAD))
        return decode_file(pick(members, wire.DOWNLOADED), wire.DOWNLOADED)


def decode_file(value: object, field: str) -> bytes:
    """Decode a file that came as base64; raises UnexpectedResponseError when it is none."""
    try:
        content = base64.b64decode(value, validate=True) if isinstance(value, str) else b""
    except (binascii.Error, ValueError):
        content = b""
    if content:
        return content
    raise UnexpectedResponseError(f"The answer's {field} is no file.", field=field)


def _statuses(
    status: InvoiceStatus | str | Iterable[InvoiceStatus | str] | None,
) -> list[str] | None:
    if status is None:
        return None
    several = (status,) if isinstance(status, str) else tuple(status)
    return [str(one) for one in several]


def _history_key(entry: HistoryEntry) -> tuple[object, ...]:
    return (entry.id, entry.status, entry.at)


def _by_time(entry: HistoryEntry) -> tuple[float, int]:
    # Times come to the minute: the platform's own numbers order what one minute holds.
    return (entry.at.timestamp() if entry.at else 0.0, entry.id or 0)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _id(invoice: IssuedInvoice | int) -> int:
    return invoice if isinstance(invoice, int) else invoice.id
