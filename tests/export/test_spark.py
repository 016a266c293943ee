"""Spark gives the rows that one process gives, table by table; one small local session."""

from __future__ import annotations

import os
import shutil
import sys

import pytest

if shutil.which("java") is None and "JAVA_HOME" not in os.environ:
    pytest.skip("there is no Java", allow_module_level=True)
pytest.importorskip("pyspark", reason="the extra [spark] is not installed")
pytest.importorskip("pyarrow", reason="the extra [arrow] is not installed")

from chorus_sdk.errors import ConfigurationError
from chorus_sdk.export.arrow_table import pivot_table
from chorus_sdk.export.spark import register
from chorus_sdk.export.spark_source import PivotDataSource
from chorus_sdk.export.tables import TABLES

pytestmark = [
    pytest.mark.filterwarnings("ignore"),  # of Spark's own about pandas and sockets
    pytest.mark.timeout(600),
]


@pytest.fixture(scope="module")
def spark(tmp_path_factory):
    from pyspark.sql import SparkSession

    kept = os.environ.get("PYSPARK_PYTHON")
    os.environ["PYSPARK_PYTHON"] = sys.executable
    session = (
        SparkSession.builder.master("local[1]")
        .config("spark.driver.host", "127.0.0.1")
        .config("spark.driver.bindAddress", "127.0.0.1")
        .config("spark.ui.enabled", "false")
        .config("spark.sql.warehouse.dir", str(tmp_path_factory.mktemp("spark")))
        .getOrCreate()
    )
    register(session)
    yield session
    session.stop()
    if kept is None:
        del os.environ["PYSPARK_PYTHON"]
    else:
        os.environ["PYSPARK_PYTHON"] = kept


@pytest.mark.slow
def test_spark_and_one_process_give_equal_rows(spark, large, folder):
    import pyarrow as pa

    shutil.copy(large, folder / "below" / "large.xml")
    load = spark.read.format("chorus_pivot").option("content", "true")
    for name in TABLES:
        if name == "attachments":
            continue  # below, without 60 MB of content a row
        expected = [tuple(row.values()) for row in pa.table(pivot_table(folder, name)).to_pylist()]
        found = [tuple(row) for row in load.option("table", name).load(str(folder)).collect()]
        assert found == expected, name
    (folder / "below" / "large.xml").unlink()
    expected = pa.table(pivot_table(folder, "attachments", content=True)).to_pylist()
    found = load.option("table", "attachments").load(str(folder)).collect()
    assert [tuple(row) for row in found] == [tuple(row.values()) for row in expected]


def test_a_cut_flow_fails_the_job_or_is_told_as_is_wanted(spark, folder):
    path = folder / "a.xml"
    path.write_bytes(path.read_bytes()[:-700])
    load = spark.read.format("chorus_pivot").option("table", "findings")
    rows = load.option("mode", "permissive").load(str(folder)).collect()
    assert "document.malformed" in {row["code"] for row in rows}
    with pytest.raises(Exception, match="not well-formed"):
        load.option("mode", "failfast").load(str(folder)).collect()


@pytest.mark.parametrize(
    "options",
    [
        {"path": "x", "password": "y"},
        {"path": "x", "mode": "dropmalformed"},
        {"path": "x", "content": "yes"},
        {},
    ],
)
def test_an_option_that_is_not_there_is_refused_by_its_name(options):
    with pytest.raises(ConfigurationError) as caught:
        PivotDataSource(options).schema()
    assert caught.value.setting in {"password", "mode", "content", "path"}
    assert "y" not in repr(caught.value.args)


def test_the_schema_is_the_tables_own():
    source = PivotDataSource({"path": "x", "table": "vat"})
    assert source.schema() == TABLES["vat"].spark_schema


def test_only_a_session_can_be_told_of_it():
    with pytest.raises(TypeError):
        register(None)
