"""The portal login (*connexion au portail*): who logs in, where, and where the session is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NoReturn

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._http.transport import Transport
from chorus_sdk._log import log_event
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.auth.browser import Browser
from chorus_sdk.auth.kept_session import session_name
from chorus_sdk.auth.known_pages import pages_for
from chorus_sdk.auth.login_steps import log_in, run_login
from chorus_sdk.auth.pages import PortalPages
from chorus_sdk.auth.second_factor import SecondFactor
from chorus_sdk.auth.stores import MemoryStore, SecretStore
from chorus_sdk.config import Environment, Settings

if TYPE_CHECKING:
    from chorus_sdk.auth.session import PortalSession
    from chorus_sdk.auth.session_keeper import SessionKeeper


class PortalLogin:
    """Logs a person in to the portal (*connexion au portail*).

    `environment` is taken from the settings (`CHORUS_ENVIRONMENT`, `CHORUS_BASE_URL`) where it is
    not given: there is no default. The password is sent once for each login. With a `store` the
    session is kept there and taken up again, by this process or another, for at most
    `session_life` seconds after its login and as long as the portal lets it live; what is kept
    does not hold the password.

    Raises:
        ConfigurationError: no environment, no description of its pages, or an address that is
            neither https nor on this machine.
    """

    def __init__(
        self,
        email: str,
        password: str | Secret[str],
        *,
        environment: Environment | None = None,
        transport: Transport | None = None,
        clock: Clock | None = None,
        pages: PortalPages | None = None,
        store: SecretStore | None = None,
        session_life: float | None = None,
    ) -> None:
        password = as_secret(password)  # no frame of ours keeps the plain text
        self._email = email
        self._password = password
        self._environment = environment or Settings.load().environment()
        self._transport = transport
        self._clock = clock or SystemClock()
        self._pages = pages or pages_for(self._environment)
        self._store = store
        self._life = timedelta(seconds=session_life) if session_life is not None else None

    def open(
        self,
        second_factor: SecondFactor | Sequence[SecondFactor] | None = None,
        *,
        renews: bool = False,
    ) -> PortalSession:
        """Log in, or take up the kept session, and return it; it does not know the password.

        Several factors are an order of preference: the first one that the portal offers and that
        can answer does so. With `renews` the session logs in again by itself, once, where a page
        finds it ended; it holds on to this login for that.

        Raises:
            InvalidCredentialsError: the login address or the password is wrong.
            AccountLockedError: the account is locked.
            SecondFactorRequiredError: the page does not offer this factor; says which it offers.
            SecondFactorRejectedError: the code was refused; `SecondFactorExpiredError` if too late.
            SecretStoreError: the store cannot be used.
            UnexpectedResponseError: a page that the description does not foresee.
            TransportError: no usable answer.
        """
        from chorus_sdk.auth.session import PortalSession

        transport = self._transport or _default_transport()
        is_open = False
        try:
            browser = Browser(transport, self._clock, self._environment.portal_url)
            keeper = self._keeper(_in_order(second_factor))
            keeper.open(browser)
            if not renews:
                keeper.forget_login()
            is_open = True
        finally:
            if not is_open and self._transport is None:
                transport.close()
        return PortalSession(
            browser,
            self._pages,
            clock=self._clock,
            keeper=keeper,
            own_transport=transport if self._transport is None else None,
            is_shared=self._store is not None,
            renews=renews,
        )

    def __repr__(self) -> str:
        return f"PortalLogin(environment={self._environment.name!r})"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a login cannot be pickled: build it where it is needed")

    def _keeper(self, factors: tuple[SecondFactor, ...]) -> SessionKeeper:
        from chorus_sdk.auth.session_keeper import SessionKeeper

        def enter(browser: Browser) -> None:
            run_login(browser, log_in(self._pages, self._email, self._password), factors)
            log_event("auth.login", environment=self._environment.name)

        return SessionKeeper(
            self._store or MemoryStore(),
            session_name(self._environment.portal_url, self._email),
            self._pages,
            self._clock,
            enter,
            life=self._life,
        )


def _in_order(given: SecondFactor | Sequence[SecondFactor] | None) -> tuple[SecondFactor, ...]:
    if given is None:
        return ()
    return tuple(given) if isinstance(given, Sequence) else (given,)


def _default_transport() -> Transport:
    from chorus_sdk._http.requests_transport import RequestsTransport

    return RequestsTransport()
