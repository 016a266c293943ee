"""One call: authorised, repeated by its effect, its answer opened."""

from __future__ import annotations

from decimal import Decimal

import pytest
from scripted import Anyone, ScriptedTransport, answer, refusal, success

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.api import Api
from chorus_sdk._http.operation import Answer, Effect, Operation
from chorus_sdk._http.retry import RetryPolicy
from chorus_sdk.errors import (
    AccessDeniedError,
    ApiError,
    ConnectionFailedError,
    Exchange,
    Fingerprint,
    InvalidCredentialsError,
    NotFoundError,
    OutcomeUnknownError,
    PlatformUnavailableError,
    RateLimitedError,
    RejectedRequestError,
    ResponseTimeoutError,
    TransportError,
    UnexpectedResponseError,
)

READ = Operation(name="things.search", path="/x", effect=Effect.READ)
CREATE = Operation(name="things.deposit", path="/x", effect=Effect.CREATE)
LOST = TransportError("lost")
UNSENT = ConnectionFailedError("no")


def api(*script, **options) -> tuple[Api, ScriptedTransport, Anyone, ManualClock]:
    transport, authorizer, clock = ScriptedTransport(*script), Anyone(), ManualClock()
    gateway = Api(
        base_url="https://api.example",
        transport=transport,
        authorizer=authorizer,
        clock=clock,
        policy=RetryPolicy(attempts=3, first_wait=1, longest_wait=60),
        **options,
    )
    return gateway, transport, authorizer, clock


def test_a_call_carries_its_headers_and_its_decimals_digit_by_digit():
    gateway, transport, _, _ = api(success(x=1))
    members = gateway.call(READ, {"montant": Decimal("1234567890123456.10"), "n": None})
    (request,) = transport.requests
    assert members["x"] == 1
    assert request.url == "https://api.example/x"
    assert request.method == "POST"
    assert request.open_headers() == {
        "Authorization": "Bearer 0",
        "Content-Type": "application/json;charset=utf-8",
        "Accept": "application/json;charset=utf-8",
    }
    assert request.open_body() == b'{"montant": 1234567890123456.10, "n": null}'


def test_an_empty_request_is_an_empty_object():
    gateway, transport, _, _ = api(success())
    gateway.call(READ)
    assert transport.requests[0].open_body() == b"{}"


def test_amounts_of_an_answer_stay_exact():
    gateway, _, _, _ = api(answer(200, b'{"codeRetour":0,"m":1.10,"big":12345678901234567.89}'))
    members = gateway.call(READ)
    assert str(members["m"]) == "1.10"
    assert members["big"] == Decimal("12345678901234567.89")


def test_a_read_is_repeated_after_a_lost_answer():
    gateway, transport, _, clock = api(LOST, answer(502), success(x=1))
    assert gateway.call(READ)["x"] == 1
    assert len(transport.requests) == 3
    assert clock.monotonic() == 3


@pytest.mark.parametrize(
    "loss",
    [
        *(LOST, ResponseTimeoutError("late")),
        *(
            answer(500),
            answer(501),
            answer(504),
            answer(520),
            answer(599),
            answer(206),
            answer(203),
        ),
    ],
)
def test_a_deposit_whose_answer_is_lost_is_never_sent_again(loss):
    gateway, transport, _, _ = api(loss)
    fingerprint = Fingerprint(operation="things.deposit", sha256="ab")
    with pytest.raises(OutcomeUnknownError) as caught:
        gateway.call(CREATE, {}, fingerprint=fingerprint)
    assert caught.value.fingerprint is fingerprint
    assert len(transport.requests) == 1


@pytest.mark.parametrize("body", [b"<html>", b'{"codeRetour": 0', b'{"libelle": "x"}', b""])
def test_a_deposit_whose_answer_cannot_be_read_has_an_unknown_outcome(body):
    gateway, _, _, _ = api(answer(200, body))
    with pytest.raises(OutcomeUnknownError):
        gateway.call(CREATE)


def test_a_deposit_that_was_surely_not_sent_is_sent_again():
    gateway, transport, _, _ = api(UNSENT, UNSENT, success(x=2))
    assert gateway.call(CREATE)["x"] == 2
    assert len(transport.requests) == 3


def test_a_read_gives_up_after_its_attempts_with_the_last_failure():
    gateway, transport, _, _ = api(LOST, LOST, UNSENT)
    with pytest.raises(ConnectionFailedError) as caught:
        gateway.call(READ)
    assert len(transport.requests) == 3
    assert caught.value.exchange == Exchange(
        operation="things.search", method="POST", attempt=3, duration=0.0
    )


