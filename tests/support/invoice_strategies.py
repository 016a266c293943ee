"""Invoices for laws: any values at any places of the model, a few at a time."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from chorus_sdk.formats.levels import first_profile
from chorus_sdk.invoice import Invoice
from chorus_sdk.invoice._base import Value

TEXTS = st.text("aZ9é€&<>\"'# \n\t", min_size=1, max_size=8).map(str.strip).filter(bool)
NUMBERS = st.decimals(allow_nan=False, allow_infinity=False, min_value=-(10**9), max_value=10**9)
KINDS = {
    str: TEXTS,
    Decimal: NUMBERS,
    date: st.dates(),
    bool: st.booleans(),
    bytes: st.binary(min_size=1, max_size=9),
}
LEFT_OUT = ("unmapped", "origin", "sub_lines")
"""What is no content, and what only nests."""

Step = str | int
Place = tuple[tuple[Step, ...], type]


def places(model: type[Value], before: tuple[Step, ...] = ()) -> Iterator[Place]:
    """Yield every place of a model that holds a value, with its type; two items of each tuple."""
    for name, field in model.model_fields.items():
        if name not in LEFT_OUT:
            yield from _places_of(field.annotation, (*before, name))


def _places_of(annotation: object, path: tuple[Step, ...]) -> Iterator[Place]:
    origin, inside = typing.get_origin(annotation), typing.get_args(annotation)
    if annotation in KINDS:
        yield path, annotation
    elif origin is typing.Annotated or origin in (typing.Union, types.UnionType):
        yield from _places_of(inside[0], path)
    elif origin is tuple:
        for number in range(2):
            yield from _places_of(inside[0], (*path, number))
    else:
        yield from places(annotation, path)


PLACES = tuple(places(Invoice))
CORE_PLACES = tuple(
    (path, kind)
    for path, kind in PLACES
    if first_profile(".".join(step for step in path if isinstance(step, str))) != "extended"
)


@st.composite
def invoices(draw: st.DrawFn, among: tuple[Place, ...] = PLACES, most: int = 40) -> Invoice:
    """Draw an invoice that says something at up to `most` of these places."""
    chosen = draw(st.lists(st.sampled_from(among), max_size=most, unique_by=lambda at: at[0]))
    tree: dict[Step, object] = {}
    for path, kind in chosen:
        part = tree
        for step in path[:-1]:
            part = part.setdefault(step, {})
        part[path[-1]] = draw(KINDS[kind])
    return Invoice.model_validate(_with_lists(tree))


def _with_lists(tree: object) -> object:
    if not isinstance(tree, dict):
        return tree
    if tree and all(isinstance(step, int) for step in tree):
        return [_with_lists(tree[step]) for step in sorted(tree)]
    return {step: _with_lists(part) for step, part in tree.items()}


def leaves(part: Value, prefix: str = "") -> dict[str, object]:
    """Return every value of a part by its path, provenance left out."""
    found: dict[str, object] = {}
    for name in type(part).model_fields:
        if prefix or name not in ("unmapped", "origin"):
            found |= _leaves_of(getattr(part, name), prefix + name)
    return found


def _leaves_of(content: object, path: str) -> dict[str, object]:
    if isinstance(content, Value):
        return leaves(content, f"{path}.")
    if isinstance(content, tuple):
        items = (_leaves_of(item, f"{path}[{n}]") for n, item in enumerate(content))
        return {where: value for found in items for where, value in found.items()}
    return {} if content is None else {path: content}


def kept(invoice: Invoice, lost: tuple[str, ...]) -> dict[str, object]:
    """Return what must come back: not what was lost, nor later items of a tuple with a loss."""
    shifted = tuple({path[: n + 1] for path in lost for n, c in enumerate(path) if c == "["})
    return {
        path: value
        for path, value in leaves(invoice).items()
        if path not in lost and not path.startswith(shifted)
    }
