"""The mentions that French law wants on an invoice."""

from __future__ import annotations

from decimal import Decimal

from chorus_sdk.invoice.building.problems import Amount, positive
from chorus_sdk.invoice.model import Note


def french_notes(
    *,
    penalty_rate: Amount | None = None,
    recovery_cost: Amount = 40,
    discount: str | None = None,
) -> tuple[Note, ...]:
    """Make the three notes that BR-FR-05 wants (*mentions obligatoires*).

    Late-payment penalties (PMD), the fixed sum for recovery costs (PMT), and the discount for
    early payment or its absence (AAB): Code de commerce, articles L441-9, L441-10 and D441-5.

    Args:
        penalty_rate: percent a year; by default the legal one, that of the European Central
            Bank's refinancing operations with ten points more.
        recovery_cost: in euros.
        discount: the terms of a discount; by default there is none.

    Raises:
        InvalidInvoiceError: a negative rate or sum.
        TypeError: a float.

    Example:
        >>> [note.subject for note in french_notes(penalty_rate="12.15")]
        ['PMD', 'PMT', 'AAB']
    """
    rate = (
        "au taux de refinancement de la Banque centrale européenne majoré de 10 points"
        if penalty_rate is None
        else f"au taux annuel de {_french(positive(penalty_rate, 'BT-22', 'BUILD-NUMBER'))} %"
    )
    cost = _french(positive(recovery_cost, "BT-22", "BUILD-NUMBER"))
    return (
        Note(subject="PMD", text=f"En cas de retard de paiement, pénalités {rate}."),
        Note(subject="PMT", text=f"Indemnité forfaitaire pour frais de recouvrement : {cost} €."),
        Note(subject="AAB", text=discount or "Pas d'escompte pour paiement anticipé."),
    )


def _french(number: Decimal) -> str:
    return f"{number:f}".replace(".", ",")
