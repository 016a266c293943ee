"""What a client asks beside invoices, asked of the sandbox through both doors."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from chorus_sdk import ChorusClient
from chorus_sdk._clock import ManualClock
from chorus_sdk.errors import AccessDeniedError, NotFoundError, RejectedRequestError
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.data import RECIPIENT_SIRET, STATE_SIRET, SUPPLIER_SIRET
from chorus_sdk.sandbox.platform import Habits
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice
from chorus_sdk.services.account import Account
from chorus_sdk.services.attachment_values import AttachmentRequest
from chorus_sdk.services.attachments import Attachments
from chorus_sdk.services.codes import PaymentMeans, UserRole, WorksInvoiceType
from chorus_sdk.services.commitments import Commitments
from chorus_sdk.services.conditions import Condition
from chorus_sdk.services.directory import Directory
from chorus_sdk.services.directory_values import ListedStructure
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.organisations import Organisations
from chorus_sdk.services.reference_data import ReferenceData
from chorus_sdk.services.works import Works, WorksCriteria


class World:
    """A sandbox, and clients of it by SIRET."""

    def __init__(self, stack: ExitStack, door: str) -> None:
        habits = Habits(production_services=True)
        self.sandbox = stack.enter_context(Sandbox(clock=ManualClock(), habits=habits))
        self._stack = stack
        self._options = {"clock": self.sandbox.clock}
        if door == "in process":
            self._options["environment"] = self.sandbox.environment
            self._options["transport"] = self.sandbox.transport()
        else:
            self._options["environment"] = stack.enter_context(serve(self.sandbox)).environment

    def client(self, siret: str = SUPPLIER_SIRET) -> ChorusClient:
        made = ChorusClient(self.sandbox.credentials(siret), **self._options)
        return self._stack.enter_context(made)

    def api(self, siret: str = SUPPLIER_SIRET):
        return self.client(siret)._api


@pytest.fixture(params=["in process", "over HTTP"])
def world(request):
    with ExitStack() as stack:
        yield World(stack, request.param)


def test_reference_data_is_typed_and_asked_for_once(world):
    lists = ReferenceData(world.api())
    assert PaymentMeans.TRANSFER in lists.payment_means()
    assert len(lists.frameworks()) == 4
    assert {rate.code for rate in lists.vat_rates()} == {"TVA1", "TVA5", "TVA12", "TVA20"}
    assert InvoiceStatus.DEPOSITED in lists.statuses("FACTURE")
    assert lists.currencies(language="en") is not None
    world.sandbox.unsubscribe("transverses")
    assert PaymentMeans.TRANSFER in lists.payment_means()
    lists.refresh()
    with pytest.raises(AccessDeniedError):
        lists.payment_means()


def test_what_a_recipient_may_choose_is_told_to_recipients_alone(world):
    of_recipient = ReferenceData(world.api(RECIPIENT_SIRET))
    assert len(of_recipient.next_statuses(InvoiceStatus.MADE_AVAILABLE)) == 8
    with pytest.raises(RejectedRequestError):
        ReferenceData(world.api()).next_statuses(InvoiceStatus.MADE_AVAILABLE)


def test_a_file_is_handed_in_found_fetched_and_taken_away(world):
    attachments = Attachments(world.api())
    added = attachments.add(b"%PDF-1.7 devis", file_name="devis.pdf")
    (one,) = attachments.of_account(designation="devis")
    assert (one.id, one.extension) == (added.id, "PDF")
    assert attachments.download(AttachmentRequest.user()) == b"%PDF-1.7 devis"
    attachments.detach(one)
    assert list(attachments.of_account()) == []


def test_an_account_knows_what_submit_needs(world):
    account = Account(world.api())
    (own,) = account.supplier_structures()
    assert own.identifier == SUPPLIER_SIRET
    (bank,) = account.bank_accounts(own)
    assert bank.id > 0
    (membership,) = account.memberships()
    assert membership.structure_id == own.id
    assert [space.code for space in account.workspaces(own)] == [8]
    (same,) = account.workspace_structures()
    assert same.id == account.works_structures()[0].id == own.id
    recipient = Account(world.api(RECIPIENT_SIRET))
    assert len(list(recipient.service_memberships(RECIPIENT_SIRET))) == 3
    assert recipient.recipient_structures()[0].identifier == RECIPIENT_SIRET


def test_the_directory_is_searched_and_read_whole(world):
    directory = Directory(world.api())
    (state,) = directory.search(STATE_SIRET)
    assert "SFACETAT" in [one.code for one in directory.executing_services(state)]
    assert directory.state_services() == tuple(directory.executing_services(state, active=True))
    listed = [row for row in directory.rows() if isinstance(row, ListedStructure)]
    assert {row.identifier for row in listed} == {one.siret for one in directory.search()} | {
        "99900003700013"
    }
    assert directory.company(STATE_SIRET).siren == STATE_SIRET[:9]


def test_an_order_is_checked_before_it_is_invoiced(world):
    api = world.api()
    (own,) = Account(api).supplier_structures()
    commitments = Commitments(api)
    (ordered,) = commitments.search(own.id)
    assert commitments.find(own.id, "0000000000") is None
    details = commitments.fetch(ordered.number)
    assert sum(line.gross_total for line in details.lines) == ordered.gross_total


def test_works_are_found_by_supplier_and_contracting_authority(world):
    chorus = world.client()
    chorus.flows.deposit(
        sample_cii(sample_invoice(number="T-4", framework="A4")), file_name="t.xml"
    )
    world.sandbox.advance(60)
    (issued,) = Works(chorus._api).search(UserRole.SUPPLIER, WorksCriteria(number="T-4"))
    assert issued.type is WorksInvoiceType.DRAFT_MONTHLY_ACCOUNT
    of_recipient = Works(world.api(RECIPIENT_SIRET))
    (received,) = of_recipient.search(
        UserRole.CONTRACTING_AUTHORITY, WorksCriteria(framework="A4", downloaded=False)
    )
    assert received == issued
    assert list(of_recipient.search(UserRole.PROJECT_MANAGER)) == []


def test_the_repository_says_what_structures_say(world):
    chorus = world.client()
    organisations = Organisations(chorus._api)
    organisations.check()
    (state,) = organisations.search(Condition.equal("identifier", STATE_SIRET))
    details = chorus.structures.fetch(chorus.structures.find(STATE_SIRET))
    assert state.commitment_required == details.commitment_required
    assert state.service_code_required == details.service_code_required
    services = organisations.services(state)
    assert services == organisations.search_services(Condition.equal("organisation", state.uuid))
    assert organisations.fetch_service(services[0]) == services[0]
    with pytest.raises(NotFoundError):
        organisations.fetch("0" * 32)


def test_ones_own_files_and_parameters_are_in_the_repository(world):
    organisations = Organisations(world.api())
    own = organisations.fetch(SUPPLIER_SIRET)
    (file,) = organisations.attachments(own)
    assert len(organisations.download_attachment(own, file)) == file.size
    organisations.set_edi_parameters(own, reception=True, connection=True)
    assert organisations.fetch(own).receives_life_cycles is True
    with pytest.raises(AccessDeniedError):
        organisations.set_edi_parameters(STATE_SIRET, reception=True, connection=True)
