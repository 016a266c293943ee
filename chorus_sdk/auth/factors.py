"""The account's factors (*facteurs d'authentification*): listed, declared, replaced, removed."""

from __future__ import annotations

from dataclasses import dataclass

from chorus_sdk._clock import Clock
from chorus_sdk._log import log_event
from chorus_sdk.auth.browser import origin_of
from chorus_sdk.auth.enrolment import Enrolment
from chorus_sdk.auth.pages import PageKind, PortalPages, unknown_page
from chorus_sdk.auth.second_factor import SECURITY_KEY, TOTP
from chorus_sdk.auth.security_key import KeyDevice, plugged_in
from chorus_sdk.auth.visitor import Visitor
from chorus_sdk.errors import NotFoundError


@dataclass(frozen=True, kw_only=True)
class DeclaredFactor:
    """A factor that the next login will ask for (*facteur déclaré*), by `kind`."""

    kind: str


class Factors:
    """The account's authentication factors (*mes facteurs d'authentification*)."""

    def __init__(self, session: Visitor, pages: PortalPages, clock: Clock) -> None:
        self._session = session
        self._pages = pages
        self._clock = clock

    def list(self) -> tuple[DeclaredFactor, ...]:
        """Return what the portal's own list shows.

        Raises:
            SessionExpiredError: the session has ended: log in again.
        """
        page = self._session.visit(PageKind.FACTORS)
        return tuple(
            DeclaredFactor(kind=kind)
            for kind, mark in self._pages.declared.items()
            if mark.is_on(page)
        )

    def remove(self, kind: str) -> None:
        """Take a factor away; without application and key, the next login is by mailed code.

        Raises:
            NotFoundError: the account has no such factor, or it cannot be removed.
            SessionExpiredError: the session has ended: log in again.
        """
        page = self._session.visit(PageKind.FACTORS)
        spec = self._pages.remove.get(kind)
        form = spec.find(page) if spec is not None else None
        if spec is None or form is None:
            raise NotFoundError(
                f"The account has no factor {kind!r} that could be removed.",
                hint="See factors.list(); the mailed code is always there.",
            )
        page = self._session.send(page, form.fill({}, button=spec.button), step="remove")
        self._session.expect(page, PageKind.FACTORS, step="remove")
        log_event("auth.factor_removed", factor=kind)

    def replace_application(self) -> Enrolment:
        """Remove the account's one application and begin to declare another.

        Between the two the account has none: `confirm` soon, or the mailed code is its factor.

        Raises:
            SessionExpiredError: the session has ended: log in again.
        """
        if any(factor.kind == TOTP for factor in self.list()):
            self.remove(TOTP)
        return self.declare_application()

    def register_security_key(self, device: KeyDevice | None = None) -> None:
        """Register a security key: the one that is plugged in (extra [fido2]), or `device`.

        Raises:
            FactorAlreadyDeclaredError: the account has a key.
            SecondFactorRequiredError: no key is there, or nobody touched it.
            SecondFactorRejectedError: the portal does not take what the key made.
            SessionExpiredError: the session has ended: log in again.
            UnexpectedResponseError: the description does not say how a key is registered.
        """
        page = self._session.visit(PageKind.KEY)
        spec, offer = self._pages.register_key, page.attribute(self._pages.key_offer)
        if spec is None or offer is None:
            raise unknown_page(page, step="key")
        form = self._pages.form_on(page, spec, step="key")
        made = (device or plugged_in()).register(offer, origin_of(page.url))
        filled = form.fill({spec.fields["code"]: made}, button=spec.button)
        page = self._session.send(page, filled, step="register-key")
        self._session.expect(page, PageKind.FACTORS, step="register-key")
        log_event("auth.key_registered", factor=SECURITY_KEY)

    def declare_application(self) -> Enrolment:
        """Begin to declare an application; nothing is declared before `confirm`.

        Raises:
            FactorAlreadyDeclaredError: the account has its one application.
            SessionExpiredError: the session has ended: log in again.
            UnexpectedResponseError: the page shows no `otpauth:` address in its text or links.
        """
        settings = self._session.visit(PageKind.SETTINGS)
        spec = self._pages.add_application
        filled = self._pages.form_on(settings, spec, step="settings").fill({}, button=spec.button)
        page = self._session.send(settings, filled, step="application")
        self._session.expect(page, PageKind.APPLICATION, step="application")
        uri = page.find_uri("otpauth")
        if uri is None:
            raise unknown_page(page, step="application")
        return Enrolment(self._session, self._pages, self._clock, page, uri)
