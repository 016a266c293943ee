"""XML documents: told by the root, profiled by the head (*documents XML*)."""

from __future__ import annotations

import re
from typing import Final

from chorus_sdk._xml import RootInfo, sniff
from chorus_sdk.errors import LimitExceededError, MalformedDocumentError, UnsafeDocumentError
from chorus_sdk.formats.base import Confidence, DepositRoad, Detection, FormatId
from chorus_sdk.formats.detection import deposit
from chorus_sdk.formats.detection.context import context_head
from chorus_sdk.formats.detection.head import plain_head, utf16_as_utf8
from chorus_sdk.formats.detection.sample import Sample
from chorus_sdk.formats.detection.wellformed import after_prolog, breaks_off, head_of_whole
from chorus_sdk.formats.profiles import TAX_EXTRACT, WITHOUT_LINES, profile_of
from chorus_sdk.limits import Limits

_UBL = "urn:oasis:names:specification:ubl:schema:xsd:"
_CEFACT = "urn:un:unece:uncefact:data:standard:"
_ROOTS: Final = {
    ("Invoice", f"{_UBL}Invoice-2"): FormatId.UBL_INVOICE,
    ("CreditNote", f"{_UBL}CreditNote-2"): FormatId.UBL_CREDIT_NOTE,
    ("CrossIndustryInvoice", f"{_CEFACT}CrossIndustryInvoice:100"): FormatId.CII_INVOICE,
    (
        "CrossIndustryDocument",
        "urn:ferd:CrossIndustryDocument:invoice:1p0",
    ): FormatId.ZUGFERD_1,
    (
        "SCRDMCCBDACIOMessageStructure",
        "urn:un:unece:uncefact:data:SCRDMCCBDACIOMessageStructure:100",
    ): FormatId.ORDER_X,
    (
        "CrossDomainAcknowledgementAndResponse",
        f"{_CEFACT}CrossDomainAcknowledgementAndResponse:100",
    ): FormatId.CDAR,
    ("CPPFacturePivot", None): FormatId.PIVOT,
    ("CPPStatut", None): FormatId.PIVOT_STATUS,
}
_KNOWN_OTHERS: Final = {
    "FatturaElettronica": "FatturaPA",
    "Facturae": "Facturae",
    "Faktura": "KSeF",
    "M_INVOIC": "EDIFACT written as XML",
    "html": "HTML",
}
_PES = "http://www.minefi.gouv.fr/cp/helios/pes_v2"
_SCHEMA_LOCATION = "{http://www.w3.org/2001/XMLSchema-instance}noNamespaceSchemaLocation"
_PIVOT_VERSION = re.compile(r"V(\d+)_(\d+)")
_FIRST_WINDOW = 1_664
_PLAIN_WITHIN = 8_192
_MAY_BE_WHOLE = 8_192
"""A document no longer than this is parsed whole, which costs less than half of what 20 KB take."""

_JUSTICE = "A3"

_GUIDELINE: Final = {
    FormatId.UBL_INVOICE: "CustomizationID",
    FormatId.UBL_CREDIT_NOTE: "CustomizationID",
    FormatId.CII_INVOICE: "GuidelineSpecifiedDocumentContextParameter/ID",
    FormatId.ORDER_X: "GuidelineSpecifiedDocumentContextParameter/ID",
    FormatId.ZUGFERD_1: "GuidelineSpecifiedDocumentContextParameter/ID",
}
_LINE: Final = {
    FormatId.UBL_INVOICE: "InvoiceLine",
    FormatId.UBL_CREDIT_NOTE: "CreditNoteLine",
    FormatId.CII_INVOICE: "IncludedSupplyChainTradeLineItem",
}


def detect_xml(sample: Sample, limits: Limits) -> Detection:
    """Tell what an XML document is; never raises for what stands in it.

    A short document is parsed whole; of a longer one the head is read, and looked at whether its
    end closes the root. What is not well-formed there is unknown, and called malformed.
    """
    try:
        root = _root(sample, limits)
    except MalformedDocumentError as error:
        return _malformed(sample, error, limits)
    except LimitExceededError as error:
        return _unknown(f"XML beyond the limit {error.limit}")
    except UnsafeDocumentError:
        return _unknown("XML with a DOCTYPE or entities, which no invoice needs")
    found = _recognised(root, sample)
    if not sample.is_piece and not _is_short(sample) and breaks_off(sample, root.name):
        return _not_well_formed(found, "its end does not close the root element")
    return found


