from __future__ import annotations

import base64
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import pyotp
import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.accounts import Accounts
from chorus_sdk.sandbox.applications import totp_code
from chorus_sdk.sandbox.digests import digest_matches, salted_digest
from chorus_sdk.sandbox.portal_rules import PortalRules, Verdict
from chorus_sdk.sandbox.store import Store

EMAIL = "camille@example.test"
KEY = Secret(b"k" * 32)
RULES = PortalRules(digest_cost=2)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 23, 9, 0, tzinfo=UTC))


@pytest.fixture
def store() -> Store:
    return Store()


@pytest.fixture
def accounts(store, clock) -> Accounts:
    made = Accounts(store, clock, KEY, rules=RULES)
    made.add(EMAIL, "right", name="Camille Martin")
    return made


def code(accounts: Accounts, clock: ManualClock) -> Secret[str]:
    """The code of an application other than ours."""
    uri = accounts.applications.provisioning_uri(EMAIL).reveal()
    return Secret(pyotp.parse_uri(uri).at(clock.now()))


@pytest.mark.parametrize(
    "email", ["", "nobody", "a@", "@b", "a b@c", "a@b\r\nBcc: x@y", "<a@b>", "a@b@c", EMAIL]
)
def test_only_a_new_mailbox_can_be_a_login_address(accounts, email):
    with pytest.raises(ValueError):
        accounts.add(email, "pw")


def test_an_account_needs_a_password(accounts):
    with pytest.raises(ValueError):
        accounts.add("b@example.test", "")


def test_an_address_is_the_same_in_any_case(accounts):
    assert accounts.exists(f"  {EMAIL.upper()} ")
    assert accounts.check_password(EMAIL.upper(), Secret("right")) is Verdict.ACCEPTED
    assert accounts.name(EMAIL) == "Camille Martin"


def test_an_unknown_address_is_wrong_and_never_locked(accounts):
    for _ in range(RULES.wrong_passwords + 1):
        assert accounts.check_password("x@example.test", Secret("")) is Verdict.WRONG


def test_wrong_passwords_lock_until_support_unlocks(accounts):
    verdicts = [accounts.check_password(EMAIL, Secret("no")) for _ in range(RULES.wrong_passwords)]
    assert verdicts == [Verdict.WRONG] * (RULES.wrong_passwords - 1) + [Verdict.LOCKED]
    assert accounts.check_password(EMAIL, Secret("right")) is Verdict.LOCKED
    accounts.unlock(EMAIL)
    assert accounts.check_password(EMAIL, Secret("right")) is Verdict.ACCEPTED


def test_wrong_codes_lock_too_and_a_right_one_starts_anew(accounts):
    for _ in range(3):
        for _ in range(RULES.wrong_codes - 1):
            accounts.codes.issue("login")
            assert accounts.check_mailed_code(EMAIL, "login", Secret("no")) is Verdict.WRONG
        right = accounts.codes.issue("login")
        assert accounts.check_mailed_code(EMAIL, "login", right) is Verdict.ACCEPTED
    accounts.codes.issue("login")
    for _ in range(RULES.wrong_codes):
        last = accounts.check_mailed_code(EMAIL, "login", Secret("no"))
    assert last is Verdict.LOCKED
    right = accounts.codes.issue("login")
    assert accounts.check_mailed_code(EMAIL, "login", right) is Verdict.LOCKED


def test_passwords_alone_do_not_reset_the_count_of_wrong_codes(accounts):
    for _ in range(RULES.wrong_codes):
        accounts.check_password(EMAIL, Secret("right"))
        accounts.codes.issue("login")
        last = accounts.check_mailed_code(EMAIL, "login", Secret("no"))
    assert last is Verdict.LOCKED


def test_a_mailed_code_has_six_digits_and_works_once(accounts):
    right = accounts.codes.issue("login")
    assert len(right.reveal()) == 6
    assert right.reveal().isdecimal()
    assert accounts.codes.use("login", right) is Verdict.ACCEPTED
    assert accounts.codes.use("login", right) is Verdict.USED


def test_a_new_code_takes_the_place_of_the_last(accounts):
    old, new = accounts.codes.issue("login"), accounts.codes.issue("login")
    while new == old:
        new = accounts.codes.issue("login")
    assert accounts.codes.use("login", old) is Verdict.WRONG
    assert accounts.codes.use("login", new) is Verdict.ACCEPTED


def test_a_code_belongs_to_one_login(accounts):
    right = accounts.codes.issue("one")
    assert accounts.codes.use("two", right) is Verdict.USED


@pytest.mark.parametrize(
    ("age", "verdict"),
    [(599, Verdict.ACCEPTED), (600, Verdict.ACCEPTED), (601, Verdict.EXPIRED)],
)
def test_a_mailed_code_lives_ten_minutes(accounts, clock, age, verdict):
    right = accounts.codes.issue("login")
    clock.advance(age)
    assert accounts.codes.use("login", right) is verdict


def test_an_expired_code_is_gone_whatever_it_is(accounts, clock):
    accounts.codes.issue("login")
    clock.advance(601)
    assert accounts.codes.use("login", Secret("no")) is Verdict.EXPIRED


