"""`chorus pivot`: what is listed, what is saved."""

from __future__ import annotations

import json

import pytest

from chorus_sdk import ChorusClient
from chorus_sdk.cli.main import main
from chorus_sdk.sandbox import ManualClock, Sandbox
from chorus_sdk.sandbox.platform import Habits
from chorus_sdk.sandbox.samples import sample_invoice, sample_lot, sample_ubl


@pytest.fixture(scope="module")
def pivot(tmp_path_factory):
    """A pivot of two invoices, as the platform gives it."""
    path = tmp_path_factory.mktemp("pivot") / "pivot.xml"
    with Sandbox(clock=ManualClock(), habits=Habits(pivot_in_zip=False)) as sandbox:
        chorus = ChorusClient(
            sandbox.credentials(),
            environment=sandbox.environment,
            transport=sandbox.transport(),
            clock=sandbox.clock,
        )
        lot = {f"{n}.xml": sample_ubl(sample_invoice(number=n)) for n in ("F-1", "F-2")}
        delivery = chorus.flows.wait_until_delivered(chorus.flows.deposit(sample_lot(lot)))
        path.write_bytes(chorus.invoices.download_pivot(delivery.invoices))
    return path


def test_a_pivot_is_listed_with_its_attachments(pivot, capsys):
    assert main(["pivot", "list", str(pivot)]) == 0
    out = capsys.readouterr().out
    assert "F-1" in out
    assert "DUPLICATA FACTUR-X" in out
    assert main(["pivot", "list", "--json", str(pivot)]) == 0
    first, second = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["number"], second["number"]) == ("F-1", "F-2")
    assert [a["role"] for a in first["attachments"]] == ["original", "readable-copy"]
    assert first["gross_total"] == "134.40"


def test_attachments_are_saved_where_they_are_asked_for(pivot, tmp_path, capsys):
    into = tmp_path / "new" / "folder"
    assert main(["pivot", "extract", "--json", str(pivot), "--into", str(into)]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert {row["invoice"] for row in rows} == {"F-1", "F-2"}
    assert sorted(p.name for p in into.iterdir()) == sorted(
        row["file"].rpartition("/")[2] for row in rows
    )
    assert len(rows) == 4


def test_a_file_that_is_no_pivot_has_the_code_of_unreadable_documents(tmp_path, capsys):
    path = tmp_path / "a.xml"
    path.write_bytes(sample_ubl())
    assert main(["pivot", "list", str(path)]) == 3
    assert capsys.readouterr().err


def test_a_pivot_that_is_cut_lists_what_came_and_then_says_so(pivot, tmp_path, capsys):
    path = tmp_path / "cut.xml"
    content = pivot.read_bytes()
    path.write_bytes(content[: int(len(content) * 0.9)])
    assert main(["pivot", "list", str(path)]) == 3
    told = capsys.readouterr()
    assert "F-1" in told.out
    assert told.err
