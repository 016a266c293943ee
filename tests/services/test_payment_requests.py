"""`rechercher/demandePaiement`: criteria and lines exact on the wire."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from scripted import answer, refusal, success
from wire import Wire

from chorus_sdk.errors import AccessDeniedError, RejectedRequestError
from chorus_sdk.services.codes import ArchiveScope, PaymentRequestType, UserRole
from chorus_sdk.services.payment_requests import PaymentRequestCriteria, PaymentRequests
from chorus_sdk.services.structures import Structure
from chorus_sdk.services.wire import payment_requests as names

PATH = "/cpro/factures/v1/rechercher/demandePaiement"


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def requests(wire) -> PaymentRequests:
    return PaymentRequests(wire.api)


def test_criteria_are_spelt_as_the_platform_does(wire, requests):
    wire.says(success(listeDemandePaiement=[], total=0))
    criteria = PaymentRequestCriteria(
        number="F-1",
        kind=PaymentRequestType.WORKS_INVOICE,
        type="FACTURE",
        works_type="ETAT_ACOMPTE",
        framework="A5",
        statuses=("REJETEE",),
        status_from=datetime(2026, 11, 1, tzinfo=UTC),
        status_to=datetime(2026, 11, 2, tzinfo=UTC),
        issued_from=date(2026, 11, 1),
        issued_to=date(2026, 11, 2),
        deposited_from=date(2026, 11, 3),
        deposited_to=date(2026, 11, 4),
        net_from=Decimal("1.10"),
        net_to=Decimal(2),
        gross_from=Decimal(3),
        gross_to=Decimal(4),
        payable_from=Decimal(5),
        payable_to=Decimal(6),
        contract_number="M",
        commitment_number="E",
        original_number="O",
        supplier=Structure(id=1),
        any_establishment_of_supplier=True,
        supplier_service_id=2,
        project_manager=3,
        project_manager_service_id=4,
        contracting_authority=5,
        contracting_authority_service_id=6,
        approver="99900001100018",
        recipient="12345678200051",
        any_establishment_of_recipient=False,
        recipient_service_id=7,
        scope=ArchiveScope.ARCHIVED,
        file_number="D",
        memorandum_number="MJ",
        payment_order_number="MA",
    )
    requests.search(UserRole.APPROVER, criteria)
    assert wire.sent == [("POST", PATH)]
    assert wire.body == {
        "roleUtilisateur": "VALIDEUR",
        "numeroFacture": "F-1",
        "typeDemandePaiement": "FACTURE_TRAVAUX",
        "typeFacture": "FACTURE",
        "typeFactureTravaux": "ETAT_ACOMPTE",
        "cadreFacturation": "A5_ETAT_ACOMPTE_FOURNISSEUR",
        "statutCourant": ["REJETEE"],
        "periodeDateHeureEtatCourantDu": "2026-11-01T00:00:00.000+00:00",
        "periodeDateHeureEtatCourantAu": "2026-11-02T00:00:00.000+00:00",
        "periodeDateFournisseurDu": "2026-11-01",
        "periodeDateFournisseurAu": "2026-11-02",
        "periodeDateDepotDu": "2026-11-03",
        "periodeDateDepotAu": "2026-11-04",
        "montantHTMin": 1.1,
        "montantHTMax": 2,
        "montantTTCMin": 3,
        "montantTTCMax": 4,
        "montantAPayerMin": 5,
        "montantAPayerMax": 6,
        "numeroMarche": "M",
        "numeroBonCommande": "E",
        "numeroFactureOrigine": "O",
        "structureFournisseur": {"idStructureFournisseur": 1},
        "rechercheSirenFournisseur": True,
        "idServiceFournisseur": 2,
        "structureMoe": {"idStructureMoe": 3},
        "idServiceMoe": 4,
        "structureMoa": {"idStructureMoa": 5},
        "idServiceMoa": 6,
        "structureValideur": {
            "typeIdentifiantStructureValideur": "SIRET",
            "identifiantStructureValideur": "99900001100018",
        },
        "structureDestinataire": {
            "typeIdentifiantStructureDestinataire": "SIRET",
            "identifiantStructureDestinataire": "12345678200051",
        },
        "rechercheSirenDestinataire": False,
        "idServiceDestinataire": 7,
        "dpOuDpArchive": "DP_ARCHIVE",
        "numeroDossierFacturation": "D",
        "numeroFactureMemoire": "MJ",
        "numeroDpMandat": "MA",
    }


def test_lines_are_read_with_the_number_of_all(wire, requests):
    line = {
        "idDemandePaiement": 9,
        "numeroDemandePaiement": "F-1",
        "typeDemandePaiement": "MEMOIRE_JUSTICE",
        "cadreFacturation": "A3_MEMOIRE_JUSTICE",
        "etatCourant": "MISE_A_DISPOSITION",
        "montantAPayer": "10.00",
        "nombreResultatTotal": "2",
        "codeJuridiction": "TJ75",
    }
    wire.says(success(listeDemandePaiement=line, total=2))
    found = requests.search("DESTINATAIRE")
    (one,) = found.requests
    assert (one.id, one.kind, one.framework) == (9, PaymentRequestType.JUSTICE_MEMORANDUM, "A3")
    assert (one.payable, one.court_code) == (Decimal("10.00"), "TJ75")
    assert (found.total, found.is_complete) == (2, False)
    assert wire.body == {"roleUtilisateur": "DESTINATAIRE"}


def test_nothing_found_is_nothing_and_another_refusal_an_error(wire, requests):
    wire.says(refusal(20000, "TRA_MSG_00.015"), refusal(20001, "GDP_MSG_11.005"))
    found = requests.search("FOURNISSEUR")
    assert (found.requests, found.is_complete) == ((), True)
    with pytest.raises(RejectedRequestError):
        requests.search("FOURNISSEUR")


def test_qualification_does_not_have_it(wire, requests):
    wire.says(answer(403))
    with pytest.raises(AccessDeniedError):
        requests.search("FOURNISSEUR")


def test_an_instant_without_a_zone_is_a_mistake(wire, requests):
    with pytest.raises(ValueError):
        requests.search("MOE", PaymentRequestCriteria(status_from=datetime(2026, 1, 1)))  # noqa: DTZ001
    assert wire.sent == []


def test_every_field_of_the_reference_has_its_name(corpus):
    page = Path(corpus).parent / "reference" / "chorus-pro-api.md"
    if not page.is_file():
        pytest.skip("the reference does not stand beside the corpus")
    text = page.read_text(encoding="utf-8")
    section = text.split("**22. ")[1].split("### 3.2")[0]
    asked, told = section.split("- Request ")[1].split("- Answer ")
    tables = [names.SEARCH, *names.STRUCTURES.values()]
    spelt = {step for table in tables for path in table.values() for step in path.split(".")}
    assert set(re.findall(r"(\w+): ", asked.split("\n")[0])) == spelt
    lines = set(re.findall(r"(\w+): ", told)) | set(
        re.findall(r"`(code\w+|raison\w+|lib\w+|nom\w+)`", told)
    )
    known = {*names.REQUEST.values(), "nombreResultatTotal", "listeDemandePaiement", "total"}
    assert len(lines) > 40
    assert lines - known == set()
