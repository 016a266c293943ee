"""The sandbox's reference lists hold what the reference knows of them."""

from __future__ import annotations

from decimal import Decimal

import pytest

from chorus_sdk.sandbox.data import RECIPIENT_SIRET

AT = "/cpro/transverses/v1/recuperer/"


def listed(said: dict, rows: str, member: str) -> list[str]:
    assert said["codeRetour"] == 0
    return [row[member] for row in said[rows]]


# chorus-pro-api §4.5: the whole of each list
BARE = [
    ("formatflux", "listeFormatFlux", "formatFlux",
     "IN_DP_E1_STRUCT IN_DP_E2_MIXTE IN_DP_E2_FACTURX"),
    ("modedepot", "listeModeDepot", "modeDepot",
     ("SAISIE_API DEPOT_PDF_API DEPOT_PDF_SIGNE_API SAISIE_WEB SAISIE_PORTAIL PORTAIL_PDF"
     " DEPOT_PDF_PORTAIL DEPOT_PDF_SIGNE_PORTAIL EDI EDI_XML_STRUCT EDI_MIXTE EDI_PDF_ARCHIVE"
     " EDI_NUMERISATION UPLOAD_PORTAIL UPLOAD_API")),
    ("modereglements", "listeModePaiement", "modePaiement",
     "CHEQUE PRELEVEMENT VIREMENT ESPECE AUTRE REPORT"),
    ("typedp", "listeTypeDemandePaiement", "typeDemandePaiement",
     "FACTURE FACTURE_TRAVAUX MEMOIRE_JUSTICE DEMANDE_REMBOURSEMENT"),
    ("typefacturetravaux", "listeTypeFactureTravaux", "typeFactureTravaux",
     ("DP_DE_SOUSTRAITANT_TRAVAUX PROJET_DECOMPTE_MENSUEL ETAT_ACOMPTE ETAT_ACOMPTE_VALIDE"
     " PROJET_DECOMPTE_FINAL PROJET_DECOMPTE_GENERAL PROJET_DECOMPTE_GENERAL_PROCEDURE_TACITE"
     " DECOMPTE_GENERAL DECOMPTE_GENERAL_SIGNE DECOMPTE_GENERAL_DEFINITIF_TACITE"
     " DECOMPTE_GENERAL_DEFINITIF_PROCEDURE_TACITE")),
    ("typeidentifiant/structure", "listeTypeIdentifiant", "typeIdentifiantStructure",
     "SIRET UE_HORS_FRANCE HORS_UE RIDET TAHITI AUTRE PARTICULIER"),
]  # fmt: skip


@pytest.mark.parametrize(("path", "rows", "member", "values"), BARE)
def test_lists_of_codes_are_whole(caller, path, rows, member, values):
    assert listed(caller.call(AT + path), rows, member) == values.split()


@pytest.mark.parametrize(
    ("family", "expected"),
    [
        ("IN_DP_E2_FACTURX", {"IN_DP_E2_CII_FACTURX"}),
        (
            "IN_DP_E1_STRUCT",
            {
                *("IN_DP_E1_UBL_INVOICE", "IN_DP_E1_CII_16B", "IN_DP_E1_CII"),
                *("IN_DP_E1_PES_FACTURE", "IN_DP_E1_XCBL"),
            },
        ),
    ],
)
def test_syntaxes_belong_to_a_family(caller, family, expected):
    said = caller.call(AT + "syntaxeflux", formatFlux=family)
    assert set(listed(said, "listeSyntaxeFlux", "syntaxeFlux")) == expected


def test_mixed_syntaxes_hold_their_files_inside_and_factur_x_is_apart(caller):
    said = caller.call(AT + "syntaxeflux", formatFlux="IN_DP_E2_MIXTE")
    found = listed(said, "listeSyntaxeFlux", "syntaxeFlux")
    assert len(found) == 5
    assert "IN_DP_E2_CII_FACTURX" not in found


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("FACTURE", "1 2 9 12"),
        ("MEMOIRE_JUSTICE", "3"),
        ("DEMANDE_REMBOURSEMENT", "21"),
        ("FACTURE_TRAVAUX", "4 5 6 7 8 10 11 13 14 15 16 17 18 19 20 22 23 24 25"),
    ],
)
def test_frameworks_belong_to_a_kind_of_payment_request(caller, kind, codes):
    said = caller.call(AT + "cadrefacturation", typeDemandePaiement=kind)
    found = listed(said, "listeCadreFacturation", "codeCadreFacturation")
    assert [text.partition("_")[0] for text in found] == [f"A{code}" for code in codes.split()]


def test_statuses_of_works_come_beside_the_others(caller):
    plain = caller.call(AT + "etat/typedp", typeDemandePaiement="FACTURE")
    works = caller.call(AT + "etat/typedp", typeDemandePaiement="FACTURE_TRAVAUX")
    of_plain, of_works = (
        set(listed(said, "listeEtatDemandePaiement", "etatDemandePaiement"))
        for said in (plain, works)
    )
    assert of_plain < of_works
    assert "A_ASSOCIER_MOE" in of_works - of_plain
    assert len(of_works) == 57


