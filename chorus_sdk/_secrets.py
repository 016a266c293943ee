"""Secrets that cannot be printed, logged or pickled (*secrets*)."""

from __future__ import annotations

import hmac
from typing import Generic, NoReturn, TypeVar

T = TypeVar("T", str, bytes)


class Secret(Generic[T]):
    """A value that shows itself only to who asks with `reveal()` (*secret*).

    Example:
        >>> password = Secret("correct horse")
        >>> print(password, [password])
        ••• [Secret(•••)]
        >>> password.reveal()
        'correct horse'
    """

    __slots__ = ("_value",)

    def __init__(self, value: T) -> None:
        if not isinstance(value, (str, bytes)):
            raise TypeError("a secret is text or bytes")
        self._value: T = value

    def reveal(self) -> T:
        """Return the value itself: call it inside the expression that needs it."""
        return self._value

    def __repr__(self) -> str:
        return "Secret(•••)"

    def __str__(self) -> str:
        return "•••"

    def __format__(self, spec: str) -> str:
        return "•••"

    def __bool__(self) -> bool:
        return bool(self._value)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Secret) or type(self._value) is not type(other._value):
            return NotImplemented
        return hmac.compare_digest(_as_bytes(self._value), _as_bytes(other._value))

    def __hash__(self) -> int:
        return hash((Secret, self._value))

    def __reduce__(self) -> NoReturn:
        raise TypeError("a secret cannot be pickled or copied out: rebuild it where it is needed")


def _as_bytes(value: str | bytes) -> bytes:
    return value.encode("utf-8", "surrogatepass") if isinstance(value, str) else value


def as_secret(value: str | Secret[str]) -> Secret[str]:
    """Wrap text; leave a secret as it is."""
    return value if isinstance(value, Secret) else Secret(value)
