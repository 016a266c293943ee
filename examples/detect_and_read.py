"""Say what a file is, and read the invoice in it, whatever it is written in."""

from chorus_sdk import detect, read
from chorus_sdk.sandbox.samples import sample_cii, sample_facturx, sample_ubl

for document in (sample_ubl(), sample_cii(), sample_facturx()):
    found = detect(document)
    invoice = read(document)
    print(f"{found.format}: {invoice.number}, {invoice.totals.with_vat} {invoice.currency}")
