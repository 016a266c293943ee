"""A secret shows itself to nobody who does not ask."""

from __future__ import annotations

import copy
import json
import logging
import pickle

import pytest

from chorus_sdk._secrets import Secret, as_secret

CANARY = "canary-4711"


@pytest.mark.parametrize(
    "show",
    [repr, str, "{}".format, "{:>30}".format, lambda s: f"{s!r}", lambda s: repr([{"k": s}])],
)
def test_no_way_of_printing_shows_the_value(show):
    assert CANARY not in show(Secret(CANARY))
    assert CANARY not in show(Secret(CANARY.encode()))


@pytest.mark.parametrize("leave", [pickle.dumps, copy.copy, copy.deepcopy, json.dumps])
def test_a_secret_does_not_leave_the_process(leave):
    with pytest.raises(TypeError):
        leave(Secret(CANARY))


def test_a_secret_has_no_dictionary_to_look_into():
    assert not hasattr(Secret(CANARY), "__dict__")


def test_secrets_compare_by_value_and_kind():
    assert Secret("a") == Secret("a")
    assert Secret("a") != Secret("b")
    assert Secret("a") != Secret(b"a")
    assert Secret("a") != "a"
    assert len({Secret("a"), Secret("a")}) == 1
    assert Secret("é\udc80") == Secret("é\udc80")


def test_an_empty_secret_is_false_and_other_kinds_are_refused():
    assert not Secret("")
    assert Secret("x")
    with pytest.raises(TypeError):
        Secret(4711)  # type: ignore[type-var]


def test_wrapping_twice_is_wrapping_once():
    secret = as_secret(CANARY)
    assert as_secret(secret) is secret
    assert secret.reveal() == CANARY


def test_logging_a_secret_logs_no_value(caplog):
    with caplog.at_level(logging.DEBUG):
        logging.getLogger("t").warning("x %s %r", Secret(CANARY), {"p": Secret(CANARY)})
    assert CANARY not in caplog.text
