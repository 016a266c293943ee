"""The code that the portal mails (*code reçu par courriel*): 6 digits, valid 10 minutes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Protocol

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.auth.code_mail import MailedCode
from chorus_sdk.auth.second_factor import EMAIL_CODE, Challenge
from chorus_sdk.errors import SecondFactorExpiredError, SecondFactorRequiredError

CODE_LIFE: Final = 600
"""Seconds that a mailed code is valid."""
FUTURE: Final = 120
"""Seconds that a mail's date may lie ahead of the portal's clock; beyond, it is not believed."""


class CodeMailbox(Protocol):
    """A mailbox that a code can be looked up in (*boîte aux lettres*), such as `ImapMailbox`.

    One that has a method `spend(found)` as well is told which code was taken.
    """

    def find_code(self, sent_after: datetime) -> MailedCode | None:
        """Return the newest code that was mailed at `sent_after` or later, or None so far."""
        ...


FindCode = Callable[[datetime], "MailedCode | Secret[str] | str | None"]
"""A mailbox as a function of `sent_after`."""


class EmailCode:
    """Answers with the code that arrives in a mailbox (*code par courriel*).

    `mailbox` is a `CodeMailbox` or a function of `sent_after`. It is asked every `poll` seconds
    for at most `patience` seconds, by the clock; a mail from before the password was sent is never
    taken, and no code twice. Where the mail comes after its ten minutes, the login asks the portal
    for a new one.
    """

    def __init__(
        self,
        mailbox: CodeMailbox | FindCode,
        *,
        clock: Clock | None = None,
        poll: float = 5.0,
        patience: float = CODE_LIFE,
        life: float = CODE_LIFE,
    ) -> None:
        if poll <= 0:
            raise ValueError("poll is a number of seconds above 0")
        self._find: FindCode = mailbox if callable(mailbox) else mailbox.find_code
        self._spend: Callable[[MailedCode], None] | None = getattr(mailbox, "spend", None)
        self._clock = clock or SystemClock()
        self._poll = poll
        self._patience = patience
        self._life = life
        self._given: MailedCode | None = None

    @property
    def kind(self) -> str:
        """`email-code`."""
        return EMAIL_CODE

    def answer(self, challenge: Challenge) -> Secret[str]:
        """Wait for the mail of this login and return its code.

        Raises:
            SecondFactorExpiredError: it came after its ten minutes, or not within them.
            SecondFactorRequiredError: nothing came within a shorter `patience`, or several
                senders go by the portal's name.
            TransportError: the mailbox cannot be reached.
        """
        found = self._wait(challenge)
        self._given = found
        if self._spend is not None:
            self._spend(found)
        if found.sent_at is not None and self._age(found.sent_at, challenge) > self._life:
            raise _too_late()
        return found.code

    def __repr__(self) -> str:
        return f"EmailCode(patience={self._patience:g})"

    def _wait(self, challenge: Challenge) -> MailedCode:
        began = self._clock.monotonic()
        while (found := self._look(challenge)) is None:
            waited = self._clock.monotonic() - began
            if waited >= min(self._patience, self._life):
                self._give_up(challenge)
            self._clock.sleep(self._poll)
        return found

    def _look(self, challenge: Challenge) -> MailedCode | None:
        found = self._find(challenge.sent_after)
        if found is None:
            return None
        if not isinstance(found, MailedCode):
            return MailedCode(code=as_secret(found))
        if found.sent_at is None:
            return found
        is_old = found.sent_at < challenge.sent_after
        if is_old or self._age(found.sent_at, challenge) < -FUTURE or self._was_given(found):
            return None
        return found

    def _was_given(self, found: MailedCode) -> bool:
        given = self._given
        return given is not None and (given.code, given.sent_at) == (found.code, found.sent_at)

    def _age(self, sent_at: datetime, challenge: Challenge) -> float:
        portal_now = self._clock.now() + (challenge.clock_offset or timedelta())
        return (portal_now - sent_at).total_seconds()

    def _give_up(self, challenge: Challenge) -> None:
        if self._patience >= self._life:
            raise _too_late()
        raise SecondFactorRequiredError(
            f"No mail with a code came within {self._patience:g} seconds.",
            offered=challenge.offered,
            hint="The mail goes to the login address only; give it more patience, or log in again.",
        )


def _too_late() -> SecondFactorExpiredError:
    return SecondFactorExpiredError(
        "The mailed code came after its ten minutes.",
        hint="Log in again: the portal mails a new code. Mail providers may deliver late.",
    )
