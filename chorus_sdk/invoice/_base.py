"""What all values of the invoice model share: they are frozen, closed and typed exactly."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, Strict

Number: TypeAlias = Annotated[Decimal, Strict()]
"""An exact number: Decimal only, never float, with the scale in which it was written."""

Day: TypeAlias = Annotated[date, Strict()]
"""A calendar day without time or zone."""


class Value(BaseModel):
    """A frozen part of an invoice (*valeur*): unknown fields are refused, lists are tuples.

    What pydantic needs to check values is built when the first value is checked: a process that
    only reads documents, whose readers know the types already, never pays for it. Modules of
    values have no deferred annotations, which pydantic would have to compile one by one.
    """

    model_config = ConfigDict(
        defer_build=True,
        frozen=True,
        extra="forbid",
        hide_input_in_errors=True,
        ser_json_bytes="base64",
        val_json_bytes="base64",
    )

    def __repr_args__(self) -> Iterator[tuple[str | None, object]]:
        """Show what is said, and leave out what is empty."""
        fields = type(self).model_fields
        for name, value in super().__repr_args__():
            if name is None or name not in fields or value != fields[name].default:
                yield name, value


def term(number: str, french: str, *, default: object = None, shown: bool = True) -> Any:  # noqa: ANN401
    """Describe a field by its business term's number and its French name."""
    return Field(default=default, description=f"{number} · {french}", repr=shown)
