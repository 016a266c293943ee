from __future__ import annotations

import sys
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, urlsplit

import pyotp
import pytest

from chorus_sdk._http.exchange import Headers, HttpResponse
from chorus_sdk.auth.email_code import EmailCode
from chorus_sdk.auth.second_factor import Challenge
from chorus_sdk.errors import (
    FactorAlreadyDeclaredError,
    MissingExtraError,
    SecondFactorExpiredError,
    SecondFactorRejectedError,
    SessionExpiredError,
    UnexpectedResponseError,
)

ASKED = Challenge(kind="totp", offered=("totp",), sent_after=datetime(2026, 11, 23, tzinfo=UTC))


def kinds(session) -> list[str]:
    return [factor.kind for factor in session.factors.list()]


def test_before_and_after_a_declaration_the_list_differs(world):
    session = world.enter()
    assert kinds(session) == ["email-code"]
    enrolment = session.factors.declare_application()
    assert kinds(session) == ["email-code"]
    enrolment.confirm()
    assert kinds(world.login().open(enrolment.totp())) == ["totp"]


def test_the_address_holds_what_an_application_needs(world):
    enrolment = world.enter().factors.declare_application()
    uri = enrolment.provisioning_uri.reveal()
    said = {name: values[0] for name, values in parse_qs(urlsplit(uri).query).items()}
    assert (said["digits"], said["period"], said["algorithm"]) == ("6", "30", "SHA1")
    assert len(said["secret"]) * 5 >= 160
    assert pyotp.parse_uri(uri).name == world.email


def test_a_code_from_another_application_confirms_it_too(world):
    enrolment = world.enter().factors.declare_application()
    phone = pyotp.parse_uri(enrolment.provisioning_uri.reveal())
    enrolment.confirm(phone.at(world.clock.now()))
    world.clock.advance(30)
    assert world.login().open(enrolment.totp()).is_alive()


def test_the_portal_ends_the_session_after_a_declaration(world):
    session = world.enter()
    session.factors.declare_application().confirm()
    assert not session.is_alive()
    with pytest.raises(SessionExpiredError):
        session.factors.list()


def test_a_declaration_ends_every_other_session_of_the_account(world):
    other = world.enter()
    world.enter().factors.declare_application().confirm()
    assert not other.is_alive()


def test_the_code_that_confirmed_does_not_log_in(world, say):
    enrolment = world.enter().factors.declare_application()
    code = enrolment.totp().answer(ASKED).reveal()
    enrolment.confirm(code)
    with pytest.raises(SecondFactorRejectedError):
        world.login().open(say("totp", code))


def test_a_second_application_is_refused(world):
    totp = world.declare()
    with pytest.raises(FactorAlreadyDeclaredError) as caught:
        world.login().open(totp).factors.declare_application()
    assert caught.value.hint


def test_of_two_declarations_at_once_only_the_later_secret_counts(world):
    first = world.enter().factors.declare_application()
    second = world.enter().factors.declare_application()
    with pytest.raises(SecondFactorRejectedError):
        first.confirm()
    second.confirm()
    assert world.login().open(second.totp()).is_alive()


def test_a_declaration_that_another_one_overtook_is_refused(world):
    session, other = world.enter(), world.enter()
    enrolment = session.factors.declare_application()
    other.factors.declare_application().confirm()
    with pytest.raises(SessionExpiredError):
        enrolment.confirm()


def test_a_wrong_code_leaves_the_person_another_try(world):
    enrolment = world.enter().factors.declare_application()
    with pytest.raises(SecondFactorRejectedError):
        enrolment.confirm("nonsense")
    enrolment.confirm()
    assert world.login().open(enrolment.totp()).is_alive()


def test_a_code_that_ran_out_before_it_was_sent_is_expired(world):
    enrolment = world.enter().factors.declare_application()
    code = enrolment.totp().answer(ASKED)
    world.clock.advance(30)
    with pytest.raises(SecondFactorExpiredError):
        enrolment.confirm(code)


def test_nothing_is_declared_before_it_is_confirmed(world):
    world.enter().factors.declare_application()
    assert world.enter().is_alive()


def test_a_page_without_the_address_is_not_guessed_at(world):
    session = world.enter()

    def change(request, answer):
        return HttpResponse(
            status=200,
            headers=Headers({"content-type": "text/html"}),
            body=answer.body.replace(b"otpauth:", b"other:"),
        )

    page_of_settings = world.door.send

    def send(request):
        answer = page_of_settings(request)
        return change(request, answer) if request.url.endswith("factors/application") else answer

    world.door.send = lambda r: page_of_settings(r) if r.method == "POST" else send(r)
    with pytest.raises(UnexpectedResponseError) as caught:
        session.factors.declare_application()
    assert caught.value.field == "application"


def test_the_qr_code_is_a_picture_and_text(world):
    enrolment = world.enter().factors.declare_application()
    assert enrolment.qr_png().startswith(b"\x89PNG\r\n\x1a\n")
    lines = enrolment.qr_terminal().splitlines()
    assert len({len(line) for line in lines}) == 1
    assert len(lines) > 15


def test_without_segno_the_extra_is_named(world, monkeypatch):
    monkeypatch.setitem(sys.modules, "segno", None)
    enrolment = world.enter().factors.declare_application()
    for draw in (enrolment.qr_png, enrolment.qr_terminal):
        with pytest.raises(MissingExtraError) as caught:
            draw()
        assert caught.value.extra == "qr"
    enrolment.confirm()
    assert world.login().open(enrolment.totp()).is_alive()


def test_an_enrolment_does_not_show_its_secret(world):
    enrolment = world.enter().factors.declare_application()
    secret = parse_qs(urlsplit(enrolment.provisioning_uri.reveal()).query)["secret"][0]
    assert secret not in repr(enrolment) + repr(vars(enrolment)) + str(enrolment.provisioning_uri)


def test_an_application_is_replaced_by_another(world):
    first = world.declare()
    session = world.login().open(first)
    second = session.factors.replace_application()
    second.confirm()
    assert kinds(world.login().open(second.totp())) == ["totp"]
    with pytest.raises(SecondFactorRejectedError):
        world.login().open(first)


def test_replacing_where_there_is_none_declares_one(world):
    enrolment = world.enter().factors.replace_application()
    enrolment.confirm()
    assert world.login().open(enrolment.totp()).is_alive()


def test_a_removed_application_leaves_the_mailed_code(world):
    session = world.login().open(world.declare())
    session.factors.remove("totp")
    assert kinds(session) == ["email-code"]
    assert world.enter().is_alive()


def test_the_drawing_holds_the_same_code_as_the_picture(world):
    enrolment = world.enter().factors.declare_application()
    drawing = enrolment.qr_svg()
    assert drawing.startswith(b"<?xml")
    assert b"<svg" in drawing
    assert enrolment.provisioning_uri.reveal().encode() not in drawing


def test_a_wrong_clock_does_not_keep_an_application_from_being_confirmed(world):
    ours = type(world.clock)(world.clock.now() + timedelta(seconds=90))
    inbox = EmailCode(world.mailbox.inbox(world.email), clock=ours)
    session = world.login(clock=ours).open(inbox)
    enrolment = session.factors.declare_application()
    enrolment.confirm()
    ours.advance(30)
    world.clock.advance(30)
    assert world.login(clock=ours).open(enrolment.totp()).is_alive()
