"""Both credentials go on every request."""

from __future__ import annotations

import base64

from chorus_sdk._clock import ManualClock
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.authorizer import PisteAuthorizer
from chorus_sdk.auth.credentials import TechnicalAccount
from chorus_sdk.auth.tokens import Token


class Tokens:
    """Gives numbered tokens and counts renewals."""

    def __init__(self) -> None:
        self.number = 0

    def token(self) -> Token:
        return Token(value=Secret(f"t{self.number}"), expires_at=ManualClock().now())

    def renew(self, refused: Token) -> Token:
        assert refused.value == Secret(f"t{self.number}")
        self.number += 1
        return self.token()


def test_the_technical_account_is_base64_in_utf8_on_one_line():
    account = TechnicalAccount(login="TECH_1_42@cpro.fr", password="pässwörd-é" * 20)
    headers = PisteAuthorizer(Tokens(), account).headers()
    value = headers["cpro-account"]
    assert isinstance(value, Secret)
    text = value.reveal()
    assert "\n" not in text
    assert base64.b64decode(text).decode() == "TECH_1_42@cpro.fr:" + "pässwörd-é" * 20


def test_the_token_is_a_bearer_and_can_be_renewed():
    authorizer = PisteAuthorizer(Tokens(), TechnicalAccount(login="a", password="b"))
    assert authorizer.headers()["Authorization"] == Secret("Bearer t0")
    authorizer.refresh()
    assert authorizer.headers()["Authorization"] == Secret("Bearer t1")


def test_renewing_before_any_request_does_nothing():
    tokens = Tokens()
    PisteAuthorizer(tokens, TechnicalAccount(login="a", password="b")).refresh()
    assert tokens.number == 0


def test_credentials_do_not_show():
    account = TechnicalAccount(login="a", password="canary")
    assert "canary" not in repr(account) + repr(account.__dict__)
