"""Received invoices, exact on the wire."""

from __future__ import annotations

import base64
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from scripted import refusal, success
from wire import Wire, paged

from chorus_sdk.errors import IllegalMoveError, LimitExceededError, RejectedRequestError
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.services.codes import (
    IdentifierType,
    InvoiceType,
    PaymentRequestType,
    WorksInvoiceType,
)
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.received import Received
from chorus_sdk.services.received_values import ReceivedCriteria, ReceivedInvoice
from chorus_sdk.services.reference_data import ReferenceData

ROW = {
    "idFacture": 31,
    "devise": "EUR",
    "typeDemandePaiement": "FACTURE",
    "codeFournisseur": "99900000300015",
    "typeIdentifiantFournisseur": "SIRET",
    "designationFournisseur": "ATELIER",
    "codeServiceFournisseur": "S1",
    "nomServiceFournisseur": "Service 1",
    "idDestinataire": 400010,
    "codeDestinataire": "12345678200051",
    "designationDestinataire": "DESTINATAIRE",
    "idServiceExecutant": 7,
    "codeServiceExecutant": "Acheteur",
    "nomServiceExecutant": "Achats",
    "typeFacture": "AVOIR",
    "typeFactureTravaux": "ETAT_ACOMPTE",
    "numeroFacture": "F-1",
    "dateFacture": "2026-11-20",
    "dateDepot": "2026-11-23",
    "montantHT": 100,
    "montantTTC": 120.10,
    "montantAPayer": 0,
    "statut": "MISE_A_DISPOSITION",
    "numeroMarche": "M-1",
    "numeroBonCommande": "E-1",
    "taille": 2048,
    "factureTelechargeeParDestinataire": "OUI",
    "codeMOE": "99900006000015",
    "typeIdentifiantMOE": "SIRET",
    "designationMOE": "MOE",
    "codeMOA": "99900007800017",
    "typeIdentifiantMOA": "SIRET",
    "designationMOA": "MOA",
    "dateHeureEtatCourant": "2026-11-23T09:14:31.512+01:00",
    "commentaireEtatCourant": "vu",
}
AVAILABLE = ReceivedInvoice(id=31, status=InvoiceStatus.MADE_AVAILABLE)
PROCESSED = {
    "idFacture": 31,
    "numeroFacture": "F-1",
    "dateTraitement": "2026-11-23",
    "nouveauStatut": "REJETEE",
}


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def received(wire) -> Received:
    return Received(wire.api, ReferenceData(wire.api), wire.api.clock)


def at_the_top(*rows: object) -> dict[str, object]:
    """An answer of `rechercher/recipiendaire`: its paging stands beside the rows."""
    paging = {"pageCourante": 1, "pages": 1, "nbResultatsParPage": 100, "total": len(rows)}
    return {"listeFactures": list(rows), **paging}


def test_a_search_reads_every_field_and_the_paging_at_the_top(wire, received):
    wire.says(success(**at_the_top(ROW)), success(**at_the_top(ROW)))
    pager = received.search()
    assert pager.count() == 1
    (one,) = pager
    assert (one.id, one.number, one.currency, one.size) == (31, "F-1", "EUR", 2048)
    assert (one.kind, one.type) == (PaymentRequestType.INVOICE, InvoiceType.CREDIT_NOTE)
    assert one.works_type is WorksInvoiceType.INSTALMENT_STATEMENT
    assert one.status is InvoiceStatus.MADE_AVAILABLE
    assert (one.status_comment, one.is_downloaded) == ("vu", True)
    assert one.status_at == datetime(2026, 11, 23, 8, 14, 31, 512000, tzinfo=UTC)
    assert (one.issue_date, one.deposited_on) == (date(2026, 11, 20), date(2026, 11, 23))
    assert (one.net_total, one.gross_total, one.payable) == (100, Decimal("120.1"), 0)
    assert (one.supplier_identifier, one.supplier_name) == ("99900000300015", "ATELIER")
    assert one.supplier_identifier_type is IdentifierType.SIRET
    assert (one.supplier_service_code, one.supplier_service_name) == ("S1", "Service 1")
    assert (one.recipient_id, one.recipient_identifier) == (400010, "12345678200051")
    assert (one.recipient_name, one.service_id) == ("DESTINATAIRE", 7)
    assert (one.service_code, one.service_name) == ("Acheteur", "Achats")
    assert (one.contract_number, one.commitment_number) == ("M-1", "E-1")
    assert (one.project_manager_identifier, one.project_manager_name) == ("99900006000015", "MOE")
    assert one.contracting_authority_identifier == "99900007800017"
    assert one.contracting_authority_name == "MOA"
    assert one.contracting_authority_identifier_type is IdentifierType.SIRET
    assert one.project_manager_identifier_type is IdentifierType.SIRET
    assert wire.sent[0] == ("POST", "/cpro/factures/v1/rechercher/recipiendaire")
    assert wire.body == {
        "paramRecherche": {
            "pageResultatDemandee": 1,
            "nbResultatsParPage": 100,
            "nbResultatsMaximum": 999999,
            "triSens": "Ascendant",
            "triColonne": "DateDepot",
        }
    }


