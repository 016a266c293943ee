"""What others do on the portal: approvers are named, pieces of works follow one another."""

from __future__ import annotations

import pytest

from chorus_sdk.errors import ConfigurationError, NotFoundError
from chorus_sdk.sandbox.data import OTHER_SUPPLIER_SIRET, RECIPIENT_SIRET, SUPPLIER_SIRET
from chorus_sdk.sandbox.qualification import (
    ACTORS,
    CONTRACTING_AUTHORITY_SIRET,
    PROJECT_MANAGER_SIRET,
)
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice

WORKS = "/cpro/facturesTravaux/v1/rechercher"
AS_SUPPLIER = "/cpro/factures/v1/consulter/fournisseur"
AS_RECIPIENT = "/cpro/factures/v1/consulter/recipiendaire"


@pytest.fixture
def works(caller):
    """A supplier with one A4 that waits for the project manager; its number is 1."""
    for actor in ACTORS:
        caller.sandbox.register_structure(actor)
    caller.deposit_xml(sample_cii(sample_invoice(number="T-4", framework="A4")))
    caller.sandbox.advance(60)
    return caller


def statuses(caller, role: str) -> dict[str, str]:
    said = caller.call(WORKS, roleUtilisateur=role, numeroFactureTravaux="")
    lines = said.get("listeFacturesTravaux", [])
    return {
        line["numeroFactureTravaux"]: line["statutFactureTravaux"]
        for line in lines
        if line["numeroFactureTravaux"].startswith("T-")
    }


def issue(sandbox, number: str, framework: str, next_number: str, issuer: str) -> None:
    sandbox.on_portal.issue_next_piece(
        number, framework=framework, next_number=next_number, issuer=issuer
    )


def test_the_monthly_chain_goes_from_a4_to_a15_to_a19(works, caller_of):
    sandbox = works.sandbox
    manager = caller_of(PROJECT_MANAGER_SIRET)
    assert statuses(works, "FOURNISSEUR") == {"T-4": "A_ASSOCIER_MOE"}
    assert statuses(manager, "MOE") == {}
    sandbox.on_portal.name_project_manager("T-4", PROJECT_MANAGER_SIRET)
    assert statuses(manager, "MOE") == {"T-4": "A_ASSOCIER_MOE"}
    issue(sandbox, "T-4", "A15", "T-15", PROJECT_MANAGER_SIRET)
    sandbox.advance(60)
    assert statuses(manager, "MOE") == {"T-4": "ASSOCIEE", "T-15": "A_ASSOCIER_MOA"}
    issue(sandbox, "T-15", "A19", "T-19", CONTRACTING_AUTHORITY_SIRET)
    sandbox.advance(60)
    authority = caller_of(CONTRACTING_AUTHORITY_SIRET)
    assert statuses(authority, "MOA") == {"T-15": "ASSOCIEE", "T-19": "MISE_A_DISPOSITION"}
    recipient = caller_of(RECIPIENT_SIRET)
    assert statuses(recipient, "DESTINATAIRE")["T-19"] == "MISE_A_DISPOSITION"


