"""The further tax registrations of a party in UBL (*identifiants fiscaux*)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk._xml import parse
from chorus_sdk.formats.binding.run import SECOND
from chorus_sdk.invoice.parties import Party
from chorus_sdk.invoice.provenance import REPEATED
from chorus_sdk.validation.rules.base import Subject
from chorus_sdk.validation.rules.en16931.traces import Trace, number_of, traces

TAX: Final = "cac:PartyTaxScheme"


def registrations(subject: Subject, path: str) -> Iterator[Trace]:
    """Yield the further tax registrations of a party."""
    for trace in traces(subject).entries:
        if trace.path == f"{path}/{TAX}/cbc:CompanyID" and trace.kept.reason in {SECOND, REPEATED}:
            yield trace


def is_vat_number(subject: Subject, path: str, trace: Trace, party: Party) -> bool:
    """Tell whether a further registration of a party is of VAT, as the document says.

    Without it the party tells as far as it can: it holds the first of two.
    """
    if subject.document is not None:
        names = "/".join(f"{{*}}{step.partition(':')[2]}" for step in f"{path}/{TAX}".split("/"))
        found = parse(subject.document, subject.limits).findall(names)
        element = found[number_of(trace.kept.path, f"{path}/{TAX}")]
        return (element.findtext("{*}TaxScheme/{*}ID") or "").upper() == "VAT"
    if trace.kept.reason == REPEATED:
        return trace.kept.text == party.vat_identifier
    return party.tax_registration is None
