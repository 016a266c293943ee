"""Salted digests: the only form in which the sandbox keeps a password or a code (*empreintes*)."""

from __future__ import annotations

import hashlib
import hmac
import secrets

from chorus_sdk._secrets import Secret

_BLOCK = 8
_SALT_BYTES = 16
_DIGEST_BYTES = 32


def salted_digest(value: Secret[str], key: Secret[bytes], *, cost: int) -> str:
    """Digest `value` with scrypt under a fresh salt and the sandbox's key.

    A code of six digits could be found again from a salted digest alone, a million tries; the key,
    which is not in the database, closes that. `cost` is scrypt's n, a power of two.
    """
    salt = secrets.token_bytes(_SALT_BYTES)
    return f"scrypt${cost}${salt.hex()}${_scrypt(value, key, salt, cost).hex()}"


def digest_matches(value: Secret[str], key: Secret[bytes], stored: str) -> bool:
    """Say whether `value` is what `stored` was made from, in constant time."""
    _, cost, salt, digest = stored.split("$")
    return hmac.compare_digest(
        _scrypt(value, key, bytes.fromhex(salt), int(cost)), bytes.fromhex(digest)
    )


def _scrypt(value: Secret[str], key: Secret[bytes], salt: bytes, cost: int) -> bytes:
    return hashlib.scrypt(
        hmac.digest(key.reveal(), value.reveal().encode("utf-8", "surrogatepass"), "sha256"),
        salt=salt,
        n=cost,
        r=_BLOCK,
        p=1,
        dklen=_DIGEST_BYTES,
    )
