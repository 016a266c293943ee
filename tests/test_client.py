"""The front desk: both credentials on every call, over one transport."""

from __future__ import annotations

import base64

import pytest
from scripted import ScriptedTransport, answer, success

from chorus_sdk import ChorusClient, Credentials, Environment, Settings
from chorus_sdk._clock import ManualClock
from chorus_sdk.errors import ConfigurationError, Exchange, PlatformUnavailableError

CREDENTIALS = Credentials.of(
    client_id="app",
    client_secret="s",
    technical_login="TECH_1_1@cpro.fr",
    technical_password="p",
)
TOKEN = answer(200, {"access_token": "tok", "token_type": "Bearer", "expires_in": 3600})
HEALTHY = answer(200, {"statusCode": "OK", "statusCodeValue": 200, "body": "Service disponible"})


def client(*script, **options) -> tuple[ChorusClient, ScriptedTransport]:
    transport = ScriptedTransport(*script)
    chorus = ChorusClient(
        CREDENTIALS,
        environment=Environment.QUALIFICATION,
        transport=transport,
        clock=ManualClock(),
        **options,
    )
    return chorus, transport


def test_every_call_carries_a_token_and_the_technical_account():
    chorus, transport = client(TOKEN, HEALTHY, success(listeFactures=[]))
    chorus.check()
    assert list(chorus.invoices.search()) == []
    token, health, search = transport.requests
    assert token.url == "https://sandbox-oauth.piste.gouv.fr/api/oauth/token"
    assert health.url == "https://sandbox-api.piste.gouv.fr/cpro/transverses/v1/health-check"
    assert health.method == "GET"
    assert health.open_body() is None
    for request in (health, search):
        headers = request.open_headers()
        assert headers["Authorization"] == "Bearer tok"
        assert base64.b64decode(headers["cpro-account"]) == b"TECH_1_1@cpro.fr:p"


def test_services_are_made_once():
    chorus, _ = client()
    assert chorus.flows is chorus.flows
    assert chorus.invoices is chorus.invoices
    assert chorus.structures is chorus.structures


def test_a_transport_of_ones_own_is_left_open():
    chorus, transport = client()
    with chorus:
        pass
    assert not transport.closed


def test_our_own_transport_is_closed():
    chorus = ChorusClient(CREDENTIALS, environment=Environment.QUALIFICATION)
    chorus.close()
    assert repr(chorus) == "<ChorusClient of qualification>"


def test_the_time_limit_and_the_observer_reach_every_call():
    told: list[Exchange] = []
    chorus, transport = client(TOKEN, HEALTHY, timeout=7.5, on_event=told.append)
    chorus.check()
    assert transport.requests[1].timeout == 7.5
    assert [e.operation for e in told] == ["health"]


def test_a_platform_in_maintenance_is_said_so():
    chorus, _ = client(TOKEN, *[answer(503)] * 4)
    with pytest.raises(PlatformUnavailableError):
        chorus.check()


def test_settings_make_a_client_and_a_missing_one_is_named():
    known = {
        "environment": "production",
        "client_id": "a",
        "client_secret": "b",
        "technical_login": "c",
        "technical_password": "d",
    }
    chorus = ChorusClient.from_settings(
        Settings.load(known, environ={}), transport=ScriptedTransport()
    )
    assert chorus.environment is Environment.PRODUCTION
    for name in known:
        partial = {k: v for k, v in known.items() if k != name}
        with pytest.raises(ConfigurationError) as caught:
            ChorusClient.from_settings(Settings.load(partial, environ={}))
        assert caught.value.setting == name
