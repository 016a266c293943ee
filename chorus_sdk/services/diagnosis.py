"""What stands between a client and Chorus Pro (*diagnostic*): one pass, one cause.

About a dozen calls, each made once: a wrong password is tried a single time, and never where it is
not meant to go. Sources: chorus-pro-api §1.4 to §1.7.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk._http.api import Api
from chorus_sdk._http.retry import RetryPolicy
from chorus_sdk._http.transport import Transport
from chorus_sdk.auth.authorizer import PisteAuthorizer
from chorus_sdk.auth.credentials import Credentials
from chorus_sdk.auth.tokens import PisteTokenSource
from chorus_sdk.config import Environment, Settings
from chorus_sdk.errors import AuthenticationError, ChorusError, InvalidCredentialsError
from chorus_sdk.services.account import Account
from chorus_sdk.services.account_values import Membership, OwnStructure
from chorus_sdk.services.diagnosis_judgement import (
    clock,
    declaration,
    is_open,
    password,
    platform,
    skipped_online,
    subscription,
)
from chorus_sdk.services.diagnosis_probes import (
    ACCOUNT_PROBES,
    API_PROBES,
    NOBODY,
    ApiProbe,
    Outcome,
    Watch,
    probe,
)
from chorus_sdk.services.diagnosis_settings import (
    check_addresses,
    check_credentials,
    check_settings,
    has_login_shape,
    host,
)
from chorus_sdk.services.diagnosis_texts import check
from chorus_sdk.services.diagnosis_values import Check, CheckState, Diagnosis
from chorus_sdk.services.operations import HEALTH
from chorus_sdk.services.structures import Structures

PROBE_SECONDS: Final = 15.0
"""How long one call of a diagnosis may take."""
_ONCE: Final = RetryPolicy(attempts=1)
_OWN_AT_MOST: Final = 3
"""How many of one's own structures are asked until when the password is good."""


def diagnose(settings: Settings, *, transport: Transport, clock: Clock) -> Diagnosis:
    """Diagnose from settings (*diagnostiquer*): those that no client can be made of are the cause.

    The transport stays open: it is its owner's.
    """
    found = check_settings(settings)
    if found.state is CheckState.FAILED:
        name = settings.values.get("environment")
        return Diagnosis(
            environment=name if isinstance(name, str) else "",
            checks=(found, check("credentials.skipped"), *skipped_online()),
            checked_at=clock.now(),
        )
    credentials = Credentials.of(
        client_id=settings.text("client_id"),
        client_secret=settings.secret("client_secret"),
        technical_login=settings.text("technical_login"),
        technical_password=settings.secret("technical_password"),
    )
    return Diagnoser(
        settings.environment(),
        credentials,
        transport=transport,
        clock=clock,
        timeout=settings.number("timeout", PROBE_SECONDS),
    ).diagnose()


