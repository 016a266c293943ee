"""Deposit, follow, proof: what is sent, what is believed, and what is never taken on trust."""

from __future__ import annotations

import base64
import hashlib

import pytest
from scripted import answer, refusal, success

from chorus_sdk._http.waiting import Schedule
from chorus_sdk.errors import (
    DeliveryNotProvenError,
    FlowRejectedError,
    LimitExceededError,
    NotFoundError,
    OutcomeUnknownError,
    TransportError,
    UnknownFormatError,
    WaitTimeoutError,
    WouldBeLostError,
)
from chorus_sdk.sandbox.samples import (
    broken_facturx,
    sample_cii,
    sample_invoice,
    sample_lot,
    sample_ubl,
)
from chorus_sdk.services.flow_values import Flow

UBL = sample_ubl()
DEPOSITED = success(
    numeroFluxDepot="CPP0011100000000000000001",
    dateDepot="2026-11-23",
    syntaxeFlux="IN_DP_E1_UBL_INVOICE",
)
NOT_YET = refusal(20001, "POQ_MSG_01.003")
FLOW = Flow(id="CPP1", invoice_numbers=("F2026-0001",))


def state(value: str, **more):
    return success(etatCourantDepotFlux=value, **more)


def found(*numbers: str):
    lines = [{"identifiantFactureCPP": i, "numeroFacture": n} for i, n in enumerate(numbers, 1)]
    return success(listeFactures=lines, parametresRetour={"pages": 1, "total": len(lines)})


def test_a_deposit_is_exact_on_the_wire(desk):
    desk.says(DEPOSITED)
    flow = desk.flows.deposit(UBL, file_name="facture.xml")
    assert desk.paths == ["/cpro/factures/v1/deposer/flux"]
    assert desk.transport.sent_json() == {
        "fichierFlux": base64.b64encode(UBL).decode(),
        "nomFichier": "facture.xml",
        "syntaxeFlux": "IN_DP_E1_UBL_INVOICE",
        "avecSignature": False,
    }
    assert flow.id == "CPP0011100000000000000001"
    assert flow.invoice_numbers == ("F2026-0001",)
    assert flow.sha256 == hashlib.sha256(UBL).hexdigest()
    assert str(flow.deposited_on) == "2026-11-23"


def test_a_path_gives_its_name_and_bytes_get_one_with_an_extension(desk, tmp_path):
    path = tmp_path / "ma facture.xml"
    path.write_bytes(UBL)
    desk.says(DEPOSITED, DEPOSITED)
    desk.flows.deposit(path)
    assert desk.transport.sent_json()["nomFichier"] == "ma facture.xml"
    desk.flows.deposit(UBL)
    assert desk.transport.sent_json()["nomFichier"] == "facture.xml"


def test_a_lot_has_the_syntax_of_its_files_and_all_their_numbers(desk):
    files = {f"{n}.xml": sample_ubl(sample_invoice(number=n)) for n in ("F-1", "F-2")}
    desk.says(DEPOSITED)
    flow = desk.flows.deposit(sample_lot(files))
    assert desk.transport.sent_json()["syntaxeFlux"] == "IN_DP_E1_UBL_INVOICE"
    assert desk.transport.sent_json()["nomFichier"].endswith(".tar.gz")
    assert flow.invoice_numbers == ("F-1", "F-2")


@pytest.mark.parametrize("content", [b"%PDF-1.4 nothing", b"plain text", b"", b"PK\x03\x04"])
def test_what_the_platform_does_not_take_is_not_sent(desk, content):
    with pytest.raises(UnknownFormatError):
        desk.flows.deposit(content)
    assert desk.transport.requests == []


def test_limits_are_known_before_sending(desk):
    with pytest.raises(LimitExceededError) as caught:
        desk.flows.deposit(UBL + b" " * 10_000_000)
    assert caught.value.maximum == 10_000_000
    with pytest.raises(LimitExceededError):
        desk.flows.deposit(UBL, file_name="x" * 197 + ".xml")
    assert desk.transport.requests == []


@pytest.mark.parametrize(
    "loss",
    [TransportError("lost"), answer(502), answer(200, b"{"), success(dateDepot="2026-11-23")],
)
def test_a_lost_answer_says_what_to_search_for_and_sends_nothing_again(desk, loss):
    desk.says(loss)
    with pytest.raises(OutcomeUnknownError) as caught:
        desk.flows.deposit(UBL, file_name="f.xml")
    fingerprint = caught.value.fingerprint
    assert (fingerprint.operation, fingerprint.file_name) == ("flows.deposit", "f.xml")
    assert fingerprint.invoice_numbers == ("F2026-0001",)
    assert fingerprint.sha256 == hashlib.sha256(UBL).hexdigest()
    assert fingerprint.sent_at == desk.clock.now()
    assert len(desk.transport.requests) == 1


