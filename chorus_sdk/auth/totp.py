"""Codes of an authenticator application (*application d'authentification*): the door to pyotp.

A secret that is kept beside the password is no second medium: AIFE advises against it. Keep it in
another store, or ask a person with `Prompt`.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

from pyotp import totp as engine

from chorus_sdk._clock import Clock, SystemClock
from chorus_sdk._secrets import Secret, as_secret
from chorus_sdk.auth.second_factor import TOTP, Challenge
from chorus_sdk.auth.stores import MemoryStore, SecretStore
from chorus_sdk.auth.totp_secret import TotpSecret, is_address, not_an_address, read_settings
from chorus_sdk.auth.used_steps import UsedSteps
from chorus_sdk.errors import ConfigurationError

SKEW_BELOW: Final = 2.0
SKEW_BELIEVED: Final = 300.0
"""Seconds between our clock and the portal's that are made up for, at least and at most."""
_DIGESTS: Final = {"SHA1": hashlib.sha1, "SHA256": hashlib.sha256, "SHA512": hashlib.sha512}


class Totp:
    """Answers with the application's current code (*code à usage unique temporel*).

    `secret` is base32, an `otpauth://totp/…` address, or a function that returns either, asked
    once. The same code is never given twice, and none that is about to run out: where needed it
    waits, by its clock, for the next step. With `used`, a store that several processes share, this
    holds for all of them. `period` and `margin` are in seconds. Where the portal's `Date` shows
    that this machine's clock is off, by five minutes at most, the portal's time counts.

    An instance may be shared between threads; it cannot be pickled.

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
        secret: TotpSecret,
        *,
        clock: Clock | None = None,
        digits: int = 6,
        period: int = 30,
        algorithm: str = "SHA1",
        margin: float = 2.0,
        used: SecretStore | None = None,
    ) -> None:
        told = read_settings(secret, digits=digits, period=period, algorithm=algorithm)
        secret = told.secret  # no frame of ours keeps the plain text
        self._secret = secret
        self._clock = clock or SystemClock()
        self._digits = told.digits
        self._period = told.period
        self._digest = _digest(told.algorithm)
        self._margin = margin
        self._steps = UsedSteps(used or MemoryStore(), secret)
        self._refuse_what_pyotp_refuses()

    @classmethod
    def from_uri(
        cls, uri: str | Secret[str], *, clock: Clock | None = None, used: SecretStore | None = None
    ) -> Totp:
        """Take an `otpauth://totp/…` address, as a QR code holds it.

        Raises:
            ConfigurationError: it is not such an address.
            WeakSecretError: its secret is too short.
        """
        uri = as_secret(uri)
        if not is_address(uri):
            raise not_an_address()
        return cls(uri, clock=clock, used=used)

    @classmethod
    def from_store(
        cls,
        store: SecretStore,
        name: str = "totp-secret",
        *,
        clock: Clock | None = None,
        used: SecretStore | None = None,
    ) -> Totp:
        """Take the secret from a store: another one than what knows the password.

        Raises:
            ConfigurationError: the store has nothing under that name.
        """
        secret = store.read(name)
        if secret is None:
            raise ConfigurationError(
                f"The store has nothing under {name!r}.",
                setting="totp.secret",
                hint="Write the secret, or the otpauth:// address of the QR code, there first.",
            )
        return cls(secret, clock=clock, used=used)

    @classmethod
    def from_environment(
        cls,
        variable: str = "CHORUS_TOTP_SECRET",
        *,
        environ: Mapping[str, str] | None = None,
        clock: Clock | None = None,
        used: SecretStore | None = None,
    ) -> Totp:
        """Take the secret from an environment variable.

        Raises:
            ConfigurationError: it is not set.
        """
        secret = Secret((os.environ if environ is None else environ).get(variable, ""))
        if not secret:
            raise ConfigurationError(f"{variable} is not set.", setting=variable)
        return cls(secret, clock=clock, used=used)

    @property
    def kind(self) -> str:
        """`totp`."""
        return TOTP

    def answer(self, challenge: Challenge) -> Secret[str]:
        """Return a code that was not given before, by the portal's time.

        Raises:
            SecretStoreError: the store of the used steps cannot be used.
        """
        offset = trusted_offset(challenge.clock_offset)
        with self._steps.held() as last:
            step = self._fresh_step(last, offset)
            self._steps.take(step)
        return self._code(step)

    def __repr__(self) -> str:
        return "Totp(•••)"

    def _fresh_step(self, last: int, offset: float) -> int:
        """Return a step that is not used and not about to end; wait for it where needed."""
        while True:
            now = self._clock.now().timestamp() + offset
            step, gone = divmod(now, self._period)
            if step > last and self._period - gone >= self._margin:
                return int(step)
            self._clock.sleep((max(int(step), last) + 1) * self._period - now)

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


def _digest(algorithm: str) -> object:
    if algorithm not in _DIGESTS:
        raise ConfigurationError(
            "The application's algorithm is not known.",
            setting="totp.algorithm",
            hint=f"One of {', '.join(_DIGESTS)}.",
        )
    return _DIGESTS[algorithm]


def trusted_offset(offset: timedelta | None) -> float:
    """Return the seconds to add to our clock for the portal's time.

    A `Date` tells whole seconds and travels a while: under two seconds nothing is off. Over five
    minutes it is not believed, as who can set it could have codes of a later time made; such a
    clock has to be set, and the refusal says so.
    """
    seconds = offset.total_seconds() if offset is not None else 0.0
    return seconds if SKEW_BELOW <= abs(seconds) <= SKEW_BELIEVED else 0.0
