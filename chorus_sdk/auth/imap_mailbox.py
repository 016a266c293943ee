"""A mailbox read over IMAP (*boîte aux lettres IMAP*): the door to `imapclient`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from enum import StrEnum
from ipaddress import ip_address
from typing import TYPE_CHECKING, Self, TypeVar, cast

from chorus_sdk._log import log_event
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.auth.code_mail import MailedCode, MailRule, code_in, newest_code
from chorus_sdk.auth.imap_line import Line, delete_mails, fetch_mails
from chorus_sdk.errors import (
    ChorusError,
    ConfigurationError,
    ConnectionFailedError,
    InvalidCredentialsError,
    MissingExtraError,
    TransportError,
)

if TYPE_CHECKING:
    from types import ModuleType

T = TypeVar("T")


class AfterUse(StrEnum):
    """What becomes of a mail whose code was taken (*après usage*)."""

    DELETE = "delete"
    MARK_SEEN = "mark-seen"
    KEEP = "keep"


class Encryption(StrEnum):
    """How the line to the mail server is protected (*chiffrement*)."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class ImapMailbox:
    """The mailbox of the login address, for `EmailCode` (*boîte aux lettres*).

    `secret` is the mailbox's password, or with `is_token` an OAuth 2 access token (XOAUTH2), or a
    function that returns either, asked at each connection. `folder` is where the mails arrive.
    The line is kept between two looks and opened anew once where it broke. Use it from one thread
    at a time; as a context manager it closes the line.

    Raises:
        ConfigurationError: no encryption, and the server is not on this machine.
        MissingExtraError: the extra [imap] is not installed.
    """

    def __init__(
        self,
        host: str,
        user: str,
        secret: str | Secret[str] | Callable[[], str | Secret[str]],
        *,
        is_token: bool = False,
        port: int | None = None,
        encryption: Encryption = Encryption.TLS,
        folder: str = "INBOX",
        rule: MailRule | None = None,
        after_use: AfterUse = AfterUse.MARK_SEEN,
        timeout: float = 30.0,
    ) -> None:
        self._host = host
        self._folder = folder
        if encryption is Encryption.NONE and not _is_near(host):
            raise ConfigurationError(
                "A mailbox is read over an encrypted line: its password does not travel openly.",
                setting="encryption",
                hint="Use Encryption.TLS (port 993) or Encryption.STARTTLS (port 143).",
            )
        _engine()
        self._port = port or (993 if encryption is Encryption.TLS else 143)
        self._encryption = encryption
        self._user = user
        self._secret = _later(secret)
        self._is_token = is_token
        self._rule = rule or MailRule()
        self._after_use = after_use
        self._timeout = timeout
        self._line: Line | None = None

    def find_code(self, sent_after: datetime) -> MailedCode | None:
        """Return the newest code that was mailed at `sent_after` or later, or None so far.

        Raises:
            InvalidCredentialsError: the mail server does not accept user and secret.
            ConnectionFailedError: it cannot be reached.
            SecondFactorRequiredError: several senders go by the portal's name.
        """
        mails = self.mails_since(sent_after)
        found = newest_code(mails.values(), sent_after, rule=self._rule)
        if found is None:
            return None
        same = tuple(
            name
            for name, mail in mails.items()
            if self._rule.accepts(mail) and code_in(mail) == found.code
        )
        return MailedCode(code=found.code, sent_at=found.sent_at, mails=same)

    def spend(self, found: MailedCode) -> None:
        """Delete or mark the mails of a code that was taken; raises ConnectionFailedError."""
        uids = [int(name) for name in found.mails]
        if not uids or self._after_use is AfterUse.KEEP:
            return
        if self._after_use is AfterUse.DELETE:
            self._carry_out(lambda line: delete_mails(line, uids))
        else:
            self._carry_out(lambda line: line.add_flags(uids, [rb"\Seen"], silent=True))
        log_event("mailbox.code_spent", status=self._after_use.value)

    def mails_since(self, since: datetime) -> Mapping[str, EmailMessage]:
        """Return the mails whose date is `since` or later and can be believed, by name."""
        day = (since.astimezone(UTC) - timedelta(days=1)).date()
        return self._carry_out(lambda line: fetch_mails(line, [b"SINCE", day], since))

    def close(self) -> None:
        """Close the line; harmless if repeated."""
        line, self._line = self._line, None
        if line is not None:
            _quietly(line.logout)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def __repr__(self) -> str:
        return f"ImapMailbox({self._host!r}, folder={self._folder!r})"

    def _carry_out(self, act: Callable[[Line], T]) -> T:
        """Do something over the line; one that broke since the last look is opened once anew."""
        was_open = self._line is not None
        done, failed = self._attempt(act)
        if failed is not None and was_open and not isinstance(failed, InvalidCredentialsError):
            done, failed = self._attempt(act)
        if failed is not None:
            raise failed
        return cast("T", done)

    def _attempt(self, act: Callable[[Line], T]) -> tuple[T | None, ChorusError | None]:
        """Return what came of it; errors are values here, as the engine's frames hold secrets."""
        engine = _engine()
        try:
            self._line = self._line or self._connect()
            self._line.select_folder(self._folder, readonly=False)
            return act(self._line), None
        except engine.exceptions.LoginError:
            failed: ChorusError = _refused()
        except (engine.exceptions.IMAPClientError, OSError, ValueError) as error:
            failed = _broken(self._host, type(error).__name__)
        self.close()
        return None, failed

    def _connect(self) -> Line:
        engine = _engine()
        line = engine.IMAPClient(
            self._host,
            port=self._port,
            ssl=self._encryption is Encryption.TLS,
            use_uid=True,
            timeout=self._timeout,
        )
        try:
            if self._encryption is Encryption.STARTTLS:
                line.starttls()
            log_in = line.oauth2_login if self._is_token else line.login
            log_in(self._user, self._secret().reveal())
        except BaseException:
            _quietly(line.shutdown)
            raise
        opened: Line = line
        return opened


def _later(
    secret: str | Secret[str] | Callable[[], str | Secret[str]],
) -> Callable[[], Secret[str]]:
    if callable(secret):
        return lambda: as_secret(secret())
    kept = as_secret(secret)
    return lambda: kept


def _quietly(act: Callable[[], object]) -> None:
    engine = _engine()
    with suppress(engine.exceptions.IMAPClientError, OSError):
        act()


def _refused() -> InvalidCredentialsError:
    return InvalidCredentialsError(
        "The mail server does not accept this user and secret.",
        hint="Many providers want a password of their own for programs, or an access token.",
    )


def _broken(host: str, reason: str) -> TransportError:
    return ConnectionFailedError(
        f"The mailbox at {host} cannot be read ({reason}).",
        hint="Check host, port, encryption and the folder's name.",
    )


def _is_near(host: str) -> bool:
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _engine() -> ModuleType:
    try:
        import imapclient
        import imapclient.exceptions
    except ImportError:
        raise MissingExtraError("imap", purpose="A mailbox read over IMAP") from None
    module: ModuleType = imapclient
    return module
