"""`soumettre`: the body exact to the reference in its three modes, refused early, sent once."""

from __future__ import annotations

import base64
from decimal import Decimal

import pytest
from scripted import refusal, success
from signed_pdfs import signed
from wire import Wire, paged

from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk.errors import (
    InvalidInvoiceError,
    LimitExceededError,
    LossyDocumentError,
    OutcomeUnknownError,
    RejectedRequestError,
    UnknownFormatError,
)
from chorus_sdk.invoice.amounts import AllowanceCharge
from chorus_sdk.invoice.attachments import Attachment, SupportingDocument
from chorus_sdk.invoice.items import Item
from chorus_sdk.invoice.lines import Line, LineVat, Price
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.payments import Payment, PaymentMeans
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.rendering.pdf import render_pdf
from chorus_sdk.sandbox.data import RECIPIENT_SIRET, SUPPLIER_SIRET
from chorus_sdk.sandbox.samples import sample_invoice
from chorus_sdk.services.attachment_values import UploadedAttachment
from chorus_sdk.services.codes import DepositMode, VatRegime
from chorus_sdk.services.invoices import Invoices
from chorus_sdk.services.submission_values import InvoiceAttachment, SubmissionTerms

SUBMIT = "/cpro/factures/v1/soumettre"
UPLOAD = "/cpro/transverses/v1/ajouter/fichier"
STRUCTURES = "/cpro/structures/v1/rechercher"
OWN = SubmissionTerms(supplier_id=400_001)
MADE = success(
    identifiantFactureCPP=9,
    numeroFacture="F2026-0001",
    statutFacture="DEPOSEE",
    dateDepot="2026-11-23",
    identifiantStructure=SUPPLIER_SIRET,
    empreinteCertificatDepot="AAAA",
)
ROWS = {
    "lignePoste": [
        {
            "lignePosteNumero": 1,
            "lignePosteDenomination": "Chaise en hêtre",
            "lignePosteQuantite": 2,
            "lignePosteUnite": "C62",
            "lignePosteMontantUnitaireHT": 48.5,
            "lignePosteTauxTvaManuel": 20,
        },
        {
            "lignePosteNumero": 2,
            "lignePosteDenomination": "Livraison",
            "lignePosteQuantite": 1,
            "lignePosteUnite": "C62",
            "lignePosteMontantUnitaireHT": 15,
            "lignePosteTauxTvaManuel": 20,
        },
    ],
    "ligneTva": [
        {
            "ligneTvaTauxManuel": 20,
            "ligneTvaMontantBaseHtParTaux": 112,
            "ligneTvaMontantTvaParTaux": 22.4,
        }
    ],
    "montantTotal": {
        "montantHtTotal": 112,
        "montantTVA": 22.4,
        "montantTtcTotal": 134.4,
        "montantAPayer": 134.4,
    },
}


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def invoices(wire) -> Invoices:
    return Invoices(wire.api)


def entered(**changes) -> Invoice:
    """An invoice that data alone can say in full."""
    invoice = sample_invoice(service_code="SERV-1", commitment_number="EJ-1")
    seller = invoice.seller.model_copy(update={"contact": None})
    payment = Payment(means=(PaymentMeans(code="30"),))
    empty = {"number": None, "issue_date": None, "due_date": None, "notes": ()}
    return invoice.model_copy(update={**empty, "seller": seller, "payment": payment, **changes})


def codes(caught) -> set[str]:
    return {finding.code.removeprefix("CPRO-SUBMIT-") for finding in caught.value.report}


def test_an_entered_invoice_has_lines_and_neither_number_nor_date_nor_pdf(wire, invoices):
    wire.says(MADE)
    made = invoices.submit(entered(), terms=OWN)
    assert (made.id, made.number, made.status) == (9, "F2026-0001", "DEPOSEE")
    assert (made.structure_identifier, made.certificate_digest) == (SUPPLIER_SIRET, "AAAA")
    assert made.deposited_on.isoformat() == "2026-11-23"
    assert made.losses == ()
    assert wire.sent == [("POST", SUBMIT)]
    assert wire.body == {
        "modeDepot": "SAISIE_API",
        "destinataire": {"codeDestinataire": RECIPIENT_SIRET, "codeServiceExecutant": "SERV-1"},
        "fournisseur": {"idFournisseur": 400_001},
        "cadreDeFacturation": {"codeCadreFacturation": "A1_FACTURE_FOURNISSEUR"},
        "references": {
            "deviseFacture": "EUR",
            "typeFacture": "FACTURE",
            "typeTva": "TVA_SUR_DEBIT",
            "numeroBonCommande": "EJ-1",
            "modePaiement": "VIREMENT",
        },
        **ROWS,
    }


