"""Structures, services and files as the repository writes them. Source: chorus-pro-api §3.8."""

from __future__ import annotations

import hashlib
from typing import Final

from chorus_sdk.sandbox.holdings import Attachment
from chorus_sdk.sandbox.moments import with_offset
from chorus_sdk.sandbox.platform import Service
from chorus_sdk.sandbox.state import Structure

_EMPTY_TEXTS: Final = (
    *("nomStructure", "prenomStructure", "numeroRcsStructure", "contactPrincipal"),
    *("organisationParent", "complementAdresse1", "complementAdresse2", "adresseElectronique"),
    *("telephone", "numeroPacage", "structureOrigine", "categorieJuridique"),
    *("categorieEntreprise", "derniereMaj"),
)
_EMPTY_NUMBERS: Final = ("categorieFournisseurMemoireId", "categorieBeneficiaireId")
_FALSE: Final = (
    *("statutMiseEnPaiementNestPasRemonte", "avecMOA", "estMOAUniquement"),
    *("estCentreGestionAgricole", "nonDiffusibleInsee"),
)
_PLACE: Final = ("adresse", "complementAdresse1", "complementAdresse2", "codePostal", "ville")


def structure_uuid(one: Structure) -> str:
    """Return 32 hexadecimal characters that stay the same."""
    return _uuid("structure", one.structure_id)


def service_uuid(one: Service) -> str:
    """Return 32 hexadecimal characters that stay the same."""
    return _uuid("service", one.service_id)


def file_uuid(one: Attachment) -> str:
    """Return 32 hexadecimal characters that stay the same."""
    return _uuid("file", one.attachment_id)


def vat_number(one: Structure) -> str:
    """Return the intra-Community number that follows from the SIREN."""
    siren = int(one.identifier[:9])
    return f"FR{(12 + 3 * (siren % 97)) % 97:02d}{siren:09d}"


def structure_row(one: Structure, *, reception: bool, connection: bool) -> dict[str, object]:
    """Write a structure."""
    return {
        **dict.fromkeys(_EMPTY_TEXTS, ""),
        **dict.fromkeys(_EMPTY_NUMBERS, 0),
        **dict.fromkeys(_FALSE, False),
        "uuid": structure_uuid(one),
        "identifiant": one.identifier,
        "typeIdentifiant": "0",
        "libelleOrganisation": one.name,
        "raisonSociale": one.name,
        "typeOrganisation": "public" if one.public else "private",
        "status": "active" if one.active else "inactive",
        "numeroTvaIntracommunautaire": vat_number(one),
        "adresse": one.street,
        "codePostal": one.post_code,
        "ville": one.city,
        "pays": "France",
        "numeroEjDoitEtreRenseigne": one.engagement_required,
        "codeServiceDoitEtreRenseigne": one.service_required,
        "gestionNumeroEJOuCodeService": one.either_required,
        "recevoirCyclesViesEdi": reception,
        "emetteurFluxEdi": connection,
    }


def service_row(one: Service, owner: Structure) -> dict[str, object]:
    """Write a service."""
    since = with_offset(one.started_at)
    return {
        **dict.fromkeys(_PLACE, ""),
        "pays": "",
        "telephone": "",
        "uuid": service_uuid(one),
        "codeService": one.code,
        "libelle": one.label,
        "description": "",
        "rattachementOrganisation": structure_uuid(owner),
        "etatService": "ACTIF" if one.active else "INACTIF",
        "numeroEj": one.engagement_required,
        "dateCreation": since,
        "dateDebutActivation": since,
        "dateFinActivation": "",
        "dateModification": since,
        "dateSuppression": "",
        "derniereMaj": since,
    }


def file_row(one: Attachment) -> dict[str, object]:
    """Write a file without its content."""
    return {
        "uuid": file_uuid(one),
        "fileName": one.name,
        "contentType": "text/plain" if one.extension == "TXT" else "application/octet-stream",
        "sizeBytes": len(one.content),
    }


def _uuid(kind: str, number: int) -> str:
    return hashlib.sha256(f"{kind} {number}".encode()).hexdigest()[:32]
