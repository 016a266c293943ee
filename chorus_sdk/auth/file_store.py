"""A store of files that only their owner reads (*coffre sur disque*)."""

from __future__ import annotations

import os
import secrets
import stat
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Final

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.file_locks import held
from chorus_sdk.auth.stores import checked_name
from chorus_sdk.errors import SecretStoreError

LARGEST: Final = 256 * 1024
"""Bytes of the largest file that is read: a session is a few cookies."""
_OTHERS: Final = 0o077
_NO_LINKS: Final = getattr(os, "O_NOFOLLOW", 0)
_HAS_MODES: Final = os.name == "posix"


class FileStore:
    """Keeps each secret in a file of its own, mode 0600, in a folder of mode 0700 (*fichiers*).

    A file is replaced whole or not at all, and locked while a login is under way, so that several
    processes may share the folder. `patience` is how long one waits for another, in seconds.
    Nothing is encrypted: who can read the owner's files can read these.

    Raises:
        SecretStoreError: others may look into the folder, or it cannot be made.
    """

    def __init__(
        self, folder: Path | str, *, clock: Clock | None = None, patience: float = 900.0
    ) -> None:
        self._folder = Path(folder)
        self._clock = clock or SystemClock()
        self._patience = patience
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            status = self._folder.stat()
        except OSError:
            raise SecretStoreError(
                f"The folder {self._folder.name} of the store cannot be made."
            ) from None
        _refuse_unsafe(status, self._folder.name)

    def read(self, name: str) -> Secret[str] | None:
        """Return what is kept under a name, None where nothing is.

        Raises:
            SecretStoreError: others may read the file, it is not ours, or is too large.
        """
        place = self._place(name)
        try:
            handle = os.open(place, os.O_RDONLY | _NO_LINKS)
        except FileNotFoundError:
            return None
        except OSError:
            raise SecretStoreError(f"The file {place.name} cannot be read.") from None
        try:
            return _read(handle, place.name)
        finally:
            os.close(handle)

    def write(self, name: str, value: Secret[str] | None) -> None:
        """Keep a value in place of the last one, whole or not at all; None removes it.

        Raises:
            SecretStoreError: the file cannot be written.
        """
        place = self._place(name)
        try:
            if value is None:
                place.unlink(missing_ok=True)
            else:
                _replace(place, value)
        except OSError as error:
            said = error.strerror or "no reason given"
        else:
            return
        raise SecretStoreError(f"The file {place.name} cannot be written: {said}.")

    def hold(self, name: str) -> AbstractContextManager[None]:
        """Keep everybody else who holds the same name out, threads and processes alike."""
        place = self._folder / f"{checked_name(name)}.lock"
        return held(place, self._clock, self._patience)

    def __repr__(self) -> str:
        return f"FileStore({self._folder.name!r})"

    def _place(self, name: str) -> Path:
        return self._folder / f"{checked_name(name)}.secret"


def _read(handle: int, name: str) -> Secret[str]:
    status = os.fstat(handle)
    _refuse_unsafe(status, name)
    if not stat.S_ISREG(status.st_mode) or status.st_size > LARGEST:
        raise SecretStoreError(f"The file {name} is none of the store's.")
    with os.fdopen(handle, "rb", closefd=False) as stream:
        return Secret(stream.read(LARGEST).decode("utf-8", "replace"))


def _replace(place: Path, value: Secret[str]) -> None:
    draft = place.with_name(f".{place.name}.{secrets.token_hex(8)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _NO_LINKS, 0o600)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(value.reveal().encode("utf-8", "surrogatepass"))
            stream.flush()
            os.fsync(handle)
        draft.replace(place)
    except BaseException:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _refuse_unsafe(status: os.stat_result, name: str) -> None:
    if not _HAS_MODES:
        return
    if status.st_mode & _OTHERS or status.st_uid != os.geteuid():
        raise SecretStoreError(
            f"Others may read {name}, or it belongs to somebody else: it is not used.",
            hint="chmod go-rwx on it and on what it holds, and log in anew.",
        )
