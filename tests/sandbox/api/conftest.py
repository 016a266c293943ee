"""A sandbox on a clock that moves when told, and somebody who calls it."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Iterator
from urllib.parse import urlencode

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.exchange import Headers, HttpResponse
from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.portal_rules import PortalRules
from chorus_sdk.sandbox.web import WebRequest

QUICK = PortalRules(digest_cost=2)

PATHS = {
    "deposit": "/cpro/factures/v1/deposer/flux",
    "search": "/cpro/factures/v1/rechercher/fournisseur",
    "history": "/cpro/factures/v1/consulter/historique",
    "download": "/cpro/factures/v1/telecharger/groupe",
    "structures": "/cpro/structures/v1/rechercher",
    "structure": "/cpro/structures/v1/consulter",
    "services": "/cpro/structures/v1/rechercher/services",
    "report": "/cpro/transverses/v1/consulterCR",
    "detailed": "/cpro/transverses/v1/consulterCRDetaille",
    "health": "/cpro/transverses/v1/health-check",
}


class Caller:
    """Calls the API with the credentials of one structure, through `send`."""

    def __init__(
        self,
        sandbox: Sandbox,
        send: Callable[[WebRequest], HttpResponse] | None = None,
        siret: str | None = None,
    ) -> None:
        self.sandbox = sandbox
        self.send = send or sandbox.handle
        self.account = sandbox.technical_account_of(siret) if siret else sandbox.technical_account
        self.bearer = ""

    def ask_token(self, **changes: str) -> HttpResponse:
        form = {
            "grant_type": "client_credentials",
            "client_id": self.sandbox.application.client_id,
            "client_secret": self.sandbox.application.client_secret.reveal(),
            "scope": "openid",
            **changes,
        }
        return self.send(
            WebRequest(
                method="POST",
                path="/api/oauth/token",
                headers=Headers({"Content-Type": "application/x-www-form-urlencoded"}),
                body=urlencode(form).encode(),
            )
        )

    def headers(self, **changes: str | None) -> dict[str, str]:
        if not self.bearer:
            self.bearer = json.loads(self.ask_token().body)["access_token"]
        pair = f"{self.account.login}:{self.account.password.reveal()}"
        sent = {
            "Authorization": f"Bearer {self.bearer}",
            "cpro-account": base64.b64encode(pair.encode()).decode(),
            "Content-Type": "application/json;charset=utf-8",
            **{name.replace("_", "-"): value for name, value in changes.items()},
        }
        return {name: value for name, value in sent.items() if value is not None}

    def post(
        self,
        operation: str,
        body: object | bytes = b"{}",
        *,
        method: str = "POST",
        **changes: str | None,
    ) -> HttpResponse:
        raw = body if isinstance(body, bytes) else json.dumps(body).encode()
        return self.send(
            WebRequest(
                method=method,
                path=PATHS.get(operation, operation),
                headers=Headers(self.headers(**changes)),
                body=raw,
            )
        )

    def call(self, operation: str, **fields: object) -> dict:
        response = self.post(operation, fields)
        assert response.status == 200, (response.status, response.body)
        return json.loads(response.body)

    def deposit(self, content: bytes, name: str, syntax: str) -> str:
        said = self.call(
            "deposit",
            fichierFlux=base64.b64encode(content).decode(),
            nomFichier=name,
            syntaxeFlux=syntax,
            avecSignature=False,
        )
        assert said["codeRetour"] == 0
        return said["numeroFluxDepot"]

    def deposit_xml(self, content: bytes, name: str = "facture.xml") -> str:
        return self.deposit(content, name, "IN_DP_E1_CII_16B")

    def state(self, flow: str) -> str:
        return self.call("detailed", numeroFluxDepot=flow)["etatCourantDepotFlux"]

    def settled(self, flow: str) -> dict:
        """Move time on until the flow has come to its end; return the report."""
        self.sandbox.advance(30)
        return self.call("detailed", numeroFluxDepot=flow)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def sandbox(clock: ManualClock) -> Iterator[Sandbox]:
    with Sandbox(clock=clock, rules=QUICK) as made:
        yield made


@pytest.fixture
def caller(sandbox: Sandbox) -> Caller:
    return Caller(sandbox)


@pytest.fixture
def caller_of(sandbox: Sandbox) -> Callable[[str], Caller]:
    return lambda siret: Caller(sandbox, siret=siret)


@pytest.fixture
def make_caller() -> type[Caller]:
    return Caller