@pytest.mark.parametrize(
    "no",
    [
        answer(401),
        answer(400, WWW_Authenticate='Bearer realm="DefaultRealm", error="invalid_request"'),
    ],
)
@pytest.mark.parametrize("operation", [READ, CREATE])
def test_a_refused_token_is_renewed_once_whatever_the_effect(no, operation):
    gateway, transport, authorizer, _ = api(no, success(x=3))
    assert gateway.call(operation)["x"] == 3
    assert authorizer.renewals == 1
    assert transport.requests[1].open_headers()["Authorization"] == "Bearer 1"


def test_a_second_401_means_the_technical_account_and_ends_there():
    gateway, transport, authorizer, _ = api(answer(401), answer(401))
    with pytest.raises(InvalidCredentialsError):
        gateway.call(READ)
    assert authorizer.renewals == 1
    assert len(transport.requests) == 2


def test_retry_after_is_waited_for():
    gateway, _, _, clock = api(answer(429, Retry_After="40"), success())
    gateway.call(CREATE)
    assert clock.monotonic() == 40


def test_a_retry_after_that_is_too_long_reaches_the_caller():
    gateway, _, _, _ = api(answer(429, Retry_After="3600"))
    with pytest.raises(RateLimitedError) as caught:
        gateway.call(READ)
    assert caught.value.retry_after == 3600


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (403, AccessDeniedError),
        (404, NotFoundError),
        (413, ApiError),
        (415, UnexpectedResponseError),
        (400, UnexpectedResponseError),
        (302, UnexpectedResponseError),
    ],
)
@pytest.mark.parametrize("operation", [READ, CREATE])
def test_other_refusals_are_final(status, error, operation):
    gateway, transport, _, _ = api(answer(status, b"not json"))
    with pytest.raises(error) as caught:
        gateway.call(operation)
    assert len(transport.requests) == 1
    assert caught.value.exchange is not None
    assert caught.value.exchange.status == status


@pytest.mark.parametrize("status", [503, 520])
def test_a_platform_that_stays_down_is_said_to_be_down(status):
    gateway, _, _, _ = api(*3 * [answer(status)])
    with pytest.raises(PlatformUnavailableError):
        gateway.call(READ)


@pytest.mark.parametrize("status", [200, 400])
def test_a_return_code_is_an_error_whatever_the_http_status(status):
    gateway, _, _, _ = api(refusal(20001, "GDP_MSG_11.022", status))
    with pytest.raises(RejectedRequestError) as caught:
        gateway.call(CREATE)
    assert (caught.value.return_code, caught.value.label) == (20001, "GDP_MSG_11.022")


@pytest.mark.parametrize("code", ["0", 0])
def test_a_return_code_of_zero_is_success_even_as_a_text(code):
    gateway, _, _, _ = api(answer(200, {"codeRetour": code, "libelle": "Traitement effectué"}))
    assert gateway.call(READ)["codeRetour"] == code


def test_an_answer_without_a_return_code_is_outside_the_contract():
    gateway, _, _, _ = api(answer(200, {"libelle": "x"}))
    with pytest.raises(UnexpectedResponseError) as caught:
        gateway.call(READ)
    assert caught.value.field == "codeRetour"


def test_an_operation_without_an_envelope_is_taken_as_it_is():
    health = Operation(
        name="health", path="/h", method="GET", effect=Effect.READ, answer=Answer.OBJECT
    )
    gateway, transport, _, _ = api(answer(200, {"statusCode": "OK"}))
    assert gateway.call(health) == {"statusCode": "OK"}
    assert transport.requests[0].body is None
    assert "Content-Type" not in transport.requests[0].headers


def test_every_exchange_is_told_redacted():
    told: list[Exchange] = []
    gateway, _, _, _ = api(answer(502), success(), on_event=told.append)
    gateway.call(READ, {"secret": "canary"})
    assert [(e.operation, e.status, e.attempt) for e in told] == [
        ("things.search", 502, 1),
        ("things.search", 200, 2),
    ]
    assert "canary" not in repr(told)


def test_an_observer_that_fails_loses_no_answer(caplog):
    def fail(exchange: Exchange) -> None:
        raise ValueError(exchange.operation)

    gateway, transport, _, _ = api(success(number="7"), on_event=fail)
    with caplog.at_level("WARNING", logger="chorus_sdk.http"):
        assert gateway.call(CREATE, {})["number"] == "7"
    assert len(transport.requests) == 1
    assert [record.fields for record in caplog.records] == [{"code": "ValueError"}]
