"""What a search is narrowed by (*critères de recherche*), from our values to the platform's."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields
from datetime import date, datetime
from typing import TYPE_CHECKING

from chorus_sdk._codes import OpenCode

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def asked_of(criteria: DataclassInstance) -> dict[str, object]:
    """Return every criterion that is set, in our names and the platform's values.

    Raises:
        ValueError: an instant has no zone.
    """
    said = {field.name: getattr(criteria, field.name) for field in fields(criteria)}
    return {name: wire_value(value) for name, value in said.items() if value is not None}


def wire_value(value: object) -> object:
    """Write a value as the platform takes it; raises ValueError for an instant without a zone.

    Example:
        >>> wire_value(date(2026, 11, 23)), wire_value((1, "B"))
        ('2026-11-23', [1, 'B'])
    """
    if isinstance(value, datetime):
        if value.tzinfo is None:
            raise ValueError("an instant needs its zone")
        return value.isoformat(timespec="milliseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, OpenCode):
        return value.value
    if isinstance(value, Iterable) and not isinstance(value, str):
        return [wire_value(one) for one in value]
    return value


def one_or_more(value: str | tuple[str, ...]) -> list[str]:
    """Return a list of codes as texts, of which there may be one alone.

    Example:
        >>> one_or_more("REJETEE"), one_or_more(("REJETEE", "SUSPENDUE"))
        (['REJETEE'], ['REJETEE', 'SUSPENDUE'])
    """
    return [str(one) for one in ((value,) if isinstance(value, str) else value)]
