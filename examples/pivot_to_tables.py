"""Write the tables of a pivot flow as CSV, and read one of them back with exact amounts."""

import csv
import tempfile
from decimal import Decimal
from pathlib import Path

from chorus_sdk import ChorusClient
from chorus_sdk.export.exporting import export_pivot
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox.samples import sample_invoice, sample_lot, sample_ubl

# A Chorus Pro of your own makes the flow; any pivot, or a folder of them, goes the same way.
folder = Path(tempfile.mkdtemp())
print(f"in {folder}")
flow = folder / "pivot"
with (
    Sandbox(speed=1000) as sandbox,
    ChorusClient(
        sandbox.credentials(),
        environment=sandbox.environment,
        transport=sandbox.transport(),
        clock=sandbox.clock,
    ) as chorus,
):
    lot = sample_lot({f"{n}.xml": sample_ubl(sample_invoice(number=n)) for n in ("F-1", "F-2")})
    delivery = chorus.flows.wait_until_delivered(chorus.flows.deposit(lot))
    flow.write_bytes(chorus.invoices.download_pivot(delivery.invoices))

# format="parquet" needs the extra [arrow]; large flows are shared by workers=2 or more.
result = export_pivot(flow, folder / "tables", format="csv")
result.raise_if_failed()
for path, rows in zip(result.paths, result.rows.values(), strict=True):
    print(f"{path.name}: {rows} rows")

with (folder / "tables" / "vat.csv").open(encoding="utf-8", newline="") as stream:
    for row in csv.DictReader(stream):
        print(row["invoice_number"], Decimal(row["rate"]), Decimal(row["amount"]))
