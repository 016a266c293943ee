"""Requests and answers are values that show nothing when printed."""

from __future__ import annotations

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk._http.exchange import Headers, HttpRequest, HttpResponse, encode_json
from chorus_sdk._secrets import Secret
from chorus_sdk.errors import UnexpectedResponseError

JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**18), 10**18)
    | st.decimals(
        allow_nan=False, allow_infinity=False, places=4, min_value=-(10**12), max_value=10**12
    )
    | st.text(st.characters(blacklist_characters="\ue000", blacklist_categories=("Cs",))),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.text(st.characters(blacklist_characters="\ue000", blacklist_categories=("Cs",))),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)


@given(JSON)
def test_what_is_encoded_is_decoded_the_same_decimals_included(value):
    response = HttpResponse(status=200, body=encode_json(value))
    assert response.json() == value


def test_a_decimal_keeps_its_digits_on_the_wire():
    assert encode_json([Decimal("100.00"), Decimal("1E+3"), Decimal("-0.000001")]) == (
        b"[100.00, 1000, -0.000001]"
    )


def test_an_amount_that_is_no_number_is_a_mistake():
    with pytest.raises(ValueError):
        encode_json(Decimal("NaN"))


def test_text_cannot_pass_for_a_number():
    assert json.loads(encode_json("\ue0001.5\ue000")) == "1.5"


def test_neither_request_nor_answer_shows_what_it_carries():
    request = HttpRequest(
        method="POST",
        url="https://x/canary",
        headers={"Authorization": Secret("canary"), "X": "canary"},
        body=Secret(b"canary"),
    )
    response = HttpResponse(status=200, headers=Headers({"a": "canary"}), body=b"canary")
    assert "canary" not in repr(request) + repr(response) + repr(response.headers)
    assert request.open_headers()["Authorization"] == "canary"
    assert request.open_body() == b"canary"


@pytest.mark.parametrize(
    "body",
    [b"", b"<html>", b"{", b"\xff\xfe", b"[" * 100_000, b'{"a": 1e9999999}'],
)
def test_what_is_not_json_is_outside_the_contract(body):
    with pytest.raises(UnexpectedResponseError) as caught:
        HttpResponse(status=200, body=body).json()
    assert caught.value.__context__ is None


def test_header_names_have_no_case():
    headers = Headers([("X-A", "1"), ("x-a", "2")])
    assert headers.get("x-A") == "1"
    assert headers.get("absent", "d") == "d"
    assert list(headers) == [("x-a", "1"), ("x-a", "2")]
