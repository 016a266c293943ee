"""Reference lists: exact on the wire, asked for once."""

from __future__ import annotations

from decimal import Decimal

import pytest
from scripted import refusal, success
from wire import Wire, paged

from chorus_sdk.errors import RejectedRequestError, UnexpectedResponseError
from chorus_sdk.invoice.frameworks import InvoicingFramework
from chorus_sdk.services.codes import (
    AttachmentOwner,
    DepositMode,
    FlowFormat,
    FlowSyntax,
    IdentifierType,
    PaymentMeans,
    PaymentRequestType,
    WorksInvoiceType,
)
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.reference_data import ReferenceData

TRANSVERSES = "/cpro/transverses/v1/"


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def lists(wire) -> ReferenceData:
    return ReferenceData(wire.api)


# chorus-pro-api §3.3: method, arguments, path, request, list and member of the answer, one value
CODES = [
    (
        "statuses",
        ("FACTURE",),
        "recuperer/etat/typedp",
        {"typeDemandePaiement": "FACTURE"},
        ("listeEtatDemandePaiement", "etatDemandePaiement"),
        ("DEPOSEE", InvoiceStatus.DEPOSITED),
    ),
    (
        "next_statuses",
        (InvoiceStatus.MADE_AVAILABLE,),
        "recuperer/etats/traitement",
        {"statutCourant": "MISE_A_DISPOSITION"},
        ("listeStatutsPossiblesPourTraitement", "statutPossiblePourTraitement"),
        ("REJETEE", InvoiceStatus.REJECTED),
    ),
    (
        "flow_formats",
        (),
        "recuperer/formatflux",
        {},
        ("listeFormatFlux", "formatFlux"),
        ("IN_DP_E1_STRUCT", FlowFormat.STRUCTURED),
    ),
    (
        "flow_syntaxes",
        (FlowFormat.FACTURX,),
        "recuperer/syntaxeflux",
        {"formatFlux": "IN_DP_E2_FACTURX"},
        ("listeSyntaxeFlux", "syntaxeFlux"),
        ("IN_DP_E2_CII_FACTURX", FlowSyntax.FACTURX),
    ),
    (
        "deposit_modes",
        (),
        "recuperer/modedepot",
        {},
        ("listeModeDepot", "modeDepot"),
        ("UPLOAD_API", DepositMode.UPLOADED_BY_API),
    ),
    (
        "payment_means",
        (),
        "recuperer/modereglements",
        {},
        ("listeModePaiement", "modePaiement"),
        ("VIREMENT", PaymentMeans.TRANSFER),
    ),
    (
        "frameworks",
        (PaymentRequestType.INVOICE,),
        "recuperer/cadrefacturation",
        {"typeDemandePaiement": "FACTURE"},
        ("listeCadreFacturation", "codeCadreFacturation"),
        ("A9_FACTURE_SOUSTRAITANT", InvoicingFramework.A9),
    ),
    (
        "payment_request_types",
        (),
        "recuperer/typedp",
        {},
        ("listeTypeDemandePaiement", "typeDemandePaiement"),
        ("MEMOIRE_JUSTICE", PaymentRequestType.JUSTICE_MEMORANDUM),
    ),
    (
        "works_invoice_types",
        (),
        "recuperer/typefacturetravaux",
        {},
        ("listeTypeFactureTravaux", "typeFactureTravaux"),
        ("ETAT_ACOMPTE", WorksInvoiceType.INSTALMENT_STATEMENT),
    ),
    (
        "identifier_types",
        (),
        "recuperer/typeidentifiant/structure",
        {},
        ("listeTypeIdentifiant", "typeIdentifiantStructure"),
        ("RIDET", IdentifierType.RIDET),
    ),
]


@pytest.mark.parametrize(("method", "args", "path", "asked", "place", "value"), CODES)
def test_lists_of_codes_are_exact_on_the_wire_and_open(
    wire, lists, method, args, path, asked, place, value
):
    rows, member = place
    theirs, ours = value
    wire.says(success(**{rows: [{member: theirs}, {member: "TOUT_NOUVEAU"}]}))
    known, unknown = getattr(lists, method)(*args)
    assert known is ours
    assert (unknown, unknown.is_known) == ("TOUT_NOUVEAU", False)
    assert wire.sent == [("POST", TRANSVERSES + path)]
    assert wire.body == asked


LABELLED = [
    ("currencies", "recuperer/devises", "listeDevises", ("codeDevise", "libelleDevise")),
    ("countries", "recuperer/pays", "listePays", ("codePays", "libellePays")),
    (
        "vat_exemption_reasons",
        "recuperer/motifs/exonerationtva",
        "listeMotifsExonerationTva",
        ("codeMotifExonerationTva", "libelleMotifExonerationTva"),
    ),
]


@pytest.mark.parametrize(("method", "path", "rows", "members"), LABELLED)
def test_lists_of_labels_come_in_the_language_asked_for(wire, lists, method, path, rows, members):
    code, label = members
    wire.says(success(**{rows: [{code: "X", label: "words"}]}))
    (one,) = getattr(lists, method)(language="en")
    assert (one.code, one.label) == ("X", "words")
    assert wire.sent == [("POST", TRANSVERSES + path)]
    assert wire.body == {"codeLangue": "en"}


