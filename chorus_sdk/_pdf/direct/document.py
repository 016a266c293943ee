"""A plain PDF: its objects, resolved as they are asked for."""

from __future__ import annotations

import zlib
from typing import Final

from chorus_sdk._deflate import inflate_head
from chorus_sdk._pdf.direct.crossref import FREE, PACKED, cross_reference
from chorus_sdk._pdf.direct.objects import END_STREAM_BYTES, WINDOW, ends_stream, read_object
from chorus_sdk._pdf.direct.pieces import Pieces
from chorus_sdk._pdf.direct.plain import DICTIONARY, OBJECT, pairs
from chorus_sdk._pdf.direct.syntax import Reference, Text, Undecided, Value, parse
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.limits import MIB

_PACKED_BYTES = 16 * MIB
_DEFLATE_OVERHEAD = 64
"""Bytes that a packed head is longer than what it holds, but for a very odd packer."""
_HEADERS: Final = frozenset((b"%PDF-1.", b"%PDF-2."))
_ASCII: Final = bytes(range(0x20, 0x7F))
_LATIN: Final = _ASCII + bytes(set(range(0xA1, 0x100)) - {0xAD})
"""Where PDFDocEncoding (ISO 32000-1, annex D) is Latin-1."""


class Stream:
    """A stream: its dictionary and where its raw bytes stand."""

    __slots__ = ("about", "length", "pieces", "start")

    def __init__(self, about: dict[bytes, Value], pieces: Pieces, start: int, length: int) -> None:
        self.about = about
        self.pieces = pieces
        self.start = start
        self.length = length

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
        try:
            unpacked = self._unpacked(wanted)
        except zlib.error as error:
            raise MalformedDocumentError("A file inside the PDF is damaged.") from error
        if head is None and len(unpacked) > maximum:
            raise LimitExceededError("pdf_embedded_bytes", value=None, maximum=maximum)
        return unpacked[:wanted]

    def _unpacked(self, wanted: int) -> bytes:
        """Unpack from the first bytes; from all of them where those were not enough."""
        pieces, start, length = self.pieces, self.start, self.length
        if not self.is_deflated:
            return pieces.read(start, min(length, wanted))
        count = min(length, wanted + _DEFLATE_OVERHEAD)
        unpacked = inflate_head(pieces.read(start, count), wanted)
        if count < length and len(unpacked) < wanted:
            unpacked = inflate_head(pieces.read(start, length), wanted)
        return unpacked


class Document:
    """A PDF that is read directly (*document*); every method may raise Undecided."""

    def __init__(self, pieces: Pieces) -> None:
        if pieces.read(0, 7) not in _HEADERS:
            raise Undecided
        self._pieces = pieces
        self._where = cross_reference(pieces)
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
        known = self._known
        if number in known:
            return known[number]
        found = self._load(number, generation)
        if type(found) is tuple:
            raise Undecided  # a reference to a reference
        known[number] = found
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
        if value is None:
            return None
        found = self.get(value) if type(value) is tuple else value
        if not isinstance(found, bytes):
            return None
        if type(found) is Text:
            if found.startswith(b"\xfe\xff"):
                return found[2:].decode("utf-16-be")
            if not found.translate(None, _LATIN):
                return found.decode("latin-1")
        if found.translate(None, _ASCII):
            raise Undecided
        return found.decode("ascii")

    def body(self, reference: Reference) -> bytes | None:
        """Return what stands between << and >> of a dictionary, unread; None where it is unusual.

        It holds no name that is written in an unusual way, and no remark.
        """
        number, generation = reference
        kind, where, which = self._where.entry(number)
        if kind == PACKED:
            found = DICTIONARY.match(*self._content_at(number, where, which))
            return None if found is None else found[1]
        if kind == FREE or generation != which:
            return None
        found = OBJECT.match(self._pieces.read(where, WINDOW))
        if found is None or int(found[1]) != number or int(found[2]) != generation or found[4]:
            return None
        return found[3]

    def _load(self, number: int, generation: int) -> Value | Stream:
        kind, where, which = self._where.entry(number)
        if kind == FREE:
            return None
        if kind == PACKED:
            return self._from_packed(number, where, which)
        if generation != which:
            raise Undecided
        value, begin = read_object(self._pieces, where, number, generation)
        if begin is None or not isinstance(value, dict):
            return value
        length = self.get(value.get(b"/Length"))
        if type(length) is not int or length < 0:
            raise Undecided
        if not ends_stream(self._pieces.read(begin + length, END_STREAM_BYTES)):
            raise Undecided
        return Stream(value, self._pieces, begin, length)

    def _from_packed(self, number: int, stream_number: int, index: int) -> Value:
        content, place = self._content_at(number, stream_number, index)
        found = DICTIONARY.match(content, place)
        return parse(content, place)[0] if found is None else pairs(found[1])

    def _content_at(self, number: int, stream_number: int, index: int) -> tuple[bytes, int]:
        """Return the content of an object stream, and where an object begins in it."""
        known = self._packed.get(stream_number)
        if known is None:
            known = self._packed[stream_number] = self._unpack_objects(stream_number)
        content, header = known
        if 2 * index + 1 >= len(header) or header[2 * index] != number:
            raise Undecided
        return content, header[2 * index + 1]

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
