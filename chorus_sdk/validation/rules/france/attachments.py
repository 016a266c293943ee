"""BR-FR-17, 18: what attachments are (*pièces jointes*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.invoice.codes import ATTACHMENT_KIND
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.france.facts import is_cii, is_ubl

READABLE_COPY: Final = "LISIBLE"
_SUPPORTING: Final = (None, "916")
_DESCRIBED: Final = "cac:AdditionalDocumentReference/cbc:DocumentDescription"


@rule(
    "BR-FR-17",
    "BT-123",
    en="The description of an attachment is one of the twelve kinds of the reform.",
    fr="La description d'une pièce jointe est l'un des douze types prévus par la réforme.",
)
def br_fr_17(subject: Subject) -> Iterator[Breach]:
    """Supporting documents that are described at all; for UBL an empty text describes one."""
    for index, document in enumerate(subject.invoice.supporting_documents):
        kind = document.description
        if kind is not None and is_cii(subject):
            kind = " ".join(kind.split()) or None
        if document.type_code in _SUPPORTING and kind is not None and kind not in ATTACHMENT_KIND:
            known = " ".join(code.value for code in ATTACHMENT_KIND)
            yield Breach(f"supporting_documents[{index}].description", kind, known)
    if is_ubl(subject):
        yield from _described_objects(subject)


def _described_objects(subject: Subject) -> Iterator[Breach]:
    """Descriptions of an invoiced object: the rules for UBL ask it of every document."""
    for trace in traces(subject).entries:
        kind = trace.kept.text
        if trace.path == _DESCRIBED and kind not in ATTACHMENT_KIND:
            known = " ".join(code.value for code in ATTACHMENT_KIND)
            yield Breach(trace.kept.path, kind, known)


@rule(
    "BR-FR-18",
    "BT-123",
    en="One attachment at most is the readable copy (LISIBLE).",
    fr="Une seule pièce jointe au plus est la copie lisible (LISIBLE).",
)
def br_fr_18(subject: Subject) -> Iterator[Breach]:
    """Count of LISIBLE."""
    kinds = [document.description for document in subject.invoice.supporting_documents]
    count = kinds.count(READABLE_COPY)
    if count > 1:
        yield Breach("supporting_documents", f"{count} × {READABLE_COPY}", "at most one")
