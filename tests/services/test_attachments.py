"""Attachments: refused before sending where that is known, exact on the wire."""

from __future__ import annotations

import base64
import hashlib
import io

import pytest
from scripted import answer, refusal, success
from wire import Wire, paged

from chorus_sdk.errors import (
    LimitExceededError,
    OutcomeUnknownError,
    RejectedRequestError,
    ResponseTimeoutError,
    UnexpectedResponseError,
    UnknownFormatError,
)
from chorus_sdk.services.attachment_files import MEDIA_TYPES, wrap
from chorus_sdk.services.attachment_values import AttachmentRequest
from chorus_sdk.services.attachments import Attachments
from chorus_sdk.services.codes import AttachmentObject
from chorus_sdk.services.issued import DownloadFormat

AT = "/cpro/transverses/v1/"
ROW = {
    "pieceJointeId": 5,
    "pieceJointeObjetId": 9,
    "pieceJointeUtilisateurId": 2,
    "pieceJointeTypeCode": "AUT",
    "pieceJointeTypeLibelle": "Autre",
    "pieceJointeDesignation": "devis.pdf",
    "pieceJointeExtension": "PDF",
}


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def attachments(wire) -> Attachments:
    return Attachments(wire.api)


def test_a_file_is_handed_in_with_its_extension_in_capitals(wire, attachments, tmp_path):
    path = tmp_path / "devis.pdf"
    path.write_bytes(b"%PDF-1.7")
    wire.says(success(pieceJointeId=10321512))
    added = attachments.add(path)
    assert (added.id, added.file_name) == (10321512, "devis.pdf")
    assert added.sha256 == hashlib.sha256(b"%PDF-1.7").hexdigest()
    assert wire.sent == [("POST", AT + "ajouter/fichier")]
    assert wire.body == {
        "pieceJointeFichier": base64.b64encode(b"%PDF-1.7").decode(),
        "pieceJointeNom": "devis.pdf",
        "pieceJointeTypeMime": "application/pdf",
        "pieceJointeExtension": "PDF",
    }


def test_a_lost_answer_leaves_what_to_look_for_and_is_not_repeated(wire, attachments):
    wire.says(ResponseTimeoutError("late"), success())
    for _ in range(2):
        with pytest.raises(OutcomeUnknownError) as caught:
            attachments.add(b"x", file_name="a.txt")
        fingerprint = caught.value.fingerprint
        assert fingerprint.operation == "attachments.add"
        assert fingerprint.file_name == "a.txt"
        assert fingerprint.sha256 == hashlib.sha256(b"x").hexdigest()
    assert len(wire.sent) == 2


def test_what_is_too_big_for_the_platform_is_its_refusal(wire, attachments):
    wire.says(refusal(20003, "La pièce jointe dépasse 10 Mo."))
    with pytest.raises(RejectedRequestError) as caught:
        attachments.add(b"x", file_name="a.txt")
    assert caught.value.return_code == 20003


def test_limits_are_known_before_sending(wire, attachments):
    assert wrap(b"x" * 10_000_000, file_name="a" * 46 + ".txt").extension == "TXT"
    with pytest.raises(LimitExceededError) as caught:
        attachments.add(b"x" * 10_000_001, file_name="a.txt")
    assert caught.value.limit == "ATTACHMENT_FILE_BYTES"
    with pytest.raises(LimitExceededError) as caught:
        attachments.add(b"x", file_name="a" * 47 + ".txt")
    assert (caught.value.limit, caught.value.value) == ("ATTACHMENT_NAME_CHARACTERS", 51)
    assert wire.sent == []


@pytest.mark.parametrize("name", ["a.exe", "a", ".pdf", "a.pdf.py"])
def test_extensions_that_the_platform_does_not_take_are_refused(name):
    with pytest.raises(UnknownFormatError):
        wrap(b"x", file_name=name)


def test_nameless_and_empty_files_are_mistakes():
    with pytest.raises(ValueError):
        wrap(io.BytesIO(b"x"))
    with pytest.raises(ValueError):
        wrap(b"", file_name="a.txt")


def test_the_extensions_are_the_thirty_five_of_the_reference():
    # chorus-pro-api §6.2
    listed = (
        "BMP, GIF, FAX, ODT, PPT, TIFF, XLS, BZ2, GZ, JPEG, P7S, RTF, TXT, XML, CSV, GZIP, JPG,"
        " PDF, SVG, XHTML, XLSX, DOC, HTM, ODP, PNG, TGZ, XLC, ZIP, DOCX, HTML, ODS, PPS, TIF,"
        " XLM, PPTX"
    )
    assert set(MEDIA_TYPES) == set(listed.split(", "))
    assert len(MEDIA_TYPES) == 35
    assert wrap(b"x", file_name="A.Jpeg", media_type="image/x").media_type == "image/x"


