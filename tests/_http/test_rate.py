"""No minute sees more calls than were allowed, and nobody waits longer than it takes."""

from __future__ import annotations

import threading

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scripted import Anyone, ScriptedTransport, answer, success

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.api import Api
from chorus_sdk._http.exchange import HttpRequest
from chorus_sdk._http.operation import Effect, Operation
from chorus_sdk._http.rate import PacedTransport, RateLimiter

READ = Operation(name="x", path="/x", effect=Effect.READ)


def api(transport: ScriptedTransport, clock: ManualClock, per_minute: float, told: list) -> Api:
    return Api(
        base_url="https://api.example",
        transport=transport,
        authorizer=Anyone(),
        clock=clock,
        limiter=RateLimiter(per_minute, clock=clock),
        on_event=told.append,
    )


@settings(max_examples=60, deadline=None)
@given(
    per_minute=st.integers(1, 300),
    pauses=st.lists(st.floats(0, 30), min_size=1, max_size=120),
)
def test_no_minute_sees_more_calls_than_were_allowed(per_minute, pauses):
    clock = ManualClock()
    limiter = RateLimiter(per_minute, clock=clock)
    times = []
    for pause in pauses:
        clock.advance(pause)
        limiter.wait()
        times.append(clock.monotonic())
    for first, last in zip(times, times[per_minute:], strict=False):
        assert last - first > 60 - 1e-6


def test_calls_that_come_slowly_never_wait():
    clock = ManualClock()
    limiter = RateLimiter(60, clock=clock)
    for _ in range(100):
        clock.advance(2)
        assert limiter.wait() == 0


def test_the_whole_rate_is_used_in_the_long_run():
    clock = ManualClock()
    limiter = RateLimiter(100, clock=clock)
    for _ in range(1_000):
        limiter.wait()
    # ten at once, then 90 a minute
    assert clock.monotonic() == pytest.approx((1_000 - 10) / 90 * 60)


@pytest.mark.parametrize("calls", [0, -1, float("inf"), float("nan")])
def test_a_rate_is_a_positive_number(calls):
    with pytest.raises(ValueError):
        RateLimiter(calls, clock=ManualClock())


def test_less_than_one_call_a_minute_is_a_rate():
    clock = ManualClock()
    limiter = RateLimiter(0.5, clock=clock)
    assert [limiter.wait(), limiter.wait()] == [0, 120]


def test_threads_share_one_rate():
    clock = ManualClock()
    limiter = RateLimiter(60, clock=clock)
    start = threading.Barrier(4)

    def work() -> None:
        start.wait(5)
        for _ in range(25):
            limiter.wait()

    workers = [threading.Thread(target=work) for _ in range(4)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join(10)
    # 100 calls: six at once, 54 a minute after
    assert clock.monotonic() >= (100 - 6) / 54 * 60 - 1e-6


def test_every_attempt_waits_and_the_wait_is_no_part_of_its_duration():
    clock, told = ManualClock(), []
    transport = ScriptedTransport(*[success()] * 3)
    client = api(transport, clock, 1, told)
    for _ in range(3):
        client.call(READ)
    assert clock.monotonic() == 120
    assert [exchange.duration for exchange in told] == [0, 0, 0]


def test_what_the_platform_asks_for_holds_everybody():
    clock, told = ManualClock(), []
    transport = ScriptedTransport(answer(429, Retry_After="20"), success())
    client = api(transport, clock, 600, told)
    client.call(READ)
    assert clock.monotonic() == 20
    assert client.limiter is not None
    client.limiter.hold(30)
    assert client.limiter.wait() == pytest.approx(30)


def test_a_paced_transport_waits_for_each_request_and_closes_the_other():
    clock = ManualClock()
    inner = ScriptedTransport(answer(), answer())
    paced = PacedTransport(inner, RateLimiter(1, clock=clock))
    for _ in range(2):
        paced.send(HttpRequest(method="GET", url="https://api.example/"))
    assert clock.monotonic() == 60
    paced.close()
    assert inner.closed
