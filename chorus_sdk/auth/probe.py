"""Does a description fit a portal? (*sonde*): one page is looked at, no credential is sent."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._http.transport import Transport
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.browser import Browser, origin_of
from chorus_sdk.auth.known_pages import SANDBOX_PAGES
from chorus_sdk.auth.pages import PortalPages
from chorus_sdk.auth.web_page import WebPage
from chorus_sdk.errors import UnexpectedResponseError


@dataclass(frozen=True, kw_only=True)
class SeenForm:
    """A form on the page (*formulaire*): the names of its fields, never their values."""

    element_id: str
    method: str
    fields: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Match:
    """How one description fits (*correspondance*).

    `page` is the kind that it takes the page for, `can_log_in` whether it finds its login form
    there; `refusal` is what it takes the page to say.
    """

    description: str
    page: str | None
    can_log_in: bool
    refusal: str | None = None


@dataclass(frozen=True, kw_only=True)
class PortalProbe:
    """What a portal's page looks like to each description (*relevé*).

    `is_led_away` says that the page leads to another host, which a login never follows.
    """

    origin: str
    probed_at: datetime
    status: int | None = None
    title: str = ""
    forms: tuple[SeenForm, ...] = ()
    matches: tuple[Match, ...] = ()
    is_led_away: bool = False

    @property
    def fitting(self) -> tuple[str, ...]:
        """The descriptions that know this page for a login and find its form."""
        return tuple(m.description for m in self.matches if m.page == "login" and m.can_log_in)


def probe(
    url: str,
    *,
    transport: Transport,
    descriptions: Sequence[PortalPages] = (SANDBOX_PAGES,),
    clock: Clock | None = None,
) -> PortalProbe:
    """Open one page of a portal and say which description fits; nothing is filled in or sent.

    Raises:
        ConfigurationError: the address is neither https nor on this machine.
        UnexpectedResponseError: what came is no web page.
        PlatformUnavailableError: the portal is down.
        TransportError: no usable answer.
    """
    clock = clock or SystemClock()
    browser = Browser(transport, clock, url)
    origin, now = origin_of(Secret(url)), clock.now()
    try:
        page = browser.open(url, step="probe")
    except UnexpectedResponseError as error:
        if error.field != "location":
            raise
        return PortalProbe(origin=origin, probed_at=now, is_led_away=True)
    return PortalProbe(
        origin=origin,
        probed_at=now,
        status=page.status,
        title=page.title,
        forms=tuple(
            SeenForm(
                element_id=form.element_id,
                method=form.method,
                fields=tuple(control.name for control in form.controls),
            )
            for form in page.forms
        ),
        matches=tuple(_match(pages, page) for pages in descriptions),
    )


def _match(pages: PortalPages, page: WebPage) -> Match:
    kind, refusal = pages.kind_of(page), pages.refusal_on(page)
    return Match(
        description=pages.name,
        page=kind.value if kind is not None else None,
        can_log_in=pages.login.find(page) is not None,
        refusal=refusal.value if refusal is not None else None,
    )
