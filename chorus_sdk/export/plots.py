"""Pictures of pivot flows (*graphiques*): the one door to matplotlib, extra [plots]."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Mapping
from typing import Final

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties, findfont, get_font
from matplotlib.ticker import EngFormatter, MaxNLocator

from chorus_sdk.export.statistics import PivotStatistics

_SUPPLIERS: Final = 15
_DAYS: Final = 60
_NAME: Final = 32
_LONGEST: Final = 10 * _NAME
_BOX: Final = "\u25a1"
_SIZE: Final = (9, 4.5)
_BLUE, _ORANGE, _GREY = "#2f5d8a", "#c8702a", "#8a8f98"


def draw(statistics: PivotStatistics) -> dict[str, bytes]:
    """Return each picture by its name, as PNG."""
    plots: dict[str, Callable[[Axes, PivotStatistics], None]] = {
        "amounts-over-time": _over_time,
        "amounts-by-supplier": _by_supplier,
        "payment-delay": _delay,
        "deposit-mode": _modes,
    }
    return {name: _png(plot, statistics) for name, plot in plots.items()}


def _png(plot: Callable[[Axes, PivotStatistics], None], statistics: PivotStatistics) -> bytes:
    figure = Figure(figsize=_SIZE, layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    plot(axes, statistics)
    target = io.BytesIO()
    figure.savefig(target, format="png", dpi=120)
    return target.getvalue()


def _over_time(axes: Axes, statistics: PivotStatistics) -> None:
    months = list(statistics.months)
    sums = statistics.months.values()
    axes.bar(months, [float(one.invoiced) for one in sums], color=_BLUE, label="invoices")
    credited = [-abs(float(one.credited)) for one in sums]
    if any(credited):
        axes.bar(months, credited, color=_ORANGE, label="credit notes")
        axes.legend(frameon=False)
    axes.yaxis.set_major_formatter(EngFormatter(sep=" "))
    axes.tick_params(axis="x", rotation=45 if len(months) > 8 else 0)
    axes.set(
        title="Amounts over time",
        xlabel="month of issue",
    )
    axes.set_ylabel(f"total with VAT, {_drawable(statistics.currency or '')}", parse_math=False)


def _by_supplier(axes: Axes, statistics: PivotStatistics) -> None:
    shown = list(statistics.suppliers.items())[:_SUPPLIERS]
    places = range(len(shown))
    axes.barh(places, [float(one.invoiced) for _, one in shown], color=_BLUE)
    axes.set_yticks(places, [_short(name) for name, _ in shown], parse_math=False)
    axes.invert_yaxis()
    axes.xaxis.set_major_formatter(EngFormatter(sep=" "))
    rest = len(statistics.suppliers) - len(shown)
    more = f", the largest {len(shown)} of {len(statistics.suppliers)}" if rest else ""
    axes.set(title=f"Amounts by supplier{more}")
    axes.set_xlabel(f"invoiced with VAT, {_drawable(statistics.currency or '')}", parse_math=False)


def _delay(axes: Axes, statistics: PivotStatistics) -> None:
    width = 0.8
    series = [("from issue to reception", statistics.until_received, _BLUE)]
    if statistics.until_payment:
        width = 0.4
        series.append(("from reception to payment", statistics.until_payment, _ORANGE))
    for number, (label, days, color) in enumerate(series):
        counts = _within(days)
        shifted = [day + number * width for day in counts]
        axes.bar(shifted, list(counts.values()), width=width, color=color, label=label)
    axes.legend(frameon=False)
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(title="Delay", xlabel=f"days ({_DAYS} and more together)", ylabel="invoices")


def _modes(axes: Axes, statistics: PivotStatistics) -> None:
    names = [_short(name) for name in statistics.modes]
    counts = list(statistics.modes.values())
    places = range(len(counts))
    bars = axes.bar(places, counts, color=[_BLUE, _ORANGE, _GREY, "#5b8f5b"], width=0.6)
    axes.set_xticks(places, names, parse_math=False)
    axes.bar_label(bars, [f"{count:,}" for count in counts])
    axes.yaxis.set_major_locator(MaxNLocator(integer=True))
    axes.set(title="Deposit mode", ylabel="invoices")


def _within(days: Mapping[int, int]) -> dict[int, int]:
    """Put what is far out into the first and the last day that are shown."""
    counts: dict[int, int] = {}
    for day, count in days.items():
        place = max(-1, min(day, _DAYS))
        counts[place] = counts.get(place, 0) + count
    return counts


def _short(name: str) -> str:
    shown = _drawable(" ".join(name.split())) or "not stated"
    return shown if len(shown) <= _NAME else f"{shown[: _NAME - 1]}…"


def _drawable(text: str) -> str:
    """Return a text that the font has all letters of; a box stands for any other one."""
    font = get_font(findfont(FontProperties()))
    return "".join(
        letter
        if font.get_char_index(ord(letter)) and unicodedata.category(letter)[0] != "C"
        else _BOX
        for letter in text[:_LONGEST]
    )
