"""The description of the sandbox's API, and an outsider who tries to break it by it.

Schemathesis makes requests from the description, right ones and wrong ones, over the real server.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlencode

import pytest
import requests
import schemathesis
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    response_schema_conformance,
    status_code_conformance,
)

from chorus_sdk._clock import ManualClock
from chorus_sdk.sandbox import operations
from chorus_sdk.sandbox.data import RECIPIENT_SIRET, SUPPLIER_SIRET
from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.http import serve
from chorus_sdk.sandbox.openapi import describe, schema_of
from chorus_sdk.sandbox.platform import Habits
from chorus_sdk.sandbox.qualification import number_of
from chorus_sdk.sandbox.request_shapes import PAGE, SHAPES
from chorus_sdk.sandbox.samples import sample_cii, sample_facturx
from chorus_sdk.services.operations import OPERATIONS

SCHEMA = schemathesis.openapi.from_dict(describe())
CHECKS = [not_a_server_error, status_code_conformance, response_schema_conformance]
EXAMPLES = settings(
    max_examples=4,
    database=None,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
KNOWN: dict[str, list[object]] = {
    "idStructure": [400_001, 400_010, 501_100],
    "idStructureCPP": [400_001, 400_010],
    "idDestinataire": [400_010],
    "idDestinataireCPP": [400_010],
    "idFournisseur": [400_001],
    "idService": [1, 2, 3],
    "idFacture": list(range(1, 24)),
    "identifiantFactureCPP": list(range(1, 24)),
    "idDemandePaiement": list(range(1, 24)),
    "pieceJointeComplementaireId": [1],
    "pieceJointePrincipaleId": [1],
    "identifiantStructure": [SUPPLIER_SIRET, RECIPIENT_SIRET],
    "codeDestinataire": [RECIPIENT_SIRET],
    "siretStructure": [SUPPLIER_SIRET],
    "identifiant": [RECIPIENT_SIRET],
    "typeIdentifiantStructure": ["SIRET"],
    "numeroFacture": [number_of(1)],
    "codeLangue": ["fr", "EN"],
    "format": ["PDF", "PIVOT"],
    "typeDemandePaiement": ["FACTURE", "FACTURE_TRAVAUX"],
    "roleUtilisateur": ["FOURNISSEUR", "DESTINATAIRE", "MOE", "MOA", "VALIDEUR"],
    "nouveauStatut": ["SUSPENDUE", "REJETEE", "MANDATEE", "SERVICE_FAIT"],
    "action": ["VALIDATION", "REFUS"],
    "formatDepot": ["PDF_NON_SIGNE"],
    "modeDepot": ["SAISIE_API", "DEPOT_PDF_API"],
    "codeCadreFacturation": ["A1_FACTURE_FOURNISSEUR"],
    "deviseFacture": ["EUR"],
    "typeFacture": ["FACTURE", "AVOIR"],
    "typeTva": ["TVA_SUR_DEBIT"],
    "modePaiement": ["VIREMENT"],
    "syntaxeFlux": ["IN_DP_E1_CII_16B", "IN_DP_E2_CII_FACTURX"],
    "fichierFlux": [base64.b64encode(sample_cii()).decode()],
    "fichierFacture": [base64.b64encode(sample_facturx()).decode()],
    "pieceJointeFichier": [base64.b64encode(b"text").decode()],
    "pieceJointeExtension": ["TXT"],
    "objetPieceJointe": ["DEMANDE_PAIEMENT", "STRUCTURE"],
    "statutCourant": ["MISE_A_DISPOSITION"],
    "op": ["=", "IN", "CONTAINS", ">"],
}
"""Values that mean something to the sandbox, by the member's name."""


class Customer:
    """Somebody with good credentials of one structure."""

    def __init__(self, base_url: str, sandbox: Sandbox, siret: str) -> None:
        self.base_url = base_url
        self.sandbox = sandbox
        self.session = requests.Session()
        account = sandbox.technical_account_of(siret)
        pair = f"{account.login}:{account.password.reveal()}"
        form = {
            "grant_type": "client_credentials",
            "client_id": sandbox.application.client_id,
            "client_secret": sandbox.application.client_secret.reveal(),
        }
        said = self.session.post(f"{base_url}/api/oauth/token", data=form, timeout=5).json()
        self.headers = {
            "Authorization": f"Bearer {said['access_token']}",
            "cpro-account": base64.b64encode(pair.encode()).decode(),
        }

    def try_out(self, case: schemathesis.Case) -> None:
        case.headers = {}
        case.cookies = {}
        case.call_and_validate(
            base_url=self.base_url,
            session=self.session,
            headers=self.headers,
            checks=CHECKS,
            timeout=10,
        )


