"""The portal's figures: those that are published, and those that are not, as settings."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Verdict(StrEnum):
    """What became of a password or a code (*verdict*)."""

    ACCEPTED = "accepted"
    WRONG = "wrong"
    EXPIRED = "expired"
    USED = "used"
    LOCKED = "locked"


@dataclass(frozen=True, kw_only=True)
class PortalRules:
    """Figures of the login (*règles d'authentification*); lives are in seconds.

    Published by AIFE: digits, the mailed code's life, the application's step. Not published, so
    ours: how many wrong tries lock an account, how long a session lives without a request, how
    many neighbouring steps of an application are taken (none: an expired code is refused), how
    many characters a new password has at least, how long the link of a reset is good.

    Source: portal-facts §1.
    """

    code_digits: int = 6
    code_life: int = 600
    totp_step: int = 30
    totp_drift: int = 0
    wrong_passwords: int = 5
    wrong_codes: int = 5
    session_life: int = 1_800
    password_least: int = 12
    reset_life: int = 3_600
    digest_cost: int = 2**14
    secure_cookies: bool = False
