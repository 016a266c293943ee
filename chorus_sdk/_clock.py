"""Time, handed in (*horloge*): nothing else in the library asks the system what time it is."""

from __future__ import annotations

import threading
import time
from datetime import UTC, datetime, timedelta
from typing import Protocol


class Clock(Protocol):
    """A source of time (*horloge*)."""

    def now(self) -> datetime:
        """Return the current instant, with its zone."""
        ...

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        ...

    def sleep(self, seconds: float) -> None:
        """Wait, in seconds."""
        ...


class SystemClock:
    """The machine's clock (*horloge du système*)."""

    def now(self) -> datetime:
        """Return the current instant in UTC."""
        return datetime.now(UTC)

    def monotonic(self) -> float:
        """Return `time.monotonic()`."""
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        """Wait, in seconds; a negative wait is none."""
        time.sleep(max(0.0, seconds))


class ManualClock:
    """A clock that moves only when told (*horloge manuelle*): `sleep` moves it at once.

    Safe to share between threads.

    Example:
        >>> clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
        >>> clock.sleep(90)
        >>> clock.now().isoformat()
        '2026-11-23T00:01:30+00:00'
    """

    def __init__(self, start: datetime | None = None) -> None:
        start = start or datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
        if start.tzinfo is None:
            raise ValueError("the clock's start needs a zone")
        self._start = start
        self._elapsed = 0.0
        self._lock = threading.Lock()

    def now(self) -> datetime:
        """Return the instant that the clock stands at."""
        return self._start + timedelta(seconds=self.monotonic())

    def monotonic(self) -> float:
        """Return the seconds that the clock was moved by."""
        with self._lock:
            return self._elapsed

    def sleep(self, seconds: float) -> None:
        """Move the clock forward and return at once."""
        self.advance(max(0.0, seconds))

    def advance(self, seconds: float) -> None:
        """Move the clock forward, in seconds; raises ValueError for a negative step."""
        if seconds < 0:
            raise ValueError("a clock does not run backwards")
        with self._lock:
            self._elapsed += seconds
