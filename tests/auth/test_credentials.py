"""Both credentials, wrapped from the first moment."""

from __future__ import annotations

import pickle

import pytest

from chorus_sdk import Credentials, OAuthClient, Secret, TechnicalAccount


def test_text_is_wrapped_and_a_secret_stays_the_same():
    secret = Secret("s")
    assert OAuthClient(client_id="a", client_secret=secret).secret is secret
    assert TechnicalAccount(login="a", password="s").secret == secret


def test_nothing_of_it_shows_or_leaves():
    both = Credentials.of(
        client_id="app",
        client_secret="canary-1",
        technical_login="TECH",
        technical_password="canary-2",
    )
    shown = repr(both) + str(vars(both)) + str(vars(both.application))
    assert "canary" not in shown
    assert "app" in shown
    with pytest.raises(TypeError):
        pickle.dumps(both)


def test_credentials_are_values():
    def make() -> Credentials:
        return Credentials.of(
            client_id="a", client_secret="b", technical_login="c", technical_password="d"
        )

    assert make() == make()
