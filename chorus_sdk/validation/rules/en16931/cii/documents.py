"""What CII asks of referenced documents and of units: CII-DT."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from chorus_sdk.invoice.attachments import SupportingDocument
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.source import AGREEMENT
from chorus_sdk.validation.rules.en16931.traces import traces

_TYPES: Final = frozenset({"50", "130", "916"})
"""UNTDID 1001: tender or lot, invoiced object, supporting document."""
_DOCUMENT: Final = f"{AGREEMENT}/ram:AdditionalReferencedDocument"


def _documents(subject: Subject) -> Iterator[tuple[str, SupportingDocument, bool]]:
    """Yield supporting documents, each with whether its type is 916."""
    invoice = subject.invoice
    untyped = _untyped(subject)
    for number, document in enumerate(invoice.supporting_documents):
        typed = document.type_code is None and number not in untyped
        yield f"supporting_documents[{number}]", document, typed
    for index, line in enumerate(invoice.lines):
        for number, document in enumerate(line.supporting_documents):
            place = f"lines[{index}].supporting_documents[{number}]"
            yield place, document, document.type_code is None


def _untyped(subject: Subject) -> frozenset[int]:
    """Return which supporting documents have no type, where nothing else stands among them."""
    references, known = subject.invoice.references, traces(subject)
    untyped = known.items_but(_DOCUMENT, "ram:TypeCode", "916") if known else frozenset()
    if references.tender is None is references.invoiced_object:
        return untyped
    single = len(subject.invoice.supporting_documents) == 1
    return frozenset({0}) if single and untyped else frozenset()


def _only_916(
    subject: Subject, name: str, element: str, get: Callable[[SupportingDocument], object]
) -> Iterator[Breach]:
    for place, document, is_supporting in _documents(subject):
        if get(document) is not None and not is_supporting:
            yield Breach(f"{place}.{name}")
    for trace in traces(subject).entries:
        above, _, last = trace.path.rpartition("/")
        if last == element and above.endswith("ReferencedDocument") and trace.kept.reason is None:
            yield Breach(trace.kept.path, trace.kept.text)


@rule(
    "CII-DT-015",
    "BT-124",
    en="Only a supporting document (916) has an external location.",
    fr="Seul un document justificatif (916) a un emplacement externe.",
)
def cii_dt_015(subject: Subject) -> Iterator[Breach]:
    """BT-124 is of a supporting document."""
    yield from _only_916(subject, "location", "ram:URIID", lambda document: document.location)


@rule(
    "CII-DT-021",
    "BT-123",
    en="Only a supporting document (916) has a description.",
    fr="Seul un document justificatif (916) a une description.",
)
def cii_dt_021(subject: Subject) -> Iterator[Breach]:
    """BT-123 is of a supporting document."""
    yield from _only_916(subject, "description", "ram:Name", lambda each: each.description)


@rule(
    "CII-DT-022",
    "BT-125",
    en="Only a supporting document (916) has an attached document.",
    fr="Seul un document justificatif (916) a un document joint.",
)
def cii_dt_022(subject: Subject) -> Iterator[Breach]:
    """BT-125 is of a supporting document."""
    yield from _only_916(
        subject, "attachment", "ram:AttachmentBinaryObject", lambda each: each.attachment
    )


@rule(
    "CII-DT-018",
    "BT-122",
    "BT-17",
    "BT-18",
    en="A referenced document has a type only where it is of type 50, 130 or 916.",
    fr="Un document référencé n'a de type que s'il est de type 50, 130 ou 916.",
)
def cii_dt_018(subject: Subject) -> Iterator[Breach]:
    """The type tells BT-17, BT-18 and BT-122 apart, and stands nowhere else."""
    for place, document, _ in _documents(subject):
        if document.type_code not in {None, "50", "130"}:
            yield Breach(f"{place}.type_code", document.type_code)
    yield from _typed_earlier_invoices(subject.invoice)
    for trace in traces(subject).entries:
        known = trace.path.endswith("/ram:AdditionalReferencedDocument/ram:TypeCode")
        if known and trace.kept.text in _TYPES:
            continue
        if trace.path.endswith("ReferencedDocument/ram:TypeCode"):
            yield Breach(trace.kept.path, trace.kept.text)


def _typed_earlier_invoices(invoice: Invoice) -> Iterator[Breach]:
    for number, earlier in enumerate(invoice.references.preceding_invoices):
        if earlier.type_code is not None:
            yield Breach(f"references.preceding_invoices[{number}].type_code")
    for number, line in enumerate(invoice.lines):
        references = line.references
        of_line = None if references is None else references.preceding_invoice
        if of_line is not None and of_line.type_code is not None:
            yield Breach(f"lines[{number}].references.preceding_invoice.type_code")


@rule(
    "CII-DT-024",
    "BT-18",
    "BT-128",
    en="Only an invoiced object (130) has a scheme.",
    fr="Seul un objet facturé (130) a un schéma.",
)
def cii_dt_024(subject: Subject) -> Iterator[Breach]:
    """BT-18-1, BT-128-1 are of an invoiced object."""
    for place, document, _ in _documents(subject):
        if document.reference_type is not None:
            yield Breach(f"{place}.reference_type", document.reference_type)
    if subject.invoice.references.contract_type is not None:
        yield Breach("references.contract_type")
    others = {
        trace.kept.path.rpartition("/")[0]
        for trace in traces(subject).entries
        if trace.path.endswith("/ram:AdditionalReferencedDocument/ram:TypeCode")
    }
    for trace in traces(subject).entries:
        there = trace.path.endswith("ReferencedDocument/ram:ReferenceTypeCode")
        owner = trace.kept.path.rpartition("/")[0]
        if there and (trace.kept.reason is None or owner in others):
            yield Breach(trace.kept.path, trace.kept.text)


@rule(
    "CII-DT-033",
    "BT-150",
    en="A quantity has a unit only where quantities of lines have one.",
    fr="Une quantité n'a d'unité que si les quantités des lignes en ont une.",
)
def cii_dt_033(subject: Subject) -> Iterator[Breach]:
    """BT-150 without any BT-130."""
    lines = subject.invoice.lines
    if any(line.unit is not None for line in lines):
        return
    for number, line in enumerate(lines):
        if (line.price.base_unit or line.price.gross_base_unit) is not None:
            yield Breach(f"lines[{number}].price.base_unit")
