"""A recipient in the sandbox: what it sees, what it may do, and who may not."""

from __future__ import annotations

import pytest

from chorus_sdk.sandbox.data import (
    OTHER_SUPPLIER_SIRET,
    RECIPIENT_SIRET,
    SERVICE_RECIPIENT_SIRET,
    STATE_SIRET,
    SUPPLIER_SIRET,
)
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice

AT = "/cpro/factures/v1/"
SEARCH = AT + "rechercher/recipiendaire"
TO_DO = AT + "rechercher/atraiter/recipiendaire"
FETCH = AT + "consulter/recipiendaire"
PROCESS = AT + "traiter/recue"
NOTHING = {"codeRetour": 20000, "libelle": "TRA_MSG_00.015"}
NO_RIGHT = {"codeRetour": 20001, "libelle": "GDP_MSG_11.005"}
UNKNOWN = {"codeRetour": 20000, "libelle": "GDP_MSG_11.008"}
# chorus-pro-api §3.1 no. 11, by hand
LINE = """idFacture devise typeDemandePaiement codeFournisseur typeIdentifiantFournisseur
designationFournisseur codeServiceFournisseur nomServiceFournisseur idDestinataire codeDestinataire
designationDestinataire idServiceExecutant codeServiceExecutant nomServiceExecutant typeFacture
typeFactureTravaux numeroFacture dateFacture dateDepot montantHT montantTTC montantAPayer statut
numeroMarche numeroBonCommande taille factureTelechargeeParDestinataire codeMOE typeIdentifiantMOE
designationMOE codeMOA typeIdentifiantMOA designationMOA dateHeureEtatCourant
commentaireEtatCourant"""


@pytest.fixture
def recipient(caller, caller_of):
    """A recipient with one plain and one works invoice."""
    for number, framework in (("F-1", "A1"), ("T-6", "A6")):
        invoice = sample_invoice(number=number, framework=framework)
        caller.deposit_xml(sample_cii(invoice))
    caller.sandbox.advance(60)
    return caller_of(RECIPIENT_SIRET)


def ids(caller) -> dict[str, int]:
    said = caller.call(SEARCH)
    return {line["numeroFacture"]: line["idFacture"] for line in said["listeFactures"]}


def process(caller, status: str, number: str = "F-1", **more) -> dict:
    return caller.call(PROCESS, idFacture=ids(caller)[number], nouveauStatut=status, **more)


def test_a_line_has_every_field_of_the_reference_and_the_paging_stands_at_the_top(recipient):
    said = recipient.call(SEARCH, recupererTaille=True, numeroFacture="F-1")
    (line,) = said["listeFactures"]
    assert sorted(line) == sorted(LINE.split())
    assert {name: said[name] for name in said if name not in {"listeFactures", "libelle"}} == {
        "codeRetour": 0,
        "pageCourante": 1,
        "pages": 1,
        "nbResultatsParPage": 10,
        "total": 1,
    }
    assert line["codeFournisseur"] == SUPPLIER_SIRET
    assert line["codeDestinataire"] == RECIPIENT_SIRET
    assert (line["typeDemandePaiement"], line["statut"]) == ("FACTURE", "MISE_A_DISPOSITION")
    assert line["montantTTC"] == 134.4
    assert line["factureTelechargeeParDestinataire"] is False
    assert line["taille"] > 1000


