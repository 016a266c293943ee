"""`deposer/pdf`: what was read is offered, corrected, and submitted."""

from __future__ import annotations

import base64
import hashlib
from datetime import date
from decimal import Decimal

import pytest
from scripted import answer, refusal, success
from signed_pdfs import signed
from wire import Wire

from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk.errors import (
    InvalidInvoiceError,
    LimitExceededError,
    OutcomeUnknownError,
    RejectedRequestError,
    UnknownFormatError,
)
from chorus_sdk.rendering.pdf import render_pdf
from chorus_sdk.sandbox.data import RECIPIENT_SIRET, SUPPLIER_SIRET
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice
from chorus_sdk.services.codes import DepositMode, InvoiceType, PdfForm, VatRegime
from chorus_sdk.services.invoices import Invoices
from chorus_sdk.services.submission_values import SubmissionTerms, SubmissionVat

PDF = render_pdf(sample_invoice())
READ = {
    "numeroFacture": "F-1",
    "dateFacture": "2026-11-20",
    "codeDestinataire": RECIPIENT_SIRET,
    "codeServiceExecutant": "SERV-1",
    "codeFournisseur": SUPPLIER_SIRET,
    "codeDeviseFacture": "EUR",
    "typeFacture": "FACTURE",
    "typeTva": "TVA_SUR_DEBIT",
    "numeroBonCommande": "EJ-1",
    "montantTtcAvantRemiseGlobalTTC": 120.0,
    "montantAPayer": 118.0,
    "montantHtTotal": 100.0,
    "montantTVA": 20.0,
    "pieceJointeId": 71,
}
VAT = (SubmissionVat(code="TVA20", base=Decimal(100), amount=Decimal(20)),)
TERMS = SubmissionTerms(supplier_id=1, payment_means="VIREMENT", comment="Merci.")


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def invoices(wire) -> Invoices:
    return Invoices(wire.api)


def test_a_pdf_is_handed_in_and_every_value_that_was_read_is_offered(wire, invoices, tmp_path):
    path = tmp_path / "facture.pdf"
    path.write_bytes(PDF)
    wire.says(answer(200, READ))
    draft = invoices.deposit_pdf(path)
    assert wire.sent == [("POST", "/cpro/factures/v1/deposer/pdf")]
    assert wire.body == {
        "fichierFacture": base64.b64encode(PDF).decode(),
        "nomFichier": "facture.pdf",
        "formatDepot": "PDF_NON_SIGNE",
    }
    assert (draft.attachment_id, draft.file_name, draft.number) == (71, "facture.pdf", "F-1")
    assert (draft.issue_date, draft.recipient) == (date(2026, 11, 20), RECIPIENT_SIRET)
    assert (draft.service_code, draft.supplier) == ("SERV-1", SUPPLIER_SIRET)
    assert (draft.type, draft.vat_regime) == (InvoiceType.INVOICE, VatRegime.ON_DEBITS)
    assert (draft.commitment_number, draft.currency) == ("EJ-1", "EUR")
    assert (draft.gross_before_discount, draft.payable) == (Decimal(120), Decimal(118))
    assert (draft.net_total, draft.vat_total) == (Decimal(100), Decimal(20))
    assert draft.missing == ("vat",)


def test_a_draft_is_submitted_as_it_was_corrected(wire, invoices):
    wire.says(answer(200, READ))
    draft = invoices.deposit_pdf(PDF)
    right = draft.corrected(number="F-2", discount=Decimal(2), discount_reason="Fidélité", vat=VAT)
    assert (draft.number, draft.vat) == ("F-1", ())
    assert right.missing == ()
    wire.says(success(identifiantFactureCPP=9, statutFacture="DEPOSEE"))
    assert invoices.submit_draft(right, terms=TERMS).id == 9
    assert wire.body == {
        "modeDepot": "DEPOT_PDF_API",
        "numeroFactureSaisi": "F-2",
        "dateFacture": "2026-11-20",
        "destinataire": {"codeDestinataire": RECIPIENT_SIRET, "codeServiceExecutant": "SERV-1"},
        "fournisseur": {"idFournisseur": 1},
        "cadreDeFacturation": {"codeCadreFacturation": "A1_FACTURE_FOURNISSEUR"},
        "references": {
            "deviseFacture": "EUR",
            "typeFacture": "FACTURE",
            "typeTva": "TVA_SUR_DEBIT",
            "numeroBonCommande": "EJ-1",
            "modePaiement": "VIREMENT",
        },
        "ligneTva": [
            {
                "ligneTvaTaux": "TVA20",
                "ligneTvaMontantBaseHtParTaux": 100,
                "ligneTvaMontantTvaParTaux": 20,
            }
        ],
        "montantTotal": {
            "montantHtTotal": 100.0,
            "montantTVA": 20.0,
            "montantTtcTotal": 118.0,
            "montantRemiseGlobaleTTC": 2,
            "motifRemiseGlobaleTTC": "Fidélité",
            "montantAPayer": 118.0,
        },
        "pieceJointePrincipale": [
            {
                "pieceJointePrincipaleDesignation": "facture.pdf",
                "pieceJointePrincipaleId": 71,
            }
        ],
        "commentaire": "Merci.",
    }


