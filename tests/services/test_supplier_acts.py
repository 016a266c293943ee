"""Completing, recycling, correcting, acknowledging, listing: bodies exact to the reference."""

from __future__ import annotations

import pytest
from scripted import refusal, success
from wire import Wire, paged

from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk.errors import (
    LimitExceededError,
    OutcomeUnknownError,
    RejectedRequestError,
)
from chorus_sdk.services.codes import InvoiceType, VatRegime
from chorus_sdk.services.invoices import Invoices
from chorus_sdk.services.issued import IssuedInvoice
from chorus_sdk.services.structures import Structure
from chorus_sdk.services.submission_values import InvoiceAttachment
from chorus_sdk.services.supplier_acts import Rerouting

AT = "/cpro/factures/v1/"
INVOICE = IssuedInvoice(id=9)


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def invoices(wire) -> Invoices:
    return Invoices(wire.api)


def test_a_completion_hands_in_its_files_and_names_them(wire, invoices):
    wire.says(
        success(pieceJointeId=71),
        success(identifiantFactureCPP=9, numeroFacture="F-1", dateTraitement="2026-11-23 10:00"),
    )
    file = InvoiceAttachment(file=b"x", file_name="a.txt", designation="Preuve", type_code="ASF")
    done = invoices.complete(INVOICE, attachments=[file, InvoiceAttachment(file=5)], comment="Ok")
    assert wire.sent[-1] == ("POST", AT + "completer")
    assert wire.body == {
        "identifiantFactureCPP": 9,
        "pieceJointeComplementaire": [
            {
                "pieceJointeComplementaireDesignation": "Preuve",
                "pieceJointeComplementaireType": "ASF",
                "pieceJointeComplementaireId": 71,
            },
            {
                "pieceJointeComplementaireDesignation": "5",
                "pieceJointeComplementaireType": "AUT",
                "pieceJointeComplementaireId": 5,
            },
        ],
        "commentaire": "Ok",
    }
    assert (done.id, done.number) == (9, "F-1")
    assert done.processed_at.isoformat() == "2026-11-23T10:00:00+01:00"


@pytest.mark.parametrize("said", ["2026-11-23", "2026-11-23 00:00"])
def test_the_day_of_processing_comes_with_or_without_its_time(wire, invoices, said):
    wire.says(success(dateTraitement=said))
    done = invoices.complete(9, comment="Ok")
    assert done.id == 9
    assert done.processed_at.date().isoformat() == "2026-11-23"


def test_a_completion_of_nothing_or_too_much_is_not_sent(wire, invoices):
    with pytest.raises(ValueError):
        invoices.complete(9)
    with pytest.raises(LimitExceededError) as caught:
        invoices.complete(9, comment="x" * 2001)
    assert caught.value.limit == "COMMENT_CHARACTERS"
    assert wire.sent == []


def test_an_invoice_that_is_not_suspended_is_the_platforms_refusal(wire, invoices):
    wire.says(refusal(20002, "GDP_MSG_11.033"))
    with pytest.raises(RejectedRequestError) as caught:
        invoices.complete(9, comment="Ok")
    assert caught.value.return_code == 20002


def test_an_act_whose_answer_is_lost_is_not_repeated(wire, invoices):
    wire.says(HttpResponse(status=503))
    with pytest.raises(OutcomeUnknownError) as caught:
        invoices.complete(9, comment="Ok")
    assert caught.value.fingerprint.operation == "invoices.complete"
    assert len(wire.sent) == 1


