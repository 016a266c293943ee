"""One invoice and everybody who has a part in it: supplier, recipient, approver, works actors."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass

import pytest

from chorus_sdk import ChorusClient, open_pivot
from chorus_sdk._clock import ManualClock
from chorus_sdk._http.waiting import Schedule
from chorus_sdk.errors import (
    IllegalMoveError,
    OutcomeUnknownError,
    RejectedRequestError,
    StatusNotReachedError,
    StatusWaitTimeoutError,
)
from chorus_sdk.invoice.references import PrecedingInvoice
from chorus_sdk.rendering.pdf import render_pdf
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.data import (
    OTHER_SUPPLIER_SIRET,
    RECIPIENT_SIRET,
    SERVICE_RECIPIENT_SIRET,
    SUPPLIER_SIRET,
)
from chorus_sdk.sandbox.qualification import (
    ACTORS,
    APPROVER_SIRET,
    CONTRACTING_AUTHORITY_SIRET,
    PROJECT_MANAGER_SIRET,
)
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice
from chorus_sdk.services.codes import InvoiceType, PaymentRequestType, UserRole
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.received_values import ReceivedCriteria
from chorus_sdk.services.submission_values import InvoiceAttachment, SubmissionTerms
from chorus_sdk.services.supplier_acts import Rerouting
from chorus_sdk.services.works import WorksCriteria


@dataclass
class World:
    """A sandbox, and a client for each structure that is asked for, all on one clock."""

    sandbox: Sandbox
    stack: ExitStack
    options: dict

    def client(self, siret: str) -> ChorusClient:
        credentials = self.sandbox.credentials(siret)
        return self.stack.enter_context(ChorusClient(credentials, **self.options))

    @property
    def supplier(self) -> ChorusClient:
        return self.client(SUPPLIER_SIRET)

    @property
    def recipient(self) -> ChorusClient:
        return self.client(RECIPIENT_SIRET)

    def deposit(self, **changes):
        """Deposit an invoice, wait until it has arrived, and return it as its supplier sees it."""
        supplier = self.supplier
        flow = supplier.flows.deposit(sample_cii(sample_invoice(**changes)))
        (issued,) = supplier.flows.wait_until_delivered(flow).invoices
        self.sandbox.advance(60)
        return issued

    def submit(self, approver: str, number: str = "S2026-0001"):
        """Submit a subcontractor's invoice for an approver."""
        invoice = sample_invoice(number=number, framework="A9")
        terms = SubmissionTerms(approver=approver)
        return self.supplier.invoices.submit(invoice, pdf=render_pdf(invoice), terms=terms)


@pytest.fixture(params=["in process", "over HTTP"])
def world(request):
    with ExitStack() as stack:
        sandbox = stack.enter_context(Sandbox(clock=ManualClock()))
        for actor in ACTORS:
            sandbox.register_structure(actor)
        options = {"clock": sandbox.clock}
        if request.param == "in process":
            options |= {"environment": sandbox.environment, "transport": sandbox.transport()}
        else:
            options |= {"environment": stack.enter_context(serve(sandbox)).environment}
        yield World(sandbox, stack, options)


def only(found):
    (one,) = found
    return one


def named(chorus: ChorusClient, number: str):
    return only(chorus.received.search(ReceivedCriteria(number=number)))


def statuses(entries) -> list[str]:
    return [str(entry.status) for entry in entries]


