"""`chorus sandbox`: what is started, told and opened."""

from __future__ import annotations

import json
from types import SimpleNamespace

import pytest

from chorus_sdk.cli import local
from chorus_sdk.cli.main import main

NoWait = SimpleNamespace(wait=lambda: True)


@pytest.fixture
def opened(monkeypatch):
    """Addresses that a browser was asked to open; the command does not wait for Ctrl-C."""
    asked: list[str] = []
    monkeypatch.setattr(local.webbrowser, "open", lambda url: asked.append(url) or True)
    monkeypatch.setattr(local, "threading", SimpleNamespace(Event=lambda: NoWait))
    return asked


def test_the_portal_is_opened_in_the_browser(opened, capsys):
    assert main(["sandbox", "--port", "0", "--open", "--json"]) == 0
    port = json.loads(capsys.readouterr().out)["base_url"].rpartition(":")[2]
    assert opened == [f"http://localhost:{port}/portal"]


def test_nothing_is_opened_unasked(opened, capsys):
    assert main(["sandbox", "--port", "0"]) == 0
    assert opened == []
    assert "/portal" in capsys.readouterr().out


def test_a_machine_without_a_browser_is_told_so(opened, capsys, monkeypatch):
    monkeypatch.setattr(local.webbrowser, "open", lambda _: False)
    assert main(["sandbox", "--port", "0", "--open"]) == 0
    assert capsys.readouterr().err


def test_a_portal_account_is_opened_and_keeps_its_password(opened, monkeypatch, tmp_path, capsys):
    asked: list[str] = []
    monkeypatch.setattr(local, "getpass", lambda text: asked.append(text) or "canary-pw-11")
    command = ["sandbox", "--port", "0", "--user", "a@example.test"]
    state = ["--state", str(tmp_path / "state.db")]
    assert main([*command, *state]) == main([*command, *state]) == 0
    assert len(asked) == 1
    assert "canary-pw-11" not in capsys.readouterr().out
