"""Many files in few deposits: packed by syntax and limits, one result a file, in order."""

from __future__ import annotations

import base64
import io
import json
import random
import tarfile
from dataclasses import replace

import pytest
from scripted import refusal, success

from chorus_sdk import ChorusClient
from chorus_sdk._clock import ManualClock
from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk.errors import (
    AuthenticationError,
    ConnectionFailedError,
    FlowRejectedError,
    InvalidInvoiceError,
    LimitExceededError,
    OutcomeUnknownError,
    RejectedRequestError,
    UnknownFormatError,
)
from chorus_sdk.invoice.attachments import Attachment, SupportingDocument
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice, sample_lot, sample_ubl
from chorus_sdk.services.deposits import pack
from chorus_sdk.services.lot_packing import Batch, Packed, pack_lot, within
from chorus_sdk.services.lot_values import LotResult, LotResults


@pytest.fixture
def sandbox():
    with Sandbox(clock=ManualClock()) as made:
        yield made


@pytest.fixture
def chorus(sandbox):
    with ChorusClient(
        sandbox.credentials(),
        environment=sandbox.environment,
        transport=sandbox.transport(),
        clock=sandbox.clock,
    ) as client:
        yield client


def deposited(desk) -> list[dict]:
    sent = [json.loads(r.open_body()) for r in desk.transport.requests]
    return [one for one in sent if "fichierFlux" in one]


def members(body: dict) -> list[str]:
    content = base64.b64decode(body["fichierFlux"])
    with tarfile.open(fileobj=io.BytesIO(content), mode="r:gz") as archive:
        return archive.getnames()


def taken(number: int) -> HttpResponse:
    return success(numeroFluxDepot=f"CPP{number}", dateDepot="2026-11-23")


def cii(number: str, **changes) -> bytes:
    return sample_cii(sample_invoice(number=number, **changes))


def ready(number: str) -> Packed:
    return Packed(place=0, name=number, parcel=pack(cii(number)))


def test_files_of_one_syntax_go_together_and_results_keep_their_order(desk, tmp_path):
    files = []
    for place, content in enumerate([cii("F-1"), sample_ubl(), cii("F-2")]):
        files.append(tmp_path / f"{place}.xml")
        files[-1].write_bytes(content)
    desk.says(taken(1), taken(2))
    results = desk.flows.deposit_many(files, name="envoi")
    lot, alone = deposited(desk)
    assert (lot["nomFichier"], lot["syntaxeFlux"]) == ("envoi-001.tar.gz", "IN_DP_E1_CII_16B")
    assert members(lot) == ["0.xml", "2.xml"]
    assert (alone["nomFichier"], alone["syntaxeFlux"]) == ("1.xml", "IN_DP_E1_UBL_INVOICE")
    assert base64.b64decode(alone["fichierFlux"]) == sample_ubl()
    assert [one.flow.id for one in results] == ["CPP1", "CPP2", "CPP1"]
    assert [one.numbers for one in results] == [("F-1",), ("F2026-0001",), ("F-2",)]
    assert [one.file_name for one in results] == ["0.xml", "1.xml", "2.xml"]
    assert [flow.id for flow in results.flows] == ["CPP1", "CPP2"]
    results.raise_if_failed()


def test_a_batch_has_room_for_so_many_invoices_and_bytes():
    one, two = ready("F-1"), ready("F-2")
    batch = Batch()
    assert batch.has_room_for(one, invoices=1, size=1)
    batch.add(one)
    assert batch.has_room_for(two, invoices=2, size=10_000_000)
    assert not batch.has_room_for(two, invoices=1, size=10_000_000)
    assert not batch.has_room_for(two, invoices=2, size=batch.size)
    assert not batch.has_room_for(one, invoices=9, size=10_000_000)


def test_a_lot_stays_below_ten_megabytes(desk):
    noise = random.Random(7)
    heavy = []
    for place in range(4):
        file = Attachment(content=noise.randbytes(2_900_000), mime_code="text/csv", file_name="a")
        document = SupportingDocument(reference="A", attachment=file)
        invoice = sample_invoice(number=f"F-{place}")
        heavy.append(sample_cii(invoice.model_copy(update={"supporting_documents": (document,)})))
    desk.says(taken(1), taken(2))
    results = desk.flows.deposit_many(heavy, allow_lost=True)
    sizes = [len(base64.b64decode(body["fichierFlux"])) for body in deposited(desk)]
    assert len(sizes) == 2
    assert max(sizes) <= 10_000_000
    assert not results.failed


def test_a_lot_that_packs_well_is_still_bounded_unpacked():
    heavy = replace(ready("F-1").parcel, content=bytes(60_000_000), invoices=())
    batch = Batch()
    batch.add(Packed(place=0, name="a", parcel=heavy))
    room = {"invoices": 500, "size": 10_000_000}
    assert not batch.has_room_for(Packed(place=1, name="b", parcel=heavy), **room)
    assert batch.has_room_for(ready("F-2"), **room)


def test_what_is_too_big_after_all_is_halved_and_nothing_is_left_out():
    files = [ready(f"F-{n}") for n in range(4)]
    whole = len(pack_lot(files))
    assert [len(part) for part, _ in within(files, whole)] == [4]
    assert [len(part) for part, _ in within(files, whole - 1)] == [2, 2]
    alone = list(within(files, 1))
    assert [part for part, _ in alone] == [(one,) for one in files]
    assert [content for _, content in alone] == [one.parcel.content for one in files]
    assert list(within([], 1)) == []


