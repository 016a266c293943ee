from __future__ import annotations

import base64
import pickle
import threading
import traceback
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk._clock import ManualClock
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.file_store import FileStore
from chorus_sdk.auth.second_factor import Challenge
from chorus_sdk.auth.stores import MemoryStore
from chorus_sdk.auth.totp import Totp
from chorus_sdk.errors import ConfigurationError, WeakSecretError
from chorus_sdk.sandbox.applications import totp_code

SEED = b"12345678901234567890"
SECRET = base64.b32encode(SEED).decode()
ASKED = Challenge(kind="totp", offered=("totp",), sent_after=datetime(2026, 11, 23, tzinfo=UTC))


def at(seconds: float) -> ManualClock:
    return ManualClock(datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds))


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [(1111111109, "07081804"), (1111111111, "14050471"), (1234567890, "89005924"),
     (2000000000, "69279037"), (20000000000, "65353130")],
)  # fmt: skip
def test_the_vectors_of_rfc_6238_hold(seconds, expected):
    """Appendix B, SHA-1, eight digits."""
    totp = Totp(SECRET, clock=at(seconds), digits=8, margin=0)
    assert totp.answer(ASKED).reveal() == expected


@pytest.mark.parametrize(
    ("algorithm", "length", "expected"), [("SHA256", 32, "68084774"), ("SHA512", 64, "25091201")]
)
def test_the_other_digests_of_rfc_6238_hold(algorithm, length, expected):
    seed = (SEED * 4)[:length]
    totp = Totp(
        base64.b32encode(seed).decode(),
        clock=at(1111111109),
        digits=8,
        algorithm=algorithm,
        margin=0,
    )
    assert totp.answer(ASKED).reveal() == expected


@settings(max_examples=60)
@given(st.binary(min_size=14, max_size=64), st.integers(0, 2**32))
def test_the_application_agrees_with_the_sandbox_own_arithmetic(seed, step):
    totp = Totp(base64.b32encode(seed).decode(), clock=at(step * 30))
    assert totp.answer(ASKED) == totp_code(Secret(seed), step)


def test_the_same_code_is_never_given_twice():
    clock = at(1111111111)
    totp = Totp(SECRET, clock=clock)
    first = totp.answer(ASKED)
    assert totp.answer(ASKED) != first
    assert clock.now() == at(1111111140).now()
    totp.answer(ASKED)
    assert clock.now() == at(1111111170).now()


def test_a_code_about_to_run_out_is_not_given():
    clock = at(1111111138.5)
    Totp(SECRET, clock=clock).answer(ASKED)
    assert clock.now() == at(1111111140).now()


@pytest.mark.parametrize("size", [1, 10, 13])
def test_a_short_secret_is_refused_with_its_length(size):
    with pytest.raises(WeakSecretError) as caught:
        Totp(base64.b32encode(b"x" * size).decode())
    assert caught.value.bits == 8 * size
    assert caught.value.hint


def test_a_secret_of_112_bits_is_taken():
    assert Totp(base64.b32encode(b"x" * 14).decode(), clock=at(0)).answer(ASKED)


def test_spaces_and_lower_case_of_manual_entry_are_taken():
    typed = " ".join(SECRET.lower()[i : i + 4] for i in range(0, len(SECRET), 4))
    clock = at(1111111111)
    assert Totp(typed, clock=clock, digits=8).answer(ASKED).reveal() == "14050471"


@pytest.mark.parametrize("secret", ["", "0189", "é" * 32, "A" * 31 + "1", "A" * 33])
def test_what_is_no_base32_is_refused_without_being_told(secret):
    with pytest.raises((ConfigurationError, WeakSecretError)) as caught:
        Totp(secret)
    assert not secret or secret not in str(caught.value)


def test_settings_that_the_engine_refuses_keep_the_secret_out_of_the_traceback():
    with pytest.raises(ConfigurationError) as caught:
        Totp(SECRET, digits=3)
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert SECRET not in "".join(told.format())
    assert caught.value.__context__ is None


def test_an_otpauth_address_says_it_all():
    uri = f"otpauth://totp/Chorus:a%40b?secret={SECRET}&algorithm=sha1&digits=8&period=60"
    totp = Totp.from_uri(uri, clock=at(2 * 1111111111))
    assert totp.answer(ASKED).reveal() == "14050471"


