"""Many files in few deposits (*lots*): packed under the limits, one result a file, in order.

A lot is a tar.gz of invoices of one syntax, at most 500 and at most 10 MB (chorus-pro-api §3.1
op. 1, §6.1). What is known to be refused stays out of it, so that one file never stops the others.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Final

from chorus_sdk.errors import AuthenticationError, ChorusError, DocumentError, InvalidInvoiceError
from chorus_sdk.formats.base import Source, source_name
from chorus_sdk.limits import DEPOSIT_FILE_BYTES, FLOW_INVOICES, Limits
from chorus_sdk.services.deposit_guard import DepositGuard
from chorus_sdk.services.deposits import pack
from chorus_sdk.services.flow_values import Flow
from chorus_sdk.services.lot_packing import Batch, Packed, within
from chorus_sdk.services.lot_values import LotResult, LotResults

if TYPE_CHECKING:
    from chorus_sdk.services.flows import Flows

_REFUSED_BEFORE_SENDING: Final = (DocumentError, InvalidInvoiceError, OSError, ValueError)


class LotDeposit:
    """One pass over many files (*dépôt en lots*): each is read once and let go when it is sent."""

    def __init__(self, flows: Flows, guard: DepositGuard | None, name: str, limits: Limits) -> None:
        self._flows = flows
        self._guard = guard
        self._name = name
        self._limits = limits
        self._results: dict[int, LotResult] = {}
        self._batches: dict[str, Batch] = {}
        self._sent = 0
        self._stopped: AuthenticationError | None = None

    def run(self, sources: Iterable[Source]) -> LotResults:
        """Deposit every file and say what became of each."""
        for place, source in enumerate(sources):
            packed = self._packed(place, source)
            if packed is not None:
                self._take(packed)
        for batch in self._batches.values():
            self._send(batch)
        return LotResults(tuple(self._results[place] for place in sorted(self._results)))

    def _packed(self, place: int, source: Source) -> Packed | None:
        """Check one file; one that is known to be refused has its result at once."""
        name = source_name(source) or f"file {place + 1}"
        try:
            parcel = pack(source, limits=self._limits)
            if self._guard is not None:
                self._guard.refuse_what_is_lost(parcel.content, parcel.file_name, self._limits)
        except _REFUSED_BEFORE_SENDING as error:
            self._results[place] = LotResult(place=place, file_name=name, error=error)
            return None
        return Packed(place=place, name=name, parcel=parcel)

    def _take(self, packed: Packed) -> None:
        """Put a file into the open batch of its syntax, sending the batch first when it is full."""
        syntax = packed.parcel.syntax
        batch = self._batches.setdefault(syntax, Batch())
        if not batch.has_room_for(packed, invoices=FLOW_INVOICES, size=DEPOSIT_FILE_BYTES):
            self._send(batch)
            batch = self._batches[syntax] = Batch()
        batch.add(packed)

    def _send(self, batch: Batch) -> None:
        for files, content in within(batch.files, DEPOSIT_FILE_BYTES):
            self._deposit(files, content)

    def _deposit(self, files: tuple[Packed, ...], content: bytes) -> None:
        flow: Flow | None = None
        error: ChorusError | None = self._stopped
        if error is None:
            try:
                flow = self._one_flow(files, content)
            except ChorusError as failure:
                error = failure
                # A login that is refused is not tried again and again.
                if isinstance(failure, AuthenticationError):
                    self._stopped = failure
        for one in files:
            self._results[one.place] = LotResult(
                place=one.place,
                file_name=one.name,
                numbers=one.parcel.invoice_numbers,
                flow=flow,
                error=error,
            )

    def _one_flow(self, files: tuple[Packed, ...], content: bytes) -> Flow:
        self._sent += 1
        first = files[0].parcel
        name = first.file_name if len(files) == 1 else f"{self._name}-{self._sent:03d}.tar.gz"
        # Each file was looked at on its own: the lot is not looked at again.
        return self._flows.deposit(
            content, file_name=name, syntax=first.syntax, allow_lost=True, limits=self._limits
        )
