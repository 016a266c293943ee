"""Deposits followed to their end by a thread, while the program goes on."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing
from typing import TYPE_CHECKING, Final, Self

from chorus_sdk.errors import ChorusError

if TYPE_CHECKING:
    from chorus_sdk.journal.entry import Entry
    from chorus_sdk.journal.journal import Journal
    from chorus_sdk.journal.worker import Desk

JOIN_SECONDS: Final = 120.0
"""How long `stop` waits for what is under way."""
LONGEST_PAUSE: Final = 900.0
"""After an error rounds are further and further apart, up to so many seconds."""


class BackgroundFollower:
    """A thread that reconciles and follows (*suivi en tâche de fond*); leave it to stop it.

    `on_end` is told each deposit that comes to its end, `on_error` what the platform or the
    journal refuses meanwhile; both in the thread, and at once. An exception of theirs ends it, and
    `stop` raises that.
    """

    def __init__(
        self,
        journal: Journal,
        chorus: Desk,
        *,
        every: float,
        on_end: Callable[[Entry], object] | None = None,
        on_error: Callable[[ChorusError], object] | None = None,
    ) -> None:
        self._journal = journal
        self._chorus = chorus
        self._every = every
        self._on_end = on_end
        self._on_error = on_error
        self._stopped = threading.Event()
        self._broken: BaseException | None = None
        self._thread = threading.Thread(target=self._run, name="chorus-journal", daemon=True)

    def stop(self) -> None:
        """Stop after the deposit that is being looked at; what is left is looked at next time."""
        self._stopped.set()
        self._thread.join(JOIN_SECONDS)
        if self._broken is not None:
            raise self._broken

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(self, *failure: object) -> None:
        self.stop()

    def _run(self) -> None:
        pause = self._every
        try:
            while not self._stopped.is_set():
                failed = self._round()
                pause = min(2 * pause, max(self._every, LONGEST_PAUSE)) if failed else self._every
                self._stopped.wait(pause)
        except BaseException as error:  # noqa: BLE001 (told by stop)
            self._broken = error

    def _round(self) -> bool:
        """Look at what is due, and tell whether an error stopped it."""
        try:
            with closing(self._journal.looks(self._chorus)) as looked_at:
                for entry in looked_at:
                    if entry.state.is_final and self._on_end is not None:
                        self._on_end(entry)
                    if self._stopped.is_set():
                        break
        except ChorusError as error:
            if self._on_error is not None:
                self._on_error(error)
            return True
        return False