def test_following_yields_each_state_once_up_to_the_end(desk):
    desk.says(NOT_YET, state("IN_RECU"), state("IN_RECU"), state("IN_NEU"), state("IN_REJETE"))
    steps = list(desk.flows.follow("CPP1"))
    assert [s.status and s.status.value for s in steps] == [None, "IN_RECU", "IN_NEU", "IN_REJETE"]
    assert steps[-1].is_final
    assert desk.transport.sent_json() == {"numeroFluxDepot": "CPP1"}


def test_a_flow_that_never_shows_is_unknown_rather_than_waited_for(desk):
    desk.says(*[NOT_YET] * 100)
    with pytest.raises(NotFoundError):
        list(desk.flows.follow("CPP1", schedule=Schedule(total=10_000)))
    assert 900 < desk.clock.monotonic() <= 960 + 60


def test_time_over_is_an_error_that_can_be_taken_up_again(desk):
    desk.says(*[state("IN_RECU")] * 50)
    with pytest.raises(WaitTimeoutError) as caught:
        list(desk.flows.follow("CPP1", schedule=Schedule(total=100)))
    assert (caught.value.last_status, caught.value.flow_id) == ("IN_RECU", "CPP1")
    assert caught.value.waited == 100


def test_an_interrupt_leaves_the_flows_number(desk):
    desk.says(state("IN_RECU"))
    iterator = desk.flows.follow("CPP1")
    next(iterator)
    with pytest.raises(KeyboardInterrupt) as caught:
        iterator.throw(KeyboardInterrupt())
    assert "CPP1" in caught.value.__notes__[0]


def test_delivery_is_integration_and_search_together(desk):
    desk.says(state("IN_INTEGRE"), found("F2026-0001"))
    delivery = desk.flows.wait_until_delivered(FLOW)
    assert [i.number for i in delivery.invoices] == ["F2026-0001"]
    assert delivery.flow is FLOW
    assert desk.paths == [
        "/cpro/transverses/v1/consulterCRDetaille",
        "/cpro/factures/v1/rechercher/fournisseur",
    ]
    assert desk.transport.sent_json()["numeroFluxDepot"] == "CPP1"


def test_search_may_lag_behind_integration(desk):
    desk.says(state("IN_INTEGRE"), found(), refusal(20000, "TRA_MSG_00.015"), found("F2026-0001"))
    assert desk.flows.wait_until_delivered(FLOW).invoices[0].id == 1


def test_integrated_but_never_found_is_an_error_not_a_success(desk):
    desk.says(state("IN_INTEGRE"), *[found()] * 40)
    with pytest.raises(DeliveryNotProvenError) as caught:
        desk.flows.wait_until_delivered(FLOW)
    assert caught.value.missing == ("F2026-0001",)


def test_a_rejected_flow_is_not_searched_for_and_quotes_why(desk):
    error = {"numeroDP": "F2026-0001", "libelleErreurDP": "motif 1|motif 2"}
    desk.says(state("IN_RECU"), state("IN_REJETE", listeErreurDP=error))
    seen = []
    with pytest.raises(FlowRejectedError) as caught:
        desk.flows.wait_until_delivered(FLOW, on_step=seen.append)
    assert [f.message_fr for f in caught.value.report] == ["motif 1", "motif 2"]
    assert [s.status.value for s in seen] == ["IN_RECU", "IN_REJETE"]
    assert len(desk.transport.requests) == 2


def test_the_report_as_a_pdf_is_a_file(desk):
    desk.says(success(fichierCR=base64.b64encode(b"%PDF-1.4").decode(), etatCourantFlux="IN_RECU"))
    assert desk.flows.report_pdf("CPP1") == b"%PDF-1.4"
    assert desk.paths == ["/cpro/transverses/v1/consulterCR"]


def test_an_unreadable_invoice_is_still_deposited_for_the_platform_to_judge(desk):
    cut = UBL[: len(UBL) // 2]
    desk.says(DEPOSITED)
    assert desk.flows.deposit(cut, allow_lost=True).invoice_numbers == ()


@pytest.mark.parametrize(
    ("content", "verdict"),
    [
        (UBL[: len(UBL) // 2], "rejected"),
        (sample_cii(sample_invoice(number="F" * 21)), "rejected"),
        (broken_facturx(), "lost-in-silence"),
    ],
)
def test_what_is_known_to_be_lost_is_not_sent_unless_told_otherwise(desk, content, verdict):
    with pytest.raises(WouldBeLostError) as caught:
        desk.flows.deposit(content)
    assert caught.value.verdict == verdict
    assert caught.value.report.errors
    assert caught.value.ways_out
    assert desk.transport.requests == []
    desk.says(DEPOSITED)
    assert desk.flows.deposit(content, allow_lost=True).id == "CPP0011100000000000000001"
