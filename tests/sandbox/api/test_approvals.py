"""An approver in the sandbox: subcontractors' invoices wait for it, and for nobody else."""

from __future__ import annotations

import pytest

from chorus_sdk.sandbox.data import (
    OTHER_SUPPLIER_SIRET,
    PRIVATE_RECIPIENT_SIRET,
    RECIPIENT_SIRET,
    SUPPLIER_SIRET,
)
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice

AT = "/cpro/factures/v1/"
SEARCH = AT + "rechercher/valideur"
TO_DO = AT + "rechercher/aTraiter/valideur"
FETCH = AT + "consulter/valideur"
PROCESS = AT + "traiter/factureAValider"
VISIBLE = AT + "recuperer/statutsFactureVisibles/valideur"
NO_RIGHT = {"codeRetour": 20001, "libelle": "GDP_MSG_11.005"}
# chorus-pro-api §3.1 no. 15, by hand
LINE = """idFacture typeDemandePaiement idFournisseur identifiantFournisseur
typeIdentifiantFournisseur designationFournisseur codeServiceFournisseur nomServiceFournisseur
idMoe typeIdentifiantMoe identifiantMoe designationMoe idServiceMoe codeServiceMoe nomServiceMoe
idMoa typeIdentifiantMoa identifiantMoa designationMoa idServiceMoa codeServiceMoa nomServiceMoa
idDestinataire typeIdentifiantDestinataire identifiantDestinataire designationDestinataire
idServiceExecutant codeServiceExecutant nomServiceExecutant idValideur typeIdentifiantValideur
identifiantValideur designationValideur typeFacture typeFactureTravaux numeroFacture dateFacture
dateDepot montantHT montantTTC montantAPayer devise statut numeroMarche numeroEngagement"""


@pytest.fixture
def approver(caller, caller_of):
    """The main contractor, named to approve one invoice of two; their number is 1."""
    for number, framework in (("S-1", "A9"), ("F-1", "A1")):
        invoice = sample_invoice(number=number, framework=framework)
        caller.deposit_xml(sample_cii(invoice))
    caller.sandbox.advance(31)
    caller.sandbox.on_portal.name_approver("S-1", OTHER_SUPPLIER_SIRET)
    caller.sandbox.advance(60)
    return caller_of(OTHER_SUPPLIER_SIRET)


def number_of(caller) -> int:
    (line,) = caller.call(SEARCH)["listeFactures"]
    return line["idFacture"]


def decide(caller, action: str, **more) -> dict:
    return caller.call(PROCESS, idFacture=number_of(caller), action=action, **more)


def wait_days(days: int, *callers) -> None:
    callers[0].sandbox.advance(days * 86_400)
    for one in callers:
        one.bearer = ""  # its token has ended


def status(caller, number: int) -> str:
    return caller.call("history", idFacture=number)["statutCourantCode"]


def test_a_line_has_every_field_of_the_reference(approver):
    said = approver.call(SEARCH)
    (line,) = said["listeFactures"]
    assert sorted(line) == sorted(LINE.split())
    assert (line["numeroFacture"], line["statut"]) == ("S-1", "A_VALIDER_1")
    assert line["identifiantValideur"] == OTHER_SUPPLIER_SIRET
    assert line["identifiantFournisseur"] == SUPPLIER_SIRET
    assert line["identifiantDestinataire"] == RECIPIENT_SIRET
    assert said["parametresRetour"] == {
        "pageCourante": 1,
        "pages": 1,
        "nbResultatsParPage": 10,
        "total": 1,
    }


