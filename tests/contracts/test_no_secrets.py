"""A canary run: after whole stories, good and bad, no secret can be found anywhere."""

from __future__ import annotations

import base64
import json
import logging
import pickle
import re
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from chorus_sdk import (
    ChorusClient,
    Credentials,
    EmailCode,
    PortalLogin,
    Prompt,
    Settings,
    TechnicalAccount,
)
from chorus_sdk._clock import ManualClock
from chorus_sdk._http.exchange import HttpRequest, HttpResponse
from chorus_sdk._http.requests_transport import RequestsTransport
from chorus_sdk.errors import ChorusError
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.samples import broken_facturx, sample_facturx

EMAIL = "compta@exemple.fr"
PASSWORD = "canary-portal-password"
WRONG_PASSWORD = "canary-wrong-password"
WRONG_ACCOUNT = "canary-technical"
WRONG_CLIENT = "canary-client"


class Spy:
    """Carries requests on and keeps every secret that it sees passing."""

    def __init__(self, inner) -> None:
        self.inner = inner
        self.secrets: set[str] = set()

    def send(self, request: HttpRequest) -> HttpResponse:
        response = self.inner.send(request)
        for cookie in response.headers.get_all("set-cookie"):
            value = cookie.partition("=")[2].partition(";")[0]
            self._keep(value)
        if request.url.endswith("/api/oauth/token"):
            self._keep(json.loads(response.body).get("access_token", ""))
        account = request.open_headers().get("cpro-account")
        if account:
            self._keep(account)
        body = response.body.decode("utf-8", "replace")
        for found in re.findall(r"secret=([A-Z2-7]{16,})", body):
            self._keep(found)
        return response

    def close(self) -> None:
        self.inner.close()

    def _keep(self, value: str) -> None:
        if len(value) >= 8:
            self.secrets.add(value)


class Witness:
    """Collects everything that somebody could look at."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    def look_at(self, *things: object) -> None:
        for thing in things:
            self.texts += [
                repr(thing),
                str(thing),
                *map(repr, getattr(thing, "__dict__", {}).items()),
            ]

    @contextmanager
    def expects_error(self) -> Iterator[None]:
        with pytest.raises(ChorusError) as caught:
            yield
        error = caught.value
        self.look_at(error, error.args)
        told = traceback.TracebackException.from_exception(error, capture_locals=True)
        self.texts += list(told.format())
        frame = error.__traceback__
        while frame is not None:
            for module_frame in ("chorus_sdk",):
                if module_frame in frame.tb_frame.f_code.co_filename:
                    self.texts += [repr(v) for v in frame.tb_frame.f_locals.values()]
            frame = frame.tb_next
        self.texts.append(repr(pickle.dumps(error)))
        assert error.__cause__ is None or isinstance(error.__cause__, Exception)


def portal_story(sandbox: Sandbox, environment, spy: Spy, witness: Witness) -> set[str]:
    """Log in with a mailed code, wrongly and rightly; declare an application; use its code."""
    clock, inbox = sandbox.clock, sandbox.mailbox.inbox(EMAIL)

    def login(password: str = PASSWORD) -> PortalLogin:
        return PortalLogin(EMAIL, password, environment=environment, transport=spy, clock=clock)

    witness.look_at(login())
    with witness.expects_error():
        login(WRONG_PASSWORD).open(second_factor=EmailCode(inbox, clock=clock))
    with witness.expects_error():
        login().open(second_factor=Prompt(lambda _: "000000"))
    with witness.expects_error():
        login().open()
    session = login().open(second_factor=EmailCode(inbox, clock=clock))
    enrolment = session.factors.declare_application()
    totp = enrolment.totp()
    witness.look_at(session, enrolment, totp)
    enrolment.confirm()
    with witness.expects_error():
        login().open(second_factor=EmailCode(inbox, clock=clock))
    with login().open(second_factor=totp) as last:
        witness.look_at(last, *last.factors.list())
        with witness.expects_error():
            last.factors.declare_application()
    with witness.expects_error():
        last.factors.list()
    codes = set()
    for message in sandbox.mailbox.messages(EMAIL):
        text = message.get_body(("plain",)).get_content()
        codes |= set(re.findall(r"(?<!\d)\d{6}(?!\d)", text))
    assert codes
    return {PASSWORD, WRONG_PASSWORD, *codes}


def api_story(sandbox: Sandbox, environment, spy: Spy, witness: Witness) -> set[str]:
    """Deposit well and badly, with good and bad credentials, through faults."""
    clock = sandbox.clock
    good = sandbox.credentials()
    witness.look_at(
        good,
        good.application,
        good.technical_account,
        Settings.load({"client_secret": good.application.secret}, environ={}).explain(),
    )
    with ChorusClient(good, environment=environment, transport=spy, clock=clock) as chorus:
        delivery = chorus.flows.wait_until_delivered(chorus.flows.deposit(sample_facturx()))
        witness.look_at(chorus, chorus.flows, delivery, *delivery.invoices)
        with witness.expects_error():
            chorus.flows.wait_until_delivered(
                chorus.flows.deposit(broken_facturx(), allow_lost=True)
            )
        with witness.expects_error():
            chorus.invoices.history(999_999)
        sandbox.faults.lose_next_answer(path="deposer/flux")
        with witness.expects_error():
            chorus.flows.deposit(sample_facturx())
    wrong = Credentials(
        application=good.application,
        technical_account=TechnicalAccount(
            login=good.technical_account.login, password=WRONG_ACCOUNT
        ),
    )
    options = {"environment": environment, "transport": spy, "clock": clock}
    with ChorusClient(wrong, **options) as chorus, witness.expects_error():
        chorus.check()
    unknown = Credentials.of(
        client_id="nobody",
        client_secret=WRONG_CLIENT,
        technical_login="TECH",
        technical_password=WRONG_ACCOUNT,
    )
    with ChorusClient(unknown, **options) as chorus, witness.expects_error():
        chorus.check()
    pair = f"{sandbox.technical_account.login}:{sandbox.technical_account.password.reveal()}"
    return {
        sandbox.application.client_secret.reveal(),
        sandbox.technical_account.password.reveal(),
        base64.b64encode(pair.encode()).decode(),
        WRONG_ACCOUNT,
        WRONG_CLIENT,
    }


@pytest.mark.parametrize("door", ["in process", "over HTTP"])
def test_no_secret_is_left_anywhere(door, caplog, tmp_path):
    witness = Witness()
    sandbox = Sandbox(tmp_path / "state.db", clock=ManualClock())
    sandbox.add_user(EMAIL, PASSWORD)
    with sandbox, serve(sandbox) as server, caplog.at_level(logging.DEBUG):
        inside = door == "in process"
        environment = sandbox.environment if inside else server.environment
        spy = Spy(sandbox.transport() if inside else RequestsTransport())
        secrets = portal_story(sandbox, environment, spy, witness)
        secrets |= api_story(sandbox, environment, spy, witness)
        witness.look_at(sandbox, server, sandbox.store, sandbox.mailbox)
        witness.texts += [sandbox.store.dump(), caplog.text]
        witness.texts += [repr(record.__dict__) for record in caplog.records]
        spy.close()
    witness.texts.append((tmp_path / "state.db").read_bytes().decode("latin-1"))
    secrets |= spy.secrets
    assert len(secrets) > 12
    everything = "\n".join(witness.texts)
    assert len(everything) > 10_000
    leaked = [s for s in secrets if re.search(rf"(?<!\w){re.escape(s)}(?!\w)", everything)]
    places = [text[:80] for text in witness.texts for s in leaked if s in text]
    assert not leaked, places
