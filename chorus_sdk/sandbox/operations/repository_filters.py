"""What a search of the repository lets through (*critères*): `{"field": {"op": …, "val": …}}`.

Source: chorus-pro-api §3.8. What an unknown field or operator is answered with is INF.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

_ORDERED: Final[Mapping[str, Callable[[str, str], bool]]] = {
    "=": lambda have, wanted: have == wanted,
    ">": lambda have, wanted: have > wanted,
    "<": lambda have, wanted: have < wanted,
    ">=": lambda have, wanted: have >= wanted,
    "<=": lambda have, wanted: have <= wanted,
    "CONTAINS": lambda have, wanted: wanted.casefold() in have.casefold(),
}
_WORDS: Final = ("_sort", "_desc", "_fields")


class UnreadableFilterError(Exception):
    """A condition that the repository cannot read."""


def select(rows: list[dict[str, object]], asked: Mapping[str, object]) -> list[dict[str, object]]:
    """Return the rows that meet every condition, in the order and with the fields asked for."""
    known = set(rows[0]) if rows else set()
    sort, descending, fields = (_names(asked.get(word), known) for word in _WORDS)
    kept = [
        row
        for row in rows
        if all(_meets(row, name, asked[name]) for name in asked if name not in _WORDS)
    ]
    order = [*sort, *(name for name in descending if name not in sort)]
    for name in reversed(order):
        kept.sort(key=partial(_at, name), reverse=name in descending)
    return [{name: row[name] for name in fields} for row in kept] if fields else kept


def _meets(row: Mapping[str, object], name: str, condition: object) -> bool:
    if name not in row or not isinstance(condition, dict):
        raise UnreadableFilterError
    operator, wanted = condition.get("op"), condition.get("val")
    have = _text(row[name])
    if operator == "IN" and isinstance(wanted, list):
        return have in {_text(one) for one in wanted}
    compare = _ORDERED.get(operator) if isinstance(operator, str) else None
    if compare is None or isinstance(wanted, (list, dict)):
        raise UnreadableFilterError
    return compare(have, _text(wanted))


def _at(name: str, row: Mapping[str, object]) -> str:
    return _text(row[name])


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _names(value: object, known: set[str]) -> list[str]:
    if value is None:
        return []
    listed = value if isinstance(value, list) else [value]
    named = [name for name in listed if isinstance(name, str)]
    if len(named) != len(listed) or not known.issuperset(named):
        raise UnreadableFilterError
    return named
