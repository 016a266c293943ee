"""`chorus journal`: what it prints, and what its exit code means."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk.cli import local
from chorus_sdk.cli.main import main
from chorus_sdk.sandbox import Sandbox, serve
from chorus_sdk.sandbox.samples import (
    broken_facturx,
    sample_cii,
    sample_invoice,
    sample_lot,
    sample_ubl,
)


@pytest.fixture
def sandbox(monkeypatch):
    clock = ManualClock(datetime(2026, 11, 23, 9, tzinfo=UTC))
    monkeypatch.setattr("chorus_sdk.client.SystemClock", lambda: clock)
    monkeypatch.setattr("chorus_sdk.journal.journal.SystemClock", lambda: clock)
    with Sandbox(clock=clock) as sandbox:
        yield sandbox


@pytest.fixture
def where(tmp_path, sandbox):
    """Arguments that name a sandbox and a journal, on one clock."""
    with serve(sandbox) as server:
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


def test_what_names_no_deposit_is_a_refusal(where, tmp_path, capsys):
    deposit(tmp_path, where, "F-1")
    assert main(["journal", "show", "nothing", *where[1]]) == 5


@pytest.mark.parametrize("act", ["list", "show", "run", "reconcile", "follow"])
def test_a_journal_that_is_not_there_is_not_made_by_asking_for_it(where, capsys, act):
    settings, journal = where
    arguments = {"list": [], "show": ["x"]}.get(act, settings)
    assert main(["journal", act, *arguments, *journal]) == 2
    assert not Path(journal[1]).exists()


def deposit(folder: Path, where, *numbers: str) -> int:
    settings, journal = where
    paths = []
    for number in numbers:
        paths.append(folder / f"{number}.xml")
        paths[-1].write_bytes(sample_ubl(sample_invoice(number=number)))
    return main(["journal", "deposit", *settings, *journal, *map(str, paths)])


def test_a_deposit_is_shown_by_the_beginning_of_its_id_and_by_a_number(where, tmp_path, capsys):
    assert deposit(tmp_path, where, "F-1", "F-2") == 0
    first = capsys.readouterr().out.split()[0]
    assert len(first) == 8
    assert main(["journal", "show", first, *where[1]]) == 0
    by_id = capsys.readouterr().out
    assert main(["journal", "show", "F-1", *where[1]]) == 0
    assert capsys.readouterr().out == by_id
    assert "F-2" not in by_id


def test_no_line_is_wider_than_a_terminal(where, tmp_path, capsys):
    settings, journal = where
    lot = tmp_path / f"{'very-long-' * 9}name.tar.gz"
    numbers = [f"LOT-2026-{place:06d}-1234" for place in range(60)]
    lot.write_bytes(sample_lot({f"{n}.xml": sample_ubl(sample_invoice(number=n)) for n in numbers}))
    main(["journal", "deposit", "--allow-lost", *settings, *journal, str(lot)])
    main(["journal", "run", *settings, *journal])
    main(["journal", "list", *journal])
    capped = capsys.readouterr().out
    main(["journal", "show", numbers[0], *journal])
    whole = capsys.readouterr().out
    assert max(map(len, (capped + whole).splitlines())) <= 80
    assert "+59" in capped
    assert all(number in whole for number in numbers)


def test_one_round_says_by_its_exit_code_whether_something_is_left(where, tmp_path, capsys):
    settings, journal = where
    deposit(tmp_path, where, "F-1")
    assert main(["journal", "reconcile", *settings, *journal]) == 6
    assert main(["journal", "run", *settings, *journal]) == 0
    capsys.readouterr()
    assert main(["journal", "follow", *settings, *journal]) == 0
    assert capsys.readouterr().out == ""


def test_a_file_that_is_not_there_stops_no_other(where, tmp_path, capsys):
    settings, journal = where
    good = tmp_path / "good.xml"
    good.write_bytes(sample_ubl())
    missing = str(tmp_path / "missing.xml")
    assert main(["journal", "deposit", *settings, *journal, missing, str(good)]) == 2
    out, err = capsys.readouterr()
    assert "good.xml" in out
    assert missing in err


def test_another_file_of_the_same_invoice_names_the_deposit_that_has_it(where, tmp_path, capsys):
    settings, journal = where
    deposit(tmp_path, where, "F-1")
    entry = capsys.readouterr().out.split()[0]
    twin = tmp_path / "twin.xml"
    twin.write_bytes(sample_cii(sample_invoice(number="F-1")))
    assert main(["journal", "deposit", *settings, *journal, str(twin)]) == 1
    assert entry in capsys.readouterr().err


def test_a_refused_login_is_tried_once_however_many_files(where, tmp_path, capsys):
    settings, journal = where
    path = Path(settings[1])
    lines = [line for line in path.read_text().splitlines() if "_password" not in line]
    path.write_text("\n".join([*lines, 'technical_password = "no"']))
    assert deposit(tmp_path, where, "F-1", "F-2", "F-3") == 4
    assert "2 " in capsys.readouterr().err
    assert main(["journal", "list", "--json", *journal]) == 0
    (left,) = capsys.readouterr().out.splitlines()
    assert json.loads(left)["state"] == "not-sent"


def test_a_lost_answer_has_its_exit_code(where, tmp_path, capsys, sandbox):
    sandbox.faults.lose_next_answer(path="deposer/flux")
    assert deposit(tmp_path, where, "F-1") == 5
    assert "unknown" in capsys.readouterr().out
