"""`chorus pivot export`, `stats`, and the progress bar; the rest is in `test_documents`."""

from __future__ import annotations

import hashlib
import json
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

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
    assert told["invoices"] == 11 == sum(told["modes"].values())
    assert told["total"]["count"] == sum(month["count"] for month in told["months"].values())
    assert Decimal(told["total"]["invoiced"]) == sum(
        Decimal(one["invoiced"]) for one in told["suppliers"].values()
    )
    assert main(["pivot", "stats", str(pivots)]) == 0
    assert "invoices and credit notes" in capsys.readouterr().out


def test_a_folder_is_listed_file_by_file(pivots, tmp_path, capsys):
    whole = (pivots / "syn_multi_4.xml").read_bytes()
    (tmp_path / "a.xml").write_bytes(whole)
    (tmp_path / "b.xml").write_bytes(whole[:-100])
    (tmp_path / "c.txt").write_bytes(b"no pivot")
    assert main(["pivot", "list", "--json", str(tmp_path)]) == 3
    told = capsys.readouterr()
    rows = [json.loads(line) for line in told.out.splitlines()]
    assert [(row["file"], row["index"]) for row in rows] == [
        *(("a.xml", number) for number in (1, 2, 3, 4)),
        *(("b.xml", number) for number in (1, 2, 3)),
    ]
    opening = b"<CPPFacturePivotUnitaire"
    assert [whole[row["offset"] :].startswith(opening) for row in rows] == [True] * 7
    assert "b.xml" in told.err
    assert "c.txt" not in told.err
    assert main(["pivot", "list", str(tmp_path / "a.xml"), str(tmp_path / "c.txt")]) == 3
    assert "a.xml:" in capsys.readouterr().out


def test_what_cannot_be_extracted_is_a_row_as_well(pivots, tmp_path, capsys):
    path = tmp_path / "f.xml"
    content = (pivots / "syn_multi_4.xml").read_bytes()
    path.write_bytes(content.replace(b"<Contenu>UEsD", b"<Contenu>****", 1))
    assert main(["pivot", "extract", "--json", str(path), "--into", str(tmp_path / "out")]) == 3
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [row.get("error") for row in rows[:2]] == ["document.malformed", None]
    assert "file" not in rows[0]
    assert {row["source_file"] for row in rows} == {"f.xml"}


def test_letters_that_move_a_cursor_are_not_printed(pivots, tmp_path, capsys):
    text = (pivots / "syn_multi_4.xml").read_text(encoding="utf-8")
    path = tmp_path / "f.xml"
    path.write_text(
        text.replace("<RaisonSociale>", "<RaisonSociale>\u009b2J\u202e"), encoding="utf-8"
    )
    for act in ("list", "stats"):
        main(["pivot", act, str(path)])
        printed = capsys.readouterr()
        assert not {"\u009b", "\u202e"} & set(printed.out + printed.err)


def test_statistics_are_drawn_where_they_are_asked_for(pivots, tmp_path):
    pytest.importorskip("matplotlib", reason="the extra [plots] is not installed")
    page, folder = tmp_path / "p.html", tmp_path / "png"
    assert main(["pivot", "stats", str(pivots), "--html", str(page), "--png", str(folder)]) == 0
    assert page.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")
    assert len(list(folder.glob("*.png"))) == 4


@pytest.mark.parametrize(
    "arguments",
    [
        ["--workers", "0"],
        ["--workers", "x"],
        ["--workers", "²"],
        ["--format", "xls"],
        ["--table", "x"],
    ],
)
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


def test_digests_are_those_of_the_files_that_were_saved(pivots, tmp_path, capsys):
    source = str(pivots / "syn_multi_4.xml")
    into = ["--into", str(tmp_path / "out")]
    assert main(["pivot", "extract", "--json", "--digests", source, *into]) == 0
    rows = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    files = [Path(row["file"]).read_bytes() for row in rows]
    assert files
    assert [row["sha256"] for row in rows] == [hashlib.sha256(data).hexdigest() for data in files]
    assert [row["size"] for row in rows] == [len(data) for data in files]
    assert main(["pivot", "extract", "--digests", source, *into]) == 0
    shown = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in shown] == [row["sha256"] for row in rows]
