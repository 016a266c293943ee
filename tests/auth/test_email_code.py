from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.email_code import MAIL_SENDER, EmailCode, MailedCode, newest_code
from chorus_sdk.auth.second_factor import Challenge
from chorus_sdk.errors import SecondFactorExpiredError, SecondFactorRequiredError

SENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def mail(
    body: str = "Code : 123456",
    *,
    sender: str = MAIL_SENDER,
    subject: str = "",
    after: float = 1,
    subtype: str = "plain",
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f'"{sender}" <no-reply@example.test>'
    message["Subject"] = subject
    message["Date"] = format_datetime(SENT + timedelta(seconds=after))
    message.set_content(body, subtype=subtype)
    return message


def challenge(**given: object) -> Challenge:
    return Challenge(kind="email-code", offered=("email-code",), sent_after=SENT, **given)


def late_mailbox(clock: ManualClock, arrives: float, sent: float = 0.0):
    """A mailbox whose mail, sent after `sent` seconds, can be read after `arrives` seconds."""

    def find(_: datetime) -> MailedCode | None:
        if (clock.now() - SENT).total_seconds() < arrives:
            return None
        return MailedCode(code=Secret("123456"), sent_at=SENT + timedelta(seconds=sent))

    return find


def test_the_newest_mail_counts():
    found = newest_code([mail("111111", after=5), mail("222222", after=9), mail("333333")], SENT)
    assert (found.code.reveal(), found.sent_at) == ("222222", SENT + timedelta(seconds=9))


def test_of_two_mails_of_one_second_the_later_counts():
    assert newest_code([mail("111111"), mail("222222")], SENT).code.reveal() == "222222"


def test_an_old_mail_never_counts():
    assert newest_code([mail(after=-1)], SENT) is None
    assert newest_code([mail(after=0)], SENT) is not None


def test_a_mail_of_somebody_else_never_counts():
    assert newest_code([mail(sender="Somebody")], SENT) is None
    assert newest_code([mail(sender="x", subject=MAIL_SENDER.upper())], SENT) is not None


def test_html_alone_is_read_as_it_is_seen():
    page = "<style>.a{color:#123123}</style><p>Code&nbsp;: <b>654321</b></p>"
    assert newest_code([mail(page, subtype="html")], SENT).code.reveal() == "654321"


@pytest.mark.parametrize("body", ["none", "1234567", "12345", "111111 or 222222"])
def test_a_mail_without_exactly_one_code_never_counts(body):
    assert newest_code([mail(body)], SENT) is None


def test_a_mail_without_a_usable_date_never_counts():
    for date in (None, "yesterday"):
        message = mail()
        del message["Date"]
        if date:
            message["Date"] = date
        assert newest_code([message], SENT) is None


def test_it_waits_by_the_clock_until_the_mail_arrives():
    clock = ManualClock(SENT)
    factor = EmailCode(late_mailbox(clock, arrives=42), clock=clock, poll=5)
    assert factor.answer(challenge()).reveal() == "123456"
    assert clock.monotonic() == 45


def test_a_mail_that_comes_after_its_ten_minutes_is_expired():
    clock = ManualClock(SENT)
    factor = EmailCode(late_mailbox(clock, arrives=601), clock=clock)
    with pytest.raises(SecondFactorExpiredError) as caught:
        factor.answer(challenge())
    assert caught.value.hint


@pytest.mark.parametrize(("age", "is_good"), [(599, True), (600, True), (601, False)])
def test_a_code_is_not_sent_when_it_has_expired(age, is_good):
    clock = ManualClock(SENT + timedelta(seconds=age))
    factor = EmailCode(late_mailbox(clock, arrives=0), clock=clock)
    if is_good:
        assert factor.answer(challenge())
        return
    with pytest.raises(SecondFactorExpiredError):
        factor.answer(challenge())


def test_the_age_is_counted_by_the_portals_clock():
    clock = ManualClock(SENT - timedelta(hours=1))
    factor = EmailCode(lambda _: MailedCode(code=Secret("1"), sent_at=SENT), clock=clock)
    assert factor.answer(challenge(clock_offset=timedelta(hours=1)))
    with pytest.raises(SecondFactorExpiredError):
        EmailCode(lambda _: MailedCode(code=Secret("1"), sent_at=SENT), clock=clock).answer(
            challenge(clock_offset=timedelta(hours=2))
        )


def test_less_patience_ends_sooner_and_says_so():
    clock = ManualClock(SENT)
    with pytest.raises(SecondFactorRequiredError) as caught:
        EmailCode(lambda _: None, clock=clock, patience=20).answer(challenge())
    assert caught.value.offered == ("email-code",)
    assert clock.monotonic() == 20


def test_a_mailbox_that_returns_an_old_mail_is_not_believed():
    clock = ManualClock(SENT)
    old = MailedCode(code=Secret("1"), sent_at=SENT - timedelta(seconds=1))
    with pytest.raises(SecondFactorRequiredError):
        EmailCode(lambda _: old, clock=clock, patience=10).answer(challenge())


def test_no_mail_is_used_twice():
    clock = ManualClock(SENT)
    factor = EmailCode(late_mailbox(clock, arrives=0), clock=clock, patience=10)
    factor.answer(challenge())
    with pytest.raises(SecondFactorRequiredError):
        factor.answer(challenge())


@pytest.mark.parametrize("given", ["123456", Secret("123456")])
def test_a_function_may_return_the_code_alone(given):
    assert EmailCode(lambda _: given).answer(challenge()).reveal() == "123456"


def test_a_poll_of_nothing_is_a_mistake():
    with pytest.raises(ValueError):
        EmailCode(lambda _: None, poll=0)
