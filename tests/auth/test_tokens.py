"""Tokens: two windows, one renewal at a time, one forced renewal."""

from __future__ import annotations

import threading
import time
from datetime import timedelta

import pytest
from scripted import ScriptedTransport, answer

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.retry import RetryPolicy
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.credentials import OAuthClient
from chorus_sdk.auth.tokens import PisteTokenSource
from chorus_sdk.errors import (
    ConnectionFailedError,
    InvalidCredentialsError,
    TokenRefreshError,
    TransportError,
)

APPLICATION = OAuthClient(client_id="app", client_secret="canary&=%+é")


def given(value: str = "t", life: object = 3600):
    return answer(
        200, {"access_token": value, "token_type": "Bearer", "expires_in": life, "scope": "openid"}
    )


def source(*script) -> tuple[PisteTokenSource, ScriptedTransport, ManualClock]:
    transport, clock = ScriptedTransport(*script), ManualClock()
    tokens = PisteTokenSource(
        APPLICATION,
        token_url="https://oauth.example/api/oauth/token",
        transport=transport,
        clock=clock,
        policy=RetryPolicy(attempts=2, first_wait=1),
    )
    return tokens, transport, clock


def test_the_request_is_a_form_with_every_part_escaped():
    tokens, transport, _ = source(given())
    assert tokens.token().value == Secret("t")
    assert transport.sent_form() == {
        "grant_type": ["client_credentials"],
        "client_id": ["app"],
        "client_secret": ["canary&=%+é"],
        "scope": ["openid"],
    }
    assert transport.requests[0].headers["Content-Type"] == "application/x-www-form-urlencoded"


def test_a_token_is_taken_once_for_its_whole_good_time():
    tokens, transport, clock = source(given())
    first = tokens.token()
    clock.advance(3600 - 241)
    assert tokens.token() is first
    assert len(transport.requests) == 1


def test_in_the_advisory_window_a_renewal_is_tried():
    tokens, _, clock = source(given("old"), given("new"))
    tokens.token()
    clock.advance(3600 - 200)
    assert tokens.token().value == Secret("new")


def test_in_the_advisory_window_a_failed_renewal_keeps_the_old_token():
    tokens, transport, clock = source(
        given("old"), TransportError("x"), TransportError("x"), given("new")
    )
    tokens.token()
    clock.advance(3600 - 200)
    assert tokens.token().value == Secret("old")
    assert tokens.token().value == Secret("new")
    assert len(transport.requests) == 4


def test_in_the_mandatory_window_a_failed_renewal_is_an_error():
    tokens, _, clock = source(given("old"), TransportError("x"), TransportError("x"))
    tokens.token()
    clock.advance(3600 - 59)
    with pytest.raises(TokenRefreshError):
        tokens.token()


@pytest.mark.parametrize("status", [400, 401])
def test_wrong_application_credentials_are_told_apart_from_trouble(status):
    tokens, transport, _ = source(answer(status, {"error": "invalid_client"}))
    with pytest.raises(InvalidCredentialsError):
        tokens.token()
    assert len(transport.requests) == 1


@pytest.mark.parametrize(
    "odd",
    [
        answer(200, b"<html>"),
        answer(200, {"access_token": "", "expires_in": 3600}),
        answer(200, {"access_token": "canary"}),
        answer(200, {"access_token": "canary", "expires_in": "soon"}),
        answer(200, ["canary"]),
        answer(404),
        answer(400, {"error": "other"}),
        given("canary", 30),
    ],
)
def test_an_answer_without_a_good_token_is_an_error(odd):
    tokens, _, _ = source(odd)
    with pytest.raises(TokenRefreshError) as caught:
        tokens.token()
    assert "canary" not in repr(caught.value)


def test_a_life_in_text_is_a_number_too():
    tokens, _, clock = source(given("t", "3600"))
    assert tokens.token().expires_at == clock.now() + timedelta(seconds=3600)


def test_trouble_is_tried_again_and_waits_by_the_clock():
    tokens, _, clock = source(answer(503), given())
    tokens.token()
    assert clock.monotonic() == 1
    tokens, transport, _ = source(ConnectionFailedError("x"), ConnectionFailedError("x"))
    with pytest.raises(TokenRefreshError):
        tokens.token()
    assert len(transport.requests) == 2


def test_a_refused_token_is_renewed_and_a_newer_one_is_not():
    tokens, transport, _ = source(given("a"), given("b"))
    first = tokens.token()
    second = tokens.renew(first)
    assert second.value == Secret("b")
    assert tokens.renew(first) is second
    assert len(transport.requests) == 2


def test_twenty_threads_take_one_token():
    class Slow(ScriptedTransport):
        def send(self, request):
            time.sleep(0.05)
            return super().send(request)

    transport = Slow(given("one"))
    tokens = PisteTokenSource(
        APPLICATION, token_url="https://x", transport=transport, clock=ManualClock()
    )
    got: list[Secret[str]] = []
    threads = [threading.Thread(target=lambda: got.append(tokens.token().value)) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [Secret("one")] * 20
    assert len(transport.requests) == 1


def test_twenty_threads_with_one_refused_token_renew_it_once():
    tokens, transport, _ = source(given("a"), given("b"))
    refused = tokens.token()
    got = []
    threads = [
        threading.Thread(target=lambda: got.append(tokens.renew(refused).value)) for _ in range(20)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [Secret("b")] * 20
    assert len(transport.requests) == 2
