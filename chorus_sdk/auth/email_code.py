"""The code that the portal mails (*code reçu par courriel*): 6 digits, valid 10 minutes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from typing import Final, Protocol

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.auth.second_factor import EMAIL_CODE, Challenge
from chorus_sdk.errors import (
    DocumentError,
    SecondFactorExpiredError,
    SecondFactorRequiredError,
)

MAIL_SENDER: Final = "AIFE- Chorus Pro authentication service"
"""Sender and subject of the mail, as AIFE writes them."""
CODE_LIFE: Final = 600
"""Seconds that a mailed code is valid."""
_CODE: Final = re.compile(r"(?<!\d)\d{6}(?!\d)")


@dataclass(frozen=True, kw_only=True)
class MailedCode:
    """A code found in a mailbox (*code*); `sent_at` is the mail's own date, None if not known."""

    code: Secret[str]
    sent_at: datetime | None = None


class CodeMailbox(Protocol):
    """A mailbox that a code can be looked up in (*boîte aux lettres*)."""

    def find_code(self, sent_after: datetime) -> MailedCode | None:
        """Return the newest code that was mailed at `sent_after` or later, or None so far."""
        ...


FindCode = Callable[[datetime], "MailedCode | Secret[str] | str | None"]
"""A mailbox as a function of `sent_after`."""


class EmailCode:
    """Answers with the code that arrives in a mailbox (*code par courriel*).

    `mailbox` is a `CodeMailbox` or a function of `sent_after`. It is asked every `poll` seconds
    for at most `patience` seconds, by the clock; a mail from before the password was sent is never
    taken, and no code twice.
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
            SecondFactorRequiredError: nothing came within a shorter `patience`.
        """
        began = self._clock.monotonic()
        while (found := self._look(challenge.sent_after)) is None:
            waited = self._clock.monotonic() - began
            if waited >= min(self._patience, self._life):
                self._give_up(challenge)
            self._clock.sleep(self._poll)
        if found.sent_at is not None and self._is_old(found.sent_at, challenge):
            raise _too_late()
        self._given = found
        return found.code

    def __repr__(self) -> str:
        return f"EmailCode(patience={self._patience:g})"

    def _look(self, sent_after: datetime) -> MailedCode | None:
        found = self._find(sent_after)
        if found is None:
            return None
        if not isinstance(found, MailedCode):
            found = MailedCode(code=as_secret(found))
        if found.sent_at is not None and found.sent_at < sent_after:
            return None
        return None if found == self._given and found.sent_at is not None else found

    def _is_old(self, sent_at: datetime, challenge: Challenge) -> bool:
        portal_now = self._clock.now() + (challenge.clock_offset or timedelta())
        return portal_now - sent_at > timedelta(seconds=self._life)

    def _give_up(self, challenge: Challenge) -> None:
        if self._patience >= self._life:
            raise _too_late()
        raise SecondFactorRequiredError(
            f"No mail with a code came within {self._patience:g} seconds.",
            offered=challenge.offered,
            hint="The mail goes to the login address only; give it more patience, or log in again.",
        )


def newest_code(
    messages: Iterable[EmailMessage], sent_after: datetime, *, sender: str = MAIL_SENDER
) -> MailedCode | None:
    """Return the code of the newest mail of the portal that is not older than `sent_after`.

    A mail counts when its sender or subject says `sender` and it holds exactly one number of six
    digits; one without a date never counts.
    """
    newest: MailedCode | None = None
    for message in messages:
        sent_at = _date(message)
        if sent_at is None or sent_at < sent_after or not _is_from(message, sender):
            continue
        code = _single_code(message)
        if code is not None and (newest is None or sent_at >= (newest.sent_at or sent_at)):
            newest = MailedCode(code=code, sent_at=sent_at)
    return newest


def _too_late() -> SecondFactorExpiredError:
    return SecondFactorExpiredError(
        "The mailed code came after its ten minutes.",
        hint="Log in again: the portal mails a new code. Mail providers may deliver late.",
    )


def _is_from(message: EmailMessage, sender: str) -> bool:
    said = f"{message['From'] or ''}\n{message['Subject'] or ''}"
    return sender.casefold() in said.casefold()


def _date(message: EmailMessage) -> datetime | None:
    try:
        sent_at = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError):
        return None
    return sent_at if sent_at.tzinfo is not None else sent_at.replace(tzinfo=UTC)


def _single_code(message: EmailMessage) -> Secret[str] | None:
    part = message.get_body(("plain", "html"))
    if part is None:
        return None
    found = set(_CODE.findall(_text(part)))
    return Secret(found.pop()) if len(found) == 1 else None


def _text(part: MIMEPart) -> str:
    from chorus_sdk.auth.web_page import visible_text

    try:
        content = str(part.get_content())
        if part.get_content_subtype() == "html":
            return visible_text(content.encode("utf-8", "replace")).reveal()
    except (DocumentError, LookupError):
        return ""
    return content
