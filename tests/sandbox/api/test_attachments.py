"""Attachments in the sandbox: limits, owners, downloads."""

from __future__ import annotations

import base64
import io
import zipfile

import pytest

from chorus_sdk.sandbox.data import OTHER_SUPPLIER_SIRET, RECIPIENT_SIRET
from chorus_sdk.sandbox.holdings import attachment
from chorus_sdk.sandbox.samples import sample_cii

AT = "/cpro/transverses/v1/"


def add(caller, content: bytes = b"abc", name: str = "a.txt", extension: str = "TXT") -> dict:
    return caller.call(
        AT + "ajouter/fichier",
        pieceJointeFichier=base64.b64encode(content).decode(),
        pieceJointeNom=name,
        pieceJointeTypeMime="text/plain",
        pieceJointeExtension=extension,
    )


def mine(caller) -> list[dict]:
    return caller.call(AT + "rechercher/pj/moncompte", codeLangue="fr")["listePiecesJointes"]


def download(caller, **asked) -> dict:
    return caller.call(AT + "telecharger/pieceJointe", **asked)


def content(said: dict) -> bytes:
    assert "codeRetour" not in said
    return base64.b64decode(said["pieceJointe"])


def test_a_file_is_kept_for_the_account_that_handed_it_in(caller, caller_of):
    number = add(caller)["pieceJointeId"]
    (line,) = mine(caller)
    assert line["pieceJointeId"] == number
    assert (line["pieceJointeDesignation"], line["pieceJointeExtension"]) == ("a.txt", "TXT")
    assert "pieceJointeStructureId" not in line
    assert mine(caller_of(OTHER_SUPPLIER_SIRET)) == []
    kept = attachment(caller.sandbox.store, number)
    assert (kept.content, kept.structure_id) == (b"abc", 400_001)
    assert attachment(caller.sandbox.store, number + 1) is None


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"content": b"x" * 10_000_001}, 20003),
        ({"name": "a" * 47 + ".txt"}, 20004),
        ({"name": "a.exe", "extension": "EXE"}, 20005),
        ({"extension": "PDF"}, 20005),
        ({"extension": "txt"}, 20005),
    ],
)
def test_what_is_too_big_too_long_or_of_another_kind_is_refused(caller, changes, code):
    # the number of the first is the reference's (§5); those of the others are inferred
    assert add(caller, **changes)["codeRetour"] == code
    assert mine(caller) == []


def test_ten_megabytes_are_taken(caller):
    assert add(caller, content=b"x" * 10_000_000)["codeRetour"] == 0


def test_a_file_that_is_no_base64_or_not_there_is_refused(caller):
    said = caller.call(
        AT + "ajouter/fichier",
        pieceJointeFichier="?",
        pieceJointeNom="a.txt",
        pieceJointeTypeMime="text/plain",
        pieceJointeExtension="TXT",
    )
    assert said["codeRetour"] != 0
    assert caller.call(AT + "ajouter/fichier")["codeRetour"] != 0


def test_a_detached_file_is_listed_no_more_and_only_its_owner_detaches_it(caller, caller_of):
    add(caller)
    link = mine(caller)[0]["pieceJointeObjetId"]
    stranger = caller_of(OTHER_SUPPLIER_SIRET)
    assert stranger.call(AT + "detacherPieceJointe", idPieceJointeObjet=link)["codeRetour"] != 0
    assert caller.call(AT + "detacherPieceJointe", idPieceJointeObjet=link)["codeRetour"] == 0
    assert mine(caller) == []
    assert caller.call(AT + "detacherPieceJointe", idPieceJointeObjet=link)["codeRetour"] != 0


def test_files_are_filtered_by_words_and_kind(caller):
    add(caller, name="devis.txt")
    add(caller, name="plan.txt")
    path = AT + "rechercher/pj/moncompte"
    found = caller.call(path, pieceJointeDesignation="DEVIS")["listePiecesJointes"]
    assert [one["pieceJointeDesignation"] for one in found] == ["devis.txt"]
    assert caller.call(path, pieceJointeTypeId=1)["listePiecesJointes"] == []
    page = caller.call(path, parametresRecherche={"nbResultatsParPage": 1})
    assert page["parametresRetour"] == {
        "pageCourante": 1,
        "pages": 2,
        "nbResultatsParPage": 1,
        "total": 2,
    }


def test_a_structure_shows_its_files_to_itself_alone(caller, caller_of):
    path = AT + "rechercher/pj/structure"
    (line,) = caller.call(path, idStructureCPP=400_001)["listePiecesJointes"]
    assert line["pieceJointeStructureCode"] == caller.account.siret
    assert caller.call(path, idStructureCPP=400_002)["codeRetour"] != 0
    assert caller.call(path)["codeRetour"] != 0


def test_a_structures_file_and_bank_account_are_downloaded_as_they_are(caller):
    by_number = {"structure": {"idStructure": 400_001}}
    by_siret = {
        "structure": {
            "identifiantStructure": caller.account.siret,
            "typeIdentifiantStructure": "SIRET",
        }
    }
    text = content(download(caller, objetPieceJointe="STRUCTURE_PIECEJOINTE", **by_number))
    assert b"ATELIER" in text
    assert content(download(caller, objetPieceJointe="STRUCTURE_PIECEJOINTE", **by_siret)) == text
    bank = content(download(caller, objetPieceJointe="STRUCTURE_COORDONNEE_BANCAIRE", **by_number))
    assert b"FR76" in bank
    other = {"structure": {"idStructure": 400_002}}
    assert download(caller, objetPieceJointe="STRUCTURE_PIECEJOINTE", **other)["codeRetour"] != 0


def test_several_files_of_an_account_come_in_an_archive(caller):
    assert download(caller, objetPieceJointe="UTILISATEUR")["codeRetour"] != 0
    add(caller, b"one", "1.txt")
    assert content(download(caller, objetPieceJointe="UTILISATEUR")) == b"one"
    add(caller, b"two", "2.txt")
    packed = content(download(caller, objetPieceJointe="UTILISATEUR"))
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert sorted(archive.read(name) for name in archive.namelist()) == [b"one", b"two"]


def test_a_commitment_is_downloaded_by_its_parties(caller, caller_of):
    asked = {
        "objetPieceJointe": "ENGAGEMENT_JURIDIQUE",
        "engagementJuridique": {"numeroEngagementJuridique": "1000000001"},
    }
    assert b"1000000001" in content(download(caller, **asked))
    assert download(caller_of(OTHER_SUPPLIER_SIRET), **asked)["codeRetour"] != 0


def test_payment_requests_come_as_the_group_download_gives_them(caller):
    caller.settled(caller.deposit_xml(sample_cii()))
    (line,) = caller.call("search")["listeFactures"]
    asked = {"format": "PIVOT", "listeFacture": [{"idFacture": line["identifiantFactureCPP"]}]}
    pivot = content(download(caller, objetPieceJointe="DEMANDE_PAIEMENT", demandePaiement=asked))
    assert b"F2026-0001" in pivot or pivot.startswith(b"PK")


@pytest.mark.parametrize("wanted", ["SOLLICITATION", "STRUCTURE_MANDAT", "INCONNU", None])
def test_what_the_sandbox_does_not_keep_is_refused(caller, wanted):
    assert download(caller, objetPieceJointe=wanted)["codeRetour"] != 0


def test_a_recipient_has_its_own_file(caller_of):
    said = caller_of(RECIPIENT_SIRET).call(AT + "rechercher/pj/structure", idStructureCPP=400_010)
    assert len(said["listePiecesJointes"]) == 1
