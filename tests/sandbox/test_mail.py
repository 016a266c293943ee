from __future__ import annotations

import stat
from datetime import UTC, datetime
from email import message_from_bytes, policy

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.code_mail import MAIL_SENDER
from chorus_sdk.sandbox.mail import Mailbox, code_mail

TO = "camille@example.test"


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.fixture(params=["memory", "maildir"])
def mailbox(request, tmp_path, clock) -> Mailbox:
    return Mailbox(tmp_path / "mail" if request.param == "maildir" else None, clock)


def mail(code: str, to: str = TO, lang: str = "fr"):
    return code_mail(to, Secret(code), minutes=10, lang=lang)


def test_a_mail_says_what_aife_says_it_does(mailbox):
    mailbox.send(mail("123456"))
    (message,) = mailbox.messages(TO)
    assert message["From"].addresses[0].display_name == MAIL_SENDER
    assert message["Subject"] == MAIL_SENDER
    assert message["To"] == TO
    assert message["Date"].datetime == datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
    assert "123456" in message.get_body(("plain",)).get_content()
    assert "123456" in message.get_body(("html",)).get_content()


@pytest.mark.parametrize(("lang", "word"), [("fr", "vérification"), ("en", "verification")])
def test_accents_travel_as_quoted_printable(lang, word):
    wire = mail("123456", lang=lang).as_bytes(policy=policy.SMTP)
    assert wire.isascii()
    assert b"Content-Transfer-Encoding: quoted-printable" in wire
    back = message_from_bytes(wire, policy=policy.default)
    assert word in back.get_body(("plain",)).get_content()
    assert back["Content-Language"] == lang


def test_the_newest_mail_is_last_even_within_one_second(mailbox, clock):
    codes = [f"{n:06d}" for n in range(100000, 100012)]
    for number, code in enumerate(codes):
        mailbox.send(mail(code))
        clock.advance(number % 2)
    found = [m.get_body(("plain",)).get_content() for m in mailbox.messages(TO)]
    assert [next(c for c in codes if c in text) for text in found] == codes


def test_each_address_has_its_own_inbox(mailbox):
    mailbox.send(mail("111111"))
    mailbox.send(mail("222222", to="b@example.test"))
    since = datetime(2026, 1, 1, tzinfo=UTC)
    assert mailbox.inbox(TO.upper()).find_code(since).code.reveal() == "111111"
    assert len(mailbox.messages()) == 2
    assert mailbox.inbox("nobody@example.test").find_code(since) is None


def test_an_old_mail_is_not_found(mailbox, clock):
    mailbox.send(mail("111111"))
    clock.advance(1)
    assert mailbox.inbox(TO).find_code(clock.now()) is None


def test_a_maildir_can_be_read_by_another_process(tmp_path, clock):
    folder = tmp_path / "mail"
    Mailbox(folder, clock).send(mail("123456"))
    assert len(Mailbox(folder, clock).messages(TO)) == 1
    assert stat.S_IMODE((folder / "new").stat().st_mode) == 0o700
