"""Legal commitments, exact on the wire."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from scripted import refusal, success
from wire import Wire

from chorus_sdk.errors import RejectedRequestError
from chorus_sdk.services.codes import CommitmentStatus
from chorus_sdk.services.commitments import Commitments

AT = "/cpro/engagementsJuridiques/v1/"
ROW = {
    "idEngagementJuridique": 12,
    "numeroEngagementJuridique": "1000000011",
    "libelleTypeEngagementJuridique": "BON_DE_COMMANDE",
    "libelleEtatCourantEJ": "COMMANDE",
    "dateCreationEJ": "2026-01-05",
    "codeServiceExecutant": "SFACETAT",
    "codeServiceExecutantEmetteur": "SFACETAT",
    "libelleServiceExecutant": "Facturier",
    "montantTotalHt": 1100.10,
    "montantTotalTtc": "1320.12",
    "structureReceptrice": "ATELIER",
    "statutStructureReceptrice": "ACTIVE",
}


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def commitments(wire) -> Commitments:
    return Commitments(wire.api)


def test_a_number_is_searched_with_the_supplier_as_text(wire, commitments):
    wire.says(success(listeEngagementJuridique=ROW))
    found = commitments.find(400001, "1000000011")
    assert found is not None
    assert (found.id, found.service_code) == (12, "SFACETAT")
    assert found.created_on == date(2026, 1, 5)
    assert (found.net_total, found.gross_total) == (Decimal("1100.1"), Decimal("1320.12"))
    assert wire.sent == [("POST", AT + "rechercher")]
    assert wire.body == {
        "structureReceptriceEngagementJuridique": "400001",
        "numeroEngagementJuridique": "1000000011",
        "etatCourantEngagementJuridique": "COMMANDE",
    }


def test_every_state_is_asked_for_by_leaving_it_out(wire, commitments):
    wire.says(success(listeEngagementJuridique=[ROW, ROW]))
    assert len(commitments.search(400001, status=None)) == 2
    assert wire.body == {"structureReceptriceEngagementJuridique": "400001"}


def test_an_unknown_number_is_none_however_it_is_said(wire, commitments):
    wire.says(success(listeEngagementJuridique=[]), success(), refusal(20000, "TRA_MSG_00.015"))
    assert [commitments.find(1, "x") for _ in range(3)] == [None, None, None]


def test_another_refusal_is_an_error(wire, commitments):
    wire.says(refusal(20001, "x"))
    with pytest.raises(RejectedRequestError):
        commitments.search(1)


def test_a_number_longer_than_the_platform_takes_is_not_sent(wire, commitments):
    with pytest.raises(ValueError):
        commitments.search(1, number="1" * 51)
    assert wire.sent == []


def test_details_keep_what_no_source_describes(wire, commitments):
    wire.says(
        success(
            idEngagement=12,
            etatCourantEngagement="A_TRAITER",
            emetteur={"designationStructure": "ETAT", "idStructure": 501100, "vide": None},
            recepteur=None,
            lignePoste={"numeroDePoste": 1, "statutPoste": "OUVERT", "montantTtcPoste": 5.5},
            demandePaiement=[{"numeroDemandePaiement": "F-1"}],
        )
    )
    details = commitments.fetch("1000000011")
    assert (details.id, details.status) == (12, CommitmentStatus.TO_PROCESS)
    assert details.issuer == (("designationStructure", "ETAT"), ("idStructure", "501100"))
    assert details.supplier == ()
    (line,) = details.lines
    assert (line.number, line.status, line.gross_total) == ("1", "OUVERT", Decimal("5.5"))
    assert details.payment_requests == ((("numeroDemandePaiement", "F-1"),),)
    assert wire.sent == [("POST", AT + "consulterDetail")]
    assert wire.body == {"numeroEngagementJuridique": "1000000011"}
