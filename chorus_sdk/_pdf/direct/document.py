"""A plain PDF: its objects, resolved as they are asked for."""

from __future__ import annotations

import zlib
from dataclasses import dataclass
from typing import Final

from chorus_sdk._deflate import inflate_head
from chorus_sdk._pdf.direct.crossref import (
    END_OBJECT,
    END_STREAM,
    FREE,
    OBJECT,
    PACKED,
    STREAM,
    cross_reference,
)
from chorus_sdk._pdf.direct.syntax import (
    PLAIN_OBJECT,
    Data,
    Reference,
    Text,
    Undecided,
    Value,
    parse,
)
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.limits import MIB

_PACKED_BYTES = 16 * MIB
_HEADERS: Final = frozenset((b"%PDF-1.", b"%PDF-2."))
_ASCII: Final = frozenset(range(0x20, 0x7F))
_LATIN: Final = _ASCII | frozenset(range(0xA1, 0x100)) - {0xAD}
"""Where PDFDocEncoding (ISO 32000-1, annex D) is Latin-1."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A stream: its dictionary and where its raw bytes stand."""

    about: dict[bytes, Value]
    data: Data
    start: int
    end: int

    @property
    def is_deflated(self) -> bool:
        """True for Flate without parameters, false for no filter; anything else is Undecided."""
        packing = self.about.get(b"/Filter")
        if b"/F" in self.about:
            raise Undecided  # its bytes stand in another file
        if packing is None or packing == []:
            return False
        if packing in (b"/FlateDecode", [b"/FlateDecode"]) and b"/DecodeParms" not in self.about:
            return True
        raise Undecided

    def unpack(self, maximum: int, head: int | None = None) -> bytes:
        """Unpack it, or its head, without ever holding more than `maximum` bytes of it.

        Raises:
            LimitExceededError: all of it is asked for, and it is longer than `maximum`.
            MalformedDocumentError: the stream is damaged.
        """
        wanted = maximum + 1 if head is None else head
        raw = self.data[self.start : self.end]
        try:
            unpacked = inflate_head(raw, wanted) if self.is_deflated else raw
        except zlib.error as error:
            raise MalformedDocumentError("A file inside the PDF is damaged.") from error
        if head is None and len(unpacked) > maximum:
            raise LimitExceededError("pdf_embedded_bytes", value=None, maximum=maximum)
        return unpacked[:wanted]


class Document:
    """A PDF that is read directly (*document*); every method may raise Undecided."""

    def __init__(self, data: Data) -> None:
        if data[:7] not in _HEADERS:
            raise Undecided
        self._data = data
        self._where = cross_reference(data)
        self._known: dict[int, Value | Stream] = {}
        self._packed: dict[int, tuple[bytes, list[int]]] = {}
        root = self.get(self._where.trailer.get(b"/Root"))
        if not isinstance(root, dict) or root.get(b"/Type") != b"/Catalog":
            raise Undecided
        if not isinstance(self.get(root.get(b"/Pages")), dict):
            raise Undecided
        self.root = root

    def get(self, value: Value | Stream) -> Value | Stream:
        """Return what a value stands for: itself, or the object that it refers to."""
        if type(value) is not tuple:
            return value
        number, generation = value
        if number in self._known:
            return self._known[number]
        found = self._load(number, generation)
        if type(found) is tuple:
            raise Undecided  # a reference to a reference
        self._known[number] = found
        return found

    def dictionary(self, value: Value | Stream) -> dict[bytes, Value]:
        """Return a dictionary or the one of a stream; an empty one for anything else."""
        found = self.get(value)
        if isinstance(found, Stream):
            return found.about
        return found if isinstance(found, dict) else {}

    def items(self, value: Value | Stream) -> list[Value]:
        """Return the items of an array, unresolved, or a single value as a list of one."""
        found = self.get(value)
        if isinstance(found, list):
            return found
        if found is None:
            return []
        return [value] if not isinstance(value, Stream) else []

    def text(self, value: Value) -> str | None:
        """Return a string or a name as text, or None for anything else."""
        found = self.get(value)
        if not isinstance(found, bytes):
            return None
        if found.startswith(b"\xfe\xff") and isinstance(found, Text):
            return found[2:].decode("utf-16-be")
        if isinstance(found, Text) and _LATIN.issuperset(found):
            return found.decode("latin-1")
        if not _ASCII.issuperset(found):
            raise Undecided
        return found.decode("ascii")

    def region(self, reference: Reference) -> bytes | None:
        """Return the bytes of an object unparsed, where it stands plainly, else None."""
        kind, offset, generation = self._where.entry(reference[0])
        if kind != 1 or generation != reference[1]:
            return None
        piece = PLAIN_OBJECT.match(self._data, offset)
        if piece is None or int(piece[1]) != reference[0]:
            return None
        return piece[0] if piece[0].count(b"<<") == piece[0].count(b">>") else None

    def _load(self, number: int, generation: int) -> Value | Stream:
        kind, where, which = self._where.entry(number)
        if kind == FREE:
            return None
        if kind == PACKED:
            return self._from_packed(number, where, which)
        header = OBJECT.match(self._data, where)
        if header is None or int(header[1]) != number or generation != which:
            raise Undecided
        if int(header[2]) != generation:
            raise Undecided
        value, end = parse(self._data, header.end())
        begin = STREAM.match(self._data, end) if isinstance(value, dict) else None
        if begin is not None and isinstance(value, dict):
            return self._stream(value, begin.end())
        if END_OBJECT.match(self._data, end) is None:
            raise Undecided
        return value

    def _stream(self, about: dict[bytes, Value], start: int) -> Stream:
        length = self.get(about.get(b"/Length"))
        if type(length) is not int or length < 0:
            raise Undecided
        if END_STREAM.match(self._data, start + length) is None:
            raise Undecided
        return Stream(about, self._data, start, start + length)

    def _from_packed(self, number: int, stream_number: int, index: int) -> Value:
        if stream_number not in self._packed:
            self._packed[stream_number] = self._unpack_objects(stream_number)
        content, header = self._packed[stream_number]
        if 2 * index + 1 >= len(header) or header[2 * index] != number:
            raise Undecided
        return parse(content, header[2 * index + 1])[0]

    def _unpack_objects(self, number: int) -> tuple[bytes, list[int]]:
        if self._where.entry(number)[0] != 1:
            raise Undecided  # an object stream never stands in another
        stream = self.get((number, 0))
        if not isinstance(stream, Stream) or stream.about.get(b"/Type") != b"/ObjStm":
            raise Undecided
        first, count = self.get(stream.about.get(b"/First")), self.get(stream.about.get(b"/N"))
        if type(first) is not int or type(count) is not int:
            raise Undecided
        content = stream.unpack(_PACKED_BYTES)
        numbers = [int(one) for one in content[:first].split()]
        if len(numbers) != 2 * count:
            raise Undecided
        numbers[1::2] = [offset + first for offset in numbers[1::2]]
        return content, numbers
