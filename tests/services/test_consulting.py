"""`consulter/fournisseur`: every field of the reference finds its place, every list its end."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from scripted import refusal, success
from wire import Wire

from chorus_sdk.errors import RejectedRequestError, UnexpectedResponseError
from chorus_sdk.services.consulting import read_details
from chorus_sdk.services.invoices import Invoices
from chorus_sdk.services.wire import invoice_details as names

PATH = "/cpro/factures/v1/consulter/fournisseur"
ROW = {
    "identifiantFactureCPP": 9,
    "numeroFacture": "F-1",
    "statutFacture": "SUSPENDUE",
    "modeDepot": "UPLOAD_API",
    "rejetTraite": False,
    "destinataire": {
        "idDestinataire": 1,
        "codeDestinataire": "12345678200051",
        "miseEnPaiementDestinataire": True,
        "adresseDestinataireVille": "VILLE",
    },
    "fournisseur": {
        "idFournisseur": 2,
        "typeIdentifiantFournisseur": "SIRET",
        "raisonSocialeFournisseur": "ATELIER",
        "adresseFournisseurCodePostal": "99999",
        "coordBancairesFournisseurType": "IBAN",
        "coordBancairesBicSwift": "XXXXFRPP",
        "coordBancairesFournisseurCompteBancaire": "30006000011234567890189",
        "affactureur": {"affactureurCode": "99900001100018"},
    },
    "cadreDeFacturation": {
        "codeCadreFacturation": "A9_FACTURE_SOUSTRAITANT",
        "codeValideur1": "99900001100018",
        "dateValidation1": "2026-11-21",
        "identifiantMoe": "99900006000015",
        "codeServiceMoa": "S",
    },
    "references": {
        "dateFacture": "2026-11-20",
        "dateCreationFacture": "2026-11-20 09:30",
        "typeFacture": "FACTURE",
        "typeTva": "TVA_SUR_DEBIT",
        "modePaiement": "VIREMENT",
        "numeroDpMandat": "M-7",
        "tailleTotalePiecesJointes": 12.5,
    },
    "recapitulatifDeTva": {
        "ligneTva": {"ligneTvaTauxRefCode": "TVA20", "ligneTvaMontantBaseHtParTaux": 100},
        "totalLignesRecapitulativesTVA": 1,
    },
    "montantTotal": {"montantHtTotal": 100, "montantTVA": 20, "montantAPayer": "120.00"},
    "pieceJointePrincipale": {"idLiaisonPieceJointePrincipale": 8, "idPieceJointePrincipale": 7},
    "listeDesPiecesJointes": {
        "pieceJointe": [{"pieceJointeId": 5, "pieceJointeNumeroLigneFacture": 1}],
        "totalListePiecesJointe": 1,
    },
    "piecePrecedente": {"numeroPiecePrecedente": "F-0"},
    "pieceSuivante": {"numeroPieceSuiante": "F-2"},
    "lignesDePoste": {
        "lignePoste": [
            {"lignePosteNumero": 1, "lignePosteDenomination": "Chaise", "lignePosteQuantite": 2}
        ],
        "totalLignesPoste": 1,
    },
    "commentaire": "Bonjour",
}


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def invoices(wire) -> Invoices:
    return Invoices(wire.api)


def test_one_invoice_is_asked_for_by_its_number_alone(wire, invoices):
    wire.says(success(facture=ROW))
    one = invoices.fetch(9)
    assert wire.sent == [("POST", PATH)]
    assert wire.body == {"identifiantFactureCPP": 9, "codeLangue": "fr"}
    assert (one.id, one.number, one.status, one.deposit_mode) == (
        *(9, "F-1", "SUSPENDUE", "UPLOAD_API"),
    )
    assert (one.framework, one.comment, one.is_complete) == ("A9", "Bonjour", True)
    assert one.recipient.address.city == "VILLE"
    assert one.recipient.reports_payment
    assert (one.supplier.company_name, one.supplier.address.post_code) == ("ATELIER", "99999")
    assert (one.supplier.bank.bic, one.supplier.factor.identifier) == (
        *("XXXXFRPP", "99900001100018"),
    )
    assert one.first_approver.approved_on.isoformat() == "2026-11-21"
    assert one.project_manager.identifier == "99900006000015"
    assert one.contracting_authority.service_code == "S"
    assert one.references.created_at.isoformat() == "2026-11-20T09:30:00+01:00"
    assert one.references.attachments_size == Decimal("12.5")
    assert one.totals.payable == Decimal("120.00")
    assert [vat.code for vat in one.vat] == ["TVA20"]
    assert [line.name for line in one.lines] == ["Chaise"]
    assert (one.main_file_id, one.main_file_link_id) == (7, 8)
    assert [(file.id, file.line) for file in one.files] == [(5, 1)]
    assert (one.preceding.number, one.following.number) == ("F-0", "F-2")


def test_an_account_number_is_in_no_repr():
    assert "30006000011234567890189" not in repr(read_details(ROW))


def test_the_recipients_spelling_of_the_following_piece_is_read_too():
    assert (
        read_details({**ROW, "pieceSuivante": {"numeroPieceSuivante": "F-3"}}).following.number
        == "F-3"
    )


def lines(count: int, total: int) -> dict:
    listed = [{"lignePosteNumero": n} for n in range(1, count + 1)]
    return {**ROW, "lignesDePoste": {"lignePoste": listed, "totalLignesPoste": total}}


def test_a_list_that_is_longer_than_its_page_is_asked_for_whole(wire, invoices):
    wire.says(success(facture=lines(10, 25)), success(facture=lines(25, 25)))
    one = invoices.fetch(9)
    assert [line.number for line in one.lines] == list(range(1, 26))
    assert one.is_complete
    of_vat = {
        "pageResultatDemandeeListeRecapitulatifTVA": 1,
        "nbResultatsParPageListeListeRecapitulatifTVA": 25,
    }
    of_files = {
        "pageResultatDemandeeListePieceJointe": 1,
        "nbResultatsParPageListePieceJointe": 25,
    }
    of_lines = {"pageResultatDemandeeLignesPoste": 1, "nbResultatsParPageLignesPoste": 25}
    assert wire.body == {
        "identifiantFactureCPP": 9,
        "codeLangue": "fr",
        "getpLigneRecapTva": of_vat,
        "pLigneRecapTva": of_vat,
        "getpListePiecesJointes": of_files,
        "pListePiecesJointes": of_files,
        "getpLignesPoste": of_lines,
        "pLignesPoste": of_lines,
    }


def test_lines_that_the_platform_keeps_back_are_said_to_be_missing(wire, invoices):
    wire.says(success(facture=lines(10, 25)), success(facture=lines(10, 25)))
    one = invoices.fetch(9)
    assert (len(one.lines), one.is_complete) == (10, False)


@pytest.mark.parametrize("body", [{}, {"facture": None}, {"facture": {"numeroFacture": "F-1"}}])
def test_an_answer_without_its_invoice_is_outside_the_contract(wire, invoices, body):
    wire.says(success(**body))
    with pytest.raises(UnexpectedResponseError):
        invoices.fetch(9)


def test_an_unknown_invoice_is_the_platforms_refusal(wire, invoices):
    wire.says(refusal(20000, "GDP_MSG_11.008"))
    with pytest.raises(RejectedRequestError):
        invoices.fetch(9)


def test_every_field_of_the_reference_is_read(corpus):
    """The answer of operation 10, as the reference spells it, against the tables of names."""
    page = Path(corpus).parent / "reference" / "chorus-pro-api.md"
    if not page.is_file():
        pytest.skip("the reference does not stand beside the corpus")
    text = page.read_text(encoding="utf-8")
    said = next(x for x in text.splitlines() if x.startswith("- Answer (supplier, validator)"))
    fields = set(re.findall(r"(\w+): (?!\{|\[\{)", said))
    objects = set(re.findall(r"(\w+): \[?\{", said))
    paging = {f for f in fields if re.match(r"(pageCourante|pages|nbResultatsParPage)[A-Z]", f)}
    read = {
        step
        for table in vars(names).values()
        if isinstance(table, dict)
        for path in table.values()
        if isinstance(path, str)
        for step in path.split(".")
    }
    assert len(fields) > 150
    assert fields - paging - read == set()
    assert objects - {"facture"} - read == set()
