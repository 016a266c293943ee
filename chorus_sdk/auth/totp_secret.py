"""The secret of an authenticator application (*secret partagé*), however it was written down."""

from __future__ import annotations

import base64
import binascii
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final, TypeAlias
from urllib.parse import parse_qs, urlsplit

from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.errors import ConfigurationError, WeakSecretError

MINIMUM_BITS: Final = 112
"""The shortest secret: NIST SP 800-63B-4, and pyotp since 2.12."""

TotpSecret: TypeAlias = "str | Secret[str] | Callable[[], str | Secret[str]]"
"""Base32, an `otpauth://totp/…` address, or a function that returns either."""


@dataclass(frozen=True, kw_only=True)
class TotpSettings:
    """A secret that was checked, and how its codes are made (*réglages*)."""

    secret: Secret[str]
    digits: int
    period: int
    algorithm: str


def read_settings(
    given: TotpSecret, *, digits: int = 6, period: int = 30, algorithm: str = "SHA1"
) -> TotpSettings:
    """Read a secret; where it is an address, what that says goes before the arguments.

    Raises:
        WeakSecretError: the secret has fewer than 112 bits; says how many.
        ConfigurationError: the secret is not base32, or the address has none.
    """
    secret = as_secret(given() if callable(given) else given)
    said: dict[str, Secret[str]] = {}
    if secret.reveal().lstrip().lower().startswith("otpauth:"):
        said = _parameters(secret)
        if "secret" not in said:
            raise not_an_address()
        secret = said["secret"]
    return TotpSettings(
        secret=_checked(secret),
        digits=_number(said.get("digits"), digits),
        period=_number(said.get("period"), period),
        algorithm=said["algorithm"].reveal().upper() if "algorithm" in said else algorithm,
    )


def is_address(text: Secret[str]) -> bool:
    """Say whether this is an `otpauth://totp/…` address with a secret."""
    return "secret" in _parameters(text)


def not_an_address() -> ConfigurationError:
    """Make the error of what is no such address."""
    return ConfigurationError(
        "This is no otpauth://totp/ address.",
        setting="uri",
        hint="Pass what the QR code holds.",
    )


def _checked(secret: Secret[str]) -> Secret[str]:
    plain = Secret(secret.reveal().translate(_NOISE).upper())
    bits = _bits(plain)
    if bits is None:
        raise ConfigurationError(
            "The secret of the application is not base32.",
            setting="totp.secret",
            hint="It has the letters A to Z and the digits 2 to 7 only.",
        )
    if bits < MINIMUM_BITS:
        raise WeakSecretError(
            f"The secret of the application has {bits} bits; {MINIMUM_BITS} are the least.",
            bits=bits,
            hint="Remove the application from the account and declare it anew for a longer secret.",
        )
    return plain


_NOISE: Final = str.maketrans("", "", " -=\t\r\n")


def _bits(plain: Secret[str]) -> int | None:
    try:
        return 8 * len(base64.b32decode(plain.reveal() + "=" * (-len(plain.reveal()) % 8)))
    except (binascii.Error, ValueError):
        return None


def _parameters(uri: Secret[str]) -> dict[str, Secret[str]]:
    try:
        parts = urlsplit(uri.reveal())
    except ValueError:
        return {}
    if (parts.scheme, parts.netloc) != ("otpauth", "totp"):
        return {}
    return {name: Secret(values[0]) for name, values in parse_qs(parts.query).items()}


def _number(said: Secret[str] | None, default: int) -> int:
    if said is None:
        return default
    return int(said.reveal()) if said.reveal().isascii() and said.reveal().isdigit() else -1
