"""A supplier's days with Chorus Pro: good ones, and the others; through both doors."""

from __future__ import annotations

from contextlib import ExitStack

import pytest

from chorus_sdk import ChorusClient, Credentials, open_pivot, read
from chorus_sdk._clock import ManualClock
from chorus_sdk._http.waiting import Schedule
from chorus_sdk._secrets import Secret
from chorus_sdk.errors import (
    AccessDeniedError,
    FlowPartlyIntegratedError,
    FlowRejectedError,
    InvalidCredentialsError,
    OutcomeUnknownError,
    PlatformUnavailableError,
    RejectedRequestError,
    WaitTimeoutError,
)
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.data import RECIPIENT_SIRET, SERVICE_RECIPIENT_SIRET, STATE_SIRET
from chorus_sdk.sandbox.samples import (
    broken_facturx,
    sample_cii,
    sample_facturx,
    sample_invoice,
    sample_lot,
    sample_ubl,
)


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


@pytest.mark.parametrize("make", [sample_facturx, sample_cii, sample_ubl])
def test_an_invoice_goes_from_a_file_to_its_proven_delivery(world, make):
    _, chorus = world
    flow = chorus.flows.deposit(make())
    seen = []
    delivery = chorus.flows.wait_until_delivered(flow, on_step=lambda s: seen.append(s.status))
    assert [i.number for i in delivery.invoices] == ["F2026-0001"]
    assert delivery.invoices[0].recipient_identifier == RECIPIENT_SIRET
    assert str(delivery.invoices[0].gross_total) in ("134.40", "134.4")
    assert seen[-1] == "IN_INTEGRE"
    assert len(seen) == len(set(seen))


def test_what_is_acknowledged_and_lost_is_seen_and_explained(world):
    _, chorus = world
    flow = chorus.flows.deposit(broken_facturx(), allow_lost=True)
    with pytest.raises(FlowRejectedError) as caught:
        chorus.flows.wait_until_delivered(flow)
    (finding,) = caught.value.report.errors
    assert finding.location.invoice == "F2026-0002"
    assert "BT-81" in finding.message_fr
    assert list(chorus.invoices.search(flow_id=flow.id)) == []
    assert chorus.flows.report_pdf(flow).startswith(b"%PDF")


def test_a_lot_is_integrated_in_part_and_both_sides_are_named(world):
    _, chorus = world
    lot = sample_lot(
        {
            "good.xml": sample_ubl(sample_invoice(number="F-1")),
            "bad.xml": sample_ubl(sample_invoice(number="F-2", payment_means=None)),
            "good2.xml": sample_ubl(sample_invoice(number="F-3")),
        }
    )
    with pytest.raises(FlowPartlyIntegratedError) as caught:
        chorus.flows.wait_until_delivered(chorus.flows.deposit(lot, allow_lost=True))
    assert set(caught.value.delivered) == {"F-1", "F-3"}
    assert {f.location.invoice for f in caught.value.report.errors} == {"F-2"}


def test_the_same_number_twice_is_refused_at_integration(world):
    _, chorus = world
    chorus.flows.wait_until_delivered(chorus.flows.deposit(sample_ubl()))
    with pytest.raises(FlowRejectedError):
        chorus.flows.wait_until_delivered(chorus.flows.deposit(sample_cii()))
    assert chorus.invoices.search(number="F2026-0001").count() == 1


def test_a_lost_answer_is_not_a_second_deposit(world):
    sandbox, chorus = world
    sandbox.faults.lose_next_answer(path="deposer/flux")
    with pytest.raises(OutcomeUnknownError) as caught:
        chorus.flows.deposit(sample_facturx(), file_name="f.pdf")
    sandbox.advance(3600)
    (number,) = caught.value.fingerprint.invoice_numbers
    found = list(chorus.invoices.search(number=number))
    assert [i.number for i in found] == ["F2026-0001"]


def test_a_token_that_ends_while_waiting_is_renewed_without_a_word(world):
    sandbox, chorus = world
    flow = chorus.flows.deposit(sample_facturx())
    sandbox.expire_tokens()
    assert chorus.flows.wait_until_delivered(flow).invoices[0].number == "F2026-0001"


def test_a_wait_can_be_taken_up_again_by_number_in_another_process(world):
    _, chorus = world
    flow = chorus.flows.deposit(sample_facturx())
    with pytest.raises(WaitTimeoutError):
        chorus.flows.wait_until_delivered(flow, schedule=Schedule(total=1))
    assert chorus.flows.wait_until_delivered(flow.id).invoices[0].number == "F2026-0001"


def test_a_wrong_technical_account_is_named_as_the_culprit(world):
    sandbox, chorus = world
    chorus.check()
    sandbox.renew_password()
    with pytest.raises(InvalidCredentialsError):
        chorus.check()


