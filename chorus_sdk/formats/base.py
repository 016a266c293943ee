"""What all formats share: their names, what detection tells, where a source comes from."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO, TypeAlias

from chorus_sdk._codes import OpenCode
from chorus_sdk.errors import LimitExceededError
from chorus_sdk.limits import DEFAULT_LIMITS, Limits

Source: TypeAlias = "str | os.PathLike[str] | bytes | BinaryIO"
"""A path, bytes, or a binary stream."""


class FormatId(StrEnum):
    """How a document is written (*format*)."""

    UBL_INVOICE = "ubl-invoice"
    UBL_CREDIT_NOTE = "ubl-credit-note"
    CII_INVOICE = "cii-invoice"
    FACTURX = "facturx"
    ZUGFERD_1 = "zugferd-1"
    ORDER_X = "order-x"
    PIVOT = "pivot"
    PIVOT_STATUS = "pivot-status"
    CDAR = "cdar"
    PDF = "pdf"
    PES_INVOICE = "pes-invoice"
    XCBL_INVOICE = "xcbl-invoice"
    EDIFACT_INVOICE = "edifact-invoice"
    ZIP = "zip"
    TAR_GZ = "tar-gz"
    UNKNOWN = "unknown"


class Profile(OpenCode):
    """A named subset or extension of EN 16931 (*profil*); BT-24 is kept beside it.

    A profile that is not in this list keeps its guideline URN as its value.

    Example:
        >>> Profile("en16931"), str(Profile("urn:example:mine"))
        (<Profile.EN16931: 'en16931'>, 'urn:example:mine')
    """

    MINIMUM = "minimum"
    BASIC_WL = "basic-wl"
    BASIC = "basic"
    EN16931 = "en16931"
    EXTENDED = "extended"
    EXTENDED_CTC_FR = "extended-ctc-fr"
    EN16931_CTC_FR = "en16931-ctc-fr"
    XRECHNUNG = "xrechnung"
    PEPPOL_BIS_3 = "peppol-bis-3"
    CIUS_RO = "cius-ro"
    COMFORT = "comfort"
    """ZUGFeRD 1.0 and Order-X name their middle profile so."""


class Confidence(StrEnum):
    """How sure detection is (*confiance*)."""

    CERTAIN = "certain"
    LIKELY = "likely"
    GUESS = "guess"


class DepositRoute(StrEnum):
    """The road on which Chorus Pro takes a file (*mode de dépôt*)."""

    FLOW = "flow"
    """`deposer/flux`: structured (E1) or mixed (E2)."""
    PDF = "pdf"
    """`deposer/pdf`, unsigned: read by OCR, then submitted."""
    SIGNED_PDF = "signed-pdf"
    """`deposer/pdf`, signed."""
    NONE = "none"
    """Chorus Pro does not take this file."""


@dataclass(frozen=True, kw_only=True)
class DepositRoad:
    """What becomes of a file at Chorus Pro (*dépôt*).

    `flow_syntax` is the platform's own code (*syntaxeFlux*) on the road FLOW, else None;
    `label_fr` says in French what the platform takes the file for, which its portal shows after
    the import step (*format détecté*). The portal's exact words are not published: these are ours.
    """

    route: DepositRoute
    flow_syntax: str | None = None
    label_fr: str | None = None


@dataclass(frozen=True, kw_only=True)
class PdfFacets:
    """What is true of a PDF whatever else it is (*caractéristiques du PDF*).

    `pdfa_part` is 1 to 4 as the XMP declares it, or None; `pdfa_conformance` its letter;
    `embedded` the names of the files inside, in the order of the name tree; `needs_password`
    means that it cannot be opened, `damaged` that it had to be repaired or cannot be read.
    """

    signed: bool = False
    pdfa_part: int | None = None
    pdfa_conformance: str | None = None
    encrypted: bool = False
    needs_password: bool = False
    damaged: bool = False
    embedded: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class OtherInvoice:
    """Further invoice data inside a PDF, beside those that count (*autres données de facture*)."""

    name: str
    format: FormatId
    profile: Profile | None = None
    guideline: str | None = None


@dataclass(frozen=True, kw_only=True)
class Detection:
    """What a document is, and how we know (*détection*).

    `guideline` is BT-24 as written, `version` the format's own version, `evidence` short English
    sentences in the order in which they were found, `embedded_format` and `embedded_name` what
    stands inside a Factur-X, `others` what a PDF holds beside it in another format or profile.
    `malformed` means XML that is not well-formed, as far as that was looked at.
    """

    format: FormatId
    profile: Profile | None = None
    guideline: str | None = None
    version: str | None = None
    pdf: PdfFacets | None = None
    deposit: DepositRoad = DepositRoad(route=DepositRoute.NONE)
    embedded_format: FormatId | None = None
    embedded_name: str | None = None
    others: tuple[OtherInvoice, ...] = ()
    malformed: bool = False
    evidence: tuple[str, ...] = ()
    confidence: Confidence = Confidence.CERTAIN


@dataclass(frozen=True, kw_only=True)
class Loss:
    """Something that a target syntax cannot carry (*perte*).

    `path` is the place in the model (`lines[0].item.name`) or, for content that the model does
    not hold, in the source; `text` what stands there; `term` the numbers of the business term,
    where the place has some.
    """

    path: str
    text: str
    reason: str
    term: str | None = None


@dataclass(frozen=True, kw_only=True)
class Written:
    """A written document and what it does not hold (*document écrit*)."""

    content: bytes
    losses: tuple[Loss, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Conversion:
    """A document in another format or profile, and what it does not hold (*conversion*).

    `format` is what was written: for UBL, the type code decides between invoice and credit note.
    `profile` is the one that was asked for, or that of the source.
    """

    content: bytes = field(repr=False)
    format: FormatId
    profile: Profile | None = None
    losses: tuple[Loss, ...] = ()

    @property
    def is_lossless(self) -> bool:
        """True when everything that the source says is in the document (*sans perte*)."""
        return not self.losses


def load(source: Source, limits: Limits = DEFAULT_LIMITS) -> bytes:
    """Return the bytes of a source, whole.

    Raises:
        LimitExceededError: longer than `limits.document_bytes`; nothing longer is ever held.
        OSError: the path cannot be read.
        TypeError: not a path, bytes or a binary stream.
    """
    if isinstance(source, bytes):
        return _bounded(source, limits)
    if isinstance(source, (str, os.PathLike)):
        with Path(source).open("rb") as stream:
            return _bounded(stream.read(limits.document_bytes + 1), limits)
    if not hasattr(source, "read"):
        raise TypeError(f"a source is a path, bytes or a binary stream, not {type(source)!r}")
    data = source.read(limits.document_bytes + 1)
    if not isinstance(data, bytes):
        raise TypeError("the stream gives text: open it in binary mode")
    return _bounded(data, limits)


def source_name(source: Source) -> str | None:
    """Return the file name of a source, or None for bytes and nameless streams."""
    if isinstance(source, (str, os.PathLike)):
        return Path(source).name
    name = getattr(source, "name", None)
    return Path(name).name if isinstance(name, str) else None


def _bounded(data: bytes, limits: Limits) -> bytes:
    if len(data) > limits.document_bytes:
        raise LimitExceededError("document_bytes", value=None, maximum=limits.document_bytes)
    return data
