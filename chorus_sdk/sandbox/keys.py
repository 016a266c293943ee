"""The sandbox's one key, and the credentials that follow from it (*identifiants de connexion*).

The database keeps digests alone. As every credential is derived from the key, a sandbox that is
opened again shows the same ones; the key lies in a file of its own beside the database, readable
by its owner only.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from chorus_sdk._secrets import Secret
from chorus_sdk.errors import ConfigurationError

_KEY_BYTES = 32


@dataclass(frozen=True, kw_only=True)
class Application:
    """The PISTE application (*application PISTE*) that may call the sandbox."""

    client_id: str
    client_secret: Secret[str]


@dataclass(frozen=True, kw_only=True)
class TechnicalAccount:
    """The technical account of one structure (*compte technique*).

    `siret` is the structure's identifier, `structure_id` its `idStructureCPP`.
    """

    login: str
    password: Secret[str]
    siret: str
    structure_id: int


class Keyring:
    """Derives what the sandbox shows to its user."""

    __slots__ = ("_key",)

    def __init__(self, key: Secret[bytes]) -> None:
        self._key = key

    @classmethod
    def beside(cls, path: Path | None) -> Keyring:
        """Open or make the key of a database; one in memory gets a key of its own.

        Raises:
            ConfigurationError: the key file is not one of ours.
        """
        if path is None:
            return cls(Secret(secrets.token_bytes(_KEY_BYTES)))
        place = path.with_name(f"{path.name}.key")
        try:
            handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        except FileExistsError:
            return cls(_read_key(place))
        with os.fdopen(handle, "wb") as stream:
            stream.write(secrets.token_bytes(_KEY_BYTES))
        return cls(_read_key(place))

    def derive(self, purpose: str) -> Secret[str]:
        """Return a secret of 48 hexadecimal digits for a purpose."""
        return Secret(self._mac(purpose).hex()[:48])

    def key_for(self, purpose: str) -> bytes:
        """Return a key of 32 bytes for another part of the sandbox."""
        return self._mac(purpose)

    def application(self) -> Application:
        """Return the application's pair."""
        return Application(
            client_id=self._mac("client-id").hex()[:36],
            client_secret=self.derive("client-secret"),
        )

    def _mac(self, purpose: str) -> bytes:
        return hmac.new(self._key.reveal(), purpose.encode(), hashlib.sha256).digest()


def digest(value: Secret[str]) -> str:
    """Return the SHA-256 of a secret made by chance: what the database keeps of it."""
    return hashlib.sha256(value.reveal().encode()).hexdigest()


def _read_key(place: Path) -> Secret[bytes]:
    key = Secret(place.read_bytes())
    if len(key.reveal()) != _KEY_BYTES:
        raise ConfigurationError(
            f"The file {place.name} is not the key of a sandbox.",
            setting="path",
            hint="Remove it together with its database to start anew.",
        )
    return key