def test_every_criterion_has_the_platforms_name(wire, received):
    wire.says(refusal(20000, "TRA_MSG_00.015"))
    criteria = ReceivedCriteria(
        kind=PaymentRequestType.WORKS_INVOICE,
        recipient_id=1,
        service_id=2,
        number="F-1",
        types=(InvoiceType.INVOICE, "AVOIR"),
        works_types=WorksInvoiceType.GENERAL_ACCOUNT,
        supplier_ids=(3, 4),
        by_supplier_siren=True,
        approver_id=5,
        framework=InvoicingFramework.A4,
        statuses=(InvoiceStatus.REJECTED, "NOUVEAU"),
        status_from=datetime(2026, 11, 1, 8, tzinfo=UTC),
        status_to=datetime(2026, 11, 2, 8, tzinfo=UTC),
        deposited_from=date(2026, 11, 3),
        deposited_to=date(2026, 11, 4),
        issued_from=date(2026, 11, 5),
        issued_to=date(2026, 11, 6),
        net_from=Decimal("1.10"),
        net_to=Decimal(2),
        gross_from=Decimal(3),
        gross_to=Decimal(4),
        payable_from=Decimal(5),
        payable_to=Decimal(6),
        contract_number="M-1",
        commitment_number="E-1",
        downloaded=False,
        with_size=True,
    )
    assert list(received.search(criteria, page_size=7)) == []
    assert wire.body == {
        "typeDemandePaiement": "FACTURE_TRAVAUX",
        "idDestinataire": 1,
        "idServiceExecutant": 2,
        "numeroFacture": "F-1",
        "listeTypeFacture": ["FACTURE", "AVOIR"],
        "listeTypeFactureTravaux": ["DECOMPTE_GENERAL"],
        "listeFournisseurs": [{"idFournisseur": 3}, {"idFournisseur": 4}],
        "rechercheSirenFournisseur": True,
        "idStructureValideur": 5,
        "cadreFacturation": "A4_PROJET_DECOMPTE_MENSUEL_FOURNISSEUR",
        "statutCourant": ["REJETEE", "NOUVEAU"],
        "periodeDateHeureEtatCourantDu": "2026-11-01T08:00:00.000+00:00",
        "periodeDateHeureEtatCourantAu": "2026-11-02T08:00:00.000+00:00",
        "periodeDateDepotDu": "2026-11-03",
        "periodeDateDepotAu": "2026-11-04",
        "periodeDateFactureDu": "2026-11-05",
        "periodeDateFactureAu": "2026-11-06",
        "montantHTMin": 1.1,
        "montantHTMax": 2,
        "montantTTCMin": 3,
        "montantTTCMax": 4,
        "montantApayerMin": 5,
        "montantApayerMax": 6,
        "numeroMarche": "M-1",
        "numeroBonCommande": "E-1",
        "factureTelechargeeParDestinataire": False,
        "recupererTaille": True,
        "paramRecherche": {
            "pageResultatDemandee": 1,
            "nbResultatsParPage": 7,
            "nbResultatsMaximum": 999999,
            "triSens": "Ascendant",
            "triColonne": "DateDepot",
        },
    }


def test_an_instant_without_a_zone_and_an_empty_page_are_mistakes(wire, received):
    naive = datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None)
    with pytest.raises(ValueError):
        received.search(ReceivedCriteria(status_from=naive))
    for ask in (received.search, received.to_do):
        with pytest.raises(ValueError):
            ask(page_size=0)
    assert wire.sent == []


