"""State that survives, threads that do not disturb each other, requests that mean harm."""

from __future__ import annotations

import base64
import json
import stat
import threading
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chorus_sdk._clock import ManualClock, SystemClock
from chorus_sdk.errors import ConfigurationError
from chorus_sdk.sandbox.engine import Sandbox
from chorus_sdk.sandbox.pace import Pace
from chorus_sdk.sandbox.portal_rules import PortalRules
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice
from chorus_sdk.sandbox.web import WebRequest

QUICK = PortalRules(digest_cost=2)
OPERATIONS = [
    *("deposit", "search", "history", "download", "structures", "structure", "services"),
    *("report", "detailed"),
]
FIELDS = [
    *("fichierFlux", "nomFichier", "syntaxeFlux", "avecSignature", "numeroFluxDepot"),
    *("numeroFacture", "periodeDateDepotDu", "montantHTMin", "statutCourant", "idFournisseur"),
    *("listeDestinataire", "rechercheFactureParFournisseur", "rejetTraite", "idFacture"),
    *("paramRechercheHistoStatuts", "format", "listeFacture", "structure", "parametres"),
    *("idStructureCPP", "idStructure", "parametresRechercherServicesStructure"),
    *("periodeDateHeureEtatCourantAu", "rechercheSirenDestinataire"),
]
SCALARS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(),
    st.text(max_size=12),
    st.sampled_from(
        ["", "\x00", "\ud800", "2026-11-23", "9999-12-31T23:59:59.999-23:59", "0001-01-01 00:00",
         "1e999999", "-1", "٣", "PDF", "PIVOT", "'; DROP TABLE flow; --", "../../x.xml"]
    ),
)  # fmt: skip
INNER = st.sampled_from(
    [*FIELDS, "pageResultatDemandee", "nbResultatsParPage", "nbResultatsMaximum", "triColonne",
     "triSens", "idDestinataire", "listeIdServiceExecutant", "identifiantStructure",
     "pageResultatDemandeeListeHistoStatut", "nbResultatsParPageListeHistoStatut"]
)  # fmt: skip
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(INNER, inner, max_size=3)),
    max_leaves=8,
)


def test_state_survives_reopening(tmp_path, make_caller: Callable):
    path, clock = tmp_path / "chorus.sqlite", ManualClock()
    with Sandbox(path, clock=clock, rules=QUICK) as sandbox:
        caller = make_caller(sandbox)
        flow = caller.deposit_xml(sample_cii())
        waiting = caller.deposit_xml(sample_cii(sample_invoice(number="F-2")))
        sandbox.advance(3)
        bearer, account = caller.bearer, sandbox.technical_account
    with Sandbox(path, clock=clock, rules=QUICK) as sandbox:
        caller = make_caller(sandbox)
        assert sandbox.technical_account.password == account.password
        caller.bearer = bearer
        assert caller.state(flow) == "IN_DEPOT_PORTAIL_EN_ATTENTE_TRAITEMENT_SE_CPP"
        assert caller.settled(flow)["etatCourantDepotFlux"] == "IN_INTEGRE"
        assert caller.state(waiting) == "IN_INTEGRE"
        assert caller.deposit_xml(sample_cii()).endswith("3")


def test_a_renewed_password_survives_too(tmp_path):
    path = tmp_path / "chorus.sqlite"
    with Sandbox(path, rules=QUICK) as sandbox:
        fresh = sandbox.renew_password()
    with Sandbox(path, rules=QUICK) as sandbox:
        assert sandbox.technical_account == fresh


def test_an_advanced_clock_does_not_run_back(tmp_path):
    path = tmp_path / "chorus.sqlite"
    with Sandbox(path, clock=SystemClock(), rules=QUICK) as sandbox:
        sandbox.advance(86_400)
        before = sandbox.clock.now()
    with Sandbox(path, clock=SystemClock(), rules=QUICK) as sandbox:
        assert sandbox.clock.now() >= before


def test_the_key_is_for_its_owner_alone(tmp_path):
    path = tmp_path / "chorus.sqlite"
    Sandbox(path, rules=QUICK).close()
    key = tmp_path / "chorus.sqlite.key"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    key.write_bytes(b"short")
    with pytest.raises(ConfigurationError):
        Sandbox(path, rules=QUICK)


def test_no_secret_stands_in_the_files_of_the_database(tmp_path, make_caller):
    path = tmp_path / "chorus.sqlite"
    with Sandbox(path, rules=QUICK) as sandbox:
        caller = make_caller(sandbox)
        caller.call("search")
        secrets = [
            caller.bearer,
            caller.account.password.reveal(),
            sandbox.application.client_secret.reveal(),
        ]
    written = b"".join(
        file.read_bytes() for file in tmp_path.glob("chorus.sqlite*") if file.is_file()
    )
    assert not [secret for secret in secrets if secret.encode() in written]


