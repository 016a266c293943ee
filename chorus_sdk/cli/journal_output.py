"""How `chorus journal` shows deposits: a row, a few lines, or the whole story, in 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from chorus_sdk.cli.output import print_json

if TYPE_CHECKING:
    from chorus_sdk.journal.entry import Entry, Event

_WIDTH: Final = 79
_NAME: Final = 10
"""Columns of a value's name."""
_ID: Final = 8
"""So much of an id is shown; `show` takes it."""
_NUMBERS: Final = 5
"""So many numbers of a lot are named where there is not the room for all."""


def short(entry_id: str) -> str:
    """Return as much of an id as a person needs."""
    return entry_id[:_ID]


def print_row(entry: Entry, *, as_json: bool) -> None:
    """Print a deposit as one row: id, state, when it was sent, file, invoices."""
    if as_json:
        print_json(entry)
        return
    row = (
        f"{short(entry.id)}  {entry.state.value:<16}  {_moment(entry.sent_at):.16}"
        f"  {_cut(entry.file_name, 16):<16}  {_first(entry, 15)}"
    )
    print(row.rstrip())


def print_entry(entry: Entry, *, as_json: bool) -> None:
    """Print a deposit in a few lines."""
    if as_json:
        print_json(entry)
        return
    print(f"{short(entry.id)}  {entry.state.value}  {_cut(entry.file_name, 50)}")
    _print_values(
        (
            ("invoices", _numbers(entry)),
            ("flow", entry.flow_id),
            ("note", entry.note),
        )
    )


def print_story(entry: Entry, history: Iterable[Event], *, as_json: bool) -> None:
    """Print all that is known of a deposit, and the states that it went through."""
    if as_json:
        for value in (entry, *history):
            print_json(value)
        return
    print(f"{entry.id}  {entry.state.value}")
    _print_values(
        (
            ("file", entry.file_name),
            ("SHA-256", entry.sha256),
            ("invoices", ", ".join(entry.numbers)),
            ("delivered", "all" if _is_whole(entry) else ", ".join(entry.delivered)),
            ("flow", entry.flow_id),
            ("sent", f"{_moment(entry.sent_at)}, {_times(entry.attempts)}"),
        )
    )
    for event in history:
        said = f"{_moment(event.at)}  {event.state.value:<16}  {event.note or ''}"
        for line in _wrapped(said, indent="  ", below=" " * 42):
            print(line)


def _print_values(pairs: Iterable[tuple[str, str | None]]) -> None:
    for name, value in pairs:
        if value:
            first = f"  {name:<{_NAME}}"
            for line in _wrapped(value, indent=first, below=" " * len(first)):
                print(line)


def _wrapped(text: str, *, indent: str, below: str) -> list[str]:
    return textwrap.wrap(
        text, _WIDTH, initial_indent=indent, subsequent_indent=below, break_on_hyphens=False
    )


def _numbers(entry: Entry) -> str:
    named = ", ".join(entry.numbers[:_NUMBERS])
    more = len(entry.numbers) - _NUMBERS
    return f"{named} +{more}" if more > 0 else named


def _first(entry: Entry, width: int) -> str:
    """Name the first invoice, and how many more there are, in so many columns."""
    more = len(entry.numbers) - 1
    rest = f" +{more}" if more > 0 else ""
    return f"{_cut(entry.numbers[0], width - len(rest))}{rest}" if entry.numbers else ""


def _is_whole(entry: Entry) -> bool:
    return bool(entry.delivered) and set(entry.delivered) == set(entry.numbers)


def _times(attempts: int) -> str:
    return "once" if attempts == 1 else f"{attempts} times"


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 1]}…"


def _moment(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M:%SZ}"
