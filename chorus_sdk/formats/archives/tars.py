"""The files of a tar, in one pass (*archive tar*).

Written out rather than left to `tarfile`, which takes a damaged header in the middle for the end,
and reads the map of a sparse file into memory whatever its length.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Final

from chorus_sdk.errors import LimitExceededError, MalformedDocumentError, UnsafeDocumentError
from chorus_sdk.formats.archives.budget import Budget
from chorus_sdk.formats.archives.entries import RawFile
from chorus_sdk.formats.archives.streams import Readable, read_exactly
from chorus_sdk.limits import KIB

BLOCK: Final = 512
_PIECE: Final = 64 * KIB
_DESCRIPTION_BYTES: Final = 64 * KIB
_FILES: Final = (b"0", b"\0", b"7")
_FOLDER: Final = b"5"
_WITHOUT_DATA: Final = (b"1", b"2", b"3", b"4", b"6")
_LONG_NAME: Final = b"L"
_LONG_TARGET: Final = b"K"
_DESCRIBES_NEXT: Final = (b"x", b"X")
_DESCRIBES_ALL: Final = b"g"
_SPARSE: Final = b"S"


@dataclass
class _Next:
    """What extended headers have said of the member that follows."""

    name: str | None = None
    size: int | None = None
    is_sparse: bool = False


@dataclass
class _Data:
    """The content of a member; what is not read of it is passed over."""

    stream: Readable
    size: int
    left: int = field(init=False)

    def __post_init__(self) -> None:
        self.left = self.size

    def read(self, size: int) -> bytes:
        data = read_exactly(self.stream, min(size, self.left))
        self.left -= len(data)
        if len(data) < size and self.left:
            raise _cut()
        return data

    def skip(self) -> None:
        while self.left:
            self.read(_PIECE)
        read_exactly(self.stream, -self.size % BLOCK)


def tar_files(stream: Readable, budget: Budget) -> Iterator[RawFile]:
    """Yield the files of a tar; folders are passed over.

    Links, devices and sparse files are refused when they are read.

    Raises:
        MalformedDocumentError: damaged, or cut: it ends without its end mark.
        LimitExceededError: too many entries, too much in all, too long a description.
    """
    about = _Next()
    while header := _header(stream):
        kind = header[156:157]
        size = _number(header[124:136]) if about.size is None else about.size
        data = _Data(stream, 0 if kind in _WITHOUT_DATA else size)
        if kind in (_LONG_NAME, _LONG_TARGET, _DESCRIBES_ALL, *_DESCRIBES_NEXT):
            _describe(about, kind, data)
            continue
        if kind == _SPARSE:
            _skip_map(header, stream)
        name = about.name or _name(header)
        budget.enter(data.size)
        is_file = kind in _FILES and not about.is_sparse
        if kind != _FOLDER and not (is_file and name.endswith("/")):
            yield RawFile(name, _reader(data, budget, is_file=is_file))
        data.skip()
        about = _Next()
    while stream.read(_PIECE):  # the checksum stands behind the last byte
        pass


def _reader(data: _Data, budget: Budget, *, is_file: bool) -> Callable[[], bytes]:
    def read() -> bytes:
        if not is_file:
            raise UnsafeDocumentError("A link, a device or a sparse file: no invoice needs one.")
        budget.check_member(data.size)
        return data.read(data.size)

    return read


def _header(stream: Readable) -> bytes:
    """Return the next header; nothing at the end mark."""
    block = read_exactly(stream, BLOCK)
    if len(block) < BLOCK:
        raise _cut()
    if not block.strip(b"\0"):
        return b""
    others = block[:148] + b" " * 8 + block[156:]
    signed = sum(byte - 256 * (byte > 127) for byte in others)
    if _number(block[148:156]) not in (sum(others), signed):
        raise MalformedDocumentError("The tar is damaged, or it is none.")
    return block


def _number(digits: bytes) -> int:
    if digits[0] & 0x80:
        return int.from_bytes(digits, "big") & ((1 << (8 * len(digits) - 1)) - 1)
    text = digits.strip(b" \0")
    if text.strip(b"01234567"):
        raise MalformedDocumentError("The tar is damaged, or it is none.")
    return int(text or b"0", 8)


def _name(header: bytes) -> str:
    name = _text(header[:100])
    prefix = _text(header[345:500]) if header[257:263] == b"ustar\0" else ""
    return f"{prefix}/{name}" if prefix else name


def _text(data: bytes) -> str:
    return data.partition(b"\0")[0].decode("utf-8", "replace")


def _describe(about: _Next, kind: bytes, data: _Data) -> None:
    if data.size > _DESCRIPTION_BYTES:
        raise LimitExceededError(
            "file_name_characters", value=data.size, maximum=_DESCRIPTION_BYTES
        )
    text = data.read(data.size)
    data.skip()
    if kind == _LONG_NAME:
        about.name = _text(text)
    elif kind in _DESCRIBES_NEXT:
        for key, value in _records(text):
            if key == b"path":
                about.name = value.decode("utf-8", "replace")
            elif key == b"size":
                about.size = _whole(value)
            elif key.startswith(b"GNU.sparse."):
                about.is_sparse = True


def _records(text: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Yield the keys and values of a pax header: lines that begin with their own length."""
    while text:
        length, _, _ = text.partition(b" ")
        end = _whole(length)
        key, equals, value = text[len(length) + 1 : end - 1].partition(b"=")
        if not equals or text[end - 1 : end] != b"\n":
            raise MalformedDocumentError("The tar is damaged: a description cannot be read.")
        yield key, value
        text = text[end:]


def _whole(digits: bytes) -> int:
    if not digits.isdigit() or len(digits) > 20:
        raise MalformedDocumentError("The tar is damaged: a description cannot be read.")
    return int(digits)


def _skip_map(header: bytes, stream: Readable) -> None:
    more = header[482:483]
    while more.strip(b"\0"):
        block = read_exactly(stream, BLOCK)
        if len(block) < BLOCK:
            raise _cut()
        more = block[504:505]


def _cut() -> MalformedDocumentError:
    return MalformedDocumentError("The tar is cut: it ends without its end mark.")
