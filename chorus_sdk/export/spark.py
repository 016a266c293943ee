"""Pivot flows on Spark (*source de données Spark*), extra [spark].

`register(spark)` makes the format known; then
`spark.read.format("chorus_pivot").option("table", "lines").load(folder)` is a data frame.
"""

from __future__ import annotations

from chorus_sdk.errors import MissingExtraError


def register(spark: object) -> None:
    """Make `chorus_pivot` known to a Spark session (*enregistrer la source*).

    Options of the format: `table`, a name of `tables.TABLES` (`invoices` if none is given);
    `content`, `true` for the bytes of attachments; `mode`, `failfast` or `permissive`.

    Raises:
        MissingExtraError: the extra [spark] is not installed.
        TypeError: not a Spark session.
    """
    try:
        from pyspark.sql import SparkSession

        from chorus_sdk.export.spark_source import PivotDataSource
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] not in {"pyspark", "pyarrow"}:
            raise
        raise MissingExtraError("spark", purpose="A Spark data source") from error
    if not isinstance(spark, SparkSession):
        raise TypeError(f"register takes a Spark session, not {type(spark)!r}")
    spark.dataSource.register(PivotDataSource)
