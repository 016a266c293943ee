"""Following one invoice, as recipient or as approver (*suivi d'une facture*)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeAlias

from chorus_sdk._clock import Clock
from chorus_sdk._http.api import Api
from chorus_sdk._http.waiting import Schedule
from chorus_sdk.services.histories import read_history
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.invoice_waiting import current_status, wait_until_status
from chorus_sdk.services.issued import HistoryEntry


class Numbered(Protocol):
    """Anything whose `id` is the platform's number of an invoice (*idFacture*)."""

    @property
    def id(self) -> int:
        """The platform's number (*idFacture*)."""
        ...


AnyInvoice: TypeAlias = Numbered | int
"""An invoice as it was listed or fetched, or its number at the platform."""


class InvoiceFollowing:
    """What became of an invoice (*suivi*): the part that all roles have alike."""

    def __init__(self, api: Api, clock: Clock) -> None:
        self._api = api
        self._clock = clock

    def history(self, invoice: AnyInvoice) -> tuple[HistoryEntry, ...]:
        """Return the statuses that an invoice went through, oldest first (*historique*).

        Raises:
            RejectedRequestError: no such invoice, or no right to it.
        """
        return read_history(self._api, number_of(invoice))

    def status(self, invoice: AnyInvoice) -> InvoiceStatus:
        """Return the status that an invoice has now (*statut courant*).

        Raises:
            RejectedRequestError: no such invoice, or no right to it.
        """
        return current_status(self._api, number_of(invoice))

    def wait_until(
        self,
        invoice: AnyInvoice,
        *statuses: InvoiceStatus | str,
        schedule: Schedule | None = None,
        on_status: Callable[[InvoiceStatus], None] | None = None,
    ) -> InvoiceStatus:
        """Wait until an invoice has one of these statuses, and return it (*attendre un statut*).

        Such as `COMPLETEE`, after a suspension. Without a `schedule`, a day is waited; `on_status`
        is told each status that is seen, once.

        Raises:
            StatusNotReachedError: it has ended in another status.
            StatusWaitTimeoutError: `schedule.total` has passed; wait again to take it up.
            ValueError: no status is named.
        """
        number = number_of(invoice)
        return wait_until_status(
            lambda: current_status(self._api, number),
            statuses,
            invoice_id=number,
            clock=self._clock,
            schedule=schedule,
            on_status=on_status,
        )


def number_of(invoice: AnyInvoice) -> int:
    """Return the platform's number of an invoice (*idFacture*).

    Example:
        >>> number_of(31)
        31
    """
    return invoice if isinstance(invoice, int) else invoice.id
