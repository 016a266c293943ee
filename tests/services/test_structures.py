"""Structures and what they demand, exact on the wire."""

from __future__ import annotations

from datetime import UTC, datetime

from scripted import refusal, success


def test_a_structure_is_found_by_its_siret(desk):
    row = {
        "idStructureCPP": 501100,
        "typeIdentifiantStructure": "SIRET",
        "identifiantStructure": "11000201100044",
        "designationStructure": "ETAT",
        "statut": "ACTIVE",
    }
    desk.says(success(listeStructures=row, parametresRetour={"pages": 1, "total": 1}))
    structure = desk.structures.find("11000201100044")
    assert structure is not None
    assert (structure.id, structure.is_active) == (501100, True)
    assert desk.paths == ["/cpro/structures/v1/rechercher"]
    assert desk.transport.sent_json() == {
        "structure": {
            "identifiantStructure": "11000201100044",
            "typeIdentifiantStructure": "SIRET",
        },
        "parametres": {"nbResultatsParPage": 100, "pageResultatDemandee": 1},
    }


def test_an_unknown_siret_is_none(desk):
    desk.says(success(listeStructures=[]), refusal(20000, "TRA_MSG_00.015"))
    assert desk.structures.find("00000000000000") is None
    assert desk.structures.find("00000000000000") is None


def test_details_say_what_a_recipient_demands(desk):
    desk.says(
        success(
            informationGenerales={
                "idStructureCPP": 1,
                "structurePriveePublique": "PUBLIQUE",
                "dateExpirationMotPasseCompteTech": "2027-01-21T10:00:00Z",
            },
            parametres={"codeServiceDoitEtreRenseigne": True, "numeroEJDoitEtreRenseigne": "NON"},
        )
    )
    details = desk.structures.fetch(1)
    assert details.is_public
    assert details.service_code_required is True
    assert details.commitment_required is False
    assert details.service_code_or_commitment_required is None
    assert details.technical_password_expires_at == datetime(2027, 1, 21, 10, tzinfo=UTC)
    assert desk.transport.sent_json() == {"idStructureCPP": 1, "codeLangue": "fr"}


def test_services_are_listed_under_the_other_name_of_the_id(desk):
    desk.says(
        success(
            listeServices=[
                {
                    "idService": 3,
                    "codeService": "SFACETAT",
                    "estActif": True,
                    "dateDbtService": "2020-01-01 00:00",
                }
            ],
            parametresRetour={"pages": 1, "total": 1},
        )
    )
    (service,) = desk.structures.services(501100)
    assert (service.code, service.is_active) == ("SFACETAT", True)
    assert desk.transport.sent_json()["idStructure"] == 501100


def test_a_service_says_what_it_demands(desk):
    desk.says(
        success(
            informationsGenerales={"codeService": "A", "nomService": "Achats"},
            parametres={"numeroEngagement": True, "dateDebutValidite": "2020-01-01 00:00"},
        )
    )
    service = desk.structures.fetch_service(501100, 3)
    assert (service.code, service.name, service.commitment_required) == ("A", "Achats", True)
    assert service.valid_from == datetime(2019, 12, 31, 23, tzinfo=UTC)
    assert desk.paths == ["/cpro/structures/v1/consulter/service"]
    assert desk.transport.sent_json() == {"codeLangue": "fr", "idStructure": 501100, "idService": 3}


def test_private_structures_are_listed_when_asked_for(desk):
    desk.says(success(listeStructures=[]))
    assert desk.structures.find("12345678200051", include_private=True) is None
    assert desk.transport.sent_json()["restreindreStructuresPrivees"] is False