def test_a_recipient_asks_for_completion_and_accepts_to_payment(world):
    world.deposit(number="F-1")
    supplier, recipient = world.supplier, world.recipient
    invoice = named(recipient, "F-1")
    assert (invoice.status, invoice.is_downloaded) == (InvoiceStatus.MADE_AVAILABLE, False)
    with open_pivot(recipient.received.download_pivot([invoice])) as flow:
        assert [one.invoice_number for one in flow] == ["F-1"]
    assert named(recipient, "F-1").is_downloaded is True

    recipient.received.ask_for_completion(invoice, "Il manque l'attestation.")
    own = only(supplier.invoices.search(number="F-1"))
    assert (own.status, own.status_comment) == ("SUSPENDUE", "Il manque l'attestation.")

    def answer(seen: InvoiceStatus) -> None:
        if seen is InvoiceStatus.SUSPENDED:
            file = InvoiceAttachment(file=b"fait", file_name="fait.txt", type_code="ASF")
            supplier.invoices.complete(own, attachments=[file], comment="La voici.")

    reached = recipient.received.wait_until(
        invoice, InvoiceStatus.COMPLETED, InvoiceStatus.REJECTED, on_status=answer
    )
    assert reached is InvoiceStatus.COMPLETED
    completed = only(recipient.received.to_do(400_010))
    assert (completed.number, completed.status) == ("F-1", InvoiceStatus.COMPLETED)
    details = recipient.received.fetch(completed)
    assert [file.designation for file in details.files] == ["fait.txt"]

    done = recipient.received.order_payment(completed, payment_order_number="2026-77")
    assert done.status is InvoiceStatus.PAYMENT_ORDERED
    details = recipient.received.fetch(invoice)
    assert details.references.payment_order_number == "2026-77"
    recipient.received.put_in_payment(details)
    assert supplier.invoices.fetch(own).status is InvoiceStatus.IN_PAYMENT
    assert statuses(recipient.received.history(invoice)) == [
        *("DEPOSEE", "EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION", "SUSPENDUE"),
        *("COMPLETEE", "MANDATEE", "MISE_EN_PAIEMENT"),
    ]


def test_a_rejection_is_final_and_known_before_it_is_asked_again(world):
    world.deposit(number="F-1")
    recipient = world.recipient
    invoice = named(recipient, "F-1")
    recipient.received.reject(invoice, "Doublon")
    with pytest.raises(RejectedRequestError) as refused:
        recipient.received.order_payment(invoice)
    assert refused.value.label == "GDP_MSG_11.001"
    with pytest.raises(IllegalMoveError) as caught:
        recipient.received.order_payment(named(recipient, "F-1"))
    assert (caught.value.status, caught.value.allowed) == ("REJETEE", ())
    with pytest.raises(StatusNotReachedError):
        recipient.received.wait_until(invoice, InvoiceStatus.IN_PAYMENT)


def test_what_the_platform_calls_possible_is_what_it_then_does(world):
    world.deposit(number="F-1")
    received = world.recipient.received
    for status in (InvoiceStatus.PAYMENT_ORDERED, InvoiceStatus.AT_THE_ACCOUNTANT):
        invoice = named(world.recipient, "F-1")
        assert status in received.next_statuses(invoice)
        received.process(invoice, status)
    booked = received.book(named(world.recipient, "F-1"))
    assert received.next_statuses(booked.status) == (InvoiceStatus.IN_PAYMENT,)
    with pytest.raises(IllegalMoveError) as caught:
        received.reject(named(world.recipient, "F-1"), "Trop tard")
    assert caught.value.allowed == ("MISE_EN_PAIEMENT",)


def test_an_answer_lost_while_processing_is_settled_by_reading_the_status(world):
    world.deposit(number="F-1")
    received = world.recipient.received
    invoice = named(world.recipient, "F-1")
    world.sandbox.faults.lose_next_answer(path="traiter/recue")
    with pytest.raises(OutcomeUnknownError):
        received.order_payment(invoice)
    assert received.status(invoice) is InvoiceStatus.PAYMENT_ORDERED


def test_a_wait_for_a_supplier_who_does_nothing_ends_and_can_be_taken_up(world):
    own = world.deposit(number="F-1")
    received = world.recipient.received
    invoice = named(world.recipient, "F-1")
    received.ask_for_completion(invoice, "Bon de commande ?")
    with pytest.raises(StatusWaitTimeoutError) as caught:
        received.wait_until(invoice, "COMPLETEE", schedule=Schedule(total=600))
    assert caught.value.status == "SUSPENDUE"
    world.supplier.invoices.complete(own, comment="Le voici.")
    assert received.wait_until(invoice.id, "COMPLETEE") is InvoiceStatus.COMPLETED


