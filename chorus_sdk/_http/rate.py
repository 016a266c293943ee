"""How many calls leave a client in a minute (*débit*): a bucket of tokens, on the clock.

No official figure is published; one note says 100 a minute in production (chorus-pro-api §1.7).
"""

from __future__ import annotations

import threading

from chorus_sdk._clock import Clock
from chorus_sdk._http.exchange import HttpRequest, HttpResponse
from chorus_sdk._http.transport import Transport
from chorus_sdk._log import log_event


class RateLimiter:
    """Lets at most so many calls a minute go, and makes the others wait their turn (*débit*).

    A tenth of them may leave at once; the rest is spread, so that no minute, wherever it begins,
    sees more. Safe to share between threads; who came first goes first.

    Raises:
        ValueError: the number of calls is not positive.

    Example:
        >>> from chorus_sdk._clock import ManualClock
        >>> clock = ManualClock()
        >>> limiter = RateLimiter(20, clock=clock)
        >>> [limiter.wait() for _ in range(4)]
        [0.0, 0.0, 3.3333333333333335, 3.3333333333333335]
    """

    def __init__(self, calls_per_minute: float, *, clock: Clock) -> None:
        if not 0 < calls_per_minute < float("inf"):
            raise ValueError("max_calls_per_minute is a positive number")
        self._clock = clock
        self._at_once = max(1.0, calls_per_minute // 10)
        spread = calls_per_minute - self._at_once
        # under two calls a minute nothing is left to spread: each waits for its own minute
        self._per_second = (spread if spread >= 1 else min(calls_per_minute, 1.0)) / 60
        self._tokens = self._at_once
        self._seen = clock.monotonic()
        self._lock = threading.Lock()

    def wait(self) -> float:
        """Wait for one's turn, and return how long that took, in seconds."""
        with self._lock:
            self._refill()
            self._tokens -= 1
            seconds = max(0.0, -self._tokens / self._per_second)
        if seconds:
            log_event("http.paced", wait_s=round(seconds, 3))
            self._clock.sleep(seconds)
        return seconds

    def hold(self, seconds: float) -> None:
        """Let nobody go for so long, in seconds: the platform has asked for it."""
        with self._lock:
            self._refill()
            self._tokens = min(self._tokens, 1 - seconds * self._per_second)

    def _refill(self) -> None:
        now = self._clock.monotonic()
        gained = max(0.0, now - self._seen) * self._per_second
        self._tokens, self._seen = min(self._at_once, self._tokens + gained), now


class PacedTransport:
    """A transport whose every request waits for its turn (*transport au débit limité*)."""

    def __init__(self, transport: Transport, limiter: RateLimiter) -> None:
        self._transport = transport
        self._limiter = limiter

    def send(self, request: HttpRequest) -> HttpResponse:
        """Wait, then send; raises what the transport raises."""
        self._limiter.wait()
        return self._transport.send(request)

    def close(self) -> None:
        """Close the transport that does the work."""
        self._transport.close()
