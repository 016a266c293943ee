"""What the sandbox's reference lists hold (*référentiels*).

Codes are the platform's (chorus-pro-api §4); VAT rates, exemption and refusal reasons, types of
attachments and subjects of tickets are not published as lists, so their choice, their numbers and
their words are the sandbox's own.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from chorus_sdk.services.codes import (
    AttachmentOwner,
    DepositMode,
    FlowFormat,
    IdentifierType,
    PaymentMeans,
    PaymentRequestType,
    WorksInvoiceType,
)
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.wire.frameworks import SPELLINGS

VAT_RATES: Final = (
    ("TVA1", "Exonération de TVA, article 293 B du CGI", Decimal(0)),
    ("TVA5", "TVA 5,5 %", Decimal("5.5")),
    ("TVA12", "TVA 10 %", Decimal(10)),
    ("TVA20", "TVA 20 %", Decimal(20)),
)
EXEMPTION_REASONS: Final = (
    ("EXO1", "Franchise en base de TVA, article 293 B du CGI"),
    ("EXO2", "Livraison intracommunautaire"),
    ("EXO3", "Autoliquidation"),
)
REFUSAL_REASONS: Final = (
    (1, "MONTANT", "Erreur de montant"),
    (2, "VALIDEUR", "Erreur de valideur"),
    (3, "PRESTATION", "Prestation non conforme"),
    (4, "AUTRE", "Autre motif"),
)
ATTACHMENT_TYPES: Final = (
    (1, "DIVERS", "Pièce diverse", AttachmentOwner.GENERAL),
    (2, "AUT", "Autre", AttachmentOwner.INVOICE),
    (3, "ACE", "Acte d'engagement", AttachmentOwner.INVOICE),
    (4, "ACS", "Acte de sous-traitance", AttachmentOwner.INVOICE),
    (5, "ASF", "Attestation de service fait", AttachmentOwner.INVOICE),
    (6, "AAR", "Avis d'arrêt", AttachmentOwner.WORKS_INVOICE),
    (7, "APC", "Avis de paiement du cotraitant", AttachmentOwner.WORKS_INVOICE),
    (8, "APS", "Avis de paiement du sous-traitant", AttachmentOwner.WORKS_INVOICE),
    (9, "BFD", "Bordereau de frais", AttachmentOwner.JUSTICE_MEMORANDUM),
    (10, "AUJ", "Autre justificatif", AttachmentOwner.REFUND_CLAIM),
    (11, "DIVERS", "Pièce diverse", AttachmentOwner.STRUCTURE),
    (12, "DIVERS", "Pièce diverse", AttachmentOwner.USER),
)
CATEGORIES: Final = (
    (1, "TECH", "Question technique", (("RACC", "Raccordement"), ("API", "Utilisation des API"))),
    (2, "FACT", "Suivi d'une facture", (("STATUT", "Statut d'une facture"),)),
)
DEPOSIT_MODES: Final = tuple(DepositMode)
PAYMENT_MEANS: Final = tuple(PaymentMeans)
PAYMENT_REQUEST_TYPES: Final = tuple(PaymentRequestType)
WORKS_INVOICE_TYPES: Final = tuple(WorksInvoiceType)
IDENTIFIER_TYPES: Final = tuple(IdentifierType)
FLOW_FORMATS: Final = tuple(FlowFormat)

_EVERY: Final = tuple(InvoiceStatus)
_WORKS_FROM: Final = _EVERY.index(InvoiceStatus.ASSOCIATED)
_ELSEWHERE: Final = {"A3": "MEMOIRE_JUSTICE", "A21": "DEMANDE_REMBOURSEMENT"}
_PLAIN: Final = frozenset({"A1", "A2", "A9", "A12"})


def statuses_of(kind: str) -> tuple[str, ...]:
    """Return the statuses of a kind of payment request: works have theirs beside the others."""
    if kind not in PAYMENT_REQUEST_TYPES:
        return ()
    return _EVERY if kind == PaymentRequestType.WORKS_INVOICE else _EVERY[:_WORKS_FROM]


def frameworks_of(kind: str) -> tuple[str, ...]:
    """Return the frameworks of a kind of payment request, in the platform's spelling."""
    return tuple(text for code, text in SPELLINGS.items() if _kind_of(code) == kind)


def _kind_of(code: str) -> str:
    return _ELSEWHERE.get(code) or ("FACTURE" if code in _PLAIN else "FACTURE_TRAVAUX")