def test_an_invoice_on_its_way_is_not_there_yet(caller, caller_of):
    caller.deposit_xml(sample_cii())
    caller.sandbox.advance(45)
    recipient = caller_of(RECIPIENT_SIRET)
    assert recipient.call(SEARCH) == NOTHING
    assert recipient.call(FETCH, identifiantFactureCPP=1) == UNKNOWN
    assert recipient.call(PROCESS, idFacture=1, nouveauStatut="MANDATEE") == UNKNOWN
    caller.sandbox.advance(15)
    assert list(ids(recipient)) == ["F2026-0001"]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["F-1", "T-6"]),
        ({"typeDemandePaiement": "FACTURE_TRAVAUX"}, ["T-6"]),
        ({"typeDemandePaiement": "FACTURE"}, ["F-1"]),
        ({"idDestinataire": 400_010}, ["F-1", "T-6"]),
        ({"idDestinataire": 400_011}, []),
        ({"idServiceExecutant": 3}, []),
        ({"numeroFacture": "T-6"}, ["T-6"]),
        ({"listeTypeFacture": ["FACTURE"]}, ["F-1", "T-6"]),
        ({"listeTypeFacture": ["AVOIR"]}, []),
        ({"listeTypeFactureTravaux": ["ETAT_ACOMPTE_VALIDE"]}, ["T-6"]),
        ({"listeFournisseurs": [{"idFournisseur": 400_001}]}, ["F-1", "T-6"]),
        ({"listeFournisseurs": [{"idFournisseur": 400_002}]}, []),
        (
            {
                "listeFournisseurs": [{"idFournisseur": 400_002}],
                "rechercheSirenFournisseur": True,
            },
            [],
        ),
        ({"listeFournisseurs": [{"idFournisseur": 400_001, "listeIdService": [1]}]}, []),
        ({"idStructureValideur": 400_002}, []),
        ({"cadreFacturation": "A6_ETAT_ACOMPTE_VALIDE_FOURNISSEUR"}, ["T-6"]),
        ({"statutCourant": ["MISE_A_DISPOSITION"]}, ["F-1", "T-6"]),
        ({"statutCourant": ["REJETEE"]}, []),
        ({"periodeDateFactureDu": "2026-11-20"}, ["F-1", "T-6"]),
        ({"periodeDateFactureDu": "2026-11-21"}, []),
        ({"periodeDateDepotAu": "2000-01-01"}, []),
        ({"periodeDateHeureEtatCourantDu": "2100-01-01T00:00:00Z"}, []),
        ({"montantTTCMin": 134.40, "montantTTCMax": 134.40}, ["F-1", "T-6"]),
        ({"montantApayerMax": 134.39}, []),
        ({"numeroMarche": "M-1"}, []),
        ({"factureTelechargeeParDestinataire": True}, []),
        ({"factureTelechargeeParDestinataire": False}, ["F-1", "T-6"]),
    ],
)
def test_every_criterion_has_to_hold_and_nothing_found_is_20000(recipient, asked, found):
    said = recipient.call(SEARCH, **asked)
    if found:
        assert sorted(line["numeroFacture"] for line in said["listeFactures"]) == found
    else:
        assert said == NOTHING


@pytest.mark.parametrize(
    ("column", "direction", "first"),
    [
        ("NumeroFacture", "Ascendant", "F-1"),
        ("NumeroFacture", "Descendant", "T-6"),
        ("Fournisseur", "Ascendant", "F-1"),
    ],
)
def test_the_list_is_sorted_and_paged_as_asked(recipient, column, direction, first):
    paging = {"triColonne": column, "triSens": direction, "nbResultatsParPage": 1}
    said = recipient.call(SEARCH, paramRecherche=paging)
    assert [line["numeroFacture"] for line in said["listeFactures"]] == [first]
    assert (said["pages"], said["total"]) == (2, 2)


def test_the_to_do_list_holds_what_is_available_or_completed(recipient):
    process(recipient, "SUSPENDUE", motif="Il manque un bon.")
    said = recipient.call(TO_DO)
    assert [line["numeroFacture"] for line in said["listeFactures"]] == ["T-6"]
    assert said["parametresRetour"]["total"] == 1
    recipient.sandbox.set_status("F-1", "COMPLETEE")
    paging = {"getnbResultatsMaximum": 1}
    said = recipient.call(TO_DO, parametreRechercheFactureATraiterParRecipiendaire=paging)
    assert said["parametresRetour"]["total"] == 1
    assert len(recipient.call(TO_DO, idStructure=400_010)["listeFactures"]) == 2
    assert recipient.call(TO_DO, idStructure=400_011)["codeRetour"] == 20001


def test_an_invoice_in_full_has_what_the_recipient_alone_is_told(recipient):
    said = recipient.call(FETCH, identifiantFactureCPP=ids(recipient)["F-1"])
    facture = said["facture"]
    assert facture["destinataire"]["destinataireEtat"] == "NON"
    assert "rejetTraite" not in facture
    assert "miseEnPaiementDestinataire" not in facture["destinataire"]
    assert "designationDestinataire" not in facture["destinataire"]
    assert "raisonSocialeFournisseur" not in facture["fournisseur"]
    assert facture["fournisseur"]["codeFournisseur"] == SUPPLIER_SIRET
    assert len(facture["lignesDePoste"]["lignePoste"]) == 2
    paging = {"rechercheLignePoste": {"nbResultatsParPageLignesPoste": 1}}
    shorter = recipient.call(
        FETCH, identifiantFactureCPP=facture["identifiantFactureCPP"], **paging
    )
    lines = shorter["facture"]["lignesDePoste"]
    assert (len(lines["lignePoste"]), lines["totalLignesPoste"]) == (1, 2)


def test_the_state_is_told_that_it_is_the_state(caller, caller_of):
    invoice = sample_invoice(
        recipient=STATE_SIRET, service_code="SFACETAT", commitment_number="1000000011"
    )
    caller.deposit_xml(sample_cii(invoice))
    caller.sandbox.advance(60)
    said = caller_of(STATE_SIRET).call(FETCH, identifiantFactureCPP=1)
    assert said["facture"]["destinataire"]["destinataireEtat"] == "OUI"


