"""Tokens, subscriptions and technical accounts, as they were measured on the real gateway."""

from __future__ import annotations

import base64
import json

import pytest

from chorus_sdk._http.exchange import Headers
from chorus_sdk.sandbox.data import OTHER_SUPPLIER_SIRET
from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.platform import Habits
from chorus_sdk.sandbox.web import WebRequest

NO_TOKEN = (
    'Bearer realm="DefaultRealm", error="invalid_request", '
    'error_description="Unable to find token in the message"'
)


def test_a_token_lives_an_hour_and_has_54_characters(caller):
    said = json.loads(caller.ask_token().body)
    assert (said["token_type"], said["expires_in"], said["scope"]) == ("Bearer", 3600, "openid")
    assert len(said["access_token"]) == 54


def test_an_unknown_client_and_a_wrong_secret_get_the_same_400(caller):
    unknown = caller.ask_token(client_id="nobody")
    wrong = caller.ask_token(client_secret="wrong")
    assert unknown.status == wrong.status == 400
    assert unknown.body == wrong.body
    assert json.loads(wrong.body)["error"] == "invalid_client"


def test_another_grant_is_refused(caller):
    assert caller.ask_token(grant_type="password").status == 400


def test_a_token_is_asked_for_with_post(caller, sandbox):
    assert sandbox.handle(WebRequest(method="GET", path="/api/oauth/token")).status == 404


@pytest.mark.parametrize("authorization", [None, "", "Bearer ", "Basic abc"])
def test_no_token_is_a_400_that_says_so_in_its_header(caller, authorization):
    response = caller.post("search", Authorization=authorization)
    assert (response.status, response.body) == (400, b"")
    assert response.headers.get("www-authenticate") == NO_TOKEN


def test_an_unknown_token_is_a_401(caller):
    assert caller.post("search", Authorization="Bearer 0123").status == 401


def test_a_token_ends_with_its_hour(caller, clock):
    assert caller.post("search").status == 200
    clock.advance(3599)
    assert caller.post("search").status == 200
    clock.advance(1)
    assert caller.post("search").status == 401


def test_tokens_can_be_ended_at_once(caller, sandbox):
    assert caller.post("search").status == 200
    sandbox.expire_tokens()
    assert caller.post("search").status == 401


@pytest.mark.parametrize(
    "account",
    [
        None,
        "not base64",
        base64.b64encode(b"TECH_1_1@cpro.fr:wrong").decode(),
        base64.b64encode(b"\xff\xfe").decode(),
    ],
)
@pytest.mark.parametrize("operation", ["search", "health"])
def test_a_wrong_technical_account_is_a_401_with_its_reason_in_a_header(caller, account, operation):
    method = "GET" if operation == "health" else "POST"
    response = caller.post(operation, method=method, cpro_account=account)
    assert (response.status, response.body) == (401, b"")
    assert "cpro" in response.headers.get("www-authenticate", "")


@pytest.mark.parametrize("path", ["/cpro/factures/v1/no/such", "/cpro/x", "/cpro/factures/v2/"])
def test_an_unknown_route_is_an_empty_403_before_the_account_is_looked_at(caller, path):
    response = caller.post(path, cpro_account="nobody")
    assert (response.status, response.body) == (403, b"")


def test_an_api_without_subscription_is_403_and_its_neighbour_is_not(caller, sandbox):
    sandbox.unsubscribe("structures")
    assert caller.post("structures").status == 403
    assert caller.post("search").status == 200
    sandbox.unsubscribe()
    assert caller.post("structures").status == 200


def test_a_403_can_echo_the_request(clock, make_caller):
    with Sandbox(clock=clock, habits=Habits(echo_forbidden=True)) as sandbox:
        caller = make_caller(sandbox)
        response = caller.post("/cpro/factures/v1/nothing", {"a": 1})
        assert json.loads(response.body) == {"idUtilisateurCourant": 0, "parametres": {"a": 1}}
        assert json.loads(caller.post("/cpro/nothing", b"]").body)["parametres"] == {}


def test_the_services_that_qualification_lacks_are_403(caller):
    assert caller.post("/cpro/factures/v1/rechercher/demandePaiement").status == 403
    assert caller.post("/cpro/transverses/v1/consulter/information/siret").status == 403


def test_the_health_check_is_a_get_without_return_code(caller):
    said = json.loads(caller.post("health", b"", method="GET", Content_Type=None).body)
    assert (said["statusCode"], said["statusCodeValue"]) == ("OK", 200)
    assert set(said) == {"body", "statusCode", "statusCodeValue"}
    assert caller.post("health").status == 404


def test_an_operation_is_a_post(caller):
    assert caller.post("search", method="GET").status == 404


@pytest.mark.parametrize("media", ["text/plain", "application/xml", None])
def test_another_content_type_is_415(caller, media):
    assert caller.post("search", Content_Type=media).status == 415


def test_a_request_that_is_too_long_is_413_and_not_json(clock, make_caller):
    with Sandbox(clock=clock, habits=Habits(body_bytes=1_000)) as sandbox:
        response = make_caller(sandbox).post("search", b"{" + b" " * 1_000)
        assert response.status == 413
        assert not (response.headers.get("content-type") or "").startswith("application/json")


def test_the_password_ends_after_424_days(caller, clock, sandbox):
    assert caller.post("search").status == 200
    clock.advance(424 * 86_400 - 60)
    caller.bearer = ""
    assert caller.post("search").status == 200
    clock.advance(60)
    assert caller.post("search").status == 401
    sandbox.renew_password()
    caller.account = sandbox.technical_account
    assert caller.post("search").status == 200


def test_a_new_password_ends_the_old_one(caller, sandbox):
    old = caller.account
    fresh = sandbox.renew_password()
    assert fresh.password != old.password
    assert caller.post("search").status == 401


def test_each_structure_has_a_technical_account_of_its_own(sandbox, make_caller):
    other = make_caller(sandbox, siret=OTHER_SUPPLIER_SIRET)
    assert other.account.login != sandbox.technical_account.login
    assert other.post("search").status == 200


def test_no_secret_stands_in_the_database(caller, sandbox):
    caller.call("search")
    sandbox.add_user("camille@example.test", "the portal password")
    dump = sandbox.store.dump()
    for secret in (
        caller.bearer,
        caller.account.password.reveal(),
        sandbox.application.client_secret.reveal(),
        "the portal password",
    ):
        assert secret
        assert secret not in dump


def test_credentials_do_not_show_themselves(sandbox):
    shown = f"{sandbox.application!r} {sandbox.technical_account!r}"
    assert sandbox.application.client_secret.reveal() not in shown
    assert sandbox.technical_account.password.reveal() not in shown


def test_headers_have_no_case(sandbox, caller):
    headers = {name.upper(): value for name, value in caller.headers().items()}
    request = WebRequest(
        method="POST",
        path="/cpro/structures/v1/rechercher",
        headers=Headers(headers),
        body=b"{}",
    )
    assert sandbox.handle(request).status == 200
