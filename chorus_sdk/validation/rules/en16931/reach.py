"""From places in a document to places in the model, worked out of the bindings (*correspondance*).

Hundreds of official rules speak of an element wherever it stands: each country code, each element
that the core does not know. What the reader does with an element is data, so the values of the
model that come from it are found by looking through the table, once, and never written down twice.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from functools import cache
from typing import Final, NamedTuple, TypeAlias

from chorus_sdk.formats.base import FormatId
from chorus_sdk.formats.binding.table import Row, Syntax, has_no_scheme
from chorus_sdk.formats.binding.values import TEXT
from chorus_sdk.validation.rules.base import Breach, Rule

Steps: TypeAlias = "tuple[tuple[str, int | None], ...]"
"""Names of model attributes from the invoice on; where one holds many, with the depth of the
element that repeats."""


class Reach(NamedTuple):
    """One place of a document and where the model has what stands there.

    `element` is the path below the root, `@name` for an attribute; `again` marks an element whose
    content is that of the element around it.
    """

    element: str
    steps: Steps
    again: bool = False
    is_text: bool = False

    @property
    def model(self) -> str:
        """The path in the model, without numbers."""
        return ".".join(name for name, _ in self.steps)


class Watch(NamedTuple):
    """What a rule wants to know of a value: that it is none of these, or that it is there.

    `nested` says whether lines within lines are watched as lines are.
    """

    rule: Rule
    allowed: Container[object] | None = None
    nested: bool = True


_Place: TypeAlias = "tuple[_Place | None, str, int | None]"
"""A place met on a walk: the one above it, its name, its number where there are many."""
_Hit: TypeAlias = "tuple[Rule, _Place, object, Container[object] | None]"


class Node:
    """An attribute of the model, what is watched there, and what is watched below.

    `steps` is what a walk needs of the children, side by side: name, whether it holds many, what
    is watched, and the child itself where something is watched below it.
    """

    __slots__ = ("again", "children", "many", "steps", "watches")

    def __init__(self, *, many: bool = False) -> None:
        self.many = many
        self.again = False
        self.watches: list[Watch] = []
        self.children: dict[str, Node] = {}
        self.steps: tuple[_Step, ...] = ()

    def settle(self) -> None:
        """Make it ready to be walked; a line that holds lines is its own child."""
        if self.steps:
            return
        self.steps = tuple(
            (name, child.many, tuple(child.watches), child if child.children else None)
            for name, child in self.children.items()
        )
        for child in self.children.values():
            child.settle()


_Step: TypeAlias = "tuple[str, bool, tuple[Watch, ...], Node | None]"


def syntax_of(format_id: FormatId | None) -> Syntax:
    """Return the table of a syntax; that of UBL for an invoice that was never a document."""
    if format_id in _CII:
        from chorus_sdk.formats.cii.binding import SYNTAX

        return SYNTAX
    from chorus_sdk.formats.ubl.binding import CREDIT_NOTE_SYNTAX, INVOICE_SYNTAX

    return CREDIT_NOTE_SYNTAX if format_id is FormatId.UBL_CREDIT_NOTE else INVOICE_SYNTAX


_CII: Final = frozenset({FormatId.CII_INVOICE, FormatId.FACTURX})


@cache
def reaches(format_id: FormatId | None) -> tuple[Reach, ...]:
    """Return everything that the table of a syntax ties together."""
    return tuple(_below(syntax_of(format_id).root, "", ()))


@cache
def reached(format_id: FormatId | None) -> dict[str, tuple[Reach, ...]]:
    """Return what the table ties together, by element path."""
    found: dict[str, list[Reach]] = {}
    for reach in reaches(format_id):
        found.setdefault(reach.element, []).append(reach)
    return {element: tuple(each) for element, each in found.items()}


def plant(format_id: FormatId | None, watched: Callable[[Reach], Iterable[Watch]]) -> Node:
    """Make a tree of what is watched, shaped like the model."""
    root = Node()
    for reach in reaches(format_id):
        watches = tuple(watched(reach))
        if watches or reach.again:
            node = root
            for name, depth in reach.steps:
                node = node.children.setdefault(name, Node(many=depth is not None))
            node.watches.extend(each for each in watches if each not in node.watches)
            if reach.again:
                node.again = True
                node.children = _at(root, reach.steps[:-1]).children
    root.settle()
    return root


def look(part: object, node: Node) -> list[tuple[Rule, Breach]]:
    """Return what is found at the places that a tree watches."""
    hits: list[_Hit] = []
    _look(part, node, None, hits, nested=False)
    return [
        (rule, Breach(_path(place), value if isinstance(value, str) else None))
        for rule, place, value, allowed in hits
        if not _is_padded(value, allowed)
    ]


def _is_padded(value: object, allowed: Container[object] | None) -> bool:
    """Tell a code of the list that has blanks around it, which the rules put aside."""
    if not isinstance(allowed, frozenset) or not isinstance(value, str):
        return False
    return value != value.strip() and value.strip() in allowed


def _look(
    part: object, node: Node, above: _Place | None, hits: list[_Hit], *, nested: bool
) -> None:
    values = part.__dict__
    for name, many, watches, below in node.steps:
        inner = values[name]
        if inner is None or inner is _NONE:
            continue
        for number, item in enumerate(inner) if many else ((None, inner),):
            for rule, allowed, also_nested in watches:
                if (allowed is None or item not in allowed) and (also_nested or not nested):
                    hits.append((rule, (above, name, number), item, allowed))
            if below is not None:
                within = nested or below.again
                _look(item, below, (above, name, number), hits, nested=within)


_NONE: Final = ()


def _path(place: _Place) -> str:
    above, name, number = place
    step = name if number is None else f"{name}[{number}]"
    return step if above is None else f"{_path(above)}.{step}"


def _at(root: Node, steps: Steps) -> Node:
    for name, _ in steps:
        root = root.children[name]
    return root


def _below(row: Row, element: str, opened: Steps) -> Iterator[Reach]:
    for child in row.rows:
        if child.technical or child.constant is not None:
            continue
        yield from _reached(child, f"{element}/{child.tag}" if element else child.tag, opened)


def _reached(row: Row, element: str, opened: Steps) -> Iterator[Reach]:
    if row.into is not None:
        opened = _steps(opened, row.into, element.count("/") if row.many else None)
        if row.again or row.path == ".":
            yield Reach(element, opened, row.again)
            return
    if row.path is None:
        yield from _below(row, element, opened)
        return
    names = row.spread if row.path == "" else (row.path,)
    for name in names:
        yield Reach(element, _steps(opened, name), is_text=row.value is TEXT)
    for attribute in row.attributes:
        if attribute.path is not None and row.holds is not has_no_scheme:
            yield Reach(f"{element}/@{attribute.name}", _steps(opened, attribute.path))


def _steps(opened: Steps, path: str, depth: int | None = None) -> Steps:
    before = () if path.startswith("/") else opened
    *above, last = path.lstrip("/").split(".")
    return (*before, *((name, None) for name in above), (last, depth))