def test_a_pdf_is_handed_in_first_and_travels_in_a_list_of_one(wire, invoices, tmp_path):
    pdf = tmp_path / "facture.pdf"
    pdf.write_bytes(render_pdf(sample_invoice()))
    wire.says(success(pieceJointeId=71), success(pieceJointeId=72), MADE)
    extra = InvoiceAttachment(
        file=b"x", file_name="bon.txt", designation="Bon", type_code="DIVERS", line=2
    )
    terms = SubmissionTerms(
        supplier_id=1,
        supplier_service_id=2,
        bank_account_id=3,
        approver="99900001100018",
        approver_service="S-9",
        vat_regime=VatRegime.ON_RECEIPTS,
        payment_means="CHEQUE",
        comment="Merci.",
    )
    invoice = sample_invoice(framework="A12")
    made = invoices.submit(invoice, pdf=pdf, attachments=[extra], terms=terms)
    assert wire.sent == [("POST", UPLOAD), ("POST", UPLOAD), ("POST", SUBMIT)]
    assert wire.transport.sent_json(0)["pieceJointeNom"] == "facture.pdf"
    assert wire.body == {
        "modeDepot": "DEPOT_PDF_API",
        "numeroFactureSaisi": "F2026-0001",
        "dateFacture": "2026-11-20",
        "destinataire": {"codeDestinataire": RECIPIENT_SIRET},
        "fournisseur": {
            "idFournisseur": 1,
            "idServiceFournisseur": 2,
            "codeCoordonneesBancairesFournisseur": 3,
        },
        "cadreDeFacturation": {
            "codeCadreFacturation": "A12_FACTURE_COTRAITANT",
            "codeStructureValideur": "99900001100018",
            "codeServiceValideur": "S-9",
        },
        "references": {
            "deviseFacture": "EUR",
            "typeFacture": "FACTURE",
            "typeTva": "TVA_SUR_ENCAISSEMENT",
            "modePaiement": "CHEQUE",
        },
        **ROWS,
        "pieceJointePrincipale": [
            {
                "pieceJointePrincipaleDesignation": "facture.pdf",
                "pieceJointePrincipaleId": 71,
            }
        ],
        "pieceJointeComplementaire": [
            {
                "pieceJointeComplementaireDesignation": "Bon",
                "pieceJointeComplementaireType": "DIVERS",
                "pieceJointeComplementaireNumeroLigneFacture": 2,
                "pieceJointeComplementaireId": 72,
            }
        ],
        "commentaire": "Merci.",
    }
    lost = {loss.path for loss in made.losses}
    assert "payment.means[0].transfer.account" not in lost
    assert "due_date" in lost


def test_a_signed_pdf_has_a_mode_of_its_own(wire, invoices):
    wire.says(success(pieceJointeId=71), MADE)
    invoices.submit(sample_invoice(), pdf=signed(render_pdf(sample_invoice())), terms=OWN)
    assert wire.body["modeDepot"] == "DEPOT_PDF_SIGNE_API"


def test_files_that_are_at_chorus_pro_already_are_named_alone(wire, invoices):
    wire.says(MADE)
    pdf = UploadedAttachment(id=5, file_name="f.pdf", sha256="")
    mode = DepositMode.SIGNED_PDF_BY_API
    more = [InvoiceAttachment(file=UploadedAttachment(id=6, file_name="b.txt", sha256=""))]
    invoices.submit(sample_invoice(), pdf=pdf, attachments=more, terms=OWN, mode=mode)
    assert wire.sent == [("POST", SUBMIT)]
    assert wire.body["modeDepot"] == "DEPOT_PDF_SIGNE_API"
    assert wire.body["pieceJointePrincipale"][0]["pieceJointePrincipaleId"] == 5
    assert wire.body["pieceJointeComplementaire"] == [
        {
            "pieceJointeComplementaireDesignation": "b.txt",
            "pieceJointeComplementaireType": "AUT",
            "pieceJointeComplementaireId": 6,
        }
    ]


def test_the_suppliers_number_is_looked_up_by_its_siret(wire, invoices):
    row = {"idStructureCPP": 77, "identifiantStructure": SUPPLIER_SIRET}
    wire.says(success(**paged("listeStructures", row)), MADE)
    invoices.submit(entered())
    assert wire.sent == [("POST", STRUCTURES), ("POST", SUBMIT)]
    asked = wire.transport.sent_json(0)["structure"]
    assert asked["identifiantStructure"] == SUPPLIER_SIRET
    assert wire.body["fournisseur"] == {"idFournisseur": 77}


def test_a_supplier_that_is_not_found_is_said_before_anything_is_sent(wire, invoices):
    wire.says(success(**paged("listeStructures")))
    with pytest.raises(InvalidInvoiceError) as caught:
        invoices.submit(entered())
    assert codes(caught) == {"SUPPLIER"}
    assert wire.sent == [("POST", STRUCTURES)]


