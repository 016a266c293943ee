"""Files of tables: the same rows in each format, from one process or two."""

from __future__ import annotations

import csv
import errno
import json
import os
from datetime import date
from decimal import Decimal

import pytest

from chorus_sdk.errors import InvalidInvoiceError, MalformedDocumentError
from chorus_sdk.export.exporting import export_pivot
from chorus_sdk.export.files import source_files
from chorus_sdk.export.sinks import ByteSink
from chorus_sdk.export.splitting import parts_of
from chorus_sdk.export.tables import TABLES

ROWS = {
    "invoices": 3,
    "lines": 6,
    "vat": 6,
    "attachments": 6,
    "validation_steps": 3,
    # notes.txt, and of each invoice: Oui is no known code, one attachment is broken
    "findings": 7,
}


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_there_is_a_file_for_each_table(folder, tmp_path, form):
    if form == "parquet":
        pytest.importorskip("pyarrow", reason="the extra [arrow] is not installed")
    result = export_pivot(folder, tmp_path / "out", format=form)
    assert dict(result.rows) == ROWS
    assert [path.name for path in result.paths] == [f"{name}.{form}" for name in TABLES]
    assert {path.name for path in (tmp_path / "out").iterdir()} == {p.name for p in result.paths}
    assert result.failures == ()
    result.raise_if_failed()


def test_csv_can_be_read_by_any_reader(folder, tmp_path):
    export_pivot(folder, tmp_path, format="csv")
    with (tmp_path / "validation_steps.csv").open(encoding="utf-8", newline="") as stream:
        first, *_ = csv.DictReader(stream)
    assert first["comment"] == "ligne 1\nligne 2"
    assert first["status_date"] == "2026-01-08"
    with (tmp_path / "invoices.csv").open(encoding="utf-8", newline="") as stream:
        first, *_ = csv.DictReader(stream)
    assert (first["service_name"], first["payable"]) == ("Service, voirie", "119.9")
    assert first["commitment_number"] == "0000000042"
    assert first["unmapped"] == ""


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_a_file_whose_name_is_not_utf_8_is_exported(tmp_path, make_flow, make_invoice, form):
    (tmp_path / "flows").mkdir()
    path = tmp_path / "flows" / os.fsdecode(b"caf\xe9.xml")
    try:
        path.write_text(make_flow(make_invoice()), "utf-8")
    except (OSError, UnicodeError):
        pytest.skip("the file system takes no such name")
    for source in (path, path.parent, [path, path.parent]):
        result = export_pivot(source, tmp_path / "out", format=form, tables=["invoices"])
        text = result.paths[0].read_text(encoding="utf-8")
        assert "caf" in text
        assert "xe9.xml" in text or "udce9.xml" in text


def test_small_numbers_have_no_exponent(tmp_path, make_flow, make_invoice):
    (tmp_path / "f.xml").write_text(make_flow(make_invoice(net="0.00000010")), "utf-8")
    for form in ("csv", "jsonl"):
        export_pivot(tmp_path / "f.xml", tmp_path, format=form, tables=["invoices"])
        text = (tmp_path / f"invoices.{form}").read_text(encoding="utf-8")
        assert "0.00000010" in text


def test_json_lines_hold_amounts_as_text_and_nothing_as_null(folder, tmp_path):
    export_pivot(folder, tmp_path, format="jsonl", tables=["lines"])
    with (tmp_path / "lines.jsonl").open(encoding="utf-8") as stream:
        rows = [json.loads(line) for line in stream]
    assert len(rows) == 6
    assert rows[1] == {
        "source_file": "a.xml",
        "invoice_index": 1,
        "line_index": 2,
        "invoice_number": "A1",
        "rank": 20,
        "product_reference": None,
        "unit_price": "-1",
        "quantity": "0.5",
        "net_amount": "-0.5",
        "vat_rate": None,
    }


def test_parquet_has_exact_amounts_days_and_the_meaning_of_columns(folder, tmp_path):
    parquet = pytest.importorskip("pyarrow.parquet", reason="the extra [arrow] is not installed")
    export_pivot(folder, tmp_path, tables=["invoices"])
    table = parquet.read_table(tmp_path / "invoices.parquet")
    assert str(table.schema.field("payable").type) == "decimal128(38, 10)"
    assert str(table.schema.field("issue_date").type) == "date32[day]"
    assert not table.schema.field("invoice_index").nullable
    assert table.schema.metadata[b"key"] == b"source_file,invoice_index"
    (first, *_) = table.to_pylist()
    assert first["payable"] == Decimal("119.9")
    assert first["issue_date"] == date(2026, 1, 4)


