"""What is done over a line to a mail server (*session IMAP*), whatever engine keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Final, Protocol

from chorus_sdk.auth.code_mail import sent_at_of

LARGEST_MAIL: Final = 512 * 1024
"""Bytes; a mail with a code is a few kilobytes, and a larger one is not fetched."""
MOST_MAILS: Final = 200
"""Of the mails since yesterday, this many of the newest are looked at."""
AHEAD: Final = timedelta(minutes=5)
"""How far a mail's date may lie ahead of its arrival; beyond, the date is made up."""

Found = Mapping[int, Mapping[bytes, object]]


class Line(Protocol):
    """A line that is logged in, in a folder (*connexion IMAP*); mails are named by UID."""

    def select_folder(self, folder: str, readonly: bool = False) -> object:  # noqa: FBT001, FBT002
        """Go to a folder."""
        ...

    def search(self, criteria: list[object]) -> Sequence[int]:
        """Find mails."""
        ...

    def fetch(self, messages: Sequence[int], data: list[bytes]) -> Found:
        """Fetch parts of mails."""
        ...

    def add_flags(self, messages: Sequence[int], flags: list[bytes], silent: bool) -> object:  # noqa: FBT001
        """Mark mails."""
        ...

    def delete_messages(self, messages: Sequence[int], silent: bool) -> object:  # noqa: FBT001
        """Mark mails to be deleted."""
        ...

    def uid_expunge(self, messages: Sequence[int]) -> object:
        """Delete marked mails, these alone."""
        ...

    def has_capability(self, capability: str) -> bool:
        """Say whether the server can do something."""
        ...

    def logout(self) -> object:
        """Say goodbye."""
        ...


def fetch_mails(line: Line, criteria: list[object], since: datetime) -> dict[str, EmailMessage]:
    """Fetch the mails that fit, without marking any; by UID, in the order of their arrival."""
    found = sorted(line.search(criteria))[-MOST_MAILS:]
    sizes = line.fetch(found, [b"RFC822.SIZE", b"INTERNALDATE"]) if found else {}
    wanted = [uid for uid, said in sizes.items() if _number(said[b"RFC822.SIZE"]) <= LARGEST_MAIL]
    bodies = line.fetch(wanted, [b"BODY.PEEK[]"]) if wanted else {}
    mails: dict[str, EmailMessage] = {}
    for uid in sorted(bodies):
        mail = message_from_bytes(
            _octets(bodies[uid][b"BODY[]"]), EmailMessage, policy=policy.default
        )
        arrived = _aware(sizes[uid].get(b"INTERNALDATE"))
        sent_at = sent_at_of(mail)
        if sent_at is None or sent_at < since:
            continue
        if arrived is None or sent_at <= arrived + AHEAD:
            mails[str(uid)] = mail
    return mails


def delete_mails(line: Line, uids: list[int]) -> None:
    """Delete these mails alone: a plain EXPUNGE would take others along that somebody marked."""
    line.delete_messages(uids, silent=True)
    if line.has_capability("UIDPLUS"):
        line.uid_expunge(uids)


def _aware(said: object) -> datetime | None:
    """Read an arrival: the engine gives it on this machine's own clock face."""
    if not isinstance(said, datetime):
        return None
    return said if said.tzinfo is not None else said.astimezone()


def _number(said: object) -> int:
    return said if isinstance(said, int) else 0


def _octets(said: object) -> bytes:
    return said if isinstance(said, bytes) else b""
