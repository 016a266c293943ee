"""`chorus pivot export`, `stats`, and the progress bar; the rest is in `test_documents`."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from chorus_sdk._clock import ManualClock
from chorus_sdk.cli.bar import ByteBar
from chorus_sdk.cli.main import main
from chorus_sdk.export.tables import TABLES


@pytest.fixture
def pivots(corpus):
    return corpus / "pivot" / "synthetic"


def test_export_writes_a_file_a_table(pivots, tmp_path, capsys):
    into = tmp_path / "out"
    assert (
        main(["pivot", "export", "--json", "--format", "csv", "--into", str(into), str(pivots)])
        == 0
    )
    told = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row["file"] for row in told] == [str(into / f"{name}.csv") for name in TABLES]
    assert told[0]["rows"] == 11
    assert (into / "lines.csv").read_text(encoding="utf-8").startswith("source_file,invoice_index,")


def test_export_writes_the_tables_that_are_named(pivots, tmp_path):
    arguments = ["--format", "jsonl", "--table", "vat", "--table", "lines", "--into", str(tmp_path)]
    assert main(["pivot", "export", str(pivots), *arguments]) == 0
    assert {path.name for path in tmp_path.iterdir()} == {"vat.jsonl", "lines.jsonl"}


def test_a_cut_flow_is_exported_as_far_as_it_goes_and_has_its_code(pivots, tmp_path, capsys):
    path = tmp_path / "cut.xml"
    path.write_bytes((pivots / "syn_multi_4.xml").read_bytes()[:-100])
    into = tmp_path / "out"
    assert main(["pivot", "export", str(path), "--format", "csv", "--into", str(into)]) == 3
    assert "cut.xml" in capsys.readouterr().err
    assert len((into / "invoices.csv").read_text(encoding="utf-8").splitlines()) == 1 + 3


def test_statistics_are_printed(pivots, capsys):
    assert main(["pivot", "stats", "--json", str(pivots)]) == 0
    (told,) = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert told["figures"]["invoices and credit notes"] == "11"
    assert main(["pivot", "stats", str(pivots)]) == 0
    assert "invoices and credit notes" in capsys.readouterr().out


def test_statistics_are_drawn_where_they_are_asked_for(pivots, tmp_path):
    pytest.importorskip("matplotlib", reason="the extra [plots] is not installed")
    page, folder = tmp_path / "p.html", tmp_path / "png"
    assert main(["pivot", "stats", str(pivots), "--html", str(page), "--png", str(folder)]) == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert len(list(folder.glob("*.png"))) == 4


@pytest.mark.parametrize("arguments", [["--workers", "0"], ["--format", "xls"], ["--table", "x"]])
def test_wrong_choices_are_wrong_arguments(arguments, tmp_path):
    with pytest.raises(SystemExit) as caught:
        main(["pivot", "export", str(tmp_path), *arguments])
    assert caught.value.code == 2


def test_the_bar_tells_bytes_share_and_speed():
    clock = ManualClock(datetime(2026, 11, 23, tzinfo=UTC))
    bar = ByteBar(clock)
    clock.sleep(2)
    text = bar.text(250_000_000, 1_000_000_000)
    assert text.count("#") == 7
    assert " 25% " in text
    assert "250.0 of 1,000.0 MB" in text
    assert "125 MB/s" in text


def test_the_bar_is_silent_where_nobody_watches(capsys):
    bar = ByteBar()
    bar.show(1, 2)
    bar.close()
    assert capsys.readouterr().err == ""


def test_the_bar_is_whole_when_there_is_nothing_to_read():
    assert "100%" in ByteBar(ManualClock()).text(0, 0)