def test_the_to_do_list_asks_with_the_platforms_own_spelling(wire, received):
    wire.says(success(**paged("listeFactures", ROW)))
    (one,) = received.to_do(400010, with_size=True)
    assert one.id == 31
    assert wire.sent == [("POST", "/cpro/factures/v1/rechercher/atraiter/recipiendaire")]
    assert wire.body == {
        "idStructure": 400010,
        "recupererTaille": True,
        "parametreRechercheFactureATraiterParRecipiendaire": {
            "pageResultatDemandee": 1,
            "nbResultatsParPage": 100,
            "getnbResultatsMaximum": 999999,
            "triSens": "Ascendant",
            "triColonne": "DateDepot",
        },
    }


def test_one_invoice_in_full_has_what_the_recipient_alone_is_told(wire, received):
    facture = {
        "identifiantFactureCPP": 31,
        "numeroFacture": "F-1",
        "statutFacture": "COMPLETEE",
        "destinataire": {"codeDestinataire": "12345678200051", "destinataireEtat": "NON"},
        "pieceSuivante": {"idPieceSuivante": 32, "numeroPieceSuivante": "T-2"},
    }
    wire.says(success(facture=facture))
    details = received.fetch(AVAILABLE)
    assert (details.id, details.status) == (31, InvoiceStatus.COMPLETED)
    assert details.recipient.is_state is False
    assert (details.following.id, details.following.number) == (32, "T-2")
    assert wire.sent == [("POST", "/cpro/factures/v1/consulter/recipiendaire")]
    assert wire.body == {"identifiantFactureCPP": 31, "codeLangue": "fr"}


def test_a_longer_list_is_asked_for_whole_under_the_recipients_paging_names(wire, received):
    line = {"lignePosteNumero": 1}
    part = {"lignesDePoste": {"lignePoste": [line], "totalLignesPoste": 2}}
    whole = {"lignesDePoste": {"lignePoste": [line, line], "totalLignesPoste": 2}}
    for lines in (part, whole):
        wire.says(success(facture={"identifiantFactureCPP": 31, **lines}))
    details = received.fetch(31)
    assert (len(details.lines), details.is_complete) == (2, True)
    assert wire.body == {
        "identifiantFactureCPP": 31,
        "codeLangue": "fr",
        "rechercheligneTvaRecap": {
            "pageResultatDemandeeListeRecapitulatifTVA": 1,
            "nbResultatsParPageListeListeRecapitulatifTVA": 2,
        },
        "recherchePj": {
            "pageResultatDemandeeListePieceJointe": 1,
            "nbResultatsParPageListePieceJointe": 2,
        },
        "rechercheLignePoste": {
            "pageResultatDemandeeLignesPoste": 1,
            "nbResultatsParPageLignesPoste": 2,
        },
    }


@pytest.mark.parametrize(
    ("act", "sent"),
    [
        (
            lambda it: it.order_payment(31, payment_order_number="2026-7"),
            {"nouveauStatut": "MANDATEE", "numeroDPMandat": "2026-7"},
        ),
        (lambda it: it.order_payment(AVAILABLE), {"nouveauStatut": "MANDATEE"}),
        (
            lambda it: it.send_to_accountant(AVAILABLE),
            {"nouveauStatut": "MISE_A_DISPOSITION_COMPTABLE"},
        ),
        (lambda it: it.book(AVAILABLE), {"nouveauStatut": "COMPTABILISEE"}),
        (lambda it: it.put_in_payment(AVAILABLE), {"nouveauStatut": "MISE_EN_PAIEMENT"}),
        (
            lambda it: it.ask_for_completion(AVAILABLE, "Bon ?"),
            {"nouveauStatut": "SUSPENDUE", "motif": "Bon ?"},
        ),
        (lambda it: it.ask_for_recycling(AVAILABLE), {"nouveauStatut": "A_RECYCLER"}),
        (
            lambda it: it.reject(AVAILABLE, "Doublon"),
            {"nouveauStatut": "REJETEE", "motif": "Doublon"},
        ),
        (
            lambda it: it.process(31, "SERVICE_FAIT", reason="vu"),
            {"nouveauStatut": "SERVICE_FAIT", "motif": "vu"},
        ),
    ],
)
def test_each_move_is_one_call_exact_to_the_reference(wire, received, act, sent):
    wire.says(success(**PROCESSED))
    done = act(received)
    assert (done.id, done.number, done.status) == (31, "F-1", InvoiceStatus.REJECTED)
    assert done.processed_at.date() == date(2026, 11, 23)
    assert wire.sent == [("POST", "/cpro/factures/v1/traiter/recue")]
    assert wire.body == {"idFacture": 31, **sent}


