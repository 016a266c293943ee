"""Without its programs a browser test is skipped at home, and fails under CI."""

from __future__ import annotations

import axe
import chromium
import pytest


def take_away(monkeypatch) -> None:
    monkeypatch.setattr(chromium.shutil, "which", lambda _: None)
    monkeypatch.setattr(axe.importlib.util, "find_spec", lambda _: None)


@pytest.mark.parametrize("find", [chromium.find_programs, axe.axe_source])
def test_a_machine_without_them_skips(monkeypatch, find):
    take_away(monkeypatch)
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception):
        find()


@pytest.mark.parametrize("find", [chromium.find_programs, axe.axe_source])
def test_the_integration_run_fails(monkeypatch, find):
    take_away(monkeypatch)
    monkeypatch.setenv("CI", "1")
    with pytest.raises(pytest.fail.Exception):
        find()