def test_a_recipient_may_choose_among_the_eight_of_the_reference(caller_of):
    # chorus-pro-api §7.6
    recipient = caller_of(RECIPIENT_SIRET)
    said = recipient.call(AT + "etats/traitement", statutCourant="MISE_A_DISPOSITION")
    assert set(
        listed(said, "listeStatutsPossiblesPourTraitement", "statutPossiblePourTraitement")
    ) == {
        *("MISE_A_DISPOSITION", "SUSPENDUE", "REJETEE", "MANDATEE", "MISE_EN_PAIEMENT"),
        *("COMPTABILISEE", "MISE_A_DISPOSITION_COMPTABLE", "A_RECYCLER"),
    }
    over = recipient.call(AT + "etats/traitement", statutCourant="REJETEE")
    assert over["listeStatutsPossiblesPourTraitement"] == []


def test_a_supplier_is_not_told_what_recipients_may_choose(caller):
    said = caller.call(AT + "etats/traitement", statutCourant="MISE_A_DISPOSITION")
    assert said["codeRetour"] != 0


def test_labels_come_in_two_languages_in_either_case(caller):
    for language, words in (("fr", "Allemagne"), ("EN", "Germany")):
        countries = caller.call(AT + "pays", codeLangue=language)["listePays"]
        assert {"codePays": "DE", "libellePays": words} in countries
    assert caller.call(AT + "pays", codeLangue="de")["codeRetour"] != 0
    currencies = listed(caller.call(AT + "devises"), "listeDevises", "codeDevise")
    assert "EUR" in currencies


def test_vat_rates_have_the_codes_that_were_seen(caller):
    rates = caller.call(AT + "tauxtva", codeLangue="fr")["listeTauxTva"]
    values = {row["codeTauxTva"]: Decimal(str(row["valeurTauxTva"])) for row in rates}
    assert set(values) == {"TVA1", "TVA5", "TVA12", "TVA20"}
    assert (values["TVA1"], values["TVA20"]) == (0, 20)


def test_reasons_and_types_of_attachments_are_given_with_their_numbers(caller):
    exempt = caller.call(AT + "motifs/exonerationtva", codeLangue="fr")
    assert listed(exempt, "listeMotifsExonerationTva", "codeMotifExonerationTva")
    refusals = caller.call(
        AT + "motifs/refus/Facture/AValider",
        codeCadreFacturationAValider="A9_FACTURE_SOUSTRAITANT",
    )
    numbers = listed(refusals, "listeMotifRefusFactureAValider", "idMotif")
    assert len(set(numbers)) == len(numbers) > 0
    every = caller.call(AT + "typespj", codeLangue="fr")
    seen = set(listed(every, "listeTypePieceJointe", "codeTypePieceJointe"))
    assert seen == set("AAR ACE ACS APC APS ASF AUT AUJ BFD DIVERS".split())  # noqa: SIM905
    of_invoices = caller.call(AT + "typespj", codeLangue="fr", typeObjet="FACTURE")
    assert set(listed(of_invoices, "listeTypePieceJointe", "typeObjet")) == {"FACTURE"}


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("etat/typedp", "typeDemandePaiement"),
        ("syntaxeflux", "formatFlux"),
        ("cadrefacturation", "typeDemandePaiement"),
        ("motifs/refus/Facture/AValider", "codeCadreFacturationAValider"),
    ],
)
def test_a_list_that_needs_a_question_refuses_none(caller, path, field):
    assert caller.call(AT + path)["codeRetour"] != 0
    if field != "codeCadreFacturationAValider":
        assert caller.call(AT + path, **{field: "INCONNU"})["codeRetour"] != 0


def test_subjects_of_tickets_are_filtered_and_paged(caller):
    at = "/cpro/transverses/v1/rechercher/"
    every = caller.call(at + "categorieSollicitation")
    assert every["parametresRetour"]["total"] == 2
    page = caller.call(at + "categorieSollicitation", pagination={"nbResultatsParPage": 1})
    assert (len(page["listeCategories"]), page["parametresRetour"]["pages"]) == (1, 2)
    one = every["listeCategories"][0]
    groups = caller.call(
        at + "sousCategorieSollicitation", idTechniqueCategorie=one["idTechniqueCategorie"]
    )["listeSousCategories"]
    assert [group["categorie"] for group in groups] == [[one]]
    assert groups[0]["ssCategorie"][0]["estActif"] is True
    assert caller.call(at + "categorieSollicitation", estActif=False)["listeCategories"] == []
    assert caller.call(at + "sousCategorieSollicitation", code="?")["listeSousCategories"] == []
