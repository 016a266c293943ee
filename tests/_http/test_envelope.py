"""The envelope is opened in one place."""

from __future__ import annotations

import pytest
from scripted import answer

from chorus_sdk._http.envelope import ROWS, label, open_envelope, return_code
from chorus_sdk._http.operation import Answer, Effect, Operation
from chorus_sdk.errors import RejectedRequestError, UnexpectedResponseError

OPERATION = Operation(name="x", path="/x", effect=Effect.READ)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (0, 0),
        ("0", 0),
        ("20001", 20001),
        ("-1", -1),
        (True, None),
        ("x", None),
        (None, None),
        ("--5", None),
        ("5" * 5000, None),
    ],
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


def shaped(form: Answer) -> Operation:
    return Operation(name="x", path="/x", effect=Effect.READ, answer=form)


def test_a_bare_list_is_given_under_one_name():
    assert open_envelope(shaped(Answer.LIST), answer(200, [{"uuid": "a"}])) == {
        ROWS: [{"uuid": "a"}]
    }
    with pytest.raises(UnexpectedResponseError):
        open_envelope(shaped(Answer.LIST), answer(200, {"uuid": "a"}))
    with pytest.raises(UnexpectedResponseError):
        open_envelope(shaped(Answer.LIST), answer(200, b"<html>"))


def test_an_empty_answer_holds_nothing_whatever_comes():
    assert open_envelope(shaped(Answer.EMPTY), answer(204)) == {}
    assert open_envelope(shaped(Answer.EMPTY), answer(200, b"OK")) == {}


def test_a_return_code_counts_even_where_it_need_not_be():
    assert open_envelope(shaped(Answer.OBJECT), answer(200, {"pieceJointe": "x"}))
    with pytest.raises(RejectedRequestError):
        open_envelope(shaped(Answer.OBJECT), answer(200, {"codeRetour": 20000, "libelle": "x"}))
