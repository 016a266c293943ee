"""Who the seller is, and where VAT numbers are from: BR-CO-09, BR-CO-26."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.binding.run import SECOND
from chorus_sdk.invoice.identifiers import Identifier
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.parties import Party
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.code_values import countries
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.reach import Reach, Watch
from chorus_sdk.validation.rules.en16931.source import AGREEMENT, is_ubl, is_written, path_of
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.watching import found

_FURTHER: Final = frozenset({"EL"})
"""Greece, as VAT numbers have it."""
_UBL: Final = frozenset({FormatId.UBL_INVOICE, FormatId.UBL_CREDIT_NOTE})
_NOBODY: Final = Party.model_construct()
_SELLER: Final = ("cac:AccountingSupplierParty", f"{AGREEMENT}/ram:SellerTradeParty")
_CREDITOR: Final = "SEPA"
"""The scheme of a creditor's identifier (BT-90) in UBL."""
_SECOND: Final = "cac:PartyTaxScheme/cbc:CompanyID"
_CII_NUMBERS: Final = ("ram:ID", "ram:GlobalID", "ram:SpecifiedLegalOrganization/ram:ID")
"""What tells in CII who a party is, beside a VAT number."""


class _Prefixed:
    """The numbers that start with the code of a country."""

    def __init__(self, format_id: FormatId | None) -> None:
        self._format = format_id

    def __contains__(self, number: object) -> bool:
        return isinstance(number, str) and _allowed(self._format, number)


def _allowed(format_id: FormatId | None, number: str) -> bool:
    known = _row_of_prefixes() if format_id in _UBL else _prefixes(format_id)
    return number[:2] in known


@cache
def _prefixes(format_id: FormatId | None) -> frozenset[str]:
    return countries(format_id) | _FURTHER


@cache
def _row_of_prefixes() -> str:
    return f" {' '.join(sorted(_prefixes(FormatId.UBL_INVOICE)))} "


def watched(format_id: FormatId | None, reach: Reach) -> Iterator[Watch]:
    """Yield the watch for a VAT number, where a place of the model is one."""
    if reach.steps[-1][0] == "vat_identifier":
        yield Watch(br_co_09, _Prefixed(format_id))


@rule(
    "BR-CO-09",
    "BT-31",
    "BT-48",
    "BT-63",
    en="A VAT number starts with the code of a country.",
    fr="Un numéro de TVA commence par un code de pays.",
)
def br_co_09(subject: Subject) -> Iterator[Breach]:
    """BT-31, BT-48, BT-63 start with two letters of ISO 3166-1, EL for Greece.

    The rule for UBL looks for the letters anywhere in the row of all codes, so that one letter,
    or one and a blank, will do.
    """
    for _, breach in found(subject, "BR-CO-09"):
        yield breach
    for _, place, party in _parties(invoice_of(subject)):
        if party is not None and party.vat_identifier == "" and not is_ubl(subject):
            yield Breach(f"{place}.vat_identifier")
    for path, _, party in _parties(invoice_of(subject)) if is_ubl(subject) else ():
        if party is not None and party.tax_registration is None:
            for trace in traces(subject).because_at(f"{path}/{_SECOND}", SECOND):
                if not _allowed(subject.format, trace.kept.text):
                    yield Breach(trace.kept.path, trace.kept.text)


def _parties(invoice: Invoice) -> tuple[tuple[str, str, Party | None], ...]:
    """Return who may have a second VAT number: it is one where there is no other registration."""
    return (
        ("cac:AccountingSupplierParty/cac:Party", "seller", invoice.seller),
        ("cac:AccountingCustomerParty/cac:Party", "buyer", invoice.buyer),
        ("cac:TaxRepresentativeParty", "tax_representative", invoice.tax_representative),
    )


@rule(
    "BR-CO-26",
    "BT-29",
    "BT-30",
    "BT-31",
    en="The seller is identified: by an identifier, a legal registration or a VAT number.",
    fr="Le vendeur est identifié : identifiant, enregistrement légal ou numéro de TVA.",
)
def br_co_26(subject: Subject) -> Iterator[Breach]:
    """BT-29, BT-30 or BT-31 is there."""
    seller = invoice_of(subject).seller
    legal = seller.legal_registration
    known = seller.vat_identifier is not None or (legal is not None and legal.value is not None)
    known = known or any(_is_identifier(each, subject) for each in seller.identifiers)
    if known or _has_empty_identifier(subject):
        return
    if seller != _NOBODY or not is_written(subject) or traces(subject).has(_seller_path(subject)):
        yield Breach("seller.identifiers")


def _seller_path(subject: Subject) -> str:
    return path_of(subject, *_SELLER)


def _is_identifier(identifier: Identifier, subject: Subject) -> bool:
    """Tell whether an identifier tells who the seller is: in UBL, not as a creditor alone."""
    return not (is_ubl(subject) and identifier.scheme == _CREDITOR)


def _has_empty_identifier(subject: Subject) -> bool:
    """Tell whether the seller has an identifier that says nothing: it is there."""
    known, path = traces(subject), _seller_path(subject)
    if not is_ubl(subject):
        return any(known.has(f"{path}/{name}") for name in _CII_NUMBERS)
    return known.has(f"{path}/cac:Party/cac:PartyLegalEntity/cbc:CompanyID") or any(
        known.part(trace.kept.path) == "identifiers"
        for trace in known.entries
        if trace.path == f"{path}/cac:Party/cac:PartyIdentification/cbc:ID"
    )
