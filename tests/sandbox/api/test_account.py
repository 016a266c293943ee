"""One's own account, commitments and the directory in the sandbox; who may see what."""

from __future__ import annotations

import base64
import json

import pytest

from chorus_sdk.sandbox.data import (
    OTHER_SUPPLIER_SIRET,
    RECIPIENT_SIRET,
    STATE_SIRET,
    SUPPLIER_SIRET,
)
from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.platform import Habits
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice
from chorus_sdk.services.directory_file import read_directory
from chorus_sdk.services.directory_values import ListedService, ListedStructure

AT = "/cpro/transverses/v1/"
ACTIVE = AT + "recuperer/structures/actives/"
ORDERS = "/cpro/engagementsJuridiques/v1/"


def test_every_structure_issues_and_only_public_ones_receive(caller, caller_of):
    own = {
        "idStructureCPP": 400_001,
        "identifiant": SUPPLIER_SIRET,
        "designationStructure": "ATELIER FICTIF DES TILLEULS",
    }
    assert caller.call(ACTIVE + "fournisseur")["listeStructures"] == [own]
    assert caller.call(ACTIVE + "facturetravaux")["listeStructures"] == [own]
    assert caller.call(ACTIVE + "destinataire")["codeRetour"] != 0
    recipient = caller_of(RECIPIENT_SIRET)
    (line,) = recipient.call(ACTIVE + "destinataire")["listeStructures"]
    assert line["identifiant"] == RECIPIENT_SIRET


def test_the_account_belongs_to_its_structure_and_all_its_services(caller_of):
    said = caller_of(RECIPIENT_SIRET).call(
        "/cpro/utilisateurs/v1/monCompte/recuperer/rattachements",
        parametresRecherche={"nbResultatsParPage": 5, "pageResultatDemandee": 1},
    )
    (line,) = said["listeStructureRattachement"]
    assert line["identifiantStructure"] == RECIPIENT_SIRET
    codes = {one["codeService"]: one["estActif"] for one in line["listeServicesRattache"]}
    assert codes == {"Acheteur": True, "FACTURES_PUBLIQUES": True, "SERVICE_FERME": False}
    assert said["parametresRetour"]["total"] == 1


@pytest.mark.parametrize(
    ("path", "place"),
    [("lister/rattachementsutilisateur", None), ("rechercher/espaces", "structure")],
)
def test_a_manager_sees_its_own_structure_alone(caller, path, place):
    def ask(**named):
        return caller.call(f"/cpro/structures/v1/{path}", **({place: named} if place else named))

    assert ask(idStructure=400_001)["codeRetour"] == 0
    assert ask(identifiantStructure=SUPPLIER_SIRET)["codeRetour"] == 0
    assert ask(idStructure=400_002)["codeRetour"] != 0
    assert ask(identifiantStructure="00000000000000")["codeRetour"] != 0
    assert ask()["codeRetour"] != 0


def test_a_recipient_has_the_space_of_received_invoices_and_a_supplier_has_not(caller, caller_of):
    path = "/cpro/structures/v1/rechercher/espaces"
    issued = caller.call(path, structure={"idStructure": 400_001})["listeEspace"]
    assert [one["codeEspace"] for one in issued] == [8]
    both = caller_of(RECIPIENT_SIRET).call(path, structure={"idStructure": 400_010})
    assert [one["codeEspace"] for one in both["listeEspace"]] == [7, 8]


def test_services_of_a_user_are_paged(caller_of):
    said = caller_of(RECIPIENT_SIRET).call(
        "/cpro/structures/v1/lister/rattachementsutilisateur",
        idStructure=400_010,
        parametresListerRattachementsStructureUtilisateur={"nbResultatsParPage": 2},
    )
    assert (said["identifiantStructure"], len(said["listeServices"])) == (RECIPIENT_SIRET, 2)
    assert said["parametresRetour"]["total"] == 3
    assert said["listeServices"][0]["statutRattachement"] == "VALIDEE"


def test_bank_accounts_are_shown_to_their_owner(caller):
    (one,) = caller.call(AT + "recuperer/coordbanc/valides", idStructure=400_001)[
        "listeCoordonneeBancaire"
    ]
    assert one["nomCoordonneeBancaire"] == "Compte principal"
    assert caller.call(AT + "recuperer/coordbanc/valides", idStructure=400_010)["codeRetour"] != 0
    assert caller.call(AT + "recuperer/coordbanc/valides")["codeRetour"] != 0


