"""G1.40, G6.21: reasons for which no VAT is due, in France (*motifs d'exonération*).

Management rules of the specifications that no published Schematron holds: warnings.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.validation.rules.base import Breach, Subject, rule

WITHOUT_VAT: Final = "VATEX-FR-CNWVAT"
"""A credit note without VAT (*avoir net de taxe*)."""
_ITS_TYPES: Final = frozenset({"261", "381", "396"})


@rule(
    "G1.40",
    "BT-120",
    "BT-121",
    en="An exemption (category E) gives its reason as a text and as a code.",
    fr="Une exonération (catégorie E) donne son motif en texte et en code.",
    severity=Severity.WARNING,
)
def g1_40(subject: Subject) -> Iterator[Breach]:
    """Each part of the breakdown of category E."""
    for index, part in enumerate(subject.invoice.vat_breakdown):
        if part.category != "E":
            continue
        if not part.exemption_reason:
            yield Breach(f"vat_breakdown[{index}].exemption_reason", term="BT-120")
        if not part.exemption_reason_code:
            yield Breach(f"vat_breakdown[{index}].exemption_reason_code", term="BT-121")


@rule(
    "G6.21",
    "BT-121",
    "BT-3",
    en="The reason VATEX-FR-CNWVAT is for credit notes: types 261, 381, 396.",
    fr="Le motif VATEX-FR-CNWVAT est réservé aux avoirs : types 261, 381, 396.",
    severity=Severity.WARNING,
)
def g6_21(subject: Subject) -> Iterator[Breach]:
    """Reason against type."""
    if subject.invoice.type_code in _ITS_TYPES:
        return
    for index, part in enumerate(subject.invoice.vat_breakdown):
        if part.exemption_reason_code == WITHOUT_VAT:
            yield Breach(f"vat_breakdown[{index}].exemption_reason_code", WITHOUT_VAT)
