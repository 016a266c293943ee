"""`chorus validate`: whether invoices are right, layer by layer."""

from __future__ import annotations

import argparse
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_sdk.cli.output import complain, is_terminal, print_json, progress, progress_done
from chorus_sdk.errors import ChorusError

if TYPE_CHECKING:
    from chorus_sdk.validation.batch import Progress, Validated
    from chorus_sdk.validation.layers import ValidationReport
    from chorus_sdk.validation.pyramid import Options

_MOST_WORKERS = 2
_SUFFIXES = (".xml", ".pdf")


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add this command to `chorus`."""
    validate = commands.add_parser(
        "validate",
        parents=[shared],
        help="say whether invoices are right",
        description="Exit code 0: all are valid; 1: one is not; 3: one cannot be read.",
    )
    validate.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="a document, or a folder: all .xml and .pdf in it",
    )
    validate.add_argument(
        "--rules",
        action="append",
        metavar="NAME",
        help="hold against this set alone, may be repeated: en16931, france, extended-ctc-fr, "
        "chorus-pro, chorus-pro-historic, plausibility",
    )
    validate.add_argument(
        "--engine",
        choices=("native", "schematron"),
        default="native",
        help="schematron runs the official artefacts",
    )
    validate.add_argument("--language", choices=("en", "fr"), default="en", help="of the report")
    validate.add_argument("--html", type=Path, metavar="REPORT", help="write a page, for one file")
    validate.add_argument("--sarif", type=Path, metavar="REPORT", help="write SARIF 2.1.0")
    validate.add_argument(
        "--workers", type=int, metavar="N", help="processes; by default 2 for several files"
    )
    validate.set_defaults(command=_validate)


def _validate(options: argparse.Namespace) -> int:
    from chorus_sdk.validation.batch import validate_many

    files = tuple(_files(options.files))
    if options.html is not None and len(files) > 1:
        complain("--html takes one file: a page is about one invoice")
        return 2
    wanted: Options = {"engine": options.engine}
    if options.rules:
        wanted["rules"] = tuple(options.rules)
    kept: list[ValidationReport] = []
    codes = {0}
    is_heard = True
    try:
        results = validate_many(
            files, workers=_workers(options, files), on_progress=_watch, **wanted
        )
    except ValueError as error:
        if isinstance(error, ChorusError):
            raise
        complain(str(error))
        return 2
    with _without_progress_line():
        for result in results:
            codes.add(_code(result))
            if result.report is not None and (options.html or options.sarif):
                kept.append(result.report)
            if is_heard:
                is_heard = _is_told(result, options)
    _write(kept, options)
    return max(codes)


def _files(paths: list[Path]) -> Iterator[Path]:
    """Yield files, and in place of a folder the invoices in it, folders inside included."""
    for path in paths:
        inside = sorted(_invoices_in(path)) if path.is_dir() else ()
        yield from inside or (path,)


def _invoices_in(folder: Path) -> Iterator[Path]:
    for path in folder.rglob("*"):
        if path.suffix.lower() in _SUFFIXES and path.is_file():
            yield path


def _workers(options: argparse.Namespace, files: tuple[Path, ...]) -> int:
    """Return how many processes: starting one takes longer than one file."""
    if options.workers is not None:
        return max(0, int(options.workers))
    return 0 if len(files) < 2 * _MOST_WORKERS else _MOST_WORKERS


def _code(result: Validated) -> int:
    """Return the exit code that one result calls for."""
    report = result.report
    if report is None or not (report.is_valid or report.is_readable):
        return 3
    return 0 if report.is_valid else 1


def _is_told(result: Validated, options: argparse.Namespace) -> bool:
    """Tell a result, and say whether anybody still reads: the exit code is for all files."""
    try:
        _tell(result, options)
    except BrokenPipeError:
        return False
    return True


def _tell(result: Validated, options: argparse.Namespace) -> None:
    progress_done()
    report = result.report
    if report is None:
        _tell_failure(result, as_json=options.json)
    elif options.json:
        from chorus_sdk.validation.reporting.json_report import as_data
        from chorus_sdk.validation.reporting.plain import escaped

        told = {"file": str(result.path), **as_data(report)}
        print(escaped(json.dumps(told, ensure_ascii=False)))
    else:
        print(report.to_text(width=_width(), color=_has_colors(), language=options.language))


def _tell_failure(result: Validated, *, as_json: bool) -> None:
    error = result.error
    said = getattr(error, "strerror", None) or getattr(error, "message", None) or str(error)
    if as_json:
        print_json({"file": str(result.path), "valid": False, "error": said})
    complain(f"{result.path}: {said}", getattr(error, "hint", None))


def _write(reports: list[ValidationReport], options: argparse.Namespace) -> None:
    if options.html is not None and reports:
        options.html.write_text(reports[0].to_html(options.language), encoding="utf-8")
    if options.sarif is not None:
        from chorus_sdk.validation.reporting.sarif_report import to_sarif

        options.sarif.write_text(to_sarif(reports), encoding="utf-8")


def _watch(step: Progress) -> None:
    if step.total and step.total > 1:
        progress(f"{step.done}/{step.total} {step.last.path.name}")


@contextmanager
def _without_progress_line() -> Iterator[None]:
    try:
        yield
    finally:
        progress_done()


def _width() -> int:
    return shutil.get_terminal_size().columns if is_terminal(sys.stdout) else 80


def _has_colors() -> bool:
    """Colour a terminal, unless it or its person asks for none (NO_COLOR)."""
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return is_terminal(sys.stdout) and not plain
