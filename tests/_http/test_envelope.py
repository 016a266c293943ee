"""The envelope is opened in one place."""

from __future__ import annotations

import pytest
from scripted import answer

from chorus_sdk._http.envelope import label, open_envelope, return_code
from chorus_sdk._http.operation import Effect, Operation
from chorus_sdk.errors import RejectedRequestError, UnexpectedResponseError

OPERATION = Operation(name="x", path="/x", effect=Effect.READ)


@pytest.mark.parametrize(
    ("value", "code"),
    [(0, 0), ("0", 0), ("20001", 20001), ("-1", -1), (True, None), ("x", None), (None, None)],
)
def test_return_codes_are_numbers_or_their_texts(value, code):
    assert return_code({"codeRetour": value}) == code


def test_a_missing_label_is_empty():
    assert label({}) == label({"libelle": None}) == ""


def test_success_is_the_number_zero_whatever_the_text():
    body = {"codeRetour": 0, "libelle": "GCU_MSG_01_000", "x": 1}
    assert open_envelope(OPERATION, answer(200, body))["x"] == 1


def test_refusal_keeps_the_platforms_words():
    with pytest.raises(RejectedRequestError) as caught:
        open_envelope(OPERATION, answer(200, {"codeRetour": 20000, "libelle": "Néant"}))
    assert caught.value.label == "Néant"


@pytest.mark.parametrize("body", [[], "text", 3, None])
def test_other_json_is_outside_the_contract(body):
    with pytest.raises(UnexpectedResponseError):
        open_envelope(OPERATION, answer(200, body))
