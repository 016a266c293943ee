"""Works invoices, exact on the wire."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from scripted import refusal, success
from wire import Wire, paged

from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.services.codes import DepositMode, UserRole, WorksInvoiceType
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.works import Works, WorksCriteria

ROW = {
    "idFactureTravaux": 31,
    "numeroFactureTravaux": "T-1",
    "typeFactureTravaux": "PROJET_DECOMPTE_MENSUEL",
    "typeDemandePaiement": "FACTURE_TRAVAUX",
    "statutFactureTravaux": "A_ASSOCIER_MOA",
    "dateFactureTravaux": "2026-11-20",
    "dateDepot": "2026-11-23",
    "dateHeureEtatCourant": "2026-11-23T09:14:31.512+01:00",
    "idDestinataire": 400010,
    "identifiantDestinataire": "12345678200051",
    "typeIdentifiantFournisseur": "SIRET",
    "montantTTC": 120.10,
    "devise": "EUR",
    "factureTelechargeeParDestinataire": "NON",
}


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def works(wire) -> Works:
    return Works(wire.api)


def test_a_search_names_its_role_and_its_page_alone(wire, works):
    wire.says(success(**paged("listeFacturesTravaux", ROW)))
    (invoice,) = works.search(UserRole.RECIPIENT)
    assert (invoice.id, invoice.number) == (31, "T-1")
    assert invoice.type is WorksInvoiceType.DRAFT_MONTHLY_ACCOUNT
    assert invoice.status is InvoiceStatus.TO_ASSOCIATE_CONTRACTING_AUTHORITY
    assert (invoice.gross_total, invoice.net_total) == (Decimal("120.1"), None)
    assert invoice.is_downloaded is False
    assert invoice.status_at.utcoffset().total_seconds() == 3600
    assert wire.sent == [("POST", "/cpro/facturesTravaux/v1/rechercher")]
    assert wire.body == {
        "roleUtilisateur": "DESTINATAIRE",
        "rechercheFactureTravaux": {"pageResultatDemandee": 1, "nbResultatsParPage": 100},
    }


def test_every_criterion_has_the_platforms_name(wire, works):
    wire.says(success(listeFacturesTravaux=[]))
    criteria = WorksCriteria(
        recipient_id=1,
        service_id=2,
        supplier_id=3,
        supplier_service_id=4,
        project_manager_id=5,
        project_manager_service_id=6,
        contracting_authority_id=7,
        contracting_authority_service_id=8,
        approver_id=9,
        types=(WorksInvoiceType.GENERAL_ACCOUNT, "NOUVEAU"),
        framework=InvoicingFramework.A4,
        statuses=(InvoiceStatus.REJECTED,),
        status_from=datetime(2026, 11, 1, 8, tzinfo=UTC),
        status_to=datetime(2026, 11, 2, 8, tzinfo=UTC),
        deposited_from=date(2026, 11, 3),
        deposited_to=date(2026, 11, 4),
        issued_from=date(2026, 11, 5),
        issued_to=date(2026, 11, 6),
        bank_account_id=10,
        number="T-1",
        contract_number="M-1",
        commitment_number="E-1",
        deposit_mode=DepositMode.UPLOADED_BY_API,
        flow_id="CPP1",
        downloaded=False,
        without_following_piece=True,
        with_or_without_service=True,
    )
    assert list(works.search("FOURNISSEUR", criteria, page_size=7)) == []
    assert wire.body == {
        "roleUtilisateur": "FOURNISSEUR",
        "idDestinataire": 1,
        "idServiceExecutant": 2,
        "idStructureFournisseur": 3,
        "idServiceFournisseur": 4,
        "idStructureMoe": 5,
        "idServiceMoe": 6,
        "idStructureMoa": 7,
        "idServiceMoa": 8,
        "idStructureValideur": 9,
        "listeTypeFactureTravaux": ["DECOMPTE_GENERAL", "NOUVEAU"],
        "cadreFacturation": "A4_PROJET_DECOMPTE_MENSUEL_FOURNISSEUR",
        "listeStatutCourant": ["REJETEE"],
        "periodeDateHeureEtatCourantDu": "2026-11-01T08:00:00.000+00:00",
        "periodeDateHeureEtatCourantAu": "2026-11-02T08:00:00.000+00:00",
        "periodeDateDepotDu": "2026-11-03",
        "periodeDateDepotAu": "2026-11-04",
        "periodeDateFactureTravauxDu": "2026-11-05",
        "periodeDateFactureTravauxAu": "2026-11-06",
        "idCoordonneeBancaire": 10,
        "numeroFactureTravaux": "T-1",
        "numeroMarche": "M-1",
        "numeroBonCommande": "E-1",
        "modeDepot": "UPLOAD_API",
        "numeroFluxDepot": "CPP1",
        "flagTelecharge": False,
        "uniquementSansPieceSuivante": True,
        "avecSansService": "AVEC_ET_SANS_SERVICE",
        "rechercheFactureTravaux": {"pageResultatDemandee": 1, "nbResultatsParPage": 7},
    }


def test_nothing_found_is_an_empty_list_where_the_platform_says_20007(wire, works):
    wire.says(refusal(20007, "GFT_MSG_01.075"))
    assert list(works.search(UserRole.SUPPLIER)) == []


def test_an_instant_without_a_zone_and_an_empty_page_are_mistakes(wire, works):
    naive = WorksCriteria(status_from=datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None))
    with pytest.raises(ValueError):
        works.search(UserRole.SUPPLIER, naive)
    with pytest.raises(ValueError):
        works.search(UserRole.SUPPLIER, page_size=0)
    assert wire.sent == []
