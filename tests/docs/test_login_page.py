"""The page on the login: its code runs, and what it names exists."""

from __future__ import annotations

import doctest
import re
from datetime import timedelta
from importlib import import_module
from pathlib import Path

import pytest

from chorus_sdk.auth.account import AccountHealth
from chorus_sdk.cli.main import main

AGE = timedelta(days=400)
PAGE = Path(__file__).parents[2] / "docs" / "login.md"


@pytest.fixture(scope="module")
def page() -> str:
    return PAGE.read_text(encoding="utf-8")


def test_its_code_runs():
    done = doctest.testfile(str(PAGE), module_relative=False)
    assert done.attempted > 10
    assert done.failed == 0


def test_what_it_imports_exists(page):
    named = re.findall(r"from (chorus_sdk[\w.]*) import ([\w, ]+)", page)
    missing = [
        (module, name)
        for module, names in named
        for name in names.split(", ")
        if not hasattr(import_module(module), name)
    ]
    assert len(named) >= 4
    assert missing == []


def test_every_finding_on_an_account_is_explained(page):
    worst = AccountHealth(login_address="X", other_managers=0, password_age=AGE)
    codes = [finding.code for finding in worst.report]
    assert len(codes) == 3
    assert [code for code in codes if f"| `{code}` (" not in page] == []


def test_its_commands_and_their_options_exist(page, capsys):
    commands = re.findall(r"^\$ chorus portal (\w+)([^\n>#]*)", page, re.MULTILINE)
    for name, rest in commands:
        with pytest.raises(SystemExit):
            main(["portal", name, "--help"])
        told = capsys.readouterr().out
        assert [o for o in re.findall(r"--[\w-]+", rest) if o not in told] == []
    assert {name for name, _ in commands} == {"describe", "probe", "login", "factors"}