@pytest.mark.parametrize(
    "uri",
    [
        "https://totp/x?secret=A",
        "otpauth://hotp/x?secret=A",
        "otpauth://totp/x",
        "",
        "otpauth://[",
        f"otpauth://totp/x?secret={SECRET}&digits=x",
        f"otpauth://totp/x?secret={SECRET}&period=0",
        f"otpauth://totp/x?secret={SECRET}&algorithm=MD5",
    ],
)
def test_what_is_no_otpauth_address_is_refused(uri):
    with pytest.raises(ConfigurationError):
        Totp.from_uri(uri)


def test_it_can_neither_be_printed_nor_pickled():
    totp = Totp(SECRET)
    assert SECRET not in repr(totp) + repr(vars(totp))
    with pytest.raises(TypeError):
        pickle.dumps(totp)


def test_processes_that_share_a_store_never_give_one_code_twice(tmp_path):
    clock = at(1111111111)
    codes = [
        Totp(SECRET, clock=clock, used=FileStore(tmp_path / "steps")).answer(ASKED).reveal()
        for _ in range(3)
    ]
    assert len(set(codes)) == 3
    assert clock.now() == at(1111111170).now()
    other = Totp(base64.b32encode(b"another secret").decode(), clock=clock)
    assert other.answer(ASKED)
    kept = b"".join(p.name.encode() + p.read_bytes() for p in (tmp_path / "steps").iterdir())
    assert SECRET.encode() not in kept


def test_threads_that_share_one_application_never_get_one_code_twice():
    totp = Totp(SECRET, clock=at(1111111111))
    codes: list[str] = []
    threads = [
        threading.Thread(target=lambda: codes.append(totp.answer(ASKED).reveal())) for _ in range(5)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(20)
    assert len(set(codes)) == 5


@pytest.mark.parametrize("damaged", ["", "soon", "-5", "٣"])
def test_a_damaged_note_of_the_last_step_is_no_step(damaged):
    store = MemoryStore()
    Totp(SECRET, clock=at(1111111111), used=store).answer(ASKED)
    (name,) = store._kept
    store.write(name, Secret(damaged))
    assert Totp(SECRET, digits=8, clock=at(1111111111), used=store).answer(ASKED).reveal() == (
        "14050471"
    )


@pytest.mark.parametrize("skew", [90, -90, 300, -300, 2, -31])
def test_a_wrong_clock_is_made_up_for_by_the_portals_time(skew):
    ours = at(1111111125 + skew)
    asked = replace(ASKED, clock_offset=timedelta(seconds=-skew))
    assert Totp(SECRET, digits=8, clock=ours).answer(asked).reveal() == "14050471"


@pytest.mark.parametrize("offset", [301, -301, 86_400, 1.9])
def test_a_time_that_is_far_off_is_not_believed(offset):
    """Who could set it at will could have codes of a later time made."""
    asked = replace(ASKED, clock_offset=timedelta(seconds=offset))
    assert Totp(SECRET, digits=8, clock=at(1111111125)).answer(asked).reveal() == "14050471"


@pytest.mark.parametrize(("left", "waits"), [(2.0, 0), (1.99, 1.99), (30, 0)])
def test_at_the_edge_of_a_step_it_waits_for_the_next(left, waits):
    clock = at(1111111140 - left)
    began = clock.now()
    Totp(SECRET, clock=clock).answer(ASKED)
    assert (clock.now() - began).total_seconds() == pytest.approx(waits, abs=1e-5)


def test_the_secret_comes_from_where_it_is_kept():
    store = MemoryStore()
    with pytest.raises(ConfigurationError):
        Totp.from_store(store)
    store.write("totp-secret", Secret(f"otpauth://totp/x?secret={SECRET}&digits=8"))
    store.write("bare", Secret(SECRET.lower()))
    with pytest.raises(ConfigurationError):
        Totp.from_environment(environ={})
    clock = at(1111111111)
    for totp in (
        Totp.from_store(store, clock=clock),
        Totp.from_environment("T", environ={"T": f"otpauth://totp/?secret={SECRET}&digits=8"}),
        Totp(lambda: SECRET, digits=8, clock=clock),
        Totp(lambda: Secret(SECRET), digits=8, clock=clock),
    ):
        totp._clock = clock
        assert totp.answer(ASKED).reveal() == "14050471"
    assert Totp.from_store(store, "bare", clock=clock).answer(ASKED).reveal() == "050471"
    assert SECRET not in repr(vars(totp))
