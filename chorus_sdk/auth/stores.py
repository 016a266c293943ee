"""Where sessions and secrets are kept (*coffre*): one protocol, and the store in memory.

What a session store holds lets in whoever reads it, for as long as the session lives; it never
holds the password. The secret of an authenticator application fits the same protocol: put it into
*another* store than anything that knows the password, or the second factor is none.
"""

from __future__ import annotations

import re
import threading
from collections import defaultdict
from contextlib import AbstractContextManager
from typing import Final, Protocol

from chorus_sdk._secrets import Secret
from chorus_sdk.errors import ConfigurationError

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")


class SecretStore(Protocol):
    """Keeps secrets by name (*coffre*): `MemoryStore`, `FileStore`, `KeyringStore`, or yours.

    Names have the letters a to z, digits and hyphens.
    """

    def read(self, name: str) -> Secret[str] | None:
        """Return what is kept under a name, None where nothing is."""
        ...

    def write(self, name: str, value: Secret[str] | None) -> None:
        """Keep a value in place of the last one; None removes it."""
        ...

    def hold(self, name: str) -> AbstractContextManager[None]:
        """Keep everybody else who holds the same name out, threads and processes alike."""
        ...


class MemoryStore:
    """Keeps secrets as long as this process lives (*en mémoire*); safe to share between threads.

    Example:
        >>> store = MemoryStore()
        >>> store.write("session", Secret("s3cret"))
        >>> store.read("session")
        Secret(•••)
    """

    def __init__(self) -> None:
        self._kept: dict[str, Secret[str]] = {}
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def read(self, name: str) -> Secret[str] | None:
        """Return what is kept under a name, None where nothing is."""
        return self._kept.get(checked_name(name))

    def write(self, name: str, value: Secret[str] | None) -> None:
        """Keep a value in place of the last one; None removes it."""
        if value is None:
            self._kept.pop(checked_name(name), None)
        else:
            self._kept[checked_name(name)] = value

    def hold(self, name: str) -> AbstractContextManager[None]:
        """Keep the other threads that hold the same name out."""
        return _Held(self._locks[checked_name(name)])

    def __repr__(self) -> str:
        return f"MemoryStore(<{len(self._kept)} kept>)"


class _Held:
    """A lock whose `with` gives nothing."""

    def __init__(self, lock: threading.Lock) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        self._lock.acquire()

    def __exit__(self, *_: object) -> None:
        self._lock.release()


def checked_name(name: str) -> str:
    """Return a name that any store can take.

    Raises:
        ConfigurationError: it has other characters than a to z, digits and hyphens.
    """
    if _NAME.fullmatch(name) is None:
        raise ConfigurationError(
            "A name in a store has the letters a to z, digits and hyphens only.",
            setting="name",
        )
    return name
