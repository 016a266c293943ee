"""PDF documents: what they are, and what stands inside (*documents PDF*)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from chorus_sdk._pdf import NAME_TREE, EmbeddedFile, Opened, PdfLook, look_into
from chorus_sdk.errors import DocumentError, EncryptedDocumentError, LimitExceededError
from chorus_sdk.formats.base import Confidence, Detection, FormatId, OtherInvoice, PdfFacets
from chorus_sdk.formats.detection import deposit
from chorus_sdk.formats.detection.sample import Sample, piece_of
from chorus_sdk.formats.detection.wellformed import after_prolog
from chorus_sdk.formats.detection.xml import detect_xml
from chorus_sdk.formats.detection.xmp import XmpFacts, read_xmp
from chorus_sdk.limits import Limits

FACTURX_NAMES: Final = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
"""Names under which readers look for the invoice, compared without regard to case."""
ORDER_NAME: Final = "order-x.xml"
_NAMES = frozenset((*FACTURX_NAMES, ORDER_NAME))

_HEAD = 2_048
_LONGER_HEAD = 8_192
_BEFORE_XML = b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"
"""What an XML document may begin with before its first tag: the marks and zeros of UTF-16 too."""
_NO_XML = Detection(format=FormatId.UNKNOWN, evidence=("text or binary, no XML",))
_MARK = b"%PDF-"
_HEADER_WITHIN = 1_024
_HEADER = "PDF header"
_NO_HEADER = "syntax of PDF, without its header"
_SYNTAX = re.compile(rb"startxref\s+\d|trailer\s*<<|\b\d+ \d+ obj\s*<<")
_INVOICES = frozenset(
    {
        FormatId.CII_INVOICE,
        FormatId.UBL_INVOICE,
        FormatId.UBL_CREDIT_NOTE,
        FormatId.ZUGFERD_1,
        FormatId.ORDER_X,
    }
)
_CONTAINERS = {
    FormatId.CII_INVOICE: FormatId.FACTURX,
    FormatId.ZUGFERD_1: FormatId.ZUGFERD_1,
    FormatId.ORDER_X: FormatId.ORDER_X,
}


_ROADS = {FormatId.FACTURX: deposit.FACTURX_ROAD, FormatId.ORDER_X: deposit.NO_ROAD}


@dataclass(frozen=True)
class Inside:
    """One embedded XML and what it is (*XML embarqué*)."""

    file: EmbeddedFile
    detection: Detection

    @property
    def is_named(self) -> bool:
        """True under a name that readers look for."""
        return self.file.name.lower() in _NAMES

    @property
    def is_invoice(self) -> bool:
        """True when its root says that it is an invoice or an order."""
        return self.detection.format in _INVOICES


def detect_pdf(sample: Sample, limits: Limits) -> Detection:
    """Tell what a PDF is; raises LimitExceededError alone."""
    header = _HEADER if _MARK in sample.head[:_HEADER_WITHIN] else _NO_HEADER
    try:
        held = None if sample.opened is None else Opened(*sample.opened)
        with look_into(sample.whole(), limits, held=held) as pdf:
            return _opened(pdf, header, limits)
    except EncryptedDocumentError:
        facets = PdfFacets(encrypted=True, needs_password=True)
        return Detection(
            format=FormatId.PDF,
            pdf=facets,
            evidence=(header, "cannot be opened without a password"),
        )
    except LimitExceededError:
        raise
    except DocumentError:
        return Detection(
            format=FormatId.PDF,
            pdf=PdfFacets(damaged=True),
            evidence=(header, "damaged beyond repair"),
            confidence=Confidence.LIKELY if header is _HEADER else Confidence.GUESS,
        )


def is_headless_pdf(head: bytes) -> bool:
    """Tell whether bytes that do not say `%PDF-` are a PDF by their syntax (*sans en-tête*).

    Readers repair such a file, so it is a PDF, though a damaged one.

    Example:
        >>> is_headless_pdf(b"trailer<</Root 1 0 R>>"), is_headless_pdf(b"the trailer of a car")
        (True, False)
    """
    return _SYNTAX.search(head[:_HEADER_WITHIN]) is not None


def look_inside(files: tuple[EmbeddedFile, ...], limits: Limits) -> tuple[Inside, ...]:
    """Return the embedded files that are, or are named like, an invoice: best first.

    A file in the name tree goes before one that only /AF or a page points to, a known name
    before another, and the names in the order of FACTURX_NAMES.
    """
    found = (_inside(file, limits) for file in files if _may_be_xml(file))
    return tuple(sorted((x for x in found if x.is_named or x.is_invoice), key=_rank))


def sole_candidate(files: tuple[EmbeddedFile, ...]) -> EmbeddedFile | None:
    """Return the one file that may be XML, if there is one alone and under a known name.

    It is then the first that `look_inside` would return, whatever its content.
    """
    candidates = [file for file in files if _may_be_xml(file)]
    is_sole = len(candidates) == 1 and candidates[0].name.lower() in _NAMES
    return candidates[0] if is_sole else None


def _opened(pdf: PdfLook, header: str, limits: Limits) -> Detection:
    xmp = read_xmp(pdf.xmp)
    facets = PdfFacets(
        signed=pdf.signed,
        pdfa_part=xmp.pdfa_part,
        pdfa_conformance=xmp.pdfa_conformance,
        encrypted=pdf.encrypted,
        damaged=pdf.damaged,
        embedded=tuple([file.name for file in pdf.files]),
    )
    evidence = (header, *_said_of(facets))
    inside = look_inside(pdf.files, limits) if pdf.files else ()
    if not inside:
        return _plain(facets, evidence)
    found = _with_invoice(inside, facets, xmp, evidence)
    return _cut_short(found) if pdf.truncated else found


def _cut_short(found: Detection) -> Detection:
    """What was repaired without its end is no Factur-X that anybody would take."""
    return replace(
        found,
        format=FormatId.PDF,
        deposit=deposit.NO_ROAD,
        evidence=(*found.evidence, "the end of the file is missing"),
        confidence=Confidence.LIKELY,
    )


def _plain(facets: PdfFacets, evidence: tuple[str, ...]) -> Detection:
    others = (f"embedded files: {', '.join(facets.embedded)}",) if facets.embedded else ()
    return Detection(
        format=FormatId.PDF,
        pdf=facets,
        deposit=deposit.pdf_road(facets),
        evidence=evidence + others,
    )


def _with_invoice(
    inside: tuple[Inside, ...], facets: PdfFacets, xmp: XmpFacts, evidence: tuple[str, ...]
) -> Detection:
    best, others = inside[0], _others(inside)
    found, name = best.detection, best.file.name
    level = f"XMP level {xmp.level}" if xmp.level else None
    remark: str | None
    container = FormatId.PDF
    confidence = Confidence.CERTAIN
    if not best.is_invoice:
        container = FormatId.ORDER_X if name.lower() == ORDER_NAME else FormatId.FACTURX
        confidence, remark = Confidence.LIKELY, level or "no XMP level"
    elif not best.is_named:
        remark = "under a name that no reader looks for"
    elif NAME_TREE not in best.file.places:
        remark = "outside the name tree of embedded files"
    elif found.format not in _CONTAINERS:
        remark = "the embedded invoice is not CII"
    else:
        container, remark = _CONTAINERS[found.format], level
    beside = tuple([f"beside it {other.name}, {other.format}" for other in others])
    said = (*evidence, f"embedded {name}", *found.evidence, *((remark,) if remark else ()), *beside)
    return Detection(
        format=container,
        profile=found.profile,
        guideline=found.guideline,
        version=found.version,
        pdf=facets,
        deposit=_ROADS.get(container) or deposit.pdf_road(facets),
        embedded_format=found.format,
        embedded_name=name,
        others=others,
        evidence=said,
        confidence=confidence,
    )


def _others(inside: tuple[Inside, ...]) -> tuple[OtherInvoice, ...]:
    """Return what is there beside the best, unless it says the same of itself."""
    best = inside[0].detection
    return tuple(
        [
            OtherInvoice(
                name=one.file.name,
                format=one.detection.format,
                profile=one.detection.profile,
                guideline=one.detection.guideline,
            )
            for one in inside[1:]
            if one.is_invoice
            and (one.detection.format, one.detection.profile) != (best.format, best.profile)
        ]
    )


def _inside(file: EmbeddedFile, limits: Limits) -> Inside:
    head = file.head(_HEAD, limits)
    if not head.lstrip(_BEFORE_XML).startswith(b"<"):
        return Inside(file, _NO_XML)
    for longer in (_LONGER_HEAD, limits.head_bytes):  # where a long comment comes first
        if len(head) < _HEAD or b"<!--" not in head or after_prolog(head) <= len(head) // 2:
            break
        head = file.head(longer, limits)
    found = detect_xml(piece_of(head), limits)
    told = found.guideline is not None and found.format is not FormatId.UNKNOWN
    if not told and _HEAD <= len(head) < limits.head_bytes:
        found = detect_xml(piece_of(file.head(limits.head_bytes, limits)), limits)
    return Inside(file, found)


def _may_be_xml(file: EmbeddedFile) -> bool:
    named = file.name.lower().endswith(".xml")
    return named or file.mime is None or "xml" in file.mime.lower() or "." not in file.name


def _rank(inside: Inside) -> tuple[bool, bool, int]:
    name = inside.file.name.lower()
    place = FACTURX_NAMES.index(name) if name in FACTURX_NAMES else len(FACTURX_NAMES)
    return (not inside.is_named, NAME_TREE not in inside.file.places, place)


def _said_of(facets: PdfFacets) -> tuple[str, ...]:
    said = {
        f"PDF/A-{facets.pdfa_part}{facets.pdfa_conformance or ''}": facets.pdfa_part is not None,
        "encrypted": facets.encrypted,
        "signed": facets.signed,
        "had to be repaired": facets.damaged,
    }
    return tuple(text for text, is_so in said.items() if is_so)
