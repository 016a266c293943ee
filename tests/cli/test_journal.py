"""`chorus journal`: what it prints, and what its exit code means."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk.cli import local
from chorus_sdk.cli.main import main
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.samples import broken_facturx, sample_ubl


@pytest.fixture
def where(tmp_path, monkeypatch):
    """Arguments that name a sandbox and a journal, on one clock."""
    clock = ManualClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    monkeypatch.setattr("chorus_sdk.client.SystemClock", lambda: clock)
    monkeypatch.setattr("chorus_sdk.journal.journal.SystemClock", lambda: clock)
    with Sandbox(clock=clock) as sandbox, serve(sandbox) as server:
        path = tmp_path / "chorus.toml"
        local.write_settings(path, sandbox, server.base_url)
        yield ["--settings", str(path)], ["--journal", str(tmp_path / "journal.sqlite")]


def lines(capsys) -> list[dict]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_deposit_is_run_to_its_end_listed_and_shown(where, tmp_path, capsys):
    settings, journal = where
    path = tmp_path / "f.xml"
    path.write_bytes(sample_ubl())
    assert main(["journal", "deposit", "--json", *settings, *journal, str(path)]) == 0
    (sent,) = lines(capsys)
    assert (sent["state"], sent["file_name"]) == ("sent", "f.xml")
    assert main(["journal", "run", "--json", *settings, *journal]) == 0
    (ended,) = lines(capsys)
    assert (ended["state"], ended["delivered"]) == ("delivered", ["F2026-0001"])
    assert main(["journal", "list", "--open", *journal]) == 0
    assert capsys.readouterr().out == ""
    assert main(["journal", "list", "--json", "--number", "F2026-0001", *journal]) == 0
    assert [row["id"] for row in lines(capsys)] == [sent["id"]]
    assert main(["journal", "show", "--json", sent["id"], *journal]) == 0
    history = [row["state"] for row in lines(capsys)[1:]]
    assert history[:2] == ["sending", "sent"]
    assert history[-1] == "delivered"


def test_what_would_be_lost_is_told_and_the_next_file_is_sent(where, tmp_path, capsys):
    settings, journal = where
    bad, good = tmp_path / "bad.pdf", tmp_path / "good.xml"
    bad.write_bytes(broken_facturx())
    good.write_bytes(sample_ubl())
    assert main(["journal", "deposit", *settings, *journal, str(bad), str(good)]) == 1
    out, err = capsys.readouterr()
    assert "good.xml" in out
    assert "bad.pdf" in err


def test_time_over_is_an_exit_code_of_its_own(where, tmp_path, capsys):
    settings, journal = where
    path = tmp_path / "f.xml"
    path.write_bytes(sample_ubl())
    assert main(["journal", "deposit", *settings, *journal, str(path)]) == 0
    assert main(["journal", "run", "--wait", "1", *settings, *journal]) == 6


def test_an_entry_that_is_not_there_is_a_refusal(where, capsys):
    assert main(["journal", "show", "nothing", *where[1]]) == 5
