"""Periods and the day of VAT: BR-29, BR-30, BR-CO-03, BR-CO-19, BR-CO-20."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from chorus_sdk.invoice.amounts import Period
from chorus_sdk.validation.rules.base import Breach, Subject, rule
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.en16931.source import SETTLEMENT, is_cii, line_path, path_of
from chorus_sdk.validation.rules.en16931.traces import traces
from chorus_sdk.validation.rules.en16931.vat_uses import plain_breakdown

_PERIOD: Final = ("cac:InvoicePeriod", f"{SETTLEMENT}/ram:BillingSpecifiedPeriod")
_LINE_PERIOD: Final = {
    False: "cac:InvoicePeriod",
    True: "ram:SpecifiedLineTradeSettlement/ram:BillingSpecifiedPeriod",
}
_STARTS: Final = ("cbc:StartDate", "ram:StartDateTime")
_ENDS: Final = ("cbc:EndDate", "ram:EndDateTime")


@rule(
    "BR-29",
    "BT-73",
    "BT-74",
    en="The invoicing period does not end before it starts.",
    fr="La période de facturation ne finit pas avant de commencer.",
)
def br_29(subject: Subject) -> Iterator[Breach]:
    """BT-74 ≥ BT-73."""
    yield from _order(invoice_of(subject).invoicing_period, "invoicing_period")
    if is_cii(subject) and _is_written_backwards(subject, invoice_of(subject).invoicing_period):
        yield Breach("invoicing_period")


@rule(
    "BR-30",
    "BT-134",
    "BT-135",
    en="The period of a line does not end before it starts.",
    fr="La période d'une ligne ne finit pas avant de commencer.",
)
def br_30(subject: Subject) -> Iterator[Breach]:
    """BT-135 ≥ BT-134."""
    for number, line in enumerate(invoice_of(subject).lines):
        if line.period is not None:
            yield from _order(line.period, f"lines[{number}].period")
    if is_cii(subject) and traces(subject):
        for number, line in enumerate(invoice_of(subject).lines):
            if _is_written_backwards(subject, line.period, number):
                yield Breach(f"lines[{number}].period")


@rule(
    "BR-CO-03",
    "BT-7",
    "BT-8",
    en="The VAT point is stated as a date or as a code, not as both.",
    fr="L'exigibilité de la TVA est une date ou un code, pas les deux.",
)
def br_co_03(subject: Subject) -> Iterator[Breach]:
    """BT-7 and BT-8 exclude each other; CII asks at the VAT breakdown."""
    invoice, known = invoice_of(subject), traces(subject)
    dated = invoice.vat_point_date is not None or known.has(
        path_of(
            subject, "cbc:TaxPointDate", f"{SETTLEMENT}/ram:ApplicableTradeTax/ram:TaxPointDate"
        )
    )
    coded = invoice.vat_point_code is not None or known.has(
        path_of(
            subject,
            "cac:InvoicePeriod/cbc:DescriptionCode",
            f"{SETTLEMENT}/ram:ApplicableTradeTax/ram:DueDateTypeCode",
        )
    )
    if not (dated and coded):
        return
    if not is_cii(subject) or plain_breakdown(subject):
        yield Breach("vat_point_code", invoice.vat_point_code)


@rule(
    "BR-CO-19",
    "BT-73",
    "BT-74",
    en="An invoicing period has a start or an end.",
    fr="Une période de facturation a un début ou une fin.",
)
def br_co_19(subject: Subject) -> Iterator[Breach]:
    """BT-73 or BT-74 is there where BG-14 is; in UBL, BT-8 may stand in for them."""
    invoice, known, path = invoice_of(subject), traces(subject), path_of(subject, *_PERIOD)
    coded = not is_cii(subject) and invoice.vat_point_code is not None
    period = invoice.invoicing_period
    if (period is not None or known.has(path)) and _is_open(subject, period, path) and not coded:
        yield Breach("invoicing_period")


@rule(
    "BR-CO-20",
    "BT-134",
    "BT-135",
    en="The period of a line has a start or an end.",
    fr="La période d'une ligne a un début ou une fin.",
)
def br_co_20(subject: Subject) -> Iterator[Breach]:
    """BT-134 or BT-135 is there where BG-26 is."""
    prefix, below = line_path(subject), _LINE_PERIOD[is_cii(subject)]
    known = traces(subject)
    there, dated = frozenset[int](), frozenset[int]()
    if known:
        there = known.items(prefix, below)
        days = (known.items(prefix, f"{below}/{name}") for name in (*_STARTS, *_ENDS))
        dated = dated.union(*days)
    for number, line in enumerate(invoice_of(subject).lines):
        period = line.period
        if period is None and number not in there:
            continue
        if (period is None or period.start is None is period.end) and number not in dated:
            yield Breach(f"lines[{number}].period")


def _order(period: Period | None, place: str) -> Iterator[Breach]:
    if period is None or period.start is None or period.end is None:
        return
    if period.end < period.start:
        yield Breach(place, period.end.isoformat(), f"≥ {period.start.isoformat()}")


def _is_written_backwards(subject: Subject, period: Period | None, line: int | None = None) -> bool:
    """Tell whether a period of CII, as it is written, does not end on or after its start.

    CII compares texts, and takes a day without the format 102 for none. Days that the model
    holds are left to `_order`, unless one of them is such a day.
    """
    start, end = (period.start, period.end) if period is not None else (None, None)
    first = _written(subject, "ram:StartDateTime", start, line)
    last = _written(subject, "ram:EndDateTime", end, line)
    if _UNSAID in {first, last}:
        return False
    if first is None or last is None:
        return True
    return (start is None or end is None) and last < first


_UNSAID: Final = "unsaid"


def _written(subject: Subject, name: str, day: date | None, line: int | None) -> str | None:
    """Return a day of a period as it is written: None without its format, or `_UNSAID`."""
    known = traces(subject)
    above = _PERIOD[1] if line is None else f"{line_path(subject)}/{_LINE_PERIOD[True]}"
    path = f"{above}/{name}/udt:DateTimeString"
    number = 0 if line is None else line
    prefix = SETTLEMENT if line is None else line_path(subject)
    if number in known.said(prefix, f"{path}/@format"):
        return None
    if day is not None:
        return f"{day:%Y%m%d}"
    return known.said(prefix, path).get(number, _UNSAID)


def _is_open(subject: Subject, period: Period | None, path: str) -> bool:
    """Tell whether a period has neither start nor end, not even one that is no day."""
    if period is not None and (period.start is not None or period.end is not None):
        return False
    known = traces(subject)
    return not any(known.has(f"{path}/{name}") for name in (*_STARTS, *_ENDS))
