"""The one door to PDF: nothing else of the library knows the engine (pikepdf).

A `PdfFile` answers questions about one document and hands out what is embedded in it, always
under limits: a stream is measured before it is unpacked. `PdfFile.save` writes the same bytes for
the same document. Errors of the engine are translated here.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import md5
from itertools import islice
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

import pikepdf

from chorus_sdk._deflate import inflate_head, unpacks_beyond
from chorus_sdk.errors import (
    EncryptedDocumentError,
    LimitExceededError,
    MalformedDocumentError,
)
from chorus_sdk.limits import DEFAULT_LIMITS, MIB, Limits

NAME_TREE: Final = "name-tree"
ASSOCIATED: Final = "af"
ANNOTATION: Final = "annotation"

_TREE_DEPTH = 32
_ANNOTATED_PAGES = 200
_XMP_BYTES = 4 * MIB
_SHOW_TEXT = frozenset({"Tj", "TJ", "'", '"'})
_ENGINE_ERRORS = (pikepdf.PdfError, RuntimeError, TypeError, ValueError, KeyError, AttributeError)


@dataclass(frozen=True, kw_only=True)
class EmbeddedFile:
    """One file inside a PDF (*fichier embarqué*).

    `relationship` is /AFRelationship without its slash, `places` where the PDF points to it:
    NAME_TREE, ASSOCIATED (/AF) and ANNOTATION; `checksum` the MD5 that the PDF states.
    """

    name: str
    relationship: str | None
    mime: str | None
    description: str | None
    places: frozenset[str]
    checksum: bytes | None
    modified: str | None
    _stream: pikepdf.Object = field(repr=False, compare=False)

    def head(self, count: int, limits: Limits = DEFAULT_LIMITS) -> bytes:
        """Return at most the first `count` bytes; nothing when it is damaged or past the limit."""
        try:
            return _unpack(self._stream, limits.pdf_embedded_bytes, head=count)
        except (MalformedDocumentError, LimitExceededError):
            return b""

    def content(self, limits: Limits = DEFAULT_LIMITS) -> bytes:
        """Return all of it.

        Raises:
            LimitExceededError: longer than `limits.pdf_embedded_bytes`, before it is unpacked.
            MalformedDocumentError: the stream is damaged.
        """
        return _unpack(self._stream, limits.pdf_embedded_bytes)


@dataclass(frozen=True, kw_only=True)
class FileToEmbed:
    """What `PdfFile.embed` writes (*fichier à embarquer*); `modified` carries its zone."""

    name: str
    content: bytes
    mime: str
    relationship: str
    description: str
    modified: datetime


class PdfFile:
    """One open PDF; a context manager.

    Attributes:
        encrypted: the document has an /Encrypt dictionary.
        damaged: it had to be repaired to be opened.
        truncated: its end is missing, and with it what stood there.
    """

    def __init__(self, source: bytes | Path, limits: Limits = DEFAULT_LIMITS) -> None:
        """Open it.

        Raises:
            EncryptedDocumentError: it needs a password.
            MalformedDocumentError: it cannot be opened, even with repair.
            LimitExceededError: longer than `limits.document_bytes`.
        """
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > limits.document_bytes:
            raise LimitExceededError("document_bytes", value=size, maximum=limits.document_bytes)
        self._limits = limits
        self._pdf = _open(io.BytesIO(source) if isinstance(source, bytes) else source)
        self._root = self._pdf.Root
        self.encrypted = self._pdf.is_encrypted
        warnings = [str(warning) for warning in self._pdf.get_warnings()]
        self.truncated = any("find startxref" in warning for warning in warnings)
        self.damaged = bool(warnings) or not isinstance(
            self._root.get("/Pages"), pikepdf.Dictionary
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._pdf.close()

    # ── What is true of it ──────────────────────────────────────────────────────────────────

    def xmp(self) -> bytes | None:
        """Return the document's XMP packet, or None when there is none to read."""
        metadata = self._root.get("/Metadata")
        if not isinstance(metadata, pikepdf.Stream):
            return None
        try:
            return _unpack(metadata, _XMP_BYTES)
        except (MalformedDocumentError, LimitExceededError):
            return None

    def title(self) -> str | None:
        """Return the title of the Info dictionary, or None."""
        info = self._pdf.trailer.get("/Info")
        title = info.get("/Title") if isinstance(info, pikepdf.Dictionary) else None
        return str(title) if isinstance(title, pikepdf.String) and str(title) else None

    def is_signed(self) -> bool:
        """Tell whether a signature field holds a signature."""
        return next(self._signature_fields(), None) is not None

    def has_script(self) -> bool:
        """Tell whether the document carries JavaScript that runs by itself."""
        names = _dictionary(self._root.get("/Names"))
        action = _dictionary(self._root.get("/OpenAction"))
        return "/JavaScript" in names or action.get("/S") == "/JavaScript" or "/AA" in self._root

    def has_output_intent(self) -> bool:
        """Tell whether a PDF/A output intent is there already."""
        intents = self._root.get("/OutputIntents")
        return isinstance(intents, pikepdf.Array) and any(
            _dictionary(intent).get("/S") == "/GTS_PDFA1" for intent in _items(intents)
        )

    def fonts_not_embedded(self) -> tuple[str, ...]:
        """Return the names of the fonts that a reader would have to find elsewhere.

        Only fonts that show text count: one that is merely named harms no PDF/A.

        Raises:
            MalformedDocumentError: the content of a page cannot be read.
        """
        try:
            shown = [font for page in self._pdf.pages for font in _page_fonts(page.obj)]
            return tuple(sorted({name for font in shown if (name := _font_without_file(font))}))
        except _ENGINE_ERRORS as error:
            raise MalformedDocumentError("The content of a page is damaged.") from error

    def embedded_files(self) -> tuple[EmbeddedFile, ...]:
        """Return the files inside: those of the name tree in its order, then the others.

        Raises:
            LimitExceededError: more than `limits.pdf_embedded_files`.
        """
        found: dict[object, tuple[pikepdf.Object, set[str]]] = {}
        for place, specification in self._file_specifications():
            if not isinstance(specification, pikepdf.Dictionary):
                continue
            key = specification.objgen if specification.is_indirect else id(specification)
            found.setdefault(key, (specification, set()))[1].add(place)
            if len(found) > self._limits.pdf_embedded_files:
                raise LimitExceededError(
                    "pdf_embedded_files", value=None, maximum=self._limits.pdf_embedded_files
                )
        files = (_embedded(specification, places) for specification, places in found.values())
        return tuple(file for file in files if file is not None)

    # ── What is written ─────────────────────────────────────────────────────────────────────

    def strip(self) -> None:
        """Take every embedded file out, wherever the document points to one."""
        names = self._root.get("/Names")
        if isinstance(names, pikepdf.Dictionary) and "/EmbeddedFiles" in names:
            del names["/EmbeddedFiles"]
        for key in ("/AF", "/Collection"):
            if key in self._root:
                del self._root[key]
        for page in self._pdf.pages:
            _strip_page(page.obj)

    def unsign(self) -> None:
        """Empty every signature field, so that nothing claims a signature that is broken."""
        for signed in list(self._signature_fields()):
            del signed["/V"]
        for key in ("/Perms", "/DSS"):
            if key in self._root:
                del self._root[key]

    def embed(self, files: tuple[FileToEmbed, ...]) -> None:
        """Embed files by name tree and /AF, as PDF/A-3 wants; replaces what was there."""
        pairs: list[pikepdf.Object] = []
        ordered = sorted(files, key=lambda file: file.name.encode("utf-16-be"))
        for file in ordered:
            specification = self._pdf.make_indirect(_specification(self._pdf, file))
            pairs += [pikepdf.String(file.name), specification]
        if "/Names" not in self._root:
            self._root["/Names"] = pikepdf.Dictionary()
        self._root["/Names"]["/EmbeddedFiles"] = pikepdf.Dictionary(Names=pikepdf.Array(pairs))
        self._root["/AF"] = pikepdf.Array(pairs[1::2])

    def set_xmp(self, packet: bytes) -> None:
        """Replace the XMP, and drop the Info dictionary, so that both cannot disagree."""
        metadata = pikepdf.Stream(self._pdf, packet)
        metadata["/Type"] = pikepdf.Name.Metadata
        metadata["/Subtype"] = pikepdf.Name.XML
        self._root["/Metadata"] = self._pdf.make_indirect(metadata)
        if "/Info" in self._pdf.trailer:
            del self._pdf.trailer["/Info"]

    def drop_metadata(self) -> None:
        """Take the XMP out."""
        if "/Metadata" in self._root:
            del self._root["/Metadata"]

    def add_output_intent(self, profile: bytes, *, condition: str) -> None:
        """Say by an ICC profile (RGB) what the document's device colours mean."""
        stream = pikepdf.Stream(self._pdf, profile)
        stream["/N"] = 3
        intent = pikepdf.Dictionary(
            Type=pikepdf.Name.OutputIntent,
            S=pikepdf.Name.GTS_PDFA1,
            OutputConditionIdentifier=pikepdf.String(condition),
            Info=pikepdf.String(condition),
            DestOutputProfile=self._pdf.make_indirect(stream),
        )
        self._root["/OutputIntents"] = pikepdf.Array([self._pdf.make_indirect(intent)])

    def save(self, *, version: str | None = None) -> bytes:
        """Return the document's bytes: the same for the same document."""
        out = io.BytesIO()
        try:
            self._pdf.remove_unreferenced_resources()
            self._pdf.save(
                out,
                deterministic_id=True,
                fix_metadata_version=False,  # the engine would rewrite the XMP
                force_version=version or "",
                object_stream_mode=pikepdf.ObjectStreamMode.generate,
                stream_decode_level=pikepdf.StreamDecodeLevel.generalized,
                encryption=False,
            )
        except _ENGINE_ERRORS as error:
            raise MalformedDocumentError("The PDF cannot be written again.") from error
        return out.getvalue()

    # ── Walks ───────────────────────────────────────────────────────────────────────────────

    def _file_specifications(self) -> Iterator[tuple[str, pikepdf.Object]]:
        names = self._root.get("/Names")
        if isinstance(names, pikepdf.Dictionary):
            for value in _tree_values(names.get("/EmbeddedFiles"), 0):
                yield NAME_TREE, value
        for value in _items(self._root.get("/AF")):
            yield ASSOCIATED, value
        for page in islice(_pages(self._root.get("/Pages"), 0), _ANNOTATED_PAGES):
            for annotation in _items(page.get("/Annots")):
                about = _dictionary(annotation)
                if about.get("/Subtype") == "/FileAttachment" and "/FS" in about:
                    yield ANNOTATION, annotation["/FS"]

    def _signature_fields(self) -> Iterator[pikepdf.Object]:
        form = self._root.get("/AcroForm")
        if isinstance(form, pikepdf.Dictionary):
            yield from _signed(form.get("/Fields"), None, 0)