def test_an_invoice_that_came_the_wrong_way_is_recycled_to_the_right_one(world):
    own = world.deposit(number="F-1")
    supplier, wrong, right = world.supplier, world.recipient, world.client(SERVICE_RECIPIENT_SIRET)
    wrong.received.ask_for_recycling(named(wrong, "F-1"), "Ce n'est pas pour nous.")
    assert only(supplier.invoices.search(number="F-1")).status_comment == "Ce n'est pas pour nous."
    there = Rerouting(recipient=SERVICE_RECIPIENT_SIRET, service_code="SERVICE_DEST_SERV_OBL")
    supplier.invoices.recycle(own, there)
    world.sandbox.advance(60)
    assert list(wrong.received.search(ReceivedCriteria(number="F-1"))) == []
    arrived = named(right, "F-1")
    assert arrived.service_code == "SERVICE_DEST_SERV_OBL"
    assert right.received.put_in_payment(arrived).status is InvoiceStatus.IN_PAYMENT


def test_a_credit_note_reaches_the_recipient_beside_the_invoice_that_it_corrects(world):
    world.deposit(number="F-1")
    invoice = sample_invoice(number="A-1")
    references = invoice.references.model_copy(
        update={"preceding_invoices": (PrecedingInvoice(number="F-1"),)}
    )
    credit = invoice.model_copy(update={"type_code": "381", "references": references})
    world.supplier.flows.wait_until_delivered(world.supplier.flows.deposit(sample_cii(credit)))
    world.sandbox.advance(60)
    recipient = world.recipient
    found = only(recipient.received.search(ReceivedCriteria(types=InvoiceType.CREDIT_NOTE)))
    assert (found.number, found.type) == ("A-1", InvoiceType.CREDIT_NOTE)
    details = recipient.received.fetch(found)
    assert details.references.original_number == "F-1"
    assert recipient.received.put_in_payment(found).status is InvoiceStatus.IN_PAYMENT


def test_a_wrong_approver_refuses_the_supplier_corrects_and_the_right_one_approves(world):
    made = world.submit(approver=OTHER_SUPPLIER_SIRET)
    wrong, right = world.client(OTHER_SUPPLIER_SIRET), world.client(APPROVER_SIRET)
    assert list(right.approvals.to_do()) == []
    due = only(wrong.approvals.to_do())
    assert (due.number, due.status) == ("S2026-0001", InvoiceStatus.TO_VALIDATE_1)
    assert due.supplier_identifier == SUPPLIER_SIRET
    reasons = {reason.code: reason for reason in wrong.approvals.refusal_reasons("A9")}
    refused = wrong.approvals.refuse(due, reasons["VALIDEUR"], comment="Ce n'est pas nous.")
    assert refused.status is InvoiceStatus.WRONG_APPROVER_BY_SUPPLIER
    with pytest.raises(IllegalMoveError):
        wrong.approvals.approve(wrong.approvals.fetch(due.id))

    supplier = world.supplier
    assert made.id in [one.id for one in supplier.invoices.to_do()]
    supplier.invoices.correct_approver(made.id, APPROVER_SIRET)
    assert list(wrong.approvals.to_do()) == []
    again = only(right.approvals.to_do(APPROVER_SIRET))
    assert right.approvals.approve(again).status is InvoiceStatus.VALIDATED_1
    reached = right.approvals.wait_until(again, InvoiceStatus.MADE_AVAILABLE)
    assert reached is InvoiceStatus.MADE_AVAILABLE
    arrived = named(world.recipient, "S2026-0001")
    details = world.recipient.received.fetch(arrived)
    assert details.first_approver.identifier == APPROVER_SIRET
    assert details.first_approver.approved_on == world.sandbox.clock.now().date()
    assert statuses(right.approvals.history(again)) == [
        *("A_VALIDER_1", "ERREUR_FOURNISSEUR_SUR_VALIDEUR", "A_VALIDER_1", "VALIDEE_1"),
        *("EN_COURS_ACHEMINEMENT", "MISE_A_DISPOSITION"),
    ]


