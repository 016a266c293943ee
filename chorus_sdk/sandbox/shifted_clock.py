"""A clock that can be moved forward and stays moved (*horloge décalée*)."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta

from chorus_sdk._clock import Clock, ManualClock
from chorus_sdk.sandbox.store import Store


class ShiftedClock:
    """The clock of a sandbox: the one that was handed in, plus what it was advanced by.

    A `ManualClock` is moved itself, so that who shares it sees the same time. With any other the
    shift is kept in the store, so that time does not run backwards when a file is opened again.
    """

    def __init__(self, inner: Clock, store: Store) -> None:
        self._inner = inner
        self._store = store
        self._lock = threading.Lock()
        store.create("CREATE TABLE IF NOT EXISTS clock (shift REAL NOT NULL)")
        row = store.row("SELECT shift FROM clock")
        if row is None:
            store.run("INSERT INTO clock (shift) VALUES (0)")
        self._shift = 0.0 if row is None else float(row["shift"])

    def now(self) -> datetime:
        """Return the current instant of the sandbox."""
        return self._inner.now() + timedelta(seconds=self._shift)

    def monotonic(self) -> float:
        """Return seconds that never run backwards."""
        return self._inner.monotonic() + self._shift

    def sleep(self, seconds: float) -> None:
        """Wait, in seconds, on the clock that was handed in."""
        self._inner.sleep(seconds)

    def advance(self, seconds: float) -> None:
        """Move forward, in seconds; raises ValueError for a negative or endless step."""
        if not 0 <= seconds < 10 * 366 * 86_400:
            raise ValueError("a clock moves forward, by ten years at most")
        if isinstance(self._inner, ManualClock):
            self._inner.advance(seconds)
            return
        with self._lock:
            self._store.run("UPDATE clock SET shift = shift + ?", (seconds,))
            self._shift += seconds
