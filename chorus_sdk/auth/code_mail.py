"""The portal's mails (*courriels du portail*): which are its own, and what code they hold."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage, MIMEPart
from email.utils import parsedate_to_datetime
from typing import Final

from chorus_sdk._secrets import Secret
from chorus_sdk.auth.second_factor import EMAIL_CODE
from chorus_sdk.errors import DocumentError, SecondFactorRequiredError

MAIL_SENDER: Final = "AIFE- Chorus Pro authentication service"
"""Sender and subject of the mail, as AIFE writes them."""
_CODE: Final = re.compile(r"(?<!\d)\d{6}(?!\d)")
_NAMED_CODE: Final = re.compile(r"\bcode\b[^\d]{0,80}(\d{6})(?!\d)", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class MailRule:
    """Which mails are the portal's (*règle de reconnaissance*); all that is given must hold.

    `name` is the sender's name as shown. Anybody can write that name: `address` pins the sender's
    address, or its domain where it begins with `@`; `authenticated_by` is the name of your own
    mail server in `Authentication-Results`, whose verdict must then be `dmarc=pass`.

    Example:
        >>> MailRule(address="@chorus-pro.example").address
        '@chorus-pro.example'
    """

    name: str = MAIL_SENDER
    address: str | None = None
    authenticated_by: str | None = None

    def accepts(self, message: EmailMessage) -> bool:
        """Say whether a mail is the portal's."""
        sender = sender_of(message)
        if sender is None or _plain(sender[0]) != _plain(self.name):
            return False
        if self.address is not None and not _fits(sender[1], self.address.casefold()):
            return False
        return self.authenticated_by is None or _is_vouched(message, self.authenticated_by)


@dataclass(frozen=True, kw_only=True)
class MailedCode:
    """A code found in a mailbox (*code*); `sent_at` is the mail's own date, None if not known.

    `mails` are the mailbox's own names of the mails that hold it.
    """

    code: Secret[str]
    sent_at: datetime | None = None
    mails: tuple[str, ...] = field(default=(), repr=False)


def newest_code(
    messages: Iterable[EmailMessage], sent_after: datetime, *, rule: MailRule | None = None
) -> MailedCode | None:
    """Return the code of the newest mail of the portal that is not older than `sent_after`.

    A mail counts when `rule` accepts it and it holds one code; one without a date never counts.

    Raises:
        SecondFactorRequiredError: several senders go by the portal's name, with different codes.
    """
    rule = rule or MailRule()
    newest: MailedCode | None = None
    said: dict[str, set[Secret[str]]] = {}
    for message in messages:
        sent_at, sender = sent_at_of(message), sender_of(message)
        if sent_at is None or sender is None or sent_at < sent_after or not rule.accepts(message):
            continue
        code = code_in(message)
        if code is None:
            continue
        said.setdefault(sender[1], set()).add(code)
        if newest is None or sent_at >= (newest.sent_at or sent_at):
            newest = MailedCode(code=code, sent_at=sent_at)
    if len(said) > 1 and len({frozenset(codes) for codes in said.values()}) > 1:
        raise _several_senders()
    return newest


def code_in(message: EmailMessage) -> Secret[str] | None:
    """Return the code that a mail shows, None where it shows none, or several."""
    for kind in ("plain", "html"):
        part = message.get_body((kind,))
        found = _single_code(_text(part)) if part is not None else None
        if found is not None:
            return found
    return None


def text_of(message: EmailMessage) -> Secret[str]:
    """Return what a reader of the mail sees: its plain text, else its HTML without tags."""
    part = message.get_body(("plain", "html"))
    return _text(part) if part is not None else Secret("")


def sent_at_of(message: EmailMessage) -> datetime | None:
    """Return the mail's own date, None where it has no usable one."""
    try:
        sent_at = parsedate_to_datetime(str(message["Date"]))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return sent_at if sent_at.tzinfo is not None else sent_at.replace(tzinfo=UTC)


def sender_of(message: EmailMessage) -> tuple[str, str] | None:
    """Return name and address of the one sender, in lower case; None where it is not one."""
    try:
        headers = message.get_all("From") or []
        senders = [each for header in headers for each in header.addresses]
    except (AttributeError, IndexError, TypeError, ValueError):
        return None
    if len(headers) != 1 or len(senders) != 1:
        return None
    return str(senders[0].display_name), str(senders[0].addr_spec).casefold()


def _several_senders() -> SecondFactorRequiredError:
    return SecondFactorRequiredError(
        "Mails of different senders go by the portal's name, with different codes.",
        offered=(EMAIL_CODE,),
        hint="Nothing was sent. Name the portal's address: MailRule(address=…).",
    )


def _plain(name: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", name).split()).casefold()


def _fits(address: str, wanted: str) -> bool:
    return address.endswith(wanted) if wanted.startswith("@") else address == wanted


def _is_vouched(message: EmailMessage, server: str) -> bool:
    """Read the topmost verdict alone: those below may have come with the mail."""
    said = str(next(iter(message.get_all("Authentication-Results") or []), ""))
    name, _, verdicts = said.partition(";")
    passed = (verdict.split()[:1] == ["dmarc=pass"] for verdict in verdicts.casefold().split(";"))
    return name.split()[:1] == [server] and any(passed)


def _single_code(text: Secret[str]) -> Secret[str] | None:
    for pattern in (_CODE, _NAMED_CODE):
        found = {Secret(code) for code in pattern.findall(text.reveal())}
        if len(found) == 1:
            return found.pop()
    return None


def _text(part: MIMEPart) -> Secret[str]:
    from chorus_sdk.auth.web_page import visible_text

    try:
        if part.get_content_subtype() == "html":
            return visible_text(str(part.get_content()).encode("utf-8", "replace"))
        return Secret(str(part.get_content()))
    except (DocumentError, LookupError, ValueError):
        return Secret("")