def test_an_api_that_is_not_subscribed_is_a_denial(world):
    sandbox, chorus = world
    sandbox.unsubscribe("structures")
    with pytest.raises(AccessDeniedError):
        chorus.structures.find(RECIPIENT_SIRET)
    assert list(chorus.invoices.search()) == []


def test_recipients_say_what_they_demand(world):
    _, chorus = world
    demands = {}
    for siret in (RECIPIENT_SIRET, SERVICE_RECIPIENT_SIRET, STATE_SIRET):
        structure = chorus.structures.find(siret)
        details = chorus.structures.fetch(structure)
        demands[siret] = (details.service_code_required, details.commitment_required)
        assert details.is_public
    assert demands == {
        RECIPIENT_SIRET: (False, False),
        SERVICE_RECIPIENT_SIRET: (True, False),
        STATE_SIRET: (True, True),
    }
    codes = {s.code for s in chorus.structures.services(chorus.structures.find(STATE_SIRET))}
    assert "SFACETAT" in codes


def test_a_recipient_that_demands_a_service_rejects_without_and_takes_with(world):
    _, chorus = world
    without = sample_invoice(number="F-1", recipient=SERVICE_RECIPIENT_SIRET)
    with_it = sample_invoice(
        number="F-2", recipient=SERVICE_RECIPIENT_SIRET, service_code="SERVICE_DEST_SERV_OBL"
    )
    with pytest.raises(FlowRejectedError):
        chorus.flows.wait_until_delivered(
            chorus.flows.deposit(sample_cii(without), allow_lost=True)
        )
    delivery = chorus.flows.wait_until_delivered(chorus.flows.deposit(sample_cii(with_it)))
    assert delivery.invoices[0].service_code == "SERVICE_DEST_SERV_OBL"


def test_the_history_moves_with_time(world):
    sandbox, chorus = world
    invoice = chorus.flows.wait_until_delivered(chorus.flows.deposit(sample_ubl())).invoices[0]
    sandbox.advance(86_400)
    history = chorus.invoices.history(invoice)
    assert [str(entry.status) for entry in history][:3] == [
        "DEPOSEE",
        "EN_COURS_ACHEMINEMENT",
        "MISE_A_DISPOSITION",
    ]
    assert [e.at for e in history] == sorted(e.at for e in history)
    with pytest.raises(RejectedRequestError):
        chorus.invoices.history(invoice.id + 1000)


def test_search_goes_past_the_platforms_own_ten_and_two_hundred(world):
    _, chorus = world
    lot = {f"{n}.xml": sample_ubl(sample_invoice(number=f"F-{n:03}")) for n in range(205)}
    flow = chorus.flows.deposit(sample_lot(lot))
    delivery = chorus.flows.wait_until_delivered(flow)
    assert len(delivery.invoices) == 205
    assert len({i.id for i in chorus.invoices.search(page_size=7)}) == 205


def test_the_pivot_holds_the_original_and_a_readable_copy_that_is_data_again(world, tmp_path):
    _, chorus = world
    content = sample_ubl()
    delivery = chorus.flows.wait_until_delivered(chorus.flows.deposit(content))
    pivot = chorus.invoices.download_pivot(delivery.invoices)
    with open_pivot(pivot) as flow:
        (item,) = flow
        saved = {a.role.value: a.save(tmp_path) for a in item.attachments}
        categories = {a.role.value: a.category for a in item.attachments}
    assert item.invoice_number == "F2026-0001"
    assert saved["original"].read_bytes() == content
    assert categories["readable-copy"] == "DUPLICATA FACTUR-X"
    assert saved["readable-copy"].name.startswith("PJP00XFAC")
    copy = read(saved["readable-copy"])
    assert (copy.number, copy.totals.with_vat) == ("F2026-0001", read(content).totals.with_vat)


def test_maintenance_is_said_to_be_maintenance(world):
    sandbox, chorus = world
    chorus.check()
    sandbox.faults.maintenance(on=True)
    with pytest.raises(PlatformUnavailableError):
        list(chorus.invoices.search())
    sandbox.faults.maintenance(on=False)
    assert list(chorus.invoices.search()) == []


def test_wrong_application_credentials_end_at_the_token():
    with Sandbox(clock=ManualClock()) as sandbox:
        account = sandbox.technical_account
        wrong = Credentials.of(
            client_id=sandbox.application.client_id,
            client_secret=Secret("wrong"),
            technical_login=account.login,
            technical_password=account.password,
        )
        with (
            ChorusClient(
                wrong, environment=sandbox.environment, transport=sandbox.transport()
            ) as chorus,
            pytest.raises(InvalidCredentialsError),
        ):
            chorus.check()
