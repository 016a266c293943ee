"""A supplier who submits data: in each mode, from a PDF that was read, again after a recycling."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date
from decimal import Decimal

import pytest
from signed_pdfs import signed

from chorus_sdk import ChorusClient, open_pivot
from chorus_sdk._clock import ManualClock
from chorus_sdk.errors import (
    InvalidInvoiceError,
    LossyDocumentError,
    OutcomeUnknownError,
    RejectedRequestError,
)
from chorus_sdk.invoice.notes import Note
from chorus_sdk.invoice.payments import Payment, PaymentMeans
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.rendering.pdf import render_pdf
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.data import (
    OTHER_SUPPLIER_SIRET,
    RECIPIENT_SIRET,
    SERVICE_RECIPIENT_SIRET,
)
from chorus_sdk.sandbox.samples import sample_facturx, sample_invoice
from chorus_sdk.services.attachments import Attachments
from chorus_sdk.services.codes import InvoiceType
from chorus_sdk.services.codes import PaymentMeans as Means
from chorus_sdk.services.submission_values import (
    InvoiceAttachment,
    SubmissionTerms,
    SubmissionVat,
)
from chorus_sdk.services.supplier_acts import Rerouting

BY_TRANSFER = SubmissionTerms(payment_means=Means.TRANSFER)


@pytest.fixture(params=["in process", "over HTTP"])
def world(request):
    """A sandbox and a client of it, on one clock."""
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox(clock=ManualClock()))
        options = {"clock": sandbox.clock}
        if request.param == "in process":
            options |= {"environment": sandbox.environment, "transport": sandbox.transport()}
        else:
            options |= {"environment": stack.enter_context(serve(sandbox)).environment}
        chorus = stack.enter_context(ChorusClient(sandbox.credentials(), **options))
        yield sandbox, chorus


def bare(**changes):
    """An invoice that data alone can say in full: no number, no date, no account."""
    invoice = sample_invoice()
    without = {"number": None, "issue_date": None, "due_date": None}
    payment = Payment(means=(PaymentMeans(code="30"),))
    seller = invoice.seller.model_copy(update={"contact": None})
    return invoice.model_copy(
        update={**without, "payment": payment, "seller": seller, "notes": (), **changes}
    )


def only(pager):
    (one,) = pager
    return one


def test_data_alone_become_an_invoice_that_chorus_pro_numbers_and_dates(world):
    sandbox, chorus = world
    assert chorus.invoices.losses(bare()) == ()
    made = chorus.invoices.submit(bare(notes=(Note(text="Merci."),)))
    assert made.status == "DEPOSEE"
    assert len(made.number) == 20
    assert made.number.startswith(str(sandbox.clock.now().year))
    found = only(chorus.invoices.search(number=made.number))
    assert (found.id, found.deposit_mode) == (made.id, "SAISIE_API")
    assert (found.net_total, found.gross_total) == (Decimal("112.00"), Decimal("134.40"))
    details = chorus.invoices.fetch(made.id)
    assert details.comment == "Merci."
    assert [(line.name, line.net) for line in details.lines] == [
        ("Chaise en hêtre", Decimal("97.00")),
        ("Livraison", Decimal("15.00")),
    ]
    assert details.totals.payable == Decimal("134.40")
    assert details.references.payment_means is Means.TRANSFER
    assert details.main_file_id is None


def test_what_data_alone_cannot_say_is_refused_and_named(world):
    _, chorus = world
    with pytest.raises(LossyDocumentError) as caught:
        chorus.invoices.submit(sample_invoice())
    assert {"number", "issue_date", "due_date"} <= set(caught.value.places)
    assert "seller.name" not in caught.value.places
    assert list(chorus.invoices.search()) == []
    made = chorus.invoices.submit(sample_invoice(), allow_loss=True)
    assert {loss.path for loss in made.losses} == set(caught.value.places)
    assert made.number != "F2026-0001"


def test_a_pdf_travels_with_its_data_and_its_files(world):
    _, chorus = world
    invoice = sample_invoice()
    note = InvoiceAttachment(file=b"bon", file_name="bon.txt", designation="Bon", line=1)
    made = chorus.invoices.submit(invoice, pdf=render_pdf(invoice), attachments=[note])
    assert made.number == "F2026-0001"
    assert "due_date" in {loss.path for loss in made.losses}
    found = only(chorus.invoices.search(number="F2026-0001"))
    assert (found.id, found.deposit_mode, found.flow_id) == (made.id, "DEPOT_PDF_API", None)
    details = chorus.invoices.fetch(found)
    assert details.main_file_id is not None
    assert [(f.designation, f.line, f.extension) for f in details.files] == [("Bon", 1, "TXT")]
    assert chorus.invoices.download_pdf([found], with_attachments=False) == render_pdf(invoice)
    with open_pivot(chorus.invoices.download_pivot([found])) as flow:
        (item,) = flow
        assert item.invoice_number == "F2026-0001"
        assert b"bon" in {one.read() for one in item.attachments}


def test_a_signed_pdf_is_seen_to_be_signed(world):
    _, chorus = world
    invoice = sample_invoice()
    chorus.invoices.submit(invoice, pdf=signed(render_pdf(invoice)))
    assert only(chorus.invoices.search()).deposit_mode == "DEPOT_PDF_SIGNE_API"


def test_a_pdf_is_read_corrected_and_submitted(world):
    sandbox, chorus = world
    invoice = sample_invoice()
    misread = invoice.model_copy(update={"number": "F2O26-OOO1"})
    sandbox.read_next_pdf(misread)
    draft = chorus.invoices.deposit_pdf(render_pdf(invoice), file_name="facture.pdf")
    assert (draft.number, draft.recipient) == ("F2O26-OOO1", RECIPIENT_SIRET)
    assert draft.missing == ("vat",)
    with pytest.raises(InvalidInvoiceError):
        chorus.invoices.submit_draft(draft, terms=BY_TRANSFER)
    vat = SubmissionVat(rate=Decimal(20), base=Decimal("112.00"), amount=Decimal("22.40"))
    right = draft.corrected(number="F2026-0001", vat=(vat,))
    made = chorus.invoices.submit_draft(right, terms=BY_TRANSFER)
    assert (made.number, made.status) == ("F2026-0001", "DEPOSEE")
    assert only(chorus.invoices.search()).gross_total == Decimal("134.40")
    assert chorus.invoices.fetch(made.id).main_file_id == draft.attachment_id


def test_a_pdf_in_which_nothing_is_read_gives_its_number_alone(world):
    _, chorus = world
    draft = chorus.invoices.deposit_pdf(render_pdf(sample_invoice()))
    assert draft.number is None
    assert set(draft.missing) >= {"number", "issue_date", "recipient", "payable"}
    (kept,) = Attachments(chorus._api).of_account()
    assert kept.id == draft.attachment_id


def test_the_data_inside_a_factur_x_are_what_is_read(world):
    _, chorus = world
    draft = chorus.invoices.deposit_pdf(sample_facturx())
    assert (draft.number, draft.issue_date) == ("F2026-0001", date(2026, 11, 20))
    assert (draft.net_total, draft.payable) == (Decimal("112.00"), Decimal("134.40"))
    assert draft.type is InvoiceType.INVOICE


def test_a_credit_note_names_the_invoice_that_it_corrects(world):
    _, chorus = world
    first = chorus.invoices.submit(sample_invoice(), pdf=render_pdf(sample_invoice()))
    preceding = (PrecedingInvoice(number=first.number),)
    invoice = sample_invoice(number="A2026-0001")
    credit = invoice.model_copy(
        update={
            "type_code": "381",
            "references": invoice.references.model_copy(update={"preceding_invoices": preceding}),
        }
    )
    chorus.invoices.submit(credit, pdf=render_pdf(credit))
    found = only(chorus.invoices.search(number="A2026-0001"))
    assert (found.type, found.original_number) == ("AVOIR", "F2026-0001")
    assert chorus.invoices.fetch(found).references.original_number == "F2026-0001"


def test_a_subcontractors_invoice_waits_for_its_approver(world):
    sandbox, chorus = world
    invoice = sample_invoice(framework="A9")
    terms = SubmissionTerms(approver=OTHER_SUPPLIER_SIRET)
    made = chorus.invoices.submit(invoice, pdf=render_pdf(invoice), terms=terms)
    assert made.status == "A_VALIDER_1"
    sandbox.advance(3600)
    assert only(chorus.invoices.search()).status == "A_VALIDER_1"
    details = chorus.invoices.fetch(made.id)
    assert details.framework == "A9"
    assert details.first_approver.identifier == OTHER_SUPPLIER_SIRET


def test_another_approver_is_named_after_the_wrong_one_alone(world):
    sandbox, chorus = world
    invoice = sample_invoice(framework="A12")
    terms = SubmissionTerms(approver=OTHER_SUPPLIER_SIRET)
    made = chorus.invoices.submit(invoice, pdf=render_pdf(invoice), terms=terms)
    with pytest.raises(RejectedRequestError):
        chorus.invoices.correct_approver(made.id, RECIPIENT_SIRET)
    sandbox.set_status(made.number, "ERREUR_FOURNISSEUR_SUR_VALIDEUR", force=True)
    chorus.invoices.correct_approver(made.id, RECIPIENT_SIRET)
    details = chorus.invoices.fetch(made.id)
    assert (details.status, details.first_approver.identifier) == ("A_VALIDER_1", RECIPIENT_SIRET)


def test_an_invoice_that_is_to_be_recycled_goes_to_the_right_service(world):
    sandbox, chorus = world
    made = chorus.invoices.submit(sample_invoice(), pdf=render_pdf(sample_invoice()))
    there = Rerouting(
        recipient=SERVICE_RECIPIENT_SIRET,
        service_code="SERVICE_DEST_SERV_OBL",
        commitment_number="EJ-7",
        comment="Mauvais destinataire.",
    )
    with pytest.raises(RejectedRequestError):
        chorus.invoices.recycle(made.id, there)
    sandbox.advance(60)
    sandbox.set_status(made.number, "A_RECYCLER", comment="mauvaise structure")
    with pytest.raises(RejectedRequestError):
        chorus.invoices.recycle(made.id, Rerouting(recipient=SERVICE_RECIPIENT_SIRET))
    again = chorus.invoices.recycle(made.id, there)
    assert (again.id, again.status) == (made.id, "DEPOSEE")
    sandbox.advance(60)
    found = only(chorus.invoices.search(number=made.number))
    assert found.status == "MISE_A_DISPOSITION"
    assert found.recipient_identifier == SERVICE_RECIPIENT_SIRET
    assert (found.service_code, found.commitment_number) == ("SERVICE_DEST_SERV_OBL", "EJ-7")
    assert [str(entry.status) for entry in chorus.invoices.history(found)] == [
        *("DEPOSEE", "EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION", "A_RECYCLER"),
        *("DEPOSEE", "EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION"),
    ]


def test_a_suspended_invoice_is_completed_once(world):
    sandbox, chorus = world
    made = chorus.invoices.submit(sample_invoice(), pdf=render_pdf(sample_invoice()))
    more = InvoiceAttachment(file=b"attestation", file_name="attestation.txt", type_code="ASF")
    with pytest.raises(RejectedRequestError) as caught:
        chorus.invoices.complete(made.id, comment="Voici.")
    assert (caught.value.return_code, caught.value.label) == (20002, "GDP_MSG_11.033")
    sandbox.advance(60)
    sandbox.set_status(made.number, "SUSPENDUE", comment="il manque l'attestation")
    done = chorus.invoices.complete(made.id, attachments=[more], comment="Voici.")
    assert (done.id, done.number) == (made.id, made.number)
    details = chorus.invoices.fetch(made.id)
    assert (details.status, details.comment) == ("COMPLETEE", "Voici.")
    assert [(one.designation, one.type_code) for one in details.files] == [
        ("attestation.txt", "ASF")
    ]
    with pytest.raises(RejectedRequestError):
        chorus.invoices.complete(made.id, comment="Encore.")


def test_a_rejection_leaves_the_list_when_it_was_dealt_with(world):
    sandbox, chorus = world
    made = chorus.invoices.submit(sample_invoice(), pdf=render_pdf(sample_invoice()))
    with pytest.raises(RejectedRequestError):
        chorus.invoices.acknowledge_rejections([made.id])
    sandbox.advance(60)
    sandbox.set_status(made.number, "REJETEE", comment="déjà payée")
    assert only(chorus.invoices.to_do()).id == made.id
    assert list(chorus.invoices.to_do(hide_rejected=True)) == []
    chorus.invoices.acknowledge_rejections([made.id])
    assert list(chorus.invoices.to_do()) == []
    found = only(chorus.invoices.search())
    assert found.is_rejection_processed
    assert chorus.invoices.fetch(found).is_rejection_processed


def test_a_number_is_taken_once(world):
    _, chorus = world
    pdf = render_pdf(sample_invoice())
    chorus.invoices.submit(sample_invoice(), pdf=pdf)
    with pytest.raises(RejectedRequestError):
        chorus.invoices.submit(sample_invoice(), pdf=pdf)
    assert chorus.invoices.search().count() == 1


def test_a_lost_answer_to_a_submission_is_found_by_its_number(world):
    sandbox, chorus = world
    sandbox.faults.lose_next_answer(path="soumettre")
    with pytest.raises(OutcomeUnknownError) as caught:
        chorus.invoices.submit(sample_invoice(), pdf=render_pdf(sample_invoice()))
    (number,) = caught.value.fingerprint.invoice_numbers
    assert only(chorus.invoices.search(number=number)).status == "DEPOSEE"
