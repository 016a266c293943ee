"""The supplier's acts in the sandbox: legal moves alone, by the invoice's own supplier."""

from __future__ import annotations

import base64

import pytest

from chorus_sdk.sandbox.data import (
    OTHER_SUPPLIER_SIRET,
    RECIPIENT_SIRET,
    SERVICE_RECIPIENT_SIRET,
)
from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.invoice_life import Act, starts
from chorus_sdk.sandbox.platform import Habits
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice, sample_lot

AT = "/cpro/factures/v1/"
STATUSES = ["DEPOSEE", "SUSPENDUE", "A_RECYCLER", "REJETEE", "MANDATEE", "A_VALIDER_1"]


@pytest.fixture
def number(caller) -> int:
    """An invoice that is at its recipient's."""
    caller.deposit_xml(sample_cii())
    caller.sandbox.advance(60)
    (line,) = caller.call("search")["listeFactures"]
    return line["identifiantFactureCPP"]


def status(caller) -> str:
    return caller.call("search")["listeFactures"][0]["statut"]


def complete(caller, number: int, **more) -> dict:
    asked = {"identifiantFactureCPP": number, "commentaire": "Voici.", **more}
    return caller.call(AT + "completer", **asked)


def recycle(caller, number: int, **more) -> dict:
    return caller.call(AT + "recycler", identifiantFactureCPP=number, **more)


def correct(caller, number: int, **more) -> dict:
    asked = {"idFacture": number, "identifiantStructure": OTHER_SUPPLIER_SIRET, **more}
    return caller.call(AT + "corriger/valideur/facture", **asked)


def acknowledge(caller, *numbers: int) -> dict:
    named = [{"idDemandePaiement": number} for number in numbers]
    return caller.call(AT + "traiterRejet", listeDemandePaiement=named)


@pytest.mark.parametrize("before", STATUSES)
def test_an_act_is_legal_from_its_own_statuses_alone(caller, number, before):
    acts = {
        Act.COMPLETE: (complete, "COMPLETEE"),
        Act.RECYCLE: (recycle, "DEPOSEE"),
        Act.CORRECT_APPROVER: (correct, "A_VALIDER_1"),
    }
    for act, (call, after) in acts.items():
        caller.sandbox.set_status("F2026-0001", before, force=True)
        caller.sandbox.advance(1)
        is_legal = before in starts(act)
        assert (call(caller, number)["codeRetour"] == 0) is is_legal
        assert status(caller) == (after if is_legal else before)
        caller.sandbox.advance(1)


def test_a_wrong_approver_can_be_corrected(caller, number):
    caller.sandbox.set_status("F2026-0001", "ERREUR_FOURNISSEUR_SUR_VALIDEUR", force=True)
    assert correct(caller, number, identifiantStructure="00000000000000")["codeRetour"] != 0
    assert correct(caller, number)["idFacture"] == number
    assert status(caller) == "A_VALIDER_1"


def test_refusals_have_the_numbers_of_the_reference(caller, caller_of, number):
    assert complete(caller, number) == {"codeRetour": 20002, "libelle": "GDP_MSG_11.033"}
    assert complete(caller, number + 1) == {"codeRetour": 20000, "libelle": "GDP_MSG_11.008"}
    no_right = {"codeRetour": 20001, "libelle": "GDP_MSG_11.005"}
    assert complete(caller_of(OTHER_SUPPLIER_SIRET), number) == no_right
    # the recipient sees the invoice, and still is not its supplier
    assert complete(caller_of(RECIPIENT_SIRET), number) == no_right
    assert caller.call(AT + "completer")["codeRetour"] != 0


def test_a_refused_completion_changes_nothing(caller, number):
    caller.sandbox.set_status("F2026-0001", "SUSPENDUE")
    assert complete(caller, number, commentaire="x" * 2001)["codeRetour"] != 0
    missing = [{"pieceJointeComplementaireId": 999_999}]
    assert complete(caller, number, pieceJointeComplementaire=missing)["codeRetour"] != 0
    assert status(caller) == "SUSPENDUE"


