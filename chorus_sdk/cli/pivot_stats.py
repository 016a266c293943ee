"""`chorus pivot stats`: what flows amount to, in figures and in plots."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_sdk.cli.bar import ByteBar
from chorus_sdk.cli.output import print_json, print_pairs, shown

if TYPE_CHECKING:
    from chorus_sdk.export.pieces import Failure
    from chorus_sdk.export.statistics import PivotStatistics, Sum


def show_statistics(options: argparse.Namespace, bar: ByteBar) -> tuple[Failure, ...]:
    """Count, draw what is asked for, and print; return the flows that could not be read."""
    from chorus_sdk.export.statistics import pivot_statistics
    from chorus_sdk.export.stats_page import figures

    statistics = pivot_statistics(options.sources, on_progress=bar.show)
    bar.close()
    made = _drawn(statistics, options)
    if options.json:
        print_json({**_values(statistics), "files": [str(path) for path in made]})
    else:
        told = [(shown(name), shown(value)) for name, value in figures(statistics)]
        print_pairs([*told, *(("written", path) for path in made)])
    return statistics.failures


def _drawn(statistics: PivotStatistics, options: argparse.Namespace) -> list[Path]:
    from chorus_sdk.export.stats_page import save_plots, statistics_page

    made: list[Path] = []
    if options.html is not None:
        options.html.write_text(statistics_page(statistics), encoding="utf-8")
        made.append(options.html)
    if options.png is not None:
        made.extend(save_plots(statistics, options.png))
    return made


def _values(statistics: PivotStatistics) -> dict[str, object]:
    """Return the figures for a program: counts are numbers, amounts their exact text."""
    return {
        "invoices": sum(statistics.currencies.values()),
        "currency": statistics.currency,
        "total": _sum(statistics.total),
        "currencies": statistics.currencies,
        "months": _sums(statistics.months),
        "suppliers": _sums(statistics.suppliers),
        "modes": statistics.modes,
        "days_until_received": statistics.until_received,
        "days_until_payment": statistics.until_payment,
    }


def _sums(sums: Mapping[str, Sum]) -> dict[str, object]:
    return {name: _sum(one) for name, one in sums.items()}


def _sum(one: Sum) -> dict[str, object]:
    return {"count": one.count, "invoiced": f"{one.invoiced:f}", "credited": f"{one.credited:f}"}