def test_an_account_has_one_application_exactly(accounts, clock):
    assert accounts.applications.offer(EMAIL)
    assert not accounts.applications.is_declared(EMAIL)
    assert accounts.applications.confirm(EMAIL, code(accounts, clock)) is Verdict.ACCEPTED
    assert accounts.applications.is_declared(EMAIL)
    assert not accounts.applications.offer(EMAIL)


def test_each_declaration_has_a_secret_of_its_own(accounts):
    secrets = []
    for _ in range(3):
        accounts.applications.offer(EMAIL)
        secrets.append(accounts.applications.secret(EMAIL).reveal())
    assert len(set(secrets)) == 3
    assert all(len(base64.b32decode(secret)) * 8 == 160 for secret in secrets)


def test_a_removed_application_can_be_declared_anew_under_another_secret(accounts, clock):
    accounts.applications.offer(EMAIL)
    accounts.applications.confirm(EMAIL, code(accounts, clock))
    old = accounts.applications.secret(EMAIL)
    accounts.applications.remove(EMAIL)
    assert accounts.applications.offer(EMAIL)
    assert accounts.applications.secret(EMAIL) != old


def test_an_application_code_works_once_and_in_its_step_only(accounts, clock):
    accounts.applications.offer(EMAIL)
    accounts.applications.confirm(EMAIL, code(accounts, clock))
    assert accounts.check_application_code(EMAIL, code(accounts, clock)) is Verdict.USED
    clock.advance(30)
    late = code(accounts, clock)
    clock.advance(30)
    assert accounts.check_application_code(EMAIL, late) is Verdict.EXPIRED
    assert accounts.check_application_code(EMAIL, code(accounts, clock)) is Verdict.ACCEPTED
    clock.advance(60)
    assert accounts.check_application_code(EMAIL, late) is Verdict.WRONG


def test_a_drift_that_is_allowed_takes_neighbouring_codes_still_once(store, clock):
    accounts = Accounts(store, clock, KEY, rules=PortalRules(digest_cost=2, totp_drift=1))
    accounts.add(EMAIL, "pw")
    accounts.applications.offer(EMAIL)
    accounts.applications.confirm(EMAIL, code(accounts, clock))
    clock.advance(60)
    late = code(accounts, clock)
    clock.advance(30)
    assert accounts.check_application_code(EMAIL, late) is Verdict.ACCEPTED
    assert accounts.check_application_code(EMAIL, late) is Verdict.USED


def test_a_code_of_one_account_is_wrong_for_another(accounts, clock):
    accounts.add("b@example.test", "pw")
    for email in (EMAIL, "b@example.test"):
        accounts.applications.offer(email)
    given = accounts.applications.confirm("b@example.test", code(accounts, clock))
    assert given is Verdict.WRONG


def test_of_many_who_bring_one_code_at_once_one_gets_in(accounts, clock):
    accounts.applications.offer(EMAIL)
    accounts.applications.confirm(EMAIL, code(accounts, clock))
    clock.advance(30)
    given, mailed = code(accounts, clock), accounts.codes.issue("login")
    for take in (
        lambda _: accounts.applications.use(EMAIL, given),
        lambda _: accounts.codes.use("login", mailed),
    ):
        with ThreadPoolExecutor(8) as pool:
            verdicts = list(pool.map(take, range(8)))
        assert verdicts.count(Verdict.ACCEPTED) == 1
        assert set(verdicts) == {Verdict.ACCEPTED, Verdict.USED}


@pytest.mark.parametrize(
    ("step", "expected"), [(1, "94287082"), (37037036, "07081804"), (41152263, "89005924")]
)
def test_the_arithmetic_is_that_of_rfc_6238(step, expected):
    """Appendix B, SHA-1: times 59, 1111111109 and 1234567890."""
    assert totp_code(Secret(b"12345678901234567890"), step, 8).reveal() == expected


def test_a_sandbox_opened_again_knows_its_accounts(tmp_path, clock):
    path = tmp_path / "sandbox.db"
    first = Accounts(Store(path), clock, KEY, rules=RULES)
    first.add(EMAIL, "right")
    first.applications.offer(EMAIL)
    secret = first.applications.secret(EMAIL)
    again = Accounts(Store(path), clock, KEY, rules=RULES)
    assert again.check_password(EMAIL, Secret("right")) is Verdict.ACCEPTED
    assert again.applications.secret(EMAIL) == secret


def test_neither_password_nor_code_nor_secret_stands_in_the_database(accounts, store, clock):
    accounts.add("b@example.test", "canary-password")
    right = accounts.codes.issue("login")
    accounts.applications.offer(EMAIL)
    secret = accounts.applications.secret(EMAIL).reveal()
    written = store.dump()
    assert "b@example.test" in written
    assert "canary-password" not in written
    assert f"'{right.reveal()}'" not in written
    assert secret not in written
    assert base64.b32decode(secret).hex() not in written.lower()


def test_a_digest_is_salted_and_needs_the_key():
    value = Secret("123456")
    one, two = salted_digest(value, KEY, cost=2), salted_digest(value, KEY, cost=2)
    assert one != two
    assert digest_matches(value, KEY, one)
    assert digest_matches(value, KEY, two)
    assert not digest_matches(Secret("123457"), KEY, one)
    assert not digest_matches(value, Secret(b"other"), one)