@pytest.mark.parametrize(
    ("asked", "is_found"),
    [
        ({"typeDemandePaiement": "FACTURE"}, True),
        ({"typeDemandePaiement": "FACTURE_TRAVAUX"}, False),
        ({"idDestinataire": 400_010}, True),
        ({"idDestinataire": 400_011}, False),
        ({"idDestinataire": 400_011, "rechercheSirenDestinataire": True}, True),
        ({"idFournisseur": 400_001}, True),
        ({"idFournisseur": 400_003}, False),
        ({"idServiceExecutant": 1}, False),
        ({"idServiceFournisseur": 1}, False),
        ({"idStructureValideur": 400_002}, True),
        ({"idStructureValideur": 400_003}, False),
        ({"idStructureMoe": 400_003}, False),
        ({"idStructureMoa": 400_003}, False),
        ({"cadreFacturation": "A9_FACTURE_SOUSTRAITANT"}, True),
        ({"cadreFacturation": "A12_FACTURE_COTRAITANT"}, False),
        ({"statutCourant": ["A_VALIDER_1"]}, True),
        ({"statutCourant": ["VALIDEE_1"]}, False),
        ({"listeTypeFacture": ["AVOIR"]}, False),
        ({"listeTypeFactureTravaux": ["ETAT_ACOMPTE"]}, False),
        ({"montantAPayerMin": 134.41}, False),
        ({"montantAPayerMin": 134.40}, True),
        ({"periodeDateFactureAu": "2026-11-19"}, False),
        ({"numeroEngagement": "E-1"}, False),
    ],
)
def test_every_criterion_has_to_hold(approver, asked, is_found):
    assert bool(approver.call(SEARCH, **asked)["listeFactures"]) is is_found


def test_the_to_do_list_holds_what_is_due_to_the_caller_alone(approver, caller):
    def due(one, **asked):
        said = one.call(TO_DO, **asked)
        return [line["numeroFacture"] for line in said["listeFactures"]]

    assert due(approver) == due(approver, idStructure=400_002) == ["S-1"]
    assert due(approver, identifiantStructure=OTHER_SUPPLIER_SIRET) == ["S-1"]
    assert due(caller) == []
    assert approver.call(TO_DO, idStructure=400_001)["codeRetour"] == 20001
    assert approver.call(TO_DO, identifiantStructure=SUPPLIER_SIRET) == NO_RIGHT
    decide(approver, "VALIDATION")
    assert due(approver) == []
    assert number_of(approver)


def test_an_approved_invoice_goes_to_its_recipient(approver, caller_of):
    number = number_of(approver)
    recipient = caller_of(RECIPIENT_SIRET)
    search = AT + "rechercher/recipiendaire"
    assert recipient.call(search, numeroFacture="S-1")["codeRetour"] == 20000
    said = decide(approver, "VALIDATION", idValideur=400_002)
    assert (said["codeRetour"], said["statutFacture"]) == (0, "VALIDEE_1")
    assert (said["idFacture"], said["numeroFacture"]) == (number, "S-1")
    approver.sandbox.advance(20)
    assert status(recipient, number) == "MISE_A_DISPOSITION"
    assert recipient.call(search, numeroFacture="S-1")["codeRetour"] == 0
    facture = approver.call(FETCH, identifiantFactureCPP=number)["facture"]
    frame = facture["cadreDeFacturation"]
    assert (frame["codeValideur1"], frame["dateValidation1"]) == (
        OTHER_SUPPLIER_SIRET,
        "2026-11-23",
    )
    assert facture["rejetTraite"] is False


@pytest.mark.parametrize("reason", ["MONTANT", "1", 1])
def test_a_refused_invoice_stays_where_it_is_with_its_reason(approver, caller, reason):
    number = number_of(approver)
    said = decide(approver, "REFUS", motifRefus=reason, complementInfo="12 de trop")
    assert said["statutFacture"] == "REFUSEE_1"
    wait_days(30, approver, caller)
    history = caller.call("history", idFacture=number)
    assert history["statutCourantCode"] == "REFUSEE_1"
    entry = history["historiquesDesStatuts"]["histoStatut"][0]
    assert entry["histoStatutCommentaire"] == "Erreur de montant : 12 de trop"