def test_pieces_name_one_another_as_each_reader_is_told(works, caller_of):
    sandbox = works.sandbox
    issue(sandbox, "T-4", "A15", "T-15", PROJECT_MANAGER_SIRET)
    (found,) = works.call(WORKS, roleUtilisateur="FOURNISSEUR", numeroFactureTravaux="T-4")[
        "listeFacturesTravaux"
    ]
    first = works.call(AS_SUPPLIER, identifiantFactureCPP=found["idFactureTravaux"])["facture"]
    after = first["pieceSuivante"]
    assert after["numeroPieceSuiante"] == "T-15"
    assert after["cadreFacturationPieceSuivante"] == "A15_ETAT_ACOMPTE_MOE"
    assert first["piecePrecedente"] is None
    assert first["cadreDeFacturation"]["identifiantMoe"] == PROJECT_MANAGER_SIRET
    recipient = caller_of(RECIPIENT_SIRET)
    told = recipient.call(AS_RECIPIENT, identifiantFactureCPP=found["idFactureTravaux"])["facture"]
    assert told["pieceSuivante"]["numeroPieceSuivante"] == "T-15"
    assert "numeroPieceSuiante" not in told["pieceSuivante"]
    sandbox.advance(60)
    second = recipient.call(AS_RECIPIENT, identifiantFactureCPP=after["idPieceSuivante"])["facture"]
    before = second["piecePrecedente"]
    assert before["numeroPiecePrecedente"] == "T-4"
    assert before["identifiantDestinatairePiecePrecedente"] == RECIPIENT_SIRET
    assert second["montantTotal"]["montantTtcTotal"] == 134.4
    assert second["references"]["typeFactureTravaux"] == "ETAT_ACOMPTE"


def test_only_what_is_not_followed_can_be_asked_for(works):
    issue(works.sandbox, "T-4", "A15", "T-15", PROJECT_MANAGER_SIRET)
    asked = {"roleUtilisateur": "FOURNISSEUR", "uniquementSansPieceSuivante": True}
    found = {
        line["numeroFactureTravaux"] for line in works.call(WORKS, **asked)["listeFacturesTravaux"]
    }
    assert "T-15" in found
    assert "T-4" not in found


@pytest.mark.parametrize(
    ("number", "framework", "issuer"),
    [
        ("T-4", "A19", PROJECT_MANAGER_SIRET),
        ("T-4", "A99", PROJECT_MANAGER_SIRET),
        ("F2026-0001", "A15", PROJECT_MANAGER_SIRET),
    ],
)
def test_a_piece_that_does_not_follow_is_refused(works, number, framework, issuer):
    works.deposit_xml(sample_cii())
    works.sandbox.advance(60)
    with pytest.raises(ConfigurationError) as caught:
        issue(works.sandbox, number, framework, "T-9", issuer)
    assert caught.value.setting == "framework"


def test_a_piece_is_issued_once_and_by_the_named_project_manager(works):
    sandbox = works.sandbox
    sandbox.on_portal.name_project_manager("T-4", PROJECT_MANAGER_SIRET)
    with pytest.raises(ConfigurationError) as caught:
        issue(sandbox, "T-4", "A15", "T-15", OTHER_SUPPLIER_SIRET)
    assert caught.value.setting == "issuer"
    issue(sandbox, "T-4", "A15", "T-15", PROJECT_MANAGER_SIRET)
    with pytest.raises(ConfigurationError) as caught:
        issue(sandbox, "T-4", "A15", "T-16", PROJECT_MANAGER_SIRET)
    assert caught.value.setting == "number"


def test_the_supplier_alone_issues_its_own_piece(works):
    sandbox = works.sandbox
    issue(sandbox, "T-4", "A15", "T-15", PROJECT_MANAGER_SIRET)
    sandbox.advance(60)
    with pytest.raises(ConfigurationError) as caught:
        issue(sandbox, "T-15", "A6", "T-6", OTHER_SUPPLIER_SIRET)
    assert caught.value.setting == "issuer"
    issue(sandbox, "T-15", "A6", "T-6", SUPPLIER_SIRET)
    sandbox.advance(60)
    assert statuses(works, "FOURNISSEUR")["T-6"] == "MISE_A_DISPOSITION"


def test_only_frames_with_approvers_get_one_and_everybody_has_to_exist(works):
    acts = works.sandbox.on_portal
    with pytest.raises(ConfigurationError):
        acts.name_approver("T-4", OTHER_SUPPLIER_SIRET)
    with pytest.raises(NotFoundError):
        acts.name_approver("T-0", OTHER_SUPPLIER_SIRET)
    with pytest.raises(NotFoundError):
        acts.name_project_manager("T-4", "00000000000000")
