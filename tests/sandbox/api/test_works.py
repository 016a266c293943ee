"""Works invoices in the sandbox: their frames, their actors, and what is asked for."""

from __future__ import annotations

import pytest

from chorus_sdk.sandbox.data import OTHER_SUPPLIER_SIRET, RECIPIENT_SIRET
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice

PATH = "/cpro/facturesTravaux/v1/rechercher"


@pytest.fixture
def works(caller):
    """A supplier with one plain and one works invoice."""
    for number, framework in (("F-1", "A1"), ("T-4", "A4")):
        invoice = sample_invoice(number=number, framework=framework)
        caller.deposit_xml(sample_cii(invoice))
    caller.sandbox.advance(60)
    return caller


def ask(caller, role: str = "FOURNISSEUR", **asked) -> dict:
    return caller.call(PATH, roleUtilisateur=role, **asked)


def numbers(said: dict) -> list[str]:
    return [one["numeroFactureTravaux"] for one in said["listeFacturesTravaux"]]


def test_only_frames_of_works_are_found_by_both_parties(works, caller_of):
    said = ask(works)
    (line,) = said["listeFacturesTravaux"]
    assert (line["numeroFactureTravaux"], line["typeFactureTravaux"]) == (
        "T-4",
        "PROJET_DECOMPTE_MENSUEL",
    )
    assert line["typeDemandePaiement"] == "FACTURE_TRAVAUX"
    assert said["parametresRetour"]["total"] == 1
    recipient = caller_of(RECIPIENT_SIRET)
    assert numbers(ask(recipient, "DESTINATAIRE")) == ["T-4"]
    assert numbers(ask(recipient, "MOA")) == ["T-4"]


@pytest.mark.parametrize("role", ["MOE", "VALIDEUR"])
def test_nothing_found_has_its_own_return_code(works, caller_of, role):
    nothing = {"codeRetour": 20007, "libelle": "GFT_MSG_01.075"}
    assert ask(works, role) == nothing
    assert ask(caller_of(OTHER_SUPPLIER_SIRET)) == nothing


def test_a_supplier_is_no_recipient_and_a_role_has_to_be_known(works):
    for role in ("DESTINATAIRE", "INCONNU"):
        said = ask(works, role)
        assert said["codeRetour"] not in {0, 20007}
    assert works.call(PATH)["codeRetour"] not in {0, 20007}


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"numeroFactureTravaux": "T-4"}, True),
        ({"numeroFactureTravaux": "T-5"}, False),
        ({"listeTypeFactureTravaux": ["PROJET_DECOMPTE_MENSUEL"]}, True),
        ({"listeTypeFactureTravaux": ["ETAT_ACOMPTE"]}, False),
        ({"cadreFacturation": "A4_PROJET_DECOMPTE_MENSUEL_FOURNISSEUR"}, True),
        ({"cadreFacturation": "A5_ETAT_ACOMPTE_FOURNISSEUR"}, False),
        ({"listeStatutCourant": ["REJETEE"]}, False),
        ({"idDestinataire": 400_010}, True),
        ({"idStructureFournisseur": 400_002}, False),
        ({"idStructureMoe": 400_010}, False),
        ({"flagTelecharge": False}, True),
        ({"flagTelecharge": True}, False),
        ({"periodeDateFactureTravauxDu": "2026-11-20"}, True),
        ({"periodeDateFactureTravauxDu": "2026-11-21"}, False),
        ({"periodeDateFactureTravauxAu": "2026-11-19"}, False),
        ({"periodeDateDepotAu": "2000-01-01"}, False),
        ({"periodeDateHeureEtatCourantDu": "2000-01-01T00:00:00Z"}, True),
        ({"periodeDateHeureEtatCourantDu": "2100-01-01"}, False),
        ({"periodeDateHeureEtatCourantAu": "2000-01-01"}, False),
        ({"periodeDateHeureEtatCourantAu": "2000-01-01T00:00:00Z"}, False),
    ],
)
def test_every_criterion_has_to_hold(works, asked, is_found):
    said = ask(works, **asked)
    assert said["codeRetour"] == (0 if is_found else 20007)
