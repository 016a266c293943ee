"""Single calls of a diagnosis, each made once and judged by its status alone (*sondes*).

The gateway decides on the route before it looks at `cpro-account` (chorus-pro-api §1.4): a call
with an account that cannot exist tells whether an API is subscribed, changes nothing, and sends no
password.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk._http.api import MEDIA_TYPE
from chorus_sdk._http.exchange import HttpRequest, HttpResponse, encode_json
from chorus_sdk._http.operation import Operation
from chorus_sdk._http.transport import Transport
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.credentials import TechnicalAccount
from chorus_sdk.errors import ResponseTimeoutError, TransportError
from chorus_sdk.services import operations as rows

NOBODY: Final = TechnicalAccount(login="TECH_0_0@cpro.fr", password="nobody")  # noqa: S106
"""An account that no structure has."""


@dataclass(frozen=True, kw_only=True)
class ApiProbe:
    """An API, and an operation of it that changes nothing (*API à sonder*)."""

    name: str
    label: str
    operation: Operation
    is_optional: bool = False


API_PROBES: Final = (
    ApiProbe(name="factures", label="Factures", operation=rows.SEARCH_ISSUED),
    ApiProbe(name="structures", label="Structures", operation=rows.SEARCH_STRUCTURES),
    ApiProbe(name="transverses", label="Transverses", operation=rows.HEALTH),
    ApiProbe(name="utilisateurs", label="Utilisateurs", operation=rows.MEMBERSHIPS),
    ApiProbe(
        name="facturesTravaux",
        label="Factures de travaux",
        operation=rows.SEARCH_WORKS,
        is_optional=True,
    ),
    ApiProbe(
        name="engagementsJuridiques",
        label="Engagements juridiques",
        operation=rows.SEARCH_COMMITMENTS,
        is_optional=True,
    ),
    ApiProbe(
        name="organisations",
        label="Référentiel des organisations",
        operation=rows.ORGANISATIONS_HEALTH,
        is_optional=True,
    ),
)
"""Every API of Chorus Pro; the last three only some need (chorus-pro-api §1.5)."""
ACCOUNT_PROBES: Final = ("transverses", "structures", "utilisateurs", "factures")
"""APIs through which the technical account is tried, the harmless health check first."""


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """How one call ended (*issue*): its status, or why there is none. It holds no body."""

    status: int | None = None
    timed_out: bool = False
    is_page: bool = False
    says_expired: bool = False

    @property
    def is_failing(self) -> bool:
        """True when the platform answers with an error of its own."""
        return self.status is not None and self.status >= 500

    @property
    def ends_probing(self) -> bool:
        """True when another call would be useless, or impolite."""
        return self.status is None or self.status == 429


class Watch:
    """A transport that notes how each call ended, and what the time is there (*témoin*).

    `skew` is the platform's time less this machine's, in seconds, where an answer told it.
    """

    def __init__(self, transport: Transport, clock: Clock) -> None:
        self._transport = transport
        self._clock = clock
        self.last = Outcome()
        self.was_limited = False
        self.skew: float | None = None

    def send(self, request: HttpRequest) -> HttpResponse:
        """Send, and note the outcome."""
        before = self._clock.now()
        try:
            answer = self._transport.send(request)
        except TransportError as error:
            self.last = Outcome(timed_out=isinstance(error, ResponseTimeoutError))
            raise
        self._note_time(answer, before)
        self.was_limited = self.was_limited or answer.status == 429
        self.last = _outcome(answer)
        return answer

    def close(self) -> None:
        """Leave the transport open: it is its owner's."""

    def _note_time(self, answer: HttpResponse, before: datetime) -> None:
        there = _instant(answer.headers.get("date"))
        if there is None:
            return
        here = before + (self._clock.now() - before) / 2
        skew = (there - here).total_seconds()
        if self.skew is None or abs(skew) < abs(self.skew):
            self.skew = skew


def probe(
    watch: Watch,
    base_url: str,
    operation: Operation,
    headers: Mapping[str, str | Secret[str]],
    *,
    timeout: float,
) -> Outcome:
    """Make one call with an empty request, once, and say how it ended (*sonder*)."""
    has_body = operation.method != "GET"
    sent = {**headers, "Accept": MEDIA_TYPE, **({"Content-Type": MEDIA_TYPE} if has_body else {})}
    request = HttpRequest(
        method=operation.method,
        url=base_url + operation.path,
        headers=sent,
        body=encode_json({}) if has_body else None,
        timeout=timeout,
    )
    try:
        watch.send(request)
    except TransportError:
        return watch.last
    return watch.last


def _outcome(answer: HttpResponse) -> Outcome:
    # The reason of a 401 can stand in a header (§1.4, C1); only the word "expired" is looked for.
    reason = (answer.headers.get("www-authenticate") or "").lower()
    return Outcome(
        status=answer.status,
        is_page="html" in (answer.headers.get("content-type") or "").lower(),
        says_expired="expir" in reason and "invalid_token" not in reason,
    )


def _instant(text: str | None) -> datetime | None:
    try:
        moment = parsedate_to_datetime(text or "")
    except (TypeError, ValueError, IndexError, OverflowError):
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
