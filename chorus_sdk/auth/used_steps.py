"""Which step of an application was used last (*pas de temps*), for all who share a store."""

from __future__ import annotations

import hmac
from collections.abc import Iterator
from contextlib import contextmanager

from chorus_sdk._secrets import Secret
from chorus_sdk.auth.stores import SecretStore


class UsedSteps:
    """The last used step of one application (*pas de temps utilisés*), kept in a store.

    Its name there is a keyed digest: who sees it cannot find the secret again, which has 112 bits
    at least.
    """

    def __init__(self, store: SecretStore, secret: Secret[str]) -> None:
        self._store = store
        digest = hmac.digest(secret.reveal().encode(), b"chorus_sdk totp steps", "sha256")
        self._name = f"totp-steps-{digest.hex()[:32]}"

    @contextmanager
    def held(self) -> Iterator[int]:
        """Keep others out and give the last step that was used, -1 where none was."""
        with self._store.hold(self._name):
            yield self._last()

    def take(self, step: int) -> None:
        """Note that a step is used: call it inside `held`, before its code leaves."""
        self._store.write(self._name, Secret(str(step)))

    def _last(self) -> int:
        text = self._store.read(self._name)
        said = text.reveal() if text is not None else ""
        return int(said) if said.isascii() and said.isdigit() else -1
