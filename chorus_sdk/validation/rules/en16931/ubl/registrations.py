"""The further tax registrations of a party in UBL (*identifiants fiscaux*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.formats.binding.run import SECOND
from chorus_sdk.invoice.provenance import REPEATED
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931.traces import Trace, traces

TAX: Final = "cac:PartyTaxScheme"


def registrations(subject: Subject, path: str) -> Iterator[tuple[bool, Trace]]:
    """Yield the further tax registrations of a party, each with whether it is of VAT."""
    known = traces(subject)
    schemes = {
        trace.kept.path.rpartition("/cac:TaxScheme/")[0]
        for trace in known.entries
        if trace.path == f"{path}/{TAX}/cac:TaxScheme/cbc:ID"
    }
    for trace in known.entries:
        if trace.path == f"{path}/{TAX}/cbc:CompanyID" and trace.kept.reason in {SECOND, REPEATED}:
            yield trace.kept.path.rpartition("/")[0] not in schemes, trace
