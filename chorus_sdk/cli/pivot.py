"""`chorus pivot`: list, extract, export and count what pivot flows (FEN0036A) hold."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_sdk.cli.bar import ByteBar
from chorus_sdk.cli.output import complain, print_json, shown
from chorus_sdk.cli.pivot_list import list_flows, told
from chorus_sdk.cli.pivot_stats import show_statistics
from chorus_sdk.export.formats import FORMATS
from chorus_sdk.export.tables import TABLES

if TYPE_CHECKING:
    from chorus_sdk.export.extraction import Extracted
    from chorus_sdk.export.pieces import Failure

_UNREADABLE = 3
_DIGITS = 5


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add these commands to `chorus`."""
    pivot = commands.add_parser("pivot", help="pivot flows (FEN0036A)")
    acts = pivot.add_subparsers(required=True, metavar="ACT")
    sources = argparse.ArgumentParser(add_help=False)
    sources.add_argument(
        "sources", nargs="+", type=Path, metavar="SOURCE", help="a flow, or a folder of them"
    )
    listing = acts.add_parser(
        "list", parents=[shared, sources], help="list invoices and attachments"
    )
    listing.set_defaults(command=_list)
    several = argparse.ArgumentParser(add_help=False)
    several.add_argument(
        "--workers",
        type=_workers,
        default=1,
        metavar="N",
        help="processes (default %(default)s: this one alone)",
    )
    extract = acts.add_parser(
        "extract", parents=[shared, sources, several], help="save the attachments"
    )
    extract.add_argument(
        "--into",
        type=Path,
        default=Path("attachments"),
        metavar="FOLDER",
        help="where they are saved (default %(default)s)",
    )
    extract.add_argument(
        "--digests", action="store_true", help="tell the SHA-256 of each file that was saved"
    )
    extract.set_defaults(command=_extract)
    _add_export(acts.add_parser("export", parents=[shared, sources, several], help=_EXPORT))
    stats = acts.add_parser("stats", parents=[shared, sources], help="count, and draw plots")
    stats.add_argument("--html", type=Path, metavar="PAGE", help="write one page with the plots")
    stats.add_argument("--png", type=Path, metavar="FOLDER", help="write the plots one by one")
    stats.set_defaults(command=_stats)


_EXPORT = "write tables: one file each, Parquet, CSV or JSON Lines"


def _add_export(export: argparse.ArgumentParser) -> None:
    export.add_argument(
        "--into",
        type=Path,
        default=Path("tables"),
        metavar="FOLDER",
        help="where they are written (default %(default)s)",
    )
    export.add_argument(
        "--format", choices=tuple(FORMATS), default="parquet", help="default %(default)s"
    )
    export.add_argument(
        "--table",
        action="append",
        choices=tuple(TABLES),
        metavar="NAME",
        help=f"this one alone, may be repeated: {', '.join(TABLES)} (default: all)",
    )
    export.add_argument(
        "--content", action="store_true", help="put the attachments' bytes into their table"
    )
    export.add_argument(
        "--strict",
        action="store_true",
        help="stop at the first error, which otherwise becomes a row of findings",
    )
    export.set_defaults(command=_export)


def _workers(text: str) -> int:
    number = int(text) if text.isdecimal() and len(text) < _DIGITS else 0
    if number < 1:
        raise argparse.ArgumentTypeError("a whole number, at least 1")
    return number


@contextmanager
def _bar() -> Iterator[ByteBar]:
    bar = ByteBar()
    try:
        yield bar
    finally:
        bar.close()


def _list(options: argparse.Namespace) -> int:
    with _bar() as bar:
        return list_flows(options, bar)


def _extract(options: argparse.Namespace) -> int:
    from chorus_sdk.export.extraction import extract_attachments

    failed = False
    with _bar() as bar:
        for one in extract_attachments(
            options.sources,
            options.into,
            workers=options.workers,
            digests=options.digests,
            on_progress=bar.show,
        ):
            bar.close()
            failed = failed or one.error is not None
            if options.json:
                print_json(_extracted(one))
            elif one.error is None:
                digest = f"{one.sha256}  " if one.sha256 else ""
                role = one.role and one.role.value
                print(shown(f"{digest}{one.invoice_number}  {role}  {one.path}"))
            if one.error is not None:
                about = ", ".join(filter(None, (one.invoice_number or one.source_file, one.name)))
                complain(shown(f"{about}: {told(one.error)}"), one.error.hint)
    return _UNREADABLE if failed else 0


def _extracted(one: Extracted) -> dict[str, object]:
    return {
        "source_file": one.source_file,
        "index": one.invoice_index,
        "invoice": one.invoice_number,
        "name": one.name,
        "role": one.role,
        "file": one.path,
        "size": one.size,
        "sha256": one.sha256,
        "error": one.error and one.error.code,
    }


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
    with _bar() as bar:
        failures = show_statistics(options, bar)
    return _tell_failures(failures)


def _tell_failures(failures: tuple[Failure, ...]) -> int:
    for failure in failures:
        complain(shown(f"{failure.file}: {told(failure.error)}"), failure.error.hint)
    return _UNREADABLE if failures else 0
