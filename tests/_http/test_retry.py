"""The retry table, row by row."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk._http.operation import Effect
from chorus_sdk._http.retry import Failure, Move, RetryPolicy, decide, parse_retry_after

NOW = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
POLICY = RetryPolicy(attempts=3, first_wait=1, longest_wait=30)
R, C, A = Effect.READ, Effect.CREATE, Effect.ACT
TABLE = [
    (Failure.NOT_SENT, {R: Move.REPEAT, C: Move.REPEAT, A: Move.REPEAT}),
    (Failure.UNAUTHORISED, {R: Move.REFRESH, C: Move.REFRESH, A: Move.REFRESH}),
    (Failure.RATE_LIMITED, {R: Move.REPEAT, C: Move.REPEAT, A: Move.REPEAT}),
    (Failure.UNAVAILABLE, {R: Move.REPEAT, C: Move.UNKNOWN, A: Move.UNKNOWN}),
    (Failure.ANSWER_LOST, {R: Move.REPEAT, C: Move.UNKNOWN, A: Move.UNKNOWN}),
]


@pytest.mark.parametrize(("failure", "moves"), TABLE, ids=[f.name for f, _ in TABLE])
def test_the_first_failure_is_answered_as_the_table_says(failure, moves):
    assert {e: decide(e, failure, 1, policy=POLICY).move for e in Effect} == moves


def test_the_table_covers_every_failure():
    assert {failure for failure, _ in TABLE} == set(Failure)


@given(st.sampled_from(Effect), st.integers(1, 50))
def test_nothing_with_an_effect_is_repeated_once_it_may_have_happened(effect, attempt):
    for failure in (Failure.ANSWER_LOST, Failure.UNAVAILABLE):
        move = decide(effect, failure, attempt, policy=POLICY).move
        assert (move is Move.UNKNOWN) == (effect is not Effect.READ)


@pytest.mark.parametrize("failure", [Failure.NOT_SENT, Failure.RATE_LIMITED])
def test_attempts_end(failure):
    assert decide(C, failure, 2, policy=POLICY).move is Move.REPEAT
    assert decide(C, failure, 3, policy=POLICY).move is Move.GIVE_UP


def test_a_refused_token_is_renewed_once_and_never_in_a_loop():
    assert decide(R, Failure.UNAUTHORISED, 2, policy=POLICY, refreshed=True).move is Move.GIVE_UP


def test_retry_after_is_kept_to_and_too_long_a_one_is_handed_to_the_caller():
    wait = decide(C, Failure.RATE_LIMITED, 1, policy=POLICY, retry_after=17)
    assert (wait.move, wait.after) == (Move.REPEAT, 17)
    long = decide(C, Failure.RATE_LIMITED, 1, policy=POLICY, retry_after=31)
    assert (long.move, long.after) == (Move.GIVE_UP, 31)


@given(st.integers(1, 200))
def test_waits_grow_and_stay_under_their_cap(attempt):
    assert POLICY.backoff(attempt) <= POLICY.backoff(attempt + 1) <= 30


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("120", 120.0),
        (" 0 ", 0.0),
        ("Mon, 23 Nov 2026 12:01:30 GMT", 90.0),
        ("Mon, 23 Nov 2026 11:00:00 GMT", 0.0),
        ("soon", None),
        ("-5", None),
        ("9" * 400, float("inf")),
        ("Mon, 01 Jan 99999999999999999999 00:00:00 GMT", None),
        ("Mon, 01 Jan 2026 00:00:00 +99999999999", None),
        ("", None),
    ],
)
def test_retry_after_is_seconds_or_a_date(header, seconds):
    assert parse_retry_after(header, NOW) == seconds
