"""The front desk: one client, and what it can do hung off it as nouns."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from types import TracebackType
from typing import TYPE_CHECKING, Self

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._http.api import Api
from chorus_sdk._http.retry import RetryPolicy
from chorus_sdk._http.transport import Transport
from chorus_sdk.auth.authorizer import PisteAuthorizer
from chorus_sdk.auth.credentials import Credentials
from chorus_sdk.auth.tokens import PisteTokenSource
from chorus_sdk.config import Environment, Settings
from chorus_sdk.errors import Exchange
from chorus_sdk.services.operations import HEALTH

if TYPE_CHECKING:
    from chorus_sdk.services.flows import Flows
    from chorus_sdk.services.invoices import Invoices
    from chorus_sdk.services.structures import Structures


class ChorusClient:
    """A client of Chorus Pro (*client*); safe to share between threads.

    `timeout` is in seconds, for each attempt of each call. `on_event` is told every exchange, with
    nothing in it that is secret. `transport` and `clock` may be your own.

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
        on_event: Callable[[Exchange], None] | None = None,
    ) -> None:
        self.environment = environment
        self._clock = clock or SystemClock()
        self._transport = transport or _default_transport()
        self._owns_transport = transport is None
        policy = policy or RetryPolicy()
        tokens = PisteTokenSource(
            credentials.application,
            token_url=environment.token_url,
            transport=self._transport,
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

    @cached_property
    def flows(self) -> Flows:
        """Deposits and what becomes of them (*flux*)."""
        from chorus_sdk.services.flows import Flows

        return Flows(self._api, self.invoices, self._clock)

    @cached_property
    def invoices(self) -> Invoices:
        """Issued invoices (*factures émises*)."""
        from chorus_sdk.services.invoices import Invoices

        return Invoices(self._api)

    @cached_property
    def structures(self) -> Structures:
        """Structures and their services (*structures*)."""
        from chorus_sdk.services.structures import Structures

        return Structures(self._api)

    def check(self) -> None:
        """Ask whether the platform is up and takes both credentials (*health-check*).

        Raises:
            AuthenticationError: one of the credentials is not accepted; says which.
            ApiError, TransportError: the platform is not up.
        """
        self._api.call(HEALTH)

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
