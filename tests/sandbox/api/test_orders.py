"""The sandbox's own addresses: time, faults and refusals for tests in any language."""

from __future__ import annotations

import contextlib
import json

import pytest
import requests

from chorus_sdk._http.exchange import HttpRequest
from chorus_sdk._http.requests_transport import RequestsTransport
from chorus_sdk.errors import TransportError
from chorus_sdk.sandbox.http import serve
from chorus_sdk.sandbox.qualification import (
    APPROVER_SIRET,
    CONTRACTING_AUTHORITY_SIRET,
    PROJECT_MANAGER_SIRET,
)
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice
from chorus_sdk.sandbox.web import WebRequest


@pytest.fixture
def order(sandbox):
    """Give an order; return its status and what was said."""

    def give(place: str, body: object = None, *, method: str = "POST") -> tuple[int, dict]:
        raw = b"" if body is None else json.dumps(body).encode()
        response = sandbox.handle(WebRequest(method=method, path=f"/sandbox/{place}", body=raw))
        return response.status, json.loads(response.body)

    return give


def statuses(caller, times: int) -> list[int]:
    return [caller.post("search").status for _ in range(times)]


PLANTED = [
    ({"kind": "fail"}, [502, 200]),
    ({"kind": "fail", "status": 504, "times": 2}, [504, 504]),
    ({"kind": "fail", "afterEffect": True}, [502, 200]),
    ({"kind": "limit", "times": 2}, [429, 429]),
    ({"kind": "limit", "path": "rechercher/fournisseur"}, [429, 200]),
    ({"kind": "limit", "path": "deposer/flux"}, [200, 200]),
    ({"kind": "slow", "seconds": 5}, [200, 200]),
    ({"kind": "maintenance"}, [503, 503]),
    ({"kind": "maintenance", "on": False}, [200, 200]),
]


@pytest.mark.parametrize(("fault", "seen"), PLANTED)
def test_a_fault_is_planted_and_happens(caller, order, fault, seen):
    caller.headers()
    status, _ = order("faults", fault)
    assert status == 200
    assert statuses(caller, 2) == seen


def test_what_waits_is_told_and_forgotten(order):
    order("faults", {"kind": "limit", "times": 3})
    order("faults", {"kind": "maintenance"})
    assert order("faults", method="GET") == (200, {"waiting": 3, "maintenance": True})
    assert order("faults", method="DELETE") == (200, {"waiting": 0, "maintenance": False})


def test_a_retry_after_is_the_one_that_was_ordered(caller, order):
    caller.headers()
    order("faults", {"kind": "limit", "retryAfter": 17})
    assert caller.post("search").headers.get("retry-after") == "17"


def test_a_slow_answer_is_late_on_the_sandboxs_clock(sandbox, caller, order):
    caller.headers()
    before = sandbox.clock.now()
    order("faults", {"kind": "slow", "seconds": 90})
    caller.post("search")
    assert (sandbox.clock.now() - before).total_seconds() == 90


def test_tokens_end_on_demand(caller, order):
    caller.headers()
    order("faults", {"kind": "expire-tokens"})
    assert statuses(caller, 1) == [401]


@pytest.mark.parametrize(
    ("fault", "deposits"),
    [
        ({"kind": "lose-answer"}, 1),
        ({"kind": "lose-answer", "when": "after-effect"}, 1),
        ({"kind": "lose-answer", "when": "before-effect"}, 0),
        ({"kind": "cut-answer"}, 1),
        ({"kind": "fail"}, 0),
        ({"kind": "fail", "status": 504, "afterEffect": True}, 1),
    ],
)
def test_a_fault_has_the_effect_that_it_says(sandbox, caller, order, fault, deposits):
    caller.headers()
    order("faults", {**fault, "path": "deposer/flux"})
    transport = sandbox.transport()
    caller.send = lambda request: transport.send(
        HttpRequest(
            method=request.method,
            url=f"{sandbox.environment.api_url}{request.path}",
            headers=dict(request.headers),
            body=request.body,
        )
    )
    with contextlib.suppress(TransportError, AssertionError):
        caller.deposit_xml(sample_cii())
    assert order("state", method="GET")[1]["flows"] == deposits


def test_a_cut_answer_ends_in_the_middle_of_its_body(sandbox, caller):
    with serve(sandbox) as server:
        url = f"{server.base_url}/cpro/factures/v1/rechercher/fournisseur"
        sandbox.faults.cut_next_answer(path="rechercher/fournisseur")
        with pytest.raises(requests.exceptions.ChunkedEncodingError):
            requests.post(url, data=b"{}", headers=caller.headers(), timeout=5)
        sandbox.faults.cut_next_answer(path="rechercher/fournisseur")
        transport = RequestsTransport()
        with pytest.raises(TransportError):
            transport.send(
                HttpRequest(method="POST", url=url, headers=caller.headers(), body=b"{}")
            )
        transport.close()
        assert requests.post(url, data=b"{}", headers=caller.headers(), timeout=5).json()


