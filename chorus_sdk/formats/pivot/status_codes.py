"""Status numbers of invoices and flows, as data (*statuts*), with the names of the REST API.

Source: schema CPPStatutPivot V1_19. The pairing of 1 to 12 with API names rests on open clients.
"""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True)
class StatusLabel:
    """What a status number means (*libellé de statut*).

    `api_name` is the name that the REST API uses, or None where there is none.
    """

    number: int
    label_en: str
    label_fr: str
    api_name: str | None = None


INVOICE_STATUS_NUMBERS: Final = range(1, 42)
"""What the schema allows for an invoice; 13 to 41 have no published label."""

INVOICE_STATUSES: Final = MappingProxyType(
    {
        row.number: row
        for row in (
            StatusLabel(1, "Deposited", "Déposée", "DEPOSEE"),
            StatusLabel(
                2,
                "On its way to the recipient",
                "En cours d'acheminement",
                "EN_COURS_ACHEMINEMENT",
            ),
            StatusLabel(
                3, "Made available to the recipient", "Mise à disposition", "MISE_A_DISPOSITION"
            ),
            StatusLabel(4, "Sent back for wrong routing data", "À recycler", "A_RECYCLER"),
            StatusLabel(5, "Rejected for another reason", "Rejetée", "REJETEE"),
            StatusLabel(6, "Suspended", "Suspendue", "SUSPENDUE"),
            StatusLabel(7, "Service delivered", "Service fait", "SERVICE_FAIT"),
            StatusLabel(8, "Payment order issued", "Mandatée", "MANDATEE"),
            StatusLabel(
                9,
                "Made available to the accountant",
                "Mise à disposition du comptable",
                "MISE_A_DISPOSITION_COMPTABLE",
            ),
            StatusLabel(10, "Booked", "Comptabilisée", "COMPTABILISEE"),
            StatusLabel(11, "In payment", "Mise en paiement", "MISE_EN_PAIEMENT"),
            StatusLabel(12, "Completed by the supplier", "Complétée", "COMPLETEE"),
        )
    }
)
"""Invoice statuses that have a published label (*statuts de facture*), by number."""

FLOW_STATUS_NUMBERS: Final = range(90, 97)
"""What the schema allows for a flow."""

FLOW_STATUSES: Final = MappingProxyType(
    {
        row.number: row
        for row in (
            StatusLabel(90, "Received", "Reçu"),
            StatusLabel(91, "Being transmitted", "En cours de transmission"),
            StatusLabel(92, "Received by the final recipient", "Reçu par le destinataire final"),
            StatusLabel(93, "Error at reception", "Erreur de réception"),
            StatusLabel(
                94,
                "Error at the final recipient",
                "Erreur de réception par le destinataire final",
            ),
            StatusLabel(
                95,
                "Error of transmission to the final recipient",
                "Erreur de transmission au destinataire final",
            ),
            StatusLabel(96, "Received, partly integrated", "Reçu, intégration partielle"),
        )
    }
)
"""Acknowledgements of flows (*statuts de flux*), by number."""
