"""Objects of the engine, asked without trust: what is not as expected counts as not there."""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from typing import Final

import pikepdf

from chorus_sdk._deflate import inflate_head, unpacks_beyond
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError

TREE_DEPTH: Final = 32
"""Levels of a tree that are walked; a loop ends there."""
ENGINE_ERRORS: Final = (
    pikepdf.PdfError,
    RuntimeError,
    TypeError,
    ValueError,
    KeyError,
    AttributeError,
)


def dictionary(value: object) -> pikepdf.Object:
    """Return a dictionary or the one of a stream; an empty one for anything else."""
    return (
        value if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) else pikepdf.Dictionary()
    )


def items(value: object) -> list[pikepdf.Object]:
    """Return the items of an array, or a single value as a list of one."""
    if isinstance(value, pikepdf.Array):
        return list(value)
    return [] if value is None else [value]  # type: ignore[list-item]


def text(value: object) -> str | None:
    """Return a string or a name as text, or None."""
    try:
        return str(value) if isinstance(value, (pikepdf.String, pikepdf.Name)) else None
    except UnicodeDecodeError:
        return None


def tree_values(root: object) -> Iterator[pikepdf.Object]:
    """Yield the values of a name tree in its order."""
    for node in _nodes(root, set(), 0):
        yield from items(node.get("/Names"))[1::2]


def pages(root: object) -> Iterator[pikepdf.Object]:
    """Yield the pages of a page tree in its order."""
    return (node for node in _nodes(root, set(), 0) if "/Kids" not in node)


def signature_fields(fields: object) -> Iterator[pikepdf.Object]:
    """Yield the fields of a form that hold a signature."""
    return _signed(fields, None, set(), 0)


def _signed(
    fields: object, inherited: object, seen: set[object], depth: int
) -> Iterator[pikepdf.Object]:
    for item in items(fields):
        if isinstance(item, pikepdf.Dictionary) and _is_new(item, seen) and depth < TREE_DEPTH:
            kind = item.get("/FT", inherited)
            if kind == "/Sig" and isinstance(item.get("/V"), pikepdf.Dictionary):
                yield item
            yield from _signed(item.get("/Kids"), kind, seen, depth + 1)


def _nodes(node: object, seen: set[object], depth: int) -> Iterator[pikepdf.Object]:
    """Yield the nodes of a tree, parents first, each once: a tree may be a loop."""
    if not isinstance(node, pikepdf.Dictionary) or depth > TREE_DEPTH or not _is_new(node, seen):
        return
    yield node
    for kid in items(node.get("/Kids")):
        yield from _nodes(kid, seen, depth + 1)


def _is_new(node: pikepdf.Object, seen: set[object]) -> bool:
    """Tell whether an object was not seen before; one without a number cannot be in a loop."""
    if not node.is_indirect:
        return True
    known = node.objgen in seen
    seen.add(node.objgen)
    return not known


def unpack(stream: pikepdf.Object, maximum: int, head: int | None = None) -> bytes:
    """Unpack a stream, or its head, without ever holding more than `maximum` bytes of it.

    Raises:
        LimitExceededError: all of it is asked for, and it is longer than `maximum`.
        MalformedDocumentError: the stream is damaged.
    """
    wanted = maximum + 1 if head is None else head
    try:
        raw = bytes(stream.read_raw_bytes())
        filters = [str(name) for name in items(stream.get("/Filter"))]
        if not filters:
            unpacked = raw
        elif filters == ["/FlateDecode"] and "/DecodeParms" not in stream:
            unpacked = inflate_head(raw, wanted)
        elif unpacks_beyond(raw, filters, maximum):
            raise LimitExceededError("pdf_embedded_bytes", value=None, maximum=maximum)
        else:
            unpacked = bytes(stream.read_bytes(pikepdf.StreamDecodeLevel.specialized))
    except LimitExceededError:
        raise
    except (*ENGINE_ERRORS, zlib.error) as error:
        raise MalformedDocumentError("A file inside the PDF is damaged.") from error
    if head is None and len(unpacked) > maximum:
        raise LimitExceededError("pdf_embedded_bytes", value=None, maximum=maximum)
    return unpacked[:wanted]