def test_a_credit_note_names_what_it_corrects(wire, invoices):
    wire.says(MADE)
    invoice = entered(type_code="381")
    preceding = (PrecedingInvoice(number="F-0"),)
    references = invoice.references.model_copy(
        update={"preceding_invoices": preceding, "contract": "M-1"}
    )
    invoices.submit(invoice.model_copy(update={"references": references}), terms=OWN)
    assert wire.body["references"] == {
        "deviseFacture": "EUR",
        "typeFacture": "AVOIR",
        "typeTva": "TVA_SUR_DEBIT",
        "numeroMarche": "M-1",
        "numeroBonCommande": "EJ-1",
        "numeroFactureOrigine": "F-0",
        "modePaiement": "VIREMENT",
    }


def test_a_line_says_its_allowance_and_the_price_of_one(wire, invoices):
    line = Line(
        identifier="7",
        quantity=Decimal(3),
        unit="KGM",
        net_amount=Decimal("2.70"),
        price=Price(net=Decimal(10), base_quantity=Decimal(10), base_unit="KGM"),
        allowances=(AllowanceCharge(amount=Decimal("0.30")),),
        vat=LineVat(category="S", rate=Decimal("5.5")),
        item=Item(name="Clous", seller_identifier="REF-1"),
    )
    totals = sample_invoice().totals.model_copy(update={"lines": Decimal("2.70")})
    invoice = entered(lines=(line,), totals=totals)
    assert invoices.losses(invoice) == ()
    wire.says(MADE)
    invoices.submit(invoice, terms=OWN)
    assert wire.body["lignePoste"] == [
        {
            "lignePosteNumero": 7,
            "lignePosteReference": "REF-1",
            "lignePosteDenomination": "Clous",
            "lignePosteQuantite": 3,
            "lignePosteUnite": "KGM",
            "lignePosteMontantUnitaireHT": 1,
            "lignePosteMontantRemiseHT": 0.3,
            "lignePosteTauxTvaManuel": 5.5,
        }
    ]


def test_files_inside_the_invoice_go_along(wire, invoices):
    file = Attachment(content=b"abc", mime_code="text/csv", file_name="detail.csv")
    document = SupportingDocument(description="Détail", attachment=file)
    wire.says(success(pieceJointeId=71), MADE)
    invoices.submit(entered(supporting_documents=(document,)), terms=OWN)
    upload = wire.transport.sent_json(0)
    assert base64.b64decode(upload["pieceJointeFichier"]) == b"abc"
    (sent,) = wire.body["pieceJointeComplementaire"]
    assert sent["pieceJointeComplementaireDesignation"] == "Détail"


def test_notes_become_the_comment_with_their_subjects(wire, invoices):
    wire.says(MADE)
    notes = (Note(text="40 euros", subject="PMT"), Note(text="Merci"))
    invoices.submit(entered(notes=notes), terms=OWN)
    assert wire.body["commentaire"] == "PMT: 40 euros\nMerci"


@pytest.mark.parametrize(
    ("changes", "place"),
    [
        ({"number": "F-1"}, "number"),
        ({"payment_terms": "à 30 jours"}, "payment_terms"),
        ({"notes": (Note(text="x" * 2001),)}, "notes[0].text"),
        ({"allowances": (AllowanceCharge(amount=Decimal(1)),)}, "allowances[0].amount"),
        ({"type_code": "384"}, "type_code"),
        (
            {"supporting_documents": (SupportingDocument(location="https://example.org"),)},
            "supporting_documents[0].location",
        ),
    ],
)
def test_what_data_alone_cannot_say_is_named_and_nothing_is_sent(wire, invoices, changes, place):
    with pytest.raises(LossyDocumentError) as caught:
        invoices.submit(entered(**changes), terms=OWN)
    assert place in caught.value.places
    assert place in {loss.path for loss in invoices.losses(entered(**changes))}
    assert wire.sent == []


def test_a_line_whose_amount_would_come_out_otherwise_is_a_loss(invoices):
    first, second = entered().lines
    changed = first.model_copy(update={"net_amount": Decimal("96.99")})
    totals = sample_invoice().totals.model_copy(update={"lines": Decimal("111.99")})
    losses = invoices.losses(entered(lines=(changed, second), totals=totals))
    assert [(loss.path, loss.text) for loss in losses] == [("lines[0].net_amount", "96.99")]