def test_two_sandboxes_have_nothing_in_common():
    with Sandbox(rules=QUICK) as one, Sandbox(rules=QUICK) as other:
        assert one.application.client_secret != other.application.client_secret
        assert one.technical_account.password != other.technical_account.password


def test_eight_threads_deposit_and_each_invoice_arrives_once(make_caller):
    with Sandbox(clock=ManualClock(), pace=Pace.INSTANT, rules=QUICK) as sandbox:
        flows: list[str] = []
        problems: list[BaseException] = []

        def work(thread: int) -> None:
            try:
                caller = make_caller(sandbox)
                for place in range(5):
                    invoice = sample_invoice(number=f"T{thread}-{place}")
                    flow = caller.deposit_xml(sample_cii(invoice))
                    assert caller.state(flow) == "IN_INTEGRE"
                    flows.append(flow)
            except BaseException as problem:  # noqa: BLE001 (told by the test below)
                problems.append(problem)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        assert problems == []
        assert len(set(flows)) == 40
        found = make_caller(sandbox).call(
            "search", rechercheFactureParFournisseur={"nbResultatsParPage": 100}
        )["listeFactures"]
        assert sorted(line["numeroFacture"] for line in found) == sorted(
            f"T{thread}-{place}" for thread in range(8) for place in range(5)
        )


def test_one_number_from_eight_threads_is_integrated_once(make_caller):
    with Sandbox(clock=ManualClock(), rules=QUICK) as sandbox:
        callers = [make_caller(sandbox) for _ in range(8)]
        barrier = threading.Barrier(8)
        flows: list[str] = []

        def work(caller) -> None:
            caller.headers()
            barrier.wait(30)
            flows.append(caller.deposit_xml(sample_cii()))

        threads = [threading.Thread(target=work, args=(caller,)) for caller in callers]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
        sandbox.advance(30)
        states = [callers[0].state(flow) for flow in flows]
        assert sorted(states) == ["IN_INTEGRE", *["IN_REJETE"] * 7]


@given(
    operation=st.sampled_from(OPERATIONS),
    body=st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=5),
)
@settings(
    max_examples=300,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_wrong_types_never_give_a_5xx(caller, operation, body):
    response = caller.post(operation, json.dumps(body).encode())
    assert response.status in {200, 400, 413}


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[" * 100_000,
        b'{"a":' * 50_000,
        b"\xff\xfe",
        b'"text"',
        b"null",
        b"NaN",
        b'{"montantHTMin": NaN}',
        b'{"montantHTMin": 1e999999999}',
        b'{"idFournisseur": ' + b"9" * 5_000 + b"}",
    ],
)
def test_bad_json_is_a_400(caller, body):
    assert caller.post("search", body).status == 400


@pytest.mark.parametrize(
    "path",
    [
        *("/../etc/passwd", "//cpro/factures/v1/deposer/flux", "/cpro/../sandbox/state"),
        *("/cpro/factures/v1/deposer/flux/", "/cpro/factures/v1/deposer%2Fflux", "/%00", ""),
        *("/portal/../sandbox/state", "/portal/%2e%2e/x", "/sandbox/../portal", "*"),
    ],
)
def test_path_tricks_lead_nowhere(sandbox, caller, path):
    response = caller.post(path, b"{}")
    assert 400 <= response.status < 500 or response.status == 303


@given(
    method=st.sampled_from(["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD", "TRACE"]),
    path=st.text(max_size=30).map(lambda text: f"/{text}"),
    body=st.binary(max_size=50),
)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
def test_nothing_that_comes_in_gives_a_5xx(sandbox, method, path, body):
    assert sandbox.handle(WebRequest(method=method, path=path, body=body)).status < 500


def test_a_hostile_file_is_rejected_like_any_other(caller):
    bomb = b'<!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'
    deep = b"<a>" * 50_000
    for content in (bomb, deep, b"\x1f\x8b" + b"\0" * 50, b"%PDF-1.7\n%%EOF", b"PK\x03\x04"):
        said = caller.call(
            "deposit",
            fichierFlux=base64.b64encode(content).decode(),
            nomFichier="../../x.xml",
            syntaxeFlux="IN_DP_E1_CII_16B",
        )
        report = caller.settled(said["numeroFluxDepot"])
        assert report["etatCourantDepotFlux"] == "IN_REJETE"