class Diagnoser:
    """Finds out what is wrong, one call at a time (*diagnostic*).

    `timeout` is in seconds, for each call. Nothing is tried twice.
    """

    def __init__(
        self,
        environment: Environment,
        credentials: Credentials,
        *,
        transport: Transport,
        clock: Clock,
        timeout: float = PROBE_SECONDS,
    ) -> None:
        self._environment = environment
        self._credentials = credentials
        self._clock = clock
        self._timeout = min(timeout, PROBE_SECONDS)
        self._watch = Watch(transport, clock)
        tokens = PisteTokenSource(
            credentials.application,
            token_url=environment.token_url,
            transport=self._watch,
            clock=clock,
            policy=_ONCE,
            timeout=self._timeout,
        )
        self._nobody = PisteAuthorizer(tokens, NOBODY)
        self._account = PisteAuthorizer(tokens, credentials.technical_account)
        self._failing: list[Outcome] = []

    def diagnose(self) -> Diagnosis:
        """Look at everything once, and return what was found; nothing is raised for a fault."""
        offline = (check_addresses(self._environment), check_credentials(self._credentials))
        if any(one.state is CheckState.FAILED for one in offline):
            return self._diagnosis((*offline, *skipped_online()))
        token_host, application = self._ask_token()
        api_host = self._ask_gateway()
        able = application.state is api_host.state is CheckState.OK and not self._failing
        seen = self._ask_apis() if able else {}
        account = self._ask_account(seen)
        days = self._days_left() if account.state is CheckState.OK else None
        return self._diagnosis(
            (
                *offline,
                *(
                    token_host,
                    api_host,
                    self._platform(token_host, api_host),
                    clock(self._watch.skew),
                ),
                *(application, declaration(seen)),
                *(subscription(one, seen.get(one.name)) for one in API_PROBES),
                *(account, password(account, days)),
            ),
            days,
        )

    def _diagnosis(self, checks: tuple[Check, ...], days: int | None = None) -> Diagnosis:
        return Diagnosis(
            environment=self._environment.name,
            checks=checks,
            checked_at=self._clock.now(),
            password_days_left=days,
        )

    def _ask_token(self) -> tuple[Check, Check]:
        """Ask for a token: whether the host answers, and whether it knows the application."""
        known = "application.skipped"
        try:
            self._nobody.headers()
            known = "application.accepted"
        except InvalidCredentialsError:
            known = "application.refused"
        except AuthenticationError:
            known = "application.skipped"
        outcome = self._watch.last
        is_ours = known != "application.skipped"
        here = self._reached("token_host", self._environment.token_url, outcome, is_ours=is_ours)
        return here, check(known)

    def _ask_gateway(self) -> Check:
        """Call the API without any credential: every answer shows that it is there."""
        url = self._environment.api_url
        outcome = probe(self._watch, url, HEALTH, {}, timeout=self._timeout)
        is_ours = outcome.status is not None and outcome.status >= 400 and outcome.status != 407
        is_ours = is_ours or (outcome.status == 200 and not outcome.is_page)
        return self._reached("api_host", url, outcome, is_ours=is_ours)

    def _reached(self, name: str, url: str, outcome: Outcome, *, is_ours: bool) -> Check:
        if outcome.status is None:
            end = "silent" if outcome.timed_out else "unreachable"
        elif outcome.is_failing or outcome.status == 429:
            self._failing.append(outcome)
            end = "reachable"
        else:
            end = "reachable" if is_ours else "foreign"
        return check(f"{name}.{end}", host=host(url))

    def _ask_apis(self) -> dict[str, Outcome]:
        seen: dict[str, Outcome] = {}
        for one in API_PROBES:
            seen[one.name] = outcome = self._probe(one, self._nobody)
            if outcome.ends_probing:
                break
        if all(one.is_failing for one in seen.values()):
            self._failing += seen.values()
        return seen

    def _ask_account(self, seen: dict[str, Outcome]) -> Check:
        """Try the technical account once, through an API that is open."""
        probes = {one.name: one for one in API_PROBES}
        open_ = [name for name in ACCOUNT_PROBES if name in seen and is_open(seen[name])]
        if not open_ or self._watch.was_limited:
            return check("technical_account.skipped")
        outcome = self._probe(probes[open_[0]], self._account)
        if outcome.status == 200:
            return check("technical_account.accepted")
        if outcome.status != 401:
            return check("technical_account.unclear")
        if not has_login_shape(self._credentials):
            return check("technical_account.login_shape")
        return check("technical_account." + ("expired" if outcome.says_expired else "refused"))

    def _probe(self, one: ApiProbe, who: PisteAuthorizer) -> Outcome:
        url = self._environment.api_url
        try:
            headers = who.headers()
        except AuthenticationError:  # the token had to be renewed, and was not
            return Outcome()
        return probe(self._watch, url, one.operation, headers, timeout=self._timeout)

    def _platform(self, *hosts: Check) -> Check:
        statuses = [outcome.status for outcome in self._failing]
        reached = all(one.state is CheckState.OK for one in hosts)
        return platform(statuses, was_limited=self._watch.was_limited, was_reached=reached)

    def _days_left(self) -> int | None:
        until = self._password_until()
        if until is None:
            return None
        there = self._clock.now() + timedelta(seconds=self._watch.skew or 0.0)
        return max(0, (until - there) // timedelta(days=1))

    def _password_until(self) -> datetime | None:
        api = Api(
            base_url=self._environment.api_url,
            transport=self._watch,
            authorizer=self._account,
            clock=self._clock,
            policy=_ONCE,
            timeout=self._timeout,
        )
        structures = Structures(api)
        for number in _own_structures(Account(api)):
            try:
                until = structures.fetch(number).technical_password_expires_at
            except ChorusError:
                return None
            if until is not None:
                return until
        return None


def _own_structures(account: Account) -> list[int]:
    """Return the numbers of one's own structures, by whichever list is open to the account."""

    def of_memberships() -> Iterable[Membership]:
        return account.memberships(limit=_OWN_AT_MOST)

    def number(own: Membership | OwnStructure) -> int:
        return own.structure_id if isinstance(own, Membership) else own.id

    for ask in (of_memberships, account.supplier_structures, account.recipient_structures):
        try:
            found = [number(own) for own in ask()]
        except ChorusError:
            continue
        if found:
            return found[:_OWN_AT_MOST]
    return []
