"""`chorus journal`: deposits that survive a crash, and what came of them."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from chorus_sdk.cli.output import complain, print_json, print_pairs
from chorus_sdk.cli.platform import make_client, where_from
from chorus_sdk.errors import ChorusError
from chorus_sdk.journal.journal import Journal
from chorus_sdk.journal.states import JournalState

if TYPE_CHECKING:
    from chorus_sdk.journal.entry import Entry


def add_commands(
    commands: argparse._SubParsersAction[argparse.ArgumentParser], shared: argparse.ArgumentParser
) -> None:
    """Add these commands to `chorus`."""
    place = argparse.ArgumentParser(add_help=False)
    place.add_argument(
        "--journal", default="chorus-journal.sqlite", metavar="PLACE",
        help="its file, or the URL of a PostgreSQL (default chorus-journal.sqlite)",
    )  # fmt: skip
    journal = commands.add_parser("journal", help="deposits that survive a crash")
    acts = journal.add_subparsers(required=True, metavar="ACT")
    where = where_from(shared)
    deposit = acts.add_parser("deposit", parents=[where, place], help="deposit files, each once")
    deposit.add_argument("files", nargs="+", type=Path, metavar="FILE")
    deposit.add_argument("--allow-lost", action="store_true", help="send what would be lost, too")
    deposit.set_defaults(command=_deposit)
    run = acts.add_parser(
        "run", parents=[where, place], help="reconcile and follow until all is at its end"
    )
    run.set_defaults(command=_run)
    list_ = acts.add_parser("list", parents=[shared, place], help="what the journal holds")
    list_.add_argument("--open", action="store_true", help="only what is not at its end")
    list_.add_argument("--number", metavar="NUMBER", help="only the invoice of that number")
    list_.set_defaults(command=_list)
    show = acts.add_parser("show", parents=[shared, place], help="one deposit and its history")
    show.add_argument("entry", metavar="ENTRY")
    show.set_defaults(command=_show)


def _deposit(options: argparse.Namespace) -> int:
    code = 0
    with make_client(options) as chorus, _journal(options) as journal:
        for file in options.files:
            try:
                _print(journal.deposit(chorus, file, allow_lost=options.allow_lost), options)
            except ChorusError as error:
                complain(f"{file}: {error.message}", error.hint)
                code = 1
    return code


def _run(options: argparse.Namespace) -> int:
    with make_client(options) as chorus, _journal(options) as journal:
        ended = journal.run(chorus, total=options.wait)
        for entry in ended:
            _print(entry, options)
        left = journal.open_entries()
    if left:
        complain(f"{len(left)} not at their end yet", "Run it again: nothing is lost.")
        return 6
    return int(any(entry.state is not JournalState.DELIVERED for entry in ended))


def _list(options: argparse.Namespace) -> int:
    with _journal(options) as journal:
        for entry in journal.entries(number=options.number):
            if not (options.open and entry.state.is_final):
                _print(entry, options)
    return 0


def _show(options: argparse.Namespace) -> int:
    with _journal(options) as journal:
        entry = journal.entry(options.entry)
        history = journal.history(entry)
    _print(entry, options)
    for event in history:
        if options.json:
            print_json(event)
        else:
            print(f"  {event.at:%Y-%m-%d %H:%M:%S}  {event.state.value:<16}  {event.note or ''}")
    return 0


def _print(entry: Entry, options: argparse.Namespace) -> None:
    if options.json:
        print_json(entry)
        return
    print(f"{entry.id}  {entry.state.value}  {entry.file_name}")
    print_pairs(
        (
            ("invoices", ", ".join(entry.numbers)),
            ("flow", entry.flow_id),
            ("note", entry.note),
        ),
        indent="  ",
    )


def _journal(options: argparse.Namespace) -> Journal:
    place: str = options.journal
    return Journal.connect(place) if "://" in place else Journal.open(place)
