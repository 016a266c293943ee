"""Arguments of `chorus`, and what its exit code means."""

from __future__ import annotations

import argparse
import os
import sys
import textwrap
from collections.abc import Callable, Sequence
from typing import Final, TextIO, TypeAlias

from chorus_sdk.cli.output import complain, progress_done
from chorus_sdk.errors import (
    ApiError,
    AuthenticationError,
    ChorusError,
    ConfigurationError,
    DocumentError,
    FlowError,
    InvalidInvoiceError,
    TransportError,
    WaitTimeoutError,
)

EXIT_CODES: Final = {
    0: "done: for a deposit, delivery is proven",
    1: "the answer is no: rejected, partly integrated, delivery not proven, unknown format",
    2: "wrong arguments or a missing setting",
    3: "a document cannot be read",
    4: "the credentials are not accepted",
    5: "the platform cannot be reached, refuses the call, or its answer was lost",
    6: "not at its end in time: follow it again",
    130: "interrupted",
}

Command: TypeAlias = "Callable[[argparse.Namespace], int]"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code (see `EXIT_CODES`)."""
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except ChorusError as error:
        progress_done()
        complain(error.message, error.hint)
        return exit_code(error)
    except BrokenPipeError:
        return 0
    except OSError as error:
        progress_done()
        complain(f"{error.strerror or 'cannot be read'}: {error.filename or ''}")
        return 2
    except KeyboardInterrupt as interrupt:
        progress_done()
        complain("interrupted", " ".join(getattr(interrupt, "__notes__", ())))
        return 130


def exit_code(error: ChorusError) -> int:
    """Return the exit code that an error amounts to."""
    table: tuple[tuple[type[ChorusError], int], ...] = (
        (ConfigurationError, 2),
        (WaitTimeoutError, 6),
        (FlowError, 1),
        (InvalidInvoiceError, 1),
        (DocumentError, 3),
        (AuthenticationError, 4),
        (ApiError, 5),
        (TransportError, 5),
    )
    return next((code for kind, code in table if isinstance(error, kind)), 5)


def run() -> None:
    """Entry point of the console script."""
    code = main()
    if sys.stdout is not None:  # it may be closed
        _flush(sys.stdout)
    sys.exit(code)


def _flush(stream: TextIO) -> None:
    try:
        stream.flush()
    except BrokenPipeError:
        # The reader has gone; without this the interpreter complains at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def _parser() -> argparse.ArgumentParser:
    from chorus_sdk.cli import (
        doctor,
        documents,
        journal,
        local,
        pivot,
        platform,
        portal,
        validation,
    )

    parser = argparse.ArgumentParser(
        prog="chorus",
        description="Chorus Pro and French e-invoicing: no invoice is lost in silence.",
        epilog=_exit_codes(),
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action=_Version, nargs=0, help="say which version this is")
    shared = argparse.ArgumentParser(add_help=False)
    shared.add_argument("--json", action="store_true", help="print JSON for programs")
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    documents.add_commands(commands, shared)
    pivot.add_commands(commands, shared)
    validation.add_commands(commands, shared)
    platform.add_commands(commands, shared)
    portal.add_commands(commands, shared)
    doctor.add_commands(commands, shared)
    journal.add_commands(commands, shared)
    local.add_commands(commands, shared)
    return parser


def _exit_codes() -> str:
    """Return what each exit code means, in 80 columns."""
    rows = (
        textwrap.fill(meaning, 78, initial_indent=f"  {code:>3}  ", subsequent_indent=" " * 7)
        for code, meaning in EXIT_CODES.items()
    )
    return "\n".join(("exit codes:", *rows, "", "chorus COMMAND --help says more of each."))


class _Version(argparse.Action):
    """Say the version of the package that is installed, which is looked up only then."""

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from importlib.metadata import version

        print(f"chorus_sdk {version('chorus_sdk')}")
        parser.exit()


if __name__ == "__main__":
    run()
