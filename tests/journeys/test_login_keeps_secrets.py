"""Stores, keys, resets, renewals: whatever fails on the way, nothing secret shows."""

from __future__ import annotations

import base64
import logging
import pickle
import traceback
from datetime import UTC, datetime

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.exchange import Headers, HttpRequest, HttpResponse
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.email_code import EmailCode
from chorus_sdk.auth.file_store import FileStore
from chorus_sdk.auth.login import PortalLogin
from chorus_sdk.auth.password_reset import PasswordReset
from chorus_sdk.auth.stores import MemoryStore
from chorus_sdk.auth.totp import Totp
from chorus_sdk.errors import ChorusError, TransportError
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox.portal_rules import PortalRules

EMAIL, PASSWORD = "camille@example.test", "canary-kept-password-1"
NEW, WRONG, DAMAGED = "canary-new-password-2", "canary-wrong-password-3", "canary-damaged-4"
SECRET = base64.b32encode(b"canary-totp-secret-5").decode()


class Line:
    """The line to the sandbox, noting what must stay secret; it can be cut."""

    def __init__(self, sandbox: Sandbox) -> None:
        self.inner = sandbox.transport()
        self.secrets = {PASSWORD, NEW, WRONG, DAMAGED, SECRET}
        self.answer: HttpResponse | None = None
        self.is_cut = False

    def send(self, request: HttpRequest) -> HttpResponse:
        if self.is_cut:
            raise TransportError("The line is cut.")
        answer = self.answer or self.inner.send(request)
        for line in answer.headers.get_all("set-cookie"):
            if len(value := line.split(";")[0].partition("=")[2]) > 8:
                self.secrets.add(value)
        return answer

    def close(self) -> None:
        self.is_cut = True


def everything(error: BaseException) -> str:
    told = traceback.TracebackException.from_exception(error, capture_locals=True)
    text = "".join(told.format())
    frame = error.__traceback__
    while frame is not None:
        if "chorus_sdk" in frame.tb_frame.f_code.co_filename:
            text += "".join(repr(value) for value in frame.tb_frame.f_locals.values())
        frame = frame.tb_next
    return text + repr(error) + pickle.dumps(error).decode("latin-1")


def test_no_secret_shows_in_errors_reprs_logs_or_the_database(tmp_path, caplog):
    caplog.set_level(logging.DEBUG)
    clock = ManualClock(datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC))
    shown: list[str] = []
    with Sandbox(clock=clock, rules=PortalRules(digest_cost=2)) as sandbox:
        sandbox.add_user(EMAIL, PASSWORD)
        line, store = Line(sandbox), FileStore(tmp_path / "kept")
        where = {"environment": sandbox.environment, "transport": line, "clock": clock}
        inbox = sandbox.mailbox.inbox(EMAIL)

        def fails(act) -> None:
            with pytest.raises(ChorusError) as caught:
                act()
            shown.append(everything(caught.value))

        def login(password: str = PASSWORD) -> PortalLogin:
            return PortalLogin(EMAIL, Secret(password), store=store, **where)

        def mailed() -> EmailCode:
            return EmailCode(inbox, clock=clock)

        fails(lambda: login(WRONG).open(mailed()))
        session = login().open(mailed(), renews=True)
        shown += [repr(session), repr(vars(session)), repr(store), repr(vars(session._keeper))]
        fails(lambda: session.change_password(Secret(WRONG), Secret(NEW)))
        fails(lambda: session.change_password(Secret(PASSWORD), Secret("canary")))
        clock.advance(3600)
        line.is_cut = True
        fails(session.factors.list)
        line.is_cut = False
        for path in (tmp_path / "kept").glob("*.secret"):
            path.write_text(DAMAGED)
        assert login().open(mailed()).is_alive()
        for path in (tmp_path / "kept").glob("*.secret"):
            path.chmod(0o644)
        fails(lambda: login().open(mailed()))
        (tmp_path / "kept").chmod(0o755)
        fails(lambda: FileStore(tmp_path / "kept"))
        (tmp_path / "kept").chmod(0o700)
        way = PasswordReset(EMAIL, **where)
        link = way.find_link(inbox, way.request())
        line.secrets |= {link.reveal(), link.reveal().split("key=")[1]}
        shown += [repr(way), repr(vars(way)), repr(link)]
        fails(lambda: way.complete(link, Secret("canary")))
        line.answer = HttpResponse(
            status=302, headers=Headers({"location": f"https://evil.example/?{DAMAGED}"})
        )
        fails(lambda: way.complete(link, Secret(NEW)))
        line.answer = None
        way.complete(link, Secret(NEW))
        fails(lambda: way.complete(link, Secret(NEW)))
        totp = Totp(Secret(SECRET), clock=clock, used=MemoryStore())
        shown += [repr(totp), repr(vars(totp)), repr(vars(totp._steps))]
        fails(lambda: Totp.from_store(MemoryStore()))
        fails(lambda: Totp(lambda: Secret(SECRET), digits=3))
        fails(lambda: Totp(f"otpauth://hotp/x?secret={Secret(SECRET)}"))
        shown.append(sandbox.store.dump())
    shown += [f"{record.getMessage()} {record.fields}" for record in caplog.records]
    assert len(line.secrets) > 12
    leaks = {secret[:12] for secret in line.secrets for text in shown if secret in text}
    assert leaks == set()
