"""Submitting in the sandbox: at once, by the rules of integration, with roles and files."""

from __future__ import annotations

import base64
import copy

import pytest

from chorus_sdk.rendering.pdf import render_pdf
from chorus_sdk.sandbox.data import (
    ENGAGEMENT_RECIPIENT_SIRET,
    INACTIVE_RECIPIENT_SIRET,
    OTHER_SUPPLIER_SIRET,
    PRIVATE_RECIPIENT_SIRET,
    RECIPIENT_SIRET,
)
from chorus_sdk.sandbox.samples import sample_facturx, sample_invoice

AT = "/cpro/factures/v1/"
UPLOAD = "/cpro/transverses/v1/ajouter/fichier"
PDF = render_pdf(sample_invoice())
BODY = {
    "modeDepot": "SAISIE_API",
    "destinataire": {"codeDestinataire": RECIPIENT_SIRET},
    "fournisseur": {"idFournisseur": 400_001},
    "cadreDeFacturation": {"codeCadreFacturation": "A1_FACTURE_FOURNISSEUR"},
    "references": {
        "deviseFacture": "EUR",
        "typeFacture": "FACTURE",
        "typeTva": "TVA_SUR_DEBIT",
        "modePaiement": "VIREMENT",
    },
    "lignePoste": [
        {
            "lignePosteNumero": 1,
            "lignePosteDenomination": "Chaise",
            "lignePosteQuantite": 2,
            "lignePosteUnite": "C62",
            "lignePosteMontantUnitaireHT": 50,
            "lignePosteTauxTva": "TVA20",
        }
    ],
    "ligneTva": [
        {
            "ligneTvaTaux": "TVA20",
            "ligneTvaMontantBaseHtParTaux": 100,
            "ligneTvaMontantTvaParTaux": 20,
        }
    ],
    "montantTotal": {
        "montantHtTotal": 100,
        "montantTVA": 20,
        "montantTtcTotal": 120,
        "montantAPayer": 120,
    },
}


def body(**changes) -> dict:
    """The body with members set by their dotted names; None takes one away."""
    made = copy.deepcopy(BODY)
    for path, value in changes.items():
        *outer, last = path.split("__")
        place = made
        for step in outer:
            place = place[step]
        if value is None:
            place.pop(last, None)
        else:
            place[last] = value
    return made


def submit(caller, **changes) -> dict:
    return caller.call(AT + "soumettre", **body(**changes))


def uploaded(caller, content: bytes = PDF, name: str = "facture.pdf") -> int:
    said = caller.call(
        UPLOAD,
        pieceJointeFichier=base64.b64encode(content).decode(),
        pieceJointeNom=name,
        pieceJointeTypeMime="application/octet-stream",
        pieceJointeExtension=name.rpartition(".")[2].upper(),
    )
    return said["pieceJointeId"]


def with_pdf(caller, **changes) -> dict:
    main = {"pieceJointePrincipaleDesignation": "f", "pieceJointePrincipaleId": uploaded(caller)}
    given = {
        "modeDepot": "DEPOT_PDF_API",
        "numeroFactureSaisi": "F-1",
        "dateFacture": "2026-11-20",
        "pieceJointePrincipale": [main],
        **changes,
    }
    return submit(caller, **given)


def lines(caller) -> list[dict]:
    return caller.call("search")["listeFactures"]


def test_a_submission_is_an_invoice_at_once_without_a_flow(caller):
    said = submit(caller)
    assert (said["codeRetour"], said["libelle"]) == (0, "GCU_MSG_01_000")
    assert said["statutFacture"] == "DEPOSEE"
    assert len(base64.b64decode(said["empreinteCertificatDepot"])) == 32
    assert said["numeroFacture"].isdecimal()
    assert len(said["numeroFacture"]) == 20
    (line,) = lines(caller)
    assert line["identifiantFactureCPP"] == said["identifiantFactureCPP"]
    assert (line["modeDepot"], line["numeroFluxDepot"]) == ("SAISIE_API", None)
    assert line["dateFacture"] == said["dateDepot"]


def test_it_goes_on_its_way_as_any_other(caller):
    submit(caller)
    seen = []
    for _ in range(3):
        seen.append(lines(caller)[0]["statut"])
        caller.sandbox.advance(10)
    assert seen == ["DEPOSEE", "EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION"]


def test_two_entered_invoices_have_two_numbers(caller):
    assert submit(caller)["numeroFacture"] != submit(caller)["numeroFacture"]


@pytest.mark.parametrize("as_list", [True, False])
def test_the_main_file_may_be_an_object_or_a_list_of_one(caller, as_list):
    main = {"pieceJointePrincipaleDesignation": "f", "pieceJointePrincipaleId": uploaded(caller)}
    said = with_pdf(caller, pieceJointePrincipale=[main] if as_list else main)
    assert (said["codeRetour"], said["numeroFacture"]) == (0, "F-1")