@pytest.mark.parametrize(
    ("place", "body"),
    [
        ("faults", {}),
        ("faults", []),
        ("faults", {"kind": "earthquake"}),
        ("faults", {"kind": "fail", "status": 200}),
        ("faults", {"kind": "fail", "status": 502.5}),
        ("faults", {"kind": "fail", "times": 0}),
        ("faults", {"kind": "fail", "times": 1_001}),
        ("faults", {"kind": "fail", "seconds": 1}),
        ("faults", {"kind": "fail", "path": 7}),
        ("faults", {"kind": "slow"}),
        ("faults", {"kind": "slow", "seconds": -1}),
        ("faults", {"kind": "slow", "seconds": 10**15}),
        ("faults", {"kind": "lose-answer", "when": "sometimes"}),
        ("faults", {"kind": "maintenance", "on": "yes"}),
        ("rejections", {"label": 1}),
        ("rejections", {"reason": "x"}),
        ("statuses", {"number": "F1"}),
        ("statuses", {"number": "F1", "status": "REJETEE"}),
        ("subscriptions", {"refused": ["moon"]}),
        ("subscriptions", {"refused": "factures"}),
        ("subscriptions", {"refused": [["factures"]]}),
        ("statuses", {"number": "F1", "status": "REJETEE", "force": 1}),
        ("approvers", {"number": "F1", "siret": "12345678200051"}),
        ("project-managers", {"number": "F1", "siret": "12345678200051"}),
        ("pieces", {"number": "F1", "framework": "A15", "nextNumber": "F2"}),
        ("data", {"all": True}),
        ("clock", {}),
        ("clock", {"advance": "1"}),
    ],
)
def test_an_order_that_cannot_be_used_changes_nothing(order, place, body):
    status, said = order(place, body)
    assert status == 400
    assert said["error"]
    assert order("faults", method="GET")[1] == {"waiting": 0, "maintenance": False}


def test_a_flow_is_rejected_on_demand(caller, order):
    assert order("rejections", {"label": "Signature absente."})[0] == 200
    said = caller.settled(caller.deposit_xml(sample_cii()))
    assert said["etatCourantDepotFlux"] == "IN_REJETE"


def test_an_invoice_gets_a_status_on_demand(sandbox, caller, order):
    caller.settled(caller.deposit_xml(sample_cii()))
    sandbox.advance(60)
    number = caller.call("search")["listeFactures"][0]["numeroFacture"]
    order("statuses", {"number": number, "status": "SUSPENDUE", "comment": "pièce manquante"})
    line = caller.call("search")["listeFactures"][0]
    assert (line["statut"], line["commentaireEtatCourant"]) == ("SUSPENDUE", "pièce manquante")


def test_subscriptions_are_taken_and_given_back(caller, order):
    order("subscriptions", {"refused": ["factures"]})
    assert statuses(caller, 1) == [403]
    order("subscriptions", {"refused": []})
    assert statuses(caller, 1) == [200]


def test_the_data_set_is_loaded_once(order):
    assert order("data", {}) == (200, {"added": 21})
    assert order("data", {}) == (200, {"added": 0})


def test_every_answer_tells_the_sandboxs_time(sandbox, caller):
    sandbox.advance(3_600)
    dates = {caller.post("search").headers.get("date"), caller.ask_token().headers.get("date")}
    assert dates == {sandbox.clock.now().strftime("%a, %d %b %Y %H:%M:%S GMT")}


def test_a_status_that_nobody_may_give_is_refused_unless_it_is_forced(sandbox, caller, order):
    caller.settled(caller.deposit_xml(sample_cii()))
    sandbox.advance(60)
    for status in ("SUSPENDU", "DEPOSEE", "COMPLETEE"):
        asked = {"number": "F2026-0001", "status": status}
        code, said = order("statuses", asked)
        assert code == 400
        assert "SUSPENDUE" in said["error"]
        assert caller.call("search")["listeFactures"][0]["statut"] == "MISE_A_DISPOSITION"
    for status in ("SERVICE_FAIT", "TOUT_NOUVEAU"):
        asked = {"number": "F2026-0001", "status": status, "force": True}
        assert order("statuses", asked)[0] == 200
        assert caller.call("search")["listeFactures"][0]["statut"] == status
    assert order("statuses", {"number": "F2026-0001", "status": "REJETEE"})[0] == 400


def test_a_works_chain_is_walked_by_orders_alone(sandbox, caller, order):
    order("data", {})
    manager, authority = PROJECT_MANAGER_SIRET, CONTRACTING_AUTHORITY_SIRET
    caller.settled(caller.deposit_xml(sample_cii(sample_invoice(number="T-4", framework="A4"))))
    sandbox.advance(60)
    piece = {"number": "T-4", "framework": "A15", "nextNumber": "T-15", "issuer": manager}
    assert order("project-managers", {"number": "T-4", "siret": manager}) == (200, {})
    assert order("pieces", {**piece, "framework": "A19"})[0] == 400
    assert order("pieces", {**piece, "issuer": "00000000000000"})[0] == 400
    assert order("pieces", piece) == (200, {})
    sandbox.advance(60)
    last = {"number": "T-15", "framework": "A19", "nextNumber": "T-19", "issuer": authority}
    assert order("pieces", last) == (200, {})
    sandbox.advance(60)
    found = caller.call("search", numeroFacture="T-19")["listeFactures"]
    assert [line["statut"] for line in found] == ["MISE_A_DISPOSITION"]
    found = caller.call("search", numeroFacture="T-4")["listeFactures"]
    assert [line["statut"] for line in found] == ["ASSOCIEE"]


def test_an_approver_is_named_by_order(sandbox, caller, order):
    order("data", {})
    caller.settled(caller.deposit_xml(sample_cii(sample_invoice(number="S-1", framework="A9"))))
    asked = {"number": "S-1", "siret": APPROVER_SIRET}
    assert order("approvers", {**asked, "level": 3})[0] == 400
    assert order("approvers", asked) == (200, {})
    found = caller.call("search", numeroFacture="S-1")["listeFactures"]
    assert [line["statut"] for line in found] == ["A_VALIDER_1"]
