"""From bytes to an invoice and back, for every syntax that is a table."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from chorus_sdk._xml import Element, parse
from chorus_sdk.errors import LossyDocumentError, UnknownFormatError
from chorus_sdk.formats.base import FormatId, Written
from chorus_sdk.formats.binding.instances import Part, build_invoice
from chorus_sdk.formats.binding.reading import Reader
from chorus_sdk.formats.binding.table import Syntax
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import Limits

if TYPE_CHECKING:
    from chorus_sdk.formats.binding.writing import Writer


@dataclass(frozen=True, eq=False)
class Document:
    """One kind of document: its name, its root, its reader and its writer.

    Reader and writer are compiled at their first use: a table has two thousand rows, and most
    processes read one kind and write none.
    """

    format_id: FormatId
    tag: str
    syntax: Syntax

    @cached_property
    def reader(self) -> Reader:
        """The reader, compiled from the table."""
        return Reader(self.syntax)

    @cached_property
    def writer(self) -> Writer:
        """The writer, compiled from the table."""
        from chorus_sdk.formats.binding.writing import Writer

        return Writer(self.syntax)


def document(format_id: FormatId, syntax: Syntax) -> Document:
    """Make a kind of document of a table."""
    return Document(format_id, syntax.name(syntax.root.tag), syntax)


def read(data: bytes, kinds: tuple[Document, ...], limits: Limits) -> Invoice:
    """Read a document whose root is that of one of these kinds.

    Raises:
        UnknownFormatError: another root.
        MalformedDocumentError: not well-formed.
        UnsafeDocumentError: a DOCTYPE, or a limit is passed.
    """
    return read_tree(parse(data, limits), data, kinds)


def read_tree(root: Element, data: bytes, kinds: tuple[Document, ...]) -> Invoice:
    """Read a document that is parsed already; `data` is what it was parsed from.

    Raises:
        UnknownFormatError: its root is that of none of these kinds.
    """
    kind = next((kind for kind in kinds if kind.tag == root.tag), None)
    if kind is None:
        names = ", ".join(kind.tag for kind in kinds)
        raise UnknownFormatError(f"The root element is none of {names}.")
    run = kind.reader.run(root)
    origin: Part = {
        "format": str(kind.format_id),
        "sha256": hashlib.sha256(data).hexdigest(),
        "remarks": run.remarks,
    }
    return build_invoice({**run.invoice, "unmapped": run.unmapped, "origin": origin})


def compose(invoice: Invoice, kind: Document) -> Written:
    """Write what the syntax can carry, and say what it cannot."""
    content, losses = kind.writer.write(invoice)
    return Written(content=content, losses=losses)


def content_of(written: Written, format_id: FormatId) -> bytes:
    """Return the document, unless something of the invoice is missing from it.

    Raises:
        LossyDocumentError: names every place that would be lost.
    """
    if written.losses:
        places = tuple(loss.path for loss in written.losses)
        raise LossyDocumentError(
            f"{format_id} cannot carry {len(places)} value(s), the first at {places[0]}.",
            places=places,
            hint="Use compose() to write the rest and have the losses listed.",
        )
    return written.content