@pytest.mark.parametrize(
    "changes",
    [
        {"modeDepot": "UPLOAD_API"},
        {"modeDepot": None},
        {"lignePoste": None},
        {"cadreDeFacturation__codeCadreFacturation": "A4_PROJET_DECOMPTE_MENSUEL_FOURNISSEUR"},
        {"cadreDeFacturation__codeCadreFacturation": None},
        {"cadreDeFacturation__codeStructureValideur": "00000000000000"},
        {"fournisseur__idFournisseur": 400_002},
        {"fournisseur__idFournisseur": None},
        {"destinataire__codeDestinataire": "00000000000000"},
        {"destinataire__codeDestinataire": INACTIVE_RECIPIENT_SIRET},
        {"destinataire__codeDestinataire": PRIVATE_RECIPIENT_SIRET},
        {"destinataire__codeDestinataire": ENGAGEMENT_RECIPIENT_SIRET},
        {"destinataire__codeServiceExecutant": "INCONNU"},
        {"references__typeFacture": "ACOMPTE"},
        {"references__typeTva": "AUTRE"},
        {"references__modePaiement": None},
        {"references__deviseFacture": None},
        {"montantTotal__montantAPayer": None},
        {"ligneTva": [{"ligneTvaTaux": "TVA99"}]},
        {"pieceJointePrincipale": [{"pieceJointePrincipaleId": 1}]},
        {
            "pieceJointeComplementaire": [
                {
                    "pieceJointeComplementaireDesignation": "x",
                    "pieceJointeComplementaireType": "AUT",
                    "pieceJointeComplementaireId": 999_999,
                }
            ]
        },
    ],
)
def test_what_it_cannot_take_is_refused_and_leaves_nothing(caller, changes):
    said = submit(caller, **changes)
    assert said["codeRetour"] != 0
    assert "identifiantFactureCPP" not in said
    assert lines(caller) == []


@pytest.mark.parametrize(
    "changes",
    [
        {"numeroFactureSaisi": None},
        {"numeroFactureSaisi": "F" * 21},
        {"dateFacture": None},
        {"pieceJointePrincipale": None},
    ],
)
def test_with_a_pdf_it_needs_its_number_its_date_and_the_file(caller, changes):
    assert with_pdf(caller, **changes)["codeRetour"] != 0
    assert lines(caller) == []


def test_a_main_file_is_a_pdf_of_ones_own(caller, caller_of):
    other = uploaded(caller_of(OTHER_SUPPLIER_SIRET))
    text = uploaded(caller, b"x", "a.txt")
    for number in (other, text, 999_999):
        main = {"pieceJointePrincipaleDesignation": "f", "pieceJointePrincipaleId": number}
        assert with_pdf(caller, pieceJointePrincipale=[main])["codeRetour"] != 0


def test_a_number_is_taken_once_whichever_way_it_came(caller):
    assert with_pdf(caller)["codeRetour"] == 0
    assert with_pdf(caller)["codeRetour"] == 20013
    assert len(lines(caller)) == 1


def test_the_recipient_of_an_approved_frame_has_to_wait(caller):
    said = submit(
        caller,
        cadreDeFacturation__codeCadreFacturation="A9_FACTURE_SOUSTRAITANT",
        cadreDeFacturation__codeStructureValideur=OTHER_SUPPLIER_SIRET,
    )
    assert said["statutFacture"] == "A_VALIDER_1"


def deposit_pdf(caller, content: bytes = PDF, **changes) -> dict:
    asked = {
        "fichierFacture": base64.b64encode(content).decode(),
        "nomFichier": "f.pdf",
        "formatDepot": "PDF_NON_SIGNE",
        **changes,
    }
    return caller.call(AT + "deposer/pdf", **asked)


def test_a_pdf_without_data_gives_its_number_and_no_return_code(caller):
    said = deposit_pdf(caller)
    assert list(said) == ["pieceJointeId"]


def test_what_is_inside_a_factur_x_or_was_foretold_is_read_once(caller):
    assert deposit_pdf(caller, sample_facturx())["numeroFacture"] == "F2026-0001"
    caller.sandbox.read_next_pdf(sample_invoice(number="X-1"))
    assert deposit_pdf(caller)["numeroFacture"] == "X-1"
    assert "numeroFacture" not in deposit_pdf(caller)


@pytest.mark.parametrize(
    "changes",
    [
        {"content": b"no pdf"},
        {"fichierFacture": "***"},
        {"nomFichier": "x" * 201},
        {"nomFichier": None},
        {"formatDepot": "PDF"},
    ],
)
def test_what_is_no_pdf_or_badly_named_is_refused(caller, changes):
    assert deposit_pdf(caller, **changes)["codeRetour"] != 0


def test_a_pdf_over_ten_megabytes_is_413(caller):
    content = base64.b64encode(PDF + b" " * 10_000_000).decode()
    asked = {"fichierFacture": content, "nomFichier": "f.pdf", "formatDepot": "PDF_NON_SIGNE"}
    assert caller.post(AT + "deposer/pdf", asked).status == 413


def test_the_state_counts_no_flow_for_a_submission(caller):
    submit(caller)
    row = caller.sandbox.store.row("SELECT count(*) AS n FROM flow WHERE number IS NOT NULL")
    assert row["n"] == 0
