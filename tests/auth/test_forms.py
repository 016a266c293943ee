from __future__ import annotations

from urllib.parse import parse_qsl

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk._secrets import Secret
from chorus_sdk._xml import parse_html
from chorus_sdk.auth.forms import Form, read_forms
from chorus_sdk.errors import UnexpectedResponseError


def forms(html: str) -> tuple[Form, ...]:
    return read_forms(parse_html(html.encode()))


def sent(form: Form, values: dict[str, str] | None = None, **chosen: str) -> list[tuple[str, str]]:
    filled = form.fill({n: Secret(v) for n, v in (values or {}).items()}, **chosen)
    return parse_qsl(filled.body().reveal().decode(), keep_blank_values=True)


def test_hidden_fields_of_any_name_go_back_as_they_came():
    (form,) = forms(
        "<form method=post><input type=hidden name=x-7 value='é&amp;\"'>"
        "<input type=HIDDEN name=sysparm_ck value=''><input name=user></form>"
    )
    assert sent(form, {"user": "a b"}) == [("x-7", 'é&"'), ("sysparm_ck", ""), ("user", "a b")]


def test_controls_are_sent_as_a_browser_sends_them():
    (form,) = forms(
        """<form method="post">
        <input type=checkbox name=on checked><input type=checkbox name=off value=1>
        <input type=radio name=r value=1><input type=radio name=r value=2 checked>
        <select name=s><option value=1>a<option selected>two</select>
        <select name=first><option value=x>a<option>b</select>
        <textarea name=t>some &lt;text</textarea>
        <input name=gone disabled value=1><fieldset disabled><input name=too value=1></fieldset>
        <input type=file name=f><input type=reset name=reset value=1><input value=nameless>
        <button name=go value=1>Go</button><button name=other value=2>Other</button></form>"""
    )
    assert sent(form) == [
        ("on", "on"),
        ("r", "2"),
        ("s", "two"),
        ("first", "x"),
        ("t", "some <text"),
        ("go", "1"),
    ]


def test_the_button_that_is_named_is_the_one_pressed():
    (form,) = forms(
        "<form method=post><input type=submit name=ok value=1>"
        "<input type=submit name=resend value=2></form>"
    )
    assert sent(form) == [("ok", "1")]
    assert sent(form, button="resend") == [("resend", "2")]


def test_controls_elsewhere_that_name_their_form_belong_to_it():
    inside, outside = forms(
        "<form id=a method=post><input name=one><input name=stray form=b></form>"
        "<form id=b method=post></form><input name=two form=a value=2>"
    )
    assert inside.names == {"one", "two"}
    assert outside.names == {"stray"}


def test_a_form_inside_a_form_is_part_of_the_outer_one():
    (form,) = forms(
        "<form method=post action=/outer><div><form action=/inner><input name=a></form></div>"
    )
    assert form.action.reveal() == "/outer"
    assert form.names == {"a"}


def test_a_form_without_a_method_would_put_secrets_into_an_address():
    (form,) = forms("<form><input name=password></form>")
    with pytest.raises(UnexpectedResponseError) as caught:
        form.fill({"password": Secret("x")})
    assert caught.value.field == "method"


def test_an_unusual_encoding_is_a_typed_error():
    (form,) = forms("<form method=post enctype=multipart/form-data><input name=a></form>")
    with pytest.raises(UnexpectedResponseError) as caught:
        form.fill({})
    assert caught.value.field == "enctype"


def test_a_field_that_is_not_there_is_named():
    (form,) = forms("<form method=post><input name=a></form>")
    with pytest.raises(UnexpectedResponseError) as caught:
        form.fill({"b": Secret("x")})
    assert caught.value.field == "b"


def test_neither_values_nor_addresses_show():
    (form,) = forms("<form method=post action='/x?k=canary'><input name=a value=canary></form>")
    filled = form.fill({"a": Secret("canary")})
    assert "canary" not in repr(form) + repr(filled)


@settings(max_examples=50)
@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cs"]), max_size=40))
def test_whatever_is_typed_arrives(typed):
    (form,) = forms("<form method=post><input name=a></form>")
    assert sent(form, {"a": typed}) == [("a", typed)]
