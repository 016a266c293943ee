"""The files of a folder that may hold pivots (*dossier de flux*)."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

from chorus_sdk.errors import LimitExceededError
from chorus_sdk.limits import Limits


def files_of(folder: Path, limits: Limits) -> Iterator[Path]:
    """Yield the regular files of a folder and of those below it, sorted by path.

    A link is never followed, a pipe or device never given.

    Raises:
        LimitExceededError: more files than `archive_entries`; those before were given.
        OSError: a folder cannot be read.
    """
    count = 0
    waiting = sorted(folder.iterdir(), reverse=True)
    while waiting:
        path = waiting.pop()
        mode = path.lstat().st_mode
        if stat.S_ISDIR(mode):
            waiting.extend(sorted(path.iterdir(), reverse=True))
        elif stat.S_ISREG(mode):
            count += 1
            if count > limits.archive_entries:
                raise LimitExceededError(
                    "archive_entries", value=None, maximum=limits.archive_entries
                )
            yield path