def _open(source: BinaryIO | Path) -> pikepdf.Pdf:
    try:
        return pikepdf.open(source)
    except pikepdf.PasswordError as error:
        raise EncryptedDocumentError(
            "The PDF cannot be opened without a password.",
            hint="Ask its sender for the document without protection.",
        ) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, AttributeError) as error:
        raise MalformedDocumentError("The PDF is damaged beyond repair.") from error


def _unpack(stream: pikepdf.Object, maximum: int, *, head: int | None = None) -> bytes:
    """Unpack a stream, or its head, without ever holding more than `maximum` bytes of it."""
    wanted = maximum + 1 if head is None else head
    try:
        raw = bytes(stream.read_raw_bytes())
        filters = [str(name) for name in _items(stream.get("/Filter"))]
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
    except (*_ENGINE_ERRORS, zlib.error) as error:
        raise MalformedDocumentError("A file inside the PDF is damaged.") from error
    if head is None and len(unpacked) > maximum:
        raise LimitExceededError("pdf_embedded_bytes", value=None, maximum=maximum)
    return unpacked[:wanted]


def _dictionary(value: object) -> pikepdf.Object:
    return (
        value if isinstance(value, (pikepdf.Dictionary, pikepdf.Stream)) else pikepdf.Dictionary()
    )


