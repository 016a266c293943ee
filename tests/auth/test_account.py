from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from types import SimpleNamespace

import pytest

from chorus_sdk.auth.account import AccountHealth, is_mailbox
from chorus_sdk.auth.known_pages import SANDBOX_PAGES
from chorus_sdk.auth.login import PortalLogin
from chorus_sdk.auth.password_reset import PasswordReset
from chorus_sdk.errors import (
    AccountLockedError,
    InvalidCredentialsError,
    PasswordRefusedError,
    ResetLinkExpiredError,
    SecondFactorExpiredError,
    SessionExpiredError,
    UnexpectedResponseError,
)

NEW = "canary-new-password-8c2e"


def codes(health: AccountHealth) -> list[tuple[str, str]]:
    return [(f.code, f.severity.value) for f in health.report]


@pytest.mark.parametrize(
    ("address", "expected"),
    [("a@example.test", True), (" a.b+c@example.co.test ", True), ("CMARTIN01", False),
     ("a@b", False), ("@example.test", False), ("a@@example.test", False), ("a b@c.test", False),
     ("a@example.", False), ("", False)],
)  # fmt: skip
def test_a_login_that_is_no_mailbox_is_told(address, expected):
    assert is_mailbox(address) is expected


def test_a_fit_account_has_nothing_to_say(world):
    world.accounts.profiles.describe(world.email, contact="c@example.test", other_managers=1)
    world.clock.advance(86_400)
    health = world.enter().health()
    assert health.is_fit
    assert codes(health) == []
    assert (health.login_address, health.contact_address) == (world.email, "c@example.test")
    assert health.password_age == timedelta(days=1)


def test_the_only_manager_and_an_old_password_are_said(world):
    world.clock.advance(366 * 86_400)
    health = world.enter().health()
    assert codes(health) == [("ACCOUNT-MANAGER", "warning"), ("ACCOUNT-PASSWORD", "information")]
    assert health.is_fit
    assert all(finding.hint and finding.hint_fr for finding in health.report)


def test_an_old_account_is_told_the_way_out(world):
    health = AccountHealth(login_address="CMARTIN01", other_managers=2)
    assert not health.is_fit
    assert codes(health) == [("ACCOUNT-LOGIN", "error")]
    assert "rattachement" in health.report.findings[0].hint


def test_an_old_account_gets_no_code_by_mail(world):
    world.accounts.add("CMARTIN01", "an old password", is_old=True)
    chosen = {"transport": world.door, "clock": world.clock, "environment": world.environment}
    login = PortalLogin("CMARTIN01", "an old password", **chosen)
    with pytest.raises(SecondFactorExpiredError):
        login.open(world.email_code(patience=600))
    assert world.mailbox.messages() == ()


def test_what_the_page_does_not_tell_is_not_known(world):
    page = replace(SANDBOX_PAGES, account={"other_managers": "data-login-address"})
    health = world.login(pages=page).open(world.email_code()).health()
    assert health == AccountHealth(login_address=None)
    assert health.is_fit


def test_a_password_is_changed_and_every_session_ended(world):
    session, other = world.enter(), world.enter()
    session.change_password(world.password, NEW)
    assert not session.is_alive()
    assert not other.is_alive()
    with pytest.raises(InvalidCredentialsError):
        world.login().open(world.email_code())
    assert world.login(NEW).open(world.email_code()).is_alive()


@pytest.mark.parametrize("new", ["short", "canary-password-71f3"])
def test_a_password_that_is_not_taken_is_told(world, new):
    session = world.enter()
    with pytest.raises(PasswordRefusedError) as caught:
        session.change_password(world.password, new)
    assert caught.value.hint
    assert session.is_alive()
    assert world.enter().is_alive()


def test_a_wrong_current_password_is_sent_once_and_counts(world):
    session = world.enter()
    with pytest.raises(InvalidCredentialsError):
        session.change_password("not it", NEW)
    assert world.door.posts().count("/portal/account/password") == 1
    assert world.store.row("SELECT wrong_passwords FROM portal_account")["wrong_passwords"] == 1


