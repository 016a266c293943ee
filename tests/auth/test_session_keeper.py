"""One session for all who share a store, and one login."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from chorus_sdk._http.exchange import HttpRequest
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.file_store import FileStore
from chorus_sdk.auth.kept_session import KeptSession, session_name
from chorus_sdk.auth.pages import PageKind
from chorus_sdk.auth.stores import MemoryStore
from chorus_sdk.errors import (
    InvalidCredentialsError,
    SecondFactorRejectedError,
    SessionExpiredError,
    UnexpectedResponseError,
)

LOGIN = ["/portal/login", "/portal/login/code"]


@pytest.fixture(params=["memory", "file"])
def store(request, tmp_path):
    return MemoryStore() if request.param == "memory" else FileStore(tmp_path / "kept")


def kept(world, store) -> KeptSession | None:
    text = store.read(session_name(world.environment.portal_url, world.email))
    return KeptSession.read(text) if text is not None else None


def test_a_kept_session_is_taken_up_without_a_login(world, store):
    with world.login(store=store).open(world.email_code()) as first:
        opened_at = first.opened_at
    world.clock.advance(60)
    with world.login("no longer known", store=store).open() as second:
        assert second.is_alive()
        assert second.opened_at == opened_at
    assert world.door.posts() == LOGIN


def test_without_a_store_each_login_is_its_own(world):
    login = world.login()
    login.open(world.email_code())
    login.open(world.email_code())
    assert world.door.posts() == LOGIN * 2


def test_a_session_that_the_portal_has_ended_is_logged_in_anew(world, store):
    world.login(store=store).open(world.email_code()).close()
    world.clock.advance(world.rules.session_life + 1)
    assert world.login(store=store).open(world.email_code()).is_alive()
    assert world.door.posts() == LOGIN * 2


def test_a_session_older_than_its_life_is_not_taken_up(world, store):
    world.login(store=store).open(world.email_code()).close()
    world.clock.advance(601)
    limited = world.login(store=store, session_life=600)
    asked = len(world.door.requests)
    assert limited.open(world.email_code()).is_alive()
    assert world.door.requests[asked].url.endswith("/portal/login")
    world.clock.advance(600)
    world.login(store=store, session_life=600).open().close()
    assert world.door.posts() == LOGIN * 2


def test_logging_out_ends_it_for_all_and_empties_the_store(world, store):
    first = world.login(store=store).open(world.email_code())
    second = world.login(store=store).open()
    first.logout()
    assert kept(world, store) is None
    with pytest.raises(SessionExpiredError):
        second.factors.list()


def test_leaving_the_block_keeps_a_shared_session(world, store):
    with world.login(store=store).open(world.email_code()) as session:
        assert session.is_alive()
    assert not session.is_alive()
    assert "/portal/logout" not in world.door.posts()
    assert kept(world, store) is not None


def test_a_session_renews_itself_where_it_was_asked_to(world, store):
    session = world.login(store=store).open(world.email_code(), renews=True)
    world.clock.advance(world.rules.session_life + 1)
    assert [factor.kind for factor in session.factors.list()] == ["email-code"]
    assert world.door.posts() == LOGIN * 2
    assert session.opened_at == world.clock.now()


def test_who_renews_takes_the_session_that_another_has_opened_meanwhile(world, store):
    first = world.login(store=store).open(world.email_code(), renews=True)
    second = world.login(store=store).open(world.email_code(), renews=True)
    world.clock.advance(world.rules.session_life + 1)
    first.factors.list()
    second.factors.list()
    assert world.door.posts() == LOGIN * 2


def test_a_form_is_never_sent_twice_by_renewing(world, store):
    session = world.login(store=store).open(world.email_code(), renews=True)
    page = session.visit(PageKind.SETTINGS)
    form = next(f for f in page.forms if f.element_id == "add-application-form")
    world.clock.advance(world.rules.session_life + 1)
    answer = session.send(page, form.fill({}), step="settings")
    with pytest.raises(SessionExpiredError):
        session.expect(answer, PageKind.APPLICATION, step="application")
    assert world.door.posts() == [*LOGIN, "/portal/factors/application"]


def test_without_renewal_nobody_holds_the_password(world, store):
    session = world.login(store=store).open(world.email_code())
    assert session._keeper._log_in is None
    world.clock.advance(world.rules.session_life + 1)
    with pytest.raises(SessionExpiredError):
        session.factors.list()
    assert kept(world, store) is None
    assert world.door.posts() == LOGIN


def test_an_ended_session_does_not_remove_the_newer_one_of_another(world, store):
    old = world.login(store=store).open(world.email_code())
    world.clock.advance(world.rules.session_life + 1)
    new = world.login(store=store).open(world.email_code())
    assert not old.is_alive()
    assert kept(world, store) is not None
    assert new.is_alive()


def test_what_is_kept_knows_neither_password_nor_code(world, tmp_path):
    world.login(store=FileStore(tmp_path / "kept")).open(world.email_code()).close()
    files = b"".join(p.read_bytes() for p in (tmp_path / "kept").iterdir())
    assert b"portal_session" in files
    assert world.password.encode() not in files
    assert world.last_code().encode() not in files
    assert world.email.encode() not in files


@pytest.mark.parametrize(
    "text",
    ["", "{}", "[]", "null", '{"version": 2}', '{"version": 1, "opened_at": "x", "cookies": []}',
     '{"version": 1, "opened_at": "2026-11-23T09:00:00", "cookies": []}',
     '{"version": 1, "opened_at": "2026-11-23T09:00:00+00:00", "cookies": [{"name": "a"}]}',
     '{"version": 1, "opened_at": "2026-11-23T09:00:00+00:00", "cookies": 5}'],
)  # fmt: skip
def test_a_damaged_entry_means_a_new_login(world, store, text):
    assert KeptSession.read(Secret(text)) is None
    store.write(session_name(world.environment.portal_url, world.email), Secret(text))
    assert world.login(store=store).open(world.email_code()).is_alive()


def test_what_is_written_is_read_again(world, store):
    world.login(store=store).open(world.email_code())
    found = kept(world, store)
    assert found.opened_at == world.clock.now()
    assert [(name, cookie.path) for name, cookie in found.cookies] == [
        ("portal_session", "/portal")
    ]
    assert KeptSession.read(found.written()) == found


def test_another_person_or_portal_has_another_session():
    names = {
        session_name("https://a.test/portal", "x@example.test"),
        session_name("https://a.test/portal/", " X@example.test "),
        session_name("https://a.test/portal", "y@example.test"),
        session_name("https://b.test/portal", "x@example.test"),
    }
    assert len(names) == 3


def test_cookies_that_the_portal_changes_on_the_way_are_kept(world, store):
    session = world.login(store=store).open(world.email_code())
    session._browser.open("home?lang=en", step="language")
    session.visit(PageKind.FACTORS)
    assert dict(kept(world, store).cookies)["portal_language"].value.reveal() == "en"


def test_a_login_refused_while_others_wait_is_not_tried_by_them(world, store):
    """The one who waits looks at the lock before the other's refusal, and gets it after."""
    name = session_name(world.environment.portal_url, world.email)
    hold = store.hold

    class Slow:
        read, write = store.read, store.write

        def hold(self, name: str):
            world.clock.advance(1)
            with pytest.raises(InvalidCredentialsError):
                world.login("wrong", store=store).open(world.email_code())
            return hold(name)

    with pytest.raises(InvalidCredentialsError) as caught:
        world.login("wrong", store=Slow()).open(world.email_code())
    assert caught.value.hint
    assert world.door.posts() == ["/portal/login"]
    assert world.login(store=store).open(world.email_code()).is_alive()
    assert world.password not in str(store.read(f"{name}-refused").reveal())


