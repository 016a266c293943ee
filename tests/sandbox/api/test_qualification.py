"""The qualification data set, on demand."""

from __future__ import annotations

import re

import pytest

from chorus_sdk.sandbox.data import RECIPIENT_SIRET
from chorus_sdk.sandbox.qualification import ACTORS

# chorus-pro-api §8.3, by hand
START = """
A2 MISE_EN_PAIEMENT A10 MISE_A_DISPOSITION_MOE A18 A_ASSOCIER_FOURNISSEUR A4 A_ASSOCIER_MOE
A12 MISE_A_DISPOSITION A19 MISE_A_DISPOSITION A5 A_ASSOCIER_MOA A13 A_ASSOCIER_MOE A20 ASSOCIEE
A6 MISE_A_DISPOSITION A14 A_ASSOCIER_MOE A22 MISE_A_DISPOSITION A7 A_ASSOCIER_MOE A15 ASSOCIEE
A23 MISE_A_DISPOSITION A8 MISE_A_DISPOSITION A16 MISE_A_DISPOSITION A24 MISE_A_DISPOSITION
A9 COMPLETEE A17 MISE_A_DISPOSITION A25 MISE_A_DISPOSITION
"""
WORKS = "/cpro/facturesTravaux/v1/rechercher"


@pytest.fixture
def loaded(caller, sandbox):
    assert sandbox.load_qualification_data() == 21
    return caller


def test_there_is_one_request_a_frame_in_its_start_status(loaded, sandbox):
    words = START.split()
    expected = sorted(zip(words[::2], words[1::2], strict=True))
    lines = loaded.call("search", rechercheFactureParFournisseur={"nbResultatsParPage": 100})[
        "listeFactures"
    ]
    frames = {
        row["number"]: row["frame"].partition("_")[0]
        for row in sandbox.store.rows("SELECT number, frame FROM invoice")
    }
    found = sorted((frames[line["numeroFacture"]], line["statut"]) for line in lines)
    assert found == expected
    assert all(re.fullmatch(r"QUAL_\d{14}", line["numeroFacture"]) for line in lines)


def test_works_are_found_as_works(loaded, caller_of):
    said = loaded.call(
        WORKS, roleUtilisateur="FOURNISSEUR", rechercheFactureTravaux={"nbResultatsParPage": 50}
    )
    assert said["parametresRetour"]["total"] == 18
    received = caller_of(RECIPIENT_SIRET).call(
        WORKS, roleUtilisateur="DESTINATAIRE", listeStatutCourant=["A_ASSOCIER_MOA"]
    )
    (line,) = received["listeFacturesTravaux"]
    assert line["typeFactureTravaux"] == "ETAT_ACOMPTE"


def test_loading_again_adds_nothing(loaded, sandbox):
    assert sandbox.load_qualification_data() == 0


def test_every_role_has_its_structure_with_its_services(loaded, caller_of):
    for actor in ACTORS:
        said = caller_of(actor.siret).call(
            "/cpro/utilisateurs/v1/monCompte/recuperer/rattachements"
        )
        (line,) = said["listeStructureRattachement"]
        codes = {one["codeService"] for one in line["listeServicesRattache"]}
        sector = "PUBLIQUE" if actor.public else "PRIVE"
        assert f"SERVICE_{sector}_1_{actor.siret}" in codes
        assert ("FACTURES_PUBLIQUES" in codes) == actor.public


def test_a_request_of_the_data_set_can_be_downloaded(loaded):
    (line,) = loaded.call("search", numeroFacture="QUAL_20260105000002")["listeFactures"]
    said = loaded.call(
        "download", format="PIVOT", listeFacture=[{"idFacture": line["identifiantFactureCPP"]}]
    )
    assert said["codeRetour"] == 0
