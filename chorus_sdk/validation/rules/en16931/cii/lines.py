"""What CII asks of each line: CII-SR."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.lines import Line, LineVat, Price
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.repeats import ends_repeated, is_repeated
from chorus_sdk.validation.rules.en16931.source import LINE
from chorus_sdk.validation.rules.en16931.traces import traces


@rule(
    "CII-SR-046",
    "BT-157",
    en="A standard identifier of an item names its scheme.",
    fr="Un identifiant standard d'article a un identifiant de schéma.",
)
def cii_sr_046(subject: Subject) -> Iterator[Breach]:
    """BT-157-1 is there, be it empty."""
    path = "ram:SpecifiedTradeProduct/ram:GlobalID"
    known = traces(subject)
    for number, line in enumerate(subject.invoice.lines):
        standard = line.item.standard_identifier
        there = standard is not None or number in known.items(LINE, path)
        scheme = None if standard is None else standard.scheme
        if there and scheme is None and number not in known.items(LINE, f"{path}/@schemeID"):
            yield Breach(f"lines[{number}].item.standard_identifier.scheme")


_CHARACTERISTIC: Final = "ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic"


@rule(
    "CII-SR-069",
    "BT-160",
    en="An attribute of an item has one name.",
    fr="Un attribut d'article a un seul nom.",
)
def cii_sr_069(subject: Subject) -> Iterator[Breach]:
    """BT-160 stands once."""
    yield from _attribute(subject, "name", "ram:Description")


@rule(
    "CII-SR-072",
    "BT-161",
    en="An attribute of an item has one value.",
    fr="Un attribut d'article a une seule valeur.",
)
def cii_sr_072(subject: Subject) -> Iterator[Breach]:
    """BT-161 stands once."""
    yield from _attribute(subject, "value", "ram:Value")


def _attribute(subject: Subject, name: str, element: str) -> Iterator[Breach]:
    for number, line in enumerate(invoice_of(subject).lines):
        for index, attribute in enumerate(line.item.attributes):
            if getattr(attribute, name) is None:
                yield Breach(f"lines[{number}].item.attributes[{index}].{name}")
    if ends_repeated(traces(subject), f"{_CHARACTERISTIC}/{element}"):
        yield Breach("lines")


@rule(
    "CII-SR-439",
    "BT-146",
    en="A line has one net price.",
    fr="Une ligne a un seul prix net.",
)
def cii_sr_439(subject: Subject) -> Iterator[Breach]:
    """BT-146 stands once; asked where a line says something of its price or its order."""
    known, agreement = traces(subject), "ram:SpecifiedLineTradeAgreement"
    there = known.items(LINE, agreement)
    for number, line in enumerate(subject.invoice.lines):
        if line.price.net is None and (_agreed(line) or number in there):
            yield Breach(f"lines[{number}].price.net")
    price = f"{LINE}/{agreement}/ram:NetPriceProductTradePrice/ram:ChargeAmount"
    if is_repeated(known, (price,)):
        yield Breach("lines")


def _agreed(line: Line) -> bool:
    return line.price != _NO_PRICE or line.order_line is not None


@rule(
    "CII-SR-454",
    "BG-30",
    en="A line has one VAT category.",
    fr="Une ligne a un seul type de TVA.",
    severity=Severity.WARNING,
)
def cii_sr_454(subject: Subject) -> Iterator[Breach]:
    """BG-30 stands once."""
    known, tax = traces(subject), "ram:SpecifiedLineTradeSettlement/ram:ApplicableTradeTax"
    there = known.items(LINE, tax)
    for number, line in enumerate(subject.invoice.lines):
        if line.vat == _NO_VAT and number not in there:
            yield Breach(f"lines[{number}].vat")
    if is_repeated(known, (f"{LINE}/{tax}",)):
        yield Breach("lines")


@rule(
    "CII-SR-119",
    "BT-147",
    en="What changes a gross price is a discount, with its amount.",
    fr="Ce qui modifie un prix brut est un rabais, avec son montant.",
    severity=Severity.WARNING,
)
def cii_sr_119(subject: Subject) -> Iterator[Breach]:
    """BT-147 is there where its group is, and the group is no charge."""
    known = traces(subject)
    applied = (
        "ram:SpecifiedLineTradeAgreement/ram:GrossPriceProductTradePrice"
        "/ram:AppliedTradeAllowanceCharge"
    )
    there = known.items(LINE, applied)
    for number, line in enumerate(subject.invoice.lines):
        price = line.price
        if price.discount is None and (price.charges or price.further_discounts or number in there):
            yield Breach(f"lines[{number}].price.discount")


_NO_PRICE: Final = Price.model_construct()


_NO_VAT: Final = LineVat.model_construct()
