"""Integrated is a word; found by search is the proof."""

from __future__ import annotations

import pytest

from chorus_sdk.errors import (
    DeliveryNotProvenError,
    FlowPartlyIntegratedError,
    FlowRejectedError,
)
from chorus_sdk.services.delivery import failure, is_complete, missing_numbers
from chorus_sdk.services.flow_status import FlowStatus
from chorus_sdk.services.flow_values import Flow, IntegrationReport, RejectedInvoice
from chorus_sdk.services.issued import IssuedInvoice

FLOW = Flow(id="CPP1", invoice_numbers=("F-1", "F-2"))


def report(status: str, *refused: str) -> IntegrationReport:
    return IntegrationReport(
        flow_id="CPP1",
        status=FlowStatus(status),
        invoice_errors=tuple(RejectedInvoice(number=n, text="motif") for n in refused),
    )


def seen(*numbers: str) -> tuple[IssuedInvoice, ...]:
    return tuple(IssuedInvoice(id=i, number=n) for i, n in enumerate(numbers))


def test_integrated_and_all_found_is_delivered():
    assert failure(FLOW, report("IN_INTEGRE"), seen("F-2", "F-1")) is None


@pytest.mark.parametrize("found", [(), ("F-1",), ("F-9",)])
def test_integrated_but_not_all_found_is_a_silent_loss_said_aloud(found):
    error = failure(FLOW, report("IN_INTEGRE"), seen(*found))
    assert type(error) is DeliveryNotProvenError
    assert error.missing == tuple(n for n in FLOW.invoice_numbers if n not in found)
    codes = [f.code for f in error.report]
    assert codes == ["CPRO-NOT-FOUND"] * len(error.missing)


def test_a_number_that_two_suppliers_share_in_one_lot_is_looked_for_twice():
    lot = Flow(id="CPP1", invoice_numbers=("F-1", "F-1"))
    error = failure(lot, report("IN_INTEGRE"), seen("F-1"))
    assert type(error) is DeliveryNotProvenError
    assert error.missing == ("F-1",)
    assert failure(lot, report("IN_INTEGRE"), seen("F-1", "F-1")) is None
    assert missing_numbers(lot, report("IN_INTEGRE_PARTIEL", "F-1"), seen("F-1")) == ()


def test_without_known_numbers_anything_found_is_proof_and_nothing_is_none():
    unknown = Flow(id="CPP1")
    assert failure(unknown, report("IN_INTEGRE"), seen("X")) is None
    assert type(failure(unknown, report("IN_INTEGRE"), ())) is DeliveryNotProvenError


@pytest.mark.parametrize("status", ["IN_REJETE", "IN_INCIDENTE", "QP_IRRECEVABLE"])
def test_a_rejected_flow_quotes_its_reasons(status):
    error = failure(FLOW, report(status, "F-1"), ())
    assert type(error) is FlowRejectedError
    assert error.status == status
    assert [f.message_fr for f in error.report] == ["motif"]


def test_a_partly_integrated_flow_names_both_sides():
    error = failure(FLOW, report("IN_INTEGRE_PARTIEL", "F-1"), seen("F-2"))
    assert type(error) is FlowPartlyIntegratedError
    assert error.delivered == ("F-2",)
    assert [f.location.invoice for f in error.report] == ["F-1"]


def test_a_partly_integrated_flow_also_names_what_is_neither_refused_nor_found():
    error = failure(FLOW, report("IN_INTEGRE_PARTIEL", "F-1"), ())
    assert [(f.code, f.location.invoice) for f in error.report] == [
        ("CPRO-REJECTED", "F-1"),
        ("CPRO-NOT-FOUND", "F-2"),
    ]


def test_errors_listed_beside_the_word_integrated_count():
    assert (
        type(failure(FLOW, report("IN_INTEGRE", "F-1"), seen("F-2"))) is FlowPartlyIntegratedError
    )


def test_what_was_refused_is_not_missing():
    partly = report("IN_INTEGRE_PARTIEL", "F-1")
    assert missing_numbers(FLOW, partly, seen("F-2")) == ()
    assert is_complete(FLOW, partly, seen("F-2"))
    assert not is_complete(FLOW, partly, ())
