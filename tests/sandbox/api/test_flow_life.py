"""States over time are pure functions: the same instant, the same state."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chorus_sdk.sandbox.flow_life import flow_step, settling_time
from chorus_sdk.sandbox.pace import Pace

START = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
ORDER = [
    None,
    "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP",
    "IN_RECU",
    "IN_TRAITE_SE_CPP",
    "IN_EN_ATTENTE_TRAITEMENT_CPP",
    "IN_EN_COURS_TRAITEMENT_CPP",
    "IN_INTEGRE",
]


def state_after(seconds: float, outcome: str | None = "IN_INTEGRE") -> str | None:
    step = flow_step(START, Pace(), outcome, START + timedelta(seconds=seconds))
    return step.state if step else None


def test_a_flow_goes_through_its_states_in_order():
    assert [state_after(s) for s in (0, 2, 5, 10, 15, 20, 30)] == ORDER


def test_a_state_holds_until_the_next_begins():
    assert state_after(29.999) == "IN_EN_COURS_TRAITEMENT_CPP"
    assert state_after(10_000) == "IN_INTEGRE"


def test_without_an_outcome_a_flow_stays_in_process():
    assert state_after(10_000, None) == "IN_EN_COURS_TRAITEMENT_CPP"


@given(st.floats(0, 100), st.floats(0, 100))
@settings(max_examples=100)
def test_a_flow_never_goes_back(one, other):
    earlier, later = sorted((one, other))
    assert ORDER.index(state_after(earlier)) <= ORDER.index(state_after(later))


def test_each_state_says_since_when():
    step = flow_step(START, Pace(), None, START + timedelta(seconds=12))
    assert step.since == START + timedelta(seconds=10)


def test_speed_divides_the_delays():
    assert settling_time(START, Pace().scaled(2)) == START + timedelta(seconds=15)
    assert settling_time(START, Pace.INSTANT) == START


def test_a_pace_survives_being_written_down():
    pace = Pace().scaled(3)
    assert Pace.read(pace.written()) == pace


@pytest.mark.parametrize("speed", [0, -1, float("nan")])
def test_speed_is_positive(speed):
    with pytest.raises(ValueError):
        Pace().scaled(speed)


@pytest.mark.parametrize("delays", [{"received": 1}, {"routed": -1}, {"visible": -1}])
def test_delays_do_not_decrease(delays):
    with pytest.raises(ValueError):
        Pace(**delays)
