"""Deflate under limits (*décompression bornée*): nothing is unpacked further than it may be."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from importlib import import_module
from types import ModuleType
from typing import Final, Protocol, cast

from chorus_sdk.limits import MIB


def engine(name: str = "zlib_ng.zlib_ng") -> ModuleType:
    """Return a quicker engine that has the calls of `zlib`, or that itself where it is absent.

    Example:
        >>> engine("no_such_engine") is zlib
        True
    """
    try:
        return import_module(name)
    except ImportError:
        return zlib


_ENGINE: Final = engine()
DAMAGED: Final[tuple[type[Exception], ...]] = (zlib.error, _ENGINE.error)
"""What a `RawInflater` raises where the bytes are no deflate."""
crc32: Final[Callable[[bytes | memoryview, int], int]] = _ENGINE.crc32
"""The CRC-32 of bytes that follow those of another."""

ZLIB_WINDOW = 15
GZIP_WINDOW = 31

_EXPANSION = {
    "/FlateDecode": 1_032,
    "/LZWDecode": 1_400,
    "/RunLengthDecode": 64,
    "/ASCII85Decode": 4,
}
"""What one packed byte becomes at worst, by filter of PDF; one where it is not listed."""


class RawInflater(Protocol):
    """Unpacks deflate without a header (*décompression brute*), such as a zip holds."""

    @property
    def unconsumed_tail(self) -> bytes:
        """What was not read yet, because the output would have passed the maximum."""
        ...

    @property
    def eof(self) -> bool:
        """True behind the end."""
        ...

    def decompress(self, data: bytes | memoryview, max_length: int = 0, /) -> bytes:
        """Return what comes next, at most `max_length` bytes unless that is 0."""
        ...


def raw_inflater() -> RawInflater:
    """Return what unpacks deflate without a header (*décompression brute*); raises `DAMAGED`.

    Example:
        >>> packed = zlib.compress(b"abc" * 1000, wbits=-15)
        >>> raw_inflater().decompress(packed, 4)
        b'abca'
    """
    return cast("RawInflater", _ENGINE.decompressobj(-zlib.MAX_WBITS))


def inflate_head(packed: bytes, count: int, window: int = ZLIB_WINDOW) -> bytes:
    """Unpack at most `count` bytes; raises zlib.error when they are damaged.

    Example:
        >>> inflate_head(zlib.compress(b"abc" * 1000), 4)
        b'abca'
    """
    return zlib.decompressobj(window).decompress(packed, count)


def inflates_beyond(packed: bytes, maximum: int, window: int = ZLIB_WINDOW) -> bool:
    """Tell whether more than `maximum` bytes would come out, holding one MiB of them at a time.

    Example:
        >>> inflates_beyond(zlib.compress(bytes(5000)), 4999)
        True
    """
    inflater, size, piece = zlib.decompressobj(window), 0, packed
    while piece and not inflater.eof:
        size += len(inflater.decompress(piece, MIB))
        if size > maximum:
            return True
        piece = inflater.unconsumed_tail
    return False


def unpacks_beyond(packed: bytes, filters: list[str], maximum: int) -> bool:
    """Tell whether a chain of PDF filters may give more than `maximum` bytes.

    Deflate alone is measured; any other chain is judged by its worst case.

    Example:
        >>> unpacks_beyond(bytes(10), ["/LZWDecode"], 14_000)
        False
    """
    if filters == ["/FlateDecode"]:
        return inflates_beyond(packed, maximum)
    worst = len(packed)
    for name in filters:
        worst *= _EXPANSION.get(name, 1)
    return worst > maximum