@pytest.fixture(scope="module")
def customers() -> Iterator[list[Customer]]:
    habits = Habits(production_services=True)
    with Sandbox(clock=ManualClock(), habits=habits) as sandbox, serve(sandbox) as server:
        sandbox.load_qualification_data()
        made = [
            Customer(server.base_url, sandbox, siret) for siret in (SUPPLIER_SIRET, RECIPIENT_SIRET)
        ]
        yield made
        for one in made:
            one.session.close()


def meaningful(schema: dict, name: str = "") -> st.SearchStrategy:
    """A request that means something: known values, most members there."""
    if name in KNOWN:
        return st.sampled_from(KNOWN[name])
    if schema["type"] == "array":
        return st.lists(meaningful(schema["items"]), min_size=1, max_size=2)
    if schema["type"] == "object":
        inner = {key: meaningful(one, key) for key, one in schema.get("properties", {}).items()}
        left_out = st.sets(st.sampled_from(sorted(inner)), max_size=2) if inner else st.just(set())
        return st.builds(
            lambda members, out: {key: one for key, one in members.items() if key not in out},
            st.fixed_dictionaries(inner),
            left_out,
        )
    return {
        "integer": st.integers(1, 30),
        "number": st.integers(0, 200),
        "boolean": st.booleans(),
        "string": st.sampled_from(["", "1", "2026-01-01", "2026-11-23T09:00:00+01:00", "OUI"]),
    }[schema["type"]]


PLACES = [
    (path, method) for path, methods in sorted(describe()["paths"].items()) for method in methods
]

NUMBERS = {(row.path, row.method.lower()): row.number for row in OPERATIONS.values()}


@pytest.mark.parametrize("kind", ["right", "meaningful", "wrong"])
@pytest.mark.parametrize(("path", "method"), PLACES, ids=lambda part: part)
def test_no_request_makes_the_sandbox_fail(customers, path, method, kind):
    mode = GenerationMode.NEGATIVE if kind == "wrong" else GenerationMode.POSITIVE
    operation = SCHEMA[path][method]
    number = NUMBERS.get((path, method))
    if kind == "meaningful" and number not in SHAPES:
        return
    sense = meaningful(schema_of(SHAPES.get(number, "")))

    @seed(20261123)
    @EXAMPLES
    @given(case=operation.as_strategy(generation_mode=mode), data=st.data())
    def try_out(case, data):
        if kind == "meaningful":
            case.body, case.media_type = data.draw(sense), "application/json"
        customers[data.draw(st.integers(0, 1))].try_out(case)

    try_out()


def test_every_operation_is_described_once():
    described = [
        (operation["operationId"], path, method.upper())
        for path, methods in describe()["paths"].items()
        for method, operation in methods.items()
    ]
    table = [(row.name, row.path, row.method) for row in OPERATIONS.values()]
    assert sorted(described) == sorted([*table, ("token", "/api/oauth/token", "POST")])


def test_every_operation_with_a_body_says_what_is_in_it():
    with_body = {row.number for row in OPERATIONS.values() if row.method != "GET"}
    assert set(SHAPES) == with_body


@pytest.mark.parametrize("number", SHAPES)
def test_a_request_is_described_to_its_last_member(number):
    # as many members as the notation names, however they are nested
    shape = SHAPES[number]
    named = sum(4 if word == "<p>" else 1 for word in words(shape))
    assert count(schema_of(shape)) == named


def words(shape: str) -> list[str]:
    for bracket in "{}":
        shape = shape.replace(bracket, " ")
    shape = shape.replace(":[i]", "").replace(":[s]", "")
    return shape.replace("[", " ").replace("]", " ").split()


def count(schema: dict) -> int:
    inner = schema.get("properties", {})
    items = schema.get("items", {})
    return sum(1 + count(one) for one in inner.values()) + count(items) if inner or items else 0


def test_the_server_shows_its_description(customers):
    shown = requests.get(f"{customers[0].base_url}/sandbox/openapi.json", timeout=5)
    assert shown.json() == json.loads(json.dumps(describe()))


def test_a_form_that_is_none_is_no_failure(customers):
    one = customers[0]
    said = requests.post(
        f"{one.base_url}/api/oauth/token",
        data=urlencode({"grant_type": "client_credentials"}) + "&%ff=%00",
        headers={"Content-Type": "application/x-www-form-urlencoded"},
        timeout=5,
    )
    assert said.status_code == 400


READ = re.compile(
    r'\.(?:text|needed|integer|flag|amount|moment|child|children|plain_list)\(\s*"(\w+)"'
)


def test_no_member_is_read_that_the_description_does_not_name():
    described = {"value", "code", "libelle"}
    described |= set(re.findall(r"\w+", f"{PAGE} {' '.join(SHAPES.values())}"))
    folder = Path(operations.__file__).parent
    read = {name for file in folder.glob("*.py") for name in READ.findall(file.read_text("utf-8"))}
    assert len(read) > 50
    assert read - described == set()