def test_a_wrong_approver_gives_the_invoice_back_for_correction(approver, caller, caller_of):
    number = number_of(approver)
    said = decide(approver, "REFUS", motifRefus="VALIDEUR")
    assert said["statutFacture"] == "ERREUR_FOURNISSEUR_SUR_VALIDEUR"
    corrected = caller.call(
        AT + "corriger/valideur/facture",
        idFacture=number,
        typeIdentifiantStructure="SIRET",
        identifiantStructure=PRIVATE_RECIPIENT_SIRET,
    )
    assert corrected["codeRetour"] == 0
    assert approver.call(SEARCH)["listeFactures"] == []
    right = caller_of(PRIVATE_RECIPIENT_SIRET)
    assert decide(right, "VALIDATION")["statutFacture"] == "VALIDEE_1"


def test_two_approvers_decide_one_after_the_other(approver, caller_of):
    approver.sandbox.on_portal.name_approver("S-1", PRIVATE_RECIPIENT_SIRET, level=2)
    second = caller_of(PRIVATE_RECIPIENT_SIRET)
    number = number_of(approver)
    assert decide(second, "VALIDATION") == NO_RIGHT
    assert decide(approver, "VALIDATION")["statutFacture"] == "VALIDEE_1"
    assert status(approver, number) == "A_VALIDER_2"
    assert decide(approver, "VALIDATION") == NO_RIGHT
    said = decide(second, "REFUS", motifRefus="VALIDEUR")
    assert said["statutFacture"] == "ERREUR_COTRAITANT_SUR_VALIDEUR"


def test_who_says_nothing_for_fifteen_days_holds_nothing_up(approver, caller):
    number = number_of(approver)
    wait_days(15, approver, caller)
    assert status(caller, number) == "MISE_A_DISPOSITION"
    assert decide(approver, "VALIDATION")["libelle"] == "GDP_MSG_11.001"
    codes = {
        entry["histoStatutCode"]
        for entry in caller.call("history", idFacture=number)["historiquesDesStatuts"][
            "histoStatut"
        ]
    }
    assert "ABSENCE_VALIDATION_1_HORS_DELAI" in codes


def test_a_decision_is_made_once(approver):
    decide(approver, "VALIDATION")
    assert decide(approver, "REFUS", motifRefus="MONTANT")["libelle"] == "GDP_MSG_11.001"


@pytest.mark.parametrize("action", ["MISE_EN_PAIEMENT", "SUSPENSION", "REJET", "INCONNUE"])
def test_an_approver_approves_or_refuses_and_nothing_else(approver, action):
    assert decide(approver, action)["codeRetour"] not in {0, 20001}
    assert status(approver, number_of(approver)) == "A_VALIDER_1"


def test_a_refusal_needs_a_known_reason(approver):
    assert decide(approver, "REFUS")["codeRetour"] == 20002
    assert decide(approver, "REFUS", motifRefus="INCONNU")["codeRetour"] not in {0, 20002}
    assert decide(approver, "VALIDATION", complementInfo="x" * 2001)["codeRetour"] != 0
    assert status(approver, number_of(approver)) == "A_VALIDER_1"


def test_nobody_else_approves_or_looks(approver, caller, caller_of):
    number = number_of(approver)
    asked = {"idFacture": number, "action": "VALIDATION", "identifiantFactureCPP": number}
    for one in (caller, caller_of(RECIPIENT_SIRET), caller_of(PRIVATE_RECIPIENT_SIRET)):
        assert one.call(PROCESS, **asked) == NO_RIGHT
        assert one.call(FETCH, **asked) == NO_RIGHT
    assert decide(approver, "VALIDATION", idValideur=400_001) == NO_RIGHT


def test_visible_statuses_are_told(approver):
    listed = approver.call(VISIBLE)["listeStatutFacture"]
    codes = {one["codeStatutFacture"] for one in listed}
    assert {"A_VALIDER_1", "VALIDEE_2", "REFUSEE_1", "MISE_A_DISPOSITION"} <= codes
    assert "BROUILLON" not in codes