def _items(value: object) -> list[pikepdf.Object]:
    if isinstance(value, pikepdf.Array):
        return list(value)
    return [] if value is None else [value]  # type: ignore[list-item]


def _tree_values(node: object, depth: int) -> Iterator[pikepdf.Object]:
    if depth > _TREE_DEPTH or not isinstance(node, pikepdf.Dictionary):
        return
    yield from _items(node.get("/Names"))[1::2]
    for kid in _items(node.get("/Kids")):
        yield from _tree_values(kid, depth + 1)


def _pages(node: object, depth: int) -> Iterator[pikepdf.Object]:
    if depth > _TREE_DEPTH or not isinstance(node, pikepdf.Dictionary):
        return
    kids = node.get("/Kids")
    if kids is None:
        yield node
        return
    for kid in _items(kids):
        yield from _pages(kid, depth + 1)


def _signed(fields: object, inherited: object, depth: int) -> Iterator[pikepdf.Object]:
    if depth > _TREE_DEPTH:
        return
    for item in _items(fields):
        if isinstance(item, pikepdf.Dictionary):
            kind = item.get("/FT", inherited)
            if kind == "/Sig" and isinstance(item.get("/V"), pikepdf.Dictionary):
                yield item
            yield from _signed(item.get("/Kids"), kind, depth + 1)


def _text(value: object) -> str | None:
    try:
        return str(value) if isinstance(value, (pikepdf.String, pikepdf.Name)) else None
    except UnicodeDecodeError:
        return None


