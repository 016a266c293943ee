"""What an answer amounts to: a failure that may be tried again, or an error of ours."""

from __future__ import annotations

import pytest
from scripted import answer

from chorus_sdk._http.operation import Effect, Operation
from chorus_sdk._http.outcomes import failure_of, outcome_unknown, refuse
from chorus_sdk._http.retry import Failure
from chorus_sdk.errors import (
    AccessDeniedError,
    ApiError,
    ConnectionFailedError,
    Exchange,
    NotFoundError,
    RejectedRequestError,
    ResponseTimeoutError,
    TransportError,
    UnexpectedResponseError,
)

READ = Operation(name="things.search", path="/x", effect=Effect.READ)
EXCHANGE = Exchange(operation="things.search", method="POST", attempt=1)
NO_TOKEN = 'Bearer realm="DefaultRealm"'


@pytest.mark.parametrize(
    ("outcome", "kind"),
    [
        (ConnectionFailedError("no"), Failure.NOT_SENT),
        (ResponseTimeoutError("late"), Failure.ANSWER_LOST),
        (TransportError("cut"), Failure.ANSWER_LOST),
        (answer(401), Failure.UNAUTHORISED),
        (answer(400, WWW_Authenticate=NO_TOKEN), Failure.UNAUTHORISED),
        (answer(400, WWW_Authenticate="Basic"), None),
        (answer(429), Failure.RATE_LIMITED),
        *((answer(status), Failure.UNAVAILABLE) for status in (500, 501, 503, 520, 599)),
        *((answer(status), None) for status in (302, 400, 403, 404, 413, 499)),
    ],
)
def test_only_what_may_pass_is_a_failure_to_be_tried_again(outcome, kind):
    assert failure_of(outcome) is kind


@pytest.mark.parametrize(
    ("final", "error"),
    [
        (answer(403), AccessDeniedError),
        (answer(404), NotFoundError),
        (answer(413), ApiError),
        (answer(400, b'{"codeRetour": 20001, "libelle": "x"}'), RejectedRequestError),
        (answer(400, b"<html>"), UnexpectedResponseError),
        (answer(302), UnexpectedResponseError),
        (TransportError("cut"), TransportError),
    ],
)
def test_a_final_answer_is_the_error_that_says_what_it_is(final, error):
    with pytest.raises(error) as caught:
        refuse(READ, final, EXCHANGE)
    assert type(caught.value) is error
    if error is not TransportError:
        assert caught.value.exchange is EXCHANGE


def test_an_unknown_outcome_names_its_operation_where_no_fingerprint_is_given():
    error = outcome_unknown(READ, None)
    assert error.fingerprint is not None
    assert error.fingerprint.operation == "things.search"
