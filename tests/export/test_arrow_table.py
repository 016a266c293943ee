"""A table goes to polars, pandas, DuckDB and PyArrow as it is."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

pytest.importorskip("pyarrow", reason="the extra [arrow] is not installed")

from chorus_sdk.export.arrow_table import pivot_table
from chorus_sdk.export.tables import TABLES


def test_polars_takes_it(folder):
    polars = pytest.importorskip("polars")
    frame = polars.DataFrame(pivot_table(folder, "vat"))
    assert frame["amount"].to_list() == [Decimal("2.20"), Decimal(12)] * 3
    assert frame["source_file"].to_list() == ["a.xml"] * 4 + ["below/b.xml"] * 2


def test_pandas_takes_it(folder):
    pandas = pytest.importorskip("pandas", minversion="3")
    frame = pandas.DataFrame.from_arrow(pivot_table(folder))
    assert list(frame["payable"]) == [Decimal("119.9000000000")] * 3


def test_duckdb_takes_it(folder):
    duckdb = pytest.importorskip("duckdb")
    with duckdb.connect() as database:
        database.register("lines", pivot_table(folder, "lines"))
        asked = database.sql("select rank, sum(net_amount) from lines group by rank order by rank")
        assert asked.fetchall() == [(10, Decimal("9.00")), (20, Decimal("-1.50"))]


@pytest.mark.parametrize("name", TABLES)
def test_pyarrow_takes_every_table_with_its_declared_types_and_reads_anew_each_time(folder, name):
    import pyarrow as pa

    table = pivot_table(folder, name)
    first, second = pa.table(table), pa.table(table)
    assert first.equals(second)
    assert pa.schema(table) == first.schema
    declared = {"date32": "date32[day]"}
    assert [(field.name, str(field.type), field.nullable) for field in first.schema] == [
        (column.name, declared.get(column.kind.arrow, column.kind.arrow), column.nullable)
        for column in TABLES[name].columns
    ]


def test_content_is_a_column_of_bytes(folder):
    import pyarrow as pa

    table = pa.table(pivot_table(folder, "attachments", content=True))
    assert table["content"].to_pylist()[:2] == [b"%PDF-1.7 content", None]


def test_batches_are_bounded(tmp_path, make_flow, make_invoice):
    import pyarrow as pa

    line = (
        '<Ligne NumOrdre="1"><PrixUnitaire>1</PrixUnitaire><Quantite>1</Quantite>'
        "<MontantHT>1</MontantHT></Ligne>"
    )
    path = tmp_path / "f.xml"
    path.write_text(make_flow(make_invoice()).replace("</Lignes>", line * 24_998 + "</Lignes>"))
    reader = pa.RecordBatchReader.from_stream(pivot_table(path, "lines"))
    assert [batch.num_rows for batch in reader] == [10_000, 10_000, 5_000]


def test_a_cut_flow_gives_its_rows_and_then_an_error(folder):
    import pyarrow as pa

    path = folder / "a.xml"
    path.write_bytes(path.read_bytes()[:-700])
    reader = pa.RecordBatchReader.from_stream(pivot_table(path))
    assert reader.read_next_batch()["invoice_number"].to_pylist() == ["A1"]
    with pytest.raises(pa.ArrowInvalid):
        reader.read_next_batch()
    kept = pa.table(pivot_table(path, "findings", keep_going=True))
    assert kept["code"].to_pylist()[-1] == "document.malformed"


def test_days_are_days(folder):
    import pyarrow as pa

    assert pa.table(pivot_table(folder))["issue_date"].to_pylist() == [dt.date(2026, 1, 4)] * 3