def test_a_file_is_detached_by_the_number_of_its_tie(wire, attachments):
    wire.says(success(**paged("listePiecesJointes", ROW)), success(), success())
    (one,) = attachments.of_account()
    attachments.detach(one)
    assert wire.body == {"idPieceJointeObjet": 9}
    attachments.detach(12)
    assert wire.sent[-1] == ("POST", AT + "detacherPieceJointe")
    assert wire.body == {"idPieceJointeObjet": 12}
    with pytest.raises(ValueError):
        attachments.detach(one.model_copy(update={"link_id": None}))


def test_files_of_an_account_are_listed(wire, attachments):
    wire.says(success(**paged("listePiecesJointes", ROW)))
    (one,) = attachments.of_account(designation="devis", type_id=3)
    assert (one.id, one.link_id, one.type_code, one.extension) == (5, 9, "AUT", "PDF")
    assert one.structure_id is None
    assert wire.sent == [("POST", AT + "rechercher/pj/moncompte")]
    assert wire.body == {
        "codeLangue": "fr",
        "pieceJointeDesignation": "devis",
        "pieceJointeTypeId": 3,
        "parametresRecherche": {"pageResultatDemandee": 1, "nbResultatsParPage": 100},
    }


def test_files_of_a_structure_are_listed(wire, attachments):
    row = {
        **ROW,
        "pieceJointeStructureId": 400001,
        "pieceJointeStructureCode": "99900000300015",
        "pieceJointeStructureRaisonSociale": "ATELIER",
    }
    wire.says(success(**paged("listePiecesJointes", row)))
    (one,) = attachments.of_structure(400001, language="en")
    assert (one.structure_id, one.structure_code) == (400001, "99900000300015")
    assert one.structure_name == "ATELIER"
    assert wire.sent == [("POST", AT + "rechercher/pj/structure")]
    assert wire.body == {
        "idStructureCPP": 400001,
        "codeLangue": "en",
        "parametresRecherche": {"pageResultatDemandee": 1, "nbResultatsParPage": 100},
    }


REQUESTS = [
    (
        AttachmentRequest.payment_requests([7, 8], format=DownloadFormat.PIVOT),
        {
            "objetPieceJointe": "DEMANDE_PAIEMENT",
            "demandePaiement": {
                "format": "PIVOT",
                "avecPiecesJointesComplementaires": "OUI",
                "listeFacture": [{"idFacture": 7}, {"idFacture": 8}],
            },
        },
    ),
    (
        AttachmentRequest.commitment("1000000001"),
        {
            "objetPieceJointe": "ENGAGEMENT_JURIDIQUE",
            "engagementJuridique": {"numeroEngagementJuridique": "1000000001"},
        },
    ),
    (
        AttachmentRequest.ticket(5, with_files=False),
        {
            "objetPieceJointe": "SOLLICITATION",
            "sollicitation": {"idSollicitation": 5, "pieceJointeSollicitation": "NON"},
        },
    ),
    (
        AttachmentRequest.structure(400001, files=AttachmentObject.STRUCTURE_MANDATE),
        {"objetPieceJointe": "STRUCTURE_MANDAT", "structure": {"idStructure": 400001}},
    ),
    (
        AttachmentRequest.structure("99900000300015"),
        {
            "objetPieceJointe": "STRUCTURE_PIECEJOINTE",
            "structure": {
                "identifiantStructure": "99900000300015",
                "typeIdentifiantStructure": "SIRET",
            },
        },
    ),
    (AttachmentRequest.user(), {"objetPieceJointe": "UTILISATEUR"}),
]


@pytest.mark.parametrize(("wanted", "body"), REQUESTS)
def test_a_download_names_one_object_and_its_answer_needs_no_envelope(
    wire, attachments, wanted, body
):
    wire.says(answer(200, {"pieceJointe": base64.b64encode(b"%PDF").decode()}))
    assert attachments.download(wanted) == b"%PDF"
    assert wire.sent == [("POST", AT + "telecharger/pieceJointe")]
    assert wire.body == body


def test_a_download_that_is_refused_or_holds_no_file_is_an_error(wire, attachments):
    wire.says(refusal(20000, "x"), answer(200, {}))
    with pytest.raises(RejectedRequestError):
        attachments.download(AttachmentRequest.user())
    with pytest.raises(UnexpectedResponseError) as caught:
        attachments.download(AttachmentRequest.user())
    assert caught.value.field == "pieceJointe"


def test_a_download_of_no_payment_request_is_a_mistake():
    with pytest.raises(ValueError):
        AttachmentRequest.payment_requests([])
