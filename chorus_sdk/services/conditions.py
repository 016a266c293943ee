"""What a search of the repository lets through (*critères*): conditions on fields, in our names.

Source: chorus-pro-api §3.8.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from chorus_sdk.services.wire import organisations as wire
from chorus_sdk.services.wire.codec import Names

Scalar: TypeAlias = "str | int | bool"


class Comparison(StrEnum):
    """How a field is compared (*opérateur*)."""

    EQUAL = "="
    GREATER = ">"
    LESS = "<"
    AT_LEAST = ">="
    AT_MOST = "<="
    IN = "IN"
    CONTAINS = "CONTAINS"


@dataclass(frozen=True)
class Condition:
    """A condition on a field (*critère*): the field in our name, how, and with what.

    Example:
        >>> Condition("city", Comparison.CONTAINS, "PARIS").field
        'city'
    """

    field: str
    comparison: Comparison
    value: Scalar | tuple[Scalar, ...]

    @classmethod
    def equal(cls, field: str, value: Scalar) -> Condition:
        """Ask for exactly this value (*égal à*)."""
        return cls(field, Comparison.EQUAL, value)

    @classmethod
    def one_of(cls, field: str, values: Iterable[Scalar]) -> Condition:
        """Ask for one of several values (*parmi*)."""
        return cls(field, Comparison.IN, tuple(values))

    @classmethod
    def containing(cls, field: str, text: str) -> Condition:
        """Ask for a value that holds a text (*contient*)."""
        return cls(field, Comparison.CONTAINS, text)


def encode_conditions(
    conditions: Iterable[Condition],
    names: Names,
    *,
    sort_by: Iterable[str] = (),
    descending: Iterable[str] = (),
    fields: Iterable[str] = (),
) -> dict[str, object]:
    """Write conditions, order and wanted fields as the platform takes them.

    Raises:
        ValueError: a field that a row does not have, or two conditions on one field, which the
            platform cannot take.
    """
    asked: dict[str, object] = {}
    for condition in conditions:
        name = _spelt(condition.field, names)
        if name in asked:
            raise ValueError(f"only one condition on {condition.field} can be asked for")
        asked[name] = {wire.OPERATOR: condition.comparison.value, wire.VALUE: condition.value}
    for member, listed in ((wire.SORT, sort_by), (wire.DESCENDING, descending)):
        if spelt := [_spelt(field, names) for field in listed]:
            asked[member] = spelt
    if wanted := [_spelt(field, names) for field in fields]:
        asked[wire.FIELDS] = wanted
    return asked


def _spelt(field: str, names: Names) -> str:
    if field not in names:
        raise ValueError(f"{field} is no field; there are {', '.join(names)}")
    return names[field]
