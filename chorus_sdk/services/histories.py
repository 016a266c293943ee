"""The statuses that an invoice went through (*historique*), whoever asks (operation 20)."""

from __future__ import annotations

from chorus_sdk._http.api import Api
from chorus_sdk._http.paging import Page, Pager
from chorus_sdk.limits import SEARCH_PAGE_SIZE
from chorus_sdk.services.issued import HistoryEntry
from chorus_sdk.services.operations import INVOICE_HISTORY
from chorus_sdk.services.wire import invoices as wire
from chorus_sdk.services.wire.codec import decode_page, encode


def read_history(api: Api, invoice_id: int) -> tuple[HistoryEntry, ...]:
    """Return the statuses of an invoice, oldest first.

    Raises:
        RejectedRequestError: no such invoice, or no right to it.
    """

    def page(number: int) -> Page[HistoryEntry]:
        asked = {"invoice_id": invoice_id, "page": number, "page_size": SEARCH_PAGE_SIZE}
        members = api.call(INVOICE_HISTORY, encode(asked, wire.ASK_HISTORY))
        return decode_page(HistoryEntry, members, wire.HISTORY_ENTRY, number, at=wire.HISTORY_PAGE)

    pager = Pager(page, key=lambda one: (one.id, one.status, one.at))
    return tuple(sorted(pager, key=_by_time))


def _by_time(entry: HistoryEntry) -> tuple[float, int]:
    # Times come to the minute: the platform's own numbers order what one minute holds.
    return (entry.at.timestamp() if entry.at else 0.0, entry.id or 0)
