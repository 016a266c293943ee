"""How the elements of a pivot meet the fields of the model (*correspondance*): the vocabulary.

One table serves reading and writing, so that what is read is what is written.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, TypeAlias

from chorus_sdk._codes import OpenCode
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.invoice.chorus import InvoicingFramework


class Kind(Enum):
    """How a text is to be understood (*nature*)."""

    TEXT = auto()
    DECIMAL = auto()
    INTEGER = auto()
    NUMERAL = auto()
    """A whole number whose text is kept as written."""
    DAY = auto()
    INSTANT = auto()
    CONTENT = auto()


@dataclass(frozen=True, slots=True)
class Leaf:
    """An element without children, or an attribute (its tag begins with @).

    `name` is the model's field. `required` is the schema's word; without a `vital` leaf there is
    no value of the model, so the invoice is broken. `shape` is what the schema allows, `codes` an
    open list, `allowed` its closed form for one version, where they differ.
    """

    tag: str
    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    vital: bool = False
    shape: re.Pattern[str] | None = None
    codes: type[OpenCode | InvoicingFramework] | None = None
    allowed: Callable[[PivotVersion], frozenset[str]] | None = None
    since: PivotVersion = PivotVersion.V1_20


@dataclass(frozen=True)
class Group:
    """An element with children, in the schema's order.

    With a `name` its value is made by `build` and stands in the model's field of that name,
    in a tuple (or what `gather` makes) when `repeated`; without one its members belong to the
    group around it.
    """

    tag: str
    members: tuple[Leaf | Group, ...]
    name: str | None = None
    build: Callable[..., object] | None = None
    repeated: bool = False
    required: bool = False
    vital: bool = False
    gather: Callable[[Sequence[Any]], object] = tuple
    by_tag: Mapping[str, Leaf | Group] = field(init=False, repr=False, compare=False)
    compulsory: tuple[Leaf | Group, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_tag", {member.tag: member for member in self.members})
        compulsory = tuple(member for member in self.members if member.required)
        object.__setattr__(self, "compulsory", compulsory)

    def make(self, **values: object) -> object:
        """Make the group's value; raises TypeError where a vital field is missing."""
        if self.build is None:
            raise TypeError(f"{self.tag} has no value of its own")
        return self.build(**values)


Member: TypeAlias = Leaf | Group


def attribute(tag: str, name: str, kind: Kind = Kind.TEXT, *, vital: bool = False) -> Leaf:
    """Describe an attribute."""
    return Leaf(f"@{tag}", name, kind, required=vital, vital=vital)


def up_to(length: int) -> re.Pattern[str]:
    """Return the shape of a text with a maximum length."""
    return re.compile(rf".{{0,{length}}}", re.DOTALL)


def exactly(length: int) -> re.Pattern[str]:
    """Return the shape of a text with one length."""
    return re.compile(rf".{{{length}}}", re.DOTALL)