def test_anything_but_the_files_number_may_be_missing(wire, invoices):
    wire.says(answer(200, {"pieceJointeId": 71, "montantAPayer": None, "typeFacture": ""}))
    draft = invoices.deposit_pdf(PDF)
    assert draft.attachment_id == 71
    assert set(draft.missing) == {
        *("number", "issue_date", "recipient", "supplier", "currency", "type", "vat_regime"),
        *("net_total", "vat_total", "gross_before_discount", "payable", "vat"),
    }
    with pytest.raises(InvalidInvoiceError) as caught:
        invoices.submit_draft(draft)
    fields = {finding.location.field for finding in caught.value.report}
    assert {"number", "recipient", "supplier_id", "payment_means", "vat", "payable"} <= fields
    assert len(wire.sent) == 1


@pytest.mark.parametrize("body", [{"pieceJointeId": None}, {}])
def test_without_the_files_number_nobody_knows_what_happened(wire, invoices, body):
    wire.says(answer(200, body))
    with pytest.raises(OutcomeUnknownError) as caught:
        invoices.deposit_pdf(PDF, file_name="f.pdf")
    assert caught.value.fingerprint.sha256 == hashlib.sha256(PDF).hexdigest()


@pytest.mark.parametrize(
    ("content", "form", "said", "mode"),
    [
        (PDF, None, "PDF_NON_SIGNE", DepositMode.PDF_BY_API),
        (signed(PDF), None, "PDF_SIGNE_PADES", DepositMode.SIGNED_PDF_BY_API),
        (PDF, PdfForm.SIGNED_XADES, "PDF_SIGNE_XADES", DepositMode.SIGNED_PDF_BY_API),
    ],
)
def test_the_signature_decides_the_form_and_the_mode(wire, invoices, content, form, said, mode):
    wire.says(answer(200, READ))
    draft = invoices.deposit_pdf(content, form=form)
    assert wire.body["formatDepot"] == said
    assert draft.mode is mode


def test_what_is_known_to_be_refused_is_not_sent(wire, invoices):
    with pytest.raises(UnknownFormatError):
        invoices.deposit_pdf(sample_cii())
    with pytest.raises(LimitExceededError) as caught:
        invoices.deposit_pdf(PDF, file_name="x" * 197 + ".pdf")
    assert caught.value.limit == "DEPOSIT_NAME_CHARACTERS"
    with pytest.raises(LimitExceededError) as caught:
        invoices.deposit_pdf(PDF + b" " * 10_000_000)
    assert caught.value.limit == "DEPOSIT_FILE_BYTES"
    assert wire.sent == []


def test_a_return_code_counts_where_the_platform_sends_one(wire, invoices):
    wire.says(refusal(20001, "GDP_MSG_11.022"))
    with pytest.raises(RejectedRequestError):
        invoices.deposit_pdf(PDF)


def test_a_lost_answer_is_not_repeated(wire, invoices):
    wire.says(HttpResponse(status=502))
    with pytest.raises(OutcomeUnknownError):
        invoices.deposit_pdf(PDF)
    assert len(wire.sent) == 1


def test_a_field_that_a_draft_does_not_have_is_a_mistake(wire, invoices):
    wire.says(answer(200, READ))
    with pytest.raises(TypeError):
        invoices.deposit_pdf(PDF).corrected(numero="F-1")
