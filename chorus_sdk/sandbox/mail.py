"""The mail that the sandbox sends (*messagerie*): real messages, in memory or in a Maildir."""

from __future__ import annotations

import mailbox
import re
import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, make_msgid, parsedate_to_datetime
from html import escape
from pathlib import Path
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.code_mail import MAIL_SENDER, MailedCode, newest_code, sent_at_of
from chorus_sdk.sandbox.wording import word

_SENDER_ADDRESS: Final = "no-reply@chorus-pro.invalid"


class Mailbox:
    """Every mail that the sandbox has sent (*boîte d'envoi*), newest last.

    Without `folder` the messages stay in memory; with one they are a Maildir that any mail
    program, or another process, can read. They are never written into the sandbox's database.
    """

    def __init__(self, folder: Path | None, clock: Clock) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._kept: list[EmailMessage] = []
        self._maildir = mailbox.Maildir(folder, create=True) if folder is not None else None

    def send(self, message: EmailMessage) -> None:
        """Deliver at once; the date is the sandbox's own."""
        message["Date"] = format_datetime(self._clock.now())
        message["Message-ID"] = make_msgid(domain="chorus-pro.invalid")
        with self._lock:
            if self._maildir is None:
                self._kept.append(message)
            else:
                self._maildir.add(message.as_bytes(policy=policy.SMTP))

    def messages(self, to: str | None = None) -> tuple[EmailMessage, ...]:
        """Return the mail for one address, or all of it, newest last."""
        with self._lock:
            kept = tuple(self._kept) if self._maildir is None else _read(self._maildir)
        wanted = to.strip().lower() if to is not None else None
        return tuple(m for m in kept if wanted is None or str(m["To"]).strip().lower() == wanted)

    def inbox(self, address: str) -> Inbox:
        """Return the mailbox of one person, as `chorus_sdk.auth.EmailCode` reads it."""
        return Inbox(lambda: self.messages(address))


class Inbox:
    """What one address received (*boîte de réception*)."""

    def __init__(self, read: Callable[[], tuple[EmailMessage, ...]]) -> None:
        self._read = read

    def find_code(self, sent_after: datetime) -> MailedCode | None:
        """Return the newest code that was sent at `sent_after` or later, or None."""
        return newest_code(self._read(), sent_after)

    def mails_since(self, since: datetime) -> Mapping[str, EmailMessage]:
        """Return the mail whose date is `since` or later, by its identifier."""
        dated = ((str(m["Message-ID"]), m, sent_at_of(m)) for m in self._read())
        return {name: mail for name, mail, sent_at in dated if sent_at and sent_at >= since}


def code_mail(to: str, code: Secret[str], *, minutes: int, lang: str) -> EmailMessage:
    """Write the mail of a code: text and HTML, quoted-printable.

    Sender and subject are those that AIFE names (portal-facts §1).
    """
    message = EmailMessage()
    message["From"] = formataddr((MAIL_SENDER, _SENDER_ADDRESS))
    message["To"] = to
    message["Subject"] = MAIL_SENDER
    message.set_content(_text(code, minutes, lang), cte="quoted-printable")
    message.add_alternative(_html(code, minutes, lang), subtype="html", cte="quoted-printable")
    message["Content-Language"] = lang
    return message


def reset_mail(to: str, link: Secret[str], *, minutes: int, lang: str) -> EmailMessage:
    """Write the mail of a password's reset: the link stands on a line of its own."""
    message = EmailMessage()
    message["From"] = formataddr((MAIL_SENDER, _SENDER_ADDRESS))
    message["To"] = to
    message["Subject"] = word("reset.title", lang)
    said = word("reset.mail", lang).format(minutes=minutes)
    message.set_content(
        f"{word('mail.hello', lang)}\n\n{said}\n\n{link.reveal()}\n\n{word('mail.ignore', lang)}\n",
        cte="quoted-printable",
    )
    return message


def _text(code: Secret[str], minutes: int, lang: str) -> str:
    return (
        f"{word('mail.hello', lang)}\n\n{word('mail.code', lang)} {code.reveal()}\n\n"
        f"{word('mail.life', lang).format(minutes=minutes)}\n{word('mail.ignore', lang)}\n"
    )


def _html(code: Secret[str], minutes: int, lang: str) -> str:
    return (
        f'<!DOCTYPE html><html lang="{lang}"><body><p>{escape(word("mail.hello", lang))}</p>'
        f"<p>{escape(word('mail.code', lang))} <strong>{code.reveal()}</strong></p>"
        f"<p>{escape(word('mail.life', lang).format(minutes=minutes))}<br>"
        f"{escape(word('mail.ignore', lang))}</p></body></html>"
    )


def _read(folder: mailbox.Maildir) -> tuple[EmailMessage, ...]:
    found = [
        (
            _order(key),
            message_from_bytes(folder.get_bytes(key), EmailMessage, policy=policy.default),
        )
        for key in folder.keys()  # noqa: SIM118 (a Maildir iterates over its messages)
    ]
    found.sort(key=lambda pair: (parsedate_to_datetime(pair[1]["Date"]), pair[0]))
    return tuple(message for _, message in found)


def _order(key: str) -> tuple[int, ...]:
    """Put mails of one second in the order of writing: a Maildir's keys hold time and counter."""
    found = re.match(r"(\d+)\.M(\d+)P\d+Q(\d+)", key)
    return tuple(int(part) for part in found.groups()) if found else ()