def format_of(root: RootInfo) -> FormatId | None:
    """Return the format that a root is of (*format*), None where it is of another family."""
    return _ROOTS.get((root.name, root.namespace))


def guideline_place(format_id: FormatId) -> str:
    """Return where documents of a format state their guideline (BT-24), by local names."""
    return _GUIDELINE[format_id]


def _recognised(root: RootInfo, sample: Sample) -> Detection:
    format_id = format_of(root)
    evidence = (_named(root),)
    if format_id is None:
        return _by_family(root, evidence)
    if format_id in _LINE:
        return _invoice(format_id, root, sample)
    if format_id in _GUIDELINE:
        return _profiled(format_id, root, evidence)
    return Detection(format=format_id, version=_pivot_version(root), evidence=evidence)


def _is_short(sample: Sample) -> bool:
    return sample.complete and len(sample.head) <= _MAY_BE_WHOLE


def _malformed(sample: Sample, error: MalformedDocumentError, limits: Limits) -> Detection:
    """Say where it breaks, and what its head would have been."""
    try:
        found = _recognised(sniff(sample.head, limits), sample)
    except (MalformedDocumentError, UnsafeDocumentError):
        found = _unknown()
    return _not_well_formed(found, f"at line {error.line}, column {error.column}")


def _not_well_formed(found: Detection, where: str) -> Detection:
    """Call it unknown; its road stays that of its head, for the platform would take it there."""
    return Detection(
        format=FormatId.UNKNOWN,
        malformed=True,
        deposit=found.deposit,
        evidence=(*found.evidence, f"XML that is not well-formed: {where}"),
    )


def _root(sample: Sample, limits: Limits) -> RootInfo:
    """Read a short document whole, of another ever more of its head until it tells enough."""
    head = sample.head
    if _is_short(sample):
        return head_of_whole(head, limits)
    start = after_prolog(head)
    plain = _plain_root(head, start)
    if plain is not None:
        return plain
    window = start + _FIRST_WINDOW
    if b"\0" in head[:4]:
        window *= 2  # UTF-16
    while window < len(head):
        try:
            root = sniff(head[:window], limits)
        except MalformedDocumentError:
            pass
        else:
            if _tells_enough(root):
                return root
        window *= 2
    return sniff(head, limits)


def _plain_root(head: bytes, start: int) -> RootInfo | None:
    """Read an ordinary head, which needs no parser; None where it is not ordinary."""
    piece = head[: start + _PLAIN_WITHIN]
    if b"\0" in head[:4]:
        piece = utf16_as_utf8(head[: 2 * _PLAIN_WITHIN])
        start = after_prolog(piece)
    context = context_head(piece, _is_profiled, _tells_enough)
    return context or plain_head(piece, start, _is_profiled, _tells_enough)


def _is_profiled(name: str, namespace: str | None) -> bool:
    return _ROOTS.get((name, namespace)) in _GUIDELINE


def _tells_enough(root: RootInfo) -> bool:
    """Whether the element that follows BT-24 has come; the root alone does for other formats."""
    format_id = _ROOTS.get((root.name, root.namespace))
    if format_id not in _GUIDELINE:
        return True
    children = [path for path, _ in root.head if "/" not in path]
    if format_id in (FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE):
        return "ID" in children or "IssueDate" in children
    return len(children) > 1


