"""Waiting asks the clock alone."""

from __future__ import annotations

from itertools import islice

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.waiting import Schedule, WaitExpired, observe


def test_every_probe_is_seen_up_to_the_end():
    states = iter("aabz")
    clock = ManualClock()
    seen = list(observe(lambda: next(states), lambda s: s == "z", Schedule(first=2), clock))
    assert seen == ["a", "a", "b", "z"]
    assert clock.monotonic() == 2 + 3 + 4.5


def test_the_total_is_kept_to_and_the_last_look_is_at_its_end():
    clock = ManualClock()
    looks: list[float] = []

    def probe() -> float:
        looks.append(clock.monotonic())
        return looks[-1]

    with pytest.raises(WaitExpired) as caught:
        list(
            observe(probe, lambda _: False, Schedule(first=4, growth=1, longest=4, total=10), clock)
        )
    assert looks == [0, 4, 8, 10]
    assert caught.value.waited == 10


@given(st.floats(0.1, 10), st.floats(1, 3), st.floats(10, 100))
def test_waits_never_shrink_and_stay_under_the_longest(first, growth, longest):
    waits = list(islice(Schedule(first=first, growth=growth, longest=longest).waits(), 30))
    assert waits == sorted(waits)
    assert waits[0] == first
    assert max(waits) <= longest


@pytest.mark.parametrize(
    "wrong", [{"first": 0}, {"growth": 0.5}, {"first": 70}, {"total": 0}, {"first": -1}]
)
def test_a_schedule_that_cannot_wait_is_a_mistake(wrong):
    with pytest.raises(ValueError):
        Schedule(**wrong)
