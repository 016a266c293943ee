"""Time is handed in, and a manual clock moves only when told."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta

import pytest

from chorus_sdk._clock import ManualClock, SystemClock


def test_sleeping_on_a_manual_clock_takes_no_time_and_moves_it():
    clock = ManualClock(datetime(2026, 1, 1, tzinfo=UTC))
    before = time.monotonic()
    clock.sleep(3600)
    assert time.monotonic() - before < 1
    assert clock.now() == datetime(2026, 1, 1, 1, tzinfo=UTC)
    assert clock.monotonic() == 3600


def test_a_negative_wait_is_none_but_a_negative_step_is_a_mistake():
    clock = ManualClock()
    clock.sleep(-5)
    assert clock.monotonic() == 0
    with pytest.raises(ValueError):
        clock.advance(-1)


def test_a_manual_clock_needs_a_zone():
    with pytest.raises(ValueError):
        ManualClock(datetime(2026, 1, 1))  # noqa: DTZ001


def test_a_manual_clock_loses_no_step_between_threads():
    clock = ManualClock()
    threads = [
        threading.Thread(target=lambda: [clock.advance(1) for _ in range(200)]) for _ in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert clock.monotonic() == 800


def test_the_system_clock_speaks_utc():
    clock = SystemClock()
    assert clock.now().utcoffset() == timedelta(0)
    assert clock.monotonic() <= clock.monotonic()
    clock.sleep(-1)
