"""Codes of an authenticator application (*application d'authentification*): the door to pyotp.

A secret that is kept beside the password is no second medium: AIFE advises against it. Keep it in
another store, or ask a person with `Prompt`.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import threading
from typing import Final
from urllib.parse import parse_qs, urlsplit

from pyotp import totp as engine

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.auth.second_factor import TOTP, Challenge
from chorus_sdk.errors import ConfigurationError, WeakSecretError

MINIMUM_BITS: Final = 112
"""The shortest secret: NIST SP 800-63B-4, and pyotp since 2.12."""
_DIGESTS: Final = {"SHA1": hashlib.sha1, "SHA256": hashlib.sha256, "SHA512": hashlib.sha512}


class Totp:
    """Answers with the application's current code (*code à usage unique temporel*).

    The same code is never given twice, and none that is about to run out: where needed it waits,
    by its clock, for the next step. `period` and `margin` are in seconds. An instance may be
    shared between threads; it cannot be pickled.

    Raises:
        WeakSecretError: the secret has fewer than 112 bits; says how many.
        ConfigurationError: the secret is not base32.

    Example:
        >>> from datetime import UTC, datetime
        >>> from chorus_sdk._clock import ManualClock
        >>> totp = Totp("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", digits=8,
        ...             clock=ManualClock(datetime(2005, 3, 18, 1, 58, 31, tzinfo=UTC)))
        >>> totp.answer(Challenge(kind="totp", offered=("totp",),
        ...     sent_after=datetime(2005, 3, 18, tzinfo=UTC))).reveal()
        '14050471'
    """

    def __init__(
        self,
        secret: str | Secret[str],
        *,
        clock: Clock | None = None,
        digits: int = 6,
        period: int = 30,
        algorithm: str = "SHA1",
        margin: float = 2.0,
    ) -> None:
        secret = as_secret(secret)  # no frame of ours keeps the plain text
        self._secret = _checked(secret)
        self._clock = clock or SystemClock()
        self._digits = digits
        self._period = period
        self._digest = _digest(algorithm)
        self._margin = margin
        self._last_step = -1
        self._lock = threading.Lock()
        self._refuse_what_pyotp_refuses()

    @classmethod
    def from_uri(cls, uri: str | Secret[str], *, clock: Clock | None = None) -> Totp:
        """Take an `otpauth://totp/…` address, as a QR code holds it.

        Raises:
            ConfigurationError: it is not such an address.
            WeakSecretError: its secret is too short.
        """
        uri = as_secret(uri)
        said = _parameters(uri)
        if "secret" not in said:
            raise ConfigurationError(
                "This is no otpauth://totp/ address.",
                setting="uri",
                hint="Pass what the QR code holds.",
            )
        return cls(
            said["secret"],
            clock=clock,
            digits=_number(said.get("digits"), 6),
            period=_number(said.get("period"), 30),
            algorithm=said["algorithm"].reveal().upper() if "algorithm" in said else "SHA1",
        )

    @property
    def kind(self) -> str:
        """`totp`."""
        return TOTP

    def answer(self, challenge: Challenge) -> Secret[str]:  # noqa: ARG002 (the protocol's)
        """Return a code that was not given before."""
        with self._lock:
            self._last_step = self._fresh_step()
            return self._code(self._last_step)

    def __repr__(self) -> str:
        return f"Totp(•••, digits={self._digits}, period={self._period})"

    def _fresh_step(self) -> int:
        """Return a step that is not used and not about to end; wait for it where needed."""
        while True:
            now = self._clock.now().timestamp()
            step, gone = divmod(now, self._period)
            if step > self._last_step and self._period - gone >= self._margin:
                return int(step)
            self._clock.sleep((max(int(step), self._last_step) + 1) * self._period - now)

    def _code(self, step: int) -> Secret[str]:
        return Secret(self._engine().generate_otp(step))

    def _engine(self) -> engine.TOTP:
        return engine.TOTP(
            self._secret.reveal(), digits=self._digits, digest=self._digest, interval=self._period
        )

    def _refuse_what_pyotp_refuses(self) -> None:
        refused = False
        try:
            self._engine()
        except ValueError:
            refused = True  # raised below: pyotp's frames hold the secret
        if refused:
            raise ConfigurationError(
                "These settings of the application cannot be used.",
                setting="totp",
                hint="6 to 10 digits, and a period of 1 to 120 seconds.",
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


def _digest(algorithm: str) -> object:
    if algorithm not in _DIGESTS:
        raise ConfigurationError(
            "The application's algorithm is not known.",
            setting="totp.algorithm",
            hint=f"One of {', '.join(_DIGESTS)}.",
        )
    return _DIGESTS[algorithm]


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