def test_allowing_losses_submits_the_rest(wire, invoices):
    wire.says(MADE)
    made = invoices.submit(entered(payment_terms="à 30 jours"), terms=OWN, allow_loss=True)
    assert [loss.path for loss in made.losses] == ["payment_terms"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"business_process": "A4"}, "FRAMEWORK"),
        ({"business_process": "S1"}, "FRAMEWORK"),
        ({"type_code": "386"}, "TYPE"),
        ({"type_code": None}, "TYPE"),
        ({"currency": None}, "CURRENCY"),
        ({"payment": None}, "PAYMENT"),
        ({"lines": ()}, "LINE"),
        ({"vat_breakdown": ()}, "VAT"),
        ({"buyer": sample_invoice(recipient="123456782").buyer}, "RECIPIENT"),
        ({"totals": sample_invoice().totals.model_copy(update={"due": None})}, "TOTAL"),
        (
            {"totals": sample_invoice().totals.model_copy(update={"due": Decimal("1e13")})},
            "AMOUNT",
        ),
    ],
)
def test_what_soumettre_is_known_to_refuse_is_not_sent(wire, invoices, changes, code):
    with pytest.raises(InvalidInvoiceError) as caught:
        invoices.submit(entered(**changes), terms=OWN, allow_loss=True)
    assert code in codes(caught)
    assert wire.sent == []


@pytest.mark.parametrize("number", [None, "F" * 21, "F 1", "F-é"])
def test_with_a_pdf_the_number_has_to_be_one_that_chorus_pro_takes(wire, invoices, number):
    invoice = sample_invoice().model_copy(update={"number": number})
    with pytest.raises(InvalidInvoiceError) as caught:
        invoices.submit(invoice, pdf=render_pdf(sample_invoice()), terms=OWN)
    assert codes(caught) == {"NUMBER"}
    assert wire.sent == []


def test_an_exemption_needs_the_code_of_its_reason(wire, invoices):
    (vat,) = entered().vat_breakdown
    exempt = vat.model_copy(update={"category": "E", "rate": Decimal(0)})
    with pytest.raises(InvalidInvoiceError) as caught:
        invoices.submit(entered(vat_breakdown=(exempt,)), terms=OWN)
    assert codes(caught) == {"EXEMPTION"}
    wire.says(MADE)
    terms = SubmissionTerms(supplier_id=1, exemption_reason="EXO1")
    invoices.submit(entered(vat_breakdown=(exempt,)), terms=terms)
    assert wire.body["references"]["typeTva"] == "EXONERATION"
    assert wire.body["references"]["motifExonerationTva"] == "EXO1"


@pytest.mark.parametrize(
    ("code", "regime"),
    [
        (None, "TVA_SUR_DEBIT"),
        ("5", "TVA_SUR_DEBIT"),
        ("72", "TVA_SUR_ENCAISSEMENT"),
        ("432", "TVA_SUR_ENCAISSEMENT"),
    ],
)
def test_the_vat_point_says_the_regime(wire, invoices, code, regime):
    wire.says(MADE)
    invoices.submit(entered(vat_point_code=code), terms=OWN)
    assert wire.body["references"]["typeTva"] == regime


def test_a_file_that_is_known_to_be_refused_stops_all_before_the_first_one_leaves(wire, invoices):
    good = InvoiceAttachment(file=b"x", file_name="a.txt")
    for bad, error in (
        (InvoiceAttachment(file=b"x", file_name="a.exe"), UnknownFormatError),
        (InvoiceAttachment(file=b"x", file_name="a" * 47 + ".txt"), LimitExceededError),
        (
            InvoiceAttachment(file=b"x", file_name="a.txt", designation="x" * 101),
            LimitExceededError,
        ),
        (InvoiceAttachment(file=b"x", file_name="a.txt", type_code="x" * 31), LimitExceededError),
    ):
        with pytest.raises(error):
            invoices.submit(entered(), attachments=[good, bad], terms=OWN)
    with pytest.raises(UnknownFormatError):
        invoices.submit(sample_invoice(), pdf=b"no pdf", terms=OWN)
    assert wire.sent == []


def test_a_lost_answer_leaves_what_to_look_for(wire, invoices):
    wire.says(success(pieceJointeId=71), HttpResponse(status=502))
    with pytest.raises(OutcomeUnknownError) as caught:
        invoices.submit(sample_invoice(), pdf=render_pdf(sample_invoice()), terms=OWN)
    fingerprint = caught.value.fingerprint
    assert fingerprint.operation == "invoices.submit"
    assert fingerprint.invoice_numbers == ("F2026-0001",)
    assert fingerprint.file_name == "facture.pdf"


def test_an_acceptance_without_a_number_is_an_unknown_outcome(wire, invoices):
    wire.says(success(numeroFacture="F-1"))
    with pytest.raises(OutcomeUnknownError):
        invoices.submit(entered(), terms=OWN)


def test_a_refusal_is_the_platforms(wire, invoices):
    wire.says(refusal(20013, "GDP_MSG_11.001"))
    with pytest.raises(RejectedRequestError) as caught:
        invoices.submit(entered(), terms=OWN)
    assert caught.value.label == "GDP_MSG_11.001"