def test_the_older_list_of_structures_names_its_fields_otherwise(caller):
    (one,) = caller.call(AT + "recuperer/structuresPourUtilisateur", espaceFo=0)["listeStructures"]
    assert set(one) == {
        *("idStructure", "typeIdentifiantStructure"),
        *("identifiantStructure", "designationStructure"),
    }


def test_the_ten_commitments_of_the_data_set_have_ten_digits_and_wait(caller_of):
    state = caller_of(STATE_SIRET)
    every = state.call(ORDERS + "rechercher")["listeEngagementJuridique"]
    waiting = [one for one in every if one["libelleEtatCourantEJ"] == "A_TRAITER"]
    assert len(waiting) == 10
    assert all(len(one["numeroEngagementJuridique"]) == 10 for one in waiting)


def test_a_supplier_finds_what_was_ordered_from_it_alone(caller, caller_of):
    asked = {
        "structureReceptriceEngagementJuridique": "400001",
        "etatCourantEngagementJuridique": "COMMANDE",
    }
    (one,) = caller.call(ORDERS + "rechercher", **asked)["listeEngagementJuridique"]
    number = one["numeroEngagementJuridique"]
    assert (
        caller.call(ORDERS + "rechercher", **asked, numeroEngagementJuridique="9")[
            "listeEngagementJuridique"
        ]
        == []
    )
    details = caller.call(ORDERS + "consulterDetail", numeroEngagementJuridique=number)
    assert details["etatCourantEngagement"] == "COMMANDE"
    assert details["recepteur"]["identifiantStructure"] == SUPPLIER_SIRET
    stranger = caller_of(OTHER_SUPPLIER_SIRET)
    refused = stranger.call(ORDERS + "consulterDetail", numeroEngagementJuridique=number)
    assert refused["codeRetour"] != 0


def test_a_commitment_names_the_payment_requests_that_name_it(caller):
    number = "1000000001"
    invoice = sample_invoice(
        recipient=STATE_SIRET, service_code="SFACETAT", commitment_number=number
    )
    assert caller.settled(caller.deposit_xml(sample_cii(invoice)))["etatCourantDepotFlux"] == (
        "IN_INTEGRE"
    )
    details = caller.call(ORDERS + "consulterDetail", numeroEngagementJuridique=number)
    assert [one["numeroDemandePaiement"] for one in details["demandePaiement"]] == ["F2026-0001"]


def test_the_directory_holds_the_public_structures_and_their_services(caller):
    said = caller.call(AT + "telecharger/annuaire/destinataire")
    rows = list(read_directory(base64.b64decode(said["fichierResultat"])))
    structures = {one.identifier: one for one in rows if isinstance(one, ListedStructure)}
    assert SUPPLIER_SIRET not in structures
    assert structures["12345678200036"].commitment_required is True
    assert structures["12345678200028"].service_code_required is True
    assert structures["12345678200044"].service_code_or_commitment_required is True
    services = [one for one in rows if isinstance(one, ListedService)]
    assert ("11000201100044", "SFACETAT") in {(o.structure_identifier, o.code) for o in services}


def test_recipients_are_found_by_siret_name_and_city(caller):
    def ask(**asked):
        found = caller.call(AT + "rechercher/destinataire", **asked)["listeDestinataires"]
        return [one["siret"] for one in found]

    assert ask(identifiant=STATE_SIRET) == [STATE_SIRET]
    assert ask(nomVilleCodePostal="etat") == [STATE_SIRET]
    assert len(ask(nomVilleCodePostal="99999")) == 5
    assert ask(identifiant=SUPPLIER_SIRET) == ask(typeStructure="PRIVEE") == []


def test_executing_services_of_a_recipient_and_of_the_state(caller):
    path = AT + "rechercher/serviceexecutant"
    (one,) = caller.call(path, idDestinataireCPP=400_010, actif=False)["listeServices"]
    assert one["codeServiceExecutant"] == "SERVICE_FERME"
    assert caller.call(path, idDestinataireCPP=400_001)["codeRetour"] != 0
    assert caller.call(path)["codeRetour"] != 0
    state = caller.call(AT + "recuperer/services/executantetat")["listeServices"]
    assert "SFACETAT" in [one["codeServiceExecutant"] for one in state]


def test_the_register_is_there_when_the_sandbox_plays_production(clock, make_caller):
    path = AT + "consulter/information/siret"
    with Sandbox(clock=clock, habits=Habits(production_services=True)) as sandbox:
        caller = make_caller(sandbox)
        said = json.loads(caller.post(path, {"siretStructure": STATE_SIRET}).body)
        assert (said["siren"], said["estActif"]) == ("110002011", True)
        assert caller.call(path, siretStructure="00000000000000")["codeRetour"] != 0
