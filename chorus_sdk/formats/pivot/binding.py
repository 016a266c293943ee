"""How the elements of a pivot meet the fields of the model (*correspondance*): the vocabulary.

One table serves reading and writing, so that what is read is what is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any, Final, TypeAlias

from chorus_sdk._codes import OpenCode
from chorus_sdk.formats.pivot import simple_types
from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.simple_types import SimpleType
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
    no value of the model, so the invoice is broken. `simple` is what the schema allows (by default
    what the kind says), `codes` an open list, `allowed` its closed form for one version, where
    they differ.
    """

    tag: str
    name: str
    kind: Kind = Kind.TEXT
    required: bool = False
    vital: bool = False
    simple: SimpleType | None = None
    codes: type[OpenCode | InvoicingFramework] | None = None
    allowed: Callable[[PivotVersion], frozenset[str]] | None = None
    since: PivotVersion = PivotVersion.V1_20

    @property
    def form(self) -> SimpleType:
        """What the schema allows (*type simple*)."""
        return self.simple or _FORMS[self.kind]

    def values_in(self, version: PivotVersion) -> frozenset[str]:
        """Return the closed list of a version (*valeurs admises*); none where there is no list."""
        if self.allowed is not None:
            return self.allowed(version)
        if self.codes is None:
            return frozenset()
        return frozenset(str(code.value) for code in self.codes)


@dataclass(frozen=True)
class Group:
    """An element with children, in the schema's order.

    With a `name` its value is made by `build` and stands in the model's field of that name,
    in a tuple (or what `gather` makes) when `repeated`; without one its members belong to the
    group around it. `least` is how many the schema wants where `required` does not say it,
    `alternative` that only one of its neighbours of that kind may stand there, `is_local` that it
    is declared in its place and not for the whole schema.
    """

    tag: str
    members: tuple[Leaf | Group, ...]
    name: str | None = None
    build: Callable[..., object] | None = None
    repeated: bool = False
    required: bool = False
    vital: bool = False
    gather: Callable[[Sequence[Any]], object] = tuple
    least: int | None = None
    alternative: bool = False
    is_local: bool = False
    by_tag: Mapping[str, Leaf | Group] = field(init=False, repr=False, compare=False)
    compulsory: tuple[Leaf | Group, ...] = field(init=False, repr=False, compare=False)
    needed_names: frozenset[str] = field(init=False, repr=False, compare=False)
    needed_tags: frozenset[str] = field(init=False, repr=False, compare=False)
    lists: tuple[str, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_tag", {member.tag: member for member in self.members})
        compulsory = tuple(member for member in self.members if member.required)
        object.__setattr__(self, "compulsory", compulsory)
        names = frozenset(item.name for item in compulsory if isinstance(item, Leaf))
        tags = frozenset(item.tag for item in compulsory if isinstance(item, Group))
        object.__setattr__(self, "needed_names", names)
        object.__setattr__(self, "needed_tags", tags)
        object.__setattr__(self, "lists", tuple(_lists(self.members)))

    def make(self, **values: object) -> object:
        """Make the group's value; raises TypeError where a vital field is missing."""
        if self.build is None:
            raise TypeError(f"{self.tag} has no value of its own")
        return self.build(**values)


def _lists(members: Sequence[Leaf | Group]) -> Iterator[str]:
    """Yield the fields that repeated groups fill, those inside groups without a name included."""
    for member in members:
        if isinstance(member, Group):
            if member.name is None:
                yield from _lists(member.members)
            elif member.repeated:
                yield member.name


Member: TypeAlias = Leaf | Group


def attribute(tag: str, name: str, kind: Kind = Kind.TEXT, *, vital: bool = False) -> Leaf:
    """Describe an attribute."""
    return Leaf(f"@{tag}", name, kind, required=vital, vital=vital)


_FORMS: Final = {
    Kind.TEXT: simple_types.STRING,
    Kind.DECIMAL: simple_types.DECIMAL,
    Kind.INTEGER: simple_types.NATURAL,
    Kind.NUMERAL: simple_types.NATURAL,
    Kind.DAY: simple_types.DAY,
    Kind.INSTANT: simple_types.INSTANT,
    Kind.CONTENT: simple_types.STRING,
}
