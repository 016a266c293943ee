"""How text becomes a value and back: text, numbers, days, base64.

A text that is not what its place asks for is never guessed at: decoding raises `ValueError`, the
term stays empty and the reader keeps the text as unmapped, with the codec's `refusal` as reason.
A day that is written with a time or a zone gives the day, and the whole text is kept as well.
"""

from __future__ import annotations

import binascii
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import lru_cache

_NUMBER = re.compile(r"[+-]?(?:[0-9]{1,60}(?:\.[0-9]{0,60})?|\.[0-9]{1,60})")
_ZONED_DAY = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(?:Z|[+-][0-9]{2}:[0-9]{2}|T[0-9:.Z+-]{5,})")
_TIMED_DAY = re.compile(r"([0-9]{8})(?:[0-9]{4}|[0-9]{6})(?:[+-][0-9]{4}|Z)?")
_SPECIAL = re.compile("[\x00-\x08\x0b-\x1f&<>\ud800-\udfff\ufffe\uffff]")
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_ESCAPES = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;", ord("\r"): "&#13;"}
_ATTRIBUTE_ESCAPES = {**_ESCAPES, ord('"'): "&quot;", ord("\n"): "&#10;", ord("\t"): "&#9;"}


@dataclass(frozen=True)
class Partly:
    """A value that holds less than its text says."""

    value: object
    reason: str


@dataclass(frozen=True, kw_only=True)
class Codec:
    """The two directions of one kind of value.

    `decode` raises ValueError for what it cannot read; `encode` returns None for what it cannot
    write. `plain` says that what it writes never needs escaping.
    """

    decode: Callable[[str], object]
    encode: Callable[[object], str | None]
    refusal: str
    plain: bool = False


def attribute_text(value: object) -> str | None:
    """Return a value as it stands between double quotes, or None where it cannot."""
    text = writable(str(value))
    return text.translate(_ATTRIBUTE_ESCAPES) if text else None


def writable(text: str) -> str | None:
    """Return the text, or None when XML has no way to write one of its characters."""
    return None if _FORBIDDEN.search(text) else text


def _text(value: object) -> str | None:
    return writable(str(value)) if value != "" else None


def element_text(value: object) -> str | None:
    """Return a text as it stands between tags, or None: the encoder of TEXT, and escaped."""
    text = value if type(value) is str else str(value)
    if not text:
        return None
    if _SPECIAL.search(text):
        return None if _FORBIDDEN.search(text) else text.translate(_ESCAPES)
    return text


@lru_cache(maxsize=2048)  # rates, quantities and prices come again and again
def _number(text: str) -> Decimal:
    plain = len(text) < 60 and text.isascii() and text.replace(".", "", 1).isdigit()
    if not plain and not _NUMBER.fullmatch(text):
        raise ValueError("not a number")
    return Decimal(text)


def _number_text(value: object) -> str | None:
    text = str(value)
    if len(text) < 60 and "E" not in text and "N" not in text and "I" not in text:
        return text
    text = format(value, "f") if isinstance(value, Decimal) else text
    return text if _NUMBER.fullmatch(text) else None


def _day(text: str) -> object:
    if len(text) == 10 and text[4] == text[7] == "-" and text.isascii():
        return date.fromisoformat(text)
    if match := _ZONED_DAY.fullmatch(text):
        return Partly(date.fromisoformat(match[1]), "a day has no time and no zone")
    raise ValueError("not a day")


def _compact_day(text: str) -> object:
    if len(text) == 8 and text.isascii() and text.isdigit():
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    if match := _TIMED_DAY.fullmatch(text):
        return Partly(_compact_day(match[1]), "a day has no time and no zone")
    raise ValueError("not a day")


def _iso(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else str(value)


def _compact(value: object) -> str:
    return _iso(value).replace("-", "")


def _bytes(text: str) -> bytes:
    import pybase64

    try:
        return bytes(pybase64.b64decode("".join(text.split()), validate=True))
    except binascii.Error as error:
        raise ValueError("not base64") from error


def _base64(value: object) -> str | None:
    import pybase64

    if not isinstance(value, bytes) or not value:
        return None
    return str(pybase64.b64encode(value).decode("ascii"))


TEXT = Codec(decode=str, encode=_text, refusal="not a text")
NUMBER = Codec(decode=_number, encode=_number_text, refusal="not a number", plain=True)
DAY = Codec(decode=_day, encode=_iso, refusal="not a day of the calendar (YYYY-MM-DD)", plain=True)
COMPACT_DAY = Codec(
    decode=_compact_day,
    encode=_compact,
    refusal="not a day of the calendar (YYYYMMDD)",
    plain=True,
)
BASE64 = Codec(decode=_bytes, encode=_base64, refusal="not base64", plain=True)


def mapped(codes: dict[str, str], refusal: str) -> Codec:
    """Make a codec for a code list that a syntax numbers in its own way.

    `codes` goes from the syntax to the model. A code outside it is kept, unless the model means
    something else by it.

    Example:
        >>> codec = mapped({"5": "3"}, "another list")
        >>> codec.decode("5"), codec.decode("9"), codec.encode("3"), codec.encode("5")
        ('3', '9', '5', None)
    """
    back = {model: syntax for syntax, model in codes.items()}

    def decode(text: str) -> str:
        if text in back:
            raise ValueError(refusal)
        return codes.get(text, text)

    def encode(value: object) -> str | None:
        text = str(value)
        return None if text in codes else back.get(text, writable(text))

    return Codec(decode=decode, encode=encode, refusal=refusal)


def reserved(*codes: str) -> Codec:
    """Make a codec of texts for a place where some codes mean something else.

    Example:
        >>> codec = reserved("130")
        >>> codec.encode("130"), codec.encode("325")
        (None, '325')
    """

    def encode(value: object) -> str | None:
        return None if str(value) in codes else _text(value)

    return Codec(decode=str, encode=encode, refusal="not a text")


def _flag(text: str) -> bool:
    known = {"true": True, "1": True, "false": False, "0": False}.get(text.lower())
    if known is None:
        raise ValueError("neither true nor false")
    return known


FLAG = Codec(
    decode=_flag,
    encode=lambda value: "true" if value else "false",
    refusal="neither true nor false",
    plain=True,
)


def markup(codec: Codec) -> Callable[[object], str | None]:
    """Return the encoder of a codec whose texts are ready to stand between tags."""
    if codec is TEXT:
        return element_text
    if codec.plain:
        return codec.encode
    encode = codec.encode

    def write(value: object) -> str | None:
        text = encode(value)
        return None if text is None else text.translate(_ESCAPES)

    return write
