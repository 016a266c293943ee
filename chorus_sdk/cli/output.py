"""How the command line speaks: human text by default, JSON for programs."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from enum import Enum
from typing import TextIO

from pydantic import BaseModel

from chorus_sdk.validation.reporting.plain import escaped, plain


def as_json(value: object) -> object:
    """Make a value that `json` takes: decimals and dates become their text, secrets stay hidden."""
    if isinstance(value, BaseModel):
        return value.model_dump(mode="json", exclude_none=True)
    if is_dataclass(value) and not isinstance(value, type):
        value = asdict(value)
    if isinstance(value, Mapping):
        return {str(k): as_json(v) for k, v in value.items() if v is not None}
    if isinstance(value, (list, tuple)):
        return [as_json(v) for v in value]
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, date):
        value = value.isoformat()
    return value if isinstance(value, (bool, int)) or value is None else str(value)


def print_json(value: object) -> None:
    """Print one JSON value on one line, so that a stream of them is JSON Lines."""
    print(escaped(json.dumps(as_json(value), ensure_ascii=False)), flush=True)


def shown(text: str | None) -> str:
    """Return a text without what moves a terminal's cursor or turns its letters around."""
    return plain(text or "")


def say(text: str) -> None:
    """Print one line for a person, whatever a document or a file name says in it."""
    print(shown(text), flush=True)


def print_pairs(pairs: Iterable[tuple[str, object]], *, indent: str = "") -> None:
    """Print names and values in two columns; what is None or empty is left out."""
    told = [(name, value) for name, value in pairs if value not in (None, "", ())]
    width = max((len(name) for name, _ in told), default=0)
    for name, value in told:
        say(f"{indent}{name:<{width}}  {value}")


def is_terminal(stream: TextIO | None) -> bool:
    """Tell whether a person watches a stream; one that was closed at the start is None."""
    return stream is not None and stream.isatty()


def progress(text: str) -> None:
    """Show progress on the error stream, where a person watches it."""
    if is_terminal(sys.stderr):
        print(f"\r\033[K{shown(text)}", end="", file=sys.stderr, flush=True)


def progress_done() -> None:
    """Take the progress line away."""
    if is_terminal(sys.stderr):
        print("\r\033[K", end="", file=sys.stderr, flush=True)


def complain(message: str, hint: str | None = None) -> None:
    """Say what went wrong on the error stream."""
    for line in f"chorus: {message}".split("\n"):
        print(shown(line), file=sys.stderr)
    if hint:
        print(f"        {shown(hint)}", file=sys.stderr)
