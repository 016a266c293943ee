from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chorus_sdk.auth.second_factor import Challenge, Prompt, answer_challenge
from chorus_sdk.errors import SecondFactorRequiredError


def challenge(*offered: str) -> Challenge:
    return Challenge(
        kind=offered[0], offered=offered, sent_after=datetime(2026, 11, 23, tzinfo=UTC)
    )


def test_a_person_answers_whatever_is_offered_first():
    asked: list[str] = []
    prompt = Prompt(lambda c: asked.append(c.kind) or "123 456\n")
    answer = answer_challenge((prompt,), challenge("totp", "email-code"))
    assert (answer.kind, answer.code.reveal(), asked) == ("totp", "123456", ["totp"])


def test_a_factor_answers_for_its_own_kind(say):
    answer = answer_challenge((say("email-code", "000000"),), challenge("totp", "email-code"))
    assert (answer.kind, answer.code.reveal()) == ("email-code", "000000")


def test_a_kind_that_is_not_offered_is_never_asked(say):
    with pytest.raises(SecondFactorRequiredError) as caught:
        answer_challenge((say("totp", "123456"),), challenge("email-code", "security-key"))
    assert caught.value.offered == ("email-code", "security-key")
    assert caught.value.hint


@pytest.mark.parametrize("offered", [("totp",), ("email-code",), ("security-key",)])
def test_nobody_to_answer_is_told_what_to_pass(offered):
    with pytest.raises(SecondFactorRequiredError) as caught:
        answer_challenge((), challenge(*offered))
    assert caught.value.offered == offered
    assert caught.value.hint


def test_nothing_typed_sends_nothing():
    with pytest.raises(SecondFactorRequiredError):
        Prompt(lambda _: "  ").answer(challenge("totp"))


def test_without_a_function_the_terminal_is_asked(monkeypatch):
    monkeypatch.setattr("chorus_sdk.auth.second_factor.getpass", lambda text: "654321")
    assert Prompt().answer(challenge("totp")).reveal() == "654321"


def test_the_first_of_several_that_is_offered_answers(say):
    factors = (say("security-key", "no"), say("totp", "111111"), say("email-code", "222222"))
    answer = answer_challenge(factors, challenge("email-code", "totp"))
    assert (answer.kind, answer.code.reveal()) == ("totp", "111111")


def test_who_cannot_answer_lets_the_next_one(say):
    unable = Prompt(lambda _: "")
    answer = answer_challenge((unable, say("email-code", "222222")), challenge("email-code"))
    assert answer.code.reveal() == "222222"
    with pytest.raises(SecondFactorRequiredError) as caught:
        answer_challenge((unable, say("totp", "1")), challenge("email-code"))
    assert caught.value.offered == ("email-code",)


def test_a_person_does_not_type_what_a_key_signs():
    prompt = Prompt(lambda c: c.kind)
    answer = answer_challenge((prompt,), challenge("security-key", "totp"))
    assert answer.kind == "totp"
    with pytest.raises(SecondFactorRequiredError):
        answer_challenge((prompt,), challenge("security-key"))
