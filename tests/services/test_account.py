"""One's own account, exact on the wire."""

from __future__ import annotations

from datetime import date

import pytest
from scripted import success
from wire import Wire, paged

from chorus_sdk.services.account import Account
from chorus_sdk.services.account_values import OwnStructure
from chorus_sdk.services.codes import (
    IdentifierType,
    MembershipStatus,
    WorkspaceRight,
    WorkspaceStatus,
)

PAGE_1 = {"pageResultatDemandee": 1, "nbResultatsParPage": 100}


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def account(wire) -> Account:
    return Account(wire.api)


def test_memberships_come_with_their_services(wire, account):
    service = {
        "idService": 3,
        "idRattachementService": 4,
        "codeService": "S1",
        "libelleService": "Un",
        "statutService": "ACTIF",
        "statutRattachementService": "VALIDEE",
        "estActif": True,
        "dateDbtService": "2020-01-01 01:00",
    }
    row = {
        "idStructure": 400001,
        "idRattachementStructure": 7,
        "typeIdentifiantStructure": "SIRET",
        "identifiantStructure": "99900000300015",
        "designationStructure": "ATELIER",
        "roleUtilisateur": "GESTIONNAIRE_PRINCIPAL",
        "statutUtilisateur": "ACTIF",
        "statutRattachementStructure": "VALIDEE",
        "listeServicesRattache": service,
    }
    other = {"idStructure": 400002}
    wire.says(success(**paged("listeStructureRattachement", row, other)))
    first, second = account.memberships()
    assert (first.structure_id, first.role) == (400001, "GESTIONNAIRE_PRINCIPAL")
    assert first.identifier_type is IdentifierType.SIRET
    (kept,) = first.services
    assert (kept.service_id, kept.code, kept.is_active) == (3, "S1", True)
    assert second.services == ()
    assert wire.sent == [("POST", "/cpro/utilisateurs/v1/monCompte/recuperer/rattachements")]
    assert wire.body == {
        "parametresRecherche": {**PAGE_1, "triSens": "Ascendant", "triColonne": "IdStructure"}
    }


def test_a_users_services_are_listed_by_the_number_or_the_identifier(wire, account):
    row = {
        "idService": 3,
        "idRattachement": 9,
        "codeService": "S1",
        "nomService": "Un",
        "statutRattachement": "EN_COURS_DE_VALIDATION",
        "commentaire": "demande",
        "dateDebut": "2026-11-23T00:00:00+01:00",
        "dateFin": None,
    }
    wire.says(
        success(**paged("listeServices", row, idStructure=1, premierService=False)),
        success(**paged("listeServices")),
    )
    (one,) = account.service_memberships(400001, user_id=5)
    assert (one.id, one.service_id, one.comment) == (9, 3, "demande")
    assert one.status is MembershipStatus.PENDING
    assert (one.from_date, one.to_date) == (date(2026, 11, 23), None)
    assert wire.sent == [("POST", "/cpro/structures/v1/lister/rattachementsutilisateur")]
    paging = {"parametresListerRattachementsStructureUtilisateur": PAGE_1}
    assert wire.body == {"idStructure": 400001, "idUtilisateur": 5, **paging}
    assert list(account.service_memberships("99900000300015", email="a@example.org")) == []
    assert wire.body == {
        "typeIdentifiantStructure": "SIRET",
        "identifiantStructure": "99900000300015",
        "adresseEmailConnexionUtilisateur": "a@example.org",
        **paging,
    }


def test_spaces_are_listed_with_their_state_and_their_right(wire, account):
    row = {
        "idEspaceFo": 71,
        "codeEspace": 7,
        "libelleEspace": "Factures reçues",
        "etatCourant": "ACTIVE",
        "typeHabilitation": "CONSULTATION_UNIQUEMENT",
        "idService": 3,
    }
    wire.says(success(**paged("listeEspace", row)))
    (space,) = account.workspaces(OwnStructure(id=400010), service_id=3)
    assert (space.id, space.code) == (71, 7)
    assert (space.status, space.right) == (WorkspaceStatus.ACTIVE, WorkspaceRight.READ_ONLY)
    assert wire.sent == [("POST", "/cpro/structures/v1/rechercher/espaces")]
    assert wire.body == {
        "structure": {"idStructure": 400010},
        "idService": 3,
        "parametresRechercherEspaces": PAGE_1,
    }


def test_bank_accounts_are_those_of_a_structure(wire, account):
    wire.says(
        success(
            listeCoordonneeBancaire=[{"idCoordonneeBancaire": 8, "nomCoordonneeBancaire": "Paie"}]
        )
    )
    (one,) = account.bank_accounts(OwnStructure(id=400001))
    assert (one.id, one.name) == (8, "Paie")
    assert wire.sent == [("POST", "/cpro/transverses/v1/recuperer/coordbanc/valides")]
    assert wire.body == {"idStructure": 400001}


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("supplier_structures", "fournisseur"),
        ("recipient_structures", "destinataire"),
        ("works_structures", "facturetravaux"),
    ],
)
def test_active_structures_are_given_by_what_they_do(wire, account, method, path):
    row = {"idStructureCPP": 400001, "identifiant": "999", "designationStructure": "ATELIER"}
    wire.says(success(listeStructures=row))
    (one,) = getattr(account, method)()
    assert one == OwnStructure(id=400001, identifier="999", name="ATELIER")
    assert wire.sent == [("POST", f"/cpro/transverses/v1/recuperer/structures/actives/{path}")]
    assert wire.body == {}


def test_structures_of_a_space_are_named_otherwise(wire, account):
    row = {
        "idStructure": 400001,
        "typeIdentifiantStructure": "SIRET",
        "identifiantStructure": "999",
        "designationStructure": "ATELIER",
    }
    wire.says(success(listeStructures=[row]))
    (one,) = account.workspace_structures()
    assert (one.id, one.identifier_type) == (400001, IdentifierType.SIRET)
    assert wire.sent == [("POST", "/cpro/transverses/v1/recuperer/structuresPourUtilisateur")]
    assert wire.body == {"espaceFo": 0}
