"""From parts to values of the model: what a reader has found becomes an invoice.

The codecs of a table have made every text into the type that its field has, so a part needs no
second look by pydantic, which would first have to build what it checks with: that takes longer
than reading a document. What comes out is the same: a test holds both ways against each other.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeAlias, TypeVar

from chorus_sdk.invoice._base import Value
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.invoice.provenance import Unmapped

Part: TypeAlias = dict[str, Any]
"""A part of the invoice to be: what pydantic would take for a model."""

V = TypeVar("V", bound=Value)

_SCALARS: Final = (str, Decimal, date, bool, bytes)
_MOST_SHAPES: Final = 1_024
"""Invoices have dozens for each model, hostile ones any number."""
_set = object.__setattr__


@cache
def builder(model: type[V]) -> Callable[[Part], V]:
    """Compile how a part becomes a value of a model; a value that is one already stays.

    A part is used up by it. Values of which the same fields are given share the set of their
    names, which pydantic keeps beside each value and nobody changes in a frozen one: a long
    invoice has as many values as a book has words, and the collector visits each set.
    """
    fields = model.model_fields
    defaults = {name: field.default for name, field in fields.items()}
    kinds = {name: _kind(field.annotation) for name, field in fields.items()}
    plain = frozenset(name for name, kind in kinds.items() if kind in _SCALARS)
    makers: dict[str, Callable[[Any], object]] = {}
    checks = _checks(model)
    given: dict[tuple[str, ...], set[str]] = {}

    def build(part: Part) -> V:
        names = tuple(part)
        said = given.get(names)
        if said is None:
            said = set(names)
            if len(given) < _MOST_SHAPES:
                given[names] = said
        for name, value in part.items():
            if name not in plain:
                make = makers.get(name)
                if make is None:
                    make = makers[name] = _maker(kinds[name])
                part[name] = make(value)
        for name, check in checks:
            if name in part:
                part[name] = check(part[name])
        value = model.__new__(model)
        _set(value, "__dict__", {**defaults, **part})
        _set(value, "__pydantic_fields_set__", said)
        _set(value, "__pydantic_extra__", None)
        _set(value, "__pydantic_private__", None)
        return value

    return build


def _checks(model: type[Value]) -> tuple[tuple[str, Callable[[Any], object]], ...]:
    """Return what the model itself does with a field that is given."""
    found = model.__pydantic_decorators__.field_validators.items()
    return tuple((field, getattr(model, name)) for name, one in found for field in one.info.fields)


def _maker(kind: object) -> Callable[[Any], object]:
    """Return how what stands in a field that is no plain one is made."""
    if isinstance(kind, type) and issubclass(kind, Value):
        build = builder(kind)
        return lambda value: value if isinstance(value, Value) else build(value)
    if typing.get_origin(kind) is not tuple:
        raise TypeError(f"a reader cannot make a {kind}")
    inner = _kind(typing.get_args(kind)[0])
    if inner in _SCALARS:
        return tuple
    make = _maker(inner)

    def make_all(values: list[Any]) -> object:
        made = []
        values.reverse()
        while values:
            made.append(make(values.pop()))  # what is built needs its part no longer
        return tuple(made)

    return make_all


def _kind(annotation: Any) -> object:  # noqa: ANN401
    """Return the type of a field without what may surround it."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _kind(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return _kind(next(a for a in typing.get_args(annotation) if a is not type(None)))
    return annotation


build_invoice: Final[Callable[[Part], Invoice]] = builder(Invoice)
build_unmapped: Final[Callable[[Part], Unmapped]] = builder(Unmapped)
