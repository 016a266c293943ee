"""The pictures of pivot flows as files (*page de statistiques*): PNG, or one HTML page."""

from __future__ import annotations

import base64
import os
from collections.abc import Iterable, Mapping
from html import escape
from pathlib import Path

from chorus_sdk.errors import MissingExtraError
from chorus_sdk.export.statistics import PivotStatistics

_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#1d2430}img{max-width:100%}table{border-collapse:collapse}"
    "th,td{padding:.2rem .8rem;text-align:left}td{text-align:right}"
)


def draw_statistics(statistics: PivotStatistics) -> dict[str, bytes]:
    """Return the plots by name, as PNG (*graphiques*).

    They are `amounts-over-time`, `amounts-by-supplier`, `payment-delay` and `deposit-mode`.

    Raises:
        MissingExtraError: the extra [plots] is not installed.
    """
    try:
        from chorus_sdk.export import plots
    except ModuleNotFoundError as error:
        if (error.name or "").partition(".")[0] != "matplotlib":
            raise
        raise MissingExtraError("plots", purpose="A plot") from error
    return plots.draw(statistics)


def save_plots(statistics: PivotStatistics, folder: str | os.PathLike[str]) -> tuple[Path, ...]:
    """Write the plots into a folder, one PNG each, and return where they are.

    Raises:
        MissingExtraError: the extra [plots] is not installed.
        OSError: the folder cannot be written to.
    """
    pictures = draw_statistics(statistics)
    place = Path(folder)
    place.mkdir(parents=True, exist_ok=True)
    for name, content in pictures.items():
        (place / f"{name}.png").write_bytes(content)
    return tuple(place / f"{name}.png" for name in pictures)


def statistics_page(statistics: PivotStatistics) -> str:
    """Return one HTML page with the figures and the plots in it (*page HTML*).

    It needs nothing from anywhere else, and runs no script.

    Raises:
        MissingExtraError: the extra [plots] is not installed.
    """
    pictures = "".join(
        f'<figure><img alt="{name}" src="data:image/png;base64,'
        f'{base64.b64encode(content).decode("ascii")}"></figure>'
        for name, content in draw_statistics(statistics).items()
    )
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(value)}</td></tr>"
        for name, value in figures(statistics)
    )
    return (
        f'<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>Pivot flows</title>'
        f"<style>{_STYLE}</style></head><body><h1>Pivot flows</h1><table>{rows}</table>"
        f"{pictures}</body></html>\n"
    )


def figures(statistics: PivotStatistics) -> Iterable[tuple[str, str]]:
    """Yield the figures as names and texts (*chiffres*)."""
    total, currency = statistics.total, statistics.currency or ""
    yield "invoices and credit notes", f"{sum(statistics.currencies.values()):,}"
    yield "suppliers", f"{len(statistics.suppliers):,}"
    yield "invoiced, with VAT", f"{total.invoiced:,f} {currency}".strip()
    if total.credited:
        yield "credited, with VAT", f"{total.credited:,f} {currency}".strip()
    for name, count in statistics.currencies.items():
        if name != currency:
            yield f"in {name}, not in the sums", f"{count:,}"
    for name, count in statistics.modes.items():
        yield f"deposited as {name or 'not stated'}", f"{count:,}"
    yield from _days("days from issue to reception", statistics.until_received)
    yield from _days("days from reception to payment", statistics.until_payment)


def _days(name: str, days: Mapping[int, int]) -> Iterable[tuple[str, str]]:
    if days:
        yield f"{name}, median", str(_median(days))


def _median(counts: Mapping[int, int]) -> int:
    """Return the day by which half of the invoices were there."""
    half, seen = (sum(counts.values()) + 1) // 2, 0
    for day in sorted(counts):
        seen += counts[day]
        if seen >= half:
            return day
    raise ValueError("nothing was counted")
