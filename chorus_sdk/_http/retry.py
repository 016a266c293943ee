"""What is tried again: decided by the effect of the operation, never by its HTTP verb.

| failure                     | READ    | CREATE, ACT |
|-----------------------------|---------|-------------|
| connection never opened     | repeat  | repeat      |
| 401 with a token that we had| refresh once, then repeat |
| 429                         | wait `Retry-After`, repeat |
| any 5xx                     | repeat  | unknown     |
| answer lost after sending   | repeat  | unknown     |

In the largest open client 54 of 55 calls are POST, reads included: the verb says nothing. A plain
500 is in the table because nothing tells whether the deposit was taken before the fault.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from enum import Enum, auto
from typing import Final

from chorus_sdk._http.operation import Effect

UNAVAILABLE: Final = frozenset(range(500, 1000))
"""What stands before the platform has more of them than HTTP names (520, 599), and they say no
more about what was done."""


class Failure(Enum):
    """How a request failed, as far as trying again goes."""

    NOT_SENT = auto()
    UNAUTHORISED = auto()
    RATE_LIMITED = auto()
    UNAVAILABLE = auto()
    ANSWER_LOST = auto()


class Move(Enum):
    """What to do now."""

    REPEAT = auto()
    REFRESH = auto()
    UNKNOWN = auto()
    GIVE_UP = auto()


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A move, and how long to wait before it, in seconds."""

    move: Move
    after: float = 0.0


@dataclass(frozen=True, kw_only=True)
class RetryPolicy:
    """How often and how patiently (*politique de reprise*); waits are in seconds."""

    attempts: int = 4
    first_wait: float = 1.0
    longest_wait: float = 60.0

    def backoff(self, attempt: int) -> float:
        """Return the wait after the attempt of that rank, which counts from 1.

        Example:
            >>> [RetryPolicy().backoff(n) for n in (1, 2, 3, 10)]
            [1.0, 2.0, 4.0, 60.0]
        """
        return min(self.longest_wait, self.first_wait * 2.0 ** (attempt - 1))


def decide(
    effect: Effect,
    failure: Failure,
    attempt: int,
    *,
    policy: RetryPolicy,
    refreshed: bool = False,
    retry_after: float | None = None,
) -> Decision:
    """Decide what follows a failed attempt; `attempt` counts from 1.

    Example:
        >>> decide(Effect.CREATE, Failure.ANSWER_LOST, 1, policy=RetryPolicy()).move
        <Move.UNKNOWN: 3>
        >>> decide(Effect.READ, Failure.ANSWER_LOST, 1, policy=RetryPolicy()).move
        <Move.REPEAT: 1>
    """
    if failure is Failure.UNAUTHORISED:
        return Decision(move=Move.GIVE_UP if refreshed else Move.REFRESH)
    perhaps_done = failure in (Failure.ANSWER_LOST, Failure.UNAVAILABLE)
    if perhaps_done and effect is not Effect.READ:
        return Decision(move=Move.UNKNOWN)
    if attempt >= policy.attempts:
        return Decision(move=Move.GIVE_UP)
    if retry_after is None:
        return Decision(move=Move.REPEAT, after=policy.backoff(attempt))
    if retry_after > policy.longest_wait:
        return Decision(move=Move.GIVE_UP, after=retry_after)
    return Decision(move=Move.REPEAT, after=retry_after)


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Read a `Retry-After` header: seconds, or an HTTP date; None when it says nothing usable.

    Example:
        >>> from datetime import UTC
        >>> parse_retry_after("30", datetime(2026, 11, 23, tzinfo=UTC))
        30.0
    """
    if value is None:
        return None
    if value.strip().isdecimal():
        return float(value.strip())
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if moment.tzinfo is None:
        return None
    return max(0.0, (moment - now).total_seconds())