def test_content_is_in_the_table_when_it_is_asked_for(folder, tmp_path):
    export_pivot(folder, tmp_path, format="jsonl", tables=["attachments"], content=True)
    with (tmp_path / "attachments.jsonl").open(encoding="utf-8") as stream:
        first = json.loads(stream.readline())
    assert first["content"] == "JVBERi0xLjcgY29udGVudA=="


@pytest.mark.slow
@pytest.mark.enable_socket  # processes are asked for through a local socket
def test_two_processes_give_what_one_gives_and_so_does_reading_without_parts(large, tmp_path):
    assert len(list(parts_of(source_files(large)[0]))) == 4
    results = {
        workers: export_pivot(large, tmp_path / str(workers), format="csv", workers=workers)
        for workers in (1, 2)
    }
    assert results[1].rows == results[2].rows
    for name in TABLES:
        one, two = (tmp_path / str(workers) / f"{name}.csv" for workers in (1, 2))
        assert one.read_bytes() == two.read_bytes(), name
    with (tmp_path / "2" / "invoices.csv").open(encoding="utf-8", newline="") as stream:
        rows = [(row["invoice_index"], row["invoice_number"]) for row in csv.DictReader(stream)]
    assert rows == [("1", "L1"), ("3", "L3"), ("4", "L4"), ("5", "L5")]
    with (tmp_path / "2" / "findings.csv").open(encoding="utf-8", newline="") as stream:
        count = [row for row in csv.DictReader(stream) if row["code"] == "PIVOT-COUNT"]
    assert [(row["found"], row["expected"]) for row in count] == [("9", "5")]


def test_a_cut_flow_stops_nothing_and_is_told(folder, tmp_path):
    data = (folder / "a.xml").read_bytes()
    (folder / "a.xml").write_bytes(data[:-700])
    result = export_pivot(folder, tmp_path / "out", format="csv")
    assert result.rows["invoices"] == 2
    assert [(failure.file, failure.error.code) for failure in result.failures] == [
        ("a.xml", "document.malformed")
    ]
    with pytest.raises(ExceptionGroup) as caught:
        result.raise_if_failed()
    (error,) = caught.value.exceptions
    assert isinstance(error, MalformedDocumentError)
    assert error.__notes__ == ["a.xml"]


def test_strict_writes_nothing_and_leaves_what_was_there(folder, tmp_path, make_flow, make_invoice):
    out = tmp_path / "out"
    export_pivot(folder, out, format="csv")
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    (folder / "z.xml").write_text(make_flow(make_invoice(day="never")), "utf-8")
    with pytest.raises(InvalidInvoiceError):
        export_pivot(folder, out, format="csv", strict=True)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


@pytest.mark.parametrize("choice", [{"format": "xls"}, {"workers": 0}, {"tables": ["x"]}])
def test_what_cannot_be_done_is_refused_before_anything_is_written(folder, tmp_path, choice):
    with pytest.raises(ValueError):
        export_pivot(folder, tmp_path / "out", **{"format": "csv", **choice})
    assert not (tmp_path / "out").exists()


def test_progress_is_told_in_bytes_and_ends_at_the_end(folder, tmp_path):
    told = []
    export_pivot(
        folder, tmp_path, format="csv", on_progress=lambda done, total: told.append((done, total))
    )
    total = sum(file.path.stat().st_size for file in source_files(folder))
    assert told[-1] == (total, total)
    assert told == sorted(told)


def test_several_sources_are_called_as_they_were_named(folder, tmp_path):
    one, other = folder / "a.xml", folder / "below"
    export_pivot([one, other], tmp_path, format="csv", tables=["invoices"])
    with (tmp_path / "invoices.csv").open(encoding="utf-8", newline="") as stream:
        names = [row["source_file"] for row in csv.DictReader(stream)]
    assert names == [one.as_posix(), one.as_posix(), f"{other.as_posix()}/b.xml"]


@pytest.mark.parametrize("when", ["write", "close"])
def test_a_disk_that_is_full_leaves_no_half_files(folder, tmp_path, monkeypatch, when):
    close = ByteSink.close

    def fail(sink: ByteSink, *_: object) -> None:
        close(sink)
        raise OSError(errno.ENOSPC, "full")

    monkeypatch.setattr(ByteSink, "close", fail)
    monkeypatch.setattr(ByteSink, "write", fail if when == "write" else ByteSink.write)
    out = tmp_path / "out"
    with pytest.raises(OSError, match="full") as caught:
        export_pivot(folder, out, format="jsonl")
    assert caught.value.errno == errno.ENOSPC
    assert list(out.iterdir()) == []


def test_a_folder_in_the_place_of_a_table_leaves_no_half_files(folder, tmp_path):
    (tmp_path / "vat.csv").mkdir()
    with pytest.raises(OSError):
        export_pivot(folder, tmp_path, format="csv", tables=["vat", "lines"])
    assert not list(tmp_path.glob(".*"))
