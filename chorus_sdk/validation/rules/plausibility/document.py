"""What the document as a whole says (*document*): dates, VAT breakdown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.validation.rules.base import Breach, Subject, rule

_NO_DAY: Final = "not a day"
"""How reading says why a text was kept."""


@rule(
    "PLAUS-DATE",
    "BT-2",
    "BT-7",
    "BT-9",
    "BT-26",
    "BT-72",
    "BT-73",
    "BT-74",
    "BT-134",
    "BT-135",
    en="A date is a day of the calendar.",
    fr="Une date est un jour du calendrier.",
    severity=Severity.WARNING,
    hint="Write a day that there is; the official rules for CII look at the shape alone.",
    hint_fr="Écrire un jour qui existe ; les règles officielles pour CII ne voient que la forme.",
)
def date(subject: Subject) -> Iterator[Breach]:
    """30 February has the right shape: reading keeps such a text beside the model."""
    for kept in subject.invoice.unmapped:
        if kept.reason is not None and kept.reason.startswith(_NO_DAY):
            yield Breach(kept.path, kept.text)


@rule(
    "PLAUS-VAT-TWICE",
    "BG-23",
    "BT-119",
    en="The VAT breakdown has one entry for a category, rate and reason.",
    fr="La ventilation de la TVA a une seule entrée par catégorie, taux et motif.",
    severity=Severity.WARNING,
    hint="Join the entries: 20 and 20.00 are the same rate.",
    hint_fr="Réunir les entrées : 20 et 20.00 sont le même taux.",
)
def vat_twice(subject: Subject) -> Iterator[Breach]:
    """Rates are compared as numbers."""
    written: defaultdict[tuple[object, ...], list[Decimal | None]] = defaultdict(list)
    for index, part in enumerate(subject.invoice.vat_breakdown):
        key = (part.category, part.rate, part.exemption_reason, part.exemption_reason_code)
        rates = written[key]
        rates.append(part.rate)
        if len(rates) > 1:
            said = ", ".join("" if rate is None else f"{rate:f}" for rate in rates)
            yield Breach(f"vat_breakdown[{index}].rate", said)