def test_names_in_a_lot_are_told_apart_and_the_same_files_make_the_same_bytes(desk):
    files = [cii("F-1"), cii("F-2"), cii("F-3")]
    desk.says(taken(1), taken(2))
    desk.flows.deposit_many(files)
    desk.flows.deposit_many(files)
    first, second = deposited(desk)
    assert members(first) == ["facture.xml", "facture-2.xml", "facture-3.xml"]
    assert first["fichierFlux"] == second["fichierFlux"]


def test_what_is_known_to_be_refused_stays_out_and_stops_nothing(desk, tmp_path):
    desk.says(taken(1))
    missing = tmp_path / "none.xml"
    results = desk.flows.deposit_many(
        [b"no invoice", cii("F-1"), cii("F-2", payment_means=None), missing, b"x" * 10_000_001]
    )
    errors = [type(one.error) for one in results]
    assert errors[0] is UnknownFormatError
    assert results[1].error is None
    assert issubclass(errors[2], InvalidInvoiceError)
    assert errors[3:] == [FileNotFoundError, LimitExceededError]
    assert [one.place for one in results.failed] == [0, 2, 3, 4]
    assert len(deposited(desk)) == 1


def test_a_lot_that_was_given_is_deposited_as_it_is(desk):
    given = sample_lot({"a.xml": cii("F-2"), "b.xml": cii("F-3")})
    desk.says(taken(1), taken(2), taken(3))
    results = desk.flows.deposit_many([cii("F-1"), given, cii("F-4")])
    assert [one.flow.id for one in results] == ["CPP1", "CPP2", "CPP3"]
    assert base64.b64decode(deposited(desk)[1]["fichierFlux"]) == given
    assert results[1].numbers == ("F-2", "F-3")


def test_two_invoices_of_one_number_never_share_a_flow(desk):
    desk.says(taken(1), taken(2))
    results = desk.flows.deposit_many([cii("F-1"), cii("F-1")])
    assert [one.flow.id for one in results] == ["CPP1", "CPP2"]


def test_two_suppliers_invoices_of_one_number_never_share_a_flow(desk):
    desk.says(taken(1), taken(2))
    results = desk.flows.deposit_many([cii("F-1"), cii("F-1", supplier="99900001100018")])
    assert [one.flow.id for one in results] == ["CPP1", "CPP2"]


def test_all_errors_are_raised_together_and_name_their_files(desk):
    desk.says(refusal(20001, "GDP_MSG_11.022"))
    results = desk.flows.deposit_many([b"no", cii("F-1"), cii("F-2")])
    for _ in range(2):
        with pytest.raises(ExceptionGroup) as caught:
            results.raise_if_failed()
    unknown, refused = caught.value.exceptions
    assert isinstance(unknown, UnknownFormatError)
    assert unknown.__notes__ == ["File 1: file 1"]
    assert isinstance(refused, RejectedRequestError)
    assert refused.__notes__ == ["File 2: file 2", "File 3: file 3"]


def test_a_lost_answer_is_the_fate_of_the_whole_lot_and_of_no_other(desk):
    desk.says(HttpResponse(status=502), taken(2))
    results = desk.flows.deposit_many([cii("F-1"), cii("F-2"), sample_ubl()])
    assert isinstance(results[0].error, OutcomeUnknownError)
    assert results[0].error is results[1].error
    assert results[0].error.fingerprint.invoice_numbers == ("F-1", "F-2")
    assert results[2].flow.id == "CPP2"


def test_a_refused_login_is_not_tried_again(desk):
    desk.says(HttpResponse(status=401), HttpResponse(status=401))
    results = desk.flows.deposit_many([cii("F-1"), sample_ubl()])
    assert all(isinstance(one.error, AuthenticationError) for one in results)
    assert len(deposited(desk)) == 2  # the first, and once more with a new token


def test_a_connection_that_fails_is_an_error_of_its_files(desk):
    desk.says(*[ConnectionFailedError("down")] * 20)
    (one,) = desk.flows.deposit_many([cii("F-1")])
    assert isinstance(one.error, ConnectionFailedError)
    assert one.flow is None


def test_nothing_to_deposit_is_nothing_deposited(desk):
    assert len(desk.flows.deposit_many([])) == 0
    LotResults(()).raise_if_failed()


def test_a_lot_is_told_file_by_file_when_it_is_integrated_in_part(chorus):
    files = [cii("F-1"), cii("F-2", payment_means=None), cii("F-3")]
    deposited = chorus.flows.deposit_many(files, allow_lost=True)
    first, second, third = chorus.flows.wait_for_many(deposited)
    assert [invoice.number for invoice in first.invoices] == ["F-1"]
    assert [invoice.number for invoice in third.invoices] == ["F-3"]
    assert not first.has_failed
    assert isinstance(second.error, FlowRejectedError)
    assert {finding.location.invoice for finding in second.error.report} == {"F-2"}
    assert second.invoices == ()


def test_a_lot_that_is_rejected_as_a_whole_fails_every_file(sandbox, chorus):
    sandbox.reject_next()
    deposited = chorus.flows.deposit_many([cii("F-1"), cii("F-2")])
    results = chorus.flows.wait_for_many(deposited)
    assert all(isinstance(one.error, FlowRejectedError) for one in results)


def test_five_hundred_and_one_invoices_make_two_flows(sandbox, chorus):
    files = [sample_ubl(sample_invoice(number=f"F-{n:03}")) for n in range(501)]
    results = chorus.flows.wait_for_many(chorus.flows.deposit_many(files, allow_lost=True))
    assert len(results.flows) == 2
    assert [one.invoices[0].number for one in results] == [f"F-{n:03}" for n in range(501)]


def test_a_result_without_a_flow_stays_as_it_is(desk):
    one = LotResult(place=0, file_name="a", error=ValueError("x"))
    assert list(desk.flows.wait_for_many([one])) == [one]
