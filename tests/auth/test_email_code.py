from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.code_mail import MailedCode
from chorus_sdk.auth.email_code import EmailCode
from chorus_sdk.auth.second_factor import Challenge
from chorus_sdk.errors import SecondFactorExpiredError, SecondFactorRequiredError

SENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


def challenge(**given: object) -> Challenge:
    return Challenge(kind="email-code", offered=("email-code",), sent_after=SENT, **given)


def late_mailbox(clock: ManualClock, arrives: float, sent: float = 0.0):
    """A mailbox whose mail, sent after `sent` seconds, can be read after `arrives` seconds."""

    def find(_: datetime) -> MailedCode | None:
        if (clock.now() - SENT).total_seconds() < arrives:
            return None
        return MailedCode(code=Secret("123456"), sent_at=SENT + timedelta(seconds=sent))

    return find


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


def test_a_mail_from_the_future_is_not_believed():
    clock = ManualClock(SENT)
    ahead = MailedCode(code=Secret("1"), sent_at=SENT + timedelta(seconds=200))
    factor = EmailCode(lambda _: ahead, clock=clock, patience=60)
    with pytest.raises(SecondFactorRequiredError):
        factor.answer(challenge())


def test_a_mailbox_that_wants_to_know_is_told_what_was_taken():
    class Box:
        def __init__(self) -> None:
            self.spent: list[MailedCode] = []

        def find_code(self, sent_after: datetime) -> MailedCode:
            return MailedCode(code=Secret("123456"), sent_at=sent_after, mails=("7",))

        def spend(self, found: MailedCode) -> None:
            self.spent.append(found)

    box = Box()
    EmailCode(box, clock=ManualClock(SENT)).answer(challenge())
    assert [found.mails for found in box.spent] == [("7",)]
