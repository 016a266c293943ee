"""Flows: deposit, follow, prove delivery (*flux*)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk._http.api import Api
from chorus_sdk._http.exchange import JsonObject
from chorus_sdk._http.outcomes import outcome_unknown
from chorus_sdk._http.waiting import Schedule, WaitExpired, observe
from chorus_sdk._log import log_event
from chorus_sdk.errors import (
    Fingerprint,
    NotFoundError,
    RejectedRequestError,
    UnexpectedResponseError,
    WaitTimeoutError,
)
from chorus_sdk.formats.base import Source, load
from chorus_sdk.limits import DEFAULT_LIMITS, Limits
from chorus_sdk.services.delivery import failure, is_complete
from chorus_sdk.services.deposit_guard import DepositGuard
from chorus_sdk.services.deposits import Parcel, pack
from chorus_sdk.services.downloads import decode_file
from chorus_sdk.services.flow_status import FlowOutcome
from chorus_sdk.services.flow_values import Delivery, Flow, FlowStep, IntegrationReport
from chorus_sdk.services.invoices import Invoices
from chorus_sdk.services.issued import IssuedInvoice
from chorus_sdk.services.lot_following import follow_lots
from chorus_sdk.services.lot_values import LotResult, LotResults
from chorus_sdk.services.lots import LotDeposit
from chorus_sdk.services.operations import DEPOSIT_FLOW, FLOW_REPORT, FLOW_REPORT_PDF
from chorus_sdk.services.quirks import WireDate, is_not_visible_yet
from chorus_sdk.services.reports import read_report
from chorus_sdk.services.wire import flows as wire
from chorus_sdk.services.wire.codec import DomainModel, decode, encode, pick
from chorus_sdk.validation.verdict import Preflight

INVISIBLE_FOR: Final = 900.0
"""A flow may not be shown in the first moments; after so many seconds it is called unknown."""
_SEEN: Final = "Follow it again by its number: nothing was lost."
_UNSEEN: Final = (
    "The platform has shown nothing of it yet: if its number is right, and this account's,"
    " follow it again by that number."
)
PROOF: Final = Schedule(first=2, growth=2, longest=30, total=300)
"""How long search is given to show the invoices of an integrated flow."""


class Flows:
    """Depositing files, and what becomes of them (*dépôt et suivi des flux*)."""

    def __init__(
        self, api: Api, invoices: Invoices, clock: Clock, *, guard: DepositGuard | None = None
    ) -> None:
        self._api = api
        self._invoices = invoices
        self._clock = clock
        self._guard = guard or DepositGuard(None, None, clock)

    def preflight(self, source: Source, *, limits: Limits = DEFAULT_LIMITS) -> Preflight:
        """Say what Chorus Pro will do with a file, recipient included (*contrôle avant dépôt*).

        As `chorus_sdk.preflight`, with the platform's own directory. Nothing is deposited.

        Raises:
            LimitExceededError: longer than `limits.document_bytes`.
        """
        return self._guard.look_at(load(source, limits), limits=limits)

    def deposit(
        self,
        source: Source,
        *,
        file_name: str | None = None,
        syntax: str | None = None,
        signed_xml: bool = False,
        allow_lost: bool = False,
        limits: Limits = DEFAULT_LIMITS,
    ) -> Flow:
        """Deposit one invoice file or one tar.gz lot (*déposer un flux*).

        The answer only says that the file was received: go on with `wait_until_delivered`.
        `syntax` (*syntaxeFlux*) is detected; `signed_xml` is for an XML that carries a signature.
        What `preflight` knows will be lost is not sent, unless `allow_lost`.

        Raises:
            WouldBeLostError: it would be rejected, at once or in silence; nothing was sent.
            UnknownFormatError: Chorus Pro takes no such file as a flow.
            LimitExceededError: over 10 MB, or a name over 200 characters.
            OutcomeUnknownError: the answer was lost; `fingerprint` says what to search for.
            RejectedRequestError: the platform refuses the file at once.
        """
        parcel = pack(source, file_name=file_name, syntax=syntax, limits=limits)
        if not allow_lost:
            self._guard.refuse_what_is_lost(parcel.content, parcel.file_name, limits)
        asked = {
            "content": parcel.encoded(),
            "file_name": parcel.file_name,
            "syntax": parcel.syntax,
            "signed_xml": signed_xml,
        }
        fingerprint = self._fingerprint(parcel)
        members = self._api.call(DEPOSIT_FLOW, encode(asked, wire.DEPOSIT), fingerprint=fingerprint)
        answer = _read_deposited(members, fingerprint)
        log_event("flow.deposited", flow_id=answer.id)
        return Flow(
            id=answer.id,
            deposited_on=answer.deposited_on,
            syntax=parcel.syntax,
            file_name=parcel.file_name,
            sha256=parcel.sha256,
            invoice_numbers=parcel.invoice_numbers,
        )

    def deposit_many(
        self,
        sources: Iterable[Source],
        *,
        name: str = "lot",
        allow_lost: bool = False,
        limits: Limits = DEFAULT_LIMITS,
    ) -> LotResults:
        """Deposit many files in as few flows as the limits allow (*déposer en lots*).

        Files of one syntax go together as tar.gz, at most 500 invoices and 10 MB; a file that is
        alone, or is a lot already, goes as it is. Each file has its result, in the order given:
        one that is known to be refused stays out, and stops no other. Nothing is raised but what
        the sources themselves raise: `raise_if_failed`. Go on with `wait_for_many`.
        """
        guard = None if allow_lost else self._guard
        return LotDeposit(self, guard, name, limits).run(sources)

    def wait_for_many(
        self, results: Iterable[LotResult], *, schedule: Schedule | None = None
    ) -> LotResults:
        """Wait for many deposits and say file by file what came of them (*attendre les lots*).

        The result of a delivered file has its invoices; one that was refused has an error whose
        report is about it alone. `schedule` is for each flow. Nothing is raised but what searching
        raises: `raise_if_failed`.
        """
        return follow_lots(self, self._invoices, results, schedule)

    def report(self, flow: Flow | str) -> IntegrationReport | None:
        """Return the detailed report (*compte rendu détaillé*), or None while it is not shown."""
        flow_id = _id(flow)
        try:
            members = self._api.call(FLOW_REPORT, encode({"flow_id": flow_id}, wire.ASK_REPORT))
        except RejectedRequestError as error:
            if is_not_visible_yet(error):
                return None
            raise
        return read_report(flow_id, members)

    def report_pdf(self, flow: Flow | str) -> bytes:
        """Return the report as a PDF (*compte rendu*), reasons in full.

        Raises:
            RejectedRequestError: the flow is not known.
        """
        members = self._api.call(FLOW_REPORT_PDF, encode({"flow_id": _id(flow)}, wire.ASK_REPORT))
        return decode_file(pick(members, wire.REPORT_PDF), wire.REPORT_PDF)

    def follow(self, flow: Flow | str, *, schedule: Schedule | None = None) -> Iterator[FlowStep]:
        """Yield each state that the flow is seen in, once, up to its end (*suivre un flux*).

        An end of any kind is a step, not an error: `wait_until_delivered` is the call that raises.

        Raises:
            NotFoundError: the platform has not shown the flow for a quarter of an hour.
            WaitTimeoutError: `schedule.total` has passed; follow again to take it up.
        """
        flow_id, last = _id(flow), None
        try:
            for step in self._observe(flow_id, schedule or Schedule()):
                if last is None or step.status != last.status:
                    log_event("flow.transition", flow_id=flow_id, status=step.status)
                    yield step
                last = step
        except WaitExpired as expired:
            waited = expired.waited
        except KeyboardInterrupt as interrupt:
            interrupt.add_note(f"The flow {flow_id} goes on: follow it again by that number.")
            raise
        else:
            return
        status = last.status.value if last and last.status else None
        raise WaitTimeoutError(
            f"The flow {flow_id} has not reached its end in {waited:.0f} seconds.",
            flow_id=flow_id,
            last_status=status,
            waited=waited,
            hint=_SEEN if status else _UNSEEN,
        )

    def wait_until_delivered(
        self,
        flow: Flow | str,
        *,
        schedule: Schedule | None = None,
        on_step: Callable[[FlowStep], None] | None = None,
    ) -> Delivery:
        """Wait until delivery is proven: the flow integrated, and its invoices found by search.

        Raises:
            FlowRejectedError: nothing was delivered; `report` says why.
            FlowPartlyIntegratedError: `report` names the refused, `delivered` the others.
            DeliveryNotProvenError: integrated, yet search does not show all its invoices.
            NotFoundError, WaitTimeoutError: as for `follow`.
        """
        known = flow if isinstance(flow, Flow) else Flow(id=flow)
        report: IntegrationReport | None = None
        for step in self.follow(known, schedule=schedule):
            report = step.report
            if on_step is not None:
                on_step(step)
        assert report is not None  # noqa: S101 (follow ends with a step that has a report)
        found = self._prove(known, report)
        problem = failure(known, report, found)
        if problem is not None:
            raise problem
        return Delivery(flow=known, report=report, invoices=found)

    def _observe(self, flow_id: str, schedule: Schedule) -> Iterator[FlowStep]:
        started = self._clock.monotonic()
        for step in observe(
            lambda: self._step(flow_id), lambda seen: seen.is_final, schedule, self._clock
        ):
            if step.status is None and self._clock.monotonic() - started > INVISIBLE_FOR:
                raise NotFoundError(
                    f"The platform does not show the flow {flow_id}.",
                    hint="Check its number, and that this account deposited it.",
                )
            yield step

    def _step(self, flow_id: str) -> FlowStep:
        report = self.report(flow_id)
        return FlowStep(
            flow_id=flow_id,
            status=report.status if report else None,
            seen_at=self._clock.now(),
            report=report,
        )

    def _prove(self, flow: Flow, report: IntegrationReport) -> tuple[IssuedInvoice, ...]:
        """Search the flow's invoices until all that should be there are, or time is over."""
        if report.status.outcome is FlowOutcome.REJECTED:
            return ()

        def probe() -> tuple[IssuedInvoice, ...]:
            return tuple(self._invoices.search(flow_id=flow.id))

        found: tuple[IssuedInvoice, ...] = ()
        with suppress(WaitExpired):
            for seen in observe(
                probe, lambda seen: is_complete(flow, report, seen), PROOF, self._clock
            ):
                found = seen
        return found

    def _fingerprint(self, parcel: Parcel) -> Fingerprint:
        return Fingerprint(
            operation=DEPOSIT_FLOW.name,
            file_name=parcel.file_name,
            sha256=parcel.sha256,
            invoice_numbers=parcel.invoice_numbers,
            sent_at=self._clock.now(),
        )


class _Deposited(DomainModel):
    id: str
    deposited_on: WireDate = None
    syntax: str | None = None


def _read_deposited(members: JsonObject, fingerprint: Fingerprint) -> _Deposited:
    try:
        return decode(_Deposited, members, wire.DEPOSITED)
    except UnexpectedResponseError as error:
        # Accepted, but under a number that we were not told: it must be searched for.
        raise outcome_unknown(DEPOSIT_FLOW, fingerprint) from error


def _id(flow: Flow | str) -> str:
    return flow if isinstance(flow, str) else flow.id
