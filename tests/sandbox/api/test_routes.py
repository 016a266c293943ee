"""Every row of the table of operations has an answer in the sandbox."""

from __future__ import annotations

import pytest

from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.operations.repository import REPOSITORY_ROUTES
from chorus_sdk.sandbox.operations.routes import PRODUCTION_ONLY, ROUTES
from chorus_sdk.sandbox.platform import Habits
from chorus_sdk.services.operations import OPERATIONS

ROWS = list(OPERATIONS.values())
PARTS = {"id": "12345678200051", "uuid": "0" * 32}


def address(row) -> str:
    return row.at(**{name: PARTS[name] for name in row.parts}).path


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_operation_is_answered_by_its_own_method_alone(clock, make_caller, row):
    with Sandbox(clock=clock, habits=Habits(production_services=True)) as sandbox:
        caller = make_caller(sandbox)
        body = b"" if row.method == "GET" else b"{}"
        assert caller.post(address(row), body, method=row.method).status in {200, 204, 400, 403}
        if row.number != 75:
            assert caller.post(address(row), body, method=row.method).status != 403
        assert caller.post(address(row), body, method="DELETE").status == 404


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_an_operation_without_its_subscription_is_forbidden(sandbox, caller, row):
    sandbox.unsubscribe(*(row.path.split("/")[2] for row in ROWS))
    assert caller.post(address(row), b"{}", method=row.method).status == 403


def test_the_sandbox_answers_nothing_that_is_no_operation():
    paths = {row.path for row in ROWS}
    assert set(ROUTES) <= paths
    assert {row.path for row in ROWS if not row.in_qualification} == PRODUCTION_ONLY
    assert len(REPOSITORY_ROUTES) == 9


def test_a_wrong_technical_account_is_refused_with_a_body_by_the_repository_alone(caller):
    refused = caller.post("/cpro/organisations/v1/structures/recherche", cpro_account="x")
    assert refused.status == 401
    assert refused.json() == {"ErrorCode": "401", "Description": "[invalid field]"}
    assert caller.post("structures", cpro_account="x").body == b""