def test_a_thief_of_a_session_cannot_guess_the_password_for_ever(world):
    session = world.enter()
    for _ in range(world.rules.wrong_passwords - 1):
        with pytest.raises(InvalidCredentialsError):
            session.change_password("not it", NEW)
    with pytest.raises(AccountLockedError):
        session.change_password("not it", NEW)
    with pytest.raises(SessionExpiredError):
        session.factors.list()


def reset(world, email: str | None = None) -> PasswordReset:
    return PasswordReset(
        email or world.email,
        transport=world.door,
        environment=world.environment,
        clock=world.clock,
    )


def test_a_forgotten_password_is_reset_by_the_mailed_link(world):
    session, way = world.enter(), reset(world)
    link = way.find_link(world.mailbox.inbox(world.email), way.request())
    way.complete(link, NEW)
    assert not session.is_alive()
    assert world.login(NEW).open(world.email_code()).is_alive()
    with pytest.raises(ResetLinkExpiredError):
        way.complete(link, NEW + "x")
    assert link.reveal().split("key=")[1] not in world.store.dump()


def test_a_link_lives_for_a_while_and_until_the_next(world):
    way = reset(world)
    first = way.find_link(world.mailbox.inbox(world.email), way.request())
    world.clock.advance(1)
    second = way.find_link(world.mailbox.inbox(world.email), way.request())
    with pytest.raises(ResetLinkExpiredError):
        way.complete(first, NEW)
    world.clock.advance(world.rules.reset_life + 1)
    with pytest.raises(ResetLinkExpiredError):
        way.complete(second, NEW)
    assert world.enter().is_alive()


def test_a_refused_new_password_leaves_the_link_good(world):
    way = reset(world)
    link = way.find_link(world.mailbox.inbox(world.email), way.request())
    with pytest.raises(PasswordRefusedError):
        way.complete(link, "short")
    way.complete(link, NEW)
    assert world.login(NEW).open(world.email_code()).is_alive()


def test_an_address_that_nobody_has_gets_the_same_answer_and_no_mail(world):
    world.accounts.add("CMARTIN01", "an old password", is_old=True)
    for email in ("nobody@example.test", "CMARTIN01"):
        way = reset(world, email)
        since = way.request()
        with pytest.raises(ResetLinkExpiredError):
            way.find_link(world.mailbox.inbox(email), since, patience=20)
    assert world.mailbox.messages() == ()


def test_a_mail_whose_link_leads_elsewhere_is_none(world):
    way = reset(world)
    since = way.request()
    (true,) = world.mailbox.messages()
    text = true.get_body(("plain",)).get_content()
    for place in (
        "https://evil.example/portal/",
        "https://portal.example.test.evil.example/portal/",
        "https://portal.example.test@evil.example/portal/",
        "http://portal.example.test/portal/",
    ):
        forged = text.replace("https://portal.example.test/portal/", place)
        true.set_content(forged)
        box = SimpleNamespace(mails_since=lambda _: {"1": true})
        with pytest.raises(ResetLinkExpiredError):
            way.find_link(box, since, patience=5)
    with pytest.raises(UnexpectedResponseError):
        way.complete("https://evil.example/portal/password/reset?key=x", NEW)
    assert all(r.url.startswith("https://portal.example.test/") for r in world.door.requests)


def test_a_description_without_these_forms_says_so(world):
    bare = replace(SANDBOX_PAGES, change_password=None, password_changed=None, forgotten=None)
    session = world.login(pages=bare).open(world.email_code())
    with pytest.raises(UnexpectedResponseError):
        session.change_password(world.password, NEW)
    way = PasswordReset(
        world.email,
        transport=world.door,
        environment=world.environment,
        clock=world.clock,
        pages=bare,
    )
    with pytest.raises(UnexpectedResponseError):
        way.request()
