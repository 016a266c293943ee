"""The repository of organisations in the sandbox: plain REST beside the others."""

from __future__ import annotations

import base64
import json

import pytest

from chorus_sdk.invoice.identifiers import VatNumber
from chorus_sdk.sandbox.data import OTHER_SUPPLIER_SIRET, STATE_SIRET, SUPPLIER_SIRET

AT = "/cpro/organisations/v1/"


def ask(caller, path: str, body: object = None, *, method: str | None = None):
    method = method or ("GET" if body is None else "POST")
    raw = b"" if body is None else json.dumps(body).encode()
    return caller.post(AT + path, raw, method=method)


def found(caller, **conditions) -> list[dict]:
    response = ask(caller, "structures/recherche", conditions)
    assert response.status == 200
    return response.json()


def refused(response) -> str:
    assert response.status == 400
    (reason,) = response.json()
    assert set(reason) == {"error", "message", "detail"}
    return reason["error"]


def test_the_health_check_has_an_empty_body(caller):
    response = ask(caller, "healthcheck")
    assert (response.status, response.body) == (200, b"")


def test_a_structure_is_the_same_by_any_of_its_names(caller):
    by_siret = ask(caller, f"structures/{STATE_SIRET}").json()
    assert (by_siret["identifiant"], by_siret["typeIdentifiant"]) == (STATE_SIRET, "0")
    assert (by_siret["typeOrganisation"], by_siret["status"]) == ("public", "active")
    assert by_siret["telephone"] == ""
    assert len(by_siret["uuid"]) == 32
    for name in (by_siret["uuid"], by_siret["numeroTvaIntracommunautaire"]):
        assert ask(caller, f"structures/{name}").json() == by_siret


def test_vat_numbers_are_right(caller):
    own = ask(caller, f"structures/{SUPPLIER_SIRET}").json()
    assert VatNumber(own["numeroTvaIntracommunautaire"]).is_valid


def test_private_structures_of_others_are_not_shown(caller):
    assert refused(ask(caller, f"structures/{OTHER_SUPPLIER_SIRET}")) == "NotFoundReference"
    kinds = [one["identifiant"] for one in found(caller) if one["typeOrganisation"] == "private"]
    assert kinds == [SUPPLIER_SIRET]


def test_an_identifier_of_no_form_is_refused_by_its_own_name(caller):
    assert refused(ask(caller, "structures/abc")) == "ParamsInvalidUuidStructures"
    assert refused(ask(caller, "structures/" + "0" * 32)) == "NotFoundReference"


@pytest.mark.parametrize(
    "path", ["", "/services", "/pieces_jointes", "/pieces_jointes/" + "0" * 32]
)
def test_whatever_is_asked_of_an_unknown_structure_is_not_found(caller, path):
    assert refused(ask(caller, f"structures/00000000000000{path}")) == "NotFoundReference"
    own = ask(caller, f"structures/{SUPPLIER_SIRET}/pieces_jointes/" + "0" * 32)
    assert refused(own) == "NotFoundReference"


@pytest.mark.parametrize(
    ("condition", "count"),
    [
        ({"op": "=", "val": STATE_SIRET}, 1),
        ({"op": "IN", "val": [STATE_SIRET, "12345678200036"]}, 2),
        ({"op": "CONTAINS", "val": "123456782"}, 4),
        ({"op": ">=", "val": "99900003700013"}, 1),
        ({"op": ">", "val": "99900003700013"}, 0),
        ({"op": "<", "val": "12345678200028"}, 1),
        ({"op": "<=", "val": "12345678200028"}, 2),
    ],
)
def test_operators_compare(caller, condition, count):
    assert len(found(caller, identifiant=condition)) == count


def test_order_and_fields_are_those_asked_for(caller):
    rows = found(caller, _sort=["libelleOrganisation"], _desc=["libelleOrganisation"],
                 _fields=["libelleOrganisation"])  # fmt: skip
    names = [one["libelleOrganisation"] for one in rows]
    assert names == sorted(names, reverse=True)
    assert all(set(one) == {"libelleOrganisation"} for one in rows)
    assert [o["libelleOrganisation"] for o in found(caller, _desc=["libelleOrganisation"])] == names


@pytest.mark.parametrize(
    "body",
    [
        {"siret": {"op": "=", "val": 1}},
        {"ville": "PARIS"},
        {"ville": {"op": "~", "val": "x"}},
        {"ville": {"op": "=", "val": ["x"]}},
        {"_sort": ["siret"]},
        {"_fields": [5]},
    ],
)
def test_a_condition_that_cannot_be_read_is_refused(caller, body):
    assert ask(caller, "structures/recherche", body).status == 400


def test_services_are_listed_fetched_and_searched(caller):
    state = ask(caller, f"structures/{STATE_SIRET}").json()
    services = ask(caller, f"structures/{STATE_SIRET}/services").json()
    assert {one["codeService"] for one in services} == {"SFACETAT", "FACTURES_PUBLIQUES"}
    one = services[0]
    assert (one["rattachementOrganisation"], one["etatService"]) == (state["uuid"], "ACTIF")
    assert ask(caller, f"services/{one['uuid']}").json() == one
    body = {"rattachementOrganisation": {"op": "=", "val": state["uuid"]}}
    assert ask(caller, "services/recherche", body).json() == services
    assert refused(ask(caller, "services/" + "0" * 32)) == "NotFoundReference"


def test_files_are_listed_and_given_with_their_content(caller, sandbox):
    (file,) = ask(caller, f"structures/{SUPPLIER_SIRET}/pieces_jointes").json()
    whole = ask(caller, f"structures/{SUPPLIER_SIRET}/pieces_jointes/{file['uuid']}").json()
    assert {name: whole[name] for name in file} == file
    assert len(base64.b64decode(whole["attachmentData"])) == file["sizeBytes"]
    sandbox.store.run("UPDATE attachment SET link_id = NULL")
    gone = ask(caller, f"structures/{SUPPLIER_SIRET}/pieces_jointes")
    assert refused(gone) == "NotFoundReference"


def test_parameters_are_changed_by_the_structure_itself_alone(caller):
    body = {"reception_edi": True, "connexion_edi": False}
    path = f"structures/{SUPPLIER_SIRET}/parametres-edi"
    changed = ask(caller, path, body, method="PATCH")
    assert (changed.status, changed.body) == (204, b"")
    own = ask(caller, f"structures/{SUPPLIER_SIRET}").json()
    assert (own["recevoirCyclesViesEdi"], own["emetteurFluxEdi"]) == (True, False)
    other = f"structures/{STATE_SIRET}/parametres-edi"
    assert ask(caller, other, body, method="PATCH").status == 403
    assert ask(caller, path, {"reception_edi": "oui"}, method="PATCH").status == 400


@pytest.mark.parametrize("path", ["structures", "structures/a/b/c/d", "../structures", "x"])
def test_other_addresses_are_403_as_everywhere(caller, path):
    assert ask(caller, path).status == 403


def test_a_body_that_is_no_object_is_400(caller):
    assert ask(caller, "structures/recherche", []).status == 400
