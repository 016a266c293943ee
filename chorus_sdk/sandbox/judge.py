"""What Chorus Pro accepts at integration (*règles de gestion*).

Each rule is one function that answers with a sentence or None. The rules are those that rejected
real deposits (chorus-pro-api §5.2); the sentences are ours. Rules whose effect was not measured
are marked INF.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.sandbox.data import PUBLIC_INVOICES_SERVICE
from chorus_sdk.sandbox.frames import FRAMES
from chorus_sdk.sandbox.platform import Service
from chorus_sdk.sandbox.state import Structure

NUMBER_CHARACTERS: Final = 20
_NUMBER: Final = re.compile(r"[A-Za-z0-9_/+\-]+")

DEFAULT_FRAME: Final = "A1"


@dataclass(frozen=True, kw_only=True)
class Case:
    """An invoice, and what Chorus Pro knows of those that it names (*dossier*).

    `services` are the recipient's; `is_duplicate` says that the supplier has used the number.
    """

    invoice: Invoice
    supplier: Structure | None
    recipient: Structure | None
    services: tuple[Service, ...]
    is_duplicate: bool

    @property
    def service(self) -> Service | None:
        """The recipient's service that the invoice names, if it exists."""
        code = self.invoice.chorus.service_code
        return next((one for one in self.services if one.code == code), None)


Rule = Callable[[Case], str | None]


def judge(case: Case) -> tuple[str, ...]:
    """Return why the invoice is refused, in the order of the rules; nothing when it is accepted."""
    return tuple(said for rule in RULES if (said := rule(case)) is not None)


def frame_of(invoice: Invoice) -> str:
    """Return the invoicing frame (*cadre de facturation*), BT-23; A1 where there is none."""
    return (invoice.business_process or DEFAULT_FRAME).strip()


def _number_is_present(case: Case) -> str | None:
    return None if case.invoice.number else "Le numéro de la facture (BT-1) n'est pas renseigné."


def _number_is_short(case: Case) -> str | None:
    number = case.invoice.number or ""
    if len(number) <= NUMBER_CHARACTERS:
        return None
    return (
        f"G1.05 : le numéro de la facture compte {len(number)} caractères, 20 au plus sont admis."
    )


def _number_has_known_signs(case: Case) -> str | None:
    number = case.invoice.number
    if not number or _NUMBER.fullmatch(number):
        return None
    return "G1.05 : le numéro de la facture n'admet que lettres, chiffres et - _ / +."


def _frame_is_known(case: Case) -> str | None:
    if frame_of(case.invoice) in FRAMES:
        return None
    return "G1.02 : le cadre de facturation (BT-23) n'est pas l'un de A1 à A25."


def _payment_means_is_present(case: Case) -> str | None:
    payment = case.invoice.payment
    if payment is not None and payment.code:
        return None
    return "Le code du moyen de paiement (BT-81) est obligatoire."


def _issue_date_is_present(case: Case) -> str | None:
    return None if case.invoice.issue_date else "La date de la facture (BT-2) n'est pas renseignée."


def _supplier_has_siret(case: Case) -> str | None:
    if case.invoice.seller.siret:
        return None
    return "Le fournisseur n'est pas identifié par un SIRET de 14 chiffres."


def _recipient_has_siret(case: Case) -> str | None:
    if case.invoice.buyer.siret:
        return None
    return "Le destinataire n'est pas identifié par un SIRET de 14 chiffres."


def _supplier_is_known(case: Case) -> str | None:
    siret = case.invoice.seller.siret
    if not siret or (case.supplier and case.supplier.active):
        return None
    return f"L'identifiant du fournisseur {siret} n'est pas référencé dans Chorus Pro."


def _recipient_is_known(case: Case) -> str | None:
    siret = case.invoice.buyer.siret
    if not siret or case.recipient:
        return None
    return f"L'identifiant du destinataire {siret} n'est pas référencé dans Chorus Pro."


def _recipient_is_active(case: Case) -> str | None:
    if case.recipient is None or case.recipient.active:
        return None
    return "La structure destinataire n'est pas active."


def _recipient_is_public(case: Case) -> str | None:
    if case.recipient is None or case.recipient.public:
        return None
    return "La structure destinataire n'est pas une structure publique."


def _service_is_given(case: Case) -> str | None:
    if not (case.recipient and case.recipient.service_required):
        return None
    if case.invoice.chorus.service_code:
        return None
    return "Le destinataire exige un code service."


def _service_is_known(case: Case) -> str | None:
    """Refuse a code that the recipient does not have, even where none is demanded (INF)."""
    if case.recipient is None or not case.invoice.chorus.service_code:
        return None
    if case.service is None:
        return "Le code service n'existe pas pour ce destinataire."
    return None if case.service.active else "Le service destinataire n'est pas actif."


def _service_suits_supplier(case: Case) -> str | None:
    if case.service is None or case.service.code != PUBLIC_INVOICES_SERVICE:
        return None
    if case.supplier is None or case.supplier.public:
        return None
    return "Le service FACTURES_PUBLIQUES est réservé aux factures entre entités publiques."


def _engagement_is_given(case: Case) -> str | None:
    by_structure = bool(case.recipient and case.recipient.engagement_required)
    by_service = bool(case.service and case.service.engagement_required)
    if not (by_structure or by_service) or case.invoice.chorus.commitment_number:
        return None
    who = "Le destinataire" if by_structure else "Le service destinataire"
    return f"{who} exige un numéro d'engagement."


def _service_or_engagement_is_given(case: Case) -> str | None:
    if not (case.recipient and case.recipient.either_required):
        return None
    if case.invoice.chorus.service_code or case.invoice.chorus.commitment_number:
        return None
    return "Le destinataire exige un code service ou un numéro d'engagement."


def _number_is_new(case: Case) -> str | None:
    """Refuse a number that the supplier has used (refusal at integration is INF)."""
    if not case.is_duplicate:
        return None
    return "Une demande de paiement de ce fournisseur porte déjà ce numéro."


RULES: Final[tuple[Rule, ...]] = (
    _number_is_present,
    _number_is_short,
    _number_has_known_signs,
    _frame_is_known,
    _payment_means_is_present,
    _issue_date_is_present,
    _supplier_has_siret,
    _recipient_has_siret,
    _supplier_is_known,
    _recipient_is_known,
    _recipient_is_active,
    _recipient_is_public,
    _service_is_given,
    _service_is_known,
    _service_suits_supplier,
    _engagement_is_given,
    _service_or_engagement_is_given,
    _number_is_new,
)
