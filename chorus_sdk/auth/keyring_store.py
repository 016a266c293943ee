"""A store in the system's keyring (*trousseau du système*): the door to `keyring`."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.file_locks import held
from chorus_sdk.auth.stores import checked_name
from chorus_sdk.errors import MissingExtraError, SecretStoreError

if TYPE_CHECKING:
    from types import ModuleType


class KeyringStore:
    """Keeps secrets in the keyring of the person who is logged in (*trousseau*).

    A keyring has no lock that processes could share: that one is a file in `locks`, by default
    below the person's own cache folder, and holds nothing. `service` is the keyring's name for the
    whole; `patience` is how long one waits for another, in seconds.

    Raises:
        MissingExtraError: the extra [keyring] is not installed.
        SecretStoreError: this machine has no keyring, as servers and containers have none.
    """

    def __init__(
        self,
        service: str = "chorus_sdk",
        *,
        locks: Path | None = None,
        clock: Clock | None = None,
        patience: float = 900.0,
    ) -> None:
        self._engine = _keyring()
        self._service = service
        self._locks = locks or Path.home() / ".cache" / "chorus_sdk"
        self._clock = clock or SystemClock()
        self._patience = patience
        if getattr(self._engine.get_keyring(), "priority", 0) <= 0:
            raise _no_keyring()

    def read(self, name: str) -> Secret[str] | None:
        """Return what is kept under a name, None where nothing is; raises SecretStoreError."""
        try:
            found = self._engine.get_password(self._service, checked_name(name))
        except self._engine.errors.KeyringError:
            raise _no_keyring() from None
        return None if found is None else Secret(found)

    def write(self, name: str, value: Secret[str] | None) -> None:
        """Keep a value in place of the last one; None removes it; raises SecretStoreError."""
        failed = False
        try:
            if value is not None:
                self._engine.set_password(self._service, checked_name(name), value.reveal())
            elif self._engine.get_password(self._service, checked_name(name)) is not None:
                self._engine.delete_password(self._service, checked_name(name))
        except self._engine.errors.KeyringError:
            failed = True  # raised below: the keyring's frames hold the secret
        if failed:
            raise _no_keyring()

    def hold(self, name: str) -> AbstractContextManager[None]:
        """Keep everybody else who holds the same name out, threads and processes alike."""
        self._locks.mkdir(mode=0o700, parents=True, exist_ok=True)
        return held(self._locks / f"{checked_name(name)}.lock", self._clock, self._patience)

    def __repr__(self) -> str:
        return f"KeyringStore({self._service!r})"


def _keyring() -> ModuleType:
    try:
        import keyring
        import keyring.errors
    except ImportError:
        raise MissingExtraError("keyring", purpose="A store in the system's keyring") from None
    module: ModuleType = keyring
    return module


def _no_keyring() -> SecretStoreError:
    return SecretStoreError(
        "The system's keyring cannot be used.",
        hint="It may be locked, or this machine has none: use FileStore or MemoryStore there.",
    )