def _invoice(format_id: FormatId, root: RootInfo, sample: Sample) -> Detection:
    evidence = (_named(root),)
    guideline = _guideline(format_id, root)
    if guideline is not None and guideline.lower().startswith(TAX_EXTRACT):
        said = ("an extract for the tax administration (flow 1)",)
        return _profiled(format_id, root, evidence, notes=said)
    if format_id is FormatId.UBL_INVOICE and ("ProfileID", _JUSTICE) in root.head:
        return _profiled(format_id, root, evidence, road=deposit.JUSTICE_ROAD)
    if sample.is_piece:
        return _profiled(format_id, root, evidence)  # an embedded invoice has no road of its own
    short = guideline is not None and profile_of(guideline)[0] in WITHOUT_LINES
    lines = not short and _has_lines(format_id, sample)
    notes: tuple[str, ...] = () if lines else ("no invoice line",)
    if format_id is FormatId.UBL_CREDIT_NOTE:
        notes = (*notes, "the platform's syntax codes name the UBL Invoice alone")
    road = deposit.invoice_road(format_id, lines=lines)
    return _profiled(format_id, root, evidence, notes=notes, road=road)


def _guideline(format_id: FormatId, root: RootInfo) -> str | None:
    """Return what stands at BT-24, without the space around it."""
    place = _GUIDELINE[format_id]
    for path, text in root.head:
        if text and path.endswith(place) and (stated := text.strip()):
            return stated
    return None


def _profiled(
    format_id: FormatId,
    root: RootInfo,
    evidence: tuple[str, ...],
    *,
    notes: tuple[str, ...] = (),
    road: DepositRoad = deposit.NO_ROAD,
) -> Detection:
    guideline = _guideline(format_id, root)
    profile, version = (None, None) if guideline is None else profile_of(guideline)
    if version is None:
        version = next((t for path, t in root.head if path == "UBLVersionID" and t), None)
    said = "no guideline (BT-24)" if guideline is None else f"guideline (BT-24) {guideline}"
    return Detection(
        format=format_id,
        profile=profile,
        guideline=guideline,
        version=version,
        deposit=road,
        evidence=(*evidence, said, *notes),
    )


def _has_lines(format_id: FormatId, sample: Sample) -> bool:
    """Look for a line element in the head; in UBL, where lines stand last, in the tail first."""
    name = _LINE[format_id].encode("ascii")
    if b"\0" in sample.head[:4]:  # in UTF-16 of either order, without its last zero
        name = name.decode("ascii").encode("utf-16-le")[:-1]
    in_tail = not sample.complete and format_id is not FormatId.CII_INVOICE
    return (in_tail and sample.tail().rfind(name) >= 0) or name in sample.head


def _by_family(root: RootInfo, evidence: tuple[str, ...]) -> Detection:
    namespace = root.namespace or ""
    if namespace.startswith(_PES) and root.name.startswith(("PES_Aller", "PES_Facture")):
        return Detection(format=FormatId.PES_INVOICE, deposit=deposit.PES_ROAD, evidence=evidence)
    if root.name == "Invoice" and "xcbl" in namespace.lower():
        return Detection(format=FormatId.XCBL_INVOICE, deposit=deposit.XCBL_ROAD, evidence=evidence)
    if root.name.startswith("CPPFacture"):
        return Detection(
            format=FormatId.UNKNOWN,
            deposit=deposit.MIXED_ROAD,
            evidence=(*evidence, "Chorus Pro's mixed format (CPPFactureMixte)"),
            confidence=Confidence.LIKELY,
        )
    return _unknown(*evidence, *_other_name(root))


def _other_name(root: RootInfo) -> tuple[str, ...]:
    if (root.namespace or "").startswith(_UBL):
        return (f"UBL {root.name}, which is no invoice",)
    if root.namespace and "isdoc" in root.namespace.lower():
        return ("ISDOC",)
    known = _KNOWN_OTHERS.get(root.name)
    return (known,) if known else ()


def _pivot_version(root: RootInfo) -> str | None:
    stated = root.attributes.get("Version") or root.attributes.get(_SCHEMA_LOCATION, "")
    match = _PIVOT_VERSION.search(stated)
    return f"{match[1]}.{match[2]}" if match else None


def _named(root: RootInfo) -> str:
    where = f"namespace {root.namespace}" if root.namespace else "no namespace"
    return f"root element {root.name} in {where}"


def _unknown(*evidence: str) -> Detection:
    return Detection(format=FormatId.UNKNOWN, evidence=evidence)
