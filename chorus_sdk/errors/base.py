"""The root of every error, and what an error may carry of an exchange."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar


@dataclass(frozen=True, kw_only=True)
class Exchange:
    """What may be told of one request and its answer (*échange*): no URL, header or body.

    `duration` is in seconds; `status` is None when no answer came.
    """

    operation: str
    method: str
    status: int | None = None
    attempt: int = 1
    duration: float | None = None


def _rebuild(
    cls: type[ChorusError], args: tuple[object, ...], state: dict[str, object]
) -> ChorusError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


class ChorusError(Exception):
    """Root of every error of the library (*erreur*).

    Attributes:
        message: one short English sentence, without body or secret.
        hint: what to do next, or None.
        exchange: the redacted exchange with the platform, or None.

    Example:
        >>> from chorus_sdk.errors import NotFoundError
        >>> error = NotFoundError("No such structure.", hint="Check the SIRET.")
        >>> error.code, str(error)
        ('api.not_found', 'No such structure. Check the SIRET.')
    """

    code: ClassVar[str] = "chorus"

    def __init__(
        self, message: str, *, hint: str | None = None, exchange: Exchange | None = None
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.exchange = exchange

    def __str__(self) -> str:
        return f"{self.message} {self.hint}" if self.hint else self.message

    def __reduce__(
        self,
    ) -> tuple[object, tuple[type[ChorusError], tuple[object, ...], dict[str, object]]]:
        return _rebuild, (type(self), self.args, dict(self.__dict__))
