"""Requests and answers as values; neither shows its headers or body when printed."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, TypeAlias, cast

from chorus_sdk._secrets import Secret
from chorus_sdk.errors import UnexpectedResponseError

JsonValue: TypeAlias = "bool | int | Decimal | str | list[JsonValue] | dict[str, JsonValue] | None"
JsonObject: TypeAlias = "dict[str, JsonValue]"


class Headers:
    """Header lines of an answer (*en-têtes*): names without case, several values a name.

    Example:
        >>> Headers([("Set-Cookie", "a=1"), ("set-cookie", "b=2")]).get_all("SET-COOKIE")
        ('a=1', 'b=2')
    """

    __slots__ = ("_lines",)

    def __init__(self, lines: Iterable[tuple[str, str]] | Mapping[str, str] = ()) -> None:
        pairs = cast("Iterable[tuple[str, str]]", getattr(lines, "items", lambda: lines)())
        self._lines = tuple((name.lower(), value) for name, value in pairs)

    def get(self, name: str, default: str | None = None) -> str | None:
        """Return the first value of `name`."""
        return next((v for n, v in self._lines if n == name.lower()), default)

    def get_all(self, name: str) -> tuple[str, ...]:
        """Return every value of `name`, in order."""
        return tuple(v for n, v in self._lines if n == name.lower())

    def __iter__(self) -> Iterator[tuple[str, str]]:
        return iter(self._lines)

    def __repr__(self) -> str:
        return f"Headers(<{len(self._lines)} lines>)"


@dataclass(frozen=True, kw_only=True)
class HttpRequest:
    """One request (*requête*). Header values and the body may be secrets until they leave.

    `timeout` is in seconds.
    """

    method: str
    url: str = field(repr=False)
    headers: Mapping[str, str | Secret[str]] = field(default_factory=dict, repr=False)
    body: bytes | Secret[bytes] | None = field(default=None, repr=False)
    timeout: float = 60.0

    def open_headers(self) -> dict[str, str]:
        """Return the headers in clear, for the transport alone."""
        return {n: v.reveal() if isinstance(v, Secret) else v for n, v in self.headers.items()}

    def open_body(self) -> bytes | None:
        """Return the body in clear, for the transport alone."""
        return self.body.reveal() if isinstance(self.body, Secret) else self.body


@dataclass(frozen=True, kw_only=True)
class HttpResponse:
    """One answer (*réponse*), body read whole."""

    status: int
    headers: Headers = field(default_factory=Headers, repr=False)
    body: bytes = field(default=b"", repr=False)

    def json(self) -> JsonValue:
        """Return the body as JSON, numbers with a point as `Decimal`.

        Raises:
            UnexpectedResponseError: the body is not JSON.
        """
        value = decode_json(self.body)
        if value is _NOT_JSON:
            raise UnexpectedResponseError("The answer is not JSON.", field="body")
        return value  # type: ignore[return-value]


_NOT_JSON = object()
_EXPONENT: Final = 300
"""Made a whole number, 1e9999999 would take minutes and megabytes."""


def decode_json(body: bytes) -> object:
    """Decode JSON; return a marker, never an error that would keep the body."""
    try:
        return json.loads(body, parse_float=_number)
    except (ValueError, ArithmeticError, RecursionError):
        return _NOT_JSON


def _number(text: str) -> Decimal:
    """Read a number with a point or an exponent; none of ours has hundreds of digits."""
    value = Decimal(text)
    if abs(value.adjusted()) > _EXPONENT:
        raise ValueError("the exponent asks for more digits than any number here has")
    return value


_MARK = "\ue000"
_MARKED = re.compile(f'"{_MARK}([-+0-9.]+){_MARK}"')


def encode_json(value: object) -> bytes:
    """Encode as JSON in UTF-8, decimals as numbers, digit by digit.

    Example:
        >>> encode_json({"montantTtcTotal": Decimal("1.10")})
        b'{"montantTtcTotal": 1.10}'
    """
    return _MARKED.sub(r"\1", json.dumps(_plain(value), ensure_ascii=False)).encode()


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        if not value.is_finite():
            raise ValueError("an amount is a finite number")
        return f"{_MARK}{value:f}{_MARK}"
    if isinstance(value, str):
        return value.replace(_MARK, "")
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    return value
