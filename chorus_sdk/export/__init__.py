"""Pivot flows as tables for a data team (*export*): Parquet, Arrow, CSV, JSON Lines, Spark.

`exporting.export_pivot` writes files, `arrow_table.pivot_table` hands a table to polars, pandas or
DuckDB, `spark.register` makes `spark.read.format("chorus_pivot")` known.
"""
