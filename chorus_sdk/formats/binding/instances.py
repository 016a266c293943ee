"""From parts to values of the model, for what a document has thousands of: its lines.

The codecs of a table have made every text into the type that its field has, so a line of plain
values needs no second look; pydantic gets whatever is more than that, and everything that is no
line. What comes out is the same: a test holds both ways against each other.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final, TypeAlias

from chorus_sdk.formats.binding.run import Part
from chorus_sdk.invoice._base import Value
from chorus_sdk.invoice.lines import Line

Build: TypeAlias = Callable[[Part], Value]

_SCALARS: Final = (str, Decimal, date, bool, bytes)
_set = object.__setattr__


def builder(model: type[Value]) -> Build:
    """Compile how a part becomes a value of a model."""
    if model.__pydantic_decorators__.field_validators:
        return model.model_validate
    defaults = {name: field.default for name, field in model.model_fields.items()}
    kinds = {name: _kind(field.annotation) for name, field in model.model_fields.items()}
    plain = frozenset(name for name, kind in kinds.items() if kind in _SCALARS)
    nested: dict[str, Build] = {
        name: builder(kind)
        for name, kind in kinds.items()
        if isinstance(kind, type) and issubclass(kind, Value)
    }

    def build(part: Part) -> Value:
        for name, value in part.items():
            if name not in plain:
                make = nested.get(name)
                if make is None:
                    return model.model_validate(part)
                part[name] = make(value)
        value = model.__new__(model)
        _set(value, "__dict__", {**defaults, **part})
        _set(value, "__pydantic_fields_set__", set(part))
        _set(value, "__pydantic_extra__", None)
        _set(value, "__pydantic_private__", None)
        return value

    return build


def _kind(annotation: Any) -> object:  # noqa: ANN401
    """Return the type of a field without what may surround it; a tuple is no single type."""
    origin = typing.get_origin(annotation)
    if origin is typing.Annotated:
        return _kind(typing.get_args(annotation)[0])
    if origin in (typing.Union, types.UnionType):
        return _kind(next(a for a in typing.get_args(annotation) if a is not type(None)))
    return annotation


build_line: Final = builder(Line)
