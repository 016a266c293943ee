"""What only the traces of a CII document can break: what the reader kept beside the model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.invoice.provenance import ABSENT, STATED
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.repeats import ends_repeated, is_repeated
from chorus_sdk.validation.rules.en16931.source import DELIVERY, LINE
from chorus_sdk.validation.rules.en16931.traces import traces

_DAY: Final = re.compile(r"\s*\d{4}(?:1[0-2]|0[1-9])(?:3[01]|[12][0-9]|0[1-9])\s*", re.ASCII)
_FORMAT: Final = "102"
"""How days are written where the model has a place for them; elsewhere the attribute tells."""


@rule(
    "CII-SR-090",
    "BT-159",
    en="A country of origin has one code.",
    fr="Un pays d'origine a un seul code.",
)
def cii_sr_090(subject: Subject) -> Iterator[Breach]:
    """BT-159 stands once where its group is."""
    known, country = traces(subject), "ram:SpecifiedTradeProduct/ram:OriginTradeCountry"
    if not known:
        return
    without = known.items(LINE, country) - known.items(LINE, f"{country}/ram:ID")
    for number in sorted(without):
        line = subject.invoice.lines[number] if number < len(subject.invoice.lines) else None
        if line is not None and line.item.origin_country is None:
            yield Breach(f"lines[{number}].item.origin_country")
    if is_repeated(known, (f"{LINE}/{country}/ram:ID",)):
        yield Breach("lines")


@rule(
    "CII-SR-440",
    "BT-147",
    en="A discount of a price has one amount.",
    fr="Un rabais sur le prix a un seul montant.",
)
def cii_sr_440(subject: Subject) -> Iterator[Breach]:
    """BT-147 stands once in its group."""
    yield from _again(
        subject,
        "ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge/ram:ActualAmount",
    )


@rule(
    "CII-SR-463",
    "BG-20",
    "BG-21",
    "BG-27",
    "BG-28",
    en="It is said whether something is an allowance or a charge.",
    fr="Il est dit s'il s'agit d'une remise ou d'une charge.",
)
def cii_sr_463(subject: Subject) -> Iterator[Breach]:
    """The indicator is there."""
    known, name = traces(subject), "ram:SpecifiedTradeAllowanceCharge"
    unclaimed: dict[str, bool] = {}
    for trace in known.entries:
        before, found, after = trace.kept.path.rpartition(f"/{name}")
        if found and known.part(trace.kept.path) is None:
            number, _, below = after.partition("/")
            owner = f"{before}{found}{number}"
            told = below.startswith("ram:ChargeIndicator")
            unclaimed[owner] = unclaimed.get(owner, False) or told
    for owner, told in unclaimed.items():
        if not told:
            yield Breach(owner)


@rule(
    "CII-SR-471",
    "BT-96",
    "BT-103",
    en="An allowance or charge has at most one rate of its own.",
    fr="Une remise ou une charge a au plus un taux qui lui est propre.",
)
def cii_sr_471(subject: Subject) -> Iterator[Breach]:
    """The rate beside the VAT of an allowance or charge stands once."""
    yield from _again(subject, "ram:SpecifiedTradeAllowanceCharge/ram:RateApplicablePercent")


@rule(
    "CII-SR-472",
    "BT-95",
    "BT-102",
    en="An allowance or charge has at most one VAT category.",
    fr="Une remise ou une charge a au plus un type de TVA.",
)
def cii_sr_472(subject: Subject) -> Iterator[Breach]:
    """The VAT of an allowance or charge stands once."""
    yield from _again(subject, "ram:SpecifiedTradeAllowanceCharge/ram:CategoryTradeTax")


@rule(
    "CII-SR-473",
    "BT-92",
    "BT-99",
    "BT-136",
    "BT-141",
    en="An allowance or charge has at most one amount.",
    fr="Une remise ou une charge a au plus un montant.",
)
def cii_sr_473(subject: Subject) -> Iterator[Breach]:
    """The amount of an allowance or charge stands once."""
    yield from _again(subject, "ram:SpecifiedTradeAllowanceCharge/ram:ActualAmount")


def _again(subject: Subject, end: str) -> Iterator[Breach]:
    if ends_repeated(traces(subject), end):
        yield Breach()


@rule(
    "CII-DT-037",
    "BT-118",
    en="The type of a tax is VAT.",
    fr="Le type d'une taxe est VAT.",
)
def cii_dt_037(subject: Subject) -> Iterator[Breach]:
    """Written so, in capitals."""
    for trace in traces(subject).entries:
        if trace.path.endswith("TradeTax/ram:TypeCode") and trace.kept.text != "VAT":
            yield Breach(trace.kept.path, trace.kept.text, "VAT")


@rule(
    "CII-DT-097",
    "BT-2",
    "BT-9",
    "BT-26",
    "BT-72",
    "BT-73",
    "BT-74",
    "BT-134",
    "BT-135",
    en="A day of format 102 is written YYYYMMDD.",
    fr="Une date au format 102 s'écrit AAAAMMJJ.",
)
def cii_dt_097(subject: Subject) -> Iterator[Breach]:
    """The shape, not the calendar: 30 February passes."""
    known = traces(subject)
    formats = {
        kept.path.removesuffix("/@format"): "" if kept.reason == ABSENT else kept.text
        for path, kept in (*known.entries, *known.gone)
        if path.endswith("/udt:DateTimeString/@format")
    }
    for trace in known.entries:
        if trace.path.endswith("/udt:DateTimeString") and trace.kept.reason != STATED:
            said = formats.get(trace.kept.path, "" if trace.kept.reason is None else _FORMAT)
            if said == _FORMAT and not _DAY.fullmatch(trace.kept.text):
                yield Breach(trace.kept.path, trace.kept.text)


@rule(
    "CII-SR-449",
    "BT-71",
    en="The place of delivery has an identifier with a scheme or one without, not both.",
    fr="Le lieu de livraison a un identifiant avec schéma ou sans, pas les deux.",
    severity=Severity.WARNING,
)
def cii_sr_449(subject: Subject) -> Iterator[Breach]:
    """BT-71 is ID or GlobalID: the model holds one, the other was kept beside."""
    known, party = traces(subject), f"{DELIVERY}/ram:ShipToTradeParty"
    delivery = subject.invoice.delivery
    location = None if delivery is None else delivery.location
    held = location is not None and location.value is not None
    names = {f"{party}/ram:ID", f"{party}/ram:GlobalID"}
    # a second one of the same name has a number in its path
    if held and any(t.path in names and not t.kept.path.endswith("]") for t in known.entries):
        yield Breach("delivery.location")
