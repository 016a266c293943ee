"""What an invoice holds beyond the profile that it names (*au-delà du profil*)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import Final

from chorus_sdk.findings import Severity
from chorus_sdk.formats.base import Profile
from chorus_sdk.formats.binding.shapes import PROVENANCE, term_of
from chorus_sdk.formats.levels import rank_of, rank_of_place
from chorus_sdk.invoice._base import Value
from chorus_sdk.validation.rules.base import Breach, Subject, rule

_SHOWN: Final = 5
"""How many terms are named."""
_OWN: Final = frozenset(PROVENANCE)
_EMPTY: Final = ()
_PLAIN, _PART, _PARTS = range(3)
"""What a place of the model holds: the same in every invoice."""


class _Place:
    """A place of the model, what it holds, whether a profile carries it, and the places below."""

    __slots__ = ("below", "holds", "is_carried", "path", "rank", "term")

    def __init__(self, path: str, rank: int, term: str | None, holds: int = _PART) -> None:
        self.path, self.rank, self.term, self.holds = path, rank, term, holds
        self.is_carried = rank_of_place(path) <= rank
        self.below: dict[str, _Place] = {}

    def child(self, owner: type[Value], name: str, value: object) -> _Place:
        """Return a place below, made when it is first met with a value."""
        found = self.below.get(name)
        if found is None:
            path = f"{self.path}.{name}" if self.path else name
            term = term_of(owner, name) or self.term
            found = _Place(path, self.rank, term, _holding(value))
            self.below[name] = found
        return found


def _holding(value: object) -> int:
    if isinstance(value, Value):
        return _PART
    return _PARTS if isinstance(value, tuple) and isinstance(value[0], Value) else _PLAIN


@cache
def _tree(rank: int) -> _Place:
    """The places of one rank: as many as the model has, however many invoices there are."""
    return _Place("", rank, None)


def beyond(invoice: Value, profile: Profile) -> tuple[str, ...]:
    """Return the terms that are used and that a profile does not carry (*termes de trop*).

    A profile that is not known, and every extension of EN 16931, is taken to carry all.
    """
    rank = rank_of(profile)
    if rank is None:
        return ()
    found: list[_Place] = []
    _meet(invoice, _tree(rank), found)
    return tuple(dict.fromkeys(place.term or place.path for place in found))


def _meet(part: Value, place: _Place, found: list[_Place]) -> None:
    below = place.below
    for name, value in part.__dict__.items():
        if value is None or value is _EMPTY:
            continue
        inside = below.get(name)
        if inside is None:
            if not place.path and name in _OWN:
                continue
            inside = place.child(type(part), name, value)
        if inside.holds == _PART:
            _meet(value, inside, found)
        elif inside.holds == _PARTS:
            for item in value:
                _meet(item, inside, found)
        elif not inside.is_carried:
            found.append(inside)


@rule(
    "PLAUS-PROFILE",
    "BT-24",
    en="An invoice holds what the profile that it names carries.",
    fr="Une facture contient ce que porte le profil qu'elle désigne.",
    severity=Severity.INFORMATION,
    hint="Name a richer profile, or leave out what it does not carry: readers may pass it over.",
    hint_fr="Désigner un profil plus riche, ou retirer ce qu'il ne porte pas : il peut se perdre.",
)
def profile(subject: Subject) -> Iterator[Breach]:
    """BT-24 against the terms that are used."""
    terms = beyond(subject.invoice, subject.profile) if subject.profile is not None else ()
    if terms and subject.profile is not None:
        more = f" … ({len(terms)})" if len(terms) > _SHOWN else ""
        yield Breach("specification", ", ".join(terms[:_SHOWN]) + more, subject.profile.value)
