"""What a reader asks of a PDF, answered from its bytes: the twin of what the engine is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice
from typing import Final

from chorus_sdk._pdf.direct.document import Document, Stream
from chorus_sdk._pdf.direct.syntax import Data, Text, Undecided, Value
from chorus_sdk._pdf.embedded import ANNOTATION, ASSOCIATED, NAME_TREE, EmbeddedFile
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.limits import MIB

_TREE_DEPTH = 32
_ANNOTATED_PAGES = 200
_FIELDS = 2_000
_PAGE = re.compile(rb"/Type[\x00\t\n\x0c\r ]*/Page[\x00\t\n\x0c\r />]")
_NEEDED: Final = frozenset((b"/MediaBox", b"/Resources"))
_XMP_BYTES: Final = 4 * MIB
_DAMAGE = (ValueError, IndexError, TypeError, OverflowError, RecursionError)
"""What bytes that are not plain may lead to in any of the walks: the engine is asked then."""


class Facts:
    """The facts of one plain document (*faits*): `signed`, `xmp` and `files`."""

    __slots__ = ("_document", "files", "signed", "xmp")

    def __init__(self, data: Data, maximum: int) -> None:
        """Find them all.

        Raises:
            Undecided: not plain enough.
            LimitExceededError: more than `maximum` embedded files.
        """
        try:
            self._document = Document(data)
            self.signed = self._is_signed()
            self.xmp = self._xmp()
            self.files = self._files(maximum)
        except LimitExceededError as error:
            if error.limit == "pdf_embedded_files":
                raise
            raise Undecided from error
        except (MalformedDocumentError, *_DAMAGE) as error:
            raise Undecided from error

    def _xmp(self) -> bytes | None:
        metadata = self._document.get(self._document.root.get(b"/Metadata"))
        return metadata.unpack(_XMP_BYTES) if isinstance(metadata, Stream) else None

    def _is_signed(self) -> bool:
        document = self._document
        form = document.root.get(b"/AcroForm")
        if form is None:
            return False
        waiting: list[tuple[Value, Value]] = [
            (field, None) for field in document.items(document.dictionary(form).get(b"/Fields"))
        ]
        for visited in range(_FIELDS + 1):
            if not waiting:
                return False
            item, inherited = waiting.pop()
            field = document.get(item)
            if not isinstance(field, dict) or visited == _FIELDS:
                raise Undecided
            kind = document.get(field.get(b"/FT", inherited))
            if kind == b"/Sig" and isinstance(document.get(field.get(b"/V")), dict):
                return True
            kids = document.items(field.get(b"/Kids"))
            waiting.extend((kid, kind) for kid in kids)  # type: ignore[misc]
        raise Undecided

    def _files(self, maximum: int) -> tuple[EmbeddedFile, ...]:
        document = self._document
        found: dict[object, tuple[dict[bytes, Value], set[str]]] = {}
        for place, value in self._specifications():
            specification = document.get(value)
            if isinstance(specification, dict):
                key = value if type(value) is tuple else id(specification)
                found.setdefault(key, (specification, set()))[1].add(place)
                if len(found) > maximum:
                    raise LimitExceededError("pdf_embedded_files", value=None, maximum=maximum)
        files = (self._embedded(specification, places) for specification, places in found.values())
        return tuple(file for file in files if file is not None)

    def _specifications(self) -> Iterator[tuple[str, Value]]:
        document = self._document
        root = document.root
        names = document.get(root.get(b"/Names"))
        if isinstance(names, dict):
            for value in self._tree_values(names.get(b"/EmbeddedFiles"), set(), 0):
                yield NAME_TREE, value
        for value in document.items(root.get(b"/AF")):
            yield ASSOCIATED, value
        for page in islice(
            self._annotated(root.get(b"/Pages"), set(), frozenset(), 0), _ANNOTATED_PAGES
        ):
            for annotation in document.items(page.get(b"/Annots")):
                about = self._attachment(annotation)
                if about is not None and b"/FS" in about:
                    yield ANNOTATION, about[b"/FS"]

    def _tree_values(self, node: Value, seen: set[Value], depth: int) -> Iterator[Value]:
        document = self._document
        found = document.get(node)
        if depth > _TREE_DEPTH or not isinstance(found, dict) or _is_known(node, seen):
            return
        yield from document.items(found.get(b"/Names"))[1::2]
        for kid in document.items(found.get(b"/Kids")):
            yield from self._tree_values(kid, seen, depth + 1)

    def _annotated(
        self, node: Value, seen: set[Value], above: frozenset[bytes], depth: int
    ) -> Iterator[dict[bytes, Value]]:
        """Yield the pages in their order; one without annotations as an empty dictionary.

        `above` are the entries that a page inherits. One that lacks what every page has is for the
        engine to mend.
        """
        document = self._document
        if depth > _TREE_DEPTH or _is_known(node, seen):
            return
        if type(node) is tuple and depth:
            region = document.region(node)
            if region is not None and b"/Annots" not in region and b"/Kids" not in region:
                has_all = all(key in region or key in above for key in _NEEDED)
                if _PAGE.search(region) is None or not has_all:
                    raise Undecided
                yield {}
                return
        found = document.get(node)
        if not isinstance(found, dict):
            raise Undecided
        known = above.union(found) & _NEEDED
        if b"/Kids" not in found:
            if found.get(b"/Type") != b"/Page" or known != _NEEDED:
                raise Undecided
            yield found
            return
        for kid in document.items(found[b"/Kids"]):
            yield from self._annotated(kid, seen, known, depth + 1)

    def _attachment(self, annotation: Value) -> dict[bytes, Value] | None:
        document = self._document
        if type(annotation) is tuple:
            region = document.region(annotation)
            if region is not None and b"FileAttachment" not in region:
                return None
        about = document.dictionary(annotation)
        subtype = document.get(about.get(b"/Subtype"))
        return about if subtype == b"/FileAttachment" else None

    def _embedded(self, specification: dict[bytes, Value], places: set[str]) -> EmbeddedFile | None:
        document = self._document
        files = document.dictionary(specification.get(b"/EF"))
        stream = document.get(files.get(b"/F", files.get(b"/UF")))
        if not isinstance(stream, Stream):
            return None
        _ = stream.is_deflated  # decided now, not when it is unpacked
        about = stream.about
        parameters = document.dictionary(about.get(b"/Params"))
        checksum = document.get(parameters.get(b"/CheckSum"))
        relationship = document.text(specification.get(b"/AFRelationship"))
        mime = document.text(about.get(b"/Subtype"))
        name = document.text(specification.get(b"/UF")) or document.text(specification.get(b"/F"))
        return EmbeddedFile(
            name=name or "",
            relationship=relationship.lstrip("/") if relationship else None,
            mime=mime.lstrip("/") if mime else None,
            description=document.text(specification.get(b"/Desc")),
            places=frozenset(places),
            checksum=bytes(checksum) if isinstance(checksum, Text) else None,
            modified=document.text(parameters.get(b"/ModDate")),
            unpack=stream.unpack,
        )


def _is_known(node: Value, seen: set[Value]) -> bool:
    """Tell whether a node was seen before; one without a number cannot be in a loop."""
    if type(node) is not tuple:
        return False
    known = node in seen
    seen.add(node)
    return known
