"""The front desk: one client, and what it can do hung off it as nouns."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._http.api import Api
from chorus_sdk._http.rate import PacedTransport, RateLimiter
from chorus_sdk._http.retry import RetryPolicy
from chorus_sdk._http.transport import Transport
from chorus_sdk.auth.authorizer import PisteAuthorizer
from chorus_sdk.auth.credentials import Credentials
from chorus_sdk.auth.tokens import PisteTokenSource
from chorus_sdk.config import Environment, Settings
from chorus_sdk.errors import Exchange
from chorus_sdk.services.operations import HEALTH

if TYPE_CHECKING:
    from chorus_sdk.services.account import Account
    from chorus_sdk.services.approvals import Approvals
    from chorus_sdk.services.attachments import Attachments
    from chorus_sdk.services.commitments import Commitments
    from chorus_sdk.services.diagnosis_values import Diagnosis
    from chorus_sdk.services.directory import Directory
    from chorus_sdk.services.flows import Flows
    from chorus_sdk.services.invoices import Invoices
    from chorus_sdk.services.organisations import Organisations
    from chorus_sdk.services.payment_requests import PaymentRequests
    from chorus_sdk.services.received import Received
    from chorus_sdk.services.reference_data import ReferenceData
    from chorus_sdk.services.structures import Structures
    from chorus_sdk.services.works import Works


class ChorusClient:
    """A client of Chorus Pro (*client*); safe to share between threads.

    `timeout` is in seconds, for each attempt of each call: so long the platform may keep silent,
    before its answer and within it. `max_calls_per_minute` spreads the calls of all threads, so
    that no minute sees more. `on_event` is told every exchange, with nothing in it that is secret;
    where it raises, that is logged, and the answer is given all the same. `transport` and `clock`
    may be your own.

    Example:
        >>> from chorus_sdk.auth.credentials import Credentials
        >>> credentials = Credentials.of(
        ...     client_id="app", client_secret="…",
        ...     technical_login="TECH_1_1@cpro.fr", technical_password="…",
        ... )
        >>> with ChorusClient(credentials, environment=Environment.QUALIFICATION) as chorus:
        ...     chorus
        <ChorusClient of qualification>
    """

    def __init__(
        self,
        credentials: Credentials,
        *,
        environment: Environment,
        transport: Transport | None = None,
        clock: Clock | None = None,
        policy: RetryPolicy | None = None,
        timeout: float = 60.0,
        max_calls_per_minute: float | None = None,
        on_event: Callable[[Exchange], None] | None = None,
    ) -> None:
        self.environment = environment
        self._credentials = credentials
        self._clock = clock or SystemClock()
        self._transport = transport or _default_transport()
        self._owns_transport = transport is None
        policy = policy or RetryPolicy()
        limiter = None
        self._paced = self._transport
        if max_calls_per_minute is not None:
            limiter = RateLimiter(max_calls_per_minute, clock=self._clock)
            self._paced = PacedTransport(self._transport, limiter)
        tokens = PisteTokenSource(
            credentials.application,
            token_url=environment.token_url,
            transport=self._paced,
            clock=self._clock,
            policy=policy,
        )
        self._api = Api(
            base_url=environment.api_url,
            transport=self._transport,
            authorizer=PisteAuthorizer(tokens, credentials.technical_account),
            clock=self._clock,
            policy=policy,
            timeout=timeout,
            on_event=on_event,
            limiter=limiter,
        )

    @classmethod
    def from_settings(
        cls, settings: Settings, *, transport: Transport | None = None
    ) -> ChorusClient:
        """Make a client from settings (*à partir des paramètres*).

        Raises:
            ConfigurationError: a setting is missing; says which and where it was looked for.
        """
        credentials = Credentials.of(
            client_id=settings.text("client_id"),
            client_secret=settings.secret("client_secret"),
            technical_login=settings.text("technical_login"),
            technical_password=settings.secret("technical_password"),
        )
        return cls(
            credentials,
            environment=settings.environment(),
            transport=transport,
            timeout=settings.number("timeout", 60.0),
        )

    @property
    def flows(self) -> Flows:
        """Deposits and what becomes of them (*flux*)."""
        return self._flows

    @cached_property
    def _flows(self) -> Flows:
        from chorus_sdk.services.deposit_guard import DepositGuard
        from chorus_sdk.services.flows import Flows
        from chorus_sdk.services.recipients import StructureDirectory

        directory = StructureDirectory(self.structures, self._clock)
        guard = DepositGuard(self.environment, directory, self._clock)
        return Flows(self._api, self.invoices, self._clock, guard=guard)

    @property
    def invoices(self) -> Invoices:
        """Issued invoices (*factures émises*)."""
        return self._invoices

    @cached_property
    def _invoices(self) -> Invoices:
        from chorus_sdk.services.invoices import Invoices

        return Invoices(self._api)

    @cached_property
    def structures(self) -> Structures:
        """Structures and their services (*structures*)."""
        from chorus_sdk.services.structures import Structures

        return Structures(self._api)

    @cached_property
    def account(self) -> Account:
        """Your own account: memberships, structures, bank accounts (*mon compte*)."""
        from chorus_sdk.services.account import Account

        return Account(self._api)

    @cached_property
    def attachments(self) -> Attachments:
        """Attached files: add, find, download (*pièces jointes*)."""
        from chorus_sdk.services.attachments import Attachments

        return Attachments(self._api)

    @cached_property
    def commitments(self) -> Commitments:
        """Legal commitments (*engagements juridiques*)."""
        from chorus_sdk.services.commitments import Commitments

        return Commitments(self._api)

    @cached_property
    def directory(self) -> Directory:
        """The directory of recipients (*annuaire des destinataires*)."""
        from chorus_sdk.services.directory import Directory

        return Directory(self._api)

    @cached_property
    def organisations(self) -> Organisations:
        """Organisations and their services (*référentiel des organisations*)."""
        from chorus_sdk.services.organisations import Organisations

        return Organisations(self._api)

    @cached_property
    def received(self) -> Received:
        """Received invoices: search, process, download (*factures reçues*)."""
        from chorus_sdk.services.received import Received

        return Received(self._api, self.reference_data, self._clock)

    @cached_property
    def approvals(self) -> Approvals:
        """Invoices to approve (*factures à valider*)."""
        from chorus_sdk.services.approvals import Approvals

        return Approvals(self._api, self.reference_data, self._clock)

    @cached_property
    def payment_requests(self) -> PaymentRequests:
        """Payment requests of every kind, live and archived (*demandes de paiement*)."""
        from chorus_sdk.services.payment_requests import PaymentRequests

        return PaymentRequests(self._api)

    @cached_property
    def reference_data(self) -> ReferenceData:
        """Reference lists, kept after their first use (*référentiels*)."""
        from chorus_sdk.services.reference_data import ReferenceData

        return ReferenceData(self._api)

    @cached_property
    def works(self) -> Works:
        """Works invoices (*factures de travaux*)."""
        from chorus_sdk.services.works import Works

        return Works(self._api)

    def check(self) -> None:
        """Ask whether the platform is up and takes both credentials (*health-check*).

        Raises:
            AuthenticationError: one of the credentials is not accepted; says which.
            ApiError, TransportError: the platform is not up.
        """
        self._api.call(HEALTH)

    def diagnose(self) -> Diagnosis:
        """Find out what stands between this client and Chorus Pro (*diagnostic*).

        About fifteen calls, each made once; whatever is wrong is in the diagnosis, and nothing is
        raised for it. `diagnosis.cause` is the failure that explains the others.
        """
        from chorus_sdk.services.diagnosis import Diagnoser

        return Diagnoser(
            self.environment, self._credentials, transport=self._paced, clock=self._clock
        ).diagnose()

    def close(self) -> None:
        """Close connections that this client opened itself."""
        if self._owns_transport:
            self._transport.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"<ChorusClient of {self.environment.name}>"


def _default_transport() -> Transport:
    from chorus_sdk._http.requests_transport import RequestsTransport

    return RequestsTransport()
