"""Declaring an authenticator application (*déclaration d'une application*): QR code, code, done."""

from __future__ import annotations

from io import BytesIO, StringIO
from typing import TYPE_CHECKING

from chorus_sdk._clock import Clock
from chorus_sdk._log import log_event
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.auth.pages import PageKind, PortalPages
from chorus_sdk.auth.refusals import raise_if_refused
from chorus_sdk.auth.second_factor import TOTP, Challenge
from chorus_sdk.auth.totp import Totp
from chorus_sdk.auth.visitor import Visitor
from chorus_sdk.auth.web_page import WebPage
from chorus_sdk.errors import MissingExtraError

if TYPE_CHECKING:
    from types import ModuleType


class Enrolment:
    """An application on its way to be declared (*déclaration en cours*).

    `provisioning_uri` is what the QR code holds, secret included: keep it apart from the password.
    """

    def __init__(
        self,
        session: Visitor,
        pages: PortalPages,
        clock: Clock,
        page: WebPage,
        uri: Secret[str],
    ) -> None:
        self._session = session
        self._pages = pages
        self._clock = clock
        self._page = page
        self._totp = Totp.from_uri(uri, clock=clock)
        self.provisioning_uri = uri

    def totp(self) -> Totp:
        """Return the application itself, always the same one, so that it repeats no code."""
        return self._totp

    def qr_terminal(self) -> str:
        """Return the QR code as lines of text for a terminal; whoever sees it has the secret.

        Raises:
            MissingExtraError: the extra [qr] is not installed.
        """
        out = StringIO()
        _segno().make(self.provisioning_uri.reveal(), micro=False).terminal(out, compact=True)
        return out.getvalue()

    def qr_png(self) -> bytes:
        """Return the QR code as a PNG picture; whoever sees it has the secret.

        Raises:
            MissingExtraError: the extra [qr] is not installed.
        """
        out = BytesIO()
        _segno().make(self.provisioning_uri.reveal(), micro=False).save(out, kind="png", scale=6)
        return out.getvalue()

    def qr_svg(self) -> bytes:
        """Return the QR code as an SVG drawing; whoever sees it has the secret.

        Raises:
            MissingExtraError: the extra [qr] is not installed.
        """
        out = BytesIO()
        _segno().make(self.provisioning_uri.reveal(), micro=False).save(out, kind="svg", scale=6)
        return out.getvalue()

    def confirm(self, code: str | Secret[str] | None = None) -> None:
        """Confirm with a code that the application shows, or, without one, with `totp()`'s own.

        The portal ends the session then: log in again, from now on with the application.

        Raises:
            SecondFactorRejectedError: the code was refused; `SecondFactorExpiredError` if too late.
            FactorAlreadyDeclaredError: another application was declared meanwhile.
            SessionExpiredError: the session has ended.
        """
        code = as_secret(code) if code is not None else self._own_code()
        spec = self._pages.confirm_application
        form = self._pages.form_on(self._page, spec, step="confirm")
        filled = form.fill({spec.fields["code"]: code}, button=spec.button)
        page = self._session.send(self._page, filled, step="confirm")
        if self._pages.kind_of(page) is PageKind.APPLICATION:
            self._page = page  # a refused code leaves a fresh form for the person's next one
        raise_if_refused(self._pages, page, step="confirm", factor=TOTP)
        self._session.expect(page, PageKind.APPLICATION_ADDED, step="confirm")
        self._session.end()
        log_event("auth.application_declared", factor=TOTP)

    def __repr__(self) -> str:
        return "Enrolment(•••)"

    def _own_code(self) -> Secret[str]:
        return self._totp.answer(
            Challenge(
                kind=TOTP,
                offered=(TOTP,),
                sent_after=self._clock.now(),
                clock_offset=self._page.clock_offset,
            )
        )


def _segno() -> ModuleType:
    try:
        import segno
    except ImportError:
        raise MissingExtraError("qr", purpose="A QR code") from None
    module: ModuleType = segno
    return module
