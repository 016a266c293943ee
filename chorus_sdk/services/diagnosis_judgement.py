"""What a diagnosis makes of the outcomes that it saw: pure functions (*appréciation*)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

from chorus_sdk.services.diagnosis_probes import API_PROBES, ApiProbe, Outcome
from chorus_sdk.services.diagnosis_texts import check
from chorus_sdk.services.diagnosis_values import Check, CheckState

WARNING_DAYS: Final = 15
"""From when on a password that ends is told (chorus-pro-api §1.6)."""
DRIFT_SECONDS: Final = 30
"""A clock that far off is told: one step of an authenticator application."""
WRONG_SECONDS: Final = 300
"""A clock that far off is wrong."""
_ONLINE: Final = ("token_host", "api_host", "platform", "clock", "application", "declaration")
_BEHIND_THE_GATEWAY: Final = frozenset({200, 400, 401, 415})


def is_open(outcome: Outcome) -> bool:
    """Tell whether the gateway let a call pass: what stands behind it gave the answer."""
    return outcome.status in _BEHIND_THE_GATEWAY


def platform(failing: Collection[int | None], *, was_limited: bool, was_reached: bool) -> Check:
    """Say whether the platform is open, from the statuses of its own errors (*plateforme*)."""
    if was_limited:
        return check("platform.rate_limited")
    if 503 in failing:
        return check("platform.maintenance")
    if failing:
        return check("platform.failing")
    return check("platform.open" if was_reached else "platform.skipped")


def clock(skew: float | None) -> Check:
    """Say whether the clock is right; `skew` is in seconds (*horloge*).

    Example:
        >>> clock(-40.2).code, clock(3).code
        ('clock.drifting', 'clock.right')
    """
    if skew is None:
        return check("clock.skipped")
    seconds = round(abs(skew))
    if seconds < DRIFT_SECONDS:
        return check("clock.right")
    end = "wrong" if seconds >= WRONG_SECONDS else "drifting"
    return check(f"clock.{end}", seconds=seconds)


def declaration(seen: Mapping[str, Outcome]) -> Check:
    """Say whether the application is declared: refused everywhere, it is not (*raccordement*)."""
    if seen and all(outcome.status == 403 for outcome in seen.values()):
        return check("declaration.missing")
    is_seen = any(is_open(outcome) for outcome in seen.values())
    return check("declaration.seen" if is_seen else "declaration.skipped")


def subscription(one: ApiProbe, outcome: Outcome | None) -> Check:
    """Say whether an API is subscribed; one that few need is a warning (*souscription*)."""
    if outcome is None:
        end = "skipped"
    elif outcome.status == 403:
        end = "not_subscribed_optional" if one.is_optional else "not_subscribed"
    else:
        end = "subscribed" if is_open(outcome) else "unclear"
    return check(f"api.{end}", name=f"api.{one.name}", api=one.label)


def password(account: Check, days: int | None) -> Check:
    """Say how long the password is good; `days` are whole days left (*mot de passe*)."""
    if account.state is not CheckState.OK:
        return check("password.skipped")
    if days is None:
        return check("password.untold")
    return check("password." + ("expiring" if days <= WARNING_DAYS else "lasting"), days=days)


def skipped_online() -> tuple[Check, ...]:
    """Return every check that needs the network, as one that was not made."""
    return (
        *(check(f"{name}.skipped") for name in _ONLINE),
        *(subscription(one, None) for one in API_PROBES),
        *(check("technical_account.skipped"), check("password.skipped")),
    )
