"""Following one invoice: its history, its status, and waiting for one."""

from __future__ import annotations

import pytest
from scripted import success
from wire import Wire

from chorus_sdk._http.waiting import Schedule
from chorus_sdk.errors import (
    StatusNotReachedError,
    StatusWaitTimeoutError,
    UnexpectedResponseError,
)
from chorus_sdk.services.invoice_following import InvoiceFollowing
from chorus_sdk.services.invoice_status import InvoiceStatus
from chorus_sdk.services.received_values import ReceivedInvoice


@pytest.fixture
def wire() -> Wire:
    return Wire.new()


@pytest.fixture
def following(wire) -> InvoiceFollowing:
    return InvoiceFollowing(wire.api, wire.api.clock)


def now(status: str):
    return success(idFacture=31, statutCourantCode=status)


def test_the_present_status_is_read_from_the_history_alone(wire, following):
    wire.says(now("COMPLETEE"))
    assert following.status(ReceivedInvoice(id=31)) is InvoiceStatus.COMPLETED
    assert wire.sent == [("POST", "/cpro/factures/v1/consulter/historique")]
    assert wire.body == {"idFacture": 31}


def test_an_answer_without_a_status_is_outside_the_contract(wire, following):
    wire.says(success(idFacture=31))
    with pytest.raises(UnexpectedResponseError) as caught:
        following.status(31)
    assert caught.value.field == "statutCourantCode"


def test_the_history_is_given_oldest_first(wire, following):
    entries = [
        {
            "histoStatutId": number,
            "histoStatutCode": code,
            "histoStatutDatePassage": "2026-11-23 10:00",
        }
        for number, code in ((2, "REJETEE"), (1, "DEPOSEE"))
    ]
    wire.says(success(historiquesDesStatuts={"histoStatut": entries, "pagesHistoStatut": 1}))
    assert [entry.status for entry in following.history(31)] == ["DEPOSEE", "REJETEE"]
    assert wire.body == {
        "idFacture": 31,
        "paramRechercheHistoStatuts": {
            "pageResultatDemandeeListeHistoStatut": 1,
            "nbResultatsParPageListeHistoStatut": 100,
        },
    }


def test_a_wait_ends_with_the_first_wanted_status_and_tells_each_once(wire, following):
    wire.says(now("SUSPENDUE"), now("SUSPENDUE"), now("COMPLETEE"))
    seen = []
    reached = following.wait_until(31, "COMPLETEE", "REJETEE", on_status=seen.append)
    assert reached is InvoiceStatus.COMPLETED
    assert seen == ["SUSPENDUE", "COMPLETEE"]
    assert wire.api.clock.monotonic() == 30 + 45


def test_a_wait_that_can_never_end_well_ends_at_once(wire, following):
    wire.says(now("REJETEE"))
    with pytest.raises(StatusNotReachedError) as caught:
        following.wait_until(31, InvoiceStatus.IN_PAYMENT)
    assert (caught.value.invoice_id, caught.value.status) == (31, "REJETEE")


def test_a_wait_stops_at_its_total_and_can_be_taken_up_again(wire, following):
    wire.says(now("SUSPENDUE"), now("SUSPENDUE"), now("COMPLETEE"))
    short = Schedule(first=5, total=5)
    with pytest.raises(StatusWaitTimeoutError) as caught:
        following.wait_until(31, "COMPLETEE", schedule=short)
    assert (caught.value.invoice_id, caught.value.status) == (31, "SUSPENDUE")
    assert caught.value.waited == 5
    assert isinstance(caught.value, TimeoutError)
    assert following.wait_until(31, "COMPLETEE") is InvoiceStatus.COMPLETED


def test_a_wait_for_nothing_is_a_mistake(wire, following):
    with pytest.raises(ValueError):
        following.wait_until(31)
    assert wire.sent == []
