"""A forgotten password (*mot de passe oublié*): a link that is mailed to the login address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta
from email.message import EmailMessage
from typing import Final, Protocol

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._http.transport import Transport
from chorus_sdk._log import log_event
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.auth.browser import Browser
from chorus_sdk.auth.code_mail import MailRule, sent_at_of, text_of
from chorus_sdk.auth.known_pages import pages_for
from chorus_sdk.auth.pages import PageKind, PortalPages
from chorus_sdk.auth.password_forms import described, fill_passwords, require_change
from chorus_sdk.auth.refusals import require
from chorus_sdk.config import Environment, Settings
from chorus_sdk.errors import ResetLinkExpiredError

_LINK: Final = re.compile(r"https?://[^\s<>\"']+")


class MailReader(Protocol):
    """A mailbox that mails can be read from (*boîte aux lettres*), such as `ImapMailbox`."""

    def mails_since(self, since: datetime) -> Mapping[str, EmailMessage]:
        """Return the mails whose date is `since` or later, by name."""
        ...


class PasswordReset:
    """Resets a forgotten password (*réinitialisation du mot de passe*) by the mailed link.

    `request` has the link mailed; `find_link` or a person reads it; `complete` sets the password.
    The portal's answer is the same whether or not there is such an account.

    Raises:
        ConfigurationError: no environment, no description of its pages, or an unsafe address.
    """

    def __init__(
        self,
        email: str,
        *,
        transport: Transport,
        environment: Environment | None = None,
        clock: Clock | None = None,
        pages: PortalPages | None = None,
    ) -> None:
        environment = environment or Settings.load().environment()
        self._email = email
        self._clock = clock or SystemClock()
        self._pages = pages or pages_for(environment)
        self._portal = environment.portal_url.rstrip("/") + "/"
        self._browser = Browser(transport, self._clock, environment.portal_url)

    def request(self) -> datetime:
        """Have a link mailed; return the portal's time from which on its mail counts.

        Raises:
            UnexpectedResponseError: a page that the description does not foresee.
        """
        address = self._pages.address(PageKind.FORGOTTEN)
        page = self._browser.open(address, step="forgotten")
        spec = described(self._pages.forgotten, page)
        form = self._pages.form_on(page, spec, step="forgotten")
        filled = form.fill({spec.fields["email"]: Secret(self._email)}, button=spec.button)
        answer = self._browser.submit(page, filled, step="forgotten")
        require(self._pages, answer, PageKind.LINK_SENT, step="forgotten")
        log_event("auth.reset_requested", status="done")
        left = answer.requested_at + (answer.clock_offset or timedelta())
        return left.replace(microsecond=0)

    def find_link(
        self,
        mailbox: MailReader,
        sent_after: datetime,
        *,
        rule: MailRule | None = None,
        poll: float = 5.0,
        patience: float = 600.0,
    ) -> Secret[str]:
        """Wait for the mail and return its link; one that leads elsewhere is none.

        Raises:
            ResetLinkExpiredError: no such mail came within `patience` seconds.
        """
        began = self._clock.monotonic()
        while (link := self._look(mailbox, sent_after, rule or MailRule())) is None:
            if self._clock.monotonic() - began >= patience:
                raise ResetLinkExpiredError(
                    f"No mail with a link of this portal came within {patience:g} seconds.",
                    hint="It goes to the login address only, if that is a mailbox.",
                )
            self._clock.sleep(poll)
        return link

    def complete(self, link: str | Secret[str], new_password: str | Secret[str]) -> None:
        """Set a new password with a mailed link; the portal ends every session then.

        Raises:
            ResetLinkExpiredError: the link is good no longer.
            PasswordRefusedError: the password is not taken.
            UnexpectedResponseError: the link leads to another place.
        """
        link, new_password = as_secret(link), as_secret(new_password)
        page = self._browser.open(link, step="reset")
        require(self._pages, page, PageKind.RESET, step="reset")
        filled = fill_passwords(self._pages, page, new=new_password)
        require_change(self._pages, self._browser.submit(page, filled, step="reset"))
        log_event("auth.password_changed", status="reset")

    def __repr__(self) -> str:
        return "PasswordReset()"

    def _look(self, mailbox: MailReader, since: datetime, rule: MailRule) -> Secret[str] | None:
        newest: tuple[datetime, Secret[str]] | None = None
        for mail in mailbox.mails_since(since).values():
            sent_at, link = sent_at_of(mail), self._link_in(mail)
            if link is None or sent_at is None or sent_at < since or not rule.accepts(mail):
                continue
            if newest is None or sent_at >= newest[0]:
                newest = (sent_at, link)
        return newest[1] if newest is not None else None

    def _link_in(self, mail: EmailMessage) -> Secret[str] | None:
        """Return the one link of this portal that a mail shows."""
        found = {Secret(each) for each in _LINK.findall(text_of(mail).reveal())}
        ours = {link for link in found if link.reveal().startswith(self._portal)}
        return ours.pop() if len(ours) == 1 else None
