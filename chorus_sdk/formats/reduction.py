"""An invoice without what a profile does not carry (*réduire à un profil*)."""

from __future__ import annotations

from typing import TypeAlias, TypeVar, cast

from chorus_sdk.formats.base import Loss, Profile
from chorus_sdk.formats.binding.shapes import (
    PROVENANCE,
    leaves_below,
    leaves_of,
    loss_of,
    term_of,
)
from chorus_sdk.formats.levels import rank_of, rank_of_place
from chorus_sdk.invoice._base import Value
from chorus_sdk.invoice.lines import Line
from chorus_sdk.invoice.model import Invoice

Part = TypeVar("Part", bound=Value)
At: TypeAlias = "tuple[str, str, str | None]"
"""A place of the model, its path in the invoice, and the business term around."""


def reduce(invoice: Invoice, profile: Profile) -> tuple[Invoice, tuple[Loss, ...]]:
    """Leave out what a profile does not carry, and name it (*réduire à un profil*).

    The specification identifier (BT-24) stays. A profile that is not known, and every extension
    of EN 16931, is taken to carry all. Lines that group others or inform are left out as a whole
    below EXTENDED: EN 16931 would add them to the sum a second time.

    Example:
        >>> invoice = Invoice(number="F-1", name="Facture")
        >>> reduced, losses = reduce(invoice, Profile.EN16931)
        >>> reduced == Invoice(number="F-1"), [(loss.path, loss.term) for loss in losses]
        (True, [('name', 'BT-X-2')])
    """
    rank = rank_of(profile)
    if rank is None:
        return invoice, ()
    reduction = _Reduction(rank, f"the profile {profile.value} does not carry it")
    return reduction.part(invoice, "", ""), tuple(reduction.losses)


class _Reduction:
    """One pass over an invoice."""

    def __init__(self, rank: int, reason: str) -> None:
        self._rank = rank
        self._reason = reason
        self.losses: list[Loss] = []

    def part(self, part: Part, place: str, path: str, term: str | None = None) -> Part:
        """Return a part without what ranks too high; `place` is `path` without numbers."""
        changes: dict[str, object] = {}
        for name, value in part.__dict__.items():
            if value is None or value == () or (not path and name in PROVENANCE):
                continue
            at = (place + name, path + name, term_of(type(part), name) or term)
            kept = self._value(value, type(part).model_fields[name].default, at)
            if kept is not value:
                changes[name] = kept
        return part.model_copy(update=changes) if changes else part

    def _value(self, value: object, default: object, at: At) -> object:
        place, path, term = at
        if isinstance(value, Value):
            inside = self.part(value, f"{place}.", f"{path}.", term)
            return default if inside is not value and inside == type(value)() else inside
        if isinstance(value, tuple) and all(isinstance(item, Value) for item in value):
            return self._items(cast("tuple[Value, ...]", value), at)
        if rank_of_place(place) <= self._rank:
            return value
        self.losses += [loss_of(leaf, self._reason) for leaf in leaves_of(value, path, term)]
        return default

    def _items(self, items: tuple[Value, ...], at: At) -> tuple[Value, ...]:
        place, path, term = at
        parts = [
            self.part(item, f"{place}.", f"{path}[{number}].", term)
            if not _only_groups(item)
            else self._left_out(item, f"{path}[{number}].", term)
            for number, item in enumerate(items)
        ]
        pairs = list(zip(parts, items, strict=True))
        if all(one is other for one, other in pairs):
            return items
        return tuple(one for one, other in pairs if one is other or one != type(one)())

    def _left_out(self, item: Value, path: str, term: str | None) -> Value:
        reason = "a line that groups others or informs, which only an extension has"
        self.losses += [loss_of(leaf, reason) for leaf in leaves_below(item, path, term)]
        return type(item)()


def _only_groups(item: Value) -> bool:
    """Tell whether this line's amount is not part of the sum of lines (BR-FXEXT-CO-10)."""
    return isinstance(item, Line) and item.kind in ("GROUP", "INFORMATION")
