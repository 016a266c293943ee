"""One PDF opened by the engine: asked, changed, written."""

from __future__ import annotations

import io
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Final, Self

import pikepdf

from chorus_sdk._pdf import files, fonts, hazards
from chorus_sdk._pdf.embedded import EmbeddedFile, FileToEmbed
from chorus_sdk._pdf.objects import (
    ENGINE_ERRORS,
    dictionary,
    items,
    pages,
    signature_fields,
    text,
    unpack,
)
from chorus_sdk.errors import (
    EncryptedDocumentError,
    LimitExceededError,
    MalformedDocumentError,
)
from chorus_sdk.limits import DEFAULT_LIMITS, MIB, Limits

XMP_BYTES: Final = 4 * MIB
"""The longest XMP packet that is read."""
_PRINTED = 4
_NOT_SHOWN = 1 | 2 | 32 | 256
"""Invisible, Hidden, NoView and ToggleNoView: flags of an annotation that PDF/A forbids."""


class PdfFile:
    """One open PDF; a context manager.

    Attributes:
        encrypted: the document has an /Encrypt dictionary.
        damaged: it had to be repaired to be opened.
        truncated: its end is missing, and with it what stood there.
    """

    def __init__(
        self,
        source: bytes | Path,
        limits: Limits = DEFAULT_LIMITS,
        *,
        password: str | None = None,
    ) -> None:
        """Open it.

        Raises:
            EncryptedDocumentError: it needs a password, or another one.
            MalformedDocumentError: it cannot be opened, even with repair.
            LimitExceededError: longer than `limits.document_bytes`.
        """
        size = len(source) if isinstance(source, bytes) else source.stat().st_size
        if size > limits.document_bytes:
            raise LimitExceededError("document_bytes", value=size, maximum=limits.document_bytes)
        self._limits = limits
        opened = io.BytesIO(source) if isinstance(source, bytes) else source
        self._pdf = _open(opened, password or "")
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

    def xmp(self) -> bytes | None:
        """Return the document's XMP packet, or None when there is none to read."""
        metadata = self._root.get("/Metadata")
        if not isinstance(metadata, pikepdf.Stream):
            return None
        try:
            return unpack(metadata, XMP_BYTES)
        except (MalformedDocumentError, LimitExceededError):
            return None

    def info(self, key: str) -> str | None:
        """Return a text of the Info dictionary, such as /Title, or None."""
        return text(dictionary(self._pdf.trailer.get("/Info")).get(key)) or None

    def is_signed(self) -> bool:
        """Tell whether a signature field holds a signature."""
        return next(signature_fields(self._fields()), None) is not None

    def has_script(self) -> bool:
        """Tell whether the document carries JavaScript, wherever it is started from."""
        return hazards.scripts(self._root)

    def forbidden_actions(self) -> tuple[str, ...]:
        """Return the kinds of action that PDF/A forbids and the document has, sorted."""
        return tuple(sorted(kind.lstrip("/") for kind in hazards.forbidden_actions(self._root)))

    def output_intent_colours(self) -> int | None:
        """Return how many colours the profile of its PDF/A output intent has; None without one."""
        for intent in items(self._root.get("/OutputIntents")):
            about = dictionary(intent)
            if about.get("/S") == "/GTS_PDFA1":
                count: object = dictionary(about.get("/DestOutputProfile")).get("/N")
                return count if isinstance(count, int) else None
        return None

    def uses_cmyk(self) -> bool:
        """Tell whether something is drawn in device CMYK.

        Raises:
            MalformedDocumentError: the content of a page cannot be read.
        """
        try:
            return hazards.uses_cmyk(self._root)
        except ENGINE_ERRORS as error:
            raise MalformedDocumentError("The content of a page is damaged.") from error

    def fonts_not_embedded(self) -> tuple[str, ...]:
        """Return the names of the fonts that a reader would have to find elsewhere.

        Only fonts that show text count: one that is merely named harms no PDF/A.

        Raises:
            MalformedDocumentError: the content of a page cannot be read.
        """
        try:
            return tuple(sorted(fonts.fonts_not_embedded(self._root)))
        except ENGINE_ERRORS as error:
            raise MalformedDocumentError("The content of a page is damaged.") from error

    def embedded_files(self) -> tuple[EmbeddedFile, ...]:
        """Return the files inside: those of the name tree in its order, then the others.

        Raises:
            LimitExceededError: more than `limits.pdf_embedded_files`.
        """
        return files.embedded_files(self._root, self._limits.pdf_embedded_files)

    def strip(self, *, everywhere: bool = False) -> None:
        """Take the files of `embedded_files` out; `everywhere` also what any object embeds."""
        files.strip(self._root)
        if everywhere:
            files.strip_objects(self._pdf)

    def unsign(self) -> None:
        """Empty every signature field, so that nothing claims a signature that is broken."""
        for signed in list(signature_fields(self._fields())):
            del signed["/V"]
        for key in ("/Perms", "/DSS"):
            if key in self._root:
                del self._root[key]
        form = self._root.get("/AcroForm")
        if isinstance(form, pikepdf.Dictionary) and "/SigFlags" in form:
            del form["/SigFlags"]

    def tidy_for_pdfa(self) -> None:
        """Mend what PDF/A asks for and no reader sees: flags of annotations, empty triggers."""
        hazards.drop_triggers(self._root)
        for page in pages(self._root.get("/Pages")):
            for annotation in items(page.get("/Annots")):
                if isinstance(annotation, pikepdf.Dictionary):
                    _print_link(annotation)
        form = self._root.get("/AcroForm")
        if isinstance(form, pikepdf.Dictionary) and "/NeedAppearances" in form:
            del form["/NeedAppearances"]

    def embed(self, embedded: tuple[FileToEmbed, ...]) -> None:
        """Embed files by name tree and /AF, as PDF/A-3 wants; replaces what was there."""
        files.embed(self._pdf, embedded)

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
        except ENGINE_ERRORS as error:
            raise MalformedDocumentError("The PDF cannot be written again.") from error
        return out.getvalue()

    def _fields(self) -> object:
        return dictionary(self._root.get("/AcroForm")).get("/Fields")


def _print_link(annotation: pikepdf.Object) -> None:
    """Give a link the flag Print, which PDF/A demands of it although it shows nothing."""
    flags = annotation.get("/F", 0)
    is_link = annotation.get("/Subtype") == "/Link"
    if is_link and isinstance(flags, int) and not flags & _NOT_SHOWN:
        annotation["/F"] = flags | _PRINTED


def _open(source: BinaryIO | Path, password: str) -> pikepdf.Pdf:
    try:
        return pikepdf.open(source, password=password)
    except pikepdf.PasswordError as error:
        wrong = "The password does not open the PDF." if password else ""
        raise EncryptedDocumentError(
            wrong or "The PDF cannot be opened without a password.",
            hint="Pass its password, or ask its sender for the document without protection.",
        ) from error
    except (pikepdf.PdfError, RuntimeError, ValueError, AttributeError) as error:
        raise MalformedDocumentError("The PDF is damaged beyond repair.") from error
