"""`rechercher/fournisseur`, `consulter/historique`: filters, pages, dates, rights."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.sandbox.data import OTHER_SUPPLIER_SIRET, RECIPIENT_SIRET
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice, sample_lot

FIELDS_OF_A_LINE = {
    *("identifiantFactureCPP", "typeDemandePaiement", "codeFournisseur"),
    *("typeIdentifiantFournisseur", "designationFournisseur", "codeServiceFournisseur"),
    *("nomServiceFournisseur", "idDestinataire", "codeDestinataire", "designationDestinataire"),
    *("idServiceExecutant", "codeServiceExecutant", "nomServiceExecutant", "typeFacture"),
    *("numeroFacture", "dateFacture", "dateDepot", "montantHT", "montantTTC", "montantAPayer"),
    *("devise", "statut", "numeroMarche", "numeroBonCommande", "numeroFluxDepot"),
    *("typeIdentifiantValideur1", "codeValideur1", "raisonSocialeValideur1", "nomValideur1"),
    *("prenomValideur1", "dateValidation1", "typeIdentifiantValideur2", "codeValideur2"),
    *("raisonSocialeValideur2", "nomValideur2", "prenomValideur2", "dateValidation2"),
    *("numeroFactureOrigine", "modeDepot", "coordBancairesFournisseurCleIban"),
    *("coordBancairesFournisseurCleRib", "coordBancairesFournisseurCodeBanque"),
    *("coordBancairesFournisseurCodePays", "coordBancairesFournisseurCompteBancaire"),
    *("coordBancairesFournisseurNomCb", "affactureurCode", "affactureurTypeIdentifiant"),
    *("affactureurRaisonSociale", "nomPrenomUtilisateurCreateur", "taille"),
    *("dateHeureEtatCourant", "commentaireEtatCourant", "rejetTraite"),
}


def deposit(caller, *numbers: str, **changes) -> str:
    files = {f"{n}.xml": sample_cii(sample_invoice(number=n, **changes)) for n in numbers}
    flow = caller.deposit_xml(sample_lot(files), "lot.tar.gz")
    assert caller.settled(flow)["etatCourantDepotFlux"] == "IN_INTEGRE"
    return flow


def numbers(caller, **fields) -> list[str]:
    lines = caller.call("search", **fields)["listeFactures"]
    return sorted(line["numeroFacture"] for line in lines)


def test_an_integrated_invoice_is_found_with_all_fields_of_a_line(caller):
    flow = deposit(caller, "F-1")
    line = caller.call("search", numeroFluxDepot=flow)["listeFactures"][0]
    assert set(line) == FIELDS_OF_A_LINE
    expected = {
        "numeroFacture": "F-1",
        "codeDestinataire": RECIPIENT_SIRET,
        "typeFacture": "FACTURE",
        "dateFacture": "2026-11-20",
        "dateDepot": "2026-11-23",
        "montantHT": 112.00,
        "montantTTC": 134.40,
        "devise": "EUR",
        "statut": "DEPOSEE",
        "numeroFluxDepot": flow,
        "dateHeureEtatCourant": "2026-11-23T10:00:30.000+01:00",
        "coordBancairesFournisseurCodePays": "FR",
        "coordBancairesFournisseurCleIban": "76",
    }
    assert {name: line[name] for name in expected} == expected


def test_amounts_are_written_with_their_digits(caller):
    deposit(caller, "F-1")
    assert b'"montantTTC": 134.40' in caller.post("search").body


def test_nothing_is_found_before_integration(caller):
    caller.deposit_xml(sample_cii())
    assert numbers(caller) == []


def test_pages_of_ten_and_two_hundred_in_all_unless_asked(caller):
    for lot in range(7):
        deposit(caller, *(f"N-{lot}-{place}" for place in range(30)))
    said = caller.call("search")
    assert len(said["listeFactures"]) == 10
    assert said["parametresRetour"] == {
        "pageCourante": 1,
        "pages": 20,
        "nbResultatsParPage": 10,
        "total": 200,
    }
    wide = caller.call(
        "search",
        rechercheFactureParFournisseur={"nbResultatsMaximum": 999_999, "nbResultatsParPage": 1_000},
    )
    assert wide["parametresRetour"]["total"] == len(wide["listeFactures"]) == 210
    third = caller.call(
        "search",
        rechercheFactureParFournisseur={"nbResultatsParPage": 100, "pageResultatDemandee": 3},
    )
    assert third["listeFactures"] == []


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"numeroFacture": "F-1"}, ["F-1"]),
        ({"numeroFacture": "F"}, []),
        ({"periodeDateFactureDu": "2026-11-01"}, ["F-1"]),
        ({"periodeDateFactureAu": "2026-10-31 00:00"}, ["F-2"]),
        ({"periodeDateDepotDu": "2026-11-23", "periodeDateDepotAu": "2026-11-23"}, ["F-1", "F-2"]),
        ({"periodeDateDepotAu": "2026-11-22"}, []),
        ({"statutCourant": ["MISE_A_DISPOSITION"]}, ["F-1"]),
        ({"statutCourant": ["SUSPENDUE", "REJETEE"]}, ["F-2"]),
        ({"montantTTCMin": 134.40, "montantTTCMax": "134.4"}, ["F-1", "F-2"]),
        ({"montantTTCMin": 134.41}, []),
        ({"montantHTMax": 111}, []),
        ({"montantApayerMin": 1}, ["F-1", "F-2"]),
        ({"typeFacture": "FACTURE"}, ["F-1", "F-2"]),
        ({"typeFacture": "AVOIR"}, []),
        ({"cadreFacturation": "A1_FACTURE_FOURNISSEUR"}, ["F-1"]),
        ({"cadreFacturation": "A9_FACTURE_SOUSTRAITANT"}, ["F-2"]),
        ({"numeroBonCommande": "E-9"}, ["F-2"]),
        ({"modeDepot": "UPLOAD_API"}, ["F-1", "F-2"]),
        ({"modeDepot": "SAISIE_API"}, []),
        ({"idFournisseur": 400_001}, ["F-1", "F-2"]),
        ({"idFournisseur": 400_002}, []),
        ({"listeDestinataire": [{"idDestinataire": 400_010}]}, ["F-1"]),
        ({"listeDestinataire": {"idDestinataire": 400_011}}, ["F-2"]),
        (
            {
                "listeDestinataire": [{"idDestinataire": 400_010}],
                "rechercheSirenDestinataire": True,
            },
            ["F-1", "F-2"],
        ),
        ({"rejetTraite": True}, []),
        ({"rejetTraite": False}, ["F-1", "F-2"]),
        ({"idStructureValideur": 7}, []),
        ({"idUtilisateurCreateur": [3]}, []),
        ({"idServiceFournisseur": 0, "idUtilisateurCreateur": []}, ["F-1", "F-2"]),
        ({"periodeDateHeureEtatCourantDu": "2026-11-23T10:00:50.000+01:00"}, ["F-1", "F-2"]),
        ({"periodeDateHeureEtatCourantDu": "2026-11-23T10:00:51.000+01:00"}, ["F-2"]),
        ({"periodeDateHeureEtatCourantAu": "2026-11-23T09:01:10Z"}, ["F-1"]),
        ({"periodeDateHeureEtatCourantAu": "2026-11-22"}, []),
    ],
)
def test_filters(caller, sandbox, fields, expected):
    deposit(caller, "F-1")
    deposit(
        caller,
        "F-2",
        recipient="12345678200036",
        commitment_number="E-9",
        framework="A9",
        issue_date=date(2026, 10, 31),
    )
    sandbox.advance(60)
    sandbox.set_status("F-2", "SUSPENDUE", comment="Il manque un bon.")
    assert numbers(caller, **fields) == expected


def test_the_newest_deposit_comes_first_unless_sorted(caller, sandbox):
    deposit(caller, "B")
    sandbox.advance(86_400)
    caller.bearer = ""
    deposit(caller, "A")
    order = [line["numeroFacture"] for line in caller.call("search")["listeFactures"]]
    assert order == ["A", "B"]
    by_number = caller.call(
        "search",
        rechercheFactureParFournisseur={"triColonne": "NumeroFacture", "triSens": "Descendant"},
    )
    assert [line["numeroFacture"] for line in by_number["listeFactures"]] == ["B", "A"]
    unknown = caller.call("search", rechercheFactureParFournisseur={"triColonne": "Nothing"})
    assert [line["numeroFacture"] for line in unknown["listeFactures"]] == ["A", "B"]


def test_an_invoice_moves_on_with_the_clock(caller, sandbox):
    deposit(caller, "F-1")
    seen = [caller.call("search")["listeFactures"][0]["statut"]]
    for _ in range(2):
        sandbox.advance(10)
        seen.append(caller.call("search")["listeFactures"][0]["statut"])
    assert seen == ["DEPOSEE", "EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION"]


def test_others_find_nothing(caller, caller_of):
    deposit(caller, "F-1")
    assert numbers(caller_of(OTHER_SUPPLIER_SIRET)) == []


def test_who_deposits_for_another_supplier_finds_the_invoice_and_so_does_the_supplier(
    caller, caller_of
):
    deposit(caller, "F-1", supplier=OTHER_SUPPLIER_SIRET)
    assert numbers(caller) == numbers(caller_of(OTHER_SUPPLIER_SIRET)) == ["F-1"]


def history(caller, **fields) -> dict:
    invoice = caller.call("search")["listeFactures"][0]["identifiantFactureCPP"]
    return caller.call("history", idFacture=invoice, **fields)


def test_a_history_lists_the_statuses_newest_first_to_the_minute(caller, sandbox):
    deposit(caller, "F-1")
    sandbox.advance(600)
    sandbox.set_status("F-1", "REJETEE", comment="Déjà payée.")
    said = history(caller)
    entries = said["historiquesDesStatuts"]["histoStatut"]
    assert [entry["histoStatutCode"] for entry in entries] == [
        "REJETEE",
        "MISE_A_DISPOSITION",
        "EN_COURS_ACHEMINEMENT",
        "DEPOSEE",
    ]
    assert entries[0]["histoStatutCommentaire"] == "Déjà payée."
    assert entries[0]["histoStatutDatePassage"] == "2026-11-23 10:10"
    assert said["statutCourantCode"] == "REJETEE"
    assert len({entry["histoStatutId"] for entry in entries}) == 4


def test_each_list_of_a_history_has_pages_of_its_own(caller, sandbox):
    deposit(caller, "F-1")
    sandbox.advance(600)
    said = history(
        caller,
        paramRechercheHistoStatuts={
            "nbResultatsParPageListeHistoStatut": 2,
            "pageResultatDemandeeListeHistoStatut": 2,
            "triSensListeHistoStatut": "Ascendant",
        },
    )["historiquesDesStatuts"]
    assert [entry["histoStatutCode"] for entry in said["histoStatut"]] == ["MISE_A_DISPOSITION"]
    del said["histoStatut"]
    assert said == {
        "pageCouranteHistoStatut": 2,
        "pagesHistoStatut": 2,
        "nbResultatsParPageHistoStatut": 2,
        "totalHistoStatut": 3,
    }


def test_an_unknown_invoice_and_one_of_others_have_their_own_codes(caller, caller_of):
    deposit(caller, "F-1")
    invoice = caller.call("search")["listeFactures"][0]["identifiantFactureCPP"]
    other = caller_of(OTHER_SUPPLIER_SIRET)
    assert other.call("history", idFacture=invoice) == {
        "codeRetour": 20001,
        "libelle": "GDP_MSG_11.005",
    }
    assert other.call("history", idFacture=invoice + 1) == {
        "codeRetour": 20000,
        "libelle": "GDP_MSG_11.008",
    }
    assert caller.call("history")["codeRetour"] != 0


def test_the_recipient_sees_the_history_too(caller, caller_of):
    deposit(caller, "F-1")
    invoice = caller.call("search")["listeFactures"][0]["identifiantFactureCPP"]
    assert caller_of(RECIPIENT_SIRET).call("history", idFacture=invoice)["codeRetour"] == 0


def test_amounts_of_a_search_are_exact(caller):
    deposit(caller, "F-1")
    line = caller.post("search").json()["listeFactures"][0]
    assert line["montantTTC"] == Decimal("134.40")
