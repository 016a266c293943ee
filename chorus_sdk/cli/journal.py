"""`chorus journal`: deposits that survive a crash, and what came of them."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_sdk.cli.journal_output import print_entry, print_row, print_story, short
from chorus_sdk.cli.output import complain
from chorus_sdk.cli.platform import make_client, where_from, which_platform
from chorus_sdk.errors import (
    AlreadyDepositedError,
    AuthenticationError,
    ChorusError,
    NotFoundError,
)
from chorus_sdk.journal.journal import Journal
from chorus_sdk.journal.states import JournalState

if TYPE_CHECKING:
    from chorus_sdk.client import ChorusClient
    from chorus_sdk.journal.entry import Entry

LOST = 5
"""Exit code of an answer that was lost: `run` finds out."""


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add these commands to `chorus`."""
    place = argparse.ArgumentParser(add_help=False)
    place.add_argument(
        "--journal", default="chorus-journal.sqlite", metavar="PLACE",
        help="its file, or the URL of a PostgreSQL (default %(default)s)",
    )  # fmt: skip
    journal = commands.add_parser("journal", help="deposits that survive a crash")
    acts = journal.add_subparsers(required=True, metavar="ACT")
    which = which_platform(shared)
    deposit = acts.add_parser("deposit", parents=[which, place], help="deposit files, each once")
    deposit.add_argument(
        "files",
        nargs="+",
        type=Path,
        metavar="FILE",
        help="Factur-X, UBL, CII, or a tar.gz of them",
    )
    deposit.add_argument(
        "--allow-lost", action="store_true", help="send also what is known to be lost in silence"
    )
    deposit.set_defaults(command=_deposit)
    run = acts.add_parser(
        "run",
        parents=[where_from(shared), place],
        help="reconcile and follow until all is at its end",
    )
    run.set_defaults(command=_run)
    for name, command, meaning in (
        ("reconcile", _reconcile, "ask once what became of lost answers; send what is not there"),
        ("follow", _follow, "look once at every flow that is under way"),
    ):
        act = acts.add_parser(name, parents=[which, place], help=meaning)
        act.set_defaults(command=command)
    list_ = acts.add_parser("list", parents=[shared, place], help="what the journal holds")
    list_.add_argument("--open", action="store_true", help="only what is not at its end")
    list_.add_argument("--number", metavar="NUMBER", help="only the invoice of that number")
    list_.set_defaults(command=_list)
    show = acts.add_parser("show", parents=[shared, place], help="a deposit and its history")
    show.add_argument(
        "entry", metavar="ENTRY", help="its id, the beginning of it, or an invoice's number"
    )
    show.set_defaults(command=_show)


def _deposit(options: argparse.Namespace) -> int:
    codes: list[int] = []
    with make_client(options) as chorus, _journal(options, make=True) as journal:
        for place, file in enumerate(options.files):
            try:
                codes.append(_deposit_one(chorus, journal, file, options))
            except AuthenticationError:
                if left := len(options.files) - place - 1:
                    complain(f"{left} more files were not tried: {options.files[place + 1]} …")
                raise
    return next(filter(None, codes), 0)


def _deposit_one(
    chorus: ChorusClient, journal: Journal, file: Path, options: argparse.Namespace
) -> int:
    from chorus_sdk.cli.main import exit_code

    try:
        entry = journal.deposit(chorus, file, allow_lost=options.allow_lost)
    except AuthenticationError:
        raise
    except AlreadyDepositedError as error:
        complain(f"{file}: {error.message}", f"See chorus journal show {short(error.entry_id)}")
        return 1
    except ChorusError as error:
        complain(f"{file}: {error.message}", error.hint)
        return exit_code(error)
    except OSError as error:
        complain(f"{file}: {error.strerror or 'cannot be read'}")
        return 2
    print_entry(entry, as_json=options.json)
    return LOST if entry.state is JournalState.UNKNOWN else 0


def _run(options: argparse.Namespace) -> int:
    def tell(entry: Entry) -> None:
        print_entry(entry, as_json=options.json)

    with make_client(options) as chorus, _journal(options) as journal:
        ended = journal.run(chorus, total=options.wait, on_end=tell)
        left = journal.open_entries()
    if left:
        complain(f"{len(left)} not at their end yet", "Run it again: nothing is lost.")
        return 6
    return int(any(entry.state is not JournalState.DELIVERED for entry in ended))


def _reconcile(options: argparse.Namespace) -> int:
    return _once(options, Journal.reconcile)


def _follow(options: argparse.Namespace) -> int:
    return _once(options, Journal.follow)


def _once(
    options: argparse.Namespace, look: Callable[[Journal, ChorusClient], Iterable[Entry]]
) -> int:
    with make_client(options) as chorus, _journal(options) as journal:
        for entry in look(journal, chorus):
            print_entry(entry, as_json=options.json)
        left = journal.open_entries()
    return 6 if left else 0


def _list(options: argparse.Namespace) -> int:
    with _journal(options) as journal:
        for entry in journal.entries(number=options.number):
            if not (options.open and entry.state.is_final):
                print_row(entry, as_json=options.json)
    return 0


def _show(options: argparse.Namespace) -> int:
    with _journal(options) as journal:
        for entry in _named(journal, options.entry):
            print_story(entry, journal.history(entry), as_json=options.json)
    return 0


def _named(journal: Journal, name: str) -> tuple[Entry, ...]:
    """Return the deposits that a person means by an id, its beginning, or an invoice's number."""
    found = tuple(
        entry for entry in journal.entries() if entry.id.startswith(name) or name in entry.numbers
    )
    if not found:
        raise NotFoundError(
            f"The journal has no deposit {name}.", hint="chorus journal list names them."
        )
    return found


def _journal(options: argparse.Namespace, *, make: bool = False) -> AbstractContextManager[Journal]:
    """Open the journal; where nothing is to be deposited, one that is not there is not made."""
    place: str = options.journal
    if "://" in place:
        return Journal.connect(place)
    if not make and not Path(place).exists():
        raise FileNotFoundError(2, "There is no journal", place)
    return Journal.open(place)
