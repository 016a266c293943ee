from __future__ import annotations

import json
import stat

import pyotp
import pytest

from chorus_sdk._secrets import Secret
from chorus_sdk.auth.file_store import FileStore
from chorus_sdk.cli.main import main
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.portal_rules import PortalRules

EMAIL, PASSWORD = "compta@exemple.fr", "canary-cli-portal-71"


@pytest.fixture
def place(monkeypatch, tmp_path):
    """A portal on the loopback, and a person who types what is asked."""
    with Sandbox(rules=PortalRules(digest_cost=2)) as sandbox, serve(sandbox) as server:
        sandbox.add_user(EMAIL, PASSWORD)
        monkeypatch.setenv("CHORUS_PORTAL_PASSWORD", PASSWORD)
        monkeypatch.delenv("CHORUS_TOTP_SECRET", raising=False)
        monkeypatch.setattr("chorus_sdk.auth.second_factor.getpass", lambda _: code(sandbox))
        yield sandbox, server.base_url


def code(sandbox: Sandbox) -> str:
    text = sandbox.mailbox.messages(EMAIL)[-1].get_body(("plain",)).get_content()
    return next(word for word in text.split() if word.isdigit() and len(word) == 6)


def run(base_url: str, *words: str) -> int:
    return main(["portal", words[0], "--user", EMAIL, "--base-url", base_url, *words[1:]])


def test_a_probe_tells_which_description_fits_and_keeps_the_record(place, capsys, tmp_path):
    _, base_url = place
    record = tmp_path / "probe.json"
    assert main(["portal", "probe", f"{base_url}/portal/login", "--record", str(record)]) == 0
    assert "sandbox: login, with its login form" in capsys.readouterr().out
    kept = json.loads(record.read_text())
    assert kept["matches"] == [{"description": "sandbox", "page": "login", "can_log_in": True}]
    assert main(["portal", "probe", f"{base_url}/portal/mailbox", "--json"]) == 1
    assert json.loads(capsys.readouterr().out)["status"] == 404


def test_a_description_that_is_printed_can_be_used(place, capsys, tmp_path):
    _, base_url = place
    assert main(["portal", "describe"]) == 0
    pages = tmp_path / "pages.json"
    pages.write_text(capsys.readouterr().out.replace('"sandbox"', '"mine"'))
    url = f"{base_url}/portal/login"
    assert main(["portal", "probe", url, "--pages", str(pages), "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert [match["description"] for match in found["matches"]] == ["sandbox", "mine"]
    assert run(base_url, "login", "--pages", str(pages)) == 0


def test_a_login_tells_the_accounts_health(place, capsys):
    _, base_url = place
    assert run(base_url, "login", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told["factors"] == ["email-code"]
    assert [finding["code"] for finding in told["findings"]] == ["ACCOUNT-MANAGER"]
    assert run(base_url, "login") == 0
    assert EMAIL in capsys.readouterr().out


def test_a_kept_session_saves_the_second_login_until_it_is_ended(place, tmp_path):
    sandbox, base_url = place
    store = str(tmp_path / "kept")
    for _ in range(2):
        assert run(base_url, "login", "--store", store) == 0
    assert len(sandbox.mailbox.messages(EMAIL)) == 1
    assert run(base_url, "logout", "--store", store) == 0
    assert run(base_url, "login", "--store", store) == 0
    assert len(sandbox.mailbox.messages(EMAIL)) == 2
    assert run(base_url, "logout") == 2


def test_an_application_is_declared_and_then_asked_for(place, capsys, monkeypatch, tmp_path):
    sandbox, base_url = place
    drawing, kept = tmp_path / "qr.svg", FileStore(tmp_path / "second")

    def app(_: str) -> str:
        return pyotp.TOTP(sandbox.accounts.applications.secret(EMAIL).reveal()).now()

    monkeypatch.setattr("chorus_sdk.cli.portal.getpass", app)
    assert run(base_url, "factors", "add", "--svg", str(drawing)) == 0
    assert b"<svg" in drawing.read_bytes()
    assert stat.S_IMODE(drawing.stat().st_mode) == 0o600
    kept.write("totp-secret", Secret(sandbox.accounts.applications.secret(EMAIL).reveal()))
    sandbox.clock.advance(30)
    words = ("--factor", "totp", "--totp-store", str(tmp_path / "second"))
    capsys.readouterr()
    assert run(base_url, "factors", *words) == 0
    assert capsys.readouterr().out == "totp\n"
    sandbox.accounts.applications.remove(EMAIL)
    assert run(base_url, "factors", "--json") == 0
    assert json.loads(capsys.readouterr().out) == {"factors": ["email-code"]}


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (("login", "--factor", "totp"), 2),
        (("login", "--factor", "email-code"), 2),
        (("factors", "remove", "totp"), 5),
    ],
)
def test_what_cannot_be_done_says_so(place, words, expected):
    _, base_url = place
    assert run(base_url, *words) == expected


def test_a_wrong_password_is_exit_4_and_shows_nowhere(place, capsys, monkeypatch):
    _, base_url = place
    monkeypatch.setenv("CHORUS_PORTAL_PASSWORD", "canary-wrong")
    assert run(base_url, "login") == 4
    told = capsys.readouterr()
    assert "canary" not in told.out + told.err