def test_a_recycling_says_reference_in_the_singular(wire, invoices):
    wire.says(
        success(
            identifiantFactureCPP=9,
            numeroFacture="F-1",
            statutFacture="DEPOSEE",
            dateDepot="2026-11-23",
        )
    )
    again = invoices.recycle(
        INVOICE,
        Rerouting(
            recipient="12345678200051",
            service_code="SERV-1",
            commitment_number="EJ-1",
            contract_number="M-1",
            original_number="F-0",
            currency="EUR",
            type=InvoiceType.CREDIT_NOTE,
            vat_regime=VatRegime.EXEMPT,
            exemption_reason="EXO1",
            payment_means="VIREMENT",
            comment="Bon service",
        ),
    )
    assert wire.sent == [("POST", AT + "recycler")]
    assert wire.body == {
        "identifiantFactureCPP": 9,
        "destinataire": {"codeDestinataire": "12345678200051", "codeServiceExecutant": "SERV-1"},
        "commentaire": "Bon service",
        "reference": {
            "deviseFacture": "EUR",
            "typeFacture": "AVOIR",
            "typeTva": "EXONERATION",
            "motifExonerationTva": "EXO1",
            "numeroMarche": "M-1",
            "numeroBonCommande": "EJ-1",
            "numeroFactureOrigine": "F-0",
            "modePaiement": "VIREMENT",
        },
    }
    assert (again.id, again.number, again.status) == (9, "F-1", "DEPOSEE")
    assert again.deposited_on.isoformat() == "2026-11-23"


def test_a_recycling_says_only_what_changes(wire, invoices):
    wire.says(success())
    assert invoices.recycle(9, Rerouting(service_code="S")).id == 9
    assert wire.body == {
        "identifiantFactureCPP": 9,
        "destinataire": {"codeServiceExecutant": "S"},
    }


@pytest.mark.parametrize(
    ("rerouting", "error"),
    [
        (Rerouting(), ValueError),
        (Rerouting(comment="x" * 2001), LimitExceededError),
        (Rerouting(service_code="x" * 101), LimitExceededError),
        (Rerouting(commitment_number="x" * 51), LimitExceededError),
        (Rerouting(contract_number="x" * 51), LimitExceededError),
    ],
)
def test_a_recycling_of_nothing_or_too_much_is_not_sent(wire, invoices, rerouting, error):
    with pytest.raises(error):
        invoices.recycle(9, rerouting)
    assert wire.sent == []


@pytest.mark.parametrize(
    ("approver", "asked"),
    [
        (Structure(id=4), {"idStructure": 4}),
        (4, {"idStructure": 4}),
        (
            "12345678200051",
            {"typeIdentifiantStructure": "SIRET", "identifiantStructure": "12345678200051"},
        ),
    ],
)
def test_another_approver_is_named_by_number_or_identifier(wire, invoices, approver, asked):
    wire.says(success(idFacture=9))
    assert invoices.correct_approver(INVOICE, approver) is None
    assert wire.sent == [("POST", AT + "corriger/valideur/facture")]
    assert wire.body == {"idFacture": 9, **asked}


def test_rejections_are_acknowledged_together(wire, invoices):
    wire.says(success(), success())
    invoices.acknowledge_rejections([INVOICE, 10])
    assert wire.sent == [("POST", AT + "traiterRejet")]
    named = [{"idDemandePaiement": 9}, {"idDemandePaiement": 10}]
    assert wire.body == {"listeDemandePaiement": named}
    invoices.acknowledge_rejections([9], comment="vu", reason="doublon")
    assert wire.body == {
        "listeDemandePaiement": [{"idDemandePaiement": 9}],
        "cpltInfos": "vu",
        "motifRejet": "doublon",
    }
    with pytest.raises(ValueError):
        invoices.acknowledge_rejections([])
    assert len(wire.sent) == 2


def test_the_to_do_list_has_a_paging_object_of_its_own(wire, invoices):
    line = {"identifiantFactureCPP": 9, "numeroFacture": "F-1", "statut": "A_RECYCLER"}
    wire.says(success(**paged("listeFactures", line)))
    (one,) = invoices.to_do(4, hide_rejected=True)
    assert (one.id, one.status, one.is_rejection_processed) == (9, "A_RECYCLER", None)
    assert wire.sent == [("POST", AT + "rechercher/atraiter/fournisseur")]
    assert wire.body == {
        "idStructure": 4,
        "masquerRejetee": True,
        "rechercheFactureATraiterParFournisseur": {
            "pageResultatDemandee": 1,
            "nbResultatsParPage": 100,
            "nbResultatsMaximum": 999_999,
            "triSens": "Ascendant",
            "triColonne": "DateDepot",
        },
    }
    wire.says(refusal(20000, "TRA_MSG_00.015"))
    assert list(invoices.to_do()) == []
