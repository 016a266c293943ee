"""PDF documents: what they are, and what stands inside (*documents PDF*)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final

from chorus_sdk._pdf import NAME_TREE, EmbeddedFile, PdfFile
from chorus_sdk.errors import DocumentError, EncryptedDocumentError, LimitExceededError
from chorus_sdk.formats.base import Confidence, Detection, FormatId, PdfFacets
from chorus_sdk.formats.detection import deposit
from chorus_sdk.formats.detection.sample import Sample, of_bytes
from chorus_sdk.formats.detection.xml import detect_xml
from chorus_sdk.formats.detection.xmp import XmpFacts, read_xmp
from chorus_sdk.limits import Limits

FACTURX_NAMES: Final = ("factur-x.xml", "xrechnung.xml", "zugferd-invoice.xml")
"""Names under which readers look for the invoice, compared without regard to case."""
ORDER_NAME: Final = "order-x.xml"

_HEAD = 2_048
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


@dataclass(frozen=True)
class Inside:
    """One embedded XML and what it is (*XML embarqué*)."""

    file: EmbeddedFile
    detection: Detection

    @property
    def is_named(self) -> bool:
        """True under a name that readers look for."""
        return self.file.name.lower() in (*FACTURX_NAMES, ORDER_NAME)

    @property
    def is_invoice(self) -> bool:
        """True when its root says that it is an invoice or an order."""
        return self.detection.format in _INVOICES


def detect_pdf(sample: Sample, limits: Limits) -> Detection:
    """Tell what a PDF is; raises LimitExceededError alone."""
    try:
        with PdfFile(sample.whole(), limits) as pdf:
            return _opened(pdf, limits)
    except EncryptedDocumentError:
        facets = PdfFacets(encrypted=True, needs_password=True)
        return Detection(
            format=FormatId.PDF,
            pdf=facets,
            evidence=("PDF header", "cannot be opened without a password"),
        )
    except LimitExceededError:
        raise
    except DocumentError:
        return Detection(
            format=FormatId.PDF,
            pdf=PdfFacets(damaged=True),
            evidence=("PDF header", "damaged beyond repair"),
            confidence=Confidence.LIKELY,
        )


def look_inside(files: tuple[EmbeddedFile, ...], limits: Limits) -> tuple[Inside, ...]:
    """Return the embedded files that are, or are named like, an invoice: best first.

    A file in the name tree goes before one that only /AF or a page points to, a known name
    before another, and the names in the order of FACTURX_NAMES.
    """
    found = (_inside(file, limits) for file in files if _may_be_xml(file))
    return tuple(sorted((x for x in found if x.is_named or x.is_invoice), key=_rank))


def _opened(pdf: PdfFile, limits: Limits) -> Detection:
    files = pdf.embedded_files()
    xmp = read_xmp(pdf.xmp())
    facets = PdfFacets(
        signed=pdf.is_signed(),
        pdfa_part=xmp.pdfa_part,
        pdfa_conformance=xmp.pdfa_conformance,
        encrypted=pdf.encrypted,
        damaged=pdf.damaged,
        embedded=tuple(file.name for file in files),
    )
    evidence = ("PDF header", *_said_of(facets))
    inside = look_inside(files, limits) if files else ()
    if not inside:
        return _plain(facets, evidence)
    found = _with_invoice(inside[0], facets, xmp, evidence)
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
    best: Inside, facets: PdfFacets, xmp: XmpFacts, evidence: tuple[str, ...]
) -> Detection:
    found, file = best.detection, best.file
    said = (*evidence, f"embedded {file.name}", *found.evidence)
    result = Detection(
        format=FormatId.PDF,
        profile=found.profile,
        guideline=found.guideline,
        version=found.version,
        pdf=facets,
        deposit=deposit.pdf_road(facets),
        embedded_format=found.format,
        embedded_name=file.name,
        evidence=said,
    )
    if not best.is_invoice:
        return _unreadable(result, xmp)
    if not best.is_named:
        return replace(result, evidence=(*said, "under a name that no reader looks for"))
    if NAME_TREE not in file.places:
        return replace(result, evidence=(*said, "outside the name tree of embedded files"))
    return _container(result, found.format, xmp)


def _container(result: Detection, inside: FormatId, xmp: XmpFacts) -> Detection:
    container = _CONTAINERS.get(inside)
    if container is None:
        return replace(result, evidence=(*result.evidence, "the embedded invoice is not CII"))
    level = (f"XMP level {xmp.level}",) if xmp.level else ()
    road = {FormatId.FACTURX: deposit.FACTURX_ROAD, FormatId.ORDER_X: deposit.NO_ROAD}
    return replace(
        result,
        format=container,
        deposit=road.get(container, result.deposit),
        evidence=result.evidence + level,
    )


def _unreadable(result: Detection, xmp: XmpFacts) -> Detection:
    """A Factur-X by its name, whose XML cannot be read: the platform takes it for a Factur-X."""
    name = (result.embedded_name or "").lower()
    order = name == ORDER_NAME
    return replace(
        result,
        format=FormatId.ORDER_X if order else FormatId.FACTURX,
        deposit=deposit.NO_ROAD if order else deposit.FACTURX_ROAD,
        evidence=(*result.evidence, f"XMP level {xmp.level}" if xmp.level else "no XMP level"),
        confidence=Confidence.LIKELY,
    )


def _inside(file: EmbeddedFile, limits: Limits) -> Inside:
    head = file.head(_HEAD, limits)
    found = detect_xml(of_bytes(head, limits), limits)
    if (found.guideline is None or found.format is FormatId.UNKNOWN) and len(head) == _HEAD:
        found = detect_xml(of_bytes(file.head(limits.head_bytes, limits), limits), limits)
    return Inside(file, replace(found, deposit=deposit.NO_ROAD))


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