# chorus-pro-api §7.6
@pytest.mark.parametrize(
    "target",
    [
        "MISE_A_DISPOSITION",
        "SUSPENDUE",
        "REJETEE",
        "MANDATEE",
        "MISE_EN_PAIEMENT",
        "COMPTABILISEE",
        "MISE_A_DISPOSITION_COMPTABLE",
        "A_RECYCLER",
    ],
)
def test_each_published_move_is_made_and_stands_in_the_history(recipient, target):
    said = process(recipient, target, motif="Motif")
    assert (said["codeRetour"], said["nouveauStatut"]) == (0, target)
    assert said["numeroFacture"] == "F-1"
    assert len(said["dateTraitement"]) == 10
    history = recipient.call("history", idFacture=said["idFacture"])
    assert history["statutCourantCode"] == target
    entry = history["historiquesDesStatuts"]["histoStatut"][0]
    assert (entry["histoStatutCode"], entry["histoStatutCommentaire"]) == (target, "Motif")


@pytest.mark.parametrize("target", ["COMPLETEE", "DEPOSEE", "INCONNUE"])
def test_every_other_move_is_refused_and_changes_nothing(recipient, target):
    said = process(recipient, target)
    assert said["libelle"] == "GDP_MSG_11.001"
    assert said["codeRetour"] != 0
    assert ids(recipient)["F-1"]
    history = recipient.call("history", idFacture=ids(recipient)["F-1"])
    assert history["statutCourantCode"] == "MISE_A_DISPOSITION"


def test_nothing_moves_from_an_end(recipient):
    process(recipient, "REJETEE", motif="Doublon")
    assert process(recipient, "MANDATEE")["libelle"] == "GDP_MSG_11.001"


def test_a_reason_is_needed_and_has_its_length(recipient):
    for target in ("REJETEE", "SUSPENDUE"):
        assert process(recipient, target)["codeRetour"] == 20002
    assert process(recipient, "REJETEE", motif="x" * 2001)["codeRetour"] not in {0, 20002}
    assert process(recipient, "REJETEE", motif="x" * 2000)["codeRetour"] == 0


def test_the_number_of_the_payment_order_is_kept(recipient):
    process(recipient, "MANDATEE", numeroDPMandat="2026-77")
    said = recipient.call(FETCH, identifiantFactureCPP=ids(recipient)["F-1"])
    assert said["facture"]["references"]["numeroDpMandat"] == "2026-77"


def test_the_role_follows_from_the_account(recipient, caller, caller_of):
    number = ids(recipient)["F-1"]
    asked = {"idFacture": number, "nouveauStatut": "MANDATEE"}
    for path in (SEARCH, TO_DO, FETCH, PROCESS):
        said = caller.call(path, identifiantFactureCPP=number, **asked)
        assert said["codeRetour"] == 20001
    other = caller_of(SERVICE_RECIPIENT_SIRET)
    assert other.call(PROCESS, **asked) == NO_RIGHT
    assert other.call(FETCH, identifiantFactureCPP=number) == NO_RIGHT
    assert other.call(SEARCH) == NOTHING
    assert caller_of(OTHER_SUPPLIER_SIRET).call("history", idFacture=number) == NO_RIGHT
    assert recipient.call(PROCESS, idFacture=999, nouveauStatut="MANDATEE") == UNKNOWN


def test_a_recipients_download_marks_the_invoice_and_a_suppliers_does_not(recipient, caller):
    number = ids(recipient)["F-1"]
    asked = {"format": "PIVOT", "listeFacture": [{"idFacture": number}]}
    caller.call("download", **asked)
    assert recipient.call(SEARCH, factureTelechargeeParDestinataire=True) == NOTHING
    recipient.call("download", **asked)
    said = recipient.call(SEARCH, factureTelechargeeParDestinataire=True)
    assert [line["numeroFacture"] for line in said["listeFactures"]] == ["F-1"]
    history = recipient.call("history", idFacture=number)
    assert history["derniereAction"]["derniereActionCode"] == "TELECHARGEMENT_FACTURE"
    assert history["historiquesDesActionsUtilisateurs"]["totalHistoAction"] == 1


def test_what_is_missing_or_unreadable_is_refused(recipient):
    assert recipient.call(PROCESS, nouveauStatut="MANDATEE")["codeRetour"] == 20002
    assert recipient.call(PROCESS, idFacture=ids(recipient)["F-1"])["codeRetour"] == 20002
    assert recipient.call(FETCH)["codeRetour"] == 20002
    assert recipient.post(SEARCH, {"idDestinataire": "x"}).status == 400