def test_an_approver_refuses_and_the_supplier_submits_a_corrected_invoice(world):
    made = world.submit(approver=APPROVER_SIRET)
    approver, supplier = world.client(APPROVER_SIRET), world.supplier
    approver.approvals.refuse(only(approver.approvals.to_do()), "MONTANT", comment="12 de trop")
    refused = only(supplier.invoices.search(number=made.number))
    assert refused.status is InvoiceStatus.REFUSED_1
    assert refused.status_comment == "Erreur de montant : 12 de trop"
    world.submit(approver=APPROVER_SIRET, number="S2026-0002")
    second = only(approver.approvals.to_do())
    approver.approvals.approve(second)
    world.sandbox.advance(60)
    assert named(world.recipient, "S2026-0002").status is InvoiceStatus.MADE_AVAILABLE
    assert {str(one.status) for one in approver.approvals.search()} == {
        "REFUSEE_1",
        "MISE_A_DISPOSITION",
    }
    assert InvoiceStatus.REFUSED_1 in approver.approvals.visible_statuses()


def test_nobody_acts_in_a_role_that_is_not_theirs(world):
    own = world.deposit(number="F-1")
    made = world.submit(approver=APPROVER_SIRET)
    number = named(world.recipient, "F-1").id
    supplier, approver = world.supplier, world.client(APPROVER_SIRET)
    acts = [
        lambda: list(supplier.received.search()),
        lambda: supplier.received.put_in_payment(number),
        lambda: approver.received.reject(number, "Non"),
        lambda: approver.approvals.approve(own.id),
        lambda: world.recipient.approvals.approve(made.id),
        lambda: supplier.approvals.fetch(made.id),
        lambda: world.recipient.invoices.complete(own.id, comment="Voici."),
        lambda: world.client(SERVICE_RECIPIENT_SIRET).received.fetch(number),
    ]
    for act in acts:
        with pytest.raises(RejectedRequestError) as caught:
            act()
        assert caught.value.return_code == 20001
    assert world.recipient.received.status(number) is InvoiceStatus.MADE_AVAILABLE


def test_a_works_contract_goes_from_a4_to_a15_to_a19_and_to_payment(world):
    issued = world.deposit(number="T-4", framework="A4")
    sandbox = world.sandbox
    assert world.supplier.invoices.fetch(issued).status == "A_ASSOCIER_MOE"
    sandbox.on_portal.name_project_manager("T-4", PROJECT_MANAGER_SIRET)
    manager = world.client(PROJECT_MANAGER_SIRET)
    draft = only(manager.works.search(UserRole.PROJECT_MANAGER, WorksCriteria(number="T-4")))
    assert draft.status is InvoiceStatus.TO_ASSOCIATE_PROJECT_MANAGER

    sandbox.on_portal.issue_next_piece(
        "T-4", framework="A15", next_number="T-15", issuer=PROJECT_MANAGER_SIRET
    )
    sandbox.advance(60)
    sandbox.on_portal.issue_next_piece(
        "T-15", framework="A19", next_number="T-19", issuer=CONTRACTING_AUTHORITY_SIRET
    )
    sandbox.advance(60)
    chain = [issued.id]
    while (after := world.supplier.invoices.fetch(chain[-1]).following).id is not None:
        chain.append(after.id)
    pieces = [world.supplier.invoices.fetch(one) for one in chain]
    assert [piece.framework for piece in pieces] == ["A4", "A15", "A19"]
    assert [piece.preceding.number for piece in pieces] == [None, "T-4", "T-15"]
    assert [str(piece.status) for piece in pieces] == [
        *("ASSOCIEE", "ASSOCIEE", "MISE_A_DISPOSITION")
    ]
    assert pieces[2].project_manager.identifier == PROJECT_MANAGER_SIRET
    assert pieces[2].contracting_authority.identifier == CONTRACTING_AUTHORITY_SIRET

    recipient = world.recipient
    criteria = ReceivedCriteria(
        kind=PaymentRequestType.WORKS_INVOICE,
        framework="A19",
        number="T-19",
        statuses=InvoiceStatus.MADE_AVAILABLE,
    )
    last = only(recipient.received.search(criteria))
    assert (last.kind, last.project_manager_identifier) == (
        PaymentRequestType.WORKS_INVOICE,
        PROJECT_MANAGER_SIRET,
    )
    assert recipient.received.order_payment(last).status is InvoiceStatus.PAYMENT_ORDERED
    with pytest.raises(IllegalMoveError):
        recipient.received.order_payment(named(recipient, "T-15"))
