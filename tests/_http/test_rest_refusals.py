"""Refusals of the interfaces without an envelope."""

from __future__ import annotations

import pytest
from scripted import answer
from wire import Wire

from chorus_sdk._http.operation import Answer, Effect, Operation
from chorus_sdk.errors import NotFoundError, RejectedRequestError, UnexpectedResponseError

ROW = Operation(name="x", path="/x", method="GET", effect=Effect.READ, answer=Answer.OBJECT)


def refused(body: object, error: type[Exception], row: Operation = ROW):
    wire = Wire.new()
    wire.says(answer(400, body))
    with pytest.raises(error) as caught:
        wire.api.call(row)
    return caught.value


def test_a_reference_that_is_not_found_is_not_found():
    error = refused([{"error": "NotFoundReference", "message": "m", "detail": "d"}], NotFoundError)
    assert error.exchange.status == 400


def test_another_reason_keeps_the_platforms_name():
    error = refused([{"error": "ParamsInvalidUuidStructures"}], RejectedRequestError)
    assert (error.return_code, error.label) == (400, "ParamsInvalidUuidStructures")


@pytest.mark.parametrize("body", [[], ["x"], [{"error": 5}], {"x": 1}, b"<html>", None])
def test_a_body_that_gives_no_reason_is_outside_the_contract(body):
    assert refused(body, UnexpectedResponseError).field == "status"


def test_an_enveloped_operation_does_not_read_lists_of_reasons():
    row = Operation(name="x", path="/x", effect=Effect.READ)
    refused([{"error": "NotFoundReference"}], UnexpectedResponseError, row)
