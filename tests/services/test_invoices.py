"""Searching, history and download, exact on the wire."""

from __future__ import annotations

import base64
from datetime import date
from decimal import Decimal

import pytest
from scripted import refusal, success

from chorus_sdk.errors import RejectedRequestError, UnexpectedResponseError
from chorus_sdk.services.invoice_status import InvoiceStatus

LINE = {
    "identifiantFactureCPP": 77,
    "numeroFacture": "F-1",
    "statut": "MISE_A_DISPOSITION",
    "dateFacture": "2026-11-20",
    "dateDepot": "2026-11-23",
    "montantTTC": 120.10,
    "montantHT": "100.08",
    "montantAPayer": None,
    "devise": "EUR",
    "numeroFluxDepot": "CPP1",
    "codeDestinataire": "12345678200051",
    "dateHeureEtatCourant": "2026-11-23T09:14:31.512+01:00",
    "champInconnu": "x",
}


def found(lines, pages=1, total=None):
    paging = {
        "pageCourante": 1,
        "pages": pages,
        "nbResultatsParPage": 100,
        "total": total or len(lines),
    }
    return success(listeFactures=lines, parametresRetour=paging)


def test_the_request_names_fields_as_the_platform_does(desk):
    desk.says(found([]))
    list(
        desk.invoices.search(
            number="F-1",
            flow_id="CPP1",
            status=InvoiceStatus.REJECTED,
            deposited_from=date(2026, 11, 1),
            deposited_to=date(2026, 11, 30),
            gross_to=Decimal("10.50"),
            page_size=7,
        )
    )
    assert desk.paths == ["/cpro/factures/v1/rechercher/fournisseur"]
    assert desk.transport.sent_json() == {
        "numeroFacture": "F-1",
        "numeroFluxDepot": "CPP1",
        "statutCourant": ["REJETEE"],
        "periodeDateDepotDu": "2026-11-01",
        "periodeDateDepotAu": "2026-11-30",
        "montantTTCMax": 10.5,
        "rechercheFactureParFournisseur": {
            "pageResultatDemandee": 1,
            "nbResultatsParPage": 7,
            "nbResultatsMaximum": 999999,
            "triSens": "Ascendant",
            "triColonne": "DateDepot",
        },
    }


def test_a_line_becomes_an_invoice_with_exact_amounts(desk):
    desk.says(found([LINE]))
    invoice = desk.invoices.search().first()
    assert invoice.id == 77
    assert invoice.status is InvoiceStatus.MADE_AVAILABLE
    assert invoice.issue_date == date(2026, 11, 20)
    assert (invoice.gross_total, invoice.net_total) == (Decimal("120.1"), Decimal("100.08"))
    assert invoice.payable is None
    assert invoice.status_at.utcoffset().total_seconds() == 3600


def test_pages_are_followed_and_a_single_object_is_a_list_of_one(desk):
    second = {**LINE, "identifiantFactureCPP": 78, "statut": "TOUT_NOUVEAU"}
    desk.says(found([LINE], pages=2, total=2), found(second, pages=2, total=2))
    first, other = desk.invoices.search()
    assert (first.id, other.id) == (77, 78)
    assert other.status == "TOUT_NOUVEAU"
    assert not other.status.is_known
    pages = [
        desk.transport.sent_json(i)["rechercheFactureParFournisseur"]["pageResultatDemandee"]
        for i in (0, 1)
    ]
    assert pages == [1, 2]


@pytest.mark.parametrize(
    "nothing", [found([]), success(listeFactures=None), refusal(20000, "TRA_MSG_00.015")]
)
def test_nothing_found_is_an_empty_list_however_it_is_said(desk, nothing):
    desk.says(nothing)
    assert list(desk.invoices.search()) == []


def test_another_refusal_is_an_error(desk):
    desk.says(refusal(20000, "GDP_MSG_11.008"))
    with pytest.raises(RejectedRequestError):
        list(desk.invoices.search())


def test_a_line_without_its_id_is_outside_the_contract(desk):
    desk.says(found([{"numeroFacture": "F-1"}]))
    with pytest.raises(UnexpectedResponseError) as caught:
        list(desk.invoices.search())
    assert caught.value.field == "identifiantFactureCPP"


def test_several_statuses_are_asked_for_together(desk):
    desk.says(found([]))
    list(desk.invoices.search(status=["REJETEE", InvoiceStatus.SUSPENDED]))
    assert desk.transport.sent_json()["statutCourant"] == ["REJETEE", "SUSPENDUE"]


def test_history_is_read_oldest_first(desk):
    entries = [
        {
            "histoStatutId": 2,
            "histoStatutCode": "REJETEE",
            "histoStatutDatePassage": "2026-11-23 10:00",
            "histoStatutCommentaire": "mauvais service",
        },
        {
            "histoStatutId": 1,
            "histoStatutCode": "DEPOSEE",
            "histoStatutDatePassage": "2026-11-23 09:00",
        },
    ]
    desk.says(
        success(
            idFacture=77,
            historiquesDesStatuts={
                "histoStatut": entries,
                "pagesHistoStatut": 1,
                "totalHistoStatut": 2,
            },
        )
    )
    history = desk.invoices.history(77)
    assert [entry.status for entry in history] == ["DEPOSEE", "REJETEE"]
    assert history[1].comment == "mauvais service"
    assert desk.paths == ["/cpro/factures/v1/consulter/historique"]
    assert desk.transport.sent_json() == {
        "idFacture": 77,
        "paramRechercheHistoStatuts": {
            "pageResultatDemandeeListeHistoStatut": 1,
            "nbResultatsParPageListeHistoStatut": 100,
        },
    }


def test_a_pivot_is_downloaded_without_the_word_for_attachments(desk):
    desk.says(success(fichierResultat=base64.b64encode(b"<pivot/>").decode()))
    assert desk.invoices.download_pivot([77, 78]) == b"<pivot/>"
    assert desk.transport.sent_json() == {
        "format": "PIVOT",
        "listeFacture": [{"idFacture": 77}, {"idFacture": 78}],
    }


def test_a_pdf_is_downloaded_with_or_without_attachments(desk):
    desk.says(*[success(fichierResultat=base64.b64encode(b"%PDF").decode())] * 2)
    desk.invoices.download_pdf([77])
    assert desk.transport.sent_json()["avecPiecesJointesComplementaires"] == "OUI"
    desk.invoices.download_pdf([77], with_attachments=False)
    assert desk.transport.sent_json()["avecPiecesJointesComplementaires"] == "NON"


@pytest.mark.parametrize("content", [None, "", "not base64 !", 5])
def test_a_download_that_is_no_file_is_outside_the_contract(desk, content):
    desk.says(success(fichierResultat=content))
    with pytest.raises(UnexpectedResponseError) as caught:
        desk.invoices.download_pivot([77])
    assert caught.value.field == "fichierResultat"


def test_a_download_of_nothing_and_a_page_of_nothing_are_mistakes(desk):
    with pytest.raises(ValueError):
        desk.invoices.download_pivot([])
    with pytest.raises(ValueError):
        desk.invoices.search(page_size=0)
    assert desk.transport.requests == []