@pytest.mark.parametrize("reason", ["", "  "])
def test_a_rejection_and_a_suspension_need_a_reason(wire, received, reason):
    for act in (received.reject, received.ask_for_completion):
        with pytest.raises(ValueError):
            act(31, reason)
    assert wire.sent == []


def test_a_reason_that_is_too_long_is_not_sent(wire, received):
    with pytest.raises(LimitExceededError) as caught:
        received.reject(31, "x" * 2001)
    assert (caught.value.value, caught.value.maximum) == (2001, 2000)
    assert wire.sent == []


def test_an_invoice_that_has_ended_is_not_even_asked_about(wire, received):
    paid = ReceivedInvoice(id=31, status=InvoiceStatus.IN_PAYMENT)
    with pytest.raises(IllegalMoveError) as caught:
        received.reject(paid, "Trop tard")
    error = caught.value
    assert (error.invoice_id, error.status) == (31, "MISE_EN_PAIEMENT")
    assert (error.target, error.allowed) == ("REJETEE", ())
    assert received.next_statuses(paid) == ()
    assert wire.sent == []


def test_what_is_not_one_of_the_eight_targets_is_refused_from_availability(wire, received):
    with pytest.raises(IllegalMoveError) as caught:
        received.process(AVAILABLE, InvoiceStatus.COMPLETED)
    assert len(caught.value.allowed) == 8
    assert "COMPLETEE" not in caught.value.allowed
    assert wire.sent == []


def next_from_booked():
    place, member = "listeStatutsPossiblesPourTraitement", "statutPossiblePourTraitement"
    return success(**{place: [{member: "MISE_EN_PAIEMENT"}]})


def test_from_any_other_status_the_platform_is_asked_once_what_is_possible(wire, received):
    wire.says(next_from_booked(), success(**PROCESSED))
    booked = ReceivedInvoice(id=31, status=InvoiceStatus.BOOKED)
    with pytest.raises(IllegalMoveError) as caught:
        received.reject(booked, "Trop tard")
    assert caught.value.allowed == ("MISE_EN_PAIEMENT",)
    assert wire.body == {"statutCourant": "COMPTABILISEE"}
    received.put_in_payment(booked)
    assert [path.rsplit("/v1/")[1] for _, path in wire.sent] == [
        "recuperer/etats/traitement",
        "traiter/recue",
    ]


def test_without_a_list_for_the_status_the_platform_judges_the_move(wire, received):
    wire.says(refusal(20003, "inconnu"), refusal(20003, "GDP_MSG_11.001"))
    odd = ReceivedInvoice(id=31, status=InvoiceStatus("NOUVEAU"))
    with pytest.raises(RejectedRequestError) as caught:
        received.put_in_payment(odd)
    assert caught.value.label == "GDP_MSG_11.001"


def test_possible_statuses_are_told_of_an_invoice_and_of_a_status(wire, received):
    wire.says(next_from_booked())
    assert received.next_statuses(InvoiceStatus.BOOKED) == (InvoiceStatus.IN_PAYMENT,)
    assert len(received.next_statuses(AVAILABLE)) == 8
    assert received.next_statuses(ReceivedInvoice(id=31)) == ()


def test_downloads_name_their_invoices_and_their_form(wire, received):
    file = base64.b64encode(b"%PDF-").decode()
    wire.says(*[success(fichierResultat=file)] * 2)
    assert received.download_pivot([AVAILABLE, 32]) == b"%PDF-"
    assert wire.sent == [("POST", "/cpro/factures/v1/telecharger/groupe")]
    assert wire.body == {
        "format": "PIVOT",
        "listeFacture": [{"idFacture": 31}, {"idFacture": 32}],
    }
    received.download_pdf([31], with_attachments=False)
    assert wire.body == {
        "format": "PDF",
        "listeFacture": [{"idFacture": 31}],
        "avecPiecesJointesComplementaires": "NON",
    }
    with pytest.raises(ValueError):
        received.download_pdf([])
