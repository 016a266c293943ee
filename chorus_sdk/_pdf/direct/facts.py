"""What a reader asks of a PDF, answered from its bytes: the twin of what the engine is asked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chorus_sdk._pdf.direct.document import Document, Stream
from chorus_sdk._pdf.direct.pieces import Held, Pieces
from chorus_sdk._pdf.direct.syntax import Reference, Text, Undecided, Value
from chorus_sdk._pdf.embedded import ANNOTATION, ASSOCIATED, NAME_TREE, EmbeddedFile
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError
from chorus_sdk.limits import MIB

_TREE_DEPTH = 32
_ANNOTATED_PAGES = 200
_FIELDS = 2_000
_PAGE = re.compile(rb"/Type[\x00\t\n\x0c\r ]*/Page(?![^\x00\t\n\x0c\r />])")
_NEEDED: Final = frozenset((b"/MediaBox", b"/Resources"))
_XMP_BYTES: Final = 4 * MIB
_DAMAGE = (ValueError, IndexError, TypeError, OverflowError, RecursionError)
"""What bytes that are not plain may lead to in any of the walks: the engine is asked then."""


class _Walk:
    """Where a walk through the pages stands (*parcours*)."""

    __slots__ = ("found", "pages", "seen")

    def __init__(self, found: list[dict[bytes, Value]], seen: set[Value]) -> None:
        self.found = found
        self.seen = seen
        self.pages = 0


class Facts:
    """The facts of one plain document (*faits*): `signed`, `xmp` and `files`."""

    __slots__ = ("_document", "files", "signed", "xmp")

    def __init__(self, data: bytes | Pieces, maximum: int, *, metadata: bool = True) -> None:
        """Find them all; without `metadata`, the XMP is not read and None.

        Raises:
            Undecided: not plain enough.
            LimitExceededError: more than `maximum` embedded files.
        """
        try:
            self._document = Document(Held(data) if isinstance(data, bytes) else data)
            self.signed = self._is_signed()
            self.xmp = self._xmp() if metadata else None
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
        files = [self._embedded(specification, places) for specification, places in found.values()]
        return tuple([file for file in files if file is not None])

    def _specifications(self) -> Iterator[tuple[str, Value]]:
        document, root = self._document, self._document.root
        names = root.get(b"/Names")
        tree = document.dictionary(names).get(b"/EmbeddedFiles") if names is not None else None
        if tree is not None:
            for value in self._tree_values(tree, set(), 0):
                yield NAME_TREE, value
        associated = root.get(b"/AF")
        if associated is not None:
            for value in document.items(associated):
                yield ASSOCIATED, value
        for page in self._annotated(root.get(b"/Pages")):
            for annotation in document.items(page.get(b"/Annots")):
                about = self._attachment(annotation)
                if about is not None and b"/FS" in about:
                    yield ANNOTATION, about[b"/FS"]

    def _tree_values(self, node: Value, seen: set[Value], depth: int) -> list[Value]:
        document = self._document
        found = document.get(node)
        if depth > _TREE_DEPTH or not isinstance(found, dict) or _is_known(node, seen):
            return []
        values = document.items(found.get(b"/Names"))[1::2]
        if b"/Kids" in found:
            for kid in document.items(found[b"/Kids"]):
                values += self._tree_values(kid, seen, depth + 1)
        return values

    def _annotated(self, root: Value) -> list[dict[bytes, Value]]:
        """Return those of the first pages that have annotations, in their order."""
        found: list[dict[bytes, Value]] = []
        self._walk(root, _Walk(found, set()), frozenset(), 0)
        return found

    def _walk(self, node: Value, walk: _Walk, above: frozenset[bytes], depth: int) -> None:
        """Find the pages below a node; `above` are the entries that they inherit.

        A page that lacks what every page has is for the engine to mend.
        """
        document = self._document
        if depth > _TREE_DEPTH or walk.pages >= _ANNOTATED_PAGES or _is_known(node, walk.seen):
            return
        found = document.get(node)
        if not isinstance(found, dict):
            raise Undecided
        known = above.union(found) & _NEEDED
        if b"/Kids" not in found:
            if found.get(b"/Type") != b"/Page" or known != _NEEDED:
                raise Undecided
            walk.pages += 1
            if b"/Annots" in found:
                walk.found.append(found)
            return
        for kid in document.items(found[b"/Kids"]):
            if type(kid) is tuple and kid not in walk.seen and self._is_bare(kid, known):
                walk.seen.add(kid)
                walk.pages += 1
            else:
                self._walk(kid, walk, known, depth + 1)
            if walk.pages >= _ANNOTATED_PAGES:
                return

    def _is_bare(self, page: Reference, above: frozenset[bytes]) -> bool:
        """Tell whether it is a page without annotations, by a look at what is written."""
        body = self._document.body(page)
        if body is None or b"/Annots" in body or b"/Kids" in body:
            return False
        for key in _NEEDED:
            if key not in above and key not in body:
                return False
        return _PAGE.search(body) is not None

    def _attachment(self, annotation: Value) -> dict[bytes, Value] | None:
        document = self._document
        if type(annotation) is tuple:
            body = document.body(annotation)
            if body is not None and b"FileAttachment" not in body:
                return None
        about = document.dictionary(annotation)
        subtype = document.get(about.get(b"/Subtype"))
        return about if subtype == b"/FileAttachment" else None

    def _embedded(self, specification: dict[bytes, Value], places: set[str]) -> EmbeddedFile | None:
        document = self._document
        files = document.dictionary(specification.get(b"/EF"))
        stream = document.get(files.get(b"/F", files.get(b"/UF")))
        if type(stream) is not Stream:
            return None
        _ = stream.is_deflated  # decided now, not when it is unpacked
        about, text, known = stream.about, document.text, specification.get
        stated = document.dictionary(about.get(b"/Params")).get
        checksum = document.get(stated(b"/CheckSum"))
        relationship = text(known(b"/AFRelationship"))
        mime = text(about.get(b"/Subtype"))
        return EmbeddedFile(
            name=text(known(b"/UF")) or text(known(b"/F")) or "",
            relationship=relationship.lstrip("/") if relationship else None,
            mime=mime.lstrip("/") if mime else None,
            description=text(known(b"/Desc")),
            places=frozenset(places),
            checksum=bytes(checksum) if type(checksum) is Text else None,
            modified=text(stated(b"/ModDate")),
            unpack=stream.unpack,
        )


def _is_known(node: Value, seen: set[Value]) -> bool:
    """Tell whether a node was seen before; one without a number cannot be in a loop."""
    if type(node) is not tuple:
        return False
    known = node in seen
    seen.add(node)
    return known
