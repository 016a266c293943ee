"""The second factor (*second facteur*): what the portal asks, and who may answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from getpass import getpass
from typing import Final, Protocol

from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.errors import SecondFactorRequiredError

EMAIL_CODE: Final = "email-code"
"""The code that the portal mails to the login address: 6 digits, valid 10 minutes."""
TOTP: Final = "totp"
"""The code of the account's one authenticator application: it changes every 30 seconds."""
SECURITY_KEY: Final = "security-key"
"""A security key (*clé de sécurité*): AIFE's third way, answered over WebAuthn."""
ANY: Final = "any"
"""The kind of who answers whatever the page asks, such as a person."""


@dataclass(frozen=True, kw_only=True)
class Challenge:
    """What the page of the second factor asks (*demande*).

    `kind` is the factor that will be answered, `offered` every kind on the page. `sent_after` is
    the portal's own time when the password left: a code made for this login is not older.
    `clock_offset` is the portal's time less ours, where its answers tell the time. `key_request`
    is what the page hands to a security key (WebAuthn, JSON), `origin` the page's own.
    """

    kind: str
    offered: tuple[str, ...]
    sent_after: datetime
    clock_offset: timedelta | None = None
    key_request: Secret[str] | None = None
    origin: str = ""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """A code, and the factor that it belongs to (*réponse*)."""

    kind: str
    code: Secret[str]


class SecondFactor(Protocol):
    """Who can answer a challenge (*second facteur*): `Totp`, `EmailCode`, `SecurityKey`, `Prompt`.

    Or one of yours.
    """

    @property
    def kind(self) -> str:
        """The kind of factor: `email-code`, `totp`, `security-key`, or `any` that is typed."""
        ...

    def answer(self, challenge: Challenge) -> Secret[str]:
        """Return the code; it is sent once, and never again."""
        ...


class Prompt:
    """Asks a person (*saisie*), by `ask` or on the terminal, whatever factor the page wants.

    Two separate media are what AIFE advises: a code read from a telephone keeps the second factor
    apart from the password.

    Example:
        >>> from datetime import UTC
        >>> prompt = Prompt(lambda challenge: " 123 456 ")
        >>> challenge = Challenge(
        ...     kind=TOTP, offered=(TOTP,), sent_after=datetime(2026, 11, 23, tzinfo=UTC))
        >>> prompt.answer(challenge).reveal()
        '123456'
    """

    def __init__(self, ask: Callable[[Challenge], str] | None = None) -> None:
        self._ask = ask or _ask_on_terminal

    @property
    def kind(self) -> str:
        """A person answers any kind."""
        return ANY

    def answer(self, challenge: Challenge) -> Secret[str]:
        """Return what the person types, without its spaces.

        Raises:
            SecondFactorRequiredError: nothing was typed.
        """
        typed = as_secret("".join(self._ask(challenge).split()))
        if not typed:
            raise SecondFactorRequiredError(
                "No code was given.", offered=challenge.offered, hint="Log in again with a code."
            )
        return typed


def answer_challenge(factors: Sequence[SecondFactor], challenge: Challenge) -> Answer:
    """Let the first of `factors` answer that the page offers and that can.

    Raises:
        SecondFactorRequiredError: nobody answers, or only a kind that the page does not offer.
        SecondFactorExpiredError: a code came, and too late to be sent.
    """
    unable: SecondFactorRequiredError | None = None
    for factor in factors:
        kind = _kind_for(factor, challenge.offered)
        if kind is None:
            continue
        try:
            return Answer(kind=kind, code=factor.answer(replace(challenge, kind=kind)))
        except SecondFactorRequiredError as error:
            unable = error  # nothing was sent: the next one may answer
    if unable is not None:
        raise unable
    raise SecondFactorRequiredError(
        f"The portal asks for one of: {', '.join(challenge.offered)}.",
        offered=challenge.offered,
        hint=_advice(challenge.offered),
    )


def _kind_for(factor: SecondFactor, offered: tuple[str, ...]) -> str | None:
    if factor.kind == ANY:
        return next((kind for kind in offered if kind != SECURITY_KEY), None)
    return factor.kind if factor.kind in offered else None


def _advice(offered: tuple[str, ...]) -> str:
    if offered == (TOTP,):
        return (
            "The account has declared an application: pass second_factor=Totp(secret) or Prompt()."
        )
    if offered == (SECURITY_KEY,):
        return "The account has a security key: pass second_factor=SecurityKey()."
    if EMAIL_CODE in offered:
        return "Pass second_factor=EmailCode(mailbox) or Prompt()."
    return "Pass second_factor=Prompt()."


def _ask_on_terminal(challenge: Challenge) -> str:
    return getpass(f"Chorus Pro, {challenge.kind}: ")
