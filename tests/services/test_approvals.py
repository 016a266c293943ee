"""Invoices to approve, exact on the wire."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from scripted import success
from wire import Wire, paged

from chorus_sdk.errors import IllegalMoveError, LimitExceededError
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.services.approval_values import ApprovalCriteria, ApprovalInvoice
from chorus_sdk.services.approvals import Approvals
from chorus_sdk.services.codes import (
    ApprovalAction,
    IdentifierType,
    InvoiceType,
    PaymentRequestType,
    WorksInvoiceType,
)
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.reference_data import ReferenceData
from chorus_sdk.services.reference_values import RefusalReason

PARTIES = {
    "supplier": "Fournisseur",
    "recipient": "Destinataire",
    "approver": "Valideur",
    "project_manager": "Moe",
    "contracting_authority": "Moa",
}
ROW = {
    "idFacture": 31,
    "typeDemandePaiement": "FACTURE",
    **{
        f"{name}{kind}": value
        for number, kind in enumerate(PARTIES.values(), start=1)
        for name, value in (
            ("id", number),
            ("identifiant", f"{number:014d}"),
            ("typeIdentifiant", "SIRET"),
            ("designation", kind.upper()),
        )
    },
    "codeServiceFournisseur": "SF",
    "nomServiceFournisseur": "Service F",
    "idServiceMoe": 11,
    "codeServiceMoe": "SMOE",
    "nomServiceMoe": "Service MOE",
    "idServiceMoa": 12,
    "codeServiceMoa": "SMOA",
    "nomServiceMoa": "Service MOA",
    "idServiceExecutant": 13,
    "codeServiceExecutant": "SX",
    "nomServiceExecutant": "Service X",
    "typeFacture": "FACTURE",
    "typeFactureTravaux": "DP_DE_SOUSTRAITANT_TRAVAUX",
    "numeroFacture": "F-9",
    "dateFacture": "2026-11-20",
    "dateDepot": "2026-11-23",
    "montantHT": 100,
    "montantTTC": 120.10,
    "montantAPayer": 120.10,
    "devise": "EUR",
    "statut": "A_VALIDER_1",
    "numeroMarche": "M-1",
    "numeroEngagement": "E-1",
}
DUE = ApprovalInvoice(id=31, status=InvoiceStatus.TO_VALIDATE_1)
REASON = RefusalReason(code="MONTANT", label="Erreur de montant", id=1)
PROCESSED = {
    "idFacture": 31,
    "numeroFacture": "F-9",
    "dateTraitement": "2026-11-23",
    "statutFacture": "VALIDEE_1",
}
PAGING = {
    "pageResultatDemandee": 1,
    "nbResultatsParPage": 100,
    "triSens": "Ascendant",
    "triColonne": "DateDepot",
}


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def approvals(wire) -> Approvals:
    return Approvals(wire.api, ReferenceData(wire.api), wire.api.clock)


def test_a_search_reads_every_field_of_a_line(wire, approvals):
    wire.says(success(**paged("listeFactures", ROW)))
    (one,) = approvals.search()
    assert (one.id, one.number, one.currency) == (31, "F-9", "EUR")
    assert (one.kind, one.type) == (PaymentRequestType.INVOICE, InvoiceType.INVOICE)
    assert one.works_type is WorksInvoiceType.SUBCONTRACTOR_REQUEST
    assert one.status is InvoiceStatus.TO_VALIDATE_1
    assert (one.issue_date, one.deposited_on) == (date(2026, 11, 20), date(2026, 11, 23))
    assert (one.net_total, one.gross_total) == (100, Decimal("120.1"))
    assert one.payable == Decimal("120.1")
    for number, (ours, theirs) in enumerate(PARTIES.items(), start=1):
        assert getattr(one, f"{ours}_id") == number
        assert getattr(one, f"{ours}_identifier") == f"{number:014d}"
        assert getattr(one, f"{ours}_identifier_type") is IdentifierType.SIRET
        assert getattr(one, f"{ours}_name") == theirs.upper()
    assert (one.supplier_service_code, one.supplier_service_name) == ("SF", "Service F")
    assert (one.service_id, one.service_code, one.service_name) == (13, "SX", "Service X")
    assert (one.project_manager_service_id, one.project_manager_service_code) == (11, "SMOE")
    assert one.project_manager_service_name == "Service MOE"
    assert one.contracting_authority_service_id == 12
    assert one.contracting_authority_service_code == "SMOA"
    assert one.contracting_authority_service_name == "Service MOA"
    assert (one.contract_number, one.commitment_number) == ("M-1", "E-1")
    assert wire.sent == [("POST", "/cpro/factures/v1/rechercher/valideur")]
    assert wire.body == {"pagination": PAGING}


def test_every_criterion_has_the_platforms_name(wire, approvals):
    wire.says(success(**paged("listeFactures")))
    criteria = ApprovalCriteria(
        kind=PaymentRequestType.INVOICE,
        recipient_id=1,
        by_recipient_siren=True,
        service_id=2,
        number="F-9",
        types=InvoiceType.INVOICE,
        works_types=(WorksInvoiceType.SUBCONTRACTOR_REQUEST,),
        supplier_id=3,
        by_supplier_siren=False,
        supplier_service_id=4,
        approver_id=5,
        project_manager_id=6,
        contracting_authority_id=7,
        framework=InvoicingFramework.A9,
        statuses=(InvoiceStatus.TO_VALIDATE_1, InvoiceStatus.TO_VALIDATE_2),
        deposited_from=date(2026, 11, 1),
        deposited_to=date(2026, 11, 2),
        issued_from=date(2026, 11, 3),
        issued_to=date(2026, 11, 4),
        net_from=Decimal(1),
        net_to=Decimal(2),
        gross_from=Decimal(3),
        gross_to=Decimal(4),
        payable_from=Decimal(5),
        payable_to=Decimal(6),
        contract_number="M-1",
        commitment_number="E-1",
    )
    assert list(approvals.search(criteria, page_size=7)) == []
    assert wire.body == {
        "typeDemandePaiement": "FACTURE",
        "idDestinataire": 1,
        "rechercheSirenDestinataire": True,
        "idServiceExecutant": 2,
        "numeroFacture": "F-9",
        "listeTypeFacture": ["FACTURE"],
        "listeTypeFactureTravaux": ["DP_DE_SOUSTRAITANT_TRAVAUX"],
        "idFournisseur": 3,
        "rechercheSirenFournisseur": False,
        "idServiceFournisseur": 4,
        "idStructureValideur": 5,
        "idStructureMoe": 6,
        "idStructureMoa": 7,
        "cadreFacturation": "A9_FACTURE_SOUSTRAITANT",
        "statutCourant": ["A_VALIDER_1", "A_VALIDER_2"],
        "periodeDateDepotDu": "2026-11-01",
        "periodeDateDepotAu": "2026-11-02",
        "periodeDateFactureDu": "2026-11-03",
        "periodeDateFactureAu": "2026-11-04",
        "montantHTMin": 1,
        "montantHTMax": 2,
        "montantTTCMin": 3,
        "montantTTCMax": 4,
        "montantAPayerMin": 5,
        "montantAPayerMax": 6,
        "numeroMarche": "M-1",
        "numeroEngagement": "E-1",
        "pagination": {**PAGING, "nbResultatsParPage": 7},
    }


@pytest.mark.parametrize(
    ("asked", "sent"),
    [
        ({}, {}),
        ({"structure": 400002}, {"idStructure": 400002}),
        (
            {"structure": "99900001100018"},
            {"typeIdentifiantStructure": "SIRET", "identifiantStructure": "99900001100018"},
        ),
        (
            {"structure": "BE1", "identifier_type": IdentifierType.EU_OUTSIDE_FRANCE},
            {"typeIdentifiantStructure": "UE_HORS_FRANCE", "identifiantStructure": "BE1"},
        ),
    ],
)
def test_the_to_do_list_is_of_a_structure_or_of_all(wire, approvals, asked, sent):
    wire.says(success(**paged("listeFactures", ROW)))
    (one,) = approvals.to_do(**asked)
    assert one.id == 31
    assert wire.sent == [("POST", "/cpro/factures/v1/rechercher/aTraiter/valideur")]
    assert wire.body == {**sent, "pagination": PAGING}


def test_an_empty_page_is_a_mistake(wire, approvals):
    for ask in (approvals.search, approvals.to_do):
        with pytest.raises(ValueError):
            ask(page_size=0)
    assert wire.sent == []


def test_one_invoice_in_full_is_asked_for_under_the_approvers_paging_names(wire, approvals):
    line = {"lignePosteNumero": 1}
    following = {"pieceSuivante": {"idPieceSuivante": 32, "numeroPieceSuiante": "T-2"}}
    part = {"lignesDePoste": {"lignePoste": [line], "totalLignesPoste": 2}}
    whole = {"lignesDePoste": {"lignePoste": [line, line], "totalLignesPoste": 2}}
    for lines in (part, whole):
        wire.says(success(facture={"identifiantFactureCPP": 31, **following, **lines}))
    details = approvals.fetch(DUE)
    assert (details.id, details.following.number, len(details.lines)) == (31, "T-2", 2)
    assert wire.sent == [("POST", "/cpro/factures/v1/consulter/valideur")] * 2
    assert wire.body == {
        "identifiantFactureCPP": 31,
        "codeLangue": "fr",
        "rechercheLigneTvaRecap": {
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


def test_visible_statuses_are_read_from_a_list_and_from_a_single_object(wire, approvals):
    listed = [{"codeStatutFacture": "A_VALIDER_1"}, {"codeStatutFacture": "NOUVEAU"}]
    wire.says(success(listeStatutFacture=listed), success(listeStatutFacture=listed[0]))
    first, second = approvals.visible_statuses()
    assert first is InvoiceStatus.TO_VALIDATE_1
    assert not second.is_known
    assert approvals.visible_statuses() == (InvoiceStatus.TO_VALIDATE_1,)
    path = "/cpro/factures/v1/recuperer/statutsFactureVisibles/valideur"
    assert wire.sent == [("POST", path)] * 2
    assert wire.body == {}


def test_refusal_reasons_are_those_of_the_framework_and_kept(wire, approvals):
    row = {"idMotif": 1, "codeMotif": "MONTANT", "libelleMotif": "Erreur de montant"}
    wire.says(success(listeMotifRefusFactureAValider=[row]))
    assert approvals.refusal_reasons(InvoicingFramework.A9) == (REASON,)
    assert approvals.refusal_reasons("A9") == (REASON,)
    assert wire.sent == [("POST", "/cpro/transverses/v1/recuperer/motifs/refus/Facture/AValider")]
    assert wire.body == {"codeCadreFacturationAValider": "A9_FACTURE_SOUSTRAITANT"}


@pytest.mark.parametrize(
    ("act", "sent"),
    [
        (lambda it: it.approve(DUE), {"action": "VALIDATION"}),
        (
            lambda it: it.approve(31, comment="Vu", approver_id=5),
            {"action": "VALIDATION", "complementInfo": "Vu", "idValideur": 5},
        ),
        (
            lambda it: it.refuse(DUE, REASON, comment="12 de trop", approver_id=5),
            {
                "action": "REFUS",
                "motifRefus": "MONTANT",
                "complementInfo": "12 de trop",
                "idValideur": 5,
            },
        ),
        (lambda it: it.refuse(31, "AUTRE"), {"action": "REFUS", "motifRefus": "AUTRE"}),
        (
            lambda it: it.process(
                31, ApprovalAction.SUSPEND, approver_type="VALIDEUR_1", attachment_id=8
            ),
            {"action": "SUSPENSION", "typeValideur": "VALIDEUR_1", "idPieceJointe": 8},
        ),
    ],
)
def test_each_decision_is_one_call_exact_to_the_reference(wire, approvals, act, sent):
    wire.says(success(**PROCESSED))
    done = act(approvals)
    assert (done.id, done.number, done.status) == (31, "F-9", InvoiceStatus.VALIDATED_1)
    assert done.processed_at.date() == date(2026, 11, 23)
    assert wire.sent == [("POST", "/cpro/factures/v1/traiter/factureAValider")]
    assert wire.body == {"idFacture": 31, **sent}


def test_a_refusal_needs_its_reason_and_a_comment_its_length(wire, approvals):
    with pytest.raises(ValueError):
        approvals.refuse(31, " ")
    with pytest.raises(LimitExceededError) as caught:
        approvals.approve(31, comment="x" * 2001)
    assert (caught.value.value, caught.value.maximum) == (2001, 2000)
    assert wire.sent == []


@pytest.mark.parametrize("status", [InvoiceStatus.VALIDATED_1, InvoiceStatus.REJECTED])
def test_out_of_turn_nothing_is_sent(wire, approvals, status):
    for act in (approvals.approve, lambda one: approvals.refuse(one, REASON)):
        with pytest.raises(IllegalMoveError) as caught:
            act(ApprovalInvoice(id=31, status=status))
        assert (caught.value.invoice_id, caught.value.status) == (31, status.value)
    assert wire.sent == []
