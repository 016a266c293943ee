"""Which rules of EN 16931 an invoice breaks; their findings name places that there are."""

from __future__ import annotations

from model_places import lost

from chorus_sdk.findings import Finding
from chorus_sdk.formats.base import FormatId
from chorus_sdk.invoice import Invoice
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931 import EN16931

UBL, CII = FormatId.UBL_INVOICE, FormatId.CII_INVOICE


def findings(invoice: Invoice, format_id: FormatId | None = None) -> list[Finding]:
    found = list(EN16931.run(Subject(invoice=invoice, format=format_id)))
    assert lost(invoice, found) == []
    return found


def broken(invoice: Invoice, format_id: FormatId | None = None) -> set[str]:
    return {finding.code for finding in findings(invoice, format_id)}
