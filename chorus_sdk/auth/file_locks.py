"""A lock that threads and processes share (*verrou*): a file that one of them holds."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from chorus_sdk._clock import Clock
from chorus_sdk.errors import SecretStoreError

PAUSE: Final = 0.05
"""Seconds between two looks at a lock that somebody holds."""


@contextmanager
def held(place: Path, clock: Clock, patience: float) -> Iterator[None]:
    """Hold the lock file `place`, made where it is missing; wait `patience` seconds at most.

    The system lets go of it when a process ends, however it ends.

    Raises:
        SecretStoreError: somebody holds it for longer than that, or it cannot be made.
    """
    try:
        handle = os.open(place, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o600)
    except OSError:
        raise SecretStoreError(
            f"The lock {place.name} cannot be opened.", hint="Check the folder's permissions."
        ) from None
    try:
        _wait_for(handle, place.name, clock, patience)
        yield
    finally:
        os.close(handle)


def _wait_for(handle: int, name: str, clock: Clock, patience: float) -> None:
    began = clock.monotonic()
    while not _try(handle):
        if clock.monotonic() - began >= patience:
            raise SecretStoreError(
                f"Another process holds {name} for more than {patience:g} seconds.",
                hint="It may be waiting for a mailed code; wait, or end it.",
            )
        clock.sleep(PAUSE)


if sys.platform == "win32":

    def _try(handle: int) -> bool:
        import msvcrt

        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _try(handle: int) -> bool:
        import fcntl

        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True
