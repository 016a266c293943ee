"""`chorus sandbox`: what it prints and writes without being started."""

from __future__ import annotations

import json
import tomllib

import pytest

from chorus_sdk.cli import local
from chorus_sdk.cli.main import main
from chorus_sdk.errors import NotFoundError
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox.data import RECIPIENT_SIRET
from chorus_sdk.sandbox.openapi import describe


def test_the_description_is_printed_and_nothing_started(capsys):
    assert main(["sandbox", "--openapi"]) == 0
    assert json.loads(capsys.readouterr().out) == describe()


def test_settings_are_those_of_the_structure_that_was_named(tmp_path):
    with Sandbox() as sandbox:
        path = tmp_path / "recipient.toml"
        local.write_settings(path, sandbox, "http://127.0.0.1:1", siret=RECIPIENT_SIRET)
        written = tomllib.loads(path.read_text())
        assert written["technical_login"] == sandbox.technical_account_of(RECIPIENT_SIRET).login
        assert path.stat().st_mode & 0o777 == 0o600
        with pytest.raises(NotFoundError):
            local.write_settings(tmp_path / "x", sandbox, "http://127.0.0.1:1", siret="0")
        assert not (tmp_path / "x").exists()
