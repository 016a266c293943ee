"""Write a Factur-X: a readable PDF made into PDF/A-3B with its XML inside (*écrire*)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from chorus_sdk._pdf import EmbeddedFile, FileToEmbed, PdfFile
from chorus_sdk._xml import sniff
from chorus_sdk.errors import (
    DocumentError,
    EncryptedDocumentError,
    MalformedDocumentError,
    SignedDocumentError,
    UnsafeDocumentError,
    UnsupportedProfileError,
)
from chorus_sdk.formats.base import Profile
from chorus_sdk.formats.detection.pdf import look_inside
from chorus_sdk.formats.detection.sample import piece_of
from chorus_sdk.formats.detection.xml import detect_xml
from chorus_sdk.formats.facturx.icc import CONDITION, srgb_profile
from chorus_sdk.formats.facturx.metadata import describe
from chorus_sdk.formats.facturx.profiles import (
    RELATIONSHIPS,
    ContainerProfile,
    container_profile,
)
from chorus_sdk.formats.facturx.xmp import facturx_packet
from chorus_sdk.invoice.attachments import Attachment
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

_ANNEX_RELATIONSHIPS = ("Supplement", "Unspecified", "Alternative")
_KNOWN_RELATIONSHIPS = frozenset({*_ANNEX_RELATIONSHIPS, *RELATIONSHIPS})
_CMYK = 4
_HINT = (
    "Make the PDF again with its fonts embedded and its colours in RGB, or let "
    "chorus_sdk.formats.facturx.ghostscript.embed_fonts do it."
)


@dataclass(frozen=True, kw_only=True)
class Annex:
    """A further file and what it is to the invoice (*annexe*).

    `relationship` is `Supplement`, `Unspecified`, or `Alternative` for the same content in
    another shape; `description` is what a reader shows, by default the file's name.
    """

    attachment: Attachment
    relationship: str = "Supplement"
    description: str | None = None

    def __post_init__(self) -> None:
        if self.relationship not in _ANNEX_RELATIONSHIPS:
            raise ValueError(f"the relationship is one of {', '.join(_ANNEX_RELATIONSHIPS)}")


AnyAnnex: TypeAlias = "Attachment | Annex"


def write(
    pdf: bytes,
    xml: bytes,
    *,
    profile: Profile,
    relationship: str | None = None,
    attachments: tuple[AnyAnnex, ...] = (),
    moment: datetime,
    limits: Limits = DEFAULT_LIMITS,
) -> bytes:
    """Make a Factur-X of a readable PDF and its CII (*composer une Factur-X*).

    The pages stay as they are; colour profile, metadata and files are what PDF/A-3B and Factur-X
    ask for. An output intent that is there is kept, and so are title, author and subject. Invoice
    data that the PDF held before are replaced, its other files are kept. The same input gives the
    same bytes.

    Args:
        pdf: a PDF whose fonts are embedded.
        xml: the invoice in CII, whose guideline (BT-24) names `profile`.
        profile: one that Factur-X has.
        relationship: `Data`, `Alternative` or `Source`; by default `Data` for MINIMUM and
            BASIC WL, `Alternative` otherwise.
        attachments: further files; each needs a name. An `Annex` says what it is to the
            invoice; a plain attachment is a `Supplement`.
        moment: the instant written as the date of change, with its zone.
        limits: safety limits.

    Raises:
        UnsupportedProfileError: not a profile of Factur-X, or not the one that the XML names.
        EncryptedDocumentError: the PDF is encrypted, which PDF/A forbids.
        SignedDocumentError: writing would break the PDF's signature.
        UnsafeDocumentError: the PDF runs JavaScript or another action that PDF/A forbids.
        DocumentError: a font is not embedded, colours are in CMYK without a profile that says
            which, or an attachment has no name of its own.
        MalformedDocumentError: the PDF or the XML is damaged.
        ValueError: an unknown relationship, or a moment without a zone.
    """
    about = container_profile(profile)
    _check_arguments(relationship, moment)
    _check_profile(xml, profile, limits)
    with PdfFile(pdf, limits) as document:
        _check_pdf(document)
        files = (
            _invoice_file(xml, about, relationship, moment),
            *_kept_files(document, moment, limits),
            *(_attached(attachment, moment) for attachment in attachments),
        )
        _check_names(files)
        described = describe(document)
        document.strip()
        document.tidy_for_pdfa()
        if document.output_intent_colours() is None:
            document.add_output_intent(srgb_profile(), condition=CONDITION)
        document.embed(files)
        document.set_xmp(
            facturx_packet(
                level=about.level, file_name=about.file_name, about=described, moment=moment
            )
        )
        return document.save(version="1.7")


def _check_arguments(relationship: str | None, moment: datetime) -> None:
    if relationship is not None and relationship not in RELATIONSHIPS:
        raise ValueError(f"the relationship is one of {', '.join(RELATIONSHIPS)}")
    if moment.tzinfo is None:
        raise ValueError("the moment of writing needs a zone")


def _check_profile(xml: bytes, profile: Profile, limits: Limits) -> None:
    sniff(xml[: limits.head_bytes], limits)
    found = detect_xml(piece_of(xml[: limits.head_bytes]), limits)
    if found.profile != profile:
        named = found.profile.value if found.profile is not None else "no profile"
        raise UnsupportedProfileError(
            f"The XML names {named} (BT-24), and {profile.value} was asked for.",
            profile=named,
            hint="Write the XML in the profile that the PDF is to declare.",
        )


def _check_pdf(document: PdfFile) -> None:
    if document.encrypted:
        raise EncryptedDocumentError(
            "The PDF is encrypted, which PDF/A forbids.", hint="Give it without protection."
        )
    if document.truncated:
        raise MalformedDocumentError("The end of the PDF is missing.")
    if document.is_signed():
        raise SignedDocumentError(
            "Embedding data into this PDF would break its signature.",
            hint="Embed the data first, then sign.",
        )
    actions = document.forbidden_actions()
    if document.has_script() or actions:
        raise UnsafeDocumentError(
            f"The PDF has actions that PDF/A forbids: {', '.join(actions) or 'JavaScript'}.",
            hint="Print it into a new PDF first.",
        )
    fonts = document.fonts_not_embedded()
    if fonts:
        raise DocumentError(
            f"The PDF uses fonts that it does not contain: {', '.join(fonts)}.", hint=_HINT
        )
    if document.output_intent_colours() != _CMYK and document.uses_cmyk():
        raise DocumentError("The PDF is drawn in CMYK, without a profile for it.", hint=_HINT)


def _invoice_file(
    xml: bytes, about: ContainerProfile, relationship: str | None, moment: datetime
) -> FileToEmbed:
    return FileToEmbed(
        name=about.file_name,
        content=xml,
        mime="text/xml",
        relationship=relationship or about.relationship,
        description="Factur-X invoice data",
        modified=moment,
    )


def _kept_files(document: PdfFile, moment: datetime, limits: Limits) -> tuple[FileToEmbed, ...]:
    files = document.embedded_files()
    replaced = [inside.file for inside in look_inside(files, limits)]
    return tuple(
        _kept(file, moment, limits)
        for file in files
        if not any(file is invoice for invoice in replaced)
    )


def _kept(file: EmbeddedFile, moment: datetime, limits: Limits) -> FileToEmbed:
    known = file.relationship in _KNOWN_RELATIONSHIPS
    return FileToEmbed(
        name=file.name,
        content=file.content(limits),
        mime=file.mime or "application/octet-stream",
        relationship=file.relationship if known and file.relationship else "Unspecified",
        description=file.description or file.name,
        modified=moment,
    )


def _attached(given: AnyAnnex, moment: datetime) -> FileToEmbed:
    annex = given if isinstance(given, Annex) else Annex(attachment=given)
    name = annex.attachment.file_name or ""
    return FileToEmbed(
        name=name,
        content=annex.attachment.content or b"",
        mime=annex.attachment.mime_code or "application/octet-stream",
        relationship=annex.relationship,
        description=annex.description or name,
        modified=moment,
    )


def _check_names(files: tuple[FileToEmbed, ...]) -> None:
    names = [file.name.lower() for file in files]
    if "" in names or len(set(names)) < len(names):
        raise DocumentError(
            "Each file inside a PDF needs a name of its own.",
            hint="Name every attachment, and none like the invoice data.",
        )