def test_vat_rates_are_exact_percentages(wire, lists):
    wire.says(
        success(
            listeTauxTva=[
                {"codeTauxTva": "TVA20", "libelleTauxTva": "20 %", "valeurTauxTva": 20.0},
                {"codeTauxTva": "TVA5", "libelleTauxTva": "5,5 %", "valeurTauxTva": "5.50"},
            ]
        )
    )
    normal, reduced = lists.vat_rates()
    assert (normal.code, normal.rate) == ("TVA20", Decimal(20))
    assert reduced.rate == Decimal("5.5")
    assert wire.sent == [("POST", TRANSVERSES + "recuperer/tauxtva")]
    assert wire.body == {"codeLangue": "fr"}


def test_refusal_reasons_name_the_framework_in_full(wire, lists):
    wire.says(
        success(
            listeMotifRefusFactureAValider=[
                {"idMotif": 4, "codeMotif": "M4", "libelleMotif": "Montant"}
            ]
        )
    )
    (reason,) = lists.refusal_reasons(InvoicingFramework.A9)
    assert (reason.id, reason.code, reason.label) == (4, "M4", "Montant")
    assert wire.sent == [("POST", TRANSVERSES + "recuperer/motifs/refus/Facture/AValider")]
    assert wire.body == {"codeCadreFacturationAValider": "A9_FACTURE_SOUSTRAITANT"}


def test_attachment_types_say_what_they_are_meant_for(wire, lists):
    row = {
        "idTypePieceJointe": 7,
        "codeTypePieceJointe": "AUT",
        "libelleTypePieceJointe": "Autre",
        "typeObjet": "FACTURE",
    }
    wire.says(success(listeTypePieceJointe=row), success(listeTypePieceJointe=[]))
    (kind,) = lists.attachment_types(AttachmentOwner.INVOICE)
    assert (kind.id, kind.code, kind.owner) == (7, "AUT", AttachmentOwner.INVOICE)
    assert wire.sent == [("POST", TRANSVERSES + "recuperer/typespj")]
    assert wire.body == {"codeLangue": "fr", "typeObjet": "FACTURE"}
    assert lists.attachment_types() == ()
    assert wire.body == {"codeLangue": "fr"}


def test_a_list_is_asked_for_once_a_question_until_it_is_refreshed(wire, lists):
    wire.says(*[success(listeDevises=[{"codeDevise": "EUR"}])] * 3)
    first = lists.currencies()
    assert lists.currencies() == first
    assert len(wire.sent) == 1
    lists.currencies(language="en")
    assert len(wire.sent) == 2
    lists.refresh()
    lists.currencies()
    assert len(wire.sent) == 3


def test_a_refusal_is_not_kept(wire, lists):
    wire.says(refusal(20001, "x"), success(listeDevises=[{"codeDevise": "EUR"}]))
    with pytest.raises(RejectedRequestError):
        lists.currencies()
    assert [one.code for one in lists.currencies()] == ["EUR"]


def test_a_row_without_its_code_is_outside_the_contract(wire, lists):
    wire.says(success(listePays=[{"libellePays": "France"}]))
    with pytest.raises(UnexpectedResponseError) as caught:
        lists.countries()
    assert caught.value.field == "codePays"


def test_subjects_of_tickets_are_searched_page_by_page(wire, lists):
    row = {"idTechniqueCategorie": 3, "codeCategorie": "TECH", "libelleCategorie": "Technique"}
    wire.says(success(**paged("listeCategories", row)))
    (subject,) = lists.ticket_categories(code="TECH", active=True)
    assert (subject.id, subject.label) == (3, "Technique")
    assert wire.sent == [("POST", TRANSVERSES + "rechercher/categorieSollicitation")]
    assert wire.body == {
        "codeCategorie": "TECH",
        "estActif": True,
        "pagination": {"pageResultatDemandee": 1, "nbResultatsParPage": 100},
    }


def test_closer_subjects_come_in_groups_and_are_given_one_by_one(wire, lists):
    group = {
        "categorie": [{"idTechniqueCategorie": 3, "codeCategorie": "TECH"}],
        "ssCategorie": [
            {"idTechniqueCategorie": 31, "code": "API", "libelle": "API", "estActif": True},
            {
                "idTechniqueCategorie": 32,
                "code": "EDI",
                "estActif": "NON",
                "dateCreation": "2020-01-01T00:00:00Z",
            },
        ],
    }
    wire.says(success(**paged("listeSousCategories", group)))
    api, edi = lists.ticket_subcategories(3)
    assert (api.code, api.is_active, edi.is_active) == ("API", True, False)
    assert edi.created_at.year == 2020
    assert [one.code for one in edi.categories] == ["TECH"]
    assert wire.sent == [("POST", TRANSVERSES + "rechercher/sousCategorieSollicitation")]
    assert wire.body == {
        "idTechniqueCategorie": 3,
        "pagination": {"pageResultatDemandee": 1, "nbResultatsParPage": 100},
    }
