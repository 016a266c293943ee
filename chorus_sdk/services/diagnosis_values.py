"""What a diagnosis says: checks in order, and the one that explains the others (*diagnostic*)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from chorus_sdk._codes import OpenCode


class CheckState(OpenCode):
    """How a check ended (*résultat d'un contrôle*)."""

    OK = ("ok", "in order", "en ordre")
    WARNING = ("warning", "to be looked at", "à surveiller")
    FAILED = ("failed", "failed", "en échec")
    SKIPPED = ("skipped", "not checked", "non contrôlé")


@dataclass(frozen=True, kw_only=True)
class Check:
    """One thing that was looked at (*contrôle*).

    `name` is what was looked at, such as `token_host`; `code` what was found there, stable, such as
    `token_host.unreachable`. Sentences and hints hold no body, no secret and no login.
    """

    name: str
    state: CheckState
    code: str
    message: str
    message_fr: str
    hint: str | None = None
    hint_fr: str | None = None


@dataclass(frozen=True, kw_only=True)
class Diagnosis:
    """What stands between you and Chorus Pro (*diagnostic*).

    `checks` are in the order in which one needs the other. `password_days_left` are whole days
    until the technical account's password must have been renewed, None where it is not known.

    Example:
        >>> ok = Check(name="clock", state=CheckState.OK, code="clock.right",
        ...            message="The clock is right.", message_fr="L'horloge est à l'heure.")
        >>> diagnosis = Diagnosis(environment="production", checks=(ok,))
        >>> diagnosis.is_healthy, diagnosis.cause, diagnosis.check("clock").code
        (True, None, 'clock.right')
    """

    environment: str
    checks: tuple[Check, ...]
    checked_at: datetime | None = None
    password_days_left: int | None = None

    @property
    def is_healthy(self) -> bool:
        """True when no check failed; warnings may remain."""
        return not self.failures

    @property
    def cause(self) -> Check | None:
        """The first failure, which explains those after it, or None (*cause*)."""
        return next(iter(self.failures), None)

    @property
    def failures(self) -> tuple[Check, ...]:
        """Checks that failed, in order."""
        return tuple(one for one in self.checks if one.state is CheckState.FAILED)

    @property
    def warnings(self) -> tuple[Check, ...]:
        """Checks that ask for attention, in order."""
        return tuple(one for one in self.checks if one.state is CheckState.WARNING)

    def check(self, name: str) -> Check:
        """Return the check of that name; raises KeyError when there is none."""
        for one in self.checks:
            if one.name == name:
                return one
        raise KeyError(name)

    def __iter__(self) -> Iterator[Check]:
        return iter(self.checks)