def test_a_recycling_goes_by_the_rules_of_its_new_recipient(caller, number):
    caller.sandbox.set_status("F2026-0001", "A_RECYCLER")
    there = {"codeDestinataire": SERVICE_RECIPIENT_SIRET}
    assert recycle(caller, number, destinataire=there)["codeRetour"] == 20005
    assert status(caller) == "A_RECYCLER"
    there["codeServiceExecutant"] = "SERVICE_DEST_SERV_OBL"
    said = recycle(caller, number, destinataire=there, reference={"numeroMarche": "M-1"})
    assert (said["statutFacture"], said["numeroFacture"]) == ("DEPOSEE", "F2026-0001")
    (line,) = caller.call("search")["listeFactures"]
    assert line["codeDestinataire"] == SERVICE_RECIPIENT_SIRET
    assert (line["codeServiceExecutant"], line["numeroMarche"]) == ("SERVICE_DEST_SERV_OBL", "M-1")


def test_rejections_are_dealt_with_all_or_none(caller, number):
    caller.deposit_xml(sample_cii(sample_invoice(number="F-2")))
    caller.sandbox.advance(60)
    other = number + 1
    caller.sandbox.set_status("F2026-0001", "REJETEE")
    assert acknowledge(caller, number, other)["codeRetour"] != 0
    assert acknowledge(caller)["codeRetour"] != 0
    found = caller.call("search", rejetTraite=True)["listeFactures"]
    assert found == []
    assert acknowledge(caller, number)["codeRetour"] == 0
    (line,) = caller.call("search", rejetTraite=True)["listeFactures"]
    assert (line["identifiantFactureCPP"], line["rejetTraite"]) == (number, True)
    (line,) = caller.call("search", rejetTraite=False)["listeFactures"]
    assert line["identifiantFactureCPP"] == other
    said = caller.call("history", idFacture=number)
    assert said["derniereAction"]["derniereActionCode"] == "TRAITEMENT_REJET"


TO_DO = AT + "rechercher/atraiter/fournisseur"


def test_the_to_do_list_has_what_is_open_without_the_fields_of_a_search(caller, number):
    (line,) = caller.call(TO_DO)["listeFactures"]
    assert line["identifiantFactureCPP"] == number
    assert line["statut"] == "MISE_A_DISPOSITION"
    gone = {"numeroFluxDepot", "modeDepot", "rejetTraite", "codeValideur1", "affactureurCode"}
    assert not gone & set(line)
    assert not [name for name in line if name.startswith(("coordBanc", "dateValidation"))]
    caller.sandbox.set_status("F2026-0001", "MISE_EN_PAIEMENT")
    assert caller.call(TO_DO)["listeFactures"] == []
    assert caller.call(TO_DO, idStructure=400_002)["codeRetour"] != 0


def consulted(caller, number: int, **more) -> dict:
    asked = {"identifiantFactureCPP": number, **more}
    return caller.call(AT + "consulter/fournisseur", **asked)


def test_an_invoice_of_a_flow_is_told_in_full(caller, caller_of, number):
    one = consulted(caller, number)["facture"]
    assert (one["modeDepot"], one["statutFacture"]) == ("UPLOAD_API", "MISE_A_DISPOSITION")
    assert one["pieceJointePrincipale"] is None
    assert one["recapitulatifDeTva"]["ligneTva"][0]["ligneTvaTauxRefCode"] == "TVA20"
    assert one["lignesDePoste"]["totalLignesPoste"] == 2
    assert one["references"]["dateEcheancePaiement"] == "2026-12-20"
    assert consulted(caller, number + 1)["codeRetour"] == 20000
    assert consulted(caller_of(OTHER_SUPPLIER_SIRET), number)["codeRetour"] == 20001


@pytest.mark.parametrize("name", ["getpLignesPoste", "pLignesPoste"])
def test_inner_lists_have_pages_of_ten_under_either_name(caller, number, name):
    first = sample_invoice().lines[0]
    many = tuple(first.model_copy(update={"identifier": str(n)}) for n in range(1, 13))
    invoice = sample_invoice(number="F-12").model_copy(update={"lines": many})
    caller.deposit_xml(sample_cii(invoice))
    caller.sandbox.advance(60)
    told = consulted(caller, number + 1)["facture"]["lignesDePoste"]
    assert (len(told["lignePoste"]), told["pagesLignesPoste"]) == (10, 2)
    page = {"pageResultatDemandeeLignesPoste": 2, "nbResultatsParPageLignesPoste": 10}
    told = consulted(caller, number + 1, **{name: page})["facture"]["lignesDePoste"]
    assert [line["lignePosteNumero"] for line in told["lignePoste"]] == [11, 12]


REQUESTS = AT + "rechercher/demandePaiement"