def test_a_refused_code_counts_as_a_refusal_too(world, store, say):
    with pytest.raises(SecondFactorRejectedError):
        world.login(store=store).open(say("email-code", "no"))
    name = session_name(world.environment.portal_url, world.email)
    assert datetime.fromisoformat(store.read(f"{name}-refused").reveal()) == world.clock.now()
    for damaged in ("", "yesterday", "2026-11-23"):
        store.write(f"{name}-refused", Secret(damaged))
        store.write(name, None)
        assert world.login(store=store).open(world.email_code()).is_alive()


def test_a_page_that_nobody_knows_is_not_taken_for_an_ended_session(world, store):
    world.login(store=store).open(world.email_code()).close()
    world.door.change = lambda request, answer: type(answer)(
        status=200, headers=answer.headers, body=b"<title>Nouveau</title>"
    )
    with pytest.raises(UnexpectedResponseError):
        world.login(store=store).open(world.email_code())
    assert world.door.posts() == LOGIN


def test_a_stolen_session_is_dead_after_logout(world, store):
    session = world.login(store=store).open(world.email_code())
    stolen = kept(world, store)
    session.logout()
    (name, cookie), *_ = stolen.cookies
    answer = world.door.send(
        HttpRequest(
            method="GET",
            url="https://portal.example.test/portal/home",
            headers={"Cookie": f"{name}={cookie.value.reveal()}"},
        )
    )
    assert answer.headers.get("location").startswith("/portal/login")
    store.write(session_name(world.environment.portal_url, world.email), stolen.written())
    with pytest.raises(InvalidCredentialsError):
        world.login("not it", store=store).open(world.email_code())
    assert stolen.opened_at.tzinfo == UTC
