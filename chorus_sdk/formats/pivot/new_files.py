"""Files that did not exist, written whole or not at all (*création de fichiers*)."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from chorus_sdk.formats.pivot.names import with_suffixes

_NEW: Final = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
"""Exclusive creation also refuses a link put there."""


def write_new(folder: str | os.PathLike[str], name: str, pieces: Iterable[bytes]) -> Path:
    """Write pieces into a new file of a folder, which is made if need be; return where it is.

    Where there is a file of that name already, a number is put behind it.

    Raises:
        OSError: the folder cannot be written to; no part of the file stays then, nor where the
            pieces raise anything.
    """
    path, handle = _create(os.fspath(folder), name)
    try:
        try:
            for piece in pieces:
                _write(handle, piece)
        finally:
            os.close(handle)
    except BaseException:
        Path(path).unlink(missing_ok=True)
        raise
    return Path(path)


def _create(folder: str, name: str) -> tuple[str, int]:
    for candidate in with_suffixes(name):
        path = os.path.join(folder, candidate)  # noqa: PTH118 (half of the time goes to `Path`)
        try:
            return path, _open(path)
        except FileExistsError:
            continue
    raise AssertionError("the names never end")


def _open(path: str) -> int:
    try:
        return os.open(path, _NEW, 0o666)
    except FileNotFoundError:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        return os.open(path, _NEW, 0o666)


def _write(handle: int, piece: bytes) -> None:
    written = os.write(handle, piece)
    while written < len(piece):  # a system may take less at a time
        piece = piece[written:]
        written = os.write(handle, piece)
