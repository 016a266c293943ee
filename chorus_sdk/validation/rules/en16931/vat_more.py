"""What only some VAT categories ask for: BR-IC-11 and 12, BR-O-11 to 14, BR-B-01 and 02."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from chorus_sdk.invoice.model import Invoice
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.adjusted_vat import adjusted
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import (
    DELIVERY,
    SETTLEMENT,
    is_cii,
    is_ubl,
    line_path,
    path_of,
)
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.vat_uses import Sums, vat_uses

_PERIOD = ("cac:InvoicePeriod", f"{SETTLEMENT}/ram:BillingSpecifiedPeriod")
_DAY = (
    "cac:Delivery/cbc:ActualDeliveryDate",
    f"{DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString",
)


def _has(subject: Subject, category: str) -> bool:
    return category in vat_uses(subject).breakdown


@rule(
    "BR-IC-11",
    "BT-72",
    "BG-14",
    en="An intra-community supply (K) has a delivery date or an invoicing period.",
    fr="Une livraison intracommunautaire (K) a une date de livraison ou une période.",
)
def br_ic_11(subject: Subject) -> Iterator[Breach]:
    """BT-72 or BG-14 is there; in UBL, BT-8 may stand in for a period."""
    if not _has(subject, "K"):
        return
    invoice, known = invoice_of(subject), traces(subject)
    delivery, period = invoice.delivery, invoice.invoicing_period
    day, span = path_of(subject, *_DAY), path_of(subject, *_PERIOD)
    dated = (delivery is not None and delivery.date is not None) or (
        known.has(day) if is_cii(subject) else any(known.texts(day))
    )
    spanned = period is not None and (period.start or period.end) is not None
    coded = invoice.vat_point_code is not None and not is_cii(subject)
    if not (dated or spanned or coded or known.has_below(span)):
        yield Breach("delivery.date")


@rule(
    "BR-IC-12",
    "BT-80",
    en="An intra-community supply (K) names the country of delivery.",
    fr="Une livraison intracommunautaire (K) indique le pays de livraison.",
)
def br_ic_12(subject: Subject) -> Iterator[Breach]:
    """BT-80 is there."""
    if not _has(subject, "K"):
        return
    delivery = invoice_of(subject).delivery
    address = None if delivery is None else delivery.address
    if address is None or len(address.country or "") < (1 if is_cii(subject) else 2):
        yield Breach("delivery.address.country")


@rule(
    "BR-O-11",
    "BG-23",
    en="What is outside the scope of VAT (O) has no other VAT breakdown beside it.",
    fr="Le hors champ de la TVA (O) n'admet pas d'autre ventilation de TVA.",
)
def br_o_11(subject: Subject) -> Iterator[Breach]:
    """A breakdown O excludes any other; CII counts lines in."""
    if not _has(subject, "O"):
        return
    uses = vat_uses(subject)
    others = [number for code, n in uses.breakdown.items() if code != "O" for number in n]
    for number in sorted(others):
        yield Breach(f"vat_breakdown[{number}].category")
    if is_cii(subject) and not others:
        yield from _others(uses.lines, "lines", "vat.category")


@rule(
    "BR-O-12",
    "BT-151",
    en="What is outside the scope of VAT (O) has no line of another VAT category beside it.",
    fr="Le hors champ de la TVA (O) n'admet aucune ligne d'un autre type de TVA.",
)
def br_o_12(subject: Subject) -> Iterator[Breach]:
    """A breakdown O excludes lines of another category; CII counts the breakdown in."""
    if not _has(subject, "O"):
        return
    uses = vat_uses(subject)
    found = list(_others(uses.lines, "lines", "vat.category"))
    if not is_cii(subject):
        found += [Breach(f"lines[{number}].vat.category") for number in _unnamed(subject)]
    yield from found
    if is_cii(subject) and not found and set(uses.breakdown) != {"O"}:
        yield Breach("vat_breakdown")


@rule(
    "BR-O-13",
    "BT-95",
    en="What is outside the scope of VAT (O) has no allowance of another VAT category beside it.",
    fr="Le hors champ de la TVA (O) n'admet aucune remise d'un autre type de TVA.",
)
def br_o_13(subject: Subject) -> Iterator[Breach]:
    """A breakdown O excludes allowances of another category; CII counts charges in."""
    if _has(subject, "O"):
        yield from _other_adjustments(subject, "allowances")


@rule(
    "BR-O-14",
    "BT-102",
    en="What is outside the scope of VAT (O) has no charge of another VAT category beside it.",
    fr="Le hors champ de la TVA (O) n'admet aucune charge d'un autre type de TVA.",
)
def br_o_14(subject: Subject) -> Iterator[Breach]:
    """A breakdown O excludes charges of another category; CII counts allowances in."""
    if _has(subject, "O"):
        yield from _other_adjustments(subject, "charges")


@rule(
    "BR-B-01",
    "BT-40",
    "BT-55",
    en="Italian split payment (B) is for invoices within Italy.",
    fr="Le paiement scindé italien (B) est réservé aux factures internes à l'Italie.",
)
def br_b_01(subject: Subject) -> Iterator[Breach]:
    """Category B excludes every country that is not Italy."""
    if "B" in vat_uses(subject).categories:
        for place, country in _countries(subject):
            if country != "IT":
                yield Breach(place, country, "IT")


@rule(
    "BR-B-02",
    "BG-23",
    en="Italian split payment (B) never stands beside the standard rate (S).",
    fr="Le paiement scindé italien (B) n'est jamais à côté du taux normal (S).",
)
def br_b_02(subject: Subject) -> Iterator[Breach]:
    """Category B excludes category S; UBL leaves the allowances and charges of lines out."""
    uses = vat_uses(subject)
    if {"B", "S"} <= (uses.own_categories if is_ubl(subject) else uses.categories):
        yield Breach("vat_breakdown")


def _unnamed(subject: Subject) -> Iterator[int]:
    """Yield the lines whose VAT has no category: in UBL that is none but O."""
    known = traces(subject)
    there = known.items(line_path(subject), "cac:Item/cac:ClassifiedTaxCategory")
    for number in vat_uses(subject).lines.places.get(None, ()):
        if number in there or invoice_of(subject).lines[number].vat.rate is not None:
            yield number


def _others(sums: Sums, name: str, category: str) -> Iterator[Breach]:
    for code, numbers in sums.places.items():
        if code not in {"O", None}:
            for number in numbers:
                yield Breach(f"{name}[{number}].{category}", code)


def _other_adjustments(subject: Subject, name: str) -> Iterator[Breach]:
    """Yield what is not outside the scope: in CII of any tax, in UBL of VAT, named or not."""
    cii = is_cii(subject)
    for kind in ("allowances", "charges") if cii else (name,):
        for each in adjusted(subject, kind):
            is_other = each.category is not None if cii else each.is_taxed and each.is_vat
            if is_other and each.category != "O":
                yield Breach(f"{each.place}.vat_category", each.category)


def _countries(subject: Subject) -> Iterable[tuple[str, str]]:
    """Yield every country that the invoice names, as far as the syntaxes ask."""
    invoice = invoice_of(subject)
    for place, address in _addresses(invoice):
        if address:
            yield f"{place}.country", address
    if not is_cii(subject):
        for number, line in enumerate(invoice.lines):
            if line.item.origin_country:
                yield f"lines[{number}].item.origin_country", line.item.origin_country


def _addresses(invoice: Invoice) -> Iterator[tuple[str, str | None]]:
    for name in ("seller", "buyer", "payee", "tax_representative", "delivery"):
        part = getattr(invoice, name)
        address = None if part is None else part.address
        yield f"{name}.address", None if address is None else address.country
