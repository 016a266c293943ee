"""Reading received invoices: search, consult, download, wait (*consultation*)."""

from __future__ import annotations

from collections.abc import Iterable

from chorus_sdk._clock import Clock
from chorus_sdk._http.api import Api
from chorus_sdk._http.paging import Pager
from chorus_sdk.limits import SEARCH_MAXIMUM_RESULTS, SEARCH_PAGE_SIZE
from chorus_sdk.services.consulting import consult
from chorus_sdk.services.downloads import download_group
from chorus_sdk.services.invoice_details import InvoiceDetails
from chorus_sdk.services.invoice_following import AnyInvoice, InvoiceFollowing, number_of
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.issued import DownloadFormat
from chorus_sdk.services.operations import FETCH_RECEIVED, RECEIVED_TO_DO, SEARCH_RECEIVED
from chorus_sdk.services.received_values import ReceivedCriteria, ReceivedInvoice
from chorus_sdk.services.recipient_moves import allowed_moves
from chorus_sdk.services.reference_data import ReferenceData
from chorus_sdk.services.searches import positive, search
from chorus_sdk.services.wire import received as wire
from chorus_sdk.services.wire.invoice_details import RECIPIENT_PAGES


class ReceivedReading(InvoiceFollowing):
    """What a recipient asks about its invoices (*consultation*): the reading half of `Received`."""

    def __init__(self, api: Api, reference_data: ReferenceData, clock: Clock) -> None:
        super().__init__(api, clock)
        self._reference = reference_data

    def search(
        self,
        criteria: ReceivedCriteria | None = None,
        *,
        page_size: int = SEARCH_PAGE_SIZE,
        limit: int | None = None,
    ) -> Pager[ReceivedInvoice]:
        """Search received invoices (*rechercher factures récipiendaire*), oldest deposit first.

        Works invoices are found with `kind` alone: ask once for each kind. Nothing is sent before
        the result is read, and all results are asked for.

        Raises:
            ValueError: `page_size` or `limit` is not positive, or an instant has no zone.
        """
        asked = {
            **(criteria or ReceivedCriteria()).asked(),
            **wire.OLDEST_FIRST,
            "maximum": SEARCH_MAXIMUM_RESULTS,
            "page_size": positive(page_size),
        }
        return search(
            self._api,
            SEARCH_RECEIVED,
            asked,
            wire.SEARCH,
            model=ReceivedInvoice,
            names=wire.INVOICE,
            at=wire.PAGE,
            key=lambda one: one.id,
            limit=limit,
        )

    def to_do(
        self,
        structure_id: int | None = None,
        *,
        with_size: bool | None = None,
        page_size: int = SEARCH_PAGE_SIZE,
        limit: int | None = None,
    ) -> Pager[ReceivedInvoice]:
        """List what waits for the recipient: available or completed (*à traiter*); *deprecated*.

        Without `structure_id`, of all structures of the account. `search` with `statuses` does the
        same and stays.
        """
        asked = {
            "structure_id": structure_id,
            "with_size": with_size,
            **wire.OLDEST_FIRST,
            "maximum": SEARCH_MAXIMUM_RESULTS,
            "page_size": positive(page_size),
        }
        return search(
            self._api,
            RECEIVED_TO_DO,
            asked,
            wire.TO_DO,
            model=ReceivedInvoice,
            names=wire.INVOICE,
            at=wire.TO_DO_PAGE,
            key=lambda one: one.id,
            limit=limit,
        )

    def fetch(self, invoice: AnyInvoice) -> InvoiceDetails:
        """Return everything about one invoice (*consulter une facture reçue*).

        Raises:
            RejectedRequestError: no such invoice, or no right to it.
        """
        return consult(self._api, FETCH_RECEIVED, number_of(invoice), RECIPIENT_PAGES)

    def next_statuses(
        self, invoice: ReceivedInvoice | InvoiceDetails | InvoiceStatus
    ) -> tuple[InvoiceStatus, ...]:
        """Return what may be made of an invoice, or of any in a status (*états possibles*)."""
        status = invoice if isinstance(invoice, InvoiceStatus) else invoice.status
        return allowed_moves(self._reference, status) if status is not None else ()

    def download_pivot(self, invoices: Iterable[AnyInvoice]) -> bytes:
        """Download invoices with their attachments as one pivot (*FEN0036A*): XML, or a zip of it.

        A recipient's download marks each invoice as downloaded, and stands in its history. AIFE
        advises ten invoices a call; the platform stops at 120 MB. `open_pivot` reads both forms.

        Raises:
            ValueError: no invoice is named.
            ApiError: too big, not found, no right.
        """
        ids = [number_of(one) for one in invoices]
        return download_group(self._api, ids, DownloadFormat.PIVOT, with_attachments=None)

    def download_pdf(
        self, invoices: Iterable[AnyInvoice], *, with_attachments: bool = True
    ) -> bytes:
        """Download invoices to read: one PDF, or a zip of several. As `download_pivot`."""
        ids = [number_of(one) for one in invoices]
        return download_group(self._api, ids, DownloadFormat.PDF, with_attachments=with_attachments)
