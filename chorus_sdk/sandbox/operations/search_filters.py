"""What a supplier's search lets through (*critères de recherche*): one predicate a criterion.

Source: chorus-pro-api §3.1 no. 8. Exact comparison of numbers and codes is INF.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import Final

from chorus_sdk.sandbox.moments import paris
from chorus_sdk.sandbox.operations.call import Call, Fields
from chorus_sdk.sandbox.operations.syntaxes import mode_of
from chorus_sdk.sandbox.platform import Platform
from chorus_sdk.sandbox.state import InvoiceRow, Structure

_NEVER_TRUE: Final = (
    "idServiceFournisseur",
    "idStructureValideur",
    "coordonneeBancaire",
    "idUtilisateurCreateur",
)
"""Criteria that no invoice meets here: services, validators, accounts and authors are not kept."""


@dataclass(frozen=True, kw_only=True)
class Found:
    """An invoice and what the filters need beside it."""

    invoice: InvoiceRow
    status: str
    status_since: datetime
    comment: str | None
    recipient: Structure
    is_rejection_processed: bool = False


Filter = Callable[[Found], bool]


def filters_of(call: Call) -> list[Filter]:
    """Return the predicates that a call asks for; all have to hold."""
    fields = call.fields
    wanted = [
        *_equal(fields),
        *between(fields),
        status_filter(fields),
        _recipients(call),
        instant_filter(fields),
    ]
    return [one for one in wanted if one is not None]


def _equal(fields: Fields) -> list[Filter]:
    readers: dict[str, Callable[[InvoiceRow], object]] = {
        "typeFacture": lambda invoice: invoice.kind,
        "cadreFacturation": lambda invoice: invoice.frame,
        "numeroMarche": lambda invoice: invoice.market,
        "numeroBonCommande": lambda invoice: invoice.engagement,
        "numeroFactureOrigine": lambda invoice: invoice.preceding,
        "modeDepot": lambda invoice: mode_of(invoice.syntax),
    }
    made: list[Filter] = []
    for name, reader in readers.items():
        value = fields.text(name)
        if value is not None:
            made.append(partial(_is, reader, value))
    supplier = fields.integer("idFournisseur")
    if supplier:
        made.append(lambda found: found.invoice.supplier_id == supplier)
    processed = fields.flag("rejetTraite")
    if processed is not None:
        made.append(lambda found: found.is_rejection_processed == processed)
    if any(_is_asked(fields, name) for name in _NEVER_TRUE):
        made.append(lambda _found: False)
    return made


def _is_asked(fields: Fields, name: str) -> bool:
    return any(entry.integer("value") for entry in fields.plain_list(name))


def _is(reader: Callable[[InvoiceRow], object], value: str, found: Found) -> bool:
    return reader(found.invoice) == value


def between(fields: Fields, *, payable: str = "montantApayer") -> list[Filter]:
    """Return what amounts and days ask for; `payable` is how the operation spells that amount."""
    amounts: dict[str, Callable[[InvoiceRow], Decimal]] = {
        "montantHT": lambda invoice: invoice.net,
        "montantTTC": lambda invoice: invoice.gross,
        payable: lambda invoice: invoice.payable,
    }
    made: list[Filter] = []
    for name, amount in amounts.items():
        low, high = fields.amount(f"{name}Min"), fields.amount(f"{name}Max")
        made.append(partial(_amount_between, amount, low, high))
    days: dict[str, Callable[[InvoiceRow], date]] = {
        "periodeDateDepot": lambda invoice: paris(invoice.deposited_at).date(),
        "periodeDateFacture": lambda invoice: invoice.issue_date,
    }
    for name, day in days.items():
        first, last = fields.moment(f"{name}Du"), fields.moment(f"{name}Au")
        made.append(partial(_day_between, day, _day(first), _day(last)))
    return made


def _amount_between(
    reader: Callable[[InvoiceRow], Decimal], low: Decimal | None, high: Decimal | None, one: Found
) -> bool:
    value = reader(one.invoice)
    return (low is None or low <= value) and (high is None or value <= high)


def _day_between(
    reader: Callable[[InvoiceRow], date], first: date | None, last: date | None, one: Found
) -> bool:
    value = reader(one.invoice)
    return (first is None or first <= value) and (last is None or value <= last)


def _day(moment: datetime | date | None) -> date | None:
    return paris(moment).date() if isinstance(moment, datetime) else moment


def status_filter(fields: Fields) -> Filter | None:
    """Return what the list of statuses lets through, if there is one."""
    wanted = {entry.text("value") for entry in fields.plain_list("statutCourant")}
    return (lambda found: found.status in wanted) if wanted else None


def _recipients(call: Call) -> Filter | None:
    entries = call.fields.children("listeDestinataire")
    wanted = [
        (
            entry.integer("idDestinataire"),
            {service.integer("value") for service in entry.plain_list("listeIdServiceExecutant")},
        )
        for entry in entries
    ]
    by_siren = bool(call.fields.flag("rechercheSirenDestinataire"))
    if not wanted:
        return None
    return lambda found: any(
        is_structure(call.platform, found.invoice.recipient_id, recipient, by_siren=by_siren)
        and (not services or found.invoice.service_id in services)
        for recipient, services in wanted
    )


def is_structure(platform: Platform, one: int, wanted: int | None, *, by_siren: bool) -> bool:
    """Tell whether a structure is the wanted one, or one of the same company when so asked."""
    if wanted is None or one == wanted:
        return True
    pair = [platform.structure(one), platform.structure(wanted)] if by_siren else []
    sirens = [found.identifier[:9] for found in pair if found is not None]
    return len(sirens) == 2 and sirens[0] == sirens[1]


def instant_filter(fields: Fields) -> Filter | None:
    """Return what the time of the present status lets through, if it is asked for."""
    first = fields.moment("periodeDateHeureEtatCourantDu")
    last = fields.moment("periodeDateHeureEtatCourantAu")
    if first is None and last is None:
        return None
    return lambda found: (
        (first is None or _reaches(found.status_since, first))
        and (last is None or not _passes(found.status_since, last))
    )


def _reaches(moment: datetime, bound: datetime | date) -> bool:
    if isinstance(bound, datetime):
        return moment >= bound
    return paris(moment).date() >= bound


def _passes(moment: datetime, bound: datetime | date) -> bool:
    if isinstance(bound, datetime):
        return moment > bound
    return paris(moment).date() > bound