def _embedded(specification: pikepdf.Object, places: set[str]) -> EmbeddedFile | None:
    files = _dictionary(specification.get("/EF"))
    stream = files.get("/F", files.get("/UF"))
    if not isinstance(stream, pikepdf.Stream):
        return None
    parameters = _dictionary(stream.get("/Params"))
    checksum = parameters.get("/CheckSum")
    relationship = _text(specification.get("/AFRelationship"))
    mime = _text(stream.get("/Subtype"))
    return EmbeddedFile(
        name=_text(specification.get("/UF")) or _text(specification.get("/F")) or "",
        relationship=relationship.lstrip("/") if relationship else None,
        mime=mime.lstrip("/") if mime else None,
        description=_text(specification.get("/Desc")),
        places=frozenset(places),
        checksum=bytes(checksum) if isinstance(checksum, pikepdf.String) else None,
        modified=_text(parameters.get("/ModDate")),
        _stream=stream,
    )


def _strip_page(page: pikepdf.Object) -> None:
    if "/AF" in page:
        del page["/AF"]
    annotations = page.get("/Annots")
    if annotations is not None:
        page["/Annots"] = pikepdf.Array(
            [
                item
                for item in _items(annotations)
                if _dictionary(item).get("/Subtype") != "/FileAttachment"
            ]
        )


def _specification(pdf: pikepdf.Pdf, file: FileToEmbed) -> pikepdf.Dictionary:
    stamp = file.modified.strftime("D:%Y%m%d%H%M%S") + _offset(file.modified)
    stream = pikepdf.Stream(pdf, file.content)
    stream["/Type"] = pikepdf.Name.EmbeddedFile
    stream["/Subtype"] = pikepdf.Name(f"/{file.mime}")
    stream["/Params"] = pikepdf.Dictionary(
        ModDate=pikepdf.String(stamp),
        Size=len(file.content),
        CheckSum=pikepdf.String(md5(file.content, usedforsecurity=False).digest()),
    )
    embedded = pdf.make_indirect(stream)
    return pikepdf.Dictionary(
        Type=pikepdf.Name.Filespec,
        F=pikepdf.String(file.name),
        UF=pikepdf.String(file.name),
        AFRelationship=pikepdf.Name(f"/{file.relationship}"),
        Desc=pikepdf.String(file.description),
        EF=pikepdf.Dictionary(F=embedded, UF=embedded),
    )


def _offset(moment: datetime) -> str:
    zone = moment.strftime("%z")
    if not zone:
        raise ValueError("the moment of writing needs a zone")
    return "Z" if zone == "+0000" else f"{zone[:3]}'{zone[3:5]}'"


def _page_fonts(page: pikepdf.Object) -> Iterator[pikepdf.Object]:
    """Yield the fonts in which a page and its annotations show text."""
    node: pikepdf.Object = page
    resources: pikepdf.Object = pikepdf.Dictionary()
    for _ in range(_TREE_DEPTH):
        if "/Resources" in node or "/Parent" not in node:
            resources = _dictionary(node.get("/Resources"))
            break
        node = node["/Parent"]
    seen: set[object] = set()
    yield from _shown_fonts(page, resources, seen, 0)
    for annotation in _items(page.get("/Annots")):
        for look in _dictionary(_dictionary(annotation).get("/AP")).values():
            looks = [look] if isinstance(look, pikepdf.Stream) else _dictionary(look).values()
            for one in looks:
                yield from _shown_fonts(one, _dictionary(one.get("/Resources")), seen, 0)


def _shown_fonts(
    content: pikepdf.Object, resources: pikepdf.Object, seen: set[object], depth: int
) -> Iterator[pikepdf.Object]:
    fonts, drawn = _dictionary(resources.get("/Font")), _dictionary(resources.get("/XObject"))
    font: object = None
    saved: list[object] = []
    for instruction in pikepdf.parse_content_stream(content):
        operator, operands = str(instruction.operator), instruction.operands
        if operator == "Tf":
            font = fonts.get(operands[0])  # type: ignore[call-overload]
        elif operator in _SHOW_TEXT and isinstance(font, pikepdf.Dictionary):
            yield font
            yield from _items(font.get("/DescendantFonts"))
        elif operator == "q":
            saved.append(font)
        elif operator == "Q" and saved:
            font = saved.pop()
        elif operator == "Do":
            form = _dictionary(drawn.get(operands[0]))  # type: ignore[call-overload]
            if form.get("/Subtype") == "/Form" and form.objgen not in seen and depth < _TREE_DEPTH:
                seen.add(form.objgen)
                own = _dictionary(form.get("/Resources", resources))
                yield from _shown_fonts(form, own, seen, depth + 1)


def _font_without_file(font: object) -> str | None:
    if not isinstance(font, pikepdf.Dictionary):
        return None
    kind = font.get("/Subtype")
    if kind in ("/Type3", "/Type0"):
        return None  # a Type 3 font is drawn by the page; a Type 0 font has its descendant's file
    descriptor = _dictionary(font.get("/FontDescriptor"))
    if any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")):
        return None
    return (_text(font.get("/BaseFont")) or "a font without a name").lstrip("/")
