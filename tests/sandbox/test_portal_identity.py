"""Keys, account and password on the sandbox's pages: what a browser is given."""

from __future__ import annotations

import re

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox.accounts import Accounts
from chorus_sdk.sandbox.mail import Mailbox
from chorus_sdk.sandbox.portal import Portal
from chorus_sdk.sandbox.portal_pages.identity_words import IDENTITY_WORDS
from chorus_sdk.sandbox.portal_rules import PortalRules, Verdict
from chorus_sdk.sandbox.security_keys import SecurityKeys
from chorus_sdk.sandbox.store import Store
from chorus_sdk.sandbox.web import WebRequest
from chorus_sdk.sandbox.wording import word


@pytest.fixture
def portal() -> Portal:
    store, clock = Store(), ManualClock()
    accounts = Accounts(store, clock, Secret(b"k" * 32), rules=PortalRules(digest_cost=2))
    return Portal(store, clock, accounts, Mailbox(None, clock))


def test_the_script_for_keys_is_served_and_scripts_of_others_are_not_run(portal):
    answer = portal.handle(WebRequest(method="GET", path="/portal/key.js"))
    assert (answer.status, answer.headers.get("content-type")) == (
        200,
        "text/javascript; charset=utf-8",
    )
    policy = answer.headers.get("content-security-policy")
    said = {part.strip() for part in policy.split(";")}
    assert {"default-src 'none'", "script-src 'self'", "form-action 'self'"} <= said
    assert "unsafe" not in policy


def test_no_page_of_the_login_has_a_script_of_its_own(portal):
    for path in ("/portal/login", "/portal/password/forgotten"):
        page = portal.handle(WebRequest(method="GET", path=path)).body.decode()
        assert "<script" not in page
        assert not re.search(r"\son\w+=", page)


@pytest.mark.parametrize("path", ["/portal/account", "/portal/account/password"])
def test_what_belongs_to_an_account_wants_a_login(portal, path):
    answer = portal.handle(WebRequest(method="GET", path=path))
    assert (answer.status, answer.headers.get("location")) == (303, "/portal/login")


def test_a_link_that_was_made_up_opens_nothing(portal):
    for query in ({}, {"key": ""}, {"key": "made-up"}):
        answer = portal.handle(WebRequest(method="GET", path="/portal/password/reset", query=query))
        assert answer.status == 410
        assert b'id="error-link-expired"' in answer.body


def test_every_wording_is_there_in_both_languages():
    for key, (french, english) in IDENTITY_WORDS.items():
        assert (word(key, "fr"), word(key, "en")) == (french, english)
        assert french
        assert english


def test_a_challenge_is_good_for_ten_minutes_and_one_login():
    pytest.importorskip("fido2", reason="the extra [fido2] is not installed")
    clock = ManualClock()
    keys = SecurityKeys(Store(), clock, PortalRules())
    keys.offer("a@example.test", "one", "localhost")
    assert keys.declare("a@example.test", "another", "localhost", Secret("{}")) is Verdict.EXPIRED
    clock.advance(601)
    assert keys.declare("a@example.test", "one", "localhost", Secret("{}")) is Verdict.EXPIRED
    keys.offer("a@example.test", "one", "localhost")
    assert keys.declare("a@example.test", "one", "localhost", Secret("{}")) is Verdict.WRONG
    assert not keys.is_declared("a@example.test")


def test_a_state_that_was_opened_again_knows_its_keys_and_profiles(tmp_path):
    with Sandbox(tmp_path / "state", rules=PortalRules(digest_cost=2)) as sandbox:
        sandbox.add_user("a@example.test", "a long password")
        sandbox.accounts.profiles.describe("a@example.test", contact="c@example.test")
    with Sandbox(tmp_path / "state") as again:
        profile = again.accounts.profiles.of("a@example.test")
        assert profile.contact == "c@example.test"
        assert profile.password_set_at is not None
        assert again.accounts.profiles.of("nobody@example.test").password_set_at is None
