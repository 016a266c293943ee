"""Faults planted in a sandbox, each alone: the diagnosis names the right cause of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from scripted import ScriptedTransport

from chorus_sdk._clock import Clock, ManualClock
from chorus_sdk._http.exchange import HttpRequest, HttpResponse
from chorus_sdk._http.requests_transport import RequestsTransport
from chorus_sdk._http.transport import Transport
from chorus_sdk.auth.credentials import Credentials
from chorus_sdk.config import Environment, Settings
from chorus_sdk.errors import ConnectionFailedError
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.platform import Habits
from chorus_sdk.services.diagnosis import Diagnoser, diagnose
from chorus_sdk.services.diagnosis_values import CheckState, Diagnosis

ALL_APIS = (
    "factures",
    "structures",
    "transverses",
    "utilisateurs",
    "facturesTravaux",
    "engagementsJuridiques",
    "organisations",
)
NEEDED = ALL_APIS[:4]
DAY = 86_400


class Without:
    """A network on which some addresses cannot be reached."""

    def __init__(self, inner: Transport, unreachable: str) -> None:
        self.inner = inner
        self.unreachable = unreachable
        self.sent: list[HttpRequest] = []

    def send(self, request: HttpRequest) -> HttpResponse:
        if self.unreachable in request.url:
            raise ConnectionFailedError("no route")
        self.sent.append(request)
        return self.inner.send(request)

    def close(self) -> None:
        self.inner.close()


@dataclass
class Plot:
    """Where a fault is planted: a sandbox, and all that a client is made of."""

    sandbox: Sandbox
    environment: Environment
    credentials: Credentials
    transport: Transport
    clock: Clock

    def diagnose(self) -> Diagnosis:
        return Diagnoser(
            self.environment, self.credentials, transport=self.transport, clock=self.clock
        ).diagnose()

    def application(self, **changes: str) -> None:
        changed = replace(self.credentials.application, **changes)
        self.credentials = replace(self.credentials, application=changed)

    def account(self, **changes: str) -> None:
        changed = replace(self.credentials.technical_account, **changes)
        self.credentials = replace(self.credentials, technical_account=changed)


@pytest.fixture
def plot():
    clock = ManualClock()
    with Sandbox(clock=clock) as sandbox:
        yield Plot(sandbox, sandbox.environment, sandbox.credentials(), sandbox.transport(), clock)


def swap(plot: Plot) -> None:
    old = plot.credentials
    plot.credentials = Credentials.of(
        client_id=old.technical_account.login,
        client_secret=old.technical_account.secret,
        technical_login=old.application.client_id,
        technical_password=old.application.secret,
    )


def retire(plot: Plot) -> None:
    plot.environment = replace(
        plot.environment,
        token_url="https://sandbox-oauth.aife.economie.gouv.fr/api/oauth/token",
    )


def cut_off(address: str) -> Callable[[Plot], None]:
    def plant(plot: Plot) -> None:
        plot.transport = Without(plot.transport, address)

    return plant


def set_clock_wrong(plot: Plot) -> None:
    plot.clock = ManualClock(plot.sandbox.clock.now() - timedelta(minutes=20))


def let_the_password_grow_old(plot: Plot) -> None:
    plot.sandbox.advance(424 * DAY)


def point_elsewhere(plot: Plot) -> None:
    plot.environment = replace(plot.environment, token_url=f"{plot.environment.api_url}/login")


FAULTS: dict[str, tuple[Callable[[Plot], object], str]] = {
    "a retired host": (retire, "settings.retired_host"),
    "the two credentials swapped": (swap, "credentials.swapped"),
    "a wrong client secret": (
        lambda plot: plot.application(client_secret="no"), "application.refused",
    ),
    "an unknown application": (
        lambda plot: plot.application(client_id="no"), "application.refused",
    ),
    "a password that a colleague renewed": (
        lambda plot: plot.sandbox.renew_password(), "technical_account.refused",
    ),
    "the login of a person": (
        lambda plot: plot.account(login="camille@example.test"), "technical_account.login_shape",
    ),
    "a password past its term": (let_the_password_grow_old, "technical_account.expired"),
    "an API that is not subscribed": (
        lambda plot: plot.sandbox.unsubscribe("factures"), "api.not_subscribed",
    ),
    "an application that is not declared": (
        lambda plot: plot.sandbox.unsubscribe(*ALL_APIS), "declaration.missing",
    ),
    "maintenance": (
        lambda plot: plot.sandbox.faults.maintenance(on=True), "platform.maintenance",
    ),
    "errors of the platform": (
        lambda plot: plot.sandbox.faults.fail_next(502, times=50), "platform.failing",
    ),
    "too many calls": (
        lambda plot: plot.sandbox.faults.limit_next(times=50), "platform.rate_limited",
    ),
    "no way to the token host": (cut_off("/api/oauth/token"), "token_host.unreachable"),
    "no way to the API": (cut_off("/cpro/"), "api_host.unreachable"),
    "a token host that is silent": (
        lambda plot: plot.sandbox.faults.slow_next(60, path="oauth/token"), "token_host.silent",
    ),
    "another address in the token host's place": (point_elsewhere, "token_host.foreign"),
    "a clock twenty minutes late": (set_clock_wrong, "clock.wrong"),
}  # fmt: skip


def test_nothing_is_wrong_where_nothing_was_planted(plot):
    diagnosis = plot.diagnose()
    assert diagnosis.is_healthy
    assert diagnosis.cause is None
    assert diagnosis.warnings == ()
    assert {one.state for one in diagnosis} == {CheckState.OK}
    assert diagnosis.password_days_left == 424


@pytest.mark.parametrize(("plant", "cause"), FAULTS.values(), ids=FAULTS)
def test_the_diagnosis_names_the_right_cause(plot, plant, cause):
    plant(plot)
    diagnosis = plot.diagnose()
    assert diagnosis.cause is not None
    assert diagnosis.cause.code == cause
    assert diagnosis.cause.hint
    assert diagnosis.cause.hint_fr


@pytest.mark.parametrize("api", NEEDED)
def test_an_api_that_everybody_needs_is_named(plot, api):
    plot.sandbox.unsubscribe(api)
    diagnosis = plot.diagnose()
    assert [one.name for one in diagnosis.failures] == [f"api.{api}"]
    assert diagnosis.check("technical_account").state is CheckState.OK


@pytest.mark.parametrize("api", ALL_APIS[4:])
def test_an_api_that_not_everybody_needs_is_a_warning(plot, api):
    plot.sandbox.unsubscribe(api)
    diagnosis = plot.diagnose()
    assert diagnosis.is_healthy
    assert [one.name for one in diagnosis.warnings] == [f"api.{api}"]


@pytest.mark.parametrize(
    ("age", "left", "state"),
    [(408, 16, CheckState.OK), (409, 15, CheckState.WARNING), (423, 1, CheckState.WARNING)],
)
def test_a_password_that_ends_soon_is_told_fifteen_days_before(plot, age, left, state):
    plot.sandbox.advance(age * DAY)
    diagnosis = plot.diagnose()
    assert diagnosis.password_days_left == left
    assert diagnosis.check("password").state is state


def test_the_days_are_counted_on_the_platforms_clock(plot):
    plot.clock = ManualClock(plot.sandbox.clock.now() - timedelta(days=30))
    assert plot.diagnose().password_days_left == 424


@pytest.mark.parametrize("seconds", [-45, 45])
def test_a_clock_that_drifts_is_a_warning(plot, seconds):
    plot.clock = ManualClock(plot.sandbox.clock.now() + timedelta(seconds=seconds))
    diagnosis = plot.diagnose()
    assert diagnosis.is_healthy
    assert [one.code for one in diagnosis.warnings] == ["clock.drifting"]


def test_no_password_is_sent_where_it_does_not_belong(plot):
    plot.transport = watched = Without(plot.transport, "nowhere")
    swap(plot)
    plot.diagnose()
    assert watched.sent == []


def test_a_wrong_password_is_tried_once(plot):
    plot.transport = watched = Without(plot.transport, "nowhere")
    plot.diagnose()
    right = [r.open_headers().get("cpro-account") for r in watched.sent].count(account_of(watched))
    watched.sent.clear()
    plot.account(password="no")
    plot.diagnose()
    assert right > 1
    assert [r.open_headers().get("cpro-account") for r in watched.sent].count(
        account_of(watched)
    ) == 1


def account_of(watched: Without) -> str | None:
    """The account of the last call: the technical one."""
    return watched.sent[-1].open_headers()["cpro-account"]


def test_calls_end_with_the_first_that_is_too_many(plot):
    plot.transport = watched = Without(plot.transport, "nowhere")
    plot.sandbox.faults.limit_next(path="rechercher/fournisseur")
    diagnosis = plot.diagnose()
    assert diagnosis.cause is not None
    assert diagnosis.cause.code == "platform.rate_limited"
    assert watched.sent[-1].url.endswith("rechercher/fournisseur")


def test_refusals_that_echo_the_request_change_nothing(plot):
    with Sandbox(clock=plot.clock, habits=Habits(echo_forbidden=True)) as sandbox:
        sandbox.unsubscribe(*ALL_APIS)
        diagnosis = Diagnoser(
            sandbox.environment,
            sandbox.credentials(),
            transport=sandbox.transport(),
            clock=plot.clock,
        ).diagnose()
    assert diagnosis.cause is not None
    assert diagnosis.cause.code == "declaration.missing"


def test_it_is_the_same_over_a_real_network(plot):
    with serve(plot.sandbox) as server:
        transport = RequestsTransport()
        plot.environment, plot.transport = server.environment, transport
        assert plot.diagnose().is_healthy
        plot.sandbox.unsubscribe("structures")
        assert plot.diagnose().cause.name == "api.structures"
        transport.close()


def test_no_secret_login_or_answer_is_in_a_diagnosis(plot):
    plot.sandbox.renew_password()
    account, application = plot.credentials.technical_account, plot.credentials.application
    for planted in (lambda: None, lambda: plot.account(login="camille@example.test")):
        planted()
        shown = repr(plot.diagnose())
        for hidden in (
            account.login,
            account.secret.reveal(),
            application.secret.reveal(),
            application.client_id,
            "camille@",
            "realm",
        ):
            assert hidden not in shown


KNOWN = {
    "environment": "qualification",
    "client_id": "a",
    "client_secret": "b",
    "technical_login": "TECH_1_1@cpro.fr",
    "technical_password": "d",
}


def of_settings(changes: dict[str, str | None], transport: Transport) -> Diagnosis:
    settings = Settings.load({**KNOWN, **changes}, environ={})
    return diagnose(settings, transport=transport, clock=ManualClock())


NOWHERE = Without(ScriptedTransport(), "")


@pytest.mark.parametrize("name", KNOWN)
def test_a_missing_setting_is_the_cause(name):
    diagnosis = of_settings({name: None}, NOWHERE)
    assert diagnosis.cause.code == "settings.missing"
    assert name in diagnosis.cause.message
    assert {one.state for one in diagnosis.checks[1:]} == {CheckState.SKIPPED}


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"environment": "moon"}, "settings.unusable"),
        ({"timeout": "-1"}, "settings.unusable"),
        ({"base_url": "api.piste.gouv.fr"}, "settings.unusable"),
        ({"base_url": "http://[half"}, "settings.unusable"),
        ({"base_url": "https://api.aife.economie.gouv.fr"}, "settings.retired_host"),
        ({"base_url": "https://chorus-pro.gouv.fr:5443/service"}, "settings.retired_host"),
        ({"base_url": "https://oauth.aife.finances.rie.gouv.fr"}, "settings.retired_host"),
        ({"base_url": "https://notaife.economie.gouv.fr"}, "token_host.unreachable"),
    ],
)
def test_settings_that_no_client_can_use_are_told(changes, code):
    assert of_settings(changes, NOWHERE).cause.code == code


def test_complete_settings_are_diagnosed_to_the_end(plot):
    known = plot.credentials
    settings = Settings.load(
        {
            "base_url": plot.environment.api_url,
            "client_id": known.application.client_id,
            "client_secret": known.application.secret,
            "technical_login": known.technical_account.login,
            "technical_password": known.technical_account.secret,
        },
        environ={},
    )
    assert diagnose(settings, transport=plot.transport, clock=plot.clock).is_healthy
