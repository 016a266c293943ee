"""What each refusal of the portal becomes (*refus*): a typed error that says what to do next."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from chorus_sdk.auth.pages import PageKind, PortalPages, Refusal, unknown_page
from chorus_sdk.auth.second_factor import EMAIL_CODE, TOTP
from chorus_sdk.auth.web_page import WebPage
from chorus_sdk.errors import (
    AccountLockedError,
    AuthenticationError,
    ChorusError,
    FactorAlreadyDeclaredError,
    InvalidCredentialsError,
    PasswordRefusedError,
    ResetLinkExpiredError,
    SecondFactorExpiredError,
    SecondFactorRejectedError,
    SessionExpiredError,
)

SKEW_WORTH_SAYING: Final = 5.0
"""Seconds between two clocks from which on it may explain a refused code."""

_SAID: Final[Mapping[Refusal, tuple[type[AuthenticationError], str, str]]] = {
    Refusal.CREDENTIALS: (
        InvalidCredentialsError,
        "The portal does not accept this login address and password.",
        "Nothing was tried again. Check both before the next try: wrong ones lock the account.",
    ),
    Refusal.LOCKED: (
        AccountLockedError,
        "The account is locked.",
        "Ask the support of Chorus Pro to unlock it; further tries do not help.",
    ),
    Refusal.CODE_WRONG: (
        SecondFactorRejectedError,
        "The portal refused the code.",
        "Nothing was tried again. Check that the code belongs to this account, then log in again.",
    ),
    Refusal.CODE_USED: (
        SecondFactorRejectedError,
        "The code was used before.",
        "Wait for the application's next code, then log in again.",
    ),
    Refusal.CODE_EXPIRED: (
        SecondFactorExpiredError,
        "The code has expired.",
        "Log in again and use a new code.",
    ),
    Refusal.APPLICATION_EXISTS: (
        FactorAlreadyDeclaredError,
        "The account has its one authenticator application already.",
        "Go on with that one, or have it removed from the account first.",
    ),
    Refusal.KEY_WRONG: (
        SecondFactorRejectedError,
        "The portal refused the security key's answer.",
        "Check that the key is the one that is registered for this account.",
    ),
    Refusal.KEY_EXISTS: (
        FactorAlreadyDeclaredError,
        "The account has a security key already.",
        "Go on with that one, or remove it first.",
    ),
    Refusal.PASSWORD_WRONG: (
        InvalidCredentialsError,
        "The current password is not right.",
        "Nothing was tried again: wrong ones lock the account.",
    ),
    Refusal.PASSWORD_REFUSED: (
        PasswordRefusedError,
        "The portal does not take the new password.",
        "Choose a longer one that is not the current one.",
    ),
    Refusal.LINK_EXPIRED: (
        ResetLinkExpiredError,
        "The mailed link no longer opens anything.",
        "Ask for a new one: a link is good once, and for a while.",
    ),
    Refusal.SESSION_ENDED: (
        SessionExpiredError,
        "The portal session has ended.",
        "Log in again with PortalLogin(…).open(…).",
    ),
}


def raise_if_refused(
    pages: PortalPages, page: WebPage, *, step: str, factor: str | None = None
) -> None:
    """Raise what the page says, if it says no; `factor` is the kind of code that was sent."""
    refusal = pages.refusal_on(page)
    if refusal is not None:
        raise refusal_error(refusal, page, step=step, factor=factor)


def require(pages: PortalPages, page: WebPage, kind: PageKind, *, step: str) -> WebPage:
    """Return the page if it is of that kind.

    Raises:
        SessionExpiredError: it is a page of the login, where one behind it was asked for.
        UnexpectedResponseError: it is another page.
        AuthenticationError: it says no.
    """
    raise_if_refused(pages, page, step=step)
    met = pages.kind_of(page)
    if met is kind:
        return page
    if met in {PageKind.LOGIN, PageKind.SECOND_FACTOR}:
        raise refusal_error(Refusal.SESSION_ENDED, page, step=step)
    raise unknown_page(page, step=step)


def refusal_error(
    refusal: Refusal, page: WebPage, *, step: str, factor: str | None = None
) -> ChorusError:
    """Make the error of a refusal."""
    if refusal not in _SAID:
        return unknown_page(page, step=step)
    cls, message, hint = _SAID[refusal]
    if factor == EMAIL_CODE and refusal is Refusal.CODE_EXPIRED:
        hint = "A mailed code lives ten minutes: log in again, and the portal mails a new one."
    if factor == TOTP and issubclass(cls, SecondFactorRejectedError):
        hint += _clock_hint(page)
    return cls(message, hint=hint)


def _clock_hint(page: WebPage) -> str:
    seconds = page.clock_offset.total_seconds() if page.clock_offset is not None else 0.0
    if abs(seconds) < SKEW_WORTH_SAYING:
        return ""
    side = "behind" if seconds > 0 else "ahead of"
    return f" This machine's clock is {abs(seconds):.0f} seconds {side} the portal's: set it."
