"""The data set that a new sandbox holds (*matelas de données*).

Recipients: those of the qualification data set, one per combination of what a recipient demands
(chorus-pro-api §8.3); several of their SIRETs fail the check digit, as there. Suppliers and names
are inventions of ours.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

PUBLIC_INVOICES_SERVICE: Final = "FACTURES_PUBLIQUES"
"""The service of every public structure that takes invoices of other public bodies only."""
SERVICES_SINCE: Final = datetime(2020, 1, 1, tzinfo=UTC)

SUPPLIER_SIRET: Final = "99900000300015"
OTHER_SUPPLIER_SIRET: Final = "99900001100018"
RECIPIENT_SIRET: Final = "12345678200051"
"""Demands nothing."""
ENGAGEMENT_RECIPIENT_SIRET: Final = "12345678200036"
SERVICE_RECIPIENT_SIRET: Final = "12345678200028"
EITHER_RECIPIENT_SIRET: Final = "12345678200044"
STATE_SIRET: Final = "11000201100044"
INACTIVE_RECIPIENT_SIRET: Final = "99900003700013"
PRIVATE_RECIPIENT_SIRET: Final = "99900002900010"


@dataclass(frozen=True, kw_only=True)
class NewService:
    """A service to make (*service*)."""

    code: str
    label: str
    active: bool = True
    engagement_required: bool = False


@dataclass(frozen=True, kw_only=True)
class NewStructure:
    """A structure to make (*structure*); without `structure_id` the next free one is taken."""

    siret: str
    name: str
    public: bool = True
    active: bool = True
    service_required: bool = False
    engagement_required: bool = False
    either_required: bool = False
    services: tuple[NewService, ...] = ()
    structure_id: int | None = None
    street: str = "1 RUE DE L'EXEMPLE"
    post_code: str = "99999"
    city: str = "VILLE FICTIVE"


_PUBLIC = NewService(code=PUBLIC_INVOICES_SERVICE, label="Factures publiques")

DATA_SET: Final = (
    NewStructure(
        siret=SUPPLIER_SIRET,
        name="ATELIER FICTIF DES TILLEULS",
        public=False,
        structure_id=400_001,
    ),
    NewStructure(
        siret=OTHER_SUPPLIER_SIRET,
        name="IMPRIMERIE IMAGINAIRE DU PONT",
        public=False,
        structure_id=400_002,
    ),
    NewStructure(
        siret=PRIVATE_RECIPIENT_SIRET,
        name="SOCIETE PRIVEE INVENTEE",
        public=False,
        structure_id=400_003,
    ),
    NewStructure(
        siret=RECIPIENT_SIRET,
        name="DESTINATAIRE SANS EXIGENCE",
        services=(
            _PUBLIC,
            NewService(code="Acheteur", label="Acheteur"),
            NewService(code="SERVICE_FERME", label="Service fermé", active=False),
        ),
        structure_id=400_010,
    ),
    NewStructure(
        siret=ENGAGEMENT_RECIPIENT_SIRET,
        name="DESTINATAIRE ENGAGEMENT OBLIGATOIRE",
        engagement_required=True,
        services=(_PUBLIC,),
        structure_id=400_011,
    ),
    NewStructure(
        siret=SERVICE_RECIPIENT_SIRET,
        name="DESTINATAIRE SERVICE OBLIGATOIRE",
        service_required=True,
        services=(
            _PUBLIC,
            NewService(code="SERVICE_DEST_SERV_OBL", label="Service obligatoire"),
            NewService(
                code="SERVICE_AVEC_EJ", label="Service avec engagement", engagement_required=True
            ),
        ),
        structure_id=400_012,
    ),
    NewStructure(
        siret=EITHER_RECIPIENT_SIRET,
        name="DESTINATAIRE ENGAGEMENT OU SERVICE",
        either_required=True,
        services=(
            _PUBLIC,
            NewService(code="SERVICE_DEST_EJ_OU_SERV_OBL", label="Engagement ou service"),
        ),
        structure_id=400_013,
    ),
    NewStructure(
        siret=INACTIVE_RECIPIENT_SIRET,
        name="DESTINATAIRE INACTIF",
        active=False,
        services=(_PUBLIC,),
        structure_id=400_014,
    ),
    NewStructure(
        siret=STATE_SIRET,
        name="ETAT FICTIF",
        service_required=True,
        engagement_required=True,
        services=(_PUBLIC, NewService(code="SFACETAT", label="Facturier de l'État")),
        structure_id=501_100,
    ),
)
