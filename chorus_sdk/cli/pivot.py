"""`chorus pivot`: list, extract, export and count what pivot flows (FEN0036A) hold."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_sdk.cli.bar import ByteBar
from chorus_sdk.cli.output import complain, print_json, print_pairs
from chorus_sdk.export.formats import FORMATS
from chorus_sdk.export.tables import TABLES

if TYPE_CHECKING:
    from chorus_sdk.export.extraction import Extracted
    from chorus_sdk.export.pieces import Failure
    from chorus_sdk.formats.pivot.model import PivotInvoice

_UNREADABLE = 3


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add these commands to `chorus`."""
    pivot = commands.add_parser("pivot", help="pivot flows (FEN0036A)")
    acts = pivot.add_subparsers(required=True, metavar="ACT")
    listing = acts.add_parser("list", parents=[shared], help="list invoices and attachments")
    listing.add_argument("file", type=Path, metavar="FILE")
    listing.set_defaults(command=_list)
    sources = argparse.ArgumentParser(add_help=False)
    sources.add_argument(
        "sources", nargs="+", type=Path, metavar="SOURCE", help="a flow, or a folder of them"
    )
    several = argparse.ArgumentParser(add_help=False)
    several.add_argument(
        "--workers", type=_workers, default=1, metavar="N", help="processes; 1 is this one alone"
    )
    extract = acts.add_parser(
        "extract", parents=[shared, sources, several], help="save the attachments"
    )
    extract.add_argument("--into", type=Path, default=Path("attachments"), metavar="FOLDER")
    extract.set_defaults(command=_extract)
    _add_export(acts.add_parser("export", parents=[shared, sources, several], help=_EXPORT))
    stats = acts.add_parser("stats", parents=[shared, sources], help="count, and draw plots")
    stats.add_argument("--html", type=Path, metavar="PAGE", help="write one page with the plots")
    stats.add_argument("--png", type=Path, metavar="FOLDER", help="write the plots one by one")
    stats.set_defaults(command=_stats)


_EXPORT = "write tables: one file each, Parquet, CSV or JSON Lines"


def _add_export(export: argparse.ArgumentParser) -> None:
    export.add_argument("--into", type=Path, default=Path("tables"), metavar="FOLDER")
    export.add_argument("--format", choices=tuple(FORMATS), default="parquet")
    export.add_argument(
        "--table", action="append", choices=tuple(TABLES), metavar="NAME", help=", ".join(TABLES)
    )
    export.add_argument(
        "--content", action="store_true", help="put the attachments' bytes into their table"
    )
    export.add_argument(
        "--strict",
        action="store_true",
        help="stop at what else would be a finding of severity error",
    )
    export.set_defaults(command=_export)


def _workers(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError("at least 1")
    return number


@contextmanager
def _bar() -> Iterator[ByteBar]:
    bar = ByteBar()
    try:
        yield bar
    finally:
        bar.close()


def _list(options: argparse.Namespace) -> int:
    from chorus_sdk.formats.pivot.stream import open_pivot

    total = options.file.stat().st_size
    with _bar() as bar, options.file.open("rb") as stream, open_pivot(stream) as flow:
        for item in flow:
            bar.close()
            if options.json:
                print_json(_listed(item))
            else:
                print_pivot_invoice(item)
            bar.show(stream.tell(), total)
        bar.close()
        for finding in flow.findings:
            complain(str(finding), finding.hint)
        return 1 if flow.findings else 0


def print_pivot_invoice(item: PivotInvoice) -> None:
    """Print one invoice of a pivot for a person."""
    print(
        f"{item.invoice_number}  {item.issue_date}  {item.supplier.name}  "
        f"{item.gross_total} {item.currency}"
    )
    for attachment in item.attachments:
        print(f"    {attachment.role.value:<14} {attachment.name}  {attachment.category or ''}")


def _listed(item: PivotInvoice) -> dict[str, object]:
    return {
        "number": item.invoice_number,
        "issue_date": item.issue_date,
        "supplier": item.supplier.identifier,
        "recipient": item.recipient.siret,
        "currency": item.currency,
        "gross_total": item.gross_total,
        "attachments": [
            {"name": a.name, "role": a.role.value, "category": a.category} for a in item.attachments
        ],
    }


def _extract(options: argparse.Namespace) -> int:
    from chorus_sdk.export.extraction import extract_attachments

    failed = False
    with _bar() as bar:
        for told in extract_attachments(
            options.sources, options.into, workers=options.workers, on_progress=bar.show
        ):
            bar.close()
            failed = failed or told.error is not None
            _tell_extracted(told, as_json=options.json)
    return _UNREADABLE if failed else 0


def _tell_extracted(told: Extracted, *, as_json: bool) -> None:
    about = told.invoice_number or told.source_file
    if told.error is not None:
        complain(f"{about}, {told.name}: {told.error}" if told.name else f"{about}: {told.error}")
    elif as_json:
        print_json({"invoice": told.invoice_number, "file": str(told.path)})
    else:
        print(f"{about}  {told.role.value if told.role else ''}  {told.path}")


def _export(options: argparse.Namespace) -> int:
    from chorus_sdk.export.exporting import export_pivot

    with _bar() as bar:
        result = export_pivot(
            options.sources,
            options.into,
            format=options.format,
            tables=options.table or tuple(TABLES),
            content=options.content,
            strict=options.strict,
            workers=options.workers,
            on_progress=bar.show,
        )
    for path, count in zip(result.paths, result.rows.values(), strict=True):
        if options.json:
            print_json({"file": str(path), "rows": count})
        else:
            print(f"{count:>12,}  {path}")
    return _tell_failures(result.failures)


def _stats(options: argparse.Namespace) -> int:
    from chorus_sdk.export.statistics import pivot_statistics
    from chorus_sdk.export.stats_page import figures, save_plots, statistics_page

    with _bar() as bar:
        statistics = pivot_statistics(options.sources, on_progress=bar.show)
    made: list[Path] = []
    if options.html is not None:
        options.html.write_text(statistics_page(statistics), encoding="utf-8")
        made.append(options.html)
    if options.png is not None:
        made.extend(save_plots(statistics, options.png))
    told = dict(figures(statistics))
    if options.json:
        print_json({"figures": told, "files": [str(path) for path in made]})
    else:
        print_pairs([*told.items(), *(("written", path) for path in made)])
    return _tell_failures(statistics.failures)


def _tell_failures(failures: tuple[Failure, ...]) -> int:
    for failure in failures:
        complain(f"{failure.file}: {failure.error.message}", failure.error.hint)
    return _UNREADABLE if failures else 0
