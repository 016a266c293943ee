"""Two invoices, and what an archive of them is told to hold."""

from __future__ import annotations

from chorus_sdk.formats.archives import read_archive
from chorus_sdk.limits import Limits
from chorus_sdk.sandbox.samples import sample_cii, sample_invoice

ONE = sample_cii(sample_invoice(number="F-1"))
TWO = sample_cii(sample_invoice(number="F-2"))


def told(source, **limits):
    """What an archive gives: each name with its invoice number, or with its error's class."""
    items = read_archive(source, limits=Limits(**limits))
    return [(i.name, i.invoice.number if i.invoice else type(i.error)) for i in items]
