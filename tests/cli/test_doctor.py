"""`chorus doctor`: the cause in words, as JSON, and as an exit code."""

from __future__ import annotations

import json

import pytest

from chorus_sdk.cli import local
from chorus_sdk.cli.main import main
from chorus_sdk.sandbox import Sandbox, serve


@pytest.fixture
def sandbox():
    with Sandbox() as made:
        yield made


@pytest.fixture
def settings(sandbox, tmp_path):
    with serve(sandbox) as server:
        path = tmp_path / "chorus.toml"
        local.write_settings(path, sandbox, server.base_url)
        yield str(path)


def test_all_is_well(settings, capsys):
    assert main(["doctor", "--settings", settings]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == 17
    assert all(line.startswith("  ok  ") for line in lines)


PLANTED = {
    "technical_account.refused": (lambda sandbox: sandbox.renew_password(), 4),
    "api.not_subscribed": (lambda sandbox: sandbox.unsubscribe("factures"), 5),
    "platform.maintenance": (lambda sandbox: sandbox.faults.maintenance(on=True), 5),
    "clock.wrong": (lambda sandbox: sandbox.advance(3_600), 1),
}


@pytest.mark.parametrize("cause", PLANTED)
def test_the_cause_decides_the_exit_code(sandbox, settings, capsys, cause):
    plant, code = PLANTED[cause]
    plant(sandbox)
    assert main(["doctor", "--json", "--settings", settings]) == code
    said = json.loads(capsys.readouterr().out)
    assert (said["healthy"], said["cause"]) == (False, cause)
    states = {one["code"]: one["state"] for one in said["checks"]}
    assert states[cause] == "failed"


def test_the_cause_is_said_in_french_with_what_to_do(sandbox, settings, capsys):
    sandbox.unsubscribe("structures")
    assert main(["doctor", "--language", "fr", "--settings", settings]) == 5
    out = capsys.readouterr().out
    assert "FAIL  L'application n'a pas souscrit l'API Structures." in out
    assert "Sur PISTE" in out.splitlines()[-1]


def test_a_warning_is_no_failure(sandbox, settings, capsys):
    sandbox.unsubscribe("organisations")
    assert main(["doctor", "--settings", settings]) == 0
    assert "   !  " in capsys.readouterr().out


def test_a_missing_setting_needs_no_network(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("os.environ", {})
    path = tmp_path / "chorus.toml"
    path.write_text('environment = "qualification"\n')
    assert main(["doctor", "--json", "--settings", str(path)]) == 2
    assert json.loads(capsys.readouterr().out)["cause"] == "settings.missing"