@pytest.fixture
def production(clock, make_caller):
    """Both parties of a plain and a works invoice, with the services of production."""
    with Sandbox(clock=clock, habits=Habits(production_services=True)) as sandbox:
        supplier = make_caller(sandbox)
        lot = {
            f"{frame}.xml": sample_cii(sample_invoice(number=f"N-{frame}", framework=frame))
            for frame in ("A1", "A4")
        }
        supplier.deposit(sample_lot(lot), "l.tar.gz", "IN_DP_E1_CII_16B")
        sandbox.advance(60)
        yield supplier, make_caller(sandbox, siret=RECIPIENT_SIRET)


def asked_for(caller, role: str = "FOURNISSEUR", **criteria) -> list[str]:
    said = caller.call(REQUESTS, roleUtilisateur=role, **criteria)
    if said["codeRetour"]:
        assert said == {"codeRetour": 20000, "libelle": "TRA_MSG_00.015"}
        return []
    assert said["total"] == len(said["listeDemandePaiement"])
    return [one["numeroDemandePaiement"] for one in said["listeDemandePaiement"]]


def test_requests_of_all_kinds_are_found_in_each_role(production):
    supplier, recipient = production
    assert asked_for(supplier) == ["N-A1", "N-A4"]
    assert asked_for(recipient, "DESTINATAIRE") == ["N-A1", "N-A4"]
    assert asked_for(supplier, "DESTINATAIRE") == []
    assert asked_for(supplier, "VALIDEUR") == []
    assert supplier.call(REQUESTS, roleUtilisateur="INCONNU")["codeRetour"] == 20003


@pytest.mark.parametrize(
    ("criteria", "found"),
    [
        ({"typeDemandePaiement": "FACTURE_TRAVAUX"}, ["N-A4"]),
        ({"cadreFacturation": "A1_FACTURE_FOURNISSEUR"}, ["N-A1"]),
        ({"numeroFacture": "N-A1"}, ["N-A1"]),
        ({"statutCourant": ["A_ASSOCIER_MOE"]}, ["N-A4"]),
        ({"montantTTCMin": 134.41}, []),
        ({"montantAPayerMax": 134.4}, ["N-A1", "N-A4"]),
        ({"periodeDateFournisseurDu": "2026-11-21"}, []),
        ({"periodeDateDepotAu": "2000-01-01"}, []),
        ({"periodeDateHeureEtatCourantDu": "2100-01-01T00:00:00Z"}, []),
        ({"periodeDateHeureEtatCourantAu": "2100-01-01"}, ["N-A1", "N-A4"]),
        ({"dpOuDpArchive": "DP_ARCHIVE"}, []),
        ({"structureDestinataire": {"idStructureDestinataire": 400_010}}, ["N-A1", "N-A4"]),
        ({"structureDestinataire": {"idStructureDestinataire": 400_011}}, []),
        (
            {
                "structureDestinataire": {"idStructureDestinataire": 400_011},
                "rechercheSirenDestinataire": True,
            },
            ["N-A1", "N-A4"],
        ),
        ({"structureMoe": {"identifiantStructureMoe": RECIPIENT_SIRET}}, []),
        ({"idServiceMoe": 1}, []),
    ],
)
def test_every_criterion_has_to_hold(production, criteria, found):
    assert asked_for(production[0], **criteria) == found


def test_an_attached_file_comes_with_the_downloads(caller, number):
    said = caller.call(
        "/cpro/transverses/v1/ajouter/fichier",
        pieceJointeFichier=base64.b64encode(b"preuve").decode(),
        pieceJointeNom="preuve.txt",
        pieceJointeTypeMime="text/plain",
        pieceJointeExtension="TXT",
    )
    caller.sandbox.set_status("F2026-0001", "SUSPENDUE")
    file = {
        "pieceJointeComplementaireDesignation": "Preuve",
        "pieceJointeComplementaireType": "ASF",
        "pieceJointeComplementaireId": said["pieceJointeId"],
    }
    assert complete(caller, number, pieceJointeComplementaire=[file])["codeRetour"] == 0
    (listed,) = consulted(caller, number)["facture"]["listeDesPiecesJointes"]["pieceJointe"]
    assert (listed["pieceJointeDesignation"], listed["pieceJointeExtension"]) == ("Preuve", "TXT")
    asked = {"format": "PDF", "avecPiecesJointesComplementaires": "OUI"}
    packed = caller.call("download", listeFacture=[{"idFacture": number}], **asked)
    assert base64.b64decode(packed["fichierResultat"]).startswith(b"PK")
